"""A paragraph and a reference list from a public file: right lines, and lines with a planted fault.

Each line is made of a record as the file has it; of a fault one thing in it is changed, as people
and assistants change it. The same seed makes the same lines.
"""

import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Row = sqlite3.Row

COUNTRIES = ("China", "Iran", "Germany", "United States", "Japan", "Brazil", "Egypt", "Spain")
STATUSES = {
    "RECRUITING": ("is currently recruiting", "is recruiting patients", "is open for enrolment"),
    "NOT_YET_RECRUITING": ("is not yet recruiting", "has not started recruiting"),
    "ACTIVE_NOT_RECRUITING": ("is active, not recruiting", "is active but no longer recruiting"),
    "COMPLETED": ("is completed", "has been completed", "was completed"),
    "TERMINATED": ("was terminated early", "was terminated", "was stopped early"),
    "WITHDRAWN": ("was withdrawn", "has been withdrawn"),
    "SUSPENDED": ("is suspended", "has been suspended"),
    "UNKNOWN": ("has an unknown status", "is of unknown status"),
    "ENROLLING_BY_INVITATION": ("is enrolling by invitation",),
}
INVENTED = (
    "progression of diabetic retinopathy",
    "time to first asthma exacerbation",
    "bone mineral density of the lumbar spine",
    "number of migraine attacks",
    "forced expiratory volume in one second",
    "healing of the venous leg ulcer",
    "best corrected visual acuity",
)
PHASES = {
    "EARLY_PHASE1": "early phase 1", "PHASE1": "phase 1", "PHASE1|PHASE2": "phase 1/2",
    "PHASE2": "phase II", "PHASE2|PHASE3": "phase 2/3", "PHASE3": "phase 3", "PHASE4": "phase IV",
}  # fmt: skip
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True)
class Line:
    """A line; ``fault`` is what is wrong in it, "" in a right one."""

    text: str
    fault: str


@dataclass
class Planter:
    """Makes lines of the records of one public file."""

    connection: sqlite3.Connection
    random: random.Random

    def __post_init__(self) -> None:
        self.connection.row_factory = sqlite3.Row
        self.trials = self._rows(
            "SELECT * FROM trials WHERE removed_on IS NULL AND registry = 'nct' ORDER BY trial_id"
        )
        self.papers = self._rows(
            "SELECT * FROM articles WHERE removed_on IS NULL AND pmid IS NOT NULL"
            " AND integrity IS NULL"
            " AND title IS NOT NULL AND author_list IS NOT NULL AND length(title) > 40"
            " AND kind = 'article' ORDER BY article_id"
        )
        self.retracted = self._rows(
            "SELECT * FROM articles WHERE integrity = 'retracted' AND pmid IS NOT NULL"
            " AND author_list IS NOT NULL ORDER BY article_id"
        )
        self.all_pmids = {row[0] for row in self._rows("SELECT pmid FROM articles")}
        self.named = {row[0] for row in self._rows("SELECT number FROM mentions")}

    def _rows(self, sql: str, *bound: Any) -> list[Row]:
        return self.connection.execute(sql, bound).fetchall()

    def lines(self, right: int, faults: int) -> list[Line]:
        """So many of each, mixed."""
        makers = [self._status, self._size, self._outcome, self._phase, self._date, self._place]
        lists = [self._reference, self._digit, self._pmc, self._title, self._retracted]
        found: list[Line] = []
        for count, wrong in ((right, False), (faults, True)):
            made = 0
            for maker in self._endless(
                [*makers, *lists, *([] if wrong else [self._reference] * 4)]
            ):
                line = maker(wrong)
                if line is not None and line.text not in {each.text for each in found}:
                    found.append(line)
                    made += 1
                if made == count:
                    break
        self.random.shuffle(found)
        return found

    def _endless(self, makers: Sequence[Callable[[bool], Line | None]]) -> Iterator[Any]:
        for _ in range(10_000):
            yield self.random.choice(makers)
        raise AssertionError("this base has too few records for so many lines")

    # --- statements ---

    def _status(self, wrong: bool) -> Line | None:
        trial = self.random.choice(self.trials)
        status = trial["status"]
        if status not in STATUSES:
            return None
        if wrong:
            status = self.random.choice([each for each in STATUSES if each != status])
        said = self.random.choice(STATUSES[status])
        form = self.random.choice(
            ("{} {}.", "The trial {} {}.", "According to the registry, {} {}.", "To date, {} {}.",
             "Registered as {}, the study {}.")
        )  # fmt: skip
        return Line(form.format(trial["trial_id"], said), "outdated status" if wrong else "")

    def _size(self, wrong: bool) -> Line | None:
        trial = self.random.choice(self.trials)
        size = trial["enrollment"]
        if not size:
            return None
        if wrong:
            size = self.random.choice((size + 10, size * 2, size + 1, int(f"1{size}")))
        actual = trial["enrollment_type"] == "ACTUAL"
        forms = ["{t} (n = {n})", "{t}, a trial with {n} patients, is registered",
                 "The enrolment of {t} is {n}", "a study of {n} subjects ({t})"]  # fmt: skip
        counted = ["In {t}, {n} participants were enrolled", "{t} included {n:,} patients"]
        meant = ["{t} plans to enrol {n} participants", "The target sample size of {t} is {n:,}"]
        forms += counted if actual else meant
        text = self.random.choice(forms).format(t=trial["trial_id"], n=size)
        return Line(f"{text[0].upper()}{text[1:]}.", "wrong size" if wrong else "")

    def _outcome(self, wrong: bool) -> Line | None:
        trial = self.random.choice(self.trials)
        rows = self._rows(
            "SELECT measure FROM outcomes WHERE trial_id = ? AND kind = 'primary'",
            trial["trial_id"],
        )
        if not rows or not rows[0][0]:
            return None
        measure = rows[0][0].rstrip(".")
        if ";" in measure or "." in measure or len(measure) > 150:
            return None
        if wrong:
            measure = self.random.choice(INVENTED)
        forms = ("The primary outcome of {t} is {m}.", "In {t}, the primary endpoint was {m}.",
                 "{t} has {m} as its primary outcome.", "{t}: primary outcome: {m}.")  # fmt: skip
        text = self.random.choice(forms).format(t=trial["trial_id"], m=measure)
        return Line(text, "invented outcome" if wrong else "")

    def _phase(self, wrong: bool) -> Line | None:
        trial = self.random.choice(self.trials)
        phase = trial["phase"]
        if phase not in PHASES:
            return None
        if wrong:
            phase = self.random.choice([each for each in PHASES if each != phase])
        form = self.random.choice(
            ("{t} is a {p} trial.", "The {p} study {t} is registered at ClinicalTrials.gov.",
             "A {p} trial ({t}) addresses this question.")
        )  # fmt: skip
        text = form.format(t=trial["trial_id"], p=PHASES[phase])
        return Line(text, "wrong phase" if wrong else "")

    def _date(self, wrong: bool) -> Line | None:
        trial = self.random.choice(self.trials)
        date = trial["start_date"]
        if not date:
            return None
        year = int(date[:4]) + (self.random.choice((-3, -2, 2, 4)) if wrong else 0)
        when = str(year)
        if len(date) > 4 and self.random.random() < 0.5:
            when = f"{MONTHS[int(date[5:7]) - 1]} {year}"
        form = self.random.choice(
            ("{t} started in {w}.", "The start of {t} was in {w}.", "{t} began in {w}.",
             "Recruitment aside, {t} was started in {w}.")
        )  # fmt: skip
        return Line(form.format(t=trial["trial_id"], w=when), "wrong date" if wrong else "")

    def _place(self, wrong: bool) -> Line | None:
        trial = self.random.choice(self.trials)
        countries = (trial["countries"] or "").split("|")
        if not countries[0]:
            return None
        country = self.random.choice(
            [each for each in COUNTRIES if each not in countries] if wrong else countries
        )
        form = self.random.choice(
            ("{t} is conducted in {c}.", "The trial {t} is run in {c}.", "{t} has sites in {c}.")
        )
        return Line(form.format(t=trial["trial_id"], c=country), "wrong country" if wrong else "")

    # --- references ---

    def _reference(self, wrong: bool, paper: Row | None = None) -> Line | None:
        if wrong:
            return None
        return Line(self._cited(paper or self.random.choice(self.papers)), "")

    def _digit(self, wrong: bool) -> Line | None:
        if self.random.random() < 0.5:
            trial = self.random.choice(self.trials)
            number = self._other(trial["trial_id"]) if wrong else trial["trial_id"]
            text = self.random.choice(
                ("{} {}.", "ClinicalTrials.gov. {1}. {0}.", "{1}. ClinicalTrials.gov {0}.")
            ).format(number, trial["brief_title"])
            return Line(text, "wrong digit" if wrong else "") if number else None
        paper = self.random.choice(self.papers)
        pmid = self._other(paper["pmid"]) if wrong else paper["pmid"]
        return Line(self._cited(paper, pmid=pmid), "wrong digit" if wrong else "") if pmid else None

    def _other(self, number: str) -> str | None:
        place = self.random.randrange(len(number) - 4, len(number))
        digit = self.random.choice([each for each in "123456789" if each != number[place]])
        return f"{number[:place]}{digit}{number[place + 1 :]}"

    def _pmc(self, wrong: bool) -> Line | None:
        papers = [each for each in self.papers if each["pmcid"]]
        if not papers:
            return None
        paper = self.random.choice(papers)
        digits = paper["pmcid"].removeprefix("PMC")
        pmid = digits if wrong else paper["pmid"]
        return Line(self._cited(paper, pmid=pmid), "PMC as PMID" if wrong else "")

    def _title(self, wrong: bool) -> Line | None:
        paper, other = self.random.sample(self.papers, 2)
        text = self._cited(paper, title=other["title"] if wrong else paper["title"])
        return Line(text, "title of another" if wrong else "")

    def _retracted(self, wrong: bool) -> Line | None:
        if not wrong or not self.retracted:
            return None
        return Line(self._cited(self.random.choice(self.retracted)), "retracted")

    def _cited(self, paper: Row, pmid: str | None = None, title: str | None = None) -> str:
        names = paper["author_list"].split(", ")
        authors = ", ".join(names[:3]) + (", et al" if len(names) > 3 else "")
        shown = (title or paper["title"]).removeprefix("RETRACTED: ").strip("[]").rstrip(".")
        journal = paper["journal_abbrev"] or paper["journal"]
        doi = f" doi:{paper['doi']}." if paper["doi"] and pmid is None and not title else ""
        number = pmid or paper["pmid"]
        forms = (
            "{a}. {t}. {j}. {y};{v}:{p}.{d} PMID: {n}.",
            "{a} ({y}). {t}. {j}, {v}, {p}. PMID {n}",
            "{a}: {t}. {j} {y}; {v}: {p}. PubMed PMID: {n}.",
            "{a}. “{t}.” {j} {v} ({y}): {p}. https://pubmed.ncbi.nlm.nih.gov/{n}/",
        )
        return self.random.choice(forms).format(
            a=authors, t=shown, j=journal, y=paper["year"], v=paper["volume"] or "1",
            p=paper["pages"] or "1-9", d=doi, n=number,
        )  # fmt: skip


def planted(connection: sqlite3.Connection, seed: int, right: int, faults: int) -> list[Line]:
    """Lines of a public file: so many right ones and so many with a fault, mixed."""
    return Planter(connection, random.Random(seed)).lines(right, faults)
