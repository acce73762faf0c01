"""Posted results: each module whole, as JSON text, and what is queried most as rows.

Texts inside the JSON are as the registry gives them, with their markdown escapes.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from harvest.errors import RecordError
from harvest.rows import AdverseGroup, ResultAnalysis, ResultOutcome, ResultSection
from harvest.sources.clinicaltrials.reading.decode import read_part
from harvest.sources.clinicaltrials.reading.study_shapes import (
    AdverseEvents,
    Analysis,
    Denominator,
    MoreInfo,
    OutcomeMeasure,
    OutcomeMeasures,
    Results,
)
from harvest.sources.clinicaltrials.reading.values import Sheet, joined

_OUTCOMES = "resultsSection.outcomeMeasuresModule"
_HARMS = "resultsSection.adverseEventsModule"
_MORE = "resultsSection.moreInfoModule"
_PRIVATE = ("email", "phone", "phoneExt")


def limitations(sheet: Sheet, results: Results | None) -> str | None:
    """What the sponsor says against its own results, as given."""
    part = bytes(results.more_info_module) if results is not None else b""
    if not part:
        return None
    caveats = read_part(part, MoreInfo, _MORE, sheet.nct_id, sheet.notes).limitations_and_caveats
    return sheet.markup(caveats.description) if caveats is not None else None


def result_tables(
    sheet: Sheet, results: Results | None
) -> Mapping[str, Sequence[tuple[object, ...]]]:
    """``result_sections``, ``result_outcomes``, ``result_analyses`` and ``adverse_groups``."""
    nct_id, plain, markup = sheet.nct_id, sheet.plain, sheet.markup
    if results is None:
        return {}
    modules = {
        "participantFlowModule": bytes(results.participant_flow_module),
        "baselineCharacteristicsModule": bytes(results.baseline_characteristics_module),
        "outcomeMeasuresModule": bytes(results.outcome_measures_module),
        "adverseEventsModule": bytes(results.adverse_events_module),
        "moreInfoModule": _without_contact(nct_id, bytes(results.more_info_module)),
    }
    tables: dict[str, Sequence[tuple[object, ...]]] = {
        "result_sections": [
            ResultSection(nct_id, name, _text(nct_id, name, part))
            for name, part in modules.items()
            if part
        ]
    }
    if part := modules["outcomeMeasuresModule"]:
        measures = read_part(part, OutcomeMeasures, _OUTCOMES, nct_id, sheet.notes).outcome_measures
        tables["result_outcomes"] = [_outcome(sheet, n, m) for n, m in enumerate(measures, 1)]
        tables["result_analyses"] = list(_analyses(sheet, measures))
    if part := modules["adverseEventsModule"]:
        groups = read_part(part, AdverseEvents, _HARMS, nct_id, sheet.notes).event_groups
        tables["adverse_groups"] = [
            AdverseGroup(
                nct_id, n, group.id, plain(group.title), markup(group.description),
                group.deaths_num_affected, group.deaths_num_at_risk,
                group.serious_num_affected, group.serious_num_at_risk,
                group.other_num_affected, group.other_num_at_risk,
            )
            for n, group in enumerate(groups, 1)
        ]  # fmt: skip
    return tables


def _without_contact(nct_id: str, part: bytes) -> bytes:
    """``moreInfoModule`` without the phone and e-mail of the person to ask."""
    if not any(f'"{name}"'.encode() in part for name in _PRIVATE):
        return part
    try:
        module = msgspec.json.decode(part)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise RecordError(nct_id, f"$.{_MORE}: {error}") from None
    contact = module.get("pointOfContact") if isinstance(module, dict) else None
    if not isinstance(contact, dict):
        return b""  # not where a contact stands: no part of it can be told from private data
    for name in _PRIVATE:
        contact.pop(name, None)
    return msgspec.json.encode(module)


def _text(nct_id: str, name: str, part: bytes) -> str:
    try:
        return part.decode("utf-8")
    except UnicodeDecodeError as error:
        reason = f"$.resultsSection.{name}: not UTF-8 at byte {error.start}"
        raise RecordError(nct_id, reason) from None


def _outcome(sheet: Sheet, position: int, measure: OutcomeMeasure) -> ResultOutcome:
    nct_id, plain, markup, common = sheet.nct_id, sheet.plain, sheet.markup, sheet.common
    return ResultOutcome(
        nct_id, position, measure.type, plain(measure.title), markup(measure.description),
        markup(measure.population_description), common(measure.time_frame), measure.param_type,
        measure.dispersion_type, common(measure.unit_of_measure), measure.reporting_status,
        _json(measure.groups), _participants(measure.denoms), _json(measure.classes),
    )  # fmt: skip


def _participants(denominators: tuple[Denominator, ...]) -> str | None:
    """Counts by group: of participants, where other units are counted as well."""
    chosen = next((d for d in denominators if d.units == "Participants"), None)
    if chosen is None and denominators:
        chosen = denominators[0]
    return _json(chosen.counts) if chosen is not None else None


def _json(part: msgspec.Raw) -> str | None:
    return bytes(part).decode("utf-8") or None


def _analyses(sheet: Sheet, measures: tuple[OutcomeMeasure, ...]) -> Iterable[ResultAnalysis]:
    for outcome, measure in enumerate(measures, 1):
        for n, test in enumerate(measure.analyses, 1):
            yield ResultAnalysis(
                sheet.nct_id, outcome, n, joined(test.group_ids),
                sheet.common(test.statistical_method),
                test.p_value, sheet.common(test.param_type), test.param_value, test.ci_pct_value,
                test.ci_lower_limit, test.ci_upper_limit, _comment(sheet, test),
            )  # fmt: skip


def _comment(sheet: Sheet, test: Analysis) -> str | None:
    """What is said about a test, from whom it compares to how it was done."""
    texts = (
        test.group_description,
        test.p_value_comment,
        test.estimate_comment,
        test.statistical_comment,
        test.other_analysis_description,
    )
    return "\n\n".join(filter(None, map(sheet.markup, texts))) or None
