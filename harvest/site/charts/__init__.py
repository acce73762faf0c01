"""Pictures as server-side SVG: pure functions from data to markup.

They need no script and no other host, print as they stand, and take their colours from the page
(``static/pictures.css``), so that they follow its light or dark dress. What is drawn can be read: a
picture has a title and a description, marks lead to pages, and :class:`Picture` keeps its table.
"""

from harvest.site.charts.bars import Bar, bars
from harvest.site.charts.boxes import Box, boxes
from harvest.site.charts.columns import Column, columns
from harvest.site.charts.files import as_png, as_svg
from harvest.site.charts.matrix import matrix
from harvest.site.charts.picture import SMALL, Cell, Picture, kind_of_status, on_both
from harvest.site.charts.timeline import Span, is_past, timeline
from harvest.site.charts.world import Around, SitePoint, site_map

__all__ = [
    "SMALL",
    "Around",
    "Bar",
    "Box",
    "Cell",
    "Column",
    "Picture",
    "SitePoint",
    "Span",
    "as_png",
    "as_svg",
    "bars",
    "boxes",
    "columns",
    "is_past",
    "kind_of_status",
    "matrix",
    "on_both",
    "site_map",
    "timeline",
]
