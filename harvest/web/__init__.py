"""The one network door: nothing else in the program opens a connection to a registry."""

from harvest.web.door import PROBE, Door, Limits, Params, Refused, Stopped
from harvest.web.failures import http_date
from harvest.web.recording import Recording
from harvest.web.transport import user_agent
from harvest.web.verdicts import (
    Answer,
    Expected,
    Judge,
    Verdict,
    generic_judge,
    is_html,
    is_whole_json,
    is_whole_xml,
)

__all__ = [
    "PROBE",
    "Answer",
    "Door",
    "Expected",
    "Judge",
    "Limits",
    "Params",
    "Recording",
    "Refused",
    "Stopped",
    "Verdict",
    "generic_judge",
    "http_date",
    "is_html",
    "is_whole_json",
    "is_whole_xml",
    "user_agent",
]
