"""The answer as the lists stood in force on a day."""

import json

import pytest

from builders import certificates, tree, written
from checklist_tool.search import answer, answer_text, build, store


@pytest.fixture
def index(tmp_path, monkeypatch):
    """居住证明 could be issued until the end of 2023; since then it is refused."""
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    texts = tree(
        positive=certificates("id: juzhu-jiu\nname: 居住证明\neffective_to: 2023-12-31"),
        negative=certificates(
            "id: juzhu\nname: 居住证明\neffective_from: 2024-01-01\ninstead: [{what: 居住证}]",
            verdict="refuse",
        ),
    )
    return store.Index(build.build(str(written(tmp_path / "lists", texts))))


@pytest.mark.parametrize(
    ("day", "verdict", "item"),
    [
        ("2020-05-01", "issue", "juzhu-jiu"),
        ("2023-12-31", "issue", "juzhu-jiu"),
        ("2024-01-01", "refuse", "juzhu"),
        ("2026-11-23", "refuse", "juzhu"),
    ],
)
def test_the_verdict_is_that_of_the_day(index, day, verdict, item):
    said = json.loads(answer.ask(index, "居住证明", day).as_json())

    assert (said["verdict"], said["as_of"]) == (verdict, day)
    assert [match["id"] for match in said["matches"]] == [item]


def test_a_changed_verdict_says_since_when(index):
    text = answer_text.text(answer.ask(index, "居住证明", "2026-11-23"))

    assert "2024-01-01 起不予出具，此前可以出具" in text


def test_the_verdict_before_the_change_does_not_speak_of_it(index):
    assert "此前" not in answer_text.text(answer.ask(index, "居住证明", "2023-01-01"))


def test_what_is_retired_without_a_last_day_never_answers(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    retired = tree(positive=certificates("id: jiu\nname: 旧证明\nstatus: retired"))
    index = store.Index(build.build(str(written(tmp_path / "lists", retired))))

    assert not answer.ask(index, "旧证明", "2026-11-23").found
