"""The command line in a process of its own."""

import subprocess
import sys

CONFIG = """
contact = "someone@example.org"
[topic]
title = "Example"
[topic.concepts.condition]
terms = ["liver cirrhosis"]
mesh = ["Liver Cirrhosi"]
[topic.concepts.unused]
terms = ["word"]
[[search]]
name = "core"
all = ["condition"]
[sources.clinicaltrials]
base_url = "https://clinicaltrials.gov/api/v2"
[sources.pubmed]
base_url = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
"""


def harvest(*arguments: str | bytes, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the real program, for what only a process of its own shows."""
    command = [sys.executable, "-m", "harvest", *arguments]
    settings = {"capture_output": True, "text": True, "timeout": 60, "check": False} | options
    return subprocess.run(command, **settings)  # type: ignore[call-overload,no-any-return]
