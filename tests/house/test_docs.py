"""The documentation says what the program does.

Relies on nothing beside the program.
"""

import re

import pytest

from harvest import docs
from harvest.paths import CHECKOUT


@pytest.mark.parametrize("page", docs.pages(), ids=lambda page: page.name)
def test_generated_parts_are_up_to_date(page):
    text = page.read_text("utf-8")
    assert docs.render(text) == text, "run `make docs`"


def test_the_readme_names_every_make_target_that_a_user_runs():
    readme = (CHECKOUT / "README.md").read_text("utf-8")
    makefile = (CHECKOUT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))
    assert {t for t in targets if f"make {t}" in readme} >= targets - {"help", "lock", "clean"}


def test_links_between_documents_lead_to_files():
    for page in docs.pages():
        for target in re.findall(
            r"\]\((?!https?:|#|/db/queries/)([^)#]+)", page.read_text("utf-8")
        ):
            path = CHECKOUT / target[1:] if target.startswith("/") else page.parent / target
            assert path.exists(), f"{page.name}: {target}"
