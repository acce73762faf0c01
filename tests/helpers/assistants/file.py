"""A reader of one published file, as the command has it, for a server in the same process."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from harvest.config import Config
from harvest.publish.read import open_published


@dataclass
class File:
    """Reads the published file of a configuration."""

    config: Config
    own_sql: bool = True
    base_url: str = "https://example.org"
    sample: bool = False

    async def run(self, work: Callable[[sqlite3.Connection], Any]) -> Any:
        def read() -> Any:
            with closing(open_published(self.config)) as connection:
                return work(connection)

        return await asyncio.to_thread(read)
