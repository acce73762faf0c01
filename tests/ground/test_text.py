"""Registry text made readable: what is unescaped, what goes, and what must stay.

Relies on nothing beside the program.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest.text import clean, flatten, line


@pytest.mark.parametrize(
    ("given_text", "read"),
    [
        (r"age \>= 18 and \</= 65", "age >= 18 and </= 65"),
        (r"m\^2/day \[mg\], 1\) first", "m^2/day [mg], 1) first"),
        (r"data\_sharing, 5\*6, a\\b", r"data_sharing, 5*6, a\b"),
        (r"safety \& efficacy", "safety & efficacy"),
        (r"the patient\&#39;s cells", "the patient's cells"),
        ("Inclusion:\n\n* one\n* two\n\n  * nested", "Inclusion:\n\n• one\n• two\n\n  • nested"),
        ("  * first\n* second", "• first\n• second"),
        ("1. first\n2. second", "1. first\n2. second"),
        ("one\n\ntwo", "one\n\ntwo"),
        (r"a hard break \\" + "\nnext", "a hard break \\\nnext"),
        ("a hard break\\\nnext", "a hard break\nnext"),
        ("**Arm A**: cells", "Arm A: cells"),
        ("ng*h/mL (ng*h/mL) and MSC_P5_x", "ng*h/mL (ng*h/mL) and MSC_P5_x"),
        (r"\*\*not bold\*\*", "**not bold**"),
        (r"\* not a bullet", "* not a bullet"),
        ("10<sup>6</sup> cells, CO<sub>2</sub>", "10^6 cells, CO2"),
        ("<i>in vivo</i><br/>next", "in vivo\nnext"),
        ("[the plan](https://example.org/a)", "the plan (https://example.org/a)"),
        ("<https://example.org/b>", "https://example.org/b"),
        (r"\<b\>as typed\</b\>", "<b>as typed</b>"),
        (r"QTc \&gt; 450 ms", "QTc > 450 ms"),
    ],
)  # fmt: skip
def test_markdown_reads_as_its_author_wrote_it(given_text: str, read: str) -> None:
    assert flatten(given_text) == read


@pytest.mark.parametrize(
    ("given_text", "read"),
    [
        ("Children&#39;s Hospital &amp; Clinic &lt;A&gt;", "Children's Hospital & Clinic <A>"),
        ("AT&T, R&D; &notanentity; a&ltb", "AT&T, R&D; &notanentity; a&ltb"),
        ("a\x00b\x1fc\x7fd\x85e", "abcd\ne"),
        ("&#0;&#8238;x", "\ufffdx"),
        ("one\r\ntwo\rthree\tfour\u00a0five", "one\ntwo\nthree four five"),
        ("\ufeffMELD\u200b score\u202egnp\u2066", "MELD scoregnp"),
        ("Zu\u0308rich", "Zürich"),
        ("lone \ud800 surrogate ≥", "lone \ufffd surrogate ≥"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("  Bonaire, Saint Eustatius and Saba ", "Bonaire, Saint Eustatius and Saba"),
        (r"5\*6 stays in plain text", r"5\*6 stays in plain text"),
        ("'); DROP TABLE trials; -- ignore", "'); DROP TABLE trials; -- ignore"),
    ],
)  # fmt: skip
def test_plain_text_loses_only_what_cant_be_read(given_text: str, read: str) -> None:
    assert clean(given_text) == read


def test_a_message_is_one_line_of_bounded_length() -> None:
    assert line("Error\n parsing\x00  query\r\nat '['") == "Error parsing query at '['"
    assert line("abcdef ghij", limit=8) == "abcdef…"
    assert line("abcdefgh", limit=8) == "abcdefgh"


_SAFE = st.text(st.characters(codec="ascii", min_codepoint=32, max_codepoint=126))


@given(st.text())
def test_what_is_kept_can_always_be_stored_and_shown(text: str) -> None:
    for read in (clean(text), flatten(text)):
        read.encode("utf-8")
        assert not any(ord(c) < 32 and c != "\n" for c in read)
        assert not set(read) & set("\u202a\u202b\u202d\u202e\u2066\u200f\ufeff\x7f")


@given(_SAFE)
def test_the_short_way_and_the_long_way_agree(text: str) -> None:
    """A character that sends the text the long way changes nothing else in it."""
    assert clean(text.strip() + "\u00e9") == clean(text) + "\u00e9"


@given(_SAFE)
def test_escaping_every_mark_is_undone_exactly(text: str) -> None:
    escaped = "".join("\\" + c if not c.isalnum() and c != " " else c for c in text)
    assert flatten(escaped) == clean(text)
