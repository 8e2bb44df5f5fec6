"""Prints one of the two commands that README.md promises: `demo` or `tests`."""

import re
import sys
from pathlib import Path

text = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
commands = dict(re.findall(r"<!-- (demo|tests) -->\s*```\w*\n(.+?)\n```", text, flags=re.DOTALL))
print(commands[sys.argv[1]])
