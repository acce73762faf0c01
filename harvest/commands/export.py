"""``harvest export``."""

import sys
from pathlib import Path

import click

from harvest.commands import Invocation, common
from harvest.errors import CannotCreate, UsageError
from harvest.export.saved import FORMATS


@click.command()
@common
@click.argument("query", required=False)
@click.option("form", "--format", type=click.Choice(FORMATS), required=True, help="The format.")
@click.option("--trial", "trials", multiple=True, metavar="NCT…", help="A trial; may be repeated.")
@click.option(
    "--article", "articles", multiple=True, metavar="PMID", help="A paper; may be repeated."
)
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A query's parameter.")
@click.option("-o", "--output", type=Path, help="The file to write; else the terminal.")
def export(
    invocation: Invocation,
    query: str | None,
    form: str,
    trials: tuple[str, ...],
    articles: tuple[str, ...],
    params: tuple[str, ...],
    output: Path | None,
) -> None:
    """Export a saved query, or single trials and papers, whole."""
    from contextlib import closing

    from harvest.export import saved
    from harvest.publish.read import open_published
    from harvest.queries import named

    ids = [*(trial.strip().upper() for trial in trials), *(each.strip() for each in articles)]
    if (query is None) == (not ids):
        raise UsageError("give the slug of a saved query, or --trial or --article")
    with closing(open_published(invocation.config())) as connection:
        if query is None:
            body = saved.of_records(connection, ids, form)
        else:
            body = saved.of_query(connection, named(query), _given(params), form)
    _write(body, output, form)


def _given(params: tuple[str, ...]) -> dict[str, str]:
    given = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals or not name:
            raise UsageError(f"--param {param}: write NAME=VALUE")
        given[name] = value
    return given


def _write(body: bytes, output: Path | None, form: str) -> None:
    if output is None:
        if form in ("xlsx", "docx") and sys.stdout.isatty():
            raise UsageError(f"{form} is no text; write it to a file with -o FILE")
        sys.stdout.buffer.write(body)
        return
    try:
        output.write_bytes(body)
    except OSError as error:
        raise CannotCreate(
            f"{output}: can't be written ({error.strerror}); choose another"
        ) from error
