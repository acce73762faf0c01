"""What readers come for: each step of docs/jobs.md is where the page before it says, and leads on.

Relies on stand-ins, the sample's year and Datasette.
"""

import pytest
from datasette.app import Datasette

from tests.helpers.site.jobs import Job, Walk, flat, jobs

EVERY = jobs()


@pytest.mark.parametrize("job", EVERY, ids=[job.title for job in EVERY])
def test_a_question_is_answered_by_the_steps_that_the_page_names(
    sample: Datasette, job: Job
) -> None:
    assert job.ways
    for way in job.ways:
        walk = Walk(sample)
        for step in way:
            walk.take(step)
    if walk.page is not None:
        assert [said for said in job.seen if said not in flat(walk.page)] == []
    else:
        assert not job.seen, "nothing is quoted of a file"
