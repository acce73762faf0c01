"""Template filters: how values read on a page."""

import re
import sqlite3
from collections.abc import Callable, Sequence
from datetime import date as date_of
from datetime import timedelta
from functools import lru_cache
from urllib.parse import quote

from datasette.utils import tilde_encode
from markupsafe import Markup, escape

from harvest.dates import in_words, lasting, parse
from harvest.identifiers import is_paper, page, paper_name
from harvest.site.charts import kind_of_status
from harvest.site.render.addresses import slug
from harvest.site.render.design import randomised
from harvest.site.render.offers import advice, format_name, offered, withheld
from harvest.site.render.prose import prose
from harvest.site.render.registries import of_kind, part, registry
from harvest.site.render.rules import rule


def date(text: str | None) -> str:
    """``2026-11-24`` as ``24 November 2026``, ``2026-11`` as ``November 2026``; else as it is."""
    return in_words(text)


def moment(text: str | None) -> str:
    """``2026-11-24T13:31:09Z`` as ``24 November 2026, 13:31 UTC``; else as it is."""
    day, _, time = (text or "").partition("T")
    return f"{date(day)}, {time[:5]} UTC" if time.endswith("Z") else text or ""


@lru_cache(4096)
def short_date(text: str | None) -> str:
    """``2026-11-24`` and ``2026-11`` as ``Nov 2026``; a year as it is; else as it is."""
    words = date(text).split()
    if len(words) in (2, 3) and words[-2].isalpha():
        return f"{words[-2][:3]} {words[-1]}"
    return text or ""


def shortened(text: str | None, most: int) -> str:
    """At most so many characters, cut between words."""
    text = text or ""
    if len(text) <= most:
        return text
    return text[: most + 1].rsplit(None, 1)[0].rstrip(",;:(") + " …"


def et_al(authors: str | None, most: int = 6) -> str:
    """A list of authors, cut after ``most`` as journals do."""
    between = "; " if "; " in (authors or "") else ", "
    names = (authors or "").split(between)
    return between.join(names if len(names) <= most else [*names[:most], "et al"])


_PLAIN_TYPES = frozenset({"Journal Article"})


def telling_types(types: str | None) -> list[str]:
    """Publication types joined by "|", each once, without those of every paper and of funding."""
    return [
        name
        for name in dict.fromkeys((types or "").split("|"))
        if name and name not in _PLAIN_TYPES and not name.startswith("Research Support")
    ]


_POWER = re.compile(r"(?<=\d)e(\d+)")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def powers(text: str) -> str:
    """``1e6 cells/kg`` as ``1×10⁶ cells/kg``."""
    return _POWER.sub(lambda match: f"×10{match[1].translate(_SUPERSCRIPT)}", text)


def sentence(text: str | None) -> str:
    """With a capital letter at the beginning, unless a name begins it (jRCT, iPS cells)."""
    text = text or ""
    is_a_name = any(letter.isupper() for letter in text.partition(" ")[0][1:])
    return text if is_a_name else text[:1].upper() + text[1:]


def listed(text: str | None, between: str = ", ") -> str:
    """Values joined by "|" as a readable list, apart by ``;`` where one of them holds a comma."""
    return joined([part for part in (text or "").split("|") if part], between)


def joined(parts: Sequence[str], between: str = ", ") -> str:
    """A readable list: ``Iran, Islamic Republic of; Kosovo``."""
    return ("; " if any("," in part for part in parts) else between).join(parts)


def stopped(text: str | None) -> str:
    """The text with a point at its end, unless it ends in one, or in another mark of an end."""
    return f"{text}." if text and text[-1] not in ".?!" else text or ""


def thousands(number: int | None) -> str:
    """``12345`` as ``12,345``."""
    return "" if number is None else f"{number:,}"


def web_address(text: str | None) -> str | None:
    """The text if it is an address that may stand in a link, else None: no ``javascript:``."""
    return text if text and text.lower().startswith(("http://", "https://")) else None


def marked(text: str | None) -> Markup:
    """A snippet whose finds stand between U+0002 and U+0003, with ``mark`` elements for them.

    Values joined by "|" stand apart by commas, by ``;`` where one of them holds a comma.
    """
    safe = escape(listed(text))
    return Markup(str(safe).replace("\x02", "<mark>").replace("\x03", "</mark>"))


_TAGS: dict[str, str] = dict(
    re.findall(
        r"(\w+)=(\w+)",
        "eng=en chi=zh jpn=ja kor=ko ger=de fre=fr spa=es ita=it por=pt rus=ru pol=pl tur=tr per=fa"
        " ara=ar cze=cs hun=hu dut=nl dan=da swe=sv nor=no fin=fi gre=el heb=he rum=ro bul=bg"
        " srp=sr hrv=hr slv=sl slo=sk ukr=uk lit=lt ice=is vie=vi tha=th afr=af alb=sq amh=am"
        " arm=hy aze=az baq=eu ben=bn bos=bs cat=ca epo=eo est=et geo=ka gla=gd gle=ga glg=gl"
        " hin=hi ind=id kaz=kk kin=rw lat=la lav=lv mac=mk mal=ml mao=mi may=ms mon=mn pus=ps"
        " san=sa scc=sr scr=hr tgl=tl urd=ur uzb=uz wel=cy",
    )
)
"""Languages as PubMed codes them (MARC), and as the attribute ``lang`` of a page does (BCP 47)."""


def language_tag(code: str | None) -> str | None:
    """``spa`` as ``es``, for a screen reader to speak by; None for none, several or unknown."""
    return _TAGS.get(code or "")


def repeats_title(found: sqlite3.Row) -> bool:
    """Whether the snippet of what was found only repeats the title."""
    title = (found["title"] or "").translate(_NO_MARKS)
    return (found["snippet"] or "").translate(_NO_MARKS).strip(" …") in title


_NO_MARKS = {2: None, 3: None}

_GOING = frozenset(
    {"RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING"}
)


def is_past(text: str | None, today: date_of) -> bool:
    """Whether the last day that a date can mean lies before ``today``."""
    read = parse(text or "")
    return read is not None and read.latest < today


def past_end(trial: sqlite3.Row, today: str) -> bool:
    """Whether a trial that is said to go on was to have ended before ``today`` (YYYY-MM-DD)."""
    end = trial["completion_date"] or trial["primary_completion_date"]
    return trial["status"] in _GOING and is_past(end, date_of.fromisoformat(today))


FILTERS: dict[str, Callable[..., object]] = {
    "date": date,
    "et_al": et_al,
    "advice": advice,
    "format_name": format_name,
    "language_tag": language_tag,
    "lasting": lambda days: lasting(timedelta(days=days)),
    "listed": listed,
    "marked": marked,
    "moment": moment,
    "of_kind": of_kind,
    "offered": offered,
    "part": part,
    "past_end": past_end,
    "powers": powers,
    "prose": prose,
    "randomised": randomised,
    "registry": registry,
    "repeats_title": repeats_title,
    "rule": rule,
    "sentence": sentence,
    "slug": slug,
    "short_date": short_date,
    "shortened": shortened,
    "status_kind": kind_of_status,
    "stopped": stopped,
    "telling_types": telling_types,
    "thousands": thousands,
    "web_address": web_address,
    "withheld": withheld,
    "joined": joined,
    "in_path": lambda text: quote(str(text), safe=""),
    "trial_page": lambda key: page("trial", str(key)),
    "record_page": lambda key: page("article" if is_paper(str(key)) else "trial", str(key)),
    "paper_page": lambda key: page("article", str(key)),
    "paper_name": paper_name,
    "row_path": lambda key: tilde_encode(str(key)),
}
