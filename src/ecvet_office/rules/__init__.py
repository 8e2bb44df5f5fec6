"""One check per rule, in families; importing this room registers them all.

A rule is a page in `law/pages` and a check in a module here. The modules are found, not listed, so that a new rule
touches those two files alone.
"""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
