"""``harvest export``."""

from pathlib import Path

import click

from harvest.commands import Invocation, common
from harvest.errors import UsageError
from harvest.export import BASE_FORMATS, FORMATS, ReferenceFormat


@click.command()
@common
@click.argument("query", required=False)
@click.option(
    "form",
    "--format",
    type=click.Choice([*FORMATS, *BASE_FORMATS]),
    required=True,
    help="Output format.",
)
@click.option(
    "--all", "whole", is_flag=True, help=f"Every published table, as {', '.join(BASE_FORMATS)}."
)
@click.option("--trial", "trials", multiple=True, metavar="NUMBER", help="A trial; repeatable.")
@click.option(
    "--article",
    "articles",
    multiple=True,
    metavar="NUMBER",
    help="A paper: PMID, DOI …; repeatable.",
)
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A query's parameter.")
@click.option(
    "--column", "columns", multiple=True, metavar="NAME", help="A column of the table; repeatable."
)
@click.option(
    "--as-of", metavar="DATE", help="Data as of the end of that day. [default: current data]"
)
@click.option(
    "-o",
    "--output",
    type=Path,
    help="Output file; with --all a new folder. [default: the terminal]",
)
def export(
    invocation: Invocation,
    query: str | None,
    form: str,
    whole: bool,
    trials: tuple[str, ...],
    articles: tuple[str, ...],
    params: tuple[str, ...],
    columns: tuple[str, ...],
    as_of: str | None,
    output: Path | None,
) -> None:
    """Export a saved query, single trials and papers, or every published table."""
    from contextlib import closing

    from harvest.commands._queries import given, opened, write
    from harvest.export import saved
    from harvest.queries import named

    ids = [each.strip() for each in (*trials, *articles)]
    if whole or form in BASE_FORMATS:
        if not whole or form not in BASE_FORMATS or output is None:
            raise UsageError(
                "every published table goes into a folder: "
                f"--all --format {', '.join(BASE_FORMATS)} -o FOLDER"
            )
        if query is not None or ids or params or columns or as_of:
            raise UsageError("--all is every published table: leave out what chooses some of it")
        with closing(opened(invocation.config(), None, None)) as connection:
            BASE_FORMATS[form].write(connection, output)
        return
    if (query is None) == (not ids):
        raise UsageError("give the slug of a saved query, or --trial or --article")
    asked = None if query is None else named(query)
    with closing(opened(invocation.config(), as_of, asked)) as connection:
        if asked is None:
            body = saved.of_records(connection, ids, form, columns)
        else:
            body = saved.of_query(connection, asked, given(params), form, columns)
    write(body, output, form)
    made = FORMATS[form]
    if asked is None and trials and isinstance(made, ReferenceFormat) and made.pubmed_only:
        click.echo(f"{made.label} is for papers of PubMed only: the trials are left out.", err=True)
