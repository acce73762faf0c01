"""The visual language is that of docs/design.md: its tokens, its parts, and colours that are read.

Relies on nothing beside the program.
"""

import re

import pytest

from harvest.paths import CHECKOUT
from harvest.site.charts.picture import KINDS

SITE = CHECKOUT / "harvest" / "site"
STYLE = (SITE / "static" / "site.css").read_text("utf-8")
EVERY = "".join(path.read_text("utf-8") for path in sorted((SITE / "static").glob("*.css")))
PAGE = (CHECKOUT / "docs" / "design.md").read_text("utf-8")
TEMPLATES = {
    path.relative_to(SITE / "templates").as_posix(): path.read_text("utf-8")
    for path in sorted((SITE / "templates").rglob("*.html"))
}
STYLES = {
    path.name: set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"\{[^{}]*\}", " ", text)))
    for path in (SITE / "static").glob("*.css")
    for text in [re.sub(r"/\*.*?\*/", " ", path.read_text("utf-8"), flags=re.DOTALL)]
}
"""Stylesheet → the classes that it dresses."""
TEXT = ("ink", "soft", "link", "visited", "bad")
ON = [("good-ink", "good"), ("note-ink", "note"), ("bad", "bad-paper"), ("brand-ink", "brand"),
      ("wheat-ink", "wheat")]  # fmt: skip


def roots(style: str) -> list[dict[str, str]]:
    """The tokens that each ``:root`` of a stylesheet sets, with their values."""
    blocks = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    return [dict(re.findall(r"--([\w-]+): ([^;]+);", block)) for block in blocks]


LIGHT, DARK, *_ = roots(STYLE)


def table(heading: str) -> list[list[str]]:
    """The rows of the first table below a heading of the page."""
    part = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def contrast(one: str, other: str) -> float:
    """Of two colours, as WCAG 2 defines it: from 1 to 21."""
    low, high = sorted(luminance(colour) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    assert re.fullmatch("#[0-9a-f]{6}", colour), colour
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_page_names_every_token_and_no_other() -> None:
    named = [name for row in table("Tokens") for name in re.findall("`--([\\w-]+)`", row[0])]
    assert sorted(named) == sorted(LIGHT)


def test_every_token_is_used_and_every_used_one_is_defined() -> None:
    used = set(re.findall(r"var\(--([\w-]+)", EVERY))
    defined = set(re.findall(r"(?<![\w(-])--([\w-]+):", EVERY))
    assert used <= defined
    assert set(LIGHT) <= used


def test_the_parts_that_the_page_names_are_there() -> None:
    rows = table("Parts")
    assert len(rows) > 5
    for names, where, _ in rows:
        template = TEMPLATES[where.strip("`")]
        for name in re.findall("`(\\w+)`", names):
            assert re.search(rf"{{% macro {name}\(", template), f"{name} in {where}"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_is_read_on_what_it_stands_on(theme: str) -> None:
    tokens = LIGHT if theme == "light" else LIGHT | DARK
    pairs = [(text, ground) for text in TEXT for ground in ("paper", "panel")] + ON
    found = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_mark_of_each_status_is_seen(theme: str) -> None:
    tokens = LIGHT if theme == "light" else LIGHT | DARK
    assert {kind for kind in KINDS if contrast(tokens[kind], tokens["paper"]) < 3} == set()


def test_the_dark_theme_has_a_value_for_each_colour_of_the_light_one() -> None:
    colours = {name for name, value in LIGHT.items() if value.startswith("#")}
    assert colours - set(DARK) == {"wheat", "wheat-ink"}  # the same in both


def test_colours_come_from_tokens_alone() -> None:
    on_paper = r"@media print \{(?:[^{}]*\{[^{}]*\})*[^{}]*\}"
    rules = re.sub(rf"{on_paper}|:root \{{.*?\}}", "", EVERY, flags=re.DOTALL)
    assert ".drawing" in rules
    assert ".fold" in rules
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", rules) == []
    assert [name for name, text in TEMPLATES.items() if re.search(r"\sstyle=|<style", text)] == []


def with_parts(name: str) -> set[str]:
    """A template, and those that it is made of."""
    parts = re.findall(r'\{%-? *(?:extends|from|include) "([^"]+)"', TEMPLATES[name])
    return {name}.union(*map(with_parts, parts))


@pytest.mark.parametrize("name", [each for each in TEMPLATES if "{% extends" in TEMPLATES[each]])
def test_a_page_has_the_stylesheet_of_every_class_that_it_uses(name: str) -> None:
    text = "".join(TEMPLATES[part] for part in with_parts(name))
    used = set(re.findall(r"[\w-]+", " ".join(re.findall(r'class="([^"]*)"', text))))
    sheets = {"site.css", *re.findall(r"static\('(\w+\.css)'\)", text)}
    had = set().union(*(STYLES[sheet] for sheet in sheets))
    assert used & (set().union(*STYLES.values()) - had) == set()


def test_the_card_shows_the_mark_of_the_icon() -> None:
    icon, card = ((SITE / "static" / name).read_text("utf-8") for name in ("icon.svg", "card.svg"))
    grains = re.findall(r' d="(M1[\d.]+ [^"]+)"', icon)
    assert len(grains) == 3
    assert all(grain in card for grain in grains)
    assert set(re.findall("#[0-9a-f]{6}", icon)) <= set(re.findall("#[0-9a-f]{6}", card))
    assert {LIGHT["brand"], LIGHT["wheat"], LIGHT["brand-ink"]} == set(
        re.findall("#[0-9a-f]{6}", icon)
    )


def test_the_frame_of_a_browser_on_a_phone_has_the_colour_of_the_head() -> None:
    told = r'<meta name="theme-color" content="(\S+)" media="\(prefers-color-scheme: (\w+)\)">'
    found = {theme: colour for colour, theme in re.findall(told, TEMPLATES["base.html"])}
    assert found == {"light": LIGHT["brand"], "dark": DARK["brand"]}
