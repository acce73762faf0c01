"""``harvest bulk parse``, ``topic`` and ``status``."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from harvest.commands import Invocation, common, options
from harvest.commands._judgements import warn

log = logging.getLogger("harvest.bulk")

_LAKE = click.argument("lake", metavar="LAKE")


@click.group(no_args_is_help=False)
@options
def bulk() -> None:
    """Whole registries from the files they give out: PubMed's baseline, a registry's download.

    LAKE is a folder, or an address such as s3://bucket/lake. It needs the packages of the extra
    "bulk" (and those of "s3" for such addresses), and nothing else does. See docs/scale.md.
    """


@bulk.command()
@common
@_LAKE
@click.option(
    "pubmed",
    "--pubmed",
    multiple=True,
    metavar="PLACE",
    help="Baseline and update files of PubMed: a folder or a file; repeatable.",
)
@click.option(
    "trials",
    "--trials",
    multiple=True,
    metavar="PLACE",
    help="The whole download of the trials: a zip archive, a folder or a file; repeatable.",
)
@click.option(
    "scheduler",
    "--scheduler",
    default="local",
    show_default=True,
    metavar="ADDRESS",
    help="A Dask scheduler, such as tcp://10.0.0.1:8786; local: processes of this machine; serial: "
    "this process alone.",
)
@click.option(
    "workers",
    "--workers",
    type=click.IntRange(1, 1_000),
    metavar="N",
    help="Processes of this machine. [default: one for each processor]",
)
def parse(
    invocation: Invocation,
    lake: str,
    pubmed: tuple[str, ...],
    trials: tuple[str, ...],
    scheduler: str,
    workers: int | None,
) -> None:
    """Read what is new or changed among the files into the lake, as Parquet.

    A file that is damaged is reported, and nothing of it is used; the others are read. Run again
    after any failure: what was read is kept.
    """
    with _packages():
        from harvest.bulk import cluster
        from harvest.bulk.addresses import address
        from harvest.bulk.run import run, serially
    from harvest.errors import UpstreamDataError, UsageError
    from harvest.records import Progress
    from harvest.run.progress import Bars
    from harvest.sources import all_sources

    by_option = {source.bulk.option: source for source in all_sources() if source.bulk}
    given = [(by_option["pubmed"], address(text)) for text in pubmed]
    given += [(by_option["trials"], address(text)) for text in trials]
    if not given:
        raise UsageError("give the files to read: --pubmed PLACE, --trials PLACE")
    if workers is not None and scheduler != "local":
        raise UsageError("--workers are processes of this machine; leave out --scheduler, or them")
    chosen = {"local": cluster.local(workers), "serial": serially}
    how = chosen.get(scheduler) or cluster.behind(scheduler)
    with Bars(quiet=invocation.quiet) as bars:

        def show(file: str, done: int, total: int) -> None:
            del file
            bars.show(Progress("bulk", "files", done, total))

        summary = run(address(lake), given, how, show)
    if not invocation.quiet:
        click.echo(summary.line())
    for line in summary.failures():
        click.echo(f"harvest: {line}", err=True)
    if summary.failed:
        raise UpstreamDataError(f"{len(summary.failed)} of the files can't be used; see above")


@bulk.command()
@common
@_LAKE
@click.option(
    "--mesh",
    type=Path,
    metavar="FILE",
    help="What is below a MeSH heading: NLM's mtreesYYYY.bin or descYYYY.xml. [default: ask MeSH]",
)
@click.option(
    "network",
    "--no-network",
    flag_value=False,
    default=True,
    type=bool,
    help="Ask no registry for what is newer than the lake, and MeSH for nothing.",
)
def topic(invocation: Invocation, lake: str, mesh: Path | None, network: bool) -> None:
    """Harvest the topic of config.toml from the lake, then what is newer from the registries.

    The searches are answered from the records of the lake. What follows is a refresh: the records
    are stored, linked and published.
    """
    with _packages():
        from harvest.bulk.topic import topic as run
    from harvest.commands.refresh import tell

    config = invocation.config(kept=True)
    warn(config)
    said = log.info if invocation.quiet else click.echo
    both = run(config, lake, mesh=mesh, network=network, quiet=invocation.quiet, say=said)
    for outcome in filter(None, both):
        tell(outcome, quiet=invocation.quiet)
    if both.exit_code:
        raise click.exceptions.Exit(both.exit_code)


@bulk.command()
@common
@_LAKE
@click.option("as_json", "--json", is_flag=True, help="One JSON object.")
def status(invocation: Invocation, lake: str, as_json: bool) -> None:
    """Show what the lake has: files and records by source, and what is missing or unreadable."""
    with _packages():
        from harvest.bulk.status import as_text, status, to_json

    del invocation
    found = status(lake)
    click.echo(to_json(found) if as_json else as_text(found))


@contextmanager
def _packages() -> Iterator[None]:
    """Imports of what the extra brings; without it, what to install."""
    try:
        yield
    except ModuleNotFoundError as error:
        from harvest.machine.packages import missing

        raise missing(error, "bulk") from error
