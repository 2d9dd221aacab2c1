"""Files are parsed, and made records, once for each state that they are in."""

from pathlib import Path

from builders import BASE, PATHS, TODAY, written
from checklist_tool.reading import Once
from checklist_tool.repository import Entry, Repository
from checklist_tool.usecases import items


def entry(lists: Repository, name: str) -> Entry:
    [found] = lists.find(name)
    return found


def test_an_edit_reads_again_only_what_it_changes(tmp_path: Path):
    root, reader = written(tmp_path, BASE), Once()
    before = items.lists(root, reader)

    change = items.change(
        root, items.edit("siwang", items.assignments(["reason=甲"])), TODAY, reader=reader
    )

    after = change.lists
    assert entry(after, "siwang").item.reason == "甲"
    assert entry(before, "siwang").item.reason != "甲"
    assert entry(after, "minfa-2020-20").item is entry(before, "minfa-2020-20").item
    assert entry(after, "minfa-2020-20").source is entry(before, "minfa-2020-20").source


def test_what_somebody_else_wrote_in_between_is_read(tmp_path: Path):
    root, reader = written(tmp_path, BASE), Once()
    items.lists(root, reader)
    positive = root / PATHS["positive"]
    text = positive.read_text(encoding="utf-8").replace("死亡证明", "死亡情况证明")
    positive.write_text(text, encoding="utf-8")

    lists = items.lists(root, reader)

    assert entry(lists, "siwang").name == "死亡情况证明"
