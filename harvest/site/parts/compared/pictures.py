"""Pictures of chosen trials: when each begins and ends, and how many take part."""

import sqlite3
from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from harvest.site.charts import Bar, Cell, Picture, Span, bars, is_past, on_both
from harvest.site.parts.headings import missing, note
from harvest.site.parts.over_time import BARS, bars_of, going
from harvest.site.parts.sizes import KINDS
from harvest.site.render.addresses import page_of


def side_by_side(trials: Sequence[sqlite3.Row], today: date) -> list[Picture]:
    """The timeline and the sizes of trials (rows of ``compare.sql``), in their order."""
    return [picture for picture in (_timeline(trials, today), _sizes(trials)) if picture.svg]


def _timeline(trials: Sequence[sqlite3.Row], today: date) -> Picture:
    spans = [
        Span(
            trial["trial_id"], trial["brief_title"] or "", trial["status"], trial["status_label"],
            trial["start_date"], trial["primary_completion_date"], trial["completion_date"],
        )
        for trial in trials
        if trial["start_date"]
    ]  # fmt: skip
    noun = "trial" if len(spans) == 1 else "trials"
    title = f"{len(spans)} {noun} from start to completion: {going(spans, today)}"
    return Picture(
        "time",
        title,
        bars_of(title, spans, today) if spans else Markup(""),
        ("Trial", "Status", "Start", "Primary completion", "Completion", "Stated end"),
        [
            (
                Cell(span.trial_id, page_of("trial", span.trial_id)),
                Cell(span.status_label),
                Cell(span.start),
                Cell(span.primary_completion),
                Cell(span.completion),
                Cell("has passed" if is_past(span, today) else ""),
            )
            for span in spans
        ],
        note(BARS, missing(len(trials) - len(spans), "trials", "state no start date")),
    )


def _sizes(trials: Sequence[sqlite3.Row]) -> Picture:
    shown = []
    for trial in trials:
        kind, words = KINDS.get(trial["enrollment_type"] or "", ("completed", "not stated which"))
        if trial["enrollment"] is not None:
            address = page_of("trial", trial["trial_id"])
            shown.append(
                (Bar(f"{trial['trial_id']}, {words}", trial["enrollment"], address, kind), words)
            )
    title = "Participants, planned or reached"
    drawn = [bar for bar, _ in shown]
    return Picture(
        "sizes",
        title,
        on_both(lambda sheet: bars(title, "One bar per trial.", drawn, "participants", sheet))
        if drawn
        else Markup(""),
        ("Trial", "Participants", "Number"),
        [
            (Cell(bar.label.partition(",")[0], bar.href), Cell(bar.value), Cell(words))
            for bar, words in shown
        ],
        missing(len(trials) - len(shown), "trials", "state no number"),
    )
