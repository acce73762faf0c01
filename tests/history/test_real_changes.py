"""Two real states of the same records: every change between them stands in docs/changes.md.

Relies on ../shared.
"""

from harvest.evidence.changes import events
from tests.helpers.sources.real_changes import DOCUMENT, MARK, changes, pairs, table


def test_the_table_in_the_documents_holds_every_change_of_the_real_pairs(shared):
    text = DOCUMENT.read_text("utf-8")
    stands = text[text.index(MARK) :].strip().splitlines()
    assert stands == table(shared)


def test_a_state_compared_with_itself_has_not_changed(shared):
    for kind, number, before, after in pairs(shared):
        assert changes(kind, number, before, before) == []
        assert changes(kind, number, after, after) == []


def test_every_pair_tells_the_opposite_when_read_backwards(shared):
    for kind, number, before, after in pairs(shared):
        there, back = changes(kind, number, before, after), changes(kind, number, after, before)
        assert sorted((c.field, str(c.old), str(c.new)) for c in there if _simple(c)) == sorted(
            (c.field, str(c.new), str(c.old)) for c in back if _simple(c)
        ), number


def _simple(change: events.Change) -> bool:
    """Items that came or went change the name of their field when read backwards."""
    return not change.field.endswith((".added", ".removed"))
