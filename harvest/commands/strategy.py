"""``harvest strategy``."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from harvest.commands import Invocation, common

if TYPE_CHECKING:
    from harvest.notfound import NotFound
    from harvest.strategy import Strategy


@click.command()
@common
def strategy(invocation: Invocation) -> None:
    """Show the searches: the exact strings that each source is sent, with warnings."""
    from harvest.notfound import told
    from harvest.strategy import render, unused_concepts

    config = invocation.config()
    words = _not_found(config.store.path)
    for rendered in render(config, _descriptors(config.store.path)):
        click.echo(f"[{rendered.search}] {rendered.source}")
        for name, value in rendered.params:
            click.echo(f"  {name} = {value}")
        for warning in rendered.warnings:
            click.echo(f"  warning: {warning}")
        absent = [each.word for each in words if _is_in(each, rendered)]
        if absent:
            click.echo(f"  warning: {told(absent)} (as of the last run)")
        click.echo()
    for name in unused_concepts(config):
        click.echo(f"warning: [topic.concepts.{name}]: no search asks for it; add it to one")


def _not_found(database: Path) -> "tuple[NotFound, ...]":
    """The words that the last run did not find; none before the first harvest."""
    from harvest.notfound import read
    from harvest.store.schema import reader, storage_errors

    if not database.is_file():
        return ()
    with storage_errors(database), closing(reader(database)) as connection:
        return read(connection)


def _is_in(word: "NotFound", rendered: "Strategy") -> bool:
    """Whether the search still has the word: it may have been corrected since."""
    asked = (rendered.search, rendered.source) == (word.search, word.source)
    return asked and word.word.removesuffix(" (MeSH)") in rendered.sent


def _descriptors(database: Path) -> tuple[str, ...]:
    """Names of the MeSH descriptors that held records carry; none before the first harvest."""
    from harvest.store.schema import reader, storage_errors

    if not database.is_file():
        return ()
    with storage_errors(database), closing(reader(database)) as connection:
        return tuple(name for (name,) in connection.execute("SELECT name FROM mesh_terms"))
