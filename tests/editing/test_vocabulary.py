"""The words of an item beside an edit of it: they go where the item goes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builders import PATHS, TODAY, certificates, tree, vocabulary, written
from checklist_tool import editing
from checklist_tool.editing import items
from checklist_tool.editing.assign import ListLosesMost, assignment, removal
from checklist_tool.files import WorkingTree
from checklist_tool.repository import load

WORDS = PATHS["negative_words"]
RESERVE_WORDS = "data/vocabulary/reserve.yaml"
INSTEAD = "instead: [{what: 去派出所}]"
LISTS = tree(
    negative=certificates(
        f"id: yangquan\nname: 居民养犬证明\n{INSTEAD}",
        f"id: qinshu\nname: 亲属关系证明\n{INSTEAD}",
        verdict="refuse",
    ),
    reserve="title: 备库清单\nitems: []\n",
    negative_words=vocabulary(
        "id: yangquan\nnames: [狗证盖章]  # 来信\nasks:\n  - 我要养狗\n  - 小区让我办狗证",
        "id: qinshu\nasks: [我妈是我妈]",
    ),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return written(tmp_path, LISTS)


def sets(*typed: str) -> list:
    return [assignment(one) for one in typed]


def done(root: Path, decide: editing.Decide) -> editing.Change:
    change = editing.change(root, decide, TODAY)
    assert change.refused == []
    return change


def words(root: Path, path: str = WORDS) -> dict[str, dict[str, list[str]]]:
    """What stands in a file of the vocabulary, by id."""
    found = load(WorkingTree(root))[0].sources[path].data["items"]
    return {one["id"]: {key: one[key] for key in one if key != "id"} for one in found}


def test_a_way_of_asking_is_added_where_those_of_the_item_stand(root: Path):
    change = done(root, items.edit("yangquan", sets("asks+=遛狗要证吗", "日常叫法+=狗证明")))

    assert list(change.after) == [WORDS]
    assert words(root)["yangquan"] == {
        "names": ["狗证盖章", "狗证明"],
        "asks": ["我要养狗", "小区让我办狗证", "遛狗要证吗"],
    }
    assert "# 来信" in (root / WORDS).read_text(encoding="utf-8")


def test_one_edit_may_change_an_item_and_its_words(root: Path):
    change = done(root, items.edit("亲属关系证明", sets("purpose=公证", "names=[一家人证明]")))

    assert sorted(change.after) == [PATHS["negative"], WORDS]
    assert words(root)["qinshu"] == {"names": ["一家人证明"], "asks": ["我妈是我妈"]}


def test_the_first_words_of_a_list_make_its_file(root: Path):
    done(root, items.edit("siwang", sets("asks+=家里人走了")))

    assert (
        (root / PATHS["positive_words"]).read_text(encoding="utf-8")
        == """\
title: 正面清单查找用语
items:
  - id: siwang
    asks:
      - 家里人走了
"""
    )


def test_an_item_whose_last_word_goes_has_no_entry(root: Path):
    done(root, items.edit("qinshu", [removal("asks[0]")]))

    assert list(words(root)) == ["yangquan"]


def test_most_ways_of_asking_are_not_replaced_without_a_word(root: Path):
    with pytest.raises(ListLosesMost, match="我要养狗"):
        editing.change(root, items.edit("yangquan", sets("asks=养狗")), TODAY)

    done(root, items.edit("yangquan", sets("asks=养狗"), replace=True))

    assert words(root)["yangquan"]["asks"] == ["养狗"]


def test_a_line_of_the_vocabulary_means_the_item_that_it_is_about(root: Path):
    done(root, items.edit(f"{WORDS}:6", sets("purpose=办犬证")))

    assert "purpose: 办犬证" in (root / PATHS["negative"]).read_text(encoding="utf-8")


def test_words_of_no_item_are_mended_by_their_line(root: Path):
    written(root, {WORDS: vocabulary("id: qinshu-guanxi\nasks: [我妈是我妈]")})

    done(root, items.edit(f"{WORDS}:3", sets("id=qinshu")))

    assert words(root) == {"qinshu": {"asks": ["我妈是我妈"]}}


def test_an_item_under_another_id_keeps_its_words(root: Path):
    done(root, items.edit("qinshu", sets("id=qinshu-guanxi")))

    assert words(root)["qinshu-guanxi"] == {"asks": ["我妈是我妈"]}


def test_a_new_item_has_its_words(root: Path):
    typed = sets(
        "name=良民证明", "reason=有规定", "instead[0].what=去派出所", "basis+=minfa-2020-20",
        "sources+={title: 意见, url: https://www.mca.gov.cn/a.html}", "asks+=打工要良民证",
    )  # fmt: skip

    done(root, items.add("negative", typed))

    assert words(root)["liangmin"] == {"asks": ["打工要良民证"]}


def test_a_moved_item_takes_its_words_along_and_its_past_keeps_them(root: Path):
    done(
        root,
        items.move(
            "yangquan", "reserve", on=date(2026, 3, 1), reason="可以核对",
            basis=[{"policy": "minfa-2020-20"}],
            assignments=sets("verdict=issue", "asks+=三月起能开吗"),
        ),
    )  # fmt: skip

    before = ["我要养狗", "小区让我办狗证"]
    assert words(root)["yangquan-20260228"] == {"names": ["狗证盖章"], "asks": before}
    assert words(root, RESERVE_WORDS) == {
        "yangquan": {"names": ["狗证盖章"], "asks": [*before, "三月起能开吗"]}
    }


def test_an_item_on_the_wrong_list_takes_its_words_to_the_right_one(root: Path):
    done(root, items.correct("qinshu", "reserve"))

    assert list(words(root)) == ["yangquan"]
    assert words(root, RESERVE_WORDS) == {"qinshu": {"asks": ["我妈是我妈"]}}


def test_a_retired_item_keeps_its_words(root: Path):
    last = date(2026, 1, 31)

    done(root, items.retire("qinshu", last=last, today=TODAY, assignments=sets("asks+=以前能开吗")))

    assert words(root)["qinshu"] == {"asks": ["我妈是我妈", "以前能开吗"]}


def test_words_of_another_verdict_are_refused_at_their_line(root: Path):
    change = editing.change(root, items.edit("siwang", sets("names+=养犬证明")), TODAY)
    assert change.refused == []

    change = editing.change(root, items.edit("siwang", sets("names+=狗证盖章")), TODAY)

    [problem] = change.refused
    assert (problem.code, problem.place.path) == ("CK201", PATHS["positive_words"])
