"""``harvest report``."""

from pathlib import Path

import click

from harvest.commands import Invocation, common, options


@click.group(no_args_is_help=False)
@options
def report() -> None:
    """Write a report from the published database."""


@report.command("prisma-s")
@common
@click.option(
    "-o", "--output", type=Path, help="A file ending in .md or .docx; else Markdown here."
)
def prisma_s(invocation: Invocation, output: Path | None) -> None:
    """Write the search appendix: exact strings, dates, hits, per run (PRISMA-S)."""
    from contextlib import closing

    from harvest.errors import UsageError
    from harvest.machine.output import write
    from harvest.publish.read import open_published
    from harvest.report import document, prisma

    if output is not None and output.suffix not in (".md", ".docx"):
        raise UsageError(f"--output {output}: the file name must end in .md or .docx")
    with closing(open_published(invocation.config())) as connection:
        blocks = prisma.prisma_s(connection)
    if output is None:
        click.echo(document.as_markdown(blocks), nl=False)
    elif output.suffix == ".docx":
        write(output, document.as_docx(blocks))
    else:
        write(output, document.as_markdown(blocks).encode())
