"""``harvest verify``."""

from pathlib import Path

import click

from harvest.commands import Invocation, common


@click.command()
@common
@click.argument("file", type=Path)
@click.option("as_json", "--json", is_flag=True, help="For programs: one JSON object.")
def verify(invocation: Invocation, file: Path, as_json: bool) -> None:
    """Compare the numbers, titles and statements of a text or reference list with the records.

    FILE is text, RIS, NBIB, BibTeX or a Word document (.docx) of at most 10 MB; nothing of it is
    kept. Ends with 0 where all agrees, with 1 where something contradicts or is unknown.
    """
    from contextlib import closing

    from harvest import verify as verifying
    from harvest.publish.read import open_published
    from harvest.verify import told

    document = verifying.read(file)
    with closing(open_published(invocation.config())) as connection:
        verified = verifying.verify(connection, document)
    click.echo(told.as_json(verified) if as_json else told.as_text(verified))
    if verified.wrong:
        raise click.exceptions.Exit(1)
