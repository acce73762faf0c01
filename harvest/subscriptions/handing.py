"""One mail handed over to a server, and what became of it."""

import smtplib
from email.message import EmailMessage
from email.policy import SMTP
from enum import Enum

_CRLF = b"\r\n"


class Fate(Enum):
    """What is known of a mail: taken; not taken; the address refused for good; or nobody knows."""

    TAKEN = "taken"
    NOT_TAKEN = "not taken"
    REFUSED = "refused"
    UNKNOWN = "unknown"


def hand_over(server: smtplib.SMTP, sender: str, to: str, message: EmailMessage) -> Fate:
    """Give a mail to a server for one address.

    Where the connection breaks once the server has begun to take the text, it may have the mail.
    Raises SMTPServerDisconnected or OSError where it breaks before that.
    """
    body = message.as_bytes(policy=SMTP).replace(_CRLF + b".", _CRLF + b"..")
    body = b"." + body if body.startswith(b".") else body
    body += b"" if body.endswith(_CRLF) else _CRLF
    if server.mail(sender)[0] // 100 != 2:
        server.rset()
        return Fate.NOT_TAKEN
    code, _ = server.rcpt(to)
    if code // 100 != 2:
        server.rset()
        return Fate.REFUSED if code // 100 == 5 else Fate.NOT_TAKEN
    if server.docmd("DATA")[0] // 100 != 3:
        server.rset()
        return Fate.NOT_TAKEN
    try:
        server.send(body + b"." + _CRLF)
        code, _ = server.getreply()
    except (OSError, smtplib.SMTPException):
        server.close()
        return Fate.UNKNOWN
    return Fate.TAKEN if code // 100 == 2 else Fate.NOT_TAKEN
