"""The glossary has the terms that the code has, each once and with the same word."""

from collections import Counter

import pytest

from checklist_tool.model import admission, intervention, signboard
from checklist_tool.model.answers import LEVELS
from checklist_tool.model.base import PROVENANCES
from checklist_tool.model.kinds import DESK, LISTS, VERDICTS
from conftest import ROOT

PAGE = (ROOT / "docs" / "reference" / "glossary.md").read_text(encoding="utf-8")
CELLS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| `")
]
TERMS = [(identifier.strip("`"), term) for identifier, term, _, _ in CELLS]


@pytest.mark.parametrize(
    "words",
    [
        DESK, LISTS, VERDICTS, LEVELS, admission.ACTS, admission.OUTCOMES, intervention.ACTS,
        intervention.OUTCOMES, intervention.WAYS, signboard.SPOTS, signboard.TREATMENTS,
        PROVENANCES,
    ],
)  # fmt: skip
def test_every_word_of_the_code_is_in_the_glossary(words):
    assert set(words.items()) <= set(TERMS)


def test_every_term_stands_there_once():
    assert [term for term, times in Counter(TERMS).items() if times > 1] == []


def test_every_source_is_one_that_the_page_names():
    named = {line[4:].partition("**")[0] for line in PAGE.splitlines() if line.startswith("- **")}

    assert {source for *_, source in CELLS} <= named
