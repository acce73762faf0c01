"""``harvest decide``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from harvest.commands import Invocation, common, options
from harvest.desk.exchange.lists import ENDINGS, LISTS
from harvest.judgements.model import counted

if TYPE_CHECKING:
    from harvest.desk.decisions import Decision, Decisions

_STAGE = click.option(
    "--stage",
    default="title",
    show_default=True,
    metavar="STAGE",
    help="title (title and abstract) or full-text.",
)
_AS = click.option("--as", "person", metavar="NAME", help="Whose decision it is.")
_VIEWER = click.option("--as", "person", metavar="NAME", help="Who looks: their own are shown too.")


class _Decide(click.Group):
    """``decide RECORD DECISION`` is short for ``decide on RECORD DECISION``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take options that stand before the record for those of ``on``."""
        if args and not {*self.commands, *ctx.help_option_names} & set(args):
            args = ["on", *args]
        return super().parse_args(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; for what is none, that of decisions on a record."""
        return super().get_command(ctx, cmd_name) or self.commands["on"]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, and its arguments: a word that is no command is a record."""
        if args[0] not in self.commands:
            args = ["on", *args]
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Decide, no_args_is_help=False, subcommand_metavar="RECORD DECISION | COMMAND [ARGS]..."
)
@options
def decide() -> None:
    """Include or exclude records in a review, and exchange decisions with other programs.

    `harvest decide RECORD DECISION` is short for `harvest decide on RECORD DECISION`. Decisions are
    in decisions.csv beside the judgements and are never published.
    """


@decide.command("on")
@common
@click.argument("record")
@click.argument("decision", required=False)
@_STAGE
@click.option("--reason", default="", metavar="REASON", help="Why it is excluded: [desk] reasons.")
@click.option("--note", default="", metavar="TEXT", help="Anything to remember.")
@_AS
@click.option("--undo", is_flag=True, help="Take the decision back.")
def on(
    invocation: Invocation,
    record: str,
    decision: str | None,
    stage: str,
    reason: str,
    note: str,
    person: str | None,
    undo: bool,
) -> None:
    """Decide on RECORD: include, exclude or undecided.

    RECORD is the number of a trial, the PMID or other key of a paper, or TRIAL+PAPER for a pair.
    """
    from contextlib import closing

    from harvest.clock import SystemClock
    from harvest.desk import decisions as desk
    from harvest.desk.decisions.persons import who
    from harvest.errors import UsageError
    from harvest.publish.read import open_published

    config = invocation.config()
    if undo and (decision or reason or note):
        raise UsageError("--undo takes a decision back: leave out the decision, reason and note")
    if not undo and decision is None:
        raise UsageError(f"say what is decided: {', '.join(desk.WORDS)}, or --undo")
    named, at = who(config, person), desk.stage_of(stage)
    with closing(open_published(config)) as connection:
        former = desk.former_numbers(connection)
        if undo:
            key = desk.today(desk.record_key(record) or record, former)
            taken = desk.take_back(config, key, at, named, clock=SystemClock(), former=former)
            if taken is None:
                raise UsageError(f"{key}: {named} has not decided it ({at}); nothing to take back")
            said = f"{key}, {at}: {_told(taken)} by {named} taken back"
        else:
            made = desk.new(
                config,
                connection,
                record,
                desk.word_of(str(decision)),
                stage=at,
                person=named,
                reason=reason,
                note=note,
            )
            key = made.record
            (before,) = desk.write(config, [made], clock=SystemClock(), former=former)
            was = f"; before: {_told(before)}" if before else ""
            said = f"{key}, {at}: {_told(made)} by {made.person}{was}"
        if not invocation.quiet:
            click.echo(said)
            _state(desk.read(config, connection).visible_to(named), key, at)


@decide.command("list")
@common
@_VIEWER
@click.option("--stage", metavar="STAGE", help="title or full-text. [default: both]")
def list_(invocation: Invocation, person: str | None, stage: str | None) -> None:
    """List what is decided, and mark records that have changed since."""
    from contextlib import closing

    from harvest.desk import decisions as desk
    from harvest.publish.read import open_published

    config = invocation.config()
    stages = desk.STAGES if stage is None else (desk.stage_of(stage),)
    with closing(open_published(config)) as connection:
        found = desk.read(config, connection).visible_to(person)
        now = desk.versions(connection)
    for at in stages:
        for each in found.standings(at):
            changed = any(desk.has_changed(one, now) for one in each.decisions)
            said = "; ".join(f"{one.person}: {_told(one)}" for one in each.decisions)
            since = " [changed since]" if changed else ""
            click.echo(f"{each.record}  {at}  {each.state}  {said}{since}")
    _blind(found, invocation)


@decide.command()
@common
@_VIEWER
def conflicts(invocation: Invocation, person: str | None) -> None:
    """List records that two people decide differently, and how well they agree (kappa)."""
    from harvest.desk import decisions as desk

    found = desk.read(invocation.config()).visible_to(person)
    for each in found.conflicts():
        said = "; ".join(f"{one.person}: {_told(one)}" for one in each.decisions)
        click.echo(f"{each.record}  {each.stage}  {said}")
    if invocation.quiet:
        return
    for at in desk.STAGES:
        for told in desk.agreement(found, at):
            click.echo(f"{at}: {told.says}")
    if not found.conflicts():
        click.echo("No conflicts.")
    _blind(found, invocation)


@decide.command("export")
@common
@click.argument("file", type=Path)
@click.option(
    "--for", "tool", type=click.Choice(list(ENDINGS)), required=True, help="Who reads the file."
)
@_STAGE
@_VIEWER
@click.option("--decided", is_flag=True, help="Only records with a decision.")
def export(
    invocation: Invocation, file: Path, tool: str, stage: str, person: str | None, decided: bool
) -> None:
    """Write records and decisions to FILE for another program.

    FILE ends in .ris or .csv; with --for csv it is a table of the decisions alone. Of two people's
    decisions those are in it that both have made, and with --as NAME that person's own.
    """
    from contextlib import closing

    from harvest.desk import decisions as desk
    from harvest.desk.exchange.exporting import for_tool
    from harvest.machine.output import write
    from harvest.publish.read import open_published

    config, at = invocation.config(), desk.stage_of(stage)
    with closing(open_published(config)) as connection:
        found = desk.read(config, connection).visible_to(person)
        form = file.suffix.removeprefix(".").lower()
        written = for_tool(connection, found, tool, form, stage=at, decided_only=decided)
    write(file, written.body)
    if not invocation.quiet:
        records, made = counted(written.records, "record"), counted(written.decisions, "decision")
        click.echo(f"{file}: {records}, {made}")
        _blind(found, invocation)
    for key in written.without:
        click.echo(f"{key}: not in the file, {tool} has no place for it; take --for csv", err=True)


@decide.command("import")
@common
@click.argument("file", type=Path)
@click.option(
    "--stage",
    default="title",
    metavar="STAGE",
    help="Of files that do not say it: title or full-text. [default: title]",
)
@click.option("--as", "person", metavar="NAME", help="Whose decisions are those without a name.")
@click.option("--list", "name", type=click.Choice(list(LISTS)), help="Covidence's list it is.")
@click.option(
    "--name", "names", multiple=True, metavar="THEIRS=OURS", help="A person's name there and here."
)
def import_(
    invocation: Invocation,
    file: Path,
    stage: str,
    person: str | None,
    name: str | None,
    names: tuple[str, ...],
) -> None:
    """Take decisions from FILE: RIS or CSV of Rayyan, Covidence or ASReview, or our own table.

    Records are found by our own mark, then by PMID, DOI and trial number, then by title and year.
    What fits nothing is listed in a file beside FILE.
    """
    from contextlib import closing

    from harvest.clock import SystemClock
    from harvest.desk import decisions as desk
    from harvest.desk.exchange.importing import Asked, take_in
    from harvest.errors import UsageError
    from harvest.publish.read import open_published

    config = invocation.config()
    pairs = [each.partition("=") for each in names]
    if wrong := next((each for each in names if "=" not in each), None):
        raise UsageError(f"--name {wrong}: write it as THEIRS=OURS")
    only = config.desk.people[0] if len(config.desk.people) == 1 else None
    asked = Asked(
        stage=desk.stage_of(stage),
        person=person or only,
        list=LISTS[name] if name else None,
        names={theirs.strip(): ours.strip() for theirs, _, ours in pairs},
    )
    with closing(open_published(config)) as connection:
        taken = take_in(config, connection, file, asked, SystemClock())
    if not invocation.quiet:
        click.echo(
            f"{file}: {counted(taken.records, 'record')}; decisions: {taken.new:,} new, "
            f"{taken.changed:,} changed, {taken.same:,} already here"
        )
        if taken.undecided_there:
            click.echo(f"Without a decision in it: {counted(taken.undecided_there, 'record')}")
    if taken.reasons:
        click.echo(f"Not among [desk] reasons, kept: {', '.join(taken.reasons)}", err=True)
    if taken.path is not None:
        click.echo(f"{len(taken.left):,} not taken in, listed in {taken.path}", err=True)


def _told(decision: "Decision") -> str:
    """A decision with its reason and note."""
    more = "; ".join(filter(None, (decision.reason, decision.note)))
    return f"{decision.decision} ({more})" if more else decision.decision


def _state(found: "Decisions", record: str, stage: str) -> None:
    """What follows for the record, as far as the person may know."""
    from harvest.desk.decisions import stage_of

    standing = found.standing(record, stage_of(stage))
    others = "; ".join(f"{each.person}: {_told(each)}" for each in standing.decisions)
    if standing.state == "waiting":
        click.echo("A second person has yet to decide it.")
    elif standing.state == "conflict":
        click.echo(f"Conflict: {others}. The decision of a third person settles it.")
    elif len(standing.decisions) > 1:
        click.echo(f"{standing.state.capitalize()}: {others}.")


def _blind(found: "Decisions", invocation: Invocation) -> None:
    if found.reviewers == 2 and not invocation.quiet:
        click.echo(
            "Decisions of others are shown once two people have decided a record; "
            "--as NAME shows your own."
        )
