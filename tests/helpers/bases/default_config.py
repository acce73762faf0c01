"""The configuration as it comes, its addresses turned to stand-ins."""

import re
from pathlib import Path

from harvest.standin import StandIn
from tests.helpers.places import ROOT

_SERVICES = {
    "clinicaltrials.gov/api/v2": "clinicaltrials_url",
    "eutils.ncbi.nlm.nih.gov/entrez/eutils": "eutils_url",
    "id.nlm.nih.gov/mesh": "mesh_url",
    "www.isrctn.com/api": "isrctn_url",
    "euclinicaltrials.eu/ctis-public-api": "ctis_url",
}


def default_config(target: Path, standin: StandIn) -> Path:
    """Write config.toml into a folder: not a word changed but the addresses and their rates."""
    text = (ROOT / "config.toml").read_text("utf-8")
    for address, name in _SERVICES.items():
        found = f'base_url = "https://{address}"'
        assert text.count(found) == 1
        here = f'base_url = "{getattr(standin, name)}"\nrequests_per_second = 1000.0'
        text = text.replace(found, here)
    text = re.sub(r"(?m)^requests_per_second = [12]\.[05].*\n", "", text)
    target.joinpath("config.toml").write_text(text, "utf-8")
    return target / "config.toml"
