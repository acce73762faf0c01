"""``harvest judgements check`` and ``move``."""

from pathlib import Path

import click

from harvest.commands import Invocation, common, options


@click.group(no_args_is_help=False)
@options
def judgements() -> None:
    """Your verdicts on links and studies, corrections and sponsors, next to the configuration.

    verdicts.csv says whether a paper reports a trial, studies.csv whether two registrations are of
    one study, corrections.csv what a record says in truth, sponsors.csv which names are of one
    sponsor; `harvest publish` and `harvest refresh` apply them.
    """


@judgements.command()
@common
def check(invocation: Invocation) -> None:
    """Read the files, count their rows and list those whose record is not found yet."""
    from contextlib import closing

    from harvest.commands._judgements import warn
    from harvest.desk.decisions import path_of, read
    from harvest.desk.decisions import told as desk
    from harvest.evidence import judged_by_persons
    from harvest.judgements.check import waiting
    from harvest.judgements.files import KINDS
    from harvest.sponsors.unnamed import unnamed
    from harvest.store.schema import reader, storage_errors

    config = invocation.config()
    warn(config)
    judged, folder = judged_by_persons(config), config.judgements.folder
    decided = read(config)
    if not invocation.quiet:
        click.echo(f"{folder}: {judged.counts}")
        for kind in KINDS:
            if not (folder / kind.name).is_file():
                click.echo(f"{folder / kind.name}: none yet; its first line is {kind.head}")
        if decided:
            click.echo(f"{path_of(config)}: {desk.summary(decided)}")
    if config.store.path.is_file():
        with storage_errors(config.store.path), closing(reader(config.store.path)) as held:
            lines = (*waiting(held, judged), *unnamed(held, judged.sponsors))
            for line in (*lines, *desk.waiting(held, decided)):
                click.echo(line)


@judgements.command()
@common
@click.argument("program", type=Path, required=False, metavar="[FOLDER]")
def move(invocation: Invocation, program: Path | None) -> None:
    """Copy the judgements from an older program's folder.

    FOLDER is the folder of that program, a checkout or a folder with the files themselves; by
    default this program's own. Rows are added to the files here; existing rows are not changed,
    and the old files are kept, as another topic may need them.
    """
    from harvest.facets import names
    from harvest.judgements import move as moving
    from harvest.judgements.model import counted

    folder = invocation.config().judgements.folder
    source = moving.OLD if program is None else moving.found_in(program)
    done = moving.move(source, folder, names())
    if not invocation.quiet:
        for each in done:
            click.echo(
                f"{each.target}: {counted(each.brought, 'row')} copied from {each.source}, "
                f"{each.held:,} already here, {len(each.conflicts):,} different here"
            )
        if not done:
            click.echo(f"{source}: has no judgements")
        if any(each.brought for each in done):
            click.echo("Apply them with `harvest publish`.")
    for each in done:
        for row in each.conflicts:
            says = ", ".join(filter(None, row.cells.values()))
            click.echo(
                f"{row.path}: line {row.line} ({says}) was not copied: {each.target} differs; "
                "change it there if the old one is right",
                err=True,
            )
