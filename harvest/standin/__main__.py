"""``python -m harvest.standin``: serve a corpus, or a recording of real answers, on loopback.

Prints their addresses as the lines of config.toml that name them, and serves until Ctrl-C.
"""

import threading
from contextlib import AbstractContextManager
from pathlib import Path

import click

from harvest.clock import Clock, SystemClock
from harvest.errors import HarvestError, UsageError
from harvest.standin import Corpus, Edge, StandIn, folder, generated, sample, serve
from harvest.standin.http.edge import CLIENTS
from harvest.standin.registry.services import LONGEST_ADDRESS
from harvest.standin.replay import Replayed, replayed
from harvest.standin.sample import last_data, other_topics

SERVICES = ("clinicaltrials", "pubmed", "mesh", "isrctn", "ctis", "crossref", "europepmc")


def corpus_named(name: str, clock: Clock) -> Corpus:
    """The corpus that a name on the command line means; raises UsageError."""
    if name == "sample":
        return sample(ends=last_data(clock.now()))
    if name == "topics":
        return other_topics(ends=last_data(clock.now()))
    if name.startswith("generated:"):
        sizes = name.split(":")[1:]
        if len(sizes) != 3 or not all(size.isdigit() for size in sizes):
            raise UsageError(f"{name}: write generated:SEED:TRIALS:PAPERS, three whole numbers")
        seed, trials, papers = map(int, sizes)
        return generated(seed, trials, papers)
    return folder(Path(name))


def edge_named(refused: tuple[str, ...], off: tuple[str, ...]) -> Edge:
    """The edge that ``--refuse`` and ``--off`` ask for; raises UsageError."""
    edge = Edge()
    for text in refused:
        service, _, clients = text.partition("=")
        if service not in SERVICES or clients not in CLIENTS:
            raise UsageError(
                f"--refuse {text}: write SERVICE=CLIENTS, one of {', '.join(SERVICES)}, and one of "
                + ", ".join(CLIENTS)
            )
        edge.refuse(service, clients)
    for service in off:
        if service not in SERVICES:
            raise UsageError(f"--off {service}: no such service; there are {', '.join(SERVICES)}")
        edge.switch(service, on=False)
    return edge


@click.command(help=__doc__)
@click.option("--corpus", "name", help="sample, topics, a folder, or generated:SEED:TRIALS:PAPERS.")
@click.option(
    "--recording", type=Path, metavar="FOLDER", help="What `harvest refresh --record` has kept."
)
@click.option(
    "--port",
    default=0,
    help="The first of as many ports as there are services; 0: any that are free.",
)
@click.option("--latency", default=0.0, help="Milliseconds before each answer.")
@click.option("--epoch", default=0, help="Which state of the corpus; a sample has twelve.")
@click.option(
    "refused",
    "--refuse",
    metavar="SERVICE=CLIENTS",
    multiple=True,
    help=f"Answer 403 to these clients of a service: {', '.join(CLIENTS)}.",
)
@click.option("off", "--off", metavar="SERVICE", multiple=True, help="Answer 502 for a service.")
@click.option(
    "--most-alternatives",
    type=click.IntRange(1),
    help="Words of a query above which ClinicalTrials.gov finds it too complicated.",
)
@click.option(
    "--longest-address",
    type=click.IntRange(1),
    default=LONGEST_ADDRESS,
    help="Bytes of a query string above which ClinicalTrials.gov answers 414.",
)
def main(
    name: str | None,
    recording: Path | None,
    port: int,
    latency: float,
    epoch: int,
    refused: tuple[str, ...],
    off: tuple[str, ...],
    most_alternatives: int | None,
    longest_address: int,
) -> None:
    """Serve until interrupted."""
    try:
        if (name is None) == (recording is None):
            raise UsageError("give either --corpus or --recording")
        edge = edge_named(refused, off)
        running: AbstractContextManager[Replayed | StandIn]
        if recording is not None:
            running = replayed(recording, port=port, latency=latency / 1000, edge=edge)
        else:
            running = serve(
                corpus_named(name or "", SystemClock()),
                port=port,
                latency=latency / 1000,
                epoch=epoch,
                edge=edge,
                most_alternatives=most_alternatives,
                longest_address=longest_address,
            )
        with running as standin:
            if isinstance(standin, StandIn):
                click.echo(standin.config_lines(*SERVICES))
            else:
                click.echo(standin.config_lines())
            threading.Event().wait()
    except KeyboardInterrupt:
        click.echo()
    except HarvestError as error:
        click.echo(f"standin: {error}", err=True)
        raise SystemExit(error.exit_code) from None


if __name__ == "__main__":
    main()
