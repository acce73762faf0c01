"""From one study's bytes to its rows: pure, picklable, one study at a time."""

import re
from collections.abc import Mapping

from harvest.errors import RecordError
from harvest.records import Raw, Record
from harvest.sources.clinicaltrials.reading import children
from harvest.sources.clinicaltrials.reading.decode import Notes, one_layout, read
from harvest.sources.clinicaltrials.reading.events import events
from harvest.sources.clinicaltrials.reading.protocol_shapes import (
    ArmsInterventions,
    Conditions,
    Identification,
    Protocol,
)
from harvest.sources.clinicaltrials.reading.reference_shapes import References
from harvest.sources.clinicaltrials.reading.results import result_tables
from harvest.sources.clinicaltrials.reading.study_shapes import Derived
from harvest.sources.clinicaltrials.reading.trial import trial_row
from harvest.sources.clinicaltrials.reading.values import open_sheet

NCT_ID = re.compile(r"NCT[0-9]{8}")
"""To be matched whole (``fullmatch``)."""


def normalise(raw: Raw) -> Record:
    """Read one study of the API v2 into rows.

    Raises RecordError where the bytes are no study, or not the one that ``raw.id`` names.
    """
    notes = Notes()
    body = one_layout(raw.body, raw.id)
    study = read(body, raw.id, notes)
    protocol = study.protocol_section or Protocol()
    identification = protocol.identification_module or Identification()
    nct_id = _checked_id(identification.nct_id, raw.id)
    sheet = open_sheet(nct_id, body, notes)
    derived = study.derived_section or Derived()
    aliases = _aliases(identification, nct_id, notes)
    trial = trial_row(sheet, study, protocol, derived)
    tables: Mapping[str, children.Rows] = {
        "trials": (trial,),
        **children.conditions(sheet, protocol.conditions_module or Conditions()),
        **children.arms(sheet, protocol.arms_interventions_module or ArmsInterventions()),
        "outcomes": children.outcomes(sheet, protocol.outcomes_module),
        **children.people_and_places(sheet, protocol.contacts_locations_module),
        "sponsors": children.sponsors(sheet, protocol.sponsor_collaborators_module),
        "trial_ids": children.ids(sheet, identification, aliases),
        **children.references(sheet, protocol.references_module or References()),
        "trial_documents": children.documents(sheet, study.document_section),
        "trial_mesh": children.mesh_terms(sheet, derived),
        "trial_events": events(sheet, study.annotation_section, derived.misc_info_module),
        "removed_countries": children.removed_countries(sheet, derived.misc_info_module),
        **result_tables(sheet, study.results_section),
    }
    return Record(
        kind="trial",
        id=nct_id,
        source_date=trial.last_updated,
        tables={name: tuple(rows) for name, rows in tables.items() if rows},
        aliases=aliases,
        drift=notes.drift,
    )


def _checked_id(found: str | None, asked: str) -> str:
    if found is None or NCT_ID.fullmatch(found) is None:
        path = "$.protocolSection.identificationModule.nctId"
        raise RecordError(asked, f"{path}: missing, or not NCT and eight digits")
    if found != asked:
        raise RecordError(asked, f"the record is of another trial, {found}")
    return found


def _aliases(identification: Identification, nct_id: str, notes: Notes) -> tuple[str, ...]:
    """Numbers that were merged into this one, each once; never the number itself."""
    kept = []
    for alias in dict.fromkeys(identification.nct_id_aliases):
        if alias == nct_id or NCT_ID.fullmatch(alias) is None:
            notes.add("protocolSection.identificationModule.nctIdAliases[]: not kept", alias)
        else:
            kept.append(alias)
    return tuple(kept)
