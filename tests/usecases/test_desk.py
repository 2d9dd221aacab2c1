"""The questions of the desk, as a page would ask them: values in, values out, nothing printed."""

import json
from datetime import date

import pytest

from builders import BASE, TODAY, aged, certificates, tree, written
from checklist_tool.problems import ChecklistError
from checklist_tool.usecases import desk, slips
from checklist_tool.usecases.conversation import Conversation
from checklist_tool.usecases.desk import Scope


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def root(tmp_path):
    """居住证明 has ended, 死亡证明 is in force, 收养证明 is refused."""
    ended = "id: juzhu\nname: 居住证明\nstatus: retired\neffective_to: 2023-12-31"
    texts = tree(
        positive=certificates(ended, "id: siwang\nname: 死亡证明\naliases: [家里证明]"),
        negative=certificates("id: shouyang\nname: 收养证明\naliases: [家里证明]"),
    )
    return aged(written(tmp_path / "lists", texts))


def test_a_question_is_answered_and_nothing_is_printed(root, capfd):
    found = desk.ask(desk.opened(root), "死亡证明", TODAY)

    assert (found.level, json.loads(found.as_json())["matches"][0]["id"]) == ("sure", "siwang")
    assert capfd.readouterr() == ("", "")


def test_whoever_waits_is_told_once_that_the_index_is_built(root):
    built = []

    for _ in range(2):
        desk.opened(root, lambda: built.append(1))

    assert built == [1]


def test_an_item_outside_of_the_scope_that_answers_better_is_named(root):
    index, scope = desk.opened(root), Scope(list_name="positive")

    assert "负面清单上有“收养证明”" in desk.outside(
        desk.ask(index, "收养证明", TODAY, scope), scope
    )
    assert desk.outside(desk.ask(index, "死亡证明", TODAY, scope), scope) == ""
    assert desk.outside(desk.ask(index, "手机贴膜", TODAY), Scope()) == ""


@pytest.mark.parametrize(
    ("items", "day", "said"),
    [
        (
            ["effective_from: 2020-04-28", ""],
            "2020-04-27",
            "那一天还没有清单：事项最早从 2020-04-28",
        ),
        (["effective_from: 2020-04-28", ""], "2020-04-28", "按 2020-04-28 有效的清单"),
        (["effective_from: 2020-04-28"], "2019-01-01", "那一天还没有清单"),
        (["", ""], "2025-12-31", "那一天还没有清单：事项最早从 2026-01-01 起"),
        (["effective_to: 2023-12-31", ""], "2020-01-01", "按 2020-01-01 有效的清单"),
        (["", ""], "2027-01-01", "按 2027-01-01 有效的清单"),
        (["", ""], TODAY.isoformat(), ""),
    ],
)
def test_another_day_is_told_and_one_before_the_lists_began(tmp_path, items, day, said):
    several = [f"id: x{at}\nname: 证明{at}\n{one}".strip() for at, one in enumerate(items)]
    texts = tree(positive=certificates(*several))
    index = desk.opened(written(tmp_path / "lists", texts))

    told = desk.told_of_day(index, date.fromisoformat(day), TODAY)

    assert said in told
    assert bool(told) is bool(said)


def test_a_list_without_items_of_the_kind_is_no_scope():
    with pytest.raises(ChecklistError, match="没有这一种事项"):
        Scope("service", "negative")


def test_the_items_are_those_of_the_day_list_by_list(root):
    index = desk.opened(root)

    then = [item.id for item in desk.items(index, Scope(), date(2023, 12, 31))]
    now = [item.id for item in desk.items(index, Scope(), TODAY)]
    every = [item.id for item in desk.items(index, Scope(list_name="positive"), TODAY, every=True)]

    assert then == ["juzhu", "siwang", "shouyang"]
    assert now == ["siwang", "shouyang"]
    assert every == ["juzhu", "siwang"]


def test_an_item_is_given_by_id_or_name_with_its_place(root):
    index = desk.opened(root)

    [by_id], [by_name] = (desk.named(index, said, TODAY) for said in ("siwang", "死亡证明"))

    assert by_id.as_json() == by_name.as_json()
    assert by_id.as_json()["path"] == "data/lists/certificates/positive.yaml"
    assert by_id.rows()[-1][1] == [f"{by_id.as_json()['path']}:{by_id.as_json()['line']}"]


def test_an_unknown_item_is_refused_with_a_name_that_is_near(root):
    with pytest.raises(ChecklistError) as refused:
        desk.named(desk.opened(root), "死亡证", TODAY)

    assert "死亡证明" in refused.value.hint


class TestAConversation:
    @pytest.fixture
    def talk(self, root):
        def ask(index, words):
            return desk.ask(index, words, TODAY)

        return Conversation(lambda: desk.opened(root), ask)

    def test_an_answer_that_is_sure_says_which_item_is_meant(self, talk):
        talk.ask("死亡证明")

        assert talk.item() == "siwang"

    def test_before_a_question_nothing_can_be_chosen(self, talk):
        with pytest.raises(ChecklistError, match="没有可选的项"):
            talk.choose(1)
        with pytest.raises(ChecklistError, match="没有找到事项"):
            talk.item()

    def test_of_several_one_must_be_chosen_and_the_next_question_forgets_it(self, talk):
        talk.ask("家里证明")
        with pytest.raises(ChecklistError, match="还没有确定"):
            talk.item()

        talk.choose(2)
        chosen = talk.item()
        talk.ask("家里证明")

        assert chosen == talk.answer.offered[1][1][0]
        assert talk.chosen is None

    def test_a_number_that_is_not_offered_keeps_the_choice(self, talk):
        talk.ask("死亡证明")
        talk.choose(1)

        with pytest.raises(ChecklistError, match="没有第 9 项"):
            talk.choose(9)
        assert talk.chosen == 0

    def test_names_are_completed(self, talk):
        assert talk.beginning("si") == ["死亡证明"]
        assert talk.beginning("") == talk.beginning("\udcff") == []


class TestASlip:
    @pytest.fixture
    def lists(self, tmp_path):
        return written(tmp_path / "slips", BASE)

    def test_a_slip_is_made_and_verified(self, lists, capfd):
        slip = slips.made(lists, "死亡证明", TODAY)

        verified = slips.verified(lists, slip.code)

        assert verified.slip == slip
        assert verified.as_json() == {"valid": True, "commit": None} | slips.as_json(slip)
        assert capfd.readouterr() == ("", "")

    def test_a_code_that_is_mistyped_is_told_from_one_that_is_unknown(self, lists):
        code = slips.made(lists, "siwang", TODAY).code
        path = lists / "data/lists/certificates/positive.yaml"
        path.write_text(
            path.read_text(encoding="utf-8").replace("没有医院出具", "没有医院开具"),
            encoding="utf-8",
        )

        unknown, mistyped = slips.verified(lists, code), slips.verified(lists, "1118")

        assert (unknown.slip, unknown.reason) == (None, "unknown")
        assert mistyped.as_json() == {
            "code": "1118", "valid": False, "reason": "mistyped", "message": mistyped.message,
        }  # fmt: skip
