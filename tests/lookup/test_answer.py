"""The answer as text and as JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import golden
from checklist_tool.lookup import answer, desk

DAY = "2026-11-23"


def ask(index, query, **narrowed):
    return answer.ask(index, query, DAY, **narrowed)


@pytest.mark.parametrize(
    ("query", "verdict", "list_name"),
    [
        ("亲属关系证明", "refuse", "negative"),
        ("收养证明", "issue", "positive"),
        ("居住证明", "conditional", "reserve"),
    ],
)
def test_a_clear_match_gives_its_verdict(index, query, verdict, list_name):
    said = json.loads(ask(index, query, kind="certificate").as_json())

    assert said["verdict"] == verdict
    assert said["matches"][0]["list"] == list_name


def test_where_several_fit_each_is_a_line_and_none_is_given_as_the_answer(index):
    found = ask(index, "身份证")
    names = [row[3] for _, row in found.matches]

    text = found.as_text()

    assert found.unsure
    assert text.startswith("几项都像")
    assert [name for name in names if f"】{name}（" in text] == names
    assert len(names) > 1
    assert "理由  " not in text
    assert "理由  " in found.as_text(chosen=1)


def test_nothing_found_gives_the_off_list_rule(index):
    said = json.loads(ask(index, "驾驶证换证", kind="certificate").as_json())

    assert said["verdict"] == "not_listed"
    assert said["matches"] == []
    assert "有权拒绝" in said["off_list"]["answer"]


def test_json_has_the_stable_keys(index):
    said = json.loads(ask(index, "死亡证明").as_json())

    assert list(said) == ["query", "as_of", "edition", "verdict", "matches"]
    assert list(said["edition"]) == ["title", "issued_on", "revision"]
    assert list(said["matches"][0]) == [
        "id", "kind", "name", "list", "verdict", "score", "matched_on", "source", "item",
    ]  # fmt: skip


def test_a_service_item_has_no_verdict(index):
    said = json.loads(ask(index, "低保申请", kind="service").as_json())

    assert said["verdict"] is None
    assert said["matches"][0]["kind"] == "service"


def test_the_limit_holds(index):
    assert len(ask(index, "结婚证", limit=1).matches) == 1


@given(st.text(max_size=60))
def test_any_words_give_valid_json_and_text(index, query):
    found = ask(index, query)

    assert json.loads(found.as_json())["matches"] is not None
    assert found.as_text(60, colour=True).endswith("\n")


@pytest.mark.parametrize(
    ("name", "query", "narrowed"),
    [
        ("refuse", "亲属关系证明", {"kind": "certificate"}),
        ("issue", "收养证明", {"kind": "certificate"}),
        ("conditional", "居住证明", {"kind": "certificate"}),
        ("not_listed", "驾驶证换证", {"kind": "certificate"}),
        ("service", "低保申请", {"kind": "service"}),
    ],
)
def test_the_answer_reads_as_it_did(index, name, query, narrowed):
    text = ask(index, query, **narrowed).as_text(78)

    assert text == golden(f"answer/{name}.txt", text)


def test_no_line_is_wider_than_asked(index):
    from unicodedata import east_asian_width

    text = ask(index, "亲属关系证明").as_text(60)

    for line in text.splitlines()[1:]:
        columns = sum(2 if east_asian_width(char) in "WF" else 1 for char in line)
        assert columns <= 60 or "http" in line


class _Console:
    """A terminal of a code page that lacks most characters."""

    encoding = "ascii"

    def __init__(self):
        self.written = b""
        self.buffer = self

    def isatty(self):
        return True

    def flush(self):
        pass

    def write(self, data):
        self.written += data


def test_a_console_that_cannot_show_a_character_does_not_crash():
    console = _Console()

    desk.say(console, "【不予出具】x\n")

    assert console.written == b"??????x\n"
