"""``harvest evaluate``."""

from pathlib import Path

import click

from harvest.commands import Invocation, common


@click.command()
@common
@click.option(
    "gold",
    "--gold",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    required=True,
    metavar="FOLDER",
    help="A folder of gold sets.",
)
@click.option("as_json", "--json", is_flag=True, help="One JSON object, a figure a key.")
@click.option(
    "write",
    "--write",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the figures and what lies behind them to this Markdown file.",
)
def evaluate(invocation: Invocation, gold: Path, as_json: bool, write: Path | None) -> None:
    """Measure links, related studies and facets on gold sets, compared with plain BM25 and TF-IDF.

    FOLDER contains any of: articles.jsonl.gz with linking-outcomes-to-abstracts.jsonl.gz,
    linking-registry-results.jsonl.gz + trials.jsonl.gz, linking-titles-manual-gold.jsonl.gz, and
    facets-gold.tsv. Trials that the shipped weights were learned from are judged by weights that
    did not see them. It needs the packages of the extra "evaluate", and nothing else does.
    """
    from contextlib import closing

    from harvest.config import folders
    from harvest.errors import ConfigError
    from harvest.machine.output import write as write_file

    try:
        from harvest.evaluation.evaluate import as_json as to_json
        from harvest.evaluation.evaluate import evaluate as measure
        from harvest.evaluation.report import page, table
    except ModuleNotFoundError as error:
        from harvest.machine.packages import missing

        raise missing(error, "evaluate") from error
    from harvest.store import reader

    def say(text: str) -> None:
        if not invocation.quiet:
            click.echo(f"{text} …", err=True)

    try:
        path = invocation.config().store.path
    except ConfigError:
        path = None  # judging a folder needs no configuration
    if path is not None and path.is_file():
        with closing(reader(path)) as work:
            result = measure(gold, work, say)
    else:
        result = measure(gold, None, say)
    if write is not None:
        folders.make(write.parent)
        write_file(write, page(result).encode())
    click.echo(to_json(result) if as_json else table(result))
