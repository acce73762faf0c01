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
    from harvest.publish.read import of_this_version, open_published
    from harvest.report import document, prisma

    if output is not None and output.suffix not in (".md", ".docx"):
        raise UsageError(f"--output {output}: the file name must end in .md or .docx")
    config = invocation.config()
    with (
        of_this_version(config.publish.path),
        closing(open_published(config)) as connection,
    ):
        blocks = prisma.prisma_s(connection)
    if output is None:
        click.echo(document.as_markdown(blocks), nl=False)
    elif output.suffix == ".docx":
        write(output, document.as_docx(blocks))
    else:
        write(output, document.as_markdown(blocks).encode())


@report.command()
@common
@click.option(
    "--since", metavar="DATE", help="The flow of an update: what was found after that day."
)
@click.option(
    "--records", "code", metavar="CODE", help="List the records of one number, by its code."
)
@click.option(
    "-o", "--output", type=Path, help="A file in .svg, .docx, .csv or .md; else Markdown here."
)
def flow(invocation: Invocation, since: str | None, code: str | None, output: Path | None) -> None:
    """Write the PRISMA 2020 flow of the review, counted from its decisions.

    The numbers are of decisions that count: those of one person, or those that two agree on or a
    third has settled.
    """
    from contextlib import closing

    from harvest.dates import parse
    from harvest.desk.decisions import read
    from harvest.desk.flow import documents, drawing
    from harvest.desk.flow.counting import flow as counted
    from harvest.errors import UsageError
    from harvest.machine.output import write
    from harvest.publish.read import of_this_version, open_published
    from harvest.report.document import as_markdown

    day = parse(since) if since is not None else None
    if since is not None and (day is None or day.precision != "day"):
        raise UsageError(f"--since {since}: is not a date; write it as 2026-06-29")
    endings = (".csv",) if code else (".svg", ".docx", ".csv", ".md")
    if output is not None and output.suffix not in endings:
        raise UsageError(f"--output {output}: the file name must end in {' or '.join(endings)}")
    config = invocation.config()
    with (
        of_this_version(config.publish.path),
        closing(open_published(config)) as connection,
    ):
        made = counted(connection, read(config, connection), since=since)
    if code is not None:
        number = made.number(code)
        if number is None:
            codes = ", ".join(each.code for each in made.numbers())
            raise UsageError(f"--records {code}: unknown; choose from {codes}")
        body = documents.records_csv(number)
    elif output is not None and output.suffix == ".svg":
        body = drawing.svg(made).encode()
    elif output is not None and output.suffix == ".docx":
        body = documents.docx(made)
    elif output is not None and output.suffix == ".csv":
        body = documents.table_csv(made)
    else:
        body = as_markdown(documents.blocks(made)).encode()
    if output is None:
        click.echo(body.decode(), nl=False)
    else:
        write(output, body)
