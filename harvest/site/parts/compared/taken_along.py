"""What a comparison shows beside its table, as it goes along in a document or workbook."""

from collections.abc import Iterator, Sequence

from harvest.export.tables import Exhibit
from harvest.site.charts import Picture, as_png, as_svg
from harvest.site.parts.compared.measured import Scale

_NAMES = {"time": "Timeline", "sizes": "Sizes"}


def exhibits(
    pictures: Sequence[Picture],
    outcomes: Sequence[Scale],
    ids: Sequence[str],
    below: Sequence[str],
    *,
    drawn: bool,
) -> Iterator[Exhibit]:
    """The pictures (``drawn``: as PNG with the lines ``below`` in them), and outcomes by trial."""
    for picture in pictures:
        svg = as_svg(picture, below, titled=False) if drawn else b""
        yield Exhibit(
            _NAMES[picture.name],
            picture.title,
            picture.columns,
            [[cell.text for cell in row] for row in picture.rows],
            picture.note,
            as_png(svg) if drawn else None,
        )
    if outcomes and len(ids) > 1:
        cells = [
            (
                scale.label,
                *(times.text if (times := scale.times.get(each)) else None for each in ids),
            )
            for scale in outcomes
        ]
        title = "Outcomes side by side: what each trial measures, and when"
        note = "Times as they were read from each trial’s outcomes."
        yield Exhibit("Outcomes", title, ("Outcome", *ids), cells, note)
