"""The version stands in one place, and the changelog knows it.

Relies on nothing beside the program.
"""

import re
import tomllib
from datetime import date

from harvest import __version__
from tests.helpers.places import ROOT


def test_the_newest_release_of_the_changelog_is_the_version_of_the_program() -> None:
    headings = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == "Unreleased"
    releases = [heading.split(" — ") for heading in headings[1:]]
    assert releases[0][0] == __version__
    days = [date.fromisoformat(day) for _, day in releases]
    assert days == sorted(days, reverse=True)


def test_the_version_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert "version" not in project["project"]
    assert project["project"]["dynamic"] == ["version"]
    name, _, attribute = project["tool"]["setuptools"]["dynamic"]["version"]["attr"].rpartition(".")
    assert (name, attribute) == ("harvest.version", "__version__")
    assigned = re.compile(r"^__version__\s*=", re.MULTILINE)
    modules = (ROOT / "harvest").rglob("*.py")
    assert [m.name for m in modules if assigned.search(m.read_text("utf-8"))] == ["version.py"]
