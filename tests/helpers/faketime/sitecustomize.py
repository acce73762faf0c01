"""Lets every process of the suite run under libfaketime; on the path only in `make test-on`.

Its 0.9.10 shifts the end of a sleep on the monotonic clock although it leaves that clock alone, and
the kernel refuses the sleep (EINVAL). A wait of select is measured from its start.
``timedwait.c`` beside this mends another fault of it.
"""

import select
import time


def _sleep(seconds: float) -> None:
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    select.select([], [], [], seconds)


time.sleep = _sleep
