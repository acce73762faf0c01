"""One trial by its number, as the registry has it now."""

from harvest.records import Raw
from harvest.sources import Job
from harvest.sources.clinicaltrials.answers import says_absent
from harvest.sources.clinicaltrials.asking import FORMAT, NAME
from harvest.web import Refused


def single(job: Job, number: str) -> Raw | None:
    """Ask for a trial; None if the registry says that it has none of that number."""
    try:
        answer = job.door.get(f"/studies/{number}", FORMAT)
    except Refused as refused:
        if says_absent(refused.status, refused.body_text, number):
            return None
        raise
    return Raw(NAME, "trial", number, answer.body, answer.fetched_at)
