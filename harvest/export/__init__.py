"""Exports: references for reference managers, tables for spreadsheets and documents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from harvest.export import bibtex, csl, docx, nbib, ris, tables, xlsx
from harvest.export.references import Reference
from harvest.export.tables import Table


@dataclass(frozen=True, slots=True)
class ReferenceFormat:
    """A format of reference managers: file ending, media type and writer (text is UTF-8)."""

    ending: str
    media_type: str
    dumps: Callable[[list[Reference]], str]


@dataclass(frozen=True, slots=True)
class TableFormat:
    """A format of tables: file ending, media type and writer."""

    ending: str
    media_type: str
    dumps: Callable[[Table], bytes]


REFERENCE_FORMATS: Mapping[str, ReferenceFormat] = {
    "ris": ReferenceFormat("ris", "application/x-research-info-systems", ris.dumps),
    "nbib": ReferenceFormat("nbib", "application/nbib", nbib.dumps),
    "bibtex": ReferenceFormat("bib", "application/x-bibtex", bibtex.dumps),
    "csl-json": ReferenceFormat("csl.json", "application/vnd.citationstyles.csl+json", csl.dumps),
}
TABLE_FORMATS: Mapping[str, TableFormat] = {
    "csv": TableFormat("csv", "text/csv", lambda table: tables.as_csv(table).encode()),
    "json": TableFormat("json", "application/json", lambda table: tables.as_json(table).encode()),
    "xlsx": TableFormat(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        xlsx.dumps,
    ),
    "docx": TableFormat(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        docx.dumps,
    ),
}

__all__ = [
    "REFERENCE_FORMATS",
    "TABLE_FORMATS",
    "Reference",
    "ReferenceFormat",
    "Table",
    "TableFormat",
]
