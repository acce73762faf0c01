"""What a page asks of the published file is found by an index, not by looking through all papers.

Relies on nothing beside the program.
"""

import sqlite3
from contextlib import closing

from harvest.publish import schema
from harvest.site.page import statement


def test_references_of_a_trial_are_looked_up_among_papers() -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        for table in schema.read():
            if table.name in ("articles", "trial_references"):
                for each in table.statements:
                    if "INSERT INTO" not in each:
                        db.execute(each)
        asked = f"EXPLAIN QUERY PLAN {statement('trial_references')}"
        plan = [row[3] for row in db.execute(asked, {"trial_id": "NCT00000001"})]
    assert len([step for step in plan if step.startswith("SEARCH a ")]) == 3
    assert not [step for step in plan if step.startswith("SCAN a")]
