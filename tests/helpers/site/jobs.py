"""The steps of docs/jobs.md, and somebody who takes them on a site without a browser."""

import asyncio
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from datasette.app import Datasette

from tests.helpers.places import ROOT

TEXT = (ROOT / "docs" / "jobs.md").read_text("utf-8")
_STEP = re.compile(r"^(\d+)\. (.+)$")
_ADDRESS = re.compile(r" \(`(/[^`]*)`\)$")
_GIVEN = re.compile(r'"([^"]+)" in(?:to)? "([^"]+)"')
_NUMBER = re.compile(r"\b[A-Z]+[0-9]{5,}\b")


@dataclass(frozen=True)
class Step:
    """What to click, fill or open; … in ``name`` and ``address`` is anything.

    ``given`` are (value, label) of a form, ``ticked`` the boxes to tick before its button. Without
    an address the step opens what is folded.
    """

    name: str
    address: str = ""
    given: tuple[tuple[str, str], ...] = ()
    ticked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Job:
    """A question, the ways to its answer, each from the home page, and words of the last page."""

    title: str
    ways: tuple[tuple[Step, ...], ...]
    seen: tuple[str, ...]


def jobs() -> list[Job]:
    """All of the page, in its order."""
    return [_job(part) for part in TEXT.split("\n### ")[1:]]


def _job(text: str) -> Job:
    title, _, rest = text.partition("\n")
    rest = rest.partition("\n## ")[0]
    ways: list[list[Step]] = []
    for line in rest.splitlines():
        if found := _STEP.match(line):
            if found[1] == "1":
                ways.append([])
            ways[-1].append(_step(found[2]))
    seen = re.findall("“([^”]+)”", rest)
    return Job(title, tuple(map(tuple, ways)), tuple(seen))


def _step(text: str) -> Step:
    address = _ADDRESS.search(text)
    if address is None:
        return Step(text.split('"')[1])
    name = text[: address.start()].rsplit('"', 2)[1]
    ticked = _NUMBER.findall(text[: address.start()]) if text.startswith("Tick ") else []
    return Step(name, address[1], tuple(_GIVEN.findall(text)), tuple(ticked))


def alike(pattern: str, text: str, *, whole: bool = True) -> bool:
    """Whether the text is, or begins with, the pattern."""
    expression = ".*".join(map(re.escape, pattern.split("…")))
    return re.fullmatch(expression if whole else expression + ".*", text, re.DOTALL) is not None


class Walk:
    """Somebody on the site: ``address`` is where, ``page`` what is seen, None for a file."""

    def __init__(self, site: Datasette) -> None:
        self._site = site
        self.address = "/"
        self.page: BeautifulSoup | None = None
        self._go("/")

    def take(self, step: Step) -> None:
        """Take a step; fails if it isn't there, or does not lead to where it should."""
        assert self.page is not None, f"{self.address} is a file, nothing to click"
        if not step.address:
            folded = [flat(each) for each in self.page.select("summary")]
            assert any(alike(step.name, said, whole=False) for said in folded), (step, folded)
            return
        to = self._filled(step) if step.given or step.ticked else self._link(step)
        self._go(to)
        assert _same(step.address, self.address), f"{step}: came to {self.address}"

    def _link(self, step: Step) -> str:
        assert self.page is not None
        links = {
            urljoin(self.address, str(link["href"])): str(link.get("aria-label") or flat(link))
            for link in reversed(self.page.select("a[href]"))
        }
        fit = [to for to in reversed(links) if _same(step.address, to)]
        assert fit, f"{step}: no link on {self.address} leads there"
        every = [
            urljoin(self.address, str(link["href"]))
            for link in self.page.select("a[href]")
            if alike(step.name, str(link.get("aria-label") or flat(link)), whole=False)
        ]
        found = [to for to in fit if to in every]
        assert found, f"{step}: on {self.address} it is called {[links[to] for to in fit]}"
        return found[0]

    def _filled(self, step: Step) -> str:
        assert self.page is not None
        [button] = [each for each in self.page.select("form button") if flat(each) == step.name][:1]
        form = button.find_parent("form")
        assert isinstance(form, Tag)
        controls = self._controls(form)
        sent = [(str(each["name"]), _value(each)) for each in controls if _is_sent(each)]
        for words, label in step.given:
            field = self._labelled(label)
            name = str(field["name"])
            sent = [pair for pair in sent if pair[0] != name] + [(name, _value(field, words))]
        boxes = [str(each["value"]) for each in controls if each.get("type") == "checkbox"]
        assert set(step.ticked) <= set(boxes), f"{step}: on {self.address} there are {boxes}"
        sent += [("compare", number) for number in boxes if number in step.ticked]
        action = str(button.get("formaction") or form["action"])
        return f"{action}?{urlencode([pair for pair in sent if pair[1]])}"

    def _controls(self, form: Tag) -> list[Tag]:
        assert self.page is not None
        inside = form.select("input[name], select[name]")
        name = form.get("id")
        return [*inside, *(self.page.select(f"input[form='{name}']") if name else [])]

    def _labelled(self, label: str) -> Tag:
        assert self.page is not None
        [found] = [each for each in self.page.select("label[for]") if flat(each) == label][:1]
        [field] = self.page.select(f"#{found['for']}")
        return field

    def _go(self, to: str) -> None:
        fragment = urlsplit(to).fragment
        to = to.partition("#")[0]
        answer = asyncio.run(self._site.client.get(to, follow_redirects=True))
        assert answer.status_code == 200, (to, answer.status_code)
        assert answer.content
        here = urlsplit(str(answer.url))
        self.address = here.path + (f"?{here.query}" if here.query else "")
        is_page = answer.headers["content-type"].startswith("text/html")
        self.page = BeautifulSoup(answer.text, "lxml") if is_page else None
        if fragment:
            assert self.page is not None
            assert self.page.find(id=fragment) is not None, f"{self.address} has no #{fragment}"
            self.address += f"#{fragment}"


def flat(tag: Tag) -> str:
    """The text of an element, in one line."""
    return " ".join(tag.get_text(" ").split())


def _value(control: Tag, words: str | None = None) -> str:
    """What a control sends: as it stands, or after these words were written or chosen."""
    if control.name != "select":
        return str(control.get("value", "")) if words is None else words
    options = control.select("option")
    chosen = [each for each in options if each.has_attr("selected")] or options
    if words is not None:
        chosen = [each for each in options if flat(each) == words]
    return str(chosen[0].get("value", flat(chosen[0])))


def _is_sent(control: Tag) -> bool:
    return control.get("type") != "checkbox" or control.has_attr("checked")


def _same(pattern: str, address: str) -> bool:
    one, other = urlsplit(pattern), urlsplit(address)
    if (one.path, one.fragment) != (other.path, other.fragment):
        return False
    wanted, found = sorted(parse_qsl(one.query)), sorted(parse_qsl(other.query))
    return len(wanted) == len(found) and all(
        name == there and alike(value, is_there)
        for (name, value), (there, is_there) in zip(wanted, found, strict=True)
    )
