"""Ledgers as a page would use them: entries, totals that are computed or cited, edits."""

import json
from datetime import date
from decimal import Decimal

import pytest

from builders import COMMITTEES, TODAY, examined, loaded, tree, written
from checklist_tool import editing
from checklist_tool.editing.assign import assignments
from checklist_tool.problems import ChecklistError
from checklist_tool.usecases import ledger_tables, ledgers

HEAD = """\
title: 走访台账
entry: 一次走访
dated_by: date
fields:
  - {key: date, heading: 日期, type: date}
  - {key: committee, heading: 居村, type: committee}
  - {key: form, heading: 形式, type: choice, choices: [上门, 电话]}
  - {key: homes, heading: 户数, type: number, unit: 户}
  - {key: seen, heading: 见到, type: number, unit: 户}
measures:
  - {key: visits, heading: 走访次数, unit: 次, by: [year, committee]}
  - {key: homes, heading: 走访户数, kind: sum, of: homes}
  - {key: door, heading: 上门占比, kind: share, of: form, equal: 上门}
  - {key: seen, heading: 见到占比, kind: share, of: seen, out_of: homes}
  - {key: last, heading: 最近走访, kind: newest, of: date}
"""
COUNT = """\
counts:
  - id: homes-2025
    measure: homes
    value: 20
    unit: 万户
    at_least: true
    stated: 20余万户
    area: 某区
    span: {start: 2025-01-01, end: 2025-12-31}
    sources: [{title: 报告, url: "https://www.mca.gov.cn/a.html"}]
"""
CASES = """\
items:
  - id: a
    name: 走访甲
    values: {date: 2026-03-01, committee: dong, form: 上门, homes: "10", seen: "3"}
    recorded_by: 甲镇
  - id: b
    name: 走访乙
    values: {date: 2026-04-01, committee: 甲镇东村, form: 电话, homes: "2.5", seen: "2"}
    recorded_by: 甲镇
  - id: c
    name: 走访丙
    values: {date: 2025-04-01, committee: 西村, form: 上门}
    recorded_by: 乙镇
  - id: d
    name: 走访丁
    values: {date: "2026", form: 上门}
    recorded_by: 乙镇
"""
SPRING = (date(2026, 1, 1), date(2026, 6, 30))
PATH = "data/ledgers/hearings.yaml"


def book(*parts):
    texts = tree(committees=COMMITTEES, ledger=HEAD + "".join(parts))
    assert [problem for problem in examined(texts) if problem.severity == "error"] == []
    return ledgers.book(loaded(texts), "hearings")


def values(found):
    return {total.measure.key: total.value.value for total in found}


def test_a_ledger_is_found_by_its_file_or_its_title():
    lists = book(CASES).lists

    assert ledgers.book(lists, "走访台账").name == "hearings"
    with pytest.raises(ChecklistError, match="没有叫“走访簿”的台账"):
        ledgers.book(lists, "走访簿")


def test_measures_are_computed_from_the_entries_of_the_span():
    found = ledgers.totals(book(CASES), SPRING)

    assert values(found) == {
        "visits": Decimal(2),
        "homes": Decimal("12.5"),
        "door": Decimal("50.0"),
        "seen": Decimal("40.0"),
        "last": "2026-04-01",
    }
    assert found[0].value.of == ("a", "b")


def test_an_entry_that_may_lie_in_the_span_is_named_and_not_counted():
    found = ledgers.totals(book(CASES), SPRING)

    assert found[0].undated == ("d",)


def test_entries_without_the_field_of_a_sum_are_named():
    found = ledgers.totals(book(CASES))

    assert found[1].value.without == ("c", "d")


def test_a_committee_counts_once_whichever_of_its_names_is_written():
    found = ledgers.totals(book(CASES))

    groups = {one.heading: dict(one.values) for one in found[0].groups}
    assert {name: value.value for name, value in groups["居村"].items()} == {
        "甲镇东村": Decimal(2),
        "乙镇西村": Decimal(1),
        "没有写": Decimal(1),
    }
    assert list(groups["年"]) == ["2025", "2026"]


def test_without_entries_nothing_is_known_and_the_reason_is_said():
    found = ledgers.totals(book(), SPRING)

    assert {total.value.value for total in found} == {None}
    assert {total.value.why for total in found} == {"没有逐条记录"}


def test_no_entries_are_nought_only_where_every_case_is_entered():
    whole = "complete: {start: 2026-01-01, end: 2026-12-31}\n"

    found = values(ledgers.totals(book(whole), SPRING))

    assert found["visits"] == found["homes"] == 0
    assert found["door"] is None
    assert values(ledgers.totals(book(whole)))["visits"] is None


@pytest.mark.parametrize("end", ["", ", end: 2030-12-31"])
def test_days_that_have_not_come_are_not_known(end):
    whole = book(f"complete: {{start: 2026-01-01{end}}}\n")
    year = date(2027, 1, 1), date(2027, 12, 31)

    found = ledgers.totals(whole, year, date(2026, 6, 1))
    until_now = ledgers.totals(whole, (date(2026, 1, 1), date(2026, 12, 31)), date(2026, 6, 1))

    assert {(one.value.value, one.value.why) for one in found} == {(None, "这段时间还没有到")}
    assert values(until_now)["visits"] == 0


def test_a_cited_count_stands_beside_the_sum_as_its_source_says_it():
    found = ledgers.totals(book(COUNT, CASES), (date(2025, 1, 1), date(2026, 12, 31)))

    homes = found[1]
    assert homes.value.value == Decimal("12.5")
    assert [count.said for count in homes.cited] == ["20余万户"]


def test_a_count_of_a_longer_span_is_told_apart():
    found = ledgers.totals(book(COUNT), (date(2025, 6, 1), date(2025, 6, 30)))

    assert found[1].cited == ()
    assert [count.id for count in found[1].beyond] == ["homes-2025"]


def test_totals_are_json():
    found = json.loads(json.dumps([one.as_json() for one in ledgers.totals(book(COUNT, CASES))]))

    assert found[0]["value"] == 4
    assert found[3]["value"] == 40
    assert found[1]["cited"][0]["said"] == "20余万户"


def test_entries_are_chosen_by_committee_and_words():
    whole = book(CASES)

    assert [one.id for one in ledgers.chosen(whole, committee="东村").entries] == ["a", "b"]
    assert [one.id for one in ledgers.chosen(whole, words=["电话"]).entries] == ["b"]


def edited(tmp_path, decide):
    root = written(tmp_path, tree(committees=COMMITTEES, ledger=HEAD + CASES))
    change = editing.change(root, decide, TODAY)
    return change, (root / PATH).read_text(encoding="utf-8")


def test_an_entry_is_added_with_the_headings_of_its_fields(tmp_path):
    sets = ["name=第二次走访", "日期=2026-05-01", "居村=东村", "户数=3", "记录单位=甲镇"]

    change, text = edited(tmp_path, ledgers.added("hearings", assignments(sets)))

    assert change.written
    assert text.startswith(HEAD + CASES)
    [new] = [one for one in change.lists.of("ledger") if one.name == "第二次走访"]
    assert new.item.values == {"date": "2026-05-01", "committee": "东村", "homes": "3"}
    assert new.item.recorded_by == "甲镇"


def test_an_entry_that_does_not_fit_is_refused(tmp_path):
    sets = ["name=走访", "日期=去年", "记录单位=甲镇"]

    change, text = edited(tmp_path, ledgers.added("hearings", assignments(sets)))

    assert [problem.code for problem in change.refused] == ["CK261"]
    assert text == HEAD + CASES


def test_an_entry_is_changed_and_the_others_stay(tmp_path):
    decide = ledgers.edited("走访台账", "a", assignments(["户数=11"], ["形式"]))

    change, text = edited(tmp_path, decide)

    assert change.written
    [now] = [one for one in change.lists.of("ledger") if one.id == "a"]
    assert now.item.values["homes"] == "11"
    assert "form" not in now.item.values
    assert "走访乙\n    values: {date: 2026-04-01" in text


def test_an_entry_of_another_list_is_not_changed_as_one_of_the_ledger(tmp_path):
    decide = ledgers.edited("hearings", "siwang", assignments(["name=别的"]))

    with pytest.raises(ChecklistError, match="《走访台账》里没有“siwang”"):
        edited(tmp_path, decide)


def test_a_table_of_the_entries_is_read_back_as_it_was(tmp_path):
    path = tmp_path / "台账.csv"
    path.write_bytes(ledger_tables.table(book(CASES), "csv"))

    change, _ = edited(tmp_path / "root", ledger_tables.read_back("hearings", path))

    assert change.after == {}


def test_rows_of_a_table_change_entries_and_bring_new_ones(tmp_path):
    path = tmp_path / "台账.csv"
    filled = (
        ledger_tables.table(book(CASES), "csv")
        .decode()
        .replace("走访甲,2026-03-01", "走访甲,2026年3月2日")
    )
    path.write_text(filled + ",走访戊,2026/5/1,东村,上门,4,,某镇,,\r\n", encoding="utf-8")

    change, _ = edited(tmp_path / "root", ledger_tables.read_back("hearings", path))

    assert change.written
    found = {one.name: one for one in change.lists.of("ledger")}
    assert found["走访甲"].item.values["date"] == "2026-03-02"
    assert found["走访戊"].item.values == {
        "date": "2026-05-01", "committee": "东村", "form": "上门", "homes": "4",
    }  # fmt: skip
    assert found["走访乙"].item.recorded_by == "甲镇"


@pytest.mark.parametrize(
    ("head", "row", "said"),
    [
        ("名称,天气", "走访,晴", "第 2 行：没有“天气”这一栏"),
        ("编号,名称", "meiyou,走访", "第 2 行：《走访台账》里没有编号是“meiyou”的一条"),
        ("标题", "走访", "没有一张表有这几列：名称"),
        ("名称,", "走访,晴", "第 2 行：B 列没有列名"),
        ("名称,户数", "走访,同上", "第 2 行：“户数”写的是“同上”"),
        ("名称,户数", "合计,5", "第 2 行：“合计”像是合计"),
    ],
)
def test_a_table_with_a_fault_is_told_with_its_row(tmp_path, head, row, said):
    path = tmp_path / "台账.csv"
    path.write_text(f"{head}\n{row}\n", encoding="utf-8")

    with pytest.raises(ChecklistError, match=said):
        edited(tmp_path / "root", ledger_tables.read_back("hearings", path))


def test_what_the_rules_refuse_is_told_with_its_row_of_the_table(tmp_path):
    path = tmp_path / "台账.csv"
    path.write_text("名称,日期,居村,户数\n\n走访戊,2026-05-01,东村,几户\n", encoding="utf-8")
    rows = {}

    change, _ = edited(tmp_path / "root", ledger_tables.read_back("hearings", path, rows))

    messages = [one.message for one in ledger_tables.in_rows(change, rows).refused]
    assert "表格第 3 行：“户数”写的“几户”不是数" in messages


def test_an_office_may_stand_for_a_source():
    texts = tree(committees=COMMITTEES, ledger=HEAD + CASES.replace("    recorded_by: 甲镇\n", ""))

    assert [problem.code for problem in examined(texts)] == ["CK263", "CK263"]


def faulty(text):
    """A ledger whose faults `validate` tells of, as the figures meet it."""
    return ledgers.book(loaded(tree(committees=COMMITTEES, ledger=text)), "hearings")


def test_a_value_that_is_none_is_not_counted_and_its_entry_named():
    text = HEAD + CASES.replace('homes: "10"', "homes: 十户").replace("2026-04-01", "四月")

    found = {total.measure.key: total for total in ledgers.totals(faulty(text), SPRING)}

    assert "a" in found["homes"].value.without
    assert "a" not in found["homes"].value.of
    assert "b" in found["homes"].undated


@pytest.mark.parametrize(
    "wrong", ["{key: bad, heading: 错, kind: sum, of: form}",
              "{key: bad, heading: 错, kind: newest, of: homes}",
              "{key: bad, heading: 错, kind: share, of: seen, out_of: form}"],
)  # fmt: skip
def test_a_measure_that_does_not_fit_its_field_is_not_known(wrong):
    found = {
        total.measure.key: total.value
        for total in ledgers.totals(faulty(f"{HEAD}  - {wrong}\n{CASES}"))
    }

    assert found["bad"].value is None
    assert "validate" in found["bad"].why
