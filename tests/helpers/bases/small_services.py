"""A configuration with one concept, over stand-ins that hold a few records."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from harvest.config import Config, load
from harvest.standin import Descriptor, Faults, Fixed, StandIn, serve
from harvest.standin.faults import content as content
from harvest.standin.faults import transport as transport
from tests.helpers.bases.tiny import citation, study
from tests.helpers.bases.tiny import state as tiny_state
from tests.helpers.sources.addresses import at_any_pace

VOCABULARY = (
    Descriptor("D008103", "Liver Cirrhosis", ("C06.552",), ("Hepatic Cirrhosis",), "Scarring."),
    Descriptor("D033581", "Stem Cell Transplantation", ("E02.095",)),
    Descriptor("D014180", "Tissue Transplantation", ("E04.936",)),
    Descriptor("D011958", "Old Receptors", active=False),
)


def corpus() -> Fixed:
    records = tiny_state(
        [study(1), study(2)], [citation(1), citation(2), citation(3)], "2026-11-20T09:00:05"
    )
    return Fixed((replace(records, descriptors={d.ui: d for d in VOCABULARY}),))


CONCEPT = """
[topic.concepts.condition]
terms = ["scarred liver", "liver"{terms}]
mesh = ["Liver Cirrhosis"{mesh}]
"""


@contextmanager
def configured(
    folder: Path, *faults: object, terms: str = "", mesh: str = "", **served: object
) -> Iterator[tuple[Config, StandIn]]:
    with serve(corpus(), faults=Faults(*faults), **served) as standin:
        addresses = at_any_pace(standin)
        (folder / "config.toml").write_text(
            '[topic]\ntitle = "Cells"\n'
            + CONCEPT.format(terms=terms, mesh=mesh)
            + '[[search]]\nname = "core"\nall = ["condition"]\n'
            + addresses,
            encoding="utf-8",
        )
        yield load(folder / "config.toml", {}), standin
