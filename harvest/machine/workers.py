"""Work shared among processes: pieces go in, answers come back in the order of the pieces.

How many processes there are is decided here alone (``how_many``). Each is a new interpreter, not a
copy of this one, so threads, locks and open databases of this one are never shared; and it knows
nothing of the script that runs here. One that works waits for its next piece at the end of a pipe:
when this process ends, however it ends, so do they.

The answers are the same, and in the same order, whatever the number of processes.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any, TypeVar

from harvest.errors import HarvestError, ProcessEnded

Given = TypeVar("Given")
Piece = TypeVar("Piece")
Answer = TypeVar("Answer")
Work = Callable[[Piece], Answer]
_Process = subprocess.Popen[bytes]

_MOST = 8  # processes; each holds the program's data once more
_AHEAD = 3  # pieces on their way for each process
_SERVE = (
    "import sys; sys.path[:] = {path!r}; from harvest.machine.workers import serve; "
    "serve(sys.stdin.buffer)"
)


def how_many(work: int, worth: int) -> int:
    """How many processes share so much work; 1 means that this one does it alone.

    One is started for each ``worth``, up to the number of processors that this process may use.
    """
    usable = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    return max(1, min(usable, work // worth, _MOST)) if sys.executable else 1


def shared(
    prepare: Callable[[Given], Work[Piece, Answer]],
    given: Given,
    pieces: Iterable[Piece],
    processes: int,
) -> Generator[Answer, None, None]:
    """The answer to each piece, in order, few of them held at a time.

    ``prepare(given)`` makes what answers a piece, in each process once; it is a function of a
    module, and all that travels can be pickled. ``pieces`` are taken in this thread.

    Raises what ``prepare`` or the work raises, if that is a HarvestError, and ProcessEnded where a
    process was ended from outside.
    """
    if processes == 1:
        yield from map(prepare(given), pieces)
        return
    with _started(pickle.dumps((prepare, given)), processes) as ask:
        waiting: deque[Future[Answer]] = deque()
        for piece in pieces:
            waiting.append(ask(piece))
            if len(waiting) == _AHEAD * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@contextmanager
def _started(task: bytes, processes: int) -> Iterator[Callable[[object], "Future[Any]"]]:
    """Processes at work; what is called with a piece hands it to the next that is free."""
    code = _SERVE.format(path=[entry or str(Path.cwd()) for entry in sys.path])
    begun: list[_Process] = []
    free: SimpleQueue[_Process] = SimpleQueue()
    threads = ThreadPoolExecutor(processes, "worker")

    def asked(piece: object) -> object:
        process = free.get()
        try:
            return _asked(process, piece)
        finally:
            free.put(process)

    try:
        for _ in range(processes):
            process = subprocess.Popen(
                [sys.executable, "-c", code],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,  # Ctrl-C is for this process, which then ends those
            )
            begun.append(process)
            _send(process, task)
            free.put(process)
        yield lambda piece: threads.submit(asked, piece)
    except BaseException:
        for process in begun:
            process.kill()
        raise
    finally:
        threads.shutdown(cancel_futures=True)
        for process in begun:
            with suppress(BrokenPipeError), process:
                pass  # closes its pipes, which ends it, and waits


def _asked(process: _Process, piece: object) -> object:
    _send(process, pickle.dumps(piece, pickle.HIGHEST_PROTOCOL))
    assert process.stdout is not None
    try:
        answer: object = pickle.load(process.stdout)
    except (EOFError, pickle.UnpicklingError) as error:
        raise ProcessEnded(_how_it_ended(process.wait())) from error
    if isinstance(answer, HarvestError):
        raise answer
    return answer


def _send(process: _Process, message: bytes) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(message)
        process.stdin.flush()
    except BrokenPipeError as error:
        raise ProcessEnded(_how_it_ended(process.wait())) from error


def _how_it_ended(code: int) -> str:
    how = f"failed with exit code {code}, see above"
    if code < 0:
        how = f"was ended by {signal.Signals(-code).name}, perhaps as memory ran out"
    return (
        f"a process that works for this one {how}; what was done before is kept: run the command "
        "again, on one processor if it happens again (taskset -c 0 harvest …)"
    )


# --- in the process ---


def serve(given: IO[bytes]) -> None:
    """Answer pieces until there are no more; what is printed meanwhile goes to stderr.

    Signals that end a group of processes are for the one that started this one.
    """
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.SIG_IGN)
    # a program that was started without stderr has none to give to its processes
    printed = sys.stderr.fileno() if sys.stderr else os.open(os.devnull, os.O_WRONLY)
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out:
        os.dup2(printed, sys.stdout.fileno())
        with suppress(BrokenPipeError, EOFError):
            _serve(given, out)


def _serve(given: IO[bytes], out: IO[bytes]) -> None:
    prepare, argument = pickle.load(given)
    work: Work[object, object] | None = None
    while True:
        piece = pickle.load(given)
        answer: object
        try:
            work = work or prepare(argument)
            answer = work(piece)
        except HarvestError as error:
            answer = error
        pickle.dump(answer, out, pickle.HIGHEST_PROTOCOL)
        out.flush()
