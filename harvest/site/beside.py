"""The site served in a thread of its own, while the main thread is at work on what it shows."""

import asyncio
import logging
import signal
import threading
from types import FrameType
from typing import TYPE_CHECKING

from harvest.config import Config
from harvest.errors import HarvestError

if TYPE_CHECKING:
    from harvest.site.server import Serving

log = logging.getLogger("harvest.site")

_ENDING = (signal.SIGINT, signal.SIGTERM)
_SOON = 5.0  # seconds for requests under way


class Beside:
    """Serves what stands at the published path, from ``begin`` on until ``end`` or a signal."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._site: Serving | None = None
        self._thread: threading.Thread | None = None

    @property
    def at_work(self) -> bool:
        """Whether it serves."""
        return self._thread is not None and self._thread.is_alive()

    def begin(self) -> None:
        """Serve from now on; once it does, this does nothing.

        Where it can't, as the port is taken, a warning says so: the work goes on all the same.
        """
        if self._thread is not None:
            return
        from harvest.site.server import Serving  # Datasette takes a second to import

        try:
            self._site = Serving(self._config)
        except HarvestError as error:
            log.warning("%s", error)
            return
        self._thread = threading.Thread(target=self._serve, args=(self._site,), daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Serve no longer."""
        if self._site is not None and self._thread is not None:
            self._site.stop()
            self._thread.join(_SOON)

    def wait(self) -> None:
        """Go on serving until SIGINT or SIGTERM, which then ends the process as it usually does."""
        received: list[signal.Signals] = []

        def receive(number: int, frame: FrameType | None) -> None:
            del frame
            received.append(signal.Signals(number))

        before = {number: signal.signal(number, receive) for number in _ENDING}
        try:
            while self.at_work and not received and self._thread is not None:
                self._thread.join(0.2)
            self.end()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        for ending in received:
            signal.raise_signal(ending)

    def _serve(self, site: "Serving") -> None:
        with site:
            asyncio.run(site.serve())
