"""``python -m harvest.standin``: serve a corpus on loopback.

Prints the three addresses as the lines of config.toml that name them, and serves until Ctrl-C.
"""

import threading
from pathlib import Path

import click

from harvest.errors import HarvestError
from harvest.standin import Corpus, folder, serve


def corpus_named(name: str) -> Corpus:
    """The corpus that a name on the command line means; raises UsageError."""
    return folder(Path(name))


@click.command(help=__doc__)
@click.option("--corpus", "name", required=True, help="What to serve.")
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
        raise SystemExit(f"{error}") from None


if __name__ == "__main__":
    main()
