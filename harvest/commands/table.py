"""``harvest table``."""

from pathlib import Path

import click

from harvest.commands import Invocation, common, options


@click.group(no_args_is_help=False)
@options
def table() -> None:
    """Work with a table that was exported to Word or Excel."""


@table.command()
@common
@click.argument("file", type=Path)
@click.option(
    "--out", type=Path, metavar="NEW", help="The new file. [default: FILE's name with -updated]"
)
def update(invocation: Invocation, file: Path, out: Path | None) -> None:
    """Bring an exported table up to date: a new file with each changed cell marked.

    FILE is a Word file or workbook that `harvest export` or the site made; your own columns, rows,
    widths and texts in it are kept. Each cell that changed since is coloured and has a comment with
    old and new value and the cause; a cell that you have edited as well is left as it is and marked
    as a conflict. New rows are added below, rows that are no longer in the table are crossed out,
    and all of it is listed at the end of the file.
    """
    from contextlib import closing

    from harvest.desk.table.updating import update as brought_up_to_date
    from harvest.errors import CannotCreate, UsageError
    from harvest.machine.output import write
    from harvest.publish.read import open_published

    target = out or file.with_name(f"{file.stem}-updated{file.suffix}")
    if target.resolve() == file.resolve():
        raise UsageError("--out: names the file itself, which is never overwritten; name another")
    if out is None and target.exists():
        raise CannotCreate(f"{target}: is there already; name another file with --out")
    with closing(open_published(invocation.config())) as connection:
        body, done, lost = brought_up_to_date(connection, file)
    write(target, body)
    for what in lost:
        click.echo(f"{target}: {what} of your file are not kept: copy them over", err=True)
    if not invocation.quiet:
        click.echo(f"{target}: {done.sentence()}")
        for line in done.lines():
            if line[0] not in ("changed", "new row"):
                click.echo(f"  {line[0]}: {line[1]}{f', {line[2]}' if line[2] else ''}: {line[6]}")
