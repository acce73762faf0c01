"""Stand-ins that hold a few made-up records of three topics, and what is typed for each of them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

from harvest.standin import Descriptor, Faults, Fixed, StandIn, serve
from tests.helpers.bases.tiny import citation, state, study
from tests.helpers.sources.addresses import at_any_pace

DESCRIPTORS = (
    Descriptor(
        "D008180",
        "Lupus Erythematosus, Systemic",
        ("C17.300.480", "C20.111.590"),
        ("Systemic Lupus Erythematosus", "Libman-Sacks Disease", "SLE", "Lupus, Systemic"),
    ),
    Descriptor("D008181", "Lupus Nephritis", ("C12.050.351.968",), ("Lupus Glomerulonephritis",)),
    Descriptor(
        "D000076962",
        "Receptors, Chimeric Antigen",
        ("D12.776.543.750",),
        ("Chimeric Antigen Receptors", "CAR-T Receptors"),
    ),
    Descriptor(
        "D065626",
        "Non-alcoholic Fatty Liver Disease",
        ("C06.552.241.519",),
        ("NAFLD", "Nonalcoholic Steatohepatitis", "Fatty Liver, Nonalcoholic"),
    ),
    Descriptor(
        "D000098860",
        "Glucagon-Like Peptide-1 Receptor Agonists",
        ("D27.505.696",),
        ("GLP-1 Receptor Agonists", "Incretin Mimetics"),
    ),
    Descriptor("D008103", "Liver Cirrhosis", ("C06.552.630",), ("Hepatic Cirrhosis",)),
    Descriptor("D033581", "Stem Cell Transplantation", ("E02.095.147",), ("Stem Cell Therapy",)),
    Descriptor("D011958", "Old Lupus Nephritis", ("C01.1",), active=False),
)
_UI = {each.name: each.ui for each in DESCRIPTORS}


@dataclass(frozen=True, slots=True)
class Topic:
    """A made-up topic: what its records are of, and the answers that are typed for it."""

    folder: str
    condition: str
    treatment: str
    headings: tuple[str, str]
    answers: tuple[str, ...]


TOPICS = (
    Topic(
        "lupus",
        "Systemic Lupus Erythematosus",
        "CD19 CAR-T cells",
        ("Lupus Erythematosus, Systemic", "Receptors, Chimeric Antigen"),
        (
            "systemic lupus erythematosus, lupus nephritis",
            "CAR-T, chimeric antigen receptor",
            "",
            "",
        ),
    ),
    Topic(
        "fatty-liver",
        "Nonalcoholic Steatohepatitis",
        "Semaglutide",
        ("Non-alcoholic Fatty Liver Disease", "Glucagon-Like Peptide-1 Receptor Agonists"),
        (
            "NCT99000003",
            "",
            "semaglutide, GLP-1 receptor agonist, dulaglutide",
            "",
            "GLP-1 in MASH",
        ),
    ),
    Topic(
        "cirrhosis",
        "Liver Cirrhosis",
        "Stem cell transplantation",
        ("Liver Cirrhosis", "Stem Cell Transplantation"),
        ("liver cirrhosis", "stem cell, stem cells", "1 3", "Stem cells in cirrhosis"),
    ),
)


def _trial(number: int, topic: Topic) -> tuple[str, bytes]:
    key, body = study(number)
    record = json.loads(body)
    protocol, derived = record["protocolSection"], record["derivedSection"]
    title = f"{topic.treatment} in {topic.condition}, made-up study {number}"
    protocol["identificationModule"]["briefTitle"] = title
    protocol["conditionsModule"]["conditions"] = [topic.condition]
    protocol["armsInterventionsModule"] = {
        "interventions": [
            {"type": "DRUG", "name": topic.treatment},
            {"type": "DRUG", "name": "Placebo matching it"},
        ]
    }
    for module, name in zip(("condition", "intervention"), topic.headings, strict=True):
        mesh = {"meshes": [{"id": _UI[name], "term": name}]}
        derived[f"{module}BrowseModule"] = mesh
    return key, json.dumps(record).encode()


def _paper(number: int, topic: Topic) -> tuple[str, bytes]:
    key, body = citation(number)
    title = f"{topic.treatment} in {topic.condition}, made-up paper {number}."
    text = body.decode().replace(f"Cells and the liver, paper {number}.", title)
    text = text.replace("D008103", _UI[topic.headings[0]])
    return key, text.replace("Liver Cirrhosis\n", topic.headings[0]).encode()


def corpus() -> Fixed:
    """Two trials and a paper of each topic."""
    trials = [_trial(2 * n + m, topic) for n, topic in enumerate(TOPICS) for m in (1, 2)]
    papers = [_paper(n, topic) for n, topic in enumerate(TOPICS, 1)]
    held = state(trials, papers, "2026-11-20T09:00:05")
    return Fixed((replace(held, descriptors={each.ui: each for each in DESCRIPTORS}),))


@contextmanager
def services(folder: Path, *faults: object) -> Iterator[tuple[Path, StandIn]]:
    """The stand-ins, and a configuration (of some other topic) that has their addresses."""
    with serve(corpus(), faults=Faults(*faults)) as standin:
        file = folder / "in-use.toml"
        file.write_text(
            '[topic]\ntitle = "Another"\n[[search]]\nname = "core"\nclinicaltrials = "x"\n'
            + at_any_pace(standin),
            "utf-8",
        )
        yield file, standin


class Typed(StringIO):
    """A terminal at which somebody types these answers; what is typed shows in the output."""

    def __init__(self, *answers: str) -> None:
        super().__init__("".join(f"{answer}\n" for answer in answers))

    def isatty(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> str:
        line = super().readline(-1 if size is None else size)
        print(line, end="")
        return line
