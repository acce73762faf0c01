"""``harvest judgements check`` and ``move``."""

from pathlib import Path

import click

from harvest.commands import Invocation, common, options


@click.group(no_args_is_help=False)
@options
def judgements() -> None:
    """Your verdicts on links and corrections of facets, in the folder beside the configuration.

    verdicts.csv says whether a paper reports a trial, corrections.csv what a record says in truth;
    `harvest publish` and `harvest refresh` apply them.
    """


@judgements.command()
@common
def check(invocation: Invocation) -> None:
    """Read the files, and tell how many rows they have and which wait for a record."""
    from contextlib import closing

    from harvest.commands._judgements import warn
    from harvest.evidence import judged_by_persons
    from harvest.judgements.check import waiting
    from harvest.judgements.files import KINDS
    from harvest.store.schema import reader, storage_errors

    config = invocation.config()
    warn(config)
    judged, folder = judged_by_persons(config), config.judgements.folder
    if not invocation.quiet:
        click.echo(f"{folder}: {judged.counts}")
        for kind in KINDS:
            if not (folder / kind.name).is_file():
                click.echo(f"{folder / kind.name}: none yet; its first line is {kind.head}")
    if config.store.path.is_file():
        with storage_errors(config.store.path), closing(reader(config.store.path)) as held:
            for line in waiting(held, judged):
                click.echo(line)


@judgements.command()
@common
@click.argument("program", type=Path, required=False, metavar="[FOLDER]")
def move(invocation: Invocation, program: Path | None) -> None:
    """Bring the judgements in an older program's folder here.

    FOLDER is the folder of that program, a checkout or a folder with the files themselves; left
    out, it is this program's own. Rows are added to what stands here, nothing that stands here is
    changed, and the files there stay: another topic may want them too.
    """
    from harvest.evidence.reading.fact import FACETS
    from harvest.judgements import move as moving
    from harvest.judgements.model import counted

    folder = invocation.config().judgements.folder
    source = moving.OLD if program is None else moving.found_in(program)
    done = moving.move(source, folder, FACETS)
    if not invocation.quiet:
        for each in done:
            click.echo(
                f"{each.target}: {counted(each.brought, 'row')} brought from {each.source}, "
                f"{each.held:,} already here, {len(each.conflicts):,} here otherwise"
            )
        if not done:
            click.echo(f"{source}: holds no judgements")
        if any(each.brought for each in done):
            click.echo("Apply them with `harvest publish`.")
    for each in done:
        for row in each.conflicts:
            says = ", ".join(filter(None, row.cells.values()))
            click.echo(
                f"{row.path}: line {row.line} ({says}) was not brought: {each.target} says "
                "otherwise; change it there if the old one is right",
                err=True,
            )
