"""Configurations that ask stand-ins."""

from pathlib import Path

from harvest.config import Config, load
from harvest.standin import StandIn


def at_any_pace(standin: StandIn, *, per_second: float = 1000.0, more: str = "") -> str:
    """The sections of the sources, at a pace that no test waits for; ``more`` goes into each."""
    lines = f"]\nrequests_per_second = {per_second}\n" + (f"{more}\n" if more else "")
    return standin.config_lines().replace("]\n", lines)


def liver(folder: Path, standin: StandIn, *, contact: str = "", more: str = "") -> Config:
    """The configuration of a folder that asks for all of a small corpus; both bases beside it."""
    path = folder / "config.toml"
    path.write_text(
        f"""{f'contact = "{contact}"' if contact else ""}
[topic]
title = "Cells for the liver"
[[search]]
name = "core"
clinicaltrials = "liver"
pubmed = "liver[tiab]"
{at_any_pace(standin, more=more)}
[store]
path = "work.db"
[publish]
path = "public.db"
""",
        encoding="utf-8",
    )
    return load(path, {})
