"""Template filters: how values read on a page."""

from collections.abc import Callable
from urllib.parse import quote

from markupsafe import Markup, escape

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def date(text: str | None) -> str:
    """``2026-11-24`` as ``24 November 2026``, ``2026-11`` as ``November 2026``; else as it is."""
    parts = (text or "")[:10].split("-")
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts) == 1:
        return text or ""
    month = int(parts[1])
    if not 1 <= month <= 12:
        return text or ""
    day = f"{int(parts[2])} " if len(parts) > 2 else ""
    return f"{day}{_MONTHS[month - 1]} {parts[0]}"


def listed(text: str | None, between: str = ", ") -> str:
    """Values joined by "|" as a readable list."""
    return between.join(part for part in (text or "").split("|") if part)


def paragraphs(text: str | None) -> Markup:
    """A text with blank lines as paragraphs, with lines starting with • as a list."""
    blocks: list[Markup] = []
    for block in (text or "").split("\n\n"):
        if not (lines := [line.strip() for line in block.splitlines() if line.strip()]):
            continue
        items = [line[1:].strip() for line in lines if line.startswith("•")]
        if items and len(items) == len(lines):
            body = Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
            blocks.append(Markup("<ul>{}</ul>").format(body))
        else:
            blocks.append(
                Markup("<p>{}</p>").format(Markup("<br>").join(escape(line) for line in lines))
            )
    return Markup("\n").join(blocks)


def thousands(number: int | None) -> str:
    """``12345`` as ``12,345``."""
    return "" if number is None else f"{number:,}"


def web_address(text: str | None) -> str | None:
    """The text if it is an address that may stand in a link, else None: no ``javascript:``."""
    return text if text and text.lower().startswith(("http://", "https://")) else None


def marked(text: str | None) -> Markup:
    """A snippet whose finds stand between U+0002 and U+0003, with ``mark`` elements for them."""
    safe = escape(text or "")
    return Markup(str(safe).replace("\x02", "<mark>").replace("\x03", "</mark>"))


FILTERS: dict[str, Callable[..., object]] = {
    "date": date,
    "listed": listed,
    "marked": marked,
    "paragraphs": paragraphs,
    "thousands": thousands,
    "web_address": web_address,
    "in_path": lambda text: quote(str(text), safe=""),
}
