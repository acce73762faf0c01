"""``harvest evaluate``."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import click

from harvest.commands import Invocation, common


@click.command()
@common
@click.option(
    "gold",
    "--gold",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="A folder of gold sets.",
)
@click.option("as_json", "--json", is_flag=True, help="One JSON object, a figure a key.")
@click.option(
    "write",
    "--write",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the figures and what lies behind them to this Markdown file; with --sample the "
    "page, which ends in .html, and a CSV file of that name beside it.",
)
@click.option(
    "sample",
    "--sample",
    type=click.IntRange(1, 10_000),
    metavar="N",
    help="Draw N records and show what was read of each beside its text.",
)
@click.option(
    "seed", "--seed", type=int, default=1, show_default=True, help="The same one, the same records."
)
@click.option(
    "records",
    "--records",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Draw from clinicaltrials/*.jsonl.gz and pubmed/*.xml.gz there. [default: the work "
    "database]",
)
@click.option(
    "kind", "--kind", type=click.Choice(["trial", "article"]), help="Draw only trials, or papers."
)
@click.option(
    "naming",
    "--naming",
    multiple=True,
    metavar="WORD",
    help="Draw only records whose titles, arms or abstract hold it (repeatable: or another).",
)
@click.option(
    "but",
    "--but",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="CSV",
    help="Draw no record that this file has in its column record; repeatable.",
)
@click.option(
    "facet", "--facet", multiple=True, metavar="NAME", help="Show this facet only; repeatable."
)
@click.option(
    "judged",
    "--judged",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="CSV",
    help="Print precision and recall of the judgements in the CSV file of a sample.",
)
def evaluate(
    invocation: Invocation,
    gold: Path | None,
    as_json: bool,
    write: Path | None,
    sample: int | None,
    seed: int,
    records: Path | None,
    kind: str | None,
    naming: Sequence[str],
    but: Sequence[Path],
    facet: Sequence[str],
    judged: Path | None,
) -> None:
    """Measure links, related studies and facets: on gold sets, or as a person judges them.

    With --gold, compared with plain BM25 and TF-IDF. FOLDER contains any of: articles.jsonl.gz
    with linking-outcomes-to-abstracts.jsonl.gz, linking-registry-results.jsonl.gz +
    trials.jsonl.gz, linking-titles-manual-gold.jsonl.gz, and facets-gold.tsv. Trials that the
    shipped weights were learned from are judged by weights that did not see them. It needs the
    packages of the extra "evaluate", and nothing else does.

    With --sample, records are drawn at random and written as a page to read, with a CSV file to
    judge every value in; --judged counts such a file.
    """
    from harvest.errors import UsageError

    given = [name for name, value in _ways(gold, sample, judged) if value is not None]
    if len(given) != 1:
        raise UsageError(
            f"give one of --gold FOLDER, --sample N and --judged CSV, not "
            f"{' and '.join(given) or 'none'}"
        )
    if sample is None and (records or kind or naming or but or facet):
        raise UsageError("--records, --kind, --naming, --but and --facet belong to --sample")
    if judged is not None:
        _count(judged)
    elif sample is not None:
        if write is None or write.suffix != ".html":
            raise UsageError("--sample needs --write FILE, which ends in .html")
        _sheet(invocation, sample, seed, records, kind, naming, but, facet, write)
    elif gold is not None:
        _measure(invocation, gold, write, as_json=as_json)


def _ways(gold: Path | None, sample: int | None, judged: Path | None) -> list[tuple[str, object]]:
    return [("--gold", gold), ("--sample", sample), ("--judged", judged)]


def _count(path: Path) -> None:
    from harvest.evaluation.sheets.judgements import as_text, judged

    click.echo(as_text(judged(path)))


def _sheet(
    invocation: Invocation,
    sample: int,
    seed: int,
    records: Path | None,
    kind: str | None,
    naming: Sequence[str],
    but: Sequence[Path],
    facet: Sequence[str],
    write: Path,
) -> None:
    from harvest.errors import UsageError
    from harvest.evaluation.sheets import drawing, sheet
    from harvest.store import reader

    wanted = drawing.Wanted(sample, seed, kind or "", tuple(naming), drawing.numbers(but))
    sheet.check(facet)
    target = write.with_suffix(".csv")
    if target.exists():
        raise UsageError(f"{target} is there already, perhaps with judgements; choose another name")
    if records is not None:
        drawn = drawing.draw(drawing.filed(records), wanted)
    else:
        path = invocation.config().store.path
        if not path.is_file():
            raise UsageError(
                f"{path}: no work database yet; run harvest refresh, or give --records"
            )
        with closing(reader(path)) as work:
            drawn = drawing.draw(drawing.stored(work), wanted)
    sheet.write(write, target, drawn, seed, facet)
    click.echo(f"{write}: {len(drawn)} records to read; the verdicts belong in {target}")


def _measure(invocation: Invocation, gold: Path, write: Path | None, *, as_json: bool) -> None:
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
