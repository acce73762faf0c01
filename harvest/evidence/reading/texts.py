"""From rows to texts: what the extractors read of a trial or a paper."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from harvest.evidence.reading.passages import Arm, OutcomeText, Passage, RecordText
from harvest.rows import Arm as ArmRow
from harvest.rows import (
    Article,
    ArticleMesh,
    Condition,
    Intervention,
    Keyword,
    Outcome,
    Trial,
    TrialKeyword,
    TrialMesh,
)

Row = TypeVar("Row")
Tables = Mapping[str, Sequence[tuple[object, ...]]]


def _passage(field: str, text: str | None) -> Passage | None:
    return Passage(field, text) if text and text.strip() else None


def _passages(*pairs: tuple[str, str | None]) -> tuple[Passage, ...]:
    return tuple(passage for pair in pairs if (passage := _passage(*pair)))


def rows_of(tables: Tables, name: str, row: Callable[..., Row]) -> list[Row]:
    """The rows of one table, as its named tuples."""
    return [row(*values) for values in tables.get(name, ())]


def trial_text(tables: Tables) -> RecordText:
    """The texts of one trial from its rows (``Record.tables``, or the same read from SQLite)."""
    trial = rows_of(tables, "trials", Trial)[0]
    topics = [
        (f"conditions[{n}]", row.name)
        for n, row in enumerate(rows_of(tables, "conditions", Condition))
    ]
    topics += [
        (f"trial_keywords[{n}]", row.keyword)
        for n, row in enumerate(rows_of(tables, "trial_keywords", TrialKeyword))
    ]
    arms = [
        Arm(
            "arm",
            row.type or "",
            _passages((f"arms[{n}].label", row.label), (f"arms[{n}].description", row.description)),
        )
        for n, row in enumerate(rows_of(tables, "arms", ArmRow))
    ]
    arms += [
        Arm(
            "intervention",
            row.type or "",
            _passages(
                (f"interventions[{n}].name", row.name),
                (f"interventions[{n}].description", row.description),
                (f"interventions[{n}].other_names", row.other_names),
            ),
        )
        for n, row in enumerate(rows_of(tables, "interventions", Intervention))
    ]
    return RecordText(
        kind="trial",
        id=trial.trial_id,
        titles=_passages(
            ("brief_title", trial.brief_title), ("official_title", trial.official_title)
        ),
        topics=_passages(*topics),
        arms=tuple(arm for arm in arms if arm.passages),
        bodies=_passages(
            ("brief_summary", trial.brief_summary),
            ("detailed_description", trial.detailed_description),
        ),
        outcomes=tuple(_outcome(row) for row in rows_of(tables, "outcomes", Outcome)),
        eligibility=_passage("eligibility_criteria", trial.eligibility_criteria),
        mesh=tuple(row.ui for row in rows_of(tables, "trial_mesh", TrialMesh) if not row.ancestor),
    )


def _outcome(row: Outcome) -> OutcomeText:
    name = f"outcomes.{row.kind}[{row.position}]"
    return OutcomeText(
        _passage(f"{name}.measure", row.measure),
        _passage(f"{name}.description", row.description),
        _passage(f"{name}.time_frame", row.time_frame),
        row.kind,
        row.position,
    )


def article_text(tables: Tables) -> RecordText:
    """The texts of one paper from its rows."""
    article = rows_of(tables, "articles", Article)[0]
    keywords = [
        (f"keywords[{n}]", row.keyword)
        for n, row in enumerate(rows_of(tables, "keywords", Keyword))
    ]
    return RecordText(
        kind="article",
        id=article.article_id,
        titles=_passages(("title", article.title)),
        topics=_passages(*keywords),
        bodies=_passages(("abstract", article.abstract)),
        mesh=tuple(row.ui for row in rows_of(tables, "article_mesh", ArticleMesh)),
    )
