"""The rules that tie trials and papers, in words."""

import re
from functools import cache

from harvest.paths import DB

_TITLE = re.compile(r"^-- title: (.*)$", re.MULTILINE)


@cache
def rules() -> dict[str, str]:
    """The rule of a link → why it ties them, as the head of its file says."""
    found = {
        "candidate": "Nothing names the other, but texts, people, numbers and dates agree",
        "verdict": "A reviewer says so",
    }
    for path in (DB / "links").glob("*.sql"):
        if title := _TITLE.search(path.read_text("utf-8")):
            found[path.stem] = title[1]
    return found


def rule(name: str) -> str:
    """Why a link ties its trial and its paper."""
    return rules().get(name) or name.replace("_", " ").capitalize()
