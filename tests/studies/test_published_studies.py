"""Each registration has its study in the public file, and each study its counts.

Relies on nothing beside the program.
"""

from pathlib import Path

from harvest.publish import publish
from tests.helpers.bases.publications import rows
from tests.helpers.bases.work_base import NOW, execute, filled


def test_a_registration_on_its_own_is_a_study(tmp_path: Path) -> None:
    config = filled(tmp_path, 3, 3)
    publish(config)
    assert rows(config, "SELECT study_id = trial_id FROM trials") == [(1,)] * 3
    studies = rows(config, "SELECT study_id, registrations, title, disagreements FROM studies")
    title = "Umbilical cord mesenchymal stem cells in cirrhosis"
    assert studies == [(f"NCT9000000{n}", 1, f"{title} {n}", 0) for n in (1, 2, 3)]


def test_registrations_joined_are_counted_once_and_share_their_papers(tmp_path: Path) -> None:
    config = filled(tmp_path, 3, 3)
    for number in (1, 2):
        execute(
            config.store.path,
            "INSERT INTO study_members VALUES (?, 'NCT90000001')",
            (f"NCT9000000{number}",),
        )
    for field in ("status", "enrollment"):
        execute(
            config.store.path,
            "INSERT INTO study_disagreements VALUES ('NCT90000001', 'NCT90000001', 'NCT90000002', "
            "?, 'COMPLETED', NULL, 'RECRUITING', 'ACTUAL', NULL)",
            (field,),
        )
    publish(config)
    assert rows(config, "SELECT study_id, registrations, disagreements FROM studies") == [
        ("NCT90000001", 2, 2),
        ("NCT90000003", 1, 0),
    ]
    assert rows(config, "SELECT study_id, article_id, trial_id, relation FROM study_articles") == [
        ("NCT90000001", "90000001", "NCT90000001", "results"),
        ("NCT90000001", "90000002", "NCT90000002", "results"),
        ("NCT90000003", "90000003", "NCT90000003", "results"),
    ]
    assert rows(
        config,
        "SELECT field_label, value_label, other_value_label FROM study_disagreements "
        "ORDER BY field DESC",
    ) == [("Status", "Completed", "Recruiting (actual)"),
          ("Participants", "COMPLETED", "RECRUITING (actual)")]  # fmt: skip


def test_a_study_whose_only_registration_was_removed_counts_none(tmp_path: Path) -> None:
    config = filled(tmp_path, 3, 0)
    execute(
        config.store.path, "UPDATE records SET removed_on = ? WHERE id = 'NCT90000002'", (NOW[:10],)
    )
    publish(config)
    assert rows(config, "SELECT registrations FROM studies ORDER BY study_id") == [(1,), (0,), (1,)]


def test_every_rule_by_number_is_published_the_most_dependable_first(tmp_path: Path) -> None:
    config = filled(tmp_path, 1, 0)
    publish(config)
    rules = [
        rule for (rule,) in rows(config, "SELECT rule FROM same_study_rules ORDER BY position")
    ]
    assert rules == [
        *("same_number", "follows_from", "names_the_other"),
        *("same_who_number", "name_the_same", "who_grouping"),
    ]
