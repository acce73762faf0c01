"""What a lake has, source by source."""

import json
from dataclasses import asdict, dataclass

from harvest.bulk.lake import Lake, opened, quarantined
from harvest.bulk.manifest import Manifest
from harvest.bulk.parse import named, read_by

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """One source in a lake.

    ``files`` are units that were read, ``current`` the newest records of all of them, without those
    that were deleted. ``missing`` units should be there and are not; ``outdated`` ones were read by
    other code than today's; ``passed`` ones are of a series that a newer one replaces.
    """

    source: str
    files: int
    records: int
    current: int
    deleted: int
    missing: tuple[str, ...]
    outdated: int
    passed: int
    quarantine: tuple[tuple[str, str, str], ...]
    """Records that could not be read: unit, number, reason"""


def status(where: str) -> list[Standing]:
    """Every source of the lake at a path or an address. Raises UsageError if there is none."""
    with opened(where) as lake:
        return lake.apart(lambda: [_standing(lake, source) for source in sorted(lake.rows)])


def _standing(lake: Lake, source: str) -> Standing:
    manifest = Manifest(lake.address, source)
    rows, read = manifest.rows(), lake.rows[source]
    by = read_by(named(source))
    wanted = {unit for units in manifest.plan().values() for unit in units}
    return Standing(
        source=source,
        files=len(read),
        records=sum(row.records for row in read.values()),
        current=len(lake.read(f"{source}_index")),
        deleted=len(lake.read(f"{source}_deleted")),
        missing=tuple(sorted(wanted - rows.keys())),
        outdated=sum(row.read_by != by for row in read.values()),
        passed=len(rows) - len(read),
        quarantine=tuple(quarantined(lake, source)),
    )


def to_json(found: list[Standing]) -> str:
    """As one JSON object, a source a key."""
    return json.dumps({each.source: asdict(each) for each in found}, ensure_ascii=False)


def as_text(found: list[Standing]) -> str:
    """As lines for a terminal."""
    return "\n".join(line for each in found for line in _lines(each))


def _lines(each: Standing) -> list[str]:
    lines = [
        f"{each.source}: {each.current:,} records of {each.files:,} files "
        f"({each.records:,} read, {each.deleted:,} deletions)"
    ]
    if each.missing:
        lines.append(f"  {len(each.missing):,} files missing: {_few(each.missing)}")
    if each.outdated:
        lines.append(
            f"  {each.outdated:,} files read by an earlier version: run harvest bulk parse again"
        )
    if each.passed:
        lines.append(f"  {each.passed:,} files of another year, not used")
    if each.quarantine:
        lines.append(f"  {len(each.quarantine):,} records in quarantine:")
        lines += [f"    {unit} {number}: {why}" for unit, number, why in each.quarantine[:_SHOWN]]
    return lines


def _few(names: tuple[str, ...]) -> str:
    return ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
