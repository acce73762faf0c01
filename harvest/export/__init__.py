"""Exports: references for reference managers, tables for spreadsheets and documents."""

import importlib
import pkgutil

from harvest.export import formats
from harvest.export.format import BaseFormat, Format, ReferenceFormat, TableFormat
from harvest.export.references import Reference
from harvest.export.tables import Table


def _described() -> list[ReferenceFormat | TableFormat | BaseFormat]:
    """The format of every module of the folder, in the order in which they are offered."""
    names = (module.name for module in pkgutil.iter_modules(formats.__path__))
    found = [importlib.import_module(f"{formats.__name__}.{name}").FORMAT for name in names]
    return sorted(found, key=lambda form: (form.place, form.name))


_ALL = _described()
REFERENCE_FORMATS = {form.name: form for form in _ALL if isinstance(form, ReferenceFormat)}
TABLE_FORMATS = {form.name: form for form in _ALL if isinstance(form, TableFormat)}
BASE_FORMATS = {form.name: form for form in _ALL if isinstance(form, BaseFormat)}
FORMATS: dict[str, ReferenceFormat | TableFormat] = {
    form.name: form for form in _ALL if not isinstance(form, BaseFormat)
}
"""Every format of records by its name, in the order in which they are offered."""

__all__ = [
    "BASE_FORMATS",
    "FORMATS",
    "REFERENCE_FORMATS",
    "TABLE_FORMATS",
    "BaseFormat",
    "Format",
    "Reference",
    "ReferenceFormat",
    "Table",
    "TableFormat",
]
