"""``python -m harvest.standin``: serve a corpus on loopback.

Prints the three addresses as the lines of config.toml that name them, and serves until Ctrl-C.
"""

import threading
from pathlib import Path

import click

from harvest.errors import HarvestError, UsageError
from harvest.standin import Corpus, folder, generated, sample, serve


def corpus_named(name: str) -> Corpus:
    """The corpus that a name on the command line means; raises UsageError."""
    if name == "sample":
        return sample()
    if name.startswith("generated:"):
        sizes = name.split(":")[1:]
        if len(sizes) != 3 or not all(size.isdigit() for size in sizes):
            raise UsageError(f"{name}: write generated:SEED:TRIALS:PAPERS, three whole numbers")
        seed, trials, papers = map(int, sizes)
        return generated(seed, trials, papers)
    return folder(Path(name))


@click.command(help=__doc__)
@click.option(
    "--corpus", "name", required=True, help="sample, a folder, or generated:SEED:TRIALS:PAPERS."
)
@click.option("--port", default=0, help="The first of three ports; 0: any that are free.")
@click.option("--latency", default=0.0, help="Milliseconds before each answer.")
@click.option("--epoch", default=0, help="Which state of the corpus; a sample has twelve.")
def main(name: str, port: int, latency: float, epoch: int) -> None:
    """Serve until interrupted."""
    try:
        with serve(corpus_named(name), port=port, latency=latency / 1000, epoch=epoch) as standin:
            click.echo(standin.config_lines())
            threading.Event().wait()
    except KeyboardInterrupt:
        click.echo()
    except HarvestError as error:
        click.echo(f"standin: {error}", err=True)
        raise SystemExit(error.exit_code) from None


if __name__ == "__main__":
    main()
