"""A copy of the program in which a guide of the documentation is followed to the letter."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from harvest.paths import CHECKOUT
from tests.helpers.documents import fences, lines

_TOP = ("Makefile", "config.toml", "pyproject.toml", "requirements.lock", "requirements-dev.lock")


class Guided:
    """A checkout of its own, with an environment that every ``make`` target takes for ready."""

    def __init__(self, folder: Path, config: str | None = None) -> None:
        self.folder = folder
        for part in ("harvest", "db", "docs"):
            left = shutil.ignore_patterns("_shared", "build", "*.db")
            shutil.copytree(CHECKOUT / part, folder / part, ignore=left)
        for file in (*CHECKOUT.glob("*.md"), *(CHECKOUT / name for name in _TOP)):
            shutil.copyfile(file, folder / file.name)
        if config is not None:
            (folder / "config.toml").write_text(config, "utf-8")
        binaries = folder / ".venv" / "bin"
        binaries.mkdir(parents=True)
        for name, starts in (("python", ""), ("harvest", " -m harvest")):
            script = f'#!/bin/sh\nPYTHONPATH="{folder}" exec "{sys.executable}"{starts} "$@"\n'
            (binaries / name).write_text(script, "utf-8")
            (binaries / name).chmod(0o755)
        for made in (".run", ".dev"):
            (folder / ".venv" / made).touch()
        self.environment = os.environ | {"PATH": f"{binaries}:{os.environ['PATH']}"}

    def write(self, guide: str) -> list[Path]:
        """Write the files that a guide shows, and change those of which it shows a difference."""
        written = []
        for block in fences((CHECKOUT / "docs" / guide).read_text("utf-8")):
            if block.file:
                path = self.folder / block.file.replace("NNNN", self._next_migration())
                path.parent.mkdir(parents=True, exist_ok=True)
                changed = block.language == "diff"
                text = _changed(path.read_text("utf-8"), block.text) if changed else block.text
                path.write_text(text, "utf-8")
                written.append(path)
        return written

    def _next_migration(self) -> str:
        numbers = [int(each.name[:4]) for each in (self.folder / "db/migrations").glob("*.sql")]
        return f"{max(numbers) + 1:04}"

    def enter(self, guide: str) -> dict[str, str]:
        """What the commands of a guide print, each entered as it stands there."""
        return {each: self.run(each) for each in lines((CHECKOUT / "docs" / guide).read_text())}

    def run(self, line: str, *, code: int = 0) -> str:
        """What a command prints, after it has ended as expected."""
        ended = subprocess.run(
            ["/bin/sh", "-c", line],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert ended.returncode == code, f"{line}: {ended.returncode}: {ended.stderr}"
        return ended.stdout + ended.stderr


def _changed(text: str, difference: str) -> str:
    """The text with the lines of a difference; those around them are there once.

    A line that ends with … goes on in the text as it likes.
    """
    shown = difference.splitlines()
    around = [line[1:] for line in shown if not line.startswith("+")]
    places = list(re.finditer("".join(map(_line, around)), text, re.MULTILINE))
    assert len(places) == 1, f"there {len(places)} times: {around}"
    there = iter(places[0][0].splitlines())
    made = []
    for line in shown:
        kept = line[1:] if line.startswith("+") else next(there)
        made += [] if line.startswith("-") else [kept]
    return text[: places[0].start()] + "\n".join(made) + "\n" + text[places[0].end() :]


def _line(shown: str) -> str:
    known, cut, _ = shown.partition("…")
    return f"^{re.escape(known)}{'.*' if cut else ''}\n"
