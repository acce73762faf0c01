"""Digests by mail: whole, once, to nobody if not to all, and every failure in one line.

Relies on other processes and openssl.
"""

import os
import shutil
import socket
import ssl
import subprocess
from contextlib import closing, contextmanager
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from harvest.errors import UpstreamUnavailable
from tests.helpers.bases.told import ONE, TWO, deliver, watch


class Mailbox:
    """A mail server's memory, which may break off in the middle of a delivery."""

    def __init__(self, failures: int = 0, refuse: str | None = None) -> None:
        self.mails: list[bytes] = []
        self.failures = failures
        self.refuse = refuse

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address == self.refuse:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.failures:
            self.failures -= 1
            server.transport.abort()
            return "451 gone"
        self.mails += [envelope.content] * len(envelope.rcpt_tos)
        return "250 OK"


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port: int = free.getsockname()[1]
        return port


def listing(folder: Path, port: int, more: str = "", host: str = "127.0.0.1"):
    text = f'[smtp]\nhost = "{host}"\nport = {port}\nfrom = "h@example.org"\n{more}\n'
    return watch(folder, text + 'to = ["a@example.org", "b@example.org"]\n')


@contextmanager
def mailing(folder: Path, mailbox: Mailbox, more: str = "", **server):
    """The list that names a running server."""
    port = free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, **server)
    controller.start()
    try:
        yield listing(folder, port, more)
    finally:
        controller.stop()


def test_a_mail_that_breaks_off_is_delivered_once_and_whole_after_the_retry(base, tmp_path):
    mailbox = Mailbox(failures=1)
    with mailing(tmp_path, mailbox) as wanted:
        with pytest.raises(UpstreamUnavailable, match="nothing counts as sent"):
            deliver(base, wanted, "smtp")
        assert mailbox.mails == []
        assert deliver(base, wanted, "smtp").delivered
        assert not deliver(base, wanted, "smtp").delivered
    assert len(mailbox.mails) == 2
    mail = message_from_bytes(mailbox.mails[0], policy=policy.default)
    assert mail["Subject"] == "Synthetic topic: 3 changes"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    body = mail.get_body(("plain",)).get_content()
    assert all(name in body for name in (ONE, TWO, "PMID 90000001"))


def test_a_mail_refused_for_one_reader_goes_to_none_so_that_nobody_gets_it_twice(base, tmp_path):
    mailbox = Mailbox(refuse="b@example.org")
    with mailing(tmp_path, mailbox) as wanted, pytest.raises(UpstreamUnavailable) as error:
        deliver(base, wanted, "smtp")
    assert mailbox.mails == []
    assert "example.org" not in str(error.value)


# --- servers that ask for more ---


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a key and a certificate of 127.0.0.1 that nobody vouches for."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make a certificate with")
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    options = ("-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-newkey", "rsa:2048")
    names = ("-addext", "subjectAltName=IP:127.0.0.1")
    command = ["openssl", "req", "-x509", *options, *names, "-keyout", file, "-out", f"{file}.crt"]
    subprocess.run(command, check=True, capture_output=True)
    file.write_bytes(file.read_bytes() + Path(f"{file}.crt").read_bytes())
    return file


def knows(server, session, envelope, mechanism, data) -> AuthResult:
    right = (data.login, data.password) == (b"reader", b"right")
    return AuthResult(success=right, handled=False)


def secured(certificate: Path) -> dict[str, object]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return {
        "tls_context": context,
        "require_starttls": True,
        "authenticator": knows,
        "auth_required": True,
    }


SECURED = 'starttls = true\nuser = "reader"'


def test_a_server_that_asks_for_both_gets_tls_and_the_password(
    base, tmp_path, certificate, monkeypatch
):
    mailbox = Mailbox()
    monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
    monkeypatch.setenv("HARVEST_SMTP_PASSWORD", "wrong")
    with mailing(tmp_path, mailbox, SECURED, **secured(certificate)) as wanted:
        with pytest.raises(UpstreamUnavailable, match="does not know the user and password"):
            deliver(base, wanted, "smtp")
        monkeypatch.setenv("HARVEST_SMTP_PASSWORD", "pässword")
        with pytest.raises(UpstreamUnavailable, match="HARVEST_SMTP_PASSWORD"):
            deliver(base, wanted, "smtp")
        monkeypatch.setenv("HARVEST_SMTP_PASSWORD", "right")
        assert deliver(base, wanted, "smtp").delivered
    assert len(mailbox.mails) == 2


def test_no_password_goes_to_a_server_that_nobody_vouches_for(
    base, tmp_path, certificate, monkeypatch
):
    monkeypatch.setenv("HARVEST_SMTP_PASSWORD", "right")
    mailbox = Mailbox()
    with (
        mailing(tmp_path, mailbox, SECURED, **secured(certificate)) as wanted,
        pytest.raises(UpstreamUnavailable, match="certificate can't be verified"),
    ):
        deliver(base, wanted, "smtp")
    assert mailbox.mails == []


def test_a_server_without_tls_or_log_in_is_told_of(base, tmp_path):
    with mailing(tmp_path, Mailbox(), SECURED) as wanted:
        with pytest.raises(UpstreamUnavailable, match="does not offer STARTTLS") as error:
            deliver(base, wanted, "smtp")
        assert "\n" not in str(error.value)
        assert os.environ.get("HARVEST_SMTP_PASSWORD", "?") not in str(error.value)


@pytest.mark.parametrize(
    ("host", "said"), [("127.0.0.1", "refuses the connection"), ("mail.invalid", "host not found")]
)
def test_a_server_that_is_not_there_is_told_of(base, tmp_path, host, said):
    wanted = listing(tmp_path, free_port(), host=host)
    with pytest.raises(UpstreamUnavailable, match=said):
        deliver(base, wanted, "smtp")
