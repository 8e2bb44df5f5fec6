"""`python -m ecvet_office` is the command `ecvet`."""

from __future__ import annotations

from ecvet_office.cli import main

if __name__ == "__main__":
    main()
