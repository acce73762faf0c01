"""A corpus that changes: each edit of a draft makes the next state.

later = changed(corpus, lambda draft: draft.drop_study("NCT90000040"))
with serve(later) as standin:
    ...
    standin.set_epoch(1)
"""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from lxml import etree

from harvest.standin.corpora.corpus import (
    Corpus,
    Descriptor,
    State,
    Study,
    aliases_of,
    decoded,
    line,
)


class Draft:
    """A state in the making, begun as a copy of the one before."""

    def __init__(self, before: State) -> None:
        self._before = before
        self._studies = dict(before.studies)
        self._citations = dict(before.citations)
        self._descriptors = dict(before.descriptors)
        self._registrations = {name: dict(held) for name, held in before.registrations.items()}
        next_day = datetime.fromisoformat(before.data_timestamp) + timedelta(days=1)
        self.data_timestamp = next_day.isoformat(timespec="seconds")

    def study(self, nct_id: str) -> Study:
        """A study, to be read."""
        study: Study = decoded(self._studies[nct_id])
        return study

    def put_study(self, study: Study) -> None:
        """Add a study, or put it in the place of the one with its number."""
        nct_id = study["protocolSection"]["identificationModule"]["nctId"]
        self._studies[nct_id] = line(study)

    def edit_study(self, nct_id: str, edit: Callable[[Study], None], *, posted: str = "") -> None:
        """Change a study in place; ``posted`` is the day of its update, if it gets a new one."""
        study = self.study(nct_id)
        edit(study)
        if posted:
            status = study["protocolSection"]["statusModule"]
            status["lastUpdateSubmitDate"] = posted
            status["lastUpdatePostDateStruct"] = {"date": posted, "type": "ACTUAL"}
            status["statusVerifiedDate"] = posted[:7]
        self.put_study(study)

    def drop_study(self, nct_id: str) -> None:
        """Remove a study, as if it had never been."""
        del self._studies[nct_id]

    def merge(self, old: str, into: str, *, posted: str = "") -> None:
        """Merge a study into another, which answers to both numbers from then on."""
        self.drop_study(old)

        def listed(study: Study) -> None:
            module = study["protocolSection"]["identificationModule"]
            module["nctIdAliases"] = [*module.get("nctIdAliases", ()), old]

        self.edit_study(into, listed, posted=posted)

    def put_citation(self, pmid: str, body: bytes) -> None:
        """Add a citation, or put it in the place of the one with its number."""
        self._citations[pmid] = body

    def edit_citation(self, pmid: str, edit: Callable[[etree._Element], None]) -> None:
        """Change a citation's element in place."""
        root = etree.fromstring(self._citations[pmid])
        edit(root)
        self._citations[pmid] = etree.tostring(root, encoding="unicode").encode()

    def drop_citation(self, pmid: str) -> None:
        """Remove a citation, as if it had never been."""
        del self._citations[pmid]

    def put_descriptor(self, descriptor: Descriptor) -> None:
        """Add a descriptor, or change the one with its number."""
        self._descriptors[descriptor.ui] = descriptor

    def put_registration(self, source: str, number: str, body: bytes) -> None:
        """Add a record of another registry, or put it in the place of the one with its number."""
        self._registrations.setdefault(source, {})[number] = body

    def drop_registration(self, source: str, number: str) -> None:
        """Remove a record of another registry, as if it had never been."""
        del self._registrations[source][number]

    def numbers(self) -> tuple[list[str], list[str]]:
        """The NCT numbers and PMIDs that there are."""
        return list(self._studies), list(self._citations)

    def state(self) -> State:
        """The state as it is now."""
        return State(
            studies=dict(self._studies),
            citations=dict(self._citations),
            descriptors=dict(self._descriptors),
            data_timestamp=self.data_timestamp,
            aliases=aliases_of(self._studies),
            earlier=self._before.earlier,
            registrations={name: dict(held) for name, held in self._registrations.items()},
        )


Edit = Callable[[Draft], None]


def without(*numbers: str) -> Edit:
    """An edit after which the registries don't know these NCT numbers and PMIDs."""

    def edit(draft: Draft) -> None:
        for number in numbers:
            if number.startswith("NCT"):
                draft.drop_study(number)
            else:
                draft.drop_citation(number)

    return edit


def shrunk(percent: float) -> Edit:
    """An edit after which so many of the records, the last ones, are gone."""

    def edit(draft: Draft) -> None:
        for numbers in draft.numbers():
            kept = round(len(numbers) * (1 - percent / 100))
            without(*numbers[kept:])(draft)

    return edit


def as_in(state: State) -> Edit:
    """An edit after which every record of a state is back as it was there."""

    def edit(draft: Draft) -> None:
        for body in state.studies.values():
            draft.put_study(decoded(body))
        for pmid, body in state.citations.items():
            draft.put_citation(pmid, body)

    return edit


class Changed:
    """A corpus whose first state is another corpus' and whose later ones are made by edits."""

    def __init__(self, first: State, edits: Sequence[Edit]) -> None:
        self._states = [first]
        self._edits = edits
        self._lock = threading.Lock()  # several services may ask for the next state at once

    @property
    def epochs(self) -> int:
        """One more than there are edits."""
        return len(self._edits) + 1

    def state(self, epoch: int) -> State:
        """The state at an epoch; the last one for every number beyond it."""
        wanted = min(epoch, len(self._edits))
        with self._lock:
            while len(self._states) <= wanted:
                draft = Draft(self._states[-1])
                self._edits[len(self._states) - 1](draft)
                self._states.append(draft.state())
        return self._states[wanted]


def changed(corpus: Corpus, *edits: Edit) -> Corpus:
    """The first state of a corpus, then one state an edit."""
    return Changed(corpus.state(0), edits)
