"""``harvest verify``."""

from pathlib import Path

import click

from harvest.commands import Invocation, common


@click.command()
@common
@click.argument("file", type=Path)
@click.option("as_json", "--json", is_flag=True, help="For programs: one JSON object.")
@click.option(
    "--seconds",
    type=click.FloatRange(0, min_open=True),
    default=60.0,
    show_default=True,
    help="Compare no longer than this; how much is left then is said.",
)
def verify(invocation: Invocation, file: Path, as_json: bool, seconds: float) -> None:
    """Compare the numbers, titles and statements of a text or reference list with the records.

    FILE is text, RIS, NBIB, BibTeX or a Word document (.docx) of at most 10 MB; nothing of it is
    kept. Ends with 0 where all agrees, with 1 where something contradicts or is unknown, or where
    the time was over before all was compared.
    """
    from contextlib import closing

    from harvest import verify as verifying
    from harvest.clock import SystemClock
    from harvest.publish.read import open_published
    from harvest.verify import told

    document = verifying.read(file)
    clock = SystemClock()
    end = clock.monotonic() + seconds
    with closing(open_published(invocation.config())) as connection:
        verified = verifying.verify(connection, document, lambda: clock.monotonic() > end)
    click.echo(told.as_json(verified) if as_json else told.as_text(verified))
    if verified.wrong or verified.left:
        raise click.exceptions.Exit(1)
