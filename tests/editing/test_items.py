"""Add, edit, move and retire: what they make of the lists."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builders import BASE, PATHS, TODAY, certificates, tree, written
from checklist_tool import editing
from checklist_tool.editing import items
from checklist_tool.editing.assign import assignment, removal
from checklist_tool.files import WorkingTree
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import load

POSITIVE, NEGATIVE, RESERVE = PATHS["positive"], PATHS["negative"], PATHS["reserve"]
ANSWERS = "data/answers.yaml"
BASIS = [{"policy": "minfa-2020-20", "article": "附件"}]

LISTS = tree({
    NEGATIVE: """\
title: 负面清单
verdict: refuse
items:
  # 2020 年的第一批
  - id: yangquan   # 老编号
    name: '居民养犬证明'
    reason: 有规定   # 来函
    instead: [{what: 去派出所}]
    sources:
      - title: 意见
        url: https://www.mca.gov.cn/a.html
    # 待补依据

  - id: qinshu
    name: 亲属关系证明
    reason: 有规定
    instead:
      - what: 出示户口簿
    sources:
      - {title: 意见, url: "https://www.mca.gov.cn/a.html"}
""",
    RESERVE: "title: 备库清单\nitems: []\n",
})  # fmt: skip


def sets(*typed: str) -> list:
    return [assignment(one) for one in typed]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return written(tmp_path, LISTS)


def text(root: Path, path: str) -> str:
    return (root / path).read_bytes().decode()


def done(root: Path, decide: editing.Decide, **options) -> editing.Change:
    change = editing.change(root, decide, TODAY, **options)
    assert change.refused == []
    return change


def changed_lines(change: editing.Change) -> list[str]:
    return [line for line in change.diff().splitlines()
            if line[:1] in "+-" and line[:3] not in ("+++", "---")]  # fmt: skip


def test_an_edit_changes_its_line_alone(root: Path):
    change = done(root, items.edit("yangquan", sets("name=养犬证明")))

    assert changed_lines(change) == ["-    name: '居民养犬证明'", "+    name: 养犬证明"]


@pytest.mark.parametrize("wanted", ["亲属关系证明", f"{NEGATIVE}:18", f"./{NEGATIVE}:20:7"])
def test_an_item_is_named_by_its_name_or_by_a_line_too(root: Path, wanted: str):
    change = done(root, items.edit(wanted, sets("purpose=继承")))

    assert changed_lines(change) == ["+    purpose: 继承"]
    assert "name: 亲属关系证明\n    purpose: 继承\n    reason" in text(root, NEGATIVE)


def test_the_head_of_a_list_and_of_the_edition_are_edited_too(root: Path):
    done(root, items.edit("negative", sets("about=不该出具的")))
    done(root, items.edit("edition", sets("edition=第2期")))

    assert text(root, NEGATIVE).startswith("title: 负面清单\nverdict: refuse\nabout: 不该出具的\n")
    assert "edition: 第2期" in text(root, PATHS["edition"])


def test_an_item_that_fits_no_model_is_mended(root: Path):
    broken = LISTS[NEGATIVE].replace("reason: 有规定   #", "resaon: 有规定   #")
    written(root, {NEGATIVE: broken})

    done(root, items.edit("yangquan", [*sets("reason=有规定"), removal("resaon")]))

    assert "    reason: 有规定\n" in text(root, NEGATIVE)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("qinshuu", "是不是：qinshu"),
        ("没有这一项", "checklist query"),
        (f"{NEGATIVE}:2", "不在哪一项里"),
        ("data/lists/x.yaml:2", "不在哪一项里"),
    ],
)
def test_an_item_that_is_not_there_is_said(root: Path, wanted: str, said: str):
    with pytest.raises(ChecklistError) as error:
        editing.change(root, items.edit(wanted, sets("note=甲")), TODAY)

    assert said in error.value.message + error.value.hint


def test_two_items_of_one_name_are_told_apart_by_their_lines(root: Path):
    again = LISTS[NEGATIVE].replace("id: qinshu", "id: yangquan")
    written(root, {NEGATIVE: again})

    with pytest.raises(ChecklistError, match=rf"{NEGATIVE}:5:5、{NEGATIVE}:14:5"):
        editing.change(root, items.edit("yangquan", sets("id=qinshu")), TODAY)
    done(root, items.edit(f"{NEGATIVE}:14", sets("id=qinshu")))

    assert text(root, NEGATIVE) == LISTS[NEGATIVE]


def test_a_pinned_answer_does_not_stand_in_the_way_of_the_item_that_it_asks_for(root: Path):
    pinned = "title: 固定问答\nitems:\n  - {ask: 居民养犬证明, item: yangquan, verdict: refuse}\n"
    written(root, {"data/answers.yaml": pinned})

    change = done(root, items.edit("居民养犬证明", sets("purpose=办犬证")))

    assert set(change.after) == {NEGATIVE}


def test_steps_of_a_request_are_not_rewritten(root: Path):
    request = {PATHS["request"]: "id: hecha\ntitle: 核查\nsteps:\n  - act: submit\n"}
    written(root, request)

    with pytest.raises(ChecklistError, match="步骤只往后加"):
        editing.change(root, items.edit("hecha", sets("steps[0].act=accept")), TODAY)


def test_steps_of_an_intervention_are_not_rewritten_either(root: Path):
    path = "data/tasks/interventions/dati.yaml"
    written(root, {path: "id: dati\ntitle: 答题\nsteps:\n  - act: report\n"})

    with pytest.raises(ChecklistError, match="步骤只往后加"):
        editing.change(root, items.edit("dati", sets("步骤[0].act=verify")), TODAY)


def test_a_new_item_stands_last_and_has_an_id_from_its_name(root: Path):
    new = sets(
        "name=社区戒毒情况证明", "reason=有规定", "instead[0].what=去派出所",
        "sources[0].title=意见", "sources[0].url=https://www.mca.gov.cn/a.html",
    )  # fmt: skip

    change = done(root, items.add("negative", new))

    assert changed_lines(change) == [
        "+", "+  - id: shequ-jiedu-qingkuang", "+    name: 社区戒毒情况证明", "+    reason: 有规定",
        "+    instead:", "+      - what: 去派出所", "+    sources:", "+      - title: 意见",
        "+        url: https://www.mca.gov.cn/a.html",
    ]  # fmt: skip


def test_a_list_that_is_not_there_yet_is_begun(root: Path):
    done(root, items.add("counts", sets(
        "measure=收到的申请", "value=5", "unit=项", "area=金山区", "span.end=2024-08-15",
        "sources[0].title=报道", "sources[0].url=https://a.cn/",
    )))  # fmt: skip

    assert text(root, PATHS["counts"]).startswith(
        "title: 引用的数字\nitems:\n  - id: shoudaode\n    measure: 收到的申请\n    value: 5\n"
    )


def test_an_empty_list_gets_its_first_item(root: Path):
    done(root, items.add("reserve", sets(
        "id=x", "name=甲证明", "verdict=conditional", "reason=有", "conditions+=有条件",
        "sources[0].title=报道", "sources[0].url=https://a.cn/",
    )))  # fmt: skip

    assert text(root, RESERVE).startswith("title: 备库清单\nitems:\n  - id: x\n    name: 甲证明\n")


def test_a_new_item_with_an_error_is_refused(root: Path):
    change = editing.change(root, items.add("negative", sets("name=甲证明")), TODAY)

    assert [problem.code for problem in change.refused] == ["CK021"]
    assert text(root, NEGATIVE) == LISTS[NEGATIVE]


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("亲属关系证明", "qinshu-guanxi"),
        ("敬老卡申领（老年综合津贴）", "jinglao-kashenling"),
        ("敬老卡", "jinglaoka"),
        ("无犯罪记录证明", "wufan-zuijilu"),
        ("证明", "zhengming"),
        ("12345 热线", "12345-rexian"),
        ("银行流水", "yinhang-liushui"),
        ("居民养犬证明", "jumin-yangquan"),
        ("亲属", "qinshu-2"),
        ("A类证明", "a-lei"),
    ],
)
def test_an_id_is_proposed_in_pinyin(root: Path, name: str, proposed: str):
    assert items.proposed_id(name, load(WorkingTree(root))[0]) == proposed


def test_a_name_without_any_reading_needs_an_id(root: Path):
    with pytest.raises(ChecklistError, match="拼不出编号"):
        items.proposed_id("（？）", load(WorkingTree(root))[0])


def moved(root: Path, *extra: str, on: date = date(2027, 1, 1), **options) -> editing.Change:
    decide = items.move(
        "yangquan", "reserve", on=on, reason="办证要用", basis=BASIS,
        assignments=sets("verdict=conditional", "conditions+=先到派出所", *extra),
    )  # fmt: skip
    return editing.change(root, decide, TODAY, **options)


def test_a_moved_item_keeps_its_id_and_leaves_its_past_behind(root: Path):
    change = moved(root)

    assert change.refused == []
    assert text(root, NEGATIVE) == LISTS[NEGATIVE].replace(
        "- id: yangquan ", "- id: yangquan-20261231 "
    ).replace("""\
    instead: [{what: 去派出所}]
""", """\
    instead: [{what: 去派出所}]
    effective_to: 2026-12-31
    replaced_by: 备库清单“居民养犬证明”
    status: retired
""")  # fmt: skip
    assert (
        text(root, RESERVE)
        == """\
title: 备库清单
items:
  - id: yangquan
    name: 居民养犬证明
    verdict: conditional
    reason: 办证要用
    instead:
      - what: 去派出所
    conditions:
      - 先到派出所
    basis:
      - policy: minfa-2020-20
        article: 附件
    effective_from: 2027-01-01
    sources:
      - title: 意见
        url: https://www.mca.gov.cn/a.html
"""
    )


def test_a_move_puts_the_new_basis_in_the_place_of_the_old_one(root: Path):
    editing.change(root, items.edit("yangquan", sets("basis+=minfa-2020-20 第一条")), TODAY)

    moved(root)

    assert "article: 第一条" in text(root, NEGATIVE)
    assert "article: 第一条" not in text(root, RESERVE)


def test_what_is_moved_brings_its_comments_along(root: Path):
    written(
        root,
        {
            RESERVE: certificates("id: a\nname: 甲\nverdict: issue").replace(
                "verdict: issue\ni", "i"
            )
        },
    )

    change = moved(root)

    assert change.refused == []
    assert text(root, RESERVE).endswith("""\
        url: https://www.mca.gov.cn/a.html

  # 2020 年的第一批
  - id: yangquan   # 老编号
    name: '居民养犬证明'
    verdict: conditional
    reason: 办证要用   # 来函
    instead: [{what: 去派出所}]
    conditions:
      - 先到派出所
    basis:
      - policy: minfa-2020-20
        article: 附件
    effective_from: 2027-01-01
    sources:
      - title: 意见
        url: https://www.mca.gov.cn/a.html
    # 待补依据
""")


def test_a_move_that_lacks_what_its_list_needs_is_refused(root: Path):
    decide = items.move("siwang", "negative", on=TODAY, reason="不再出具", basis=BASIS)

    change = editing.change(root, decide, TODAY)

    assert [problem.code for problem in change.refused] == ["CK202"]
    assert text(root, POSITIVE) == BASE[POSITIVE]


def test_a_move_back_keeps_every_time_apart(root: Path):
    moved(root, on=date(2026, 1, 1))

    change = editing.change(root, items.move(
        "yangquan", "negative", on=date(2026, 6, 1), reason="又不出具", basis=BASIS
    ), TODAY)  # fmt: skip

    assert change.refused == []
    loaded, _ = load(WorkingTree(root))
    terms = {e.id: (e.list, e.verdict, str(e.item.effective_from), str(e.item.effective_to))
             for e in loaded.of("certificate") if e.id.startswith("yang")}  # fmt: skip
    assert terms == {
        "yangquan-20251231": ("negative", "refuse", "None", "2025-12-31"),
        "yangquan-20260531": ("reserve", "conditional", "2026-01-01", "2026-05-31"),
        "yangquan": ("negative", "refuse", "2026-06-01", "None"),
    }


def test_an_item_on_the_wrong_list_is_put_on_the_right_one_as_it_is(root: Path):
    change = done(root, items.correct("yangquan", "positive"))

    assert "yangquan" not in text(root, NEGATIVE)
    assert "第一批" not in text(root, NEGATIVE)
    assert text(root, NEGATIVE).startswith(
        "title: 负面清单\nverdict: refuse\nitems:\n  - id: qinshu\n"
    )
    added = [line[1:] for line in changed_lines(change) if line.startswith("+")]
    removed = [line[1:] for line in changed_lines(change) if line.startswith("-")]
    assert sorted(added) == sorted(removed)


@pytest.mark.parametrize(
    ("wanted", "target", "said"),
    [
        ("yangquan", "negative", "已经在负面清单上"),
        ("yangquan", "handle", "不能移到 handle"),
        ("minfa-2020-20", "positive", "不能移到 positive"),
        ("yangquan", "counts", "不能移到 counts"),
        ("yangquan", "nirgends", "没有“nirgends”这张清单"),
        ("yangquan", "high_frequency", "读不了"),
    ],
)
def test_a_move_that_makes_no_sense_is_said(root: Path, wanted: str, target: str, said: str):
    with pytest.raises(ChecklistError, match=said):
        editing.change(root, items.correct(wanted, target), TODAY)


def test_a_retired_item_stays_with_its_last_day(root: Path):
    change = done(root, items.retire(
        "qinshu", last=date(2026, 6, 30), today=TODAY, replaced_by="户口簿"
    ))  # fmt: skip

    assert changed_lines(change) == [
        "+    effective_to: 2026-06-30", "+    replaced_by: 户口簿", "+    status: retired",
    ]  # fmt: skip


def test_until_its_last_day_it_is_being_replaced(root: Path):
    done(root, items.retire("qinshu", last=date(2027, 6, 30), today=TODAY, replaced_by="户口簿"))

    assert "    status: being_replaced\n" in text(root, NEGATIVE)


def test_only_a_certificate_is_retired(root: Path):
    with pytest.raises(ChecklistError, match="不是证明事项"):
        editing.change(root, items.retire("minfa-2020-20", last=TODAY, today=TODAY), TODAY)


# Answers that are pinned.

PINS = """\
title: 固定问答
items:
  # 常问
  - ask: 居民养犬证明   # 原样
    item: yangquan
    verdict: refuse
  - ask: 亲属关系证明
    verdict: refuse
    note: 只看答复
"""


def test_an_edit_that_changes_a_pinned_answer_is_refused_with_before_and_after(root: Path):
    written(root, {ANSWERS: PINS})

    change = editing.change(root, items.edit("yangquan", sets("id=quan")), TODAY)

    [problem] = change.refused
    assert problem.code == "CK601"
    assert "原定答复“不予出具”（yangquan），现在答复“不予出具”（quan）" in problem.message
    assert text(root, NEGATIVE) == LISTS[NEGATIVE]


def test_an_accepted_answer_is_pinned_in_the_same_edit(root: Path):
    written(root, {ANSWERS: PINS})

    change = done(root, items.edit("yangquan", sets("id=quan")), accept_answers=True)

    assert sorted(change.after) == [ANSWERS, NEGATIVE]
    assert text(root, ANSWERS) == PINS.replace("item: yangquan", "item: quan")


def test_an_answer_that_was_not_given_before_does_not_stand_in_the_way(root: Path):
    written(root, {ANSWERS: PINS.replace("item: yangquan", "item: anders")})

    done(root, items.edit("yangquan", sets("purpose=办犬证")))


def test_an_answer_that_changes_on_a_later_day_is_pinned_for_today_and_for_then(root: Path):
    written(root, {ANSWERS: PINS})

    refused = moved(root)
    done_ = moved(root, accept_answers=True)

    assert [problem.code for problem in refused.refused] == ["CK601"]
    assert done_.refused == []
    assert text(root, ANSWERS) == PINS.replace("""\
    item: yangquan
    verdict: refuse
""", """\
    on: 2026-11-23
    item: yangquan-20261231
    verdict: refuse
  - ask: 居民养犬证明
    on: 2027-01-01
    item: yangquan
    verdict: conditional
""", 1)  # fmt: skip


def test_what_ends_later_changes_answers_then(root: Path):
    written(root, {ANSWERS: PINS})

    change = editing.change(
        root, items.retire("qinshu", last=date(2026, 12, 31), today=TODAY), TODAY
    )

    [problem] = change.refused
    assert "2027-01-01 起答复“不在清单”" in problem.message
