"""``harvest query list``, ``show``, ``run`` and ``diff``."""

from pathlib import Path

import click

from harvest.commands import Invocation, common, options
from harvest.export import FORMATS, TABLE_FORMATS

_AS_OF = click.option(
    "--as-of", metavar="DATE", help="Data as of the end of that day. [default: current data]"
)
_PARAMS = click.option(
    "--param", "params", multiple=True, metavar="NAME=VALUE", help="A query's parameter."
)
_OUTPUT = click.option("-o", "--output", type=Path, help="Output file. [default: the terminal]")


@click.group(no_args_is_help=False)
@options
def query() -> None:
    """Saved evidence queries: list, show or run them, now or as of a day; compare two days."""


@query.command("list")
@common
def list_(invocation: Invocation) -> None:
    """List the saved queries with their titles and whom they are for."""
    from harvest.queries import load

    del invocation  # the queries stand beside the program, not in the configuration
    queries = load()
    width = max((len(saved.slug) for saved in queries), default=0)
    for saved in queries:
        click.echo(f"{saved.slug:{width}}  {saved.title} (for {', '.join(saved.audiences)})")


@query.command()
@common
@click.argument("slug")
def show(invocation: Invocation, slug: str) -> None:
    """Show one saved query: what it is for, its parameters and its SQL."""
    from harvest.queries import named

    del invocation
    saved = named(slug)
    click.echo(f"{saved.title} (for {', '.join(saved.audiences)})\n{saved.description}")
    for parameter in saved.params:
        default = f" [default: {parameter.default}]" if parameter.default else ""
        click.echo(f"  {parameter.name}: {parameter.label} ({parameter.type}){default}")
    click.echo(f"\n{saved.sql};")


@query.command("run")
@common
@click.argument("slug")
@_PARAMS
@_AS_OF
@click.option(
    "form",
    "--format",
    type=click.Choice(["text", *FORMATS]),
    default="text",
    show_default=True,
    help="Output format.",
)
@click.option(
    "--column", "columns", multiple=True, metavar="NAME", help="A column of the table; repeatable."
)
@_OUTPUT
def run_(
    invocation: Invocation,
    slug: str,
    params: tuple[str, ...],
    as_of: str | None,
    form: str,
    columns: tuple[str, ...],
    output: Path | None,
) -> None:
    """Run a saved query, now or as of a past day."""
    from contextlib import closing

    from harvest.commands._queries import given, opened, write
    from harvest.export import saved
    from harvest.export.tables import as_text, chosen
    from harvest.queries import named

    query = named(slug)
    with closing(opened(invocation.config(), as_of, query)) as connection:
        if form == "text":
            table = saved.table_of(connection, query, given(params))
            body = as_text(chosen(table, columns) if columns else table).encode()
        else:
            body = saved.of_query(connection, query, given(params), form, columns)
    write(body, output, form)


@query.command("diff")
@common
@click.argument("slug")
@click.option("--from", "start", required=True, metavar="DATE", help="The earlier day.")
@click.option("--to", "end", metavar="DATE", help="The later day. [default: current data]")
@_PARAMS
@click.option(
    "form",
    "--format",
    type=click.Choice(["text", *TABLE_FORMATS]),
    default="text",
    show_default=True,
    help="Output format.",
)
@_OUTPUT
def diff_(
    invocation: Invocation,
    slug: str,
    start: str,
    end: str | None,
    params: tuple[str, ...],
    form: str,
    output: Path | None,
) -> None:
    """Compare a saved query's results on two days: rows added, removed or changed, by cell."""
    from contextlib import closing

    from harvest.commands._queries import given, opened, write
    from harvest.export import saved
    from harvest.history import compare
    from harvest.queries import named

    query, config = named(slug), invocation.config()
    with closing(opened(config, start, query)) as connection:
        before = saved.table_of(connection, query, given(params))
    with closing(opened(config, end, query)) as connection:
        after = saved.table_of(connection, query, given(params))
    found = compare.compare(before, after)
    if form == "text":
        body = (compare.as_text(found) + "\n").encode()
    elif form == "json":
        body = compare.as_json(found).encode()
    else:
        title = f"{query.title}: {start} to {end or 'now'}"
        table = compare.as_table(found, title, (query.description, *after.notes[-1:]))
        body = TABLE_FORMATS[form].dumps(table)
    write(body, output, form)
