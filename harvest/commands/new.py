"""``harvest new``."""

import sys
from pathlib import Path

import click

from harvest.commands import Invocation, common


@click.command()
@common
@click.argument("folder", type=Path)
@click.option("--title", default="", help="The title of the topic. [default: made of its words]")
@click.option(
    "--condition",
    "conditions",
    metavar="WORDS",
    multiple=True,
    help="Words for the condition, separated by commas.",
)
@click.option(
    "--therapy",
    "therapies",
    metavar="WORDS",
    multiple=True,
    help="Words for the treatment, separated by commas.",
)
@click.option(
    "--from",
    "seed",
    metavar="SEED",
    default="",
    help="Take the words from a trial (its number), a saved page, or a paragraph of text.",
)
@click.option("--yes", is_flag=True, help="Ask nothing: take what is offered.")
def new(
    invocation: Invocation,
    folder: Path,
    title: str,
    conditions: tuple[str, ...],
    therapies: tuple[str, ...],
    seed: str,
    yes: bool,
) -> None:
    """Make a configuration for another topic in FOLDER; one that is there stays as it is.

    Asks for words, offers headings and synonyms of MeSH, counts what each word and search finds.
    Addresses and contact are those of the configuration in use.
    """
    from harvest.clock import SystemClock
    from harvest.newtopic import Field
    from harvest.newtopic.making import NOTHING, Given, Talk, make
    from harvest.newtopic.words import all_listed
    from harvest.run.progress import Bars

    def ask(question: str, default: str) -> str:
        return str(click.prompt(question, default=default, show_default=default != NOTHING))

    def say(line: str) -> None:
        if not invocation.quiet:
            click.echo(line)

    asking = not yes and sys.stdin is not None and sys.stdin.isatty()
    words: dict[Field, tuple[str, ...]] = {
        "condition": all_listed(conditions, "--condition"),
        "therapy": all_listed(therapies, "--therapy"),
    }
    with Bars(quiet=invocation.quiet) as bars:
        talk = Talk(
            ask if asking else None,
            say,
            lambda line: click.echo(f"warning: {line}", err=True),
            bars.show,
        )
        make(folder, Given(title, words, seed), invocation.config(), SystemClock(), talk)
