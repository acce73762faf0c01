"""The tools, one a file: each has a ``TOOL``. To add one is to add its file."""

import importlib
import pkgutil
from functools import cache

from harvest.site.assistant.tool import Tool


@cache
def tools() -> tuple[Tool, ...]:
    """Every tool, in the order of their files."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}").TOOL for name in names)
