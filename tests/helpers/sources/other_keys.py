"""Keys of trials of other registries and of papers without a PMID, and rows under them."""

TRIALS = {
    "ISRCTN62918594": "isrctn",
    "2023-505613-24": "ctis",
    "EUCTR2018-004758-39-IT": "eudract",
    "ChiCTR2000029990": "chictr",
    "CTRI/2020/01/022800": "ctri",
}
SICI = "doi:10.1002/(sici)1097-0258(19980815/30)17:15<1661::aid-sim968>3.0.co;2-2"
PAPERS = ("PPR123", "doi:10.1000/x", SICI, "doi:10.1000//a/../b?c#d&e=f%20\"g'.ris", "import:abc")
KEYS = (*TRIALS, *PAPERS)


def kind_of(key: str) -> str:
    return "article" if key in PAPERS else "trial"


def renamed(
    rows: list[tuple[str, tuple[object, ...]]], key: str
) -> list[tuple[str, tuple[object, ...]]]:
    """The same rows under another key, without what names a PMID or an NCT number."""
    kept = [each for each in rows if each[0] not in ("databanks", "authors", "trial_references")]
    return [(table, (key, *values[1:])) for table, values in kept]
