"""The shipped configuration of nginx, in front of a site of the tests."""

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.helpers.places import ROOT
from tests.helpers.site.site_server import Running

CERTIFICATE = ROOT / "tests" / "data" / "self-signed.pem"
NAME = "evidence.example.org"


def tool(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed here")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def proxied(folder: Path, site: Running, *, tls: bool = False) -> Iterator[Running]:
    """The shipped configuration loaded by nginx, its ports and folders moved.

    With TLS it takes connections as an operator makes it, and lets a crawler go on.
    """
    port = free_port()
    pem = f"ssl_certificate {CERTIFICATE}; ssl_certificate_key {CERTIFICATE};"
    listen = f"listen 127.0.0.1:{port}"
    moved = [
        ("listen 80 default_server;", f"{listen}{' ssl' if tls else ''} default_server;"),
        ("listen 80;", f"{listen} ssl; {pem}" if tls else f"{listen};"),
        (f"server_name {NAME};", f"server_name {NAME} 127.0.0.1;"),
        ("/var/cache/nginx/harvest", str(folder / "cache")),
        ("http://127.0.0.1:8001", f"http://127.0.0.1:{site.port}"),
    ]
    if tls:
        moved += [("rate=10r/s", "rate=9000r/s"), ("rate=1r/s", "rate=9000r/s")]
        moved += [("return 444;", f"{pem} return 444;")]
    rules = (ROOT / "deploy" / "nginx" / "harvest.conf").read_text()
    for old, new in moved:
        assert old in rules
        rules = rules.replace(old, new)
    with running(folder, rules, port) as proxy:
        yield proxy


@contextmanager
def running(folder: Path, rules: str, port: int) -> Iterator[Running]:
    """nginx with these rules in its http block."""
    nginx = tool("nginx")
    (folder / "harvest.conf").write_text(rules)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    user = pwd.getpwuid(os.getuid()).pw_name
    main = folder / "nginx.conf"
    main.write_text(
        f"{f'user {user};' if os.getuid() == 0 else ''} daemon off; worker_processes 1;"
        f"pid {folder}/pid; error_log {folder}/error.log; events {{}}"
        f"http {{ access_log off; {temporary} include {folder}/harvest.conf; }}"
    )
    options = ["-p", str(folder), "-c", str(main), "-e", str(folder / "error.log")]
    checked = subprocess.run([nginx, "-t", *options], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    process = subprocess.Popen([nginx, *options])
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield Running(port)
    finally:
        process.terminate()
        process.wait(timeout=60)
