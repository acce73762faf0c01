"""Writes a digest as Markdown or HTML, and mails it."""

import hashlib
import os
import re
import smtplib
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from pathlib import Path
from typing import Protocol

from harvest.changes import Told, marked_title
from harvest.digest.compose import Difference, Digest
from harvest.digest.watch import Mail, Watch
from harvest.errors import ConfigError, UpstreamUnavailable, UsageError
from harvest.identifiers import home
from harvest.machine.output import write

_ADDRESS = re.compile(r"https?://[^\s<>]+")
_SHOWN = 300  # characters of an old or new value
_ACCEPTED, _FORWARDED = 250, 251
FAULTS = (OSError, smtplib.SMTPException, UnicodeError)
"""What goes wrong with a mail server."""
_BODY = (  # inline and on a div, as mail programs drop style sheets, and what stands on the body
    '<body><div style="max-width: 42em; margin: 0 auto; padding: 0 1em; line-height: 1.4; '
    'font-family: sans-serif; overflow-wrap: anywhere">'
)
_TIMEOUT = 60  # seconds for each step of the mail server


def deliver(digest: Digest, watch: Watch, to: str) -> bool:
    """Write the digest to the file ``to``, or mail it where that is ``smtp``.

    False if there was nothing worth a mail. Raises what ``digest.run`` raises.
    """
    if to == "smtp":
        if watch.mail is None:
            raise ConfigError(
                f"{watch.path}: smtp: is missing; write [smtp] with host, from and to"
            )
        return not digest.empty and _mail(digest, watch, watch.mail)
    path = Path(to)
    writers = {".md": as_markdown, ".html": as_html}
    if path.suffix not in writers:
        raise UsageError(f"--to {to}: give a file ending in .md or .html, or smtp")
    write(path, writers[path.suffix](digest).encode())
    return True


def subject(digest: Digest) -> str:
    """One line: how much there is, of what."""
    parts = [f"{digest.total} change{'s' if digest.total != 1 else ''}"]
    if digest.query_rows:
        parts.append(f"{digest.query_rows} in watched queries")
    return f"{digest.topic}: {', '.join(parts)}"


def as_markdown(digest: Digest, site: str | None = None, behind: Sequence[str] = ()) -> str:
    """The digest as Markdown; records lead to the site with this address or to their registries.

    ``behind`` are paragraphs at the end.
    """
    lines = [f"# {subject(digest)}", "", f"From the publication of {digest.published_at} (UTC)."]
    if digest.empty:
        lines += ["", "No changes."]
    for group in digest.records:
        link = _link(group[0], site)
        lines += ["", f"## {_name(group[0])}", "", *([f"<{link}>", ""] if link else [])]
        lines += [f"- {_sentence(line)}" for line in group]
    if digest.more:
        lines += ["", f"… and {digest.more:,} more changes that are not shown."]
    for difference in digest.differences:
        lines += ["", f"## {difference.title}", "", _summary(difference)]
    lines += [text for paragraph in behind for text in ("", paragraph)]
    return "\n".join(lines) + "\n"


def as_html(digest: Digest, site: str | None = None, behind: Sequence[str] = ()) -> str:
    """The same as a page that needs nothing else."""
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(subject(digest))}</title></head>{_BODY}<h1>{escape(subject(digest))}</h1>",
        f"<p>From the publication of {digest.published_at} (UTC).</p>",
    ]
    if digest.empty:
        parts.append("<p>No changes.</p>")
    for group in digest.records:
        items = "".join(f"<li>{escape(_sentence(line))}</li>" for line in group)
        name, link = escape(_name(group[0])), _link(group[0], site)
        heading = f'<a href="{escape(link)}">{name}</a>' if link else name
        parts.append(f"<h2>{heading}</h2><ul>{items}</ul>")
    if digest.more:
        parts.append(f"<p>… and {digest.more:,} more changes that are not shown.</p>")
    for difference in digest.differences:
        parts.append(f"<h2>{escape(difference.title)}</h2>")
        parts.append(f"<p>{escape(_summary(difference))}</p>")
    parts += [f"<p>{_ADDRESS.sub(_linked, escape(paragraph))}</p>" for paragraph in behind]
    return "\n".join([*parts, "</div></body></html>\n"])


def _link(line: Told, site: str | None) -> str | None:
    return home(line.record_id) if site is None else f"{site}{line.path}"


def _linked(address: re.Match[str]) -> str:
    return f'<a href="{address[0]}">{address[0]}</a>'


def _name(line: Told) -> str:
    if not line.title:
        return line.number
    return f"{line.number}: {marked_title(line.title, line.integrity_label)}"


def _sentence(line: Told) -> str:
    old, new, note = (
        None if text is None else _short(text) for text in (line.old, line.new, line.note)
    )
    said = replace(line, old=old, new=new, note=note).what
    seen = f"{line.seen_at[:10]} {line.event_label}" + (f": {said}" if said else "")
    return f"{seen} [{line.aside}]" if line.aside else seen


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _summary(difference: Difference) -> str:
    if difference.first_time:
        return "Watched from now on."
    came = ", ".join(difference.came) or "none"
    went = ", ".join(difference.went) or "none"
    return f"Added: {came}. Removed: {went}."


def _mail(digest: Digest, watch: Watch, mail: Mail) -> bool:
    message = EmailMessage()
    message["Subject"] = subject(digest)
    message["From"] = mail.sender
    message["To"] = ", ".join(mail.recipients)
    # The same digest has the same number, so that a copy after a lost answer can be told apart.
    told = f"{watch.path.name} {digest.last_change} {sorted(digest.query_keys.items())}"
    told += f" {digest.released}"
    number = hashlib.sha256(told.encode()).hexdigest()[:32]
    message["Message-ID"] = f"<{number}@harvest.invalid>"
    message.set_content(as_markdown(digest))
    message.add_alternative(as_html(digest), subtype="html")
    try:
        with connected(mail) as server:
            _hand_over(server, mail, message.as_bytes(policy=SMTP))
    except FAULTS as error:
        raise UpstreamUnavailable(
            f"mail server {mail.host}: {why(error)}; nothing counts as sent; the next digest "
            "will contain it again"
        ) from error
    return True


class Server(Protocol):
    """A mail server, and how it is logged in to."""

    @property
    def host(self) -> str:
        """Its name or address."""
        ...

    @property
    def port(self) -> int:
        """Its port."""
        ...

    @property
    def starttls(self) -> bool:
        """Whether the connection is to be encrypted."""
        ...

    @property
    def user(self) -> str | None:
        """Who logs in; the password is in HARVEST_SMTP_PASSWORD."""
        ...


@contextmanager
def connected(to: Server, timeout: float = _TIMEOUT) -> Iterator[smtplib.SMTP]:
    """A connection to a mail server, logged in. Raises one of :data:`FAULTS`."""
    with smtplib.SMTP(to.host, to.port, timeout=timeout) as server:
        if to.starttls:
            server.starttls(context=ssl.create_default_context())
        if to.user:
            server.login(to.user, os.environ.get("HARVEST_SMTP_PASSWORD", ""))
        server.ehlo_or_helo_if_needed()
        yield server


def why(error: Exception) -> str:
    """What went wrong and, where it is the settings', which; never what the server wrote."""
    for kind, said in _FAILURES:
        if isinstance(error, kind):
            return said
    code = getattr(error, "smtp_code", None)
    return type(error).__name__ + (f" ({code})" if code else "")


_FAILURES: tuple[tuple[type[Exception], str], ...] = (
    (
        smtplib.SMTPAuthenticationError,
        "does not know the user and password; see user and HARVEST_SMTP_PASSWORD",
    ),
    (
        smtplib.SMTPNotSupportedError,
        "does not offer STARTTLS or a way to log in; see starttls and user",
    ),
    (ssl.SSLCertVerificationError, "its certificate can't be verified; see host"),
    (ConnectionRefusedError, "refuses the connection; see host and port"),
    (socket.gaierror, "host not found; see host"),
    (TimeoutError, "does not answer"),
    (UnicodeError, "takes ASCII only: an address or HARVEST_SMTP_PASSWORD contains other letters"),
)


def _hand_over(server: smtplib.SMTP, mail: Mail, body: bytes) -> None:
    """Give the mail to the server for all recipients or, if it refuses one, for none.

    The library's own call sends to those that are not refused: they would get it again later.
    """
    code, answer = server.mail(mail.sender)
    if code != _ACCEPTED:
        raise smtplib.SMTPSenderRefused(code, answer, mail.sender)
    for recipient in mail.recipients:
        code, answer = server.rcpt(recipient)
        if code not in (_ACCEPTED, _FORWARDED):
            server.rset()
            raise smtplib.SMTPRecipientsRefused({recipient: (code, answer)})
    code, answer = server.data(body)
    if code != _ACCEPTED:
        raise smtplib.SMTPDataError(code, answer)
