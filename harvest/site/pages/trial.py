"""The page of one trial."""

from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from harvest.site.page import page, read, read_one

_PARTS = (
    "trial", "trial_arms", "trial_interventions", "trial_outcomes", "trial_locations",
    "trial_officials", "trial_sponsors", "trial_papers", "trial_mesh", "trial_searches",
    "trial_numbers",
)  # fmt: skip

_COLUMNS = urlencode(
    [
        ("_col", name)
        for name in (
            "brief_title", "status_label", "phase_label", "enrollment", "countries", "start_date",
            "lead_sponsor", "last_updated",
        )
    ]
)  # fmt: skip


async def trial(datasette: Datasette, request: Request) -> Response:
    """One trial; a former number, or one in small letters, leads to the number that stands."""
    asked = request.url_vars["nct_id"]
    parts = await read(datasette, *((part, {"nct_id": asked}) for part in _PARTS))
    shown = dict(zip(_PARTS, parts, strict=True))
    if not shown["trial"]:
        alias = await read_one(datasette, "alias", kind="trial", alias=asked.upper())
        if alias is not None:
            return Response.redirect(f"/trials/{alias['id']}")
        raise NotFound(f"No trial {asked} is held here.")
    parts_shown = {name.removeprefix("trial_"): rows for name, rows in shown.items()}
    return page(datasette, "trial.html", {**parts_shown, "trial": shown["trial"][0]})


async def trials(datasette: Datasette, request: Request) -> Response:
    """The list of trials, as a table to filter; what was asked for is passed on."""
    asked = f"&{request.query_string}" if request.query_string else ""
    return Response.redirect(f"/evidence/trials?{_COLUMNS}{asked}")


ROUTES = [(r"^/trials$", trials), (r"^/trials/(?P<nct_id>[A-Za-z0-9]{1,20})$", trial)]
