"""The two kinds of mail: a link to confirm a wish, and what is new for a reader."""

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from urllib.parse import quote

from harvest.digest.compose import Digest
from harvest.digest.deliver import as_html, as_markdown, subject
from harvest.subscriptions.following import Follow

CONFIRM, LEAVE = "/follow/confirm", "/follow/leave"
"""Where on the site the links of mails lead to."""


def address(site: str, path: str, link: str) -> str:
    """The address of a link of a mail."""
    return f"{site}{path}?link={quote(link)}"


def to_confirm(
    topic: str, what: str, site: str, link: str, sender: str, to: str, now: datetime
) -> EmailMessage:
    """The mail that asks whether somebody really wants to be told of ``what``."""
    message = _message(f"Confirm: news of {topic}", sender, to, now)
    message.set_content(
        f"Somebody, probably you, asked on {site} for mail about\n\n"
        f"    {what}\n\n"
        "To get it, open this address within 48 hours and press the button:\n\n"
        f"{address(site, CONFIRM, link)}\n\n"
        "If it was not you, do nothing: no mail will come, and this address is deleted.\n"
    )
    return message


def of_news(
    digest: Digest, follows: tuple[Follow, ...], site: str, link: str, sender: str, to: str,
    now: datetime,
) -> EmailMessage:  # fmt: skip
    """What is new for a reader, who can leave with one click (RFC 8058)."""
    leave = address(site, LEAVE, link)
    things = "what you follow" if len(follows) == 1 else f"{len(follows)} things that you follow"
    behind = (
        f"You asked for mail about {things} on {site}.",
        f"To stop it: {leave}",
    )
    message = _message(subject(digest), sender, to, now)
    message["List-Unsubscribe"] = f"<{leave}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(as_markdown(digest, site, behind))
    message.add_alternative(as_html(digest, site, behind), subtype="html")
    return message


def _message(about: str, sender: str, to: str, now: datetime) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = " ".join(about.split())
    message["From"] = sender
    message["To"] = to
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain="harvest.invalid")
    message["Auto-Submitted"] = "auto-generated"
    return message
