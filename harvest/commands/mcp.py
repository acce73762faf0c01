"""``harvest mcp``."""

import click

from harvest.commands import Invocation, common


@click.command()
@common
def mcp(invocation: Invocation) -> None:
    """Answer an assistant from the published database, by the Model Context Protocol over stdio.

    A program such as a chat client starts it; it only reads, and asks no service.
    """
    try:
        from harvest.site.assistant import stdio
    except ModuleNotFoundError as error:
        from harvest.machine.packages import missing

        raise missing(error, "mcp") from error
    stdio.serve(invocation.config())
