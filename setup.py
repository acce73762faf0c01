"""What pyproject.toml can't say: how files that stand beside the package travel inside it.

``harvest/paths.py`` finds them in both places.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

TEXTS = {".csv", ".sql", ".toml", ".txt"}  # never a database that somebody keeps in db/


class BuildProgram(build_py):
    """The package with its data, and with ``db/`` and ``config.toml`` in ``harvest/_shared``."""

    def run(self) -> None:
        """Build from nothing: a module that an earlier build left would travel along."""
        if self.editable_mode:
            return
        shutil.rmtree(self.build_lib, ignore_errors=True)
        super().run()
        carried = Path(self.build_lib, "harvest", "_shared")
        # Right in db/ lies nothing of the program, but maybe the judgements of an earlier one.
        for file in (Path("config.toml"), *sorted(Path("db").glob("*/**/*"))):
            if file.suffix in TEXTS and file.parts[:2] != ("db", "build"):
                self.mkpath(str(carried / file.parent))
                self.copy_file(str(file), str(carried / file))


setup(cmdclass={"build_py": BuildProgram})
