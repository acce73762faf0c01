"""The packages that harvest was declared to need, as its own metadata lists them."""

import re
from importlib.metadata import PackageNotFoundError, requires

from harvest.errors import ConfigError

_REQUIREMENT = re.compile(r"([\w.-]+)[^;]*(?:;.*extra == ['\"](\w+)['\"])?")


def required(extra: str | None = None) -> dict[str, str]:
    """Requirements by name of the package, of the program itself or of an extra.

    Empty where harvest is not installed: nothing lists them there.
    """
    try:
        listed = requires("harvest") or []
    except PackageNotFoundError:
        return {}
    found = [(line, _REQUIREMENT.match(line)) for line in listed]
    return {
        match[1]: line.partition(";")[0].strip()
        for line, match in found
        if match and match[2] == extra
    }


def missing(error: ModuleNotFoundError, extra: str | None = None) -> ConfigError:
    """What to tell of a package that is not there, and that ``extra`` would have brought."""
    wanted = " ".join(f"'{requirement}'" for requirement in required(extra).values())
    if extra is None or not wanted:
        return ConfigError(f"{error.name} is not installed; install harvest again (make run does)")
    return ConfigError(
        f"{error.name} is not installed, needed for this alone: pip install {wanted}"
    )
