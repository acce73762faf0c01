"""``harvest search``."""

import sys
from typing import Literal

import click

from harvest.commands import Invocation, common
from harvest.errors import UsageError


@click.command()
@common
@click.argument("text", nargs=-1, required=True)
@click.option(
    "only",
    "--only",
    type=click.Choice(["trials", "papers"]),
    help="Only trials or only papers. [default: both]",
)
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=10,
    show_default=True,
    help="Maximum number of each.",
)
@click.option("as_json", "--json", is_flag=True, help="For programs: one JSON object.")
def search(
    invocation: Invocation,
    text: tuple[str, ...],
    only: Literal["trials", "papers"] | None,
    limit: int,
    as_json: bool,
) -> None:
    """Search trials and papers, best first: words, "a phrase", random*, OR, and -word after --."""
    from contextlib import closing

    from harvest import search as searching
    from harvest.publish.read import open_published

    kinds: dict[str | None, tuple[searching.Kind, ...]]
    kinds = {"trials": ("trial",), "papers": ("article",), None: ("trial", "article")}
    words = " ".join(text).strip()
    if not words:
        raise UsageError("give search words: harvest search randomised placebo")
    with closing(open_published(invocation.config())) as connection:
        found = searching.search(connection, words, most=limit, kinds=kinds[only])
    if as_json:
        click.echo(searching.as_json(found))
    else:
        bold = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() else ("", "")
        click.echo(searching.as_text(found, words, marks=bold))
