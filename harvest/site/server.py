"""Runs the site on the host and port of the configuration."""

import asyncio
import logging
import socket

import click
import uvicorn
from datasette.app import Datasette

from harvest.config import Config
from harvest.errors import CannotCreate
from harvest.site import ready
from harvest.site.app import make
from harvest.site.connections import ToldOnce, protocol, raise_file_limit
from harvest.site.hotswap import ServedDatabase

_BACKLOG = 512


def run(config: Config, *, sample: bool = False) -> None:
    """Serve until a signal ends it; the address stands on stdout once connections are taken."""
    application = make(config, sample=sample)
    with _listen(config.serve.host, config.serve.port) as listener:
        logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
        for handler in logging.getLogger().handlers:
            handler.addFilter(ToldOnce())
        server = uvicorn.Server(
            uvicorn.Config(
                application.app(),
                http=protocol(raise_file_limit()),
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=15,
                h11_max_incomplete_event_size=32_768,
            )
        )
        asyncio.run(_serve(application, server, listener, config.topic.title))


async def _serve(
    application: Datasette, server: uvicorn.Server, listener: socket.socket, title: str
) -> None:
    database: ServedDatabase = application.get_database("evidence")
    with database.current.in_use():
        await ready.lists(application)
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Serving {title} at http://{shown}:{port}/")
    beside = [asyncio.create_task(work) for work in (database.make_ready(), database.watch())]
    await server.serve(sockets=[listener])
    for task in beside:
        task.cancel()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise CannotCreate(
            f"{host}:{port}: can't listen there: {error.strerror}; another program may hold the "
            "port: stop it, or give another one with --port"
        ) from error
    # asyncio does this only for sockets that name their protocol; without it, head and body of an
    # answer are 40 ms apart on a connection that is kept. Accepted sockets inherit it.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener
