"""Prepares a worker process of this machine, as Dask starts it."""

import signal


def dask_setup(worker: object) -> None:
    """Leave Ctrl-C to the process that started the workers, which then ends them."""
    del worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
