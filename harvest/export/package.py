"""Office files without the day and zone of the machine that wrote them: same table, same bytes."""

import io
import zipfile

from lxml import etree

_PROPERTIES = "docProps/core.xml"
_TIMES = ("{http://purl.org/dc/terms/}created", "{http://purl.org/dc/terms/}modified")
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP file can hold


def timeless(package: bytes) -> bytes:
    """The same package (Open Packaging Conventions) with no time in it but those of its content.

    The libraries that write such files put in when they did so, the ZIP entries even in local time.
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as there,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as here,
    ):
        for entry in there.infolist():
            body = there.read(entry)
            if entry.filename == _PROPERTIES:
                body = _without_times(body)
            part = zipfile.ZipInfo(entry.filename, _NO_TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            here.writestr(part, body)
    return out.getvalue()


def _without_times(properties: bytes) -> bytes:
    root = etree.fromstring(properties)
    for element in list(root):
        if element.tag in _TIMES:
            root.remove(element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
