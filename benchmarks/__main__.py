"""``python -m benchmarks [NAME …] [--quick | --full] [--write FILE]``."""

from pathlib import Path

import click

from benchmarks.row import DEFAULT, FULL, QUICK, Row, Scale
from benchmarks.runner import BENCHES, document, line, run


@click.command(help=f"What things cost beside named baselines. NAME: {', '.join(BENCHES)}.")
@click.argument("names", nargs=-1, metavar="[NAME]…", type=click.Choice(list(BENCHES)))
@click.option("--quick", "scale", flag_value=QUICK, type=click.UNPROCESSED, help="Little work.")
@click.option("--full", "scale", flag_value=FULL, type=click.UNPROCESSED, help="More work.")
@click.option(
    "--write",
    type=click.Path(path_type=Path),
    help="Write the table to this file; with NAME, only those rows of it.",
)
def main(names: tuple[str, ...], scale: Scale | None, write: Path | None) -> None:
    """Run them, one line a row as it comes."""
    chosen = scale or DEFAULT
    rows: list[Row] = []
    for row in run(names, chosen):
        rows.append(row)
        click.echo(line(row))
    if write is not None:
        before = write.read_text(encoding="utf-8") if names and write.exists() else ""
        try:
            page = document(rows, chosen, before)
        except ValueError as error:
            raise click.UsageError(f"{write}: {error}; write to another file") from None
        write.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
