"""What a downloaded file is called, and which records it names."""

import csv
import io
import json

import bibtexparser
import rispy
from Bio import Medline
from docx import Document
from openpyxl import load_workbook

TYPES = {
    "ris": "application/x-research-info-systems; charset=utf-8",
    "nbib": "application/nbib; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def ids(ending: str, body: bytes) -> list[str]:
    """The records that a file names, read by a library that users of the format use."""
    if ending == "ris":
        return [entry["accession_number"] for entry in rispy.loads(body.decode())]
    if ending == "nbib":
        found = list(Medline.parse(io.StringIO(body.decode())))
        return [record["PMID"] for record in found]
    if ending == "bib":
        return [entry["ID"] for entry in bibtexparser.loads(body.decode()).entries]
    if ending == "csl.json":
        return [item["id"].removeprefix("pmid") for item in json.loads(body)]
    if ending == "csv":
        return [row[0] for row in csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""))][1:]
    if ending == "json":
        return [next(iter(row.values())) for row in json.loads(body)["rows"]]
    if ending == "xlsx":
        rows = load_workbook(io.BytesIO(body))["Table"].iter_rows(min_row=2, values_only=True)
        return [str(row[0]) for row in rows]
    rows = Document(io.BytesIO(body)).tables[0].rows
    return [row.cells[0].text for row in rows][1:]
