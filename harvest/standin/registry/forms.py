"""The bodies that ClinicalTrials.gov answers with, byte for byte in its forms."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from harvest.standin.corpora.corpus import State
from harvest.standin.corpora.pieces import by_path, table
from harvest.standin.http.server import Request, Response


def plain(text: str, status: int) -> Response:
    """An error as the registry gives it."""
    return Response(text.encode(), status, "text/plain; charset=UTF-8")


def listing(bodies: Iterable[bytes], total: int | None = None, token: str | None = None) -> bytes:
    """A page of studies, byte for byte in the registry's form."""
    head = b"{" if total is None else b'{"totalCount":%d,' % total
    tail = b"}" if token is None else b',"nextPageToken":"%b"}' % token.encode()
    return head + b'"studies":[\n' + b",\n".join(bodies) + b"\n]" + tail


def pretty(value: Any) -> bytes:
    """The registry's pretty printing, with a space before the colon."""
    return json.dumps(value, indent=2, ensure_ascii=False, separators=(",", " : ")).encode()


def with_tag(body: bytes, request: Request, state: State) -> Response:
    """An answer whose ETag says which data it is from, and nothing about the record."""
    digest = hashlib.sha256(state.data_timestamp.encode()).hexdigest()
    tag = f'"{digest[:7]}/0.34.1/{digest[7:15]}"'
    if request.headers.get("if-none-match") == tag:
        return Response(b"", 304, "", (("ETag", tag),))
    return Response(body, headers=(("ETag", tag),))


def enumerations() -> list[dict[str, Any]]:
    """Every enumeration with its values, as ``/studies/enums`` lists them."""
    found: dict[str, dict[str, Any]] = {}
    for row in table("enums.tsv"):
        entry = found.setdefault(
            row["type"], {"type": row["type"], "values": [], "pieces": row["pieces"].split("|")}
        )
        entry["values"].append({"value": row["value"], "legacyValue": row["legacy"]})
    return list(found.values())


def metadata() -> list[dict[str, Any]]:
    """The tree of pieces: name, piece and kind of each node."""
    roots: list[dict[str, Any]] = []
    nodes: dict[str, dict[str, Any]] = {}
    for path, piece in by_path().items():
        parent, _, name = path.rpartition(".")
        node: dict[str, Any] = {"name": name, "piece": piece.name, "sourceType": piece.kind.upper()}
        nodes[path] = node
        siblings = nodes[parent].setdefault("children", []) if parent else roots
        siblings.append(node)
    return roots
