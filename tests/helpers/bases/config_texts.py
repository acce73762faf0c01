"""A configuration as text, and what is read from it or said of it."""

from collections.abc import Mapping
from pathlib import Path

from harvest.config import Config, load

KEY = "0123456789abcdef0123456789abcdef0123"
TOPIC = """
[topic]
title = "Example"
[topic.concepts.condition]
terms = ["liver cirrhosis"]
[topic.concepts.therapy]
terms = ["stem cell"]
mesh = ["Stem Cell Transplantation"]
"""
SEARCH = """
[[search]]
name = "core"
all = ["condition", "therapy"]
"""
SOURCES = """
[sources.clinicaltrials]
base_url = "https://clinicaltrials.gov/api/v2"
[sources.pubmed]
base_url = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
"""
GOOD = TOPIC + SEARCH + SOURCES


def read(folder: Path, text: str | bytes, env: Mapping[str, str] | None = None) -> Config:
    file = folder / "config.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return load(file, env or {})
