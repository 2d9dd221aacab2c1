"""`log`: one item through a real history."""

import json

import pytest

from builders import PATHS, certificates, git, golden, tree, written
from checklist_tool import cli

REST = "id: rest\nname: 别的证明"
ITEM = "id: juzhu\nname: 居住证明"


def committed(root, subject, **named):
    for path in root.glob("data/**/*.yaml"):
        path.unlink()
    written(root, tree(**named))
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", subject)


def listed(*items, verdict="refuse"):
    return certificates(*items, REST, verdict=verdict)


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKLIST_CACHE", str(tmp_path / "cache"))
    lists = tmp_path / "lists"
    lists.mkdir()
    git(lists, "init", "-q", "-b", "main")
    return lists


def log(capfd, root, *words):
    code = cli.run(["log", *words, "--root", str(root)])
    return code, *capfd.readouterr()


def story(capfd, root, *words):
    """What happened to the item: the subject of each commit, and what was done."""
    events = json.loads(log(capfd, root, *words, "--json")[1])
    return [
        (event["subject"], [act for change in event["changes"] for act in change["acts"]])
        for event in events
    ]


def test_an_item_is_followed_through_moves_names_and_ids(root, capfd):
    committed(root, "1 first", reserve=listed(ITEM))
    other = certificates(ITEM, "id: rest\nname: 别的证明的新名", verdict="refuse")
    committed(root, "2 another item", reserve=other)
    committed(root, "3 comment", reserve="# 说明\n" + other.replace("居住证明", "居住证明  # 名称"))
    committed(root, "4 move", negative=listed(ITEM))
    committed(root, "5 rename", negative=listed("id: juzhu\nname: 居住情况证明"))
    committed(root, "6 id", negative=listed("id: juzhu-qingkuang\nname: 居住情况证明"))

    found = story(capfd, root, "居住情况证明")

    assert found == [
        ("6 id", ["renumbered"]), ("5 rename", ["renamed"]), ("4 move", ["moved"]),
        ("1 first", ["added"]),
    ]  # fmt: skip
    assert story(capfd, root, "juzhu-qingkuang", "-n", "2") == found[:2]


def test_the_story_of_an_item_as_text(root, capfd):
    committed(root, "Lists of the first edition", reserve=listed(ITEM))
    committed(root, "Move 居住证明 to the negative list", negative=listed(ITEM))
    renamed = "id: juzhu\nname: 居住情况证明\naliases: [居住证明, 住址证明]"
    committed(root, "Rename 居住证明", negative=listed(renamed))

    _, out, _ = log(capfd, root, "juzhu")

    for number, (commit, day) in enumerate(
        line.split() for line in git(root, "log", "--format=%h %as").splitlines()
    ):
        out = out.replace(f"{commit}  {day}", f"{number}000000  2026-03-0{3 - number}")
    assert out == golden("log/text", out)


def test_an_item_that_was_removed_and_came_back(root, capfd):
    committed(root, "1", negative=listed(ITEM))
    committed(root, "2", negative=listed())
    committed(root, "3", negative=listed(ITEM))
    committed(root, "4", negative=listed())

    expected = [("4", ["removed"]), ("3", ["added"]), ("2", ["removed"]), ("1", ["added"])]
    assert story(capfd, root, "juzhu") == expected
    assert story(capfd, root, "居住证明") == expected


def test_a_new_default_verdict_of_the_list_is_told(root, capfd):
    committed(root, "1", negative=listed(ITEM, verdict="refuse"))
    committed(root, "2", negative=listed(ITEM, verdict="issue"))

    assert story(capfd, root, "juzhu") == [("2", ["verdict"]), ("1", ["added"])]


def test_a_commit_with_broken_yaml_is_told_and_the_next_compared_with_the_last_sound(root, capfd):
    committed(root, "1", negative=listed(ITEM))
    committed(root, "2 broken", negative="items: [" + listed(ITEM))
    committed(root, "3 mended", negative=listed(ITEM + "\ntime_limit: 三天"))

    events = json.loads(log(capfd, root, "juzhu", "--json")[1])

    assert [event["subject"] for event in events] == ["3 mended", "2 broken", "1"]
    assert [field["heading"] for field in events[0]["changes"][0]["fields"]] == ["时限"]
    assert [fault["code"] for fault in events[1]["faults"]] == ["CK009"]
    assert events[1]["changes"] == []


def test_an_item_that_does_not_fit_for_a_while_is_not_gone(root, capfd):
    committed(root, "1", negative=listed(ITEM))
    committed(root, "2", negative=listed(ITEM + "\ntime_limt: 三天"))
    committed(root, "3", negative=listed(ITEM))

    _, out, _ = log(capfd, root, "juzhu")

    assert "这一次提交以后读不了：data/lists/certificates/negative.yaml:6:5: CK022" in out
    assert out.count("新增") == 1
    assert "删去" not in out


def test_a_merge_is_told_only_where_it_agrees_with_neither_side(root, capfd):
    committed(root, "1", negative=listed(ITEM))
    git(root, "checkout", "-q", "-b", "side")
    committed(root, "2 side", negative=listed(ITEM + "\ntime_limit: 三天"))
    git(root, "checkout", "-q", "main")
    committed(root, "2 main", negative=listed(ITEM), handle="title: 为民办事\nitems: []\n")
    git(root, "merge", "-q", "--no-edit", "-m", "3 merge", "side")

    found = story(capfd, root, "juzhu")

    assert found == [("2 side", ["changed"]), ("1", ["added"])]

    git(root, "checkout", "-q", "-b", "other")
    committed(root, "4 other", negative=listed(ITEM + "\ntime_limit: 四天"))
    git(root, "checkout", "-q", "main")
    committed(root, "4 main", negative=listed(ITEM + "\ntime_limit: 五天"))
    git(root, "merge", "-q", "-s", "ours", "--no-commit", "other")
    written(root, tree(negative=listed(ITEM + "\ntime_limit: 六天")))
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "5 merge")

    _, out, _ = log(capfd, root, "juzhu")
    assert "（合并）5 merge" in out
    assert "时限：五天 → 六天" in out


def test_a_shallow_clone_says_where_its_history_ends(root, tmp_path, capfd):
    committed(root, "1", negative=listed(ITEM))
    committed(root, "2", negative=listed(ITEM + "\ntime_limit: 三天"))
    committed(root, "3", negative=listed(ITEM + "\ntime_limit: 四天"))
    clone = tmp_path / "clone"
    git(root, "clone", "-q", "--depth", "2", root.as_uri(), str(clone))

    _, out, _ = log(capfd, clone, "juzhu")
    events = json.loads(log(capfd, clone, "juzhu", "--json")[1])

    assert "这里是浅克隆的尽头" in out
    assert [event["earlier_missing"] for event in events] == [False, True]


def test_a_meeting_or_the_edition_goes_by_its_file(root, capfd):
    committed(root, "1")
    committed(root, "2", edition=tree()[PATHS["edition"]].replace("第1期", "第2期"))

    assert story(capfd, root, "edition") == [("2", ["changed"]), ("1", ["added"])]


def test_no_person_is_named_unless_asked_for(root, capfd):
    committed(root, "1", negative=listed(ITEM))

    assert "编辑" not in log(capfd, root, "juzhu")[1] + log(capfd, root, "juzhu", "--json")[1]
    assert "编辑" in log(capfd, root, "juzhu", "--author")[1]


def test_what_was_never_there_is_told_with_a_near_name(root, capfd):
    committed(root, "1", negative=listed(ITEM))

    code, out, err = log(capfd, root, "居住证")

    assert (code, out) == (2, "")
    assert "是不是：居住证明" in err


def test_what_is_not_committed_is_told(root, capfd):
    committed(root, "1")
    written(root, tree(negative=listed(ITEM)))

    code, out, err = log(capfd, root, "juzhu")

    assert (code, out) == (1, "")
    assert "“juzhu”还没有提交过" in err
    assert "checklist diff" in err


def test_only_files_that_say_something_else_of_the_item_are_read(root, capfd, monkeypatch):
    from checklist_tool.changes import history

    for number in range(20):
        committed(root, f"{number}", negative=listed(ITEM, f"id: x\nname: 第 {number} 次"))
    read = []
    load = history.load
    monkeypatch.setattr(history, "load", lambda tree: read.extend(tree.paths()) or load(tree))

    assert story(capfd, root, "juzhu") == [("0", ["added"])]
    assert read.count(PATHS["negative"]) == 1
