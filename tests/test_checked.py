"""The law changes: the register is edited, validate tells, the desk tells, a check clears it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.builders import PATHS, certificates, examined, loaded, register, tree, written

from checklist_tool import editing
from checklist_tool.checks import impact, truth
from checklist_tool.exchange import formats
from checklist_tool.model import checked as checked_model
from checklist_tool.model.certificate import Certificate
from checklist_tool.model.policy import Policy
from checklist_tool.model.service import Service
from checklist_tool.problems import ChecklistError
from checklist_tool.render import slip
from checklist_tool.render.book import compose
from checklist_tool.search import answer, answer_text, build
from checklist_tool.search.dated import Dated
from checklist_tool.search.store import Index
from checklist_tool.server.lists import Lists
from checklist_tool.server.resources import found
from checklist_tool.usecases import checked, desk, unchecked

TODAY = date(2026, 11, 23)
READ = date(2026, 2, 1)
OLD = """\
id: hunyin-dengji
    title: 婚姻登记条例
    doc_number: "国务院令第387号"
    issued_on: 2003-08-08
    in_force_on: 2003-10-01
"""
NEW = """\
id: hunyin-dengji
    title: 婚姻登记条例
    doc_number: "国务院令第804号"
    issued_on: 2003-08-08
    in_force_on: 2026-05-10
    amended_on: 2026-04-06
    renumbered:
      - was: 第十七条
        now: 第二十一条
        note: 现在的第十七条写另一件事
    versions:
      - adopted: 2003-08-08
        in_force: 2003-10-01
        doc_number: "国务院令第387号"
"""
ITEM = """\
id: jiehunzheng
name: 结婚证遗失证明
instead:
  - what: 申请补领
    who: 婚姻登记机关
basis:
  - policy: hunyin-dengji
    article: {}"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    items = certificates(ITEM.format("第十七条"), verdict="refuse")
    return written(tmp_path, tree(register=register(OLD), negative=items, positive=None))


def texts_of(root: Path) -> dict[str, str | bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.yaml")}


def put(root: Path, name: str, text: str) -> None:
    (root / PATHS[name]).write_text(text, encoding="utf-8")


def check(root: Path, on: date, **more: Any) -> editing.Change:
    return editing.change(root, checked.check(["jiehunzheng"], "民政局", on, **more), TODAY)


def asked(root: Path, day: str) -> str:
    index = Index(build.in_memory(loaded(texts_of(root))))
    return answer_text.text(answer.ask(index, "结婚证遗失证明", day))


def test_a_check_writes_who_read_which_version(root: Path) -> None:
    check(root, READ)

    item = next(loaded(texts_of(root)).of("certificate")).item
    assert (item.checked.on, item.checked.by) == (READ, "民政局")
    assert item.checked.against == ["hunyin-dengji@2003-08-08"]
    assert list(unchecked.awaiting(loaded(texts_of(root)), TODAY)) == []


def test_an_amendment_is_told_until_the_item_is_checked_again(root: Path) -> None:
    check(root, READ)
    put(root, "register", register(NEW))

    told = [(one.code, one.severity) for one in examined(texts_of(root))]
    assert told == [("CK242", "warning")]
    assert (
        "原第十七条现在是第二十一条（现在的第十七条写另一件事）"
        in examined(texts_of(root))[0].message
    )
    assert (
        "依据《婚姻登记条例》已于 2026-05-10 修订，本项尚未核对，办理前请向婚姻登记机关核实"
        in asked(root, "2026-11-23")
    )
    assert [one.why for one in unchecked.awaiting(loaded(texts_of(root)), TODAY)] == ["basis"]

    put(
        root,
        "negative",
        (root / PATHS["negative"]).read_text("utf-8").replace("第十七", "第二十一"),
    )
    check(root, TODAY)

    assert examined(texts_of(root)) == []
    assert "尚未核对" not in asked(root, "2026-11-23")


def test_after_the_days_of_the_edition_it_is_an_error(root: Path) -> None:
    check(root, READ)
    put(root, "register", register(NEW))
    edition = (root / PATHS["edition"]).read_text("utf-8")
    put(root, "edition", f"{edition}recheck_within: 30\n")

    assert [(one.code, one.severity) for one in examined(texts_of(root))] == [("CK242", "error")]
    before = examined(texts_of(root), date(2026, 6, 9))
    assert [one.severity for one in before] == ["warning"]


def test_a_repeal_is_told_and_no_check_covers_it(root: Path) -> None:
    check(root, READ)
    put(root, "register", register(f"{OLD}    repealed_on: 2026-06-30\n"))

    assert [one.code for one in examined(texts_of(root))] == ["CK103"]
    assert "已于 2026-06-30 废止" in asked(root, "2026-11-23")
    with pytest.raises(ChecklistError, match="已经废止"):
        check(root, TODAY)


def test_a_policy_that_took_its_place_is_told(root: Path) -> None:
    new = "{id: xin-fa, title: 新法, issued_on: 2026-03-01, in_force_on: 2026-07-01}"
    check(root, READ)
    put(root, "register", register(f"{OLD}    superseded_by: [xin-fa]\n", new))

    assert [one.code for one in examined(texts_of(root))] == ["CK242"]
    assert "已于 2026-07-01 由《新法》取代" in asked(root, "2026-11-23")


def test_the_desk_of_a_past_day_cites_the_version_of_that_day(root: Path) -> None:
    put(root, "register", register(NEW))
    put(root, "negative", certificates(ITEM.format("第二十一条"), verdict="refuse"))
    check(root, TODAY)

    assert "《婚姻登记条例》（国务院令第387号，2003-08-08 版）第十七条" in asked(root, "2026-05-09")
    assert "《婚姻登记条例》（国务院令第804号）第二十一条" in asked(root, "2026-05-10")
    assert "尚未核对" not in asked(root, "2026-05-09")


def test_an_item_that_was_never_checked_is_told_of_what_changed_after_the_edition(
    root: Path,
) -> None:
    put(root, "register", register(NEW))

    assert [one.code for one in examined(texts_of(root))] == ["CK242"]
    assert "尚未核对" in asked(root, "2026-11-23")
    assert "尚未核对" not in asked(root, "2026-05-09")


def test_a_slip_says_that_the_basis_changed_and_has_another_code(root: Path) -> None:
    check(root, READ)
    before = _slip(root)
    put(root, "register", register(NEW))

    after = _slip(root)

    assert (before.notice, bool(after.notice)) == ("", True)
    assert before.code != after.code


def _slip(root: Path) -> slip.Slip:
    repository = loaded(texts_of(root))
    entry = next(repository.of("certificate"))
    return slip.compose(entry, repository.edition, Dated(repository), TODAY)


@pytest.mark.parametrize(
    ("change", "stale"),
    [
        (lambda text: text.replace("有规定", "没有规定"), True),
        (lambda text: text.replace("第十七条", "第十八条"), True),
        (lambda text: text.replace("verdict: refuse", "verdict: conditional"), True),
        (lambda text: text.replace("- title: 意见", "- title: 别的意见"), False),
    ],
)
def test_a_check_holds_until_what_was_checked_is_changed(
    root: Path, change: Callable[[str], str], stale: bool
) -> None:
    check(root, READ)

    put(root, "negative", change((root / PATHS["negative"]).read_text("utf-8")))

    whys = [one.why for one in unchecked.awaiting(loaded(texts_of(root)), TODAY)]
    assert whys == (["changed"] if stale else [])


def test_a_check_of_one_field_holds_while_others_change(root: Path) -> None:
    check(root, READ, fields=["basis"])

    text = (root / PATHS["negative"]).read_text("utf-8")
    put(root, "negative", text.replace("有规定", "没有规定"))

    [left] = unchecked.awaiting(loaded(texts_of(root)), TODAY)
    assert (left.why, left.said) == ("part", "只核对了依据")


def test_fields_that_the_same_office_read_on_the_same_day_come_together(root: Path) -> None:
    put(root, "negative", certificates(TWO_WAYS, verdict="refuse"))

    check(root, READ, fields=["instead[0]"])
    check(root, READ, fields=["basis", "instead[0]"])

    [left] = unchecked.awaiting(loaded(texts_of(root)), TODAY)
    assert left.said == "只核对了替代方式第 1 项、依据"


def test_a_field_read_again_takes_nothing_from_an_item_that_was_read_whole(root: Path) -> None:
    check(root, READ)

    check(root, READ, fields=["basis"])

    assert [*unchecked.awaiting(loaded(texts_of(root)), TODAY)] == []


def test_fields_do_not_come_together_once_what_was_read_has_changed(root: Path) -> None:
    check(root, READ, fields=["reason"])
    text = (root / PATHS["negative"]).read_text("utf-8")
    put(root, "negative", text.replace("有规定", "没有规定"))

    check(root, READ, fields=["basis"])

    [left] = unchecked.awaiting(loaded(texts_of(root)), TODAY)
    assert left.said == "只核对了依据"


@pytest.mark.parametrize(
    ("first", "then", "lost"),
    [
        ({}, {}, ""),
        ({"fields": ["basis"]}, {}, ""),
        ({"fields": ["basis"]}, {"fields": ["reason"]}, "核对了依据"),
        ({}, {"fields": ["basis"]}, "核对了全部内容"),
    ],
)
def test_a_check_on_another_day_says_what_it_replaces(root: Path, first, then, lost) -> None:
    told: list[str] = []
    check(root, READ, **first)

    check(root, READ + timedelta(days=1), replaced=told.append, **then)

    assert len(told) == bool(lost)
    assert all("原来的核对记录换成了这一次的" in one and lost in one for one in told)


def test_a_check_against_one_of_two_policies_leaves_the_other(root: Path) -> None:
    other = "{id: qita-guiding, title: 其他规定, issued_on: 2020-01-01}"
    put(root, "register", register(OLD, other))
    item = f"{ITEM.format('第十七条')}\n  - policy: qita-guiding"
    put(root, "negative", certificates(item, verdict="refuse"))

    check(root, READ, policies=["婚姻登记条例"])

    repository = loaded(texts_of(root))
    [entry] = repository.of("certificate")
    assert entry.item.checked.against == ["hunyin-dengji@2003-08-08"]
    assert [one.said for one in unchecked.awaiting(repository, TODAY)] == ["没有对照《其他规定》"]
    found = truth.figures(repository, [entry], TODAY)["articles"]
    assert (found.text, found.total) == (1, 2)


def test_what_an_item_does_not_rest_on_cannot_have_been_read_for_it(root: Path) -> None:
    put(root, "register", register(OLD, "{id: qita-guiding, title: 其他规定}"))

    with pytest.raises(ChecklistError, match="没有以《其他规定》为依据"):
        check(root, READ, policies=["qita-guiding"])


def test_impact_shows_who_would_have_to_be_checked_again(root: Path) -> None:
    check(root, READ)
    repository = loaded(texts_of(root))
    policy = repository.policies["hunyin-dengji"]

    found = impact.if_amended(repository, policy, date(2027, 1, 1), TODAY)

    assert [(one.code, one.item) for one in found] == [("CK242", "jiehunzheng")]


def test_the_register_tells_what_is_missing_and_what_nothing_cites(root: Path) -> None:
    put(root, "register", register(OLD, "{id: meiyong, title: 没有人用的文件}"))

    told = [(entry.id, said) for entry, said in unchecked.gaps(loaded(texts_of(root)))]

    assert ("hunyin-dengji", "没有网址") in told
    assert ("meiyong", "没有文号、印发日期、施行日期、网址") in told
    assert ("meiyong", "没有一项以它为依据") in told


def test_what_awaits_a_look_is_told_policy_by_policy(root: Path) -> None:
    found = unchecked.unchecked(root, TODAY, None, None)

    assert found.rows_by_policy == [("婚姻登记条例", "jiehunzheng", "结婚证遗失证明", "没有核对过")]


def test_what_rests_on_nothing_comes_last_among_the_policies(root: Path) -> None:
    put(root, "negative", certificates(
        "id: wuyiju\nname: 无依据的证明\ninstead:\n  - what: 看户口簿",
        ITEM.format("第十七条"), verdict="refuse",
    ))  # fmt: skip

    found = unchecked.unchecked(root, TODAY, None, None)

    assert [row[0] for row in found.rows_by_policy] == ["婚姻登记条例", "没有写依据"]


def test_what_awaits_a_look_is_a_file_for_excel_by_list_and_by_policy(root: Path) -> None:
    found = unchecked.unchecked(root, TODAY, None, None)

    tables = formats.read("a.xlsx", found.table())

    cells = {
        grid.title: [[cell.text for cell in row.values()] for _, row in grid.rows()]
        for grid in tables.grids
    }
    assert ["负面清单", "jiehunzheng", "结婚证遗失证明", "没有核对过"] in cells["按清单"]
    assert ["婚姻登记条例", "jiehunzheng", "结婚证遗失证明", "没有核对过"] in cells["按依据"]
    assert ["hunyin-dengji", "婚姻登记条例", "没有网址"] in cells["政策依据库"]


def test_an_item_whose_source_can_no_longer_be_opened_awaits_a_look(root: Path) -> None:
    text = (root / PATHS["negative"]).read_text(encoding="utf-8")
    gone = text.replace("/a.html", "/a.html\n        gone_on: 2026-11-20")
    put(root, "negative", gone)

    found = list(unchecked.awaiting(loaded(texts_of(root)), TODAY))

    assert [(one.why, one.said) for one in found][-1] == (
        "dead", "出处“意见”2026-11-20 打不开了",
    )  # fmt: skip


def test_statements_are_drawn_from_all_that_is_counted(root: Path) -> None:
    repository = loaded(texts_of(root))
    [entry] = repository.of("certificate")

    found = list(truth.statements(repository, [entry], TODAY))

    counted = truth.total(truth.figures(repository, [entry], TODAY))
    assert [one.field for one in found] == ["basis", "reason", "instead"]
    assert counted.total == len(found)


def test_a_book_says_by_kind_what_its_statements_rest_on(root: Path) -> None:
    check(root, READ)

    book = compose(loaded(texts_of(root)), "negative", "r1", TODAY)

    assert book.confirmed == (
        ("内容", "共", "读过原文", "清单或报道", "整理者归纳", "没有核对"),
        ("依据条款", "1", "1", "0", "0", "0"),
        ("答复和理由", "1", "1", "0", "0", "0"),
        ("去处", "1", "1", "0", "0", "0"),
        ("合计", "3", "3", "0", "0", "0"),
    )


TWO_WAYS = """\
id: jiehunzheng
name: 结婚证遗失证明
instead:
  - what: 申请补领
    who: 婚姻登记机关
  - what: 查婚姻登记档案
    who: 档案馆
basis:
  - policy: hunyin-dengji
    article: 第十七条"""


def ways_confirmed(root: Path) -> int:
    repository = loaded(texts_of(root))
    return truth.figures(repository, repository.of("certificate"), TODAY)["places"].text


def test_one_value_of_a_field_can_be_checked_by_itself(root: Path) -> None:
    put(root, "negative", certificates(TWO_WAYS, verdict="refuse"))

    check(root, READ, fields=["instead[0]"])

    assert ways_confirmed(root) == 1
    [left] = unchecked.awaiting(loaded(texts_of(root)), TODAY)
    assert left.said == "只核对了替代方式第 1 项"


def test_a_check_of_one_value_ends_when_another_stands_in_its_place(root: Path) -> None:
    put(root, "negative", certificates(TWO_WAYS, verdict="refuse"))
    check(root, READ, fields=["instead[0]"])
    text = (root / PATHS["negative"]).read_text(encoding="utf-8")

    put(root, "negative", text.replace("查婚姻登记档案", "查档案"))
    other = ways_confirmed(root)
    put(root, "negative", text.replace("申请补领", "申请换领"))

    assert (other, ways_confirmed(root)) == (1, 0)


@pytest.mark.parametrize("wanted", ["instead[2]", "time_limit", "instead[0", "ways[0]", "理由"])
def test_a_part_that_is_not_there_cannot_be_checked(root: Path, wanted: str) -> None:
    put(root, "negative", certificates(TWO_WAYS, verdict="refuse"))

    with pytest.raises(ChecklistError, match="没有内容"):
        check(root, READ, fields=[wanted])


MOVED = [checked_model.Moved(0, Policy(id="fa", title="法"), "修订", date(2026, 5, 10))]


@pytest.mark.parametrize(
    ("ways", "verdict", "office"),
    [
        ([None, "公证机构"], "refuse", "公证机构"),
        (["派出所", "公证机构"], "refuse", "替代方式写的办理单位"),
        (["公证机构"], "conditional", "区委社会工作部"),
        ([None], "refuse", "区委社会工作部"),
    ],
)
def test_who_is_asked_about_a_certificate_is_who_decides_it(ways, verdict, office):
    instead = [{"what": "去办", "who": who} for who in ways]
    certificate = Certificate(
        id="jia", name="甲证明", reason="有规定", instead=instead, sources=[{"title": "意见"}]
    )

    said = checked_model.notice(certificate, verdict, MOVED, "区委社会工作部")

    assert said == f"依据《法》已于 2026-05-10 修订，本项尚未核对，办理前请向{office}核实"


@pytest.mark.parametrize(
    ("process", "where", "office"),
    [
        (
            [("本人", "到受理中心申请审核"), ("街镇", "审核，作出决定"), ("银行", "发放")],
            [],
            "街镇",
        ),
        ([("居委", "初审"), ("本人", "领取")], ["受理中心"], "受理中心"),
        ([("居委", "组织活动")], ["居委"], "区委社会工作部"),
    ],
)
def test_who_is_asked_about_a_service_is_who_decides_it(process, where, office):
    steps = [{"who": who, "what": what} for who, what in process]
    service = Service(
        id="jia", name="甲服务", process=steps, where=where, sources=[{"title": "意见"}]
    )

    assert f"请向{office}核实" in checked_model.notice(service, None, MOVED, "区委社会工作部")


def test_what_was_changed_after_it_was_checked_is_said_to_be_so_where_the_check_is_told(
    root: Path,
) -> None:
    check(root, READ)
    path = root / PATHS["negative"]
    path.write_text(
        path.read_text(encoding="utf-8").replace("申请补领", "申请换领"), encoding="utf-8"
    )
    lists = loaded(texts_of(root))
    index = Index(build.in_memory(lists))

    [item] = desk.named(index, "jiehunzheng", READ)
    [block] = compose(lists, "negative", "r1", READ).blocks

    for rows in (item.rows(), [(row.heading, row.lines) for row in block.rows]):
        [told] = [lines[0] for heading, lines, *_ in rows if heading == "对照原文"]
        assert told.startswith("2026-02-01")
        assert told.endswith("以后内容改过，还没有重新核对")


NOTICE = "依据《婚姻登记条例》已于 2026-05-10 修订，本项尚未核对，办理前请向婚姻登记机关核实"


def test_an_item_in_full_and_one_of_a_list_carry_what_an_answer_says(root: Path) -> None:
    check(root, READ)
    put(root, "register", register(NEW))
    index = Index(build.in_memory(loaded(texts_of(root))))

    [whole], [head] = (
        desk.named(index, "结婚证遗失证明", TODAY), desk.items(index, desk.Scope(), TODAY),
    )  # fmt: skip
    [before] = desk.named(index, "jiehunzheng", READ)

    assert whole.as_json()["notice"] == head.head()["notice"] == NOTICE
    assert ("注意", [NOTICE]) in [(heading, texts) for heading, texts, *_ in whole.rows()]
    assert "notice" not in before.as_json()
    assert "注意" not in [heading for heading, *_ in before.rows()]


def test_the_desk_that_is_served_carries_it_too(root: Path) -> None:
    check(root, READ)
    put(root, "register", register(NEW))
    lists = Lists(root, lambda: TODAY)

    said = [
        resource.answer(lists, *names)
        for resource, names in map(found, ("/api/v1/items", "/api/v1/items/jiehunzheng"))
    ]

    assert [one["notice"] for [one] in said] == [NOTICE, NOTICE]


SIGNPOST = """\
title: 指路
items:
  - id: buling-jiehunzheng
    name: 补领结婚证
    office: 婚姻登记机关
    basis:
      - policy: hunyin-dengji
        article: 第十七条
    sources:
      - title: 办事指南
        url: https://www.mca.gov.cn/a.html
        says: [office]
        read_on: 2026-01-01
"""


def test_a_signpost_whose_basis_changed_says_so_too(root: Path) -> None:
    path = root / "data/lists/signposts/elsewhere.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(SIGNPOST, encoding="utf-8")
    put(root, "register", register(NEW))
    repository = loaded(texts_of(root))
    [entry] = repository.of("signpost")

    told = slip.compose(entry, repository.edition, Dated(repository), TODAY)

    assert told.notice == (
        "依据《婚姻登记条例》已于 2026-05-10 修订，本项尚未核对，办理前请向婚姻登记机关核实"
    )
    assert "CK242" in {
        one.code for one in examined(texts_of(root), TODAY) if "buling-jiehunzheng" in one.message
    }
