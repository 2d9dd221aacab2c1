"""Changes, history and counts, as a page would ask for them; nothing is printed."""

import pytest

from builders import BASE, PATHS, TODAY, aged, git, written
from checklist_tool.problems import ChecklistError
from checklist_tool.usecases import asked_most, desk, history
from checklist_tool.usecases.comparing import compared
from checklist_tool.usecases.conversation import Conversation

POSITIVE = PATHS["positive"]


@pytest.fixture(autouse=True)
def homes(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def root(tmp_path):
    """Lists with one commit."""
    root = written(tmp_path / "lists", BASE)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "first")
    return root


def rewrite(root, old, new):
    path = root / POSITIVE
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_two_versions_are_compared_and_named(root, capfd):
    rewrite(root, "死亡证明", "死亡情况证明")

    found = compared(root, [])

    assert [change.entry.id for change in found.changes.entries] == ["siwang"]
    assert found.title().endswith("→ 工作区")
    assert "死亡情况证明" in found.markdown()
    assert list(found.as_json())[:3] == ["before", "after", "formatting_only"]
    assert capfd.readouterr() == ("", "")


def test_another_way_of_writing_is_no_change(root):
    rewrite(root, "title: 正面清单", 'title: "正面清单"')

    found = compared(root, ["HEAD"])

    assert (bool(found.changes), found.formatting) == (False, True)


def test_only_one_item_is_compared_where_one_is_named(root):
    rewrite(root, "死亡证明", "死亡情况证明")

    assert compared(root, [], item="siwang").changes
    assert not compared(root, [], list_name="negative").changes
    with pytest.raises(ChecklistError, match="没有编号或名称"):
        compared(root, [], item="没有的")


def test_the_history_of_an_item_comes_commit_by_commit(root):
    rewrite(root, "死亡证明", "死亡情况证明")
    unsaved = history.has_more(root)
    git(root, "commit", "-q", "-a", "-m", "second")

    events = list(history.of_item(root, "siwang"))

    assert [event.commit.subject for event in events] == ["second", "first"]
    assert "author" not in history.as_json(events[0], author=False)
    assert (unsaved, history.has_more(root)) == (True, False)


def test_an_item_that_never_was_has_no_history(root):
    with pytest.raises(ChecklistError, match="现在和历史里都没有"):
        list(history.of_item(root, "没有的"))


def test_what_is_asked_for_is_counted_from_the_start_to_the_stop(root):
    aged(root)
    talk = Conversation(
        lambda: desk.opened(root), lambda index, words: desk.ask(index, words, TODAY)
    )
    talk.ask("死亡证明")

    file = asked_most.start(root)
    talk.ask("死亡证明")
    [asked] = asked_most.counted(desk.opened(root))
    asked_most.stop(root)

    assert (asked.item, asked.times) == ("siwang", 1)
    assert not asked_most.is_counted(root)
    assert not file.exists()
