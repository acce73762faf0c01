"""Registrations of studies in several registries, written straight into a store."""

import json

from harvest.evidence import NOBODY, update
from harvest.judgements.model import Judgements
from harvest.rows.trial import GROUPED_BY_WHO
from harvest.store import Store
from tests.helpers.bases.linked import NOW, TOPIC, fill, trial
from tests.helpers.bases.work_base import row

REGISTRIES = {
    "NCT": "nct",
    "ISR": "isrctn",
    "EUC": "eudract",
    "202": "ctis",
    "jRC": "jrct",
    "UMI": "umin",
    "Chi": "chictr",
    "DRK": "drks",
    "IRC": "irct",
    "TCT": "tctr",
    "KCT": "kct",
}


def registered(
    store: Store, key: str, *numbers: str, grouped: tuple[str, ...] = (), **values: object
) -> None:
    """One registration with its other numbers, and those with which WHO groups it."""
    registry = REGISTRIES[key[:3]]
    fill(
        store,
        trial(key, registry=registry, nct_id=key if registry == "nct" else None, **values),
        *(row("trial_ids", key, n, "secondary", text) for n, text in enumerate(numbers, 1)),
        *(
            row("trial_ids", key, n, "secondary", text, None, GROUPED_BY_WHO)
            for n, text in enumerate(grouped, len(numbers) + 1)
        ),
    )


def copied(store: Store, key: str, *numbers: str, grouped: tuple[str, ...] = ()) -> None:
    """What WHO's copy of a registration says of its numbers."""
    said = [(text, None) for text in numbers] + [(text, GROUPED_BY_WHO) for text in grouped]
    store.connection.execute(
        "INSERT INTO copies VALUES ('ictrp', 'trial', ?, ?, '0', 'c', '', ?, 'test')",
        (key, NOW, json.dumps(said)),
    )


def worked_out(store: Store, judged: Judgements = NOBODY) -> set[tuple[str, str, str, str]]:
    """The relations that numbers and persons make, in both directions: numbers, rule, relation."""
    update(store, TOPIC, judged)
    return {
        (one, two, rule, relation)
        for one, two, rule, relation in store.connection.execute(
            "SELECT trial_id, other_trial_id, rule, relation FROM same_study "
            "WHERE withdrawn_on IS NULL AND rule <> 'candidate'"
        )
    }


def both(one: str, two: str, rule: str, relation: str = "same") -> set[tuple[str, str, str, str]]:
    """A finding in both directions: what the second is to the first, and back."""
    turned = {"extension": "parent", "parent": "extension"}.get(relation, relation)
    return {(one, two, rule, relation), (two, one, rule, turned)}


def studies(store: Store) -> dict[str, str]:
    """By registration of a study with several, the one by which the study is known."""
    return dict(store.connection.execute("SELECT trial_id, study_id FROM study_members").fetchall())
