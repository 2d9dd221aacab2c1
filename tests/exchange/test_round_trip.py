"""What is exported and comes back: nothing changes but what somebody has changed in a cell."""

import json
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import BASE, PATHS, TODAY, git, loaded, tree, written
from checklist_tool.exchange import book, exported, formats, returning
from checklist_tool.exchange.units import put, units
from checklist_tool.model.kinds import KIND_BY_NAME, LIST_BY_NAME
from checklist_tool.problems import ChecklistError
from checklist_tool.usecases import exchange
from strategies import records

LISTS = Path(__file__).parent.parent / "lists"
NEGATIVE = """\
# 这张清单由社工部维护
title: 负面清单
verdict: refuse
items:
  # 先问派出所
  - id: qinshu
    name: 亲属关系证明
    aliases: [母女证明, "父子证明"]
    reason: >-
      户口簿、出生证明都能证明  # 不是注释
    instead:
      - what: 出示户口簿  # 最常用
        who: 派出所
      - what: 到公证处办公证
        bring: [身份证, 户口簿]
    basis:
      - policy: minfa-2020-20
        article: 附件第1项
    item_no: 1
    effective_from: 2020-04-28
    sources:
      - title: 指导意见
        url: https://www.mca.gov.cn/a.html
  - id: wufanzui
    name: 无犯罪记录证明
    reason: 由公安机关查询
    instead:
      - what: 到派出所申请
    basis:
      - policy: minfa-2020-20
    sources:
      - title: 指导意见
        url: https://www.mca.gov.cn/a.html
"""


@pytest.fixture
def root(tmp_path):
    return written(tmp_path / "lists", tree(negative=NEGATIVE))


def bytes_of(root):
    return {str(path): path.read_bytes() for path in sorted((root / "data").rglob("*.yaml"))}


def exported_from(root, form="xlsx", *names):
    target = root.parent / f"out.{form}"
    exchange.export(root, target, names)
    return target


def plan_of(root, file, prefer=None):
    return exchange.order(root, file, TODAY, prefer=prefer).plan()


def imported(root, file):
    order = exchange.order(root, file, TODAY)
    plan = order.plan()
    assert not plan.faults, plan.faults
    assert not plan.open
    return order.carry_out(plan, list(plan.written))


def changed(file, sheet, place, value):
    workbook = openpyxl.load_workbook(file)
    workbook[sheet][place] = value
    workbook.save(file)
    return file


def cell_of(file, sheet, item_id, heading):
    grid = openpyxl.load_workbook(file)[sheet]
    column = next(cell.column_letter for cell in grid[1] if cell.value == heading)
    row = next(cells[0].row for cells in grid.iter_rows() if cells[0].value == item_id)
    return f"{column}{row}"


@pytest.mark.parametrize("form", ["xlsx", "ods", "json"])
def test_what_is_imported_unchanged_changes_no_byte(root, form):
    before = bytes_of(root)

    change, refused = imported(root, exported_from(root, form))

    assert not change.after
    assert not refused
    assert bytes_of(root) == before


@pytest.mark.slow
@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_every_shipped_kind_of_list_comes_back_unchanged(form, tmp_path):
    root = tmp_path / "lists"
    shutil.copytree(LISTS, root)
    before = bytes_of(root)

    plan = plan_of(root, exported_from(root, form))

    assert set(plan.counts) == {"same"}
    assert plan.counts["same"] > 100
    assert not plan.faults
    assert bytes_of(root) == before


def test_a_changed_cell_changes_its_value_alone_and_comments_stay(root):
    file = exported_from(root)
    changed(file, "负面清单", cell_of(file, "负面清单", "qinshu", "理由"), "户口簿就能证明")

    change, refused = imported(root, file)

    assert change.written
    assert not refused
    text = (root / PATHS["negative"]).read_text(encoding="utf-8")
    assert "reason: 户口簿就能证明" in text
    for kept in ("# 这张清单由社工部维护", "# 先问派出所", "# 最常用", '[母女证明, "父子证明"]'):
        assert kept in text
    assert [line for line in change.diff().splitlines() if line[:1] == "-"][1:] == [
        "-    reason: >-", "-      户口簿、出生证明都能证明  # 不是注释",
    ]  # fmt: skip


def test_several_values_routes_days_and_choices_are_read_back(root):
    file = exported_from(root)
    workbook = openpyxl.load_workbook(file)
    for heading, value in {
        "又称": "母女证明\n父子证明\n祖孙证明", "起用": "2020年5月1日", "状态": "正在被替代",
        "最近核定·日期": "2026/1/2", "最近核定·核定单位": "区委社会工作部",
    }.items():  # fmt: skip
        workbook["负面清单"][cell_of(file, "负面清单", "qinshu", heading)] = value
    routes = workbook["证明清单·替代方式"]
    routes.append(["qinshu", None, None, "到民政局查档案", "民政局", None, "身份证\n申请书", None])
    workbook.save(file)

    imported(root, file)

    [record, _] = [book.raw(entry) for entry in loaded_from(root).on("negative")]
    assert record["aliases"] == ["母女证明", "父子证明", "祖孙证明"]
    assert record["effective_from"] == "2020-05-01"
    assert record["status"] == "being_replaced"
    assert record["reviewed"] == {"on": "2026-01-02", "by": "区委社会工作部"}
    assert record["instead"][2] == {
        "what": "到民政局查档案", "who": "民政局", "bring": ["身份证", "申请书"]
    }  # fmt: skip
    assert record["instead"][0]["what"] == "出示户口簿"


def test_words_that_only_the_search_needs_go_to_their_own_file(root):
    words = "title: 负面清单查找用语\nitems:\n  - id: qinshu\n    names: [母子证明]  # 常听到\n"
    vocabulary = root / "data/vocabulary/negative.yaml"
    vocabulary.parent.mkdir(parents=True)
    vocabulary.write_text(words, encoding="utf-8")
    file = exported_from(root, "ods")
    saved = root.parent / "改过.xlsx"
    exchange.export(root, saved, [])
    changed(saved, "负面清单", cell_of(saved, "负面清单", "qinshu", "常见问法"), "怎么证明是一家人")
    changed(saved, "负面清单", cell_of(saved, "负面清单", "wufanzui", "日常叫法"), "良民证")
    lists = (root / PATHS["negative"]).read_bytes()

    unchanged = plan_of(root, file)
    change, refused = imported(root, saved)

    assert set(unchanged.counts) == {"same"}
    assert not refused
    assert [*change.after] == ["data/vocabulary/negative.yaml"]
    assert vocabulary.read_text(encoding="utf-8") == (
        words
        + "    asks:\n      - 怎么证明是一家人\n\n  - id: wufanzui\n    names:\n      - 良民证\n"
    )
    assert (root / PATHS["negative"]).read_bytes() == lists


def loaded_from(root):
    paths = [path.relative_to(root).as_posix() for path in (root / "data").rglob("*.yaml")]
    return loaded({path: (root / path).read_bytes() for path in paths})


def test_a_new_row_becomes_an_entry_with_an_id_of_its_own(root):
    file = exported_from(root, "csv", "positive")
    text = file.read_text(encoding="utf-8-sig")
    row = text.splitlines()[1].split(",")
    head = text.splitlines()[0].split(",")
    row = ["" for _ in head]
    row[head.index("名称")] = "居住证明"
    row[head.index("理由")] = "按规定开"
    row[head.index("依据")] = "minfa-2020-20"
    file.write_text(text + ",".join(row) + "\r\n", encoding="utf-8-sig", newline="")

    plan = plan_of(root, file)
    change, refused = imported(root, file)

    assert plan.counts == {"same": 1, "new": 1}
    [fault] = refused  # a new entry needs a source, which a csv cannot give
    assert not change.written
    assert fault.at.row == 3
    assert "出处" in fault.message or "sources" in fault.message


def test_an_edit_of_somebody_else_meanwhile_is_kept(root):
    file = exported_from(root)
    changed(file, "负面清单", cell_of(file, "负面清单", "qinshu", "理由"), "文件里的理由")
    path = root / PATHS["negative"]
    path.write_text(
        path.read_text(encoding="utf-8").replace("由公安机关查询", "公安机关查得到"), "utf-8"
    )

    imported(root, file)

    text = path.read_text(encoding="utf-8")
    assert "文件里的理由" in text
    assert "公安机关查得到" in text


def test_a_field_changed_on_both_sides_is_a_conflict_until_a_side_is_preferred(root):
    file = exported_from(root)
    changed(file, "负面清单", cell_of(file, "负面清单", "wufanzui", "理由"), "文件里的理由")
    path = root / PATHS["negative"]
    path.write_text(
        path.read_text(encoding="utf-8").replace("由公安机关查询", "清单里的理由"), "utf-8"
    )

    asked = plan_of(root, file)
    of_lists = plan_of(root, file, "lists")
    of_file = plan_of(root, file, "file")

    [row] = asked.open
    [edit] = row.edits
    assert (edit.before, edit.after, edit.clash) == ("清单里的理由", "文件里的理由", True)
    assert not any(row.edits for row in of_lists.rows)
    assert [row.act for row in of_file.written] == ["changed"]
    assert list(returning.taken(asked, {("wufanzui", ("reason",)): "lists"}))[-2].act == "same"


def test_the_same_change_on_both_sides_is_none(root):
    file = exported_from(root)
    changed(file, "负面清单", cell_of(file, "负面清单", "wufanzui", "理由"), "新的理由")
    path = root / PATHS["negative"]
    path.write_text(path.read_text(encoding="utf-8").replace("由公安机关查询", "新的理由"), "utf-8")

    plan = plan_of(root, file)

    assert set(plan.counts) == {"same"}


def test_a_row_taken_out_of_the_file_takes_nothing_from_the_lists(root):
    file = exported_from(root)
    workbook = openpyxl.load_workbook(file)
    workbook["负面清单"].delete_rows(3)
    workbook.save(file)
    before = bytes_of(root)

    plan = plan_of(root, file)
    imported(root, file)

    assert [(row.act, row.id) for row in plan.rows if row.act != "same"] == [
        ("missing", "wufanzui")
    ]
    assert bytes_of(root) == before


@pytest.mark.parametrize(
    ("sheet", "heading", "value", "said"),
    [
        ("负面清单", "理由", "=1+1", "是公式"),
        ("负面清单", "编号", "qinshu2", "已经从清单里去掉了，或者编号被改过"),
        ("负面清单", "编号", "wufanzui", "在文件里有两行"),
    ],
)
def test_what_cannot_be_meant_is_told_at_its_cell(root, sheet, heading, value, said):
    file = exported_from(root)
    place = cell_of(file, sheet, "qinshu", heading)
    changed(file, sheet, place, value)

    plan = plan_of(root, file)

    told = [fault for fault in plan.faults if said in fault.message]
    assert told
    assert told[0].at.sheet == sheet
    assert told[0].at.row in (2, 3)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda sheet, column: sheet.delete_cols(column), "少了列：理由"),
        (lambda sheet, column: sheet.cell(1, column, ""), "这一列没有列名"),
    ],
)
def test_a_column_that_lost_its_heading_or_is_gone_is_refused(root, spoil, said):
    file = exported_from(root)
    workbook = openpyxl.load_workbook(file)
    sheet = workbook["负面清单"]
    spoil(sheet, next(cell.column for cell in sheet[1] if cell.value == "理由"))
    workbook.save(file)

    plan = plan_of(root, file)

    assert any(said in fault.message for fault in plan.faults)


@pytest.mark.parametrize("title", ["负面清单", "Sheet1"])
def test_a_copy_without_the_hidden_column_is_our_own_form_still(root, title):
    file = exported_from(root, "xlsx", "negative")
    workbook = openpyxl.load_workbook(file)
    sheet = workbook["负面清单"]
    reason = next(cell.column for cell in sheet[1] if cell.value == "理由")
    sheet.cell(2, reason, "由公安机关开具")
    sheet.delete_cols(sheet.max_column)
    sheet.title = title
    workbook.save(file)

    plan = exchange.order(root, file, TODAY, list_name="negative").plan()

    assert not plan.faults
    assert [(row.act, row.id) for row in plan.written] == [("changed", "qinshu")]
    assert any("文件里没有导出时的内容" in remark for remark in plan.remarks)


def test_blanks_around_a_text_that_was_typed_are_left_out(root):
    file = exported_from(root)
    changed(file, "负面清单", cell_of(file, "负面清单", "wufanzui", "理由"), " 由公安机关查询\n")
    place = cell_of(file, "负面清单", "qinshu", "理由")
    changed(file, "负面清单", place, "　看户口簿 \n")

    plan = plan_of(root, file)

    [row] = plan.written
    assert [edit.value for edit in row.edits] == ["看户口簿"]


def test_a_number_that_lost_its_zeros_is_not_taken(root):
    services = """\
title: 为民办事
items:
  - id: yibao
    name: 医保参保
    phone: ["021"]
    note: "0571"
    sources:
      - title: 指南
        url: https://www.mca.gov.cn/a.html
"""
    written(root, {PATHS["handle"]: services})
    file = exported_from(root, "xlsx", "handle")
    changed(file, "为民办事", cell_of(file, "为民办事", "yibao", "说明"), 571)

    plan = plan_of(root, file)

    [fault] = plan.faults
    assert "前面的 0" in fault.message
    assert "“说明”" in str(fault.at)


def test_what_the_rules_refuse_is_told_at_the_cell_and_nothing_is_written(root):
    file = exported_from(root)
    changed(file, "负面清单", cell_of(file, "负面清单", "qinshu", "起用"), "明天")
    changed(file, "负面清单", cell_of(file, "负面清单", "wufanzui", "理由"), "好的理由")
    before = bytes_of(root)

    change, refused = imported(root, file)

    assert not change.written
    assert {(fault.at.sheet, fault.at.row, fault.at.heading) for fault in refused} == {
        ("负面清单", 2, "起用")
    }  # fmt: skip
    assert bytes_of(root) == before


def test_a_step_of_a_request_is_not_rewritten_from_a_table(tmp_path):
    request = "id: shuju-hecha\ntitle: 数据核查\nsteps:\n  - act: submit\n    on: 2026-01-05\n"
    root = written(tmp_path / "lists", tree(request=request))
    file = exported_from(root, "xlsx", "tasks")
    changed(file, "准入申请·步骤", "C2", "2026-01-06")

    plan = plan_of(root, file)

    [fault] = plan.faults
    assert "checklist tasks" in fault.hint


@pytest.mark.slow
def test_cells_that_a_spreadsheet_would_run_stay_text(root):
    path = root / PATHS["negative"]
    text = path.read_text(encoding="utf-8")
    for value in ("=1+1", "+86", "-甲", "@甲", "'=1"):
        path.write_text(text.replace("由公安机关查询", json.dumps(value)), encoding="utf-8")

        sheets = exported_from(root)
        table = exported_from(root, "csv", "negative")

        kept = openpyxl.load_workbook(sheets)["负面清单"][
            cell_of(sheets, "负面清单", "wufanzui", "理由")
        ]
        assert (kept.value, kept.data_type) == (value, "s")
        assert f"'{value}" in table.read_text(encoding="utf-8-sig")
        assert set(plan_of(root, table).counts) == {"same"}


def test_the_file_names_its_edition_and_revision(root):
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "lists")

    sheet = openpyxl.load_workbook(exported_from(root))["版本信息"]

    said = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert said["版本"] == "第1期"
    assert git(root, "rev-parse", "HEAD").startswith(said["修订"])
    assert sheet.sheet_state == "hidden"


def test_closed_fields_have_drop_downs_and_the_head_is_frozen(root):
    sheet = openpyxl.load_workbook(exported_from(root))["负面清单"]

    lists = [one.formula1 for one in sheet.data_validations.dataValidation]
    assert '"有效,正在被替代,已停用"' in lists
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref
    assert sheet["A2"].protection.locked
    assert not sheet["B2"].protection.locked


def test_one_list_alone_fits_a_csv(root):
    with pytest.raises(ChecklistError, match="csv 一个文件只放得下一张清单"):
        exported_from(root, "csv")


@st.composite
def trees(draw):
    name = draw(st.sampled_from([name for name in book.tables() if name in LIST_BY_NAME]))
    shape = book.shape_of(book.kind_named(name))
    items = draw(st.lists(records(shape), min_size=1, max_size=3, unique_by=lambda one: one["id"]))
    return name, items


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("reason", ["甲", "乙"], "reason：要写一个文字或数，不能是列表"),
        ("reason", float("nan"), "不能是 nan"),
        ("aliases", [{"a": 1}], "aliases：每个值要写文字或数"),
        ("basis", {"a": 1}, "basis：要写几个 {…} 的列表"),
        ("basis", [{"a": 1}], "没有“a”这个键，有：policy"),
        ("instead", ["甲"], "instead：要写成 {…}，不能是文字"),
        ("instead", [{"wat": "甲"}], "没有“wat”这个键"),
        ("reviewed", "昨天", "reviewed：要写成 {…}"),
        ("reviewed", {"at": "2024"}, "没有“at”这个键，有：on"),
        ("unknown", "甲", "没有“unknown”这个键"),
    ],
)
def test_a_value_of_the_wrong_form_in_json_is_told(root, key, value, said):
    file = exported_from(root, "json", "negative")
    data = json.loads(file.read_text("utf-8"))
    data["lists"][0]["items"][0][key] = value
    file.write_text(json.dumps(data), "utf-8")

    plan = plan_of(root, file)

    [fault] = plan.faults
    assert said in fault.message
    assert fault.at.row == 1


@pytest.mark.parametrize("spoil", [{"items": "甲"}, {"items": ["甲"]}])
def test_items_that_are_none_in_json_are_told(root, spoil):
    file = exported_from(root, "json", "negative")
    data = json.loads(file.read_text("utf-8"))
    data["lists"][0] |= spoil
    file.write_text(json.dumps(data), "utf-8")

    assert [fault.message[:5] for fault in plan_of(root, file).faults] == ["items"]


@pytest.mark.slow
@given(trees())
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("form", ["xlsx", "ods", "json"])
def test_every_record_that_fits_a_model_comes_back_as_it_was(form, drawn):
    name, items = drawn
    data = json.dumps({"title": "甲", "items": items}, ensure_ascii=False)
    repository = loaded({**BASE, LIST_BY_NAME[name].path: data})
    there = [book.raw(entry) for entry in book.entries(repository, name)]

    raw = formats.written(book.compose(repository, [name], ""), form)
    reading = (
        exported.read_json("甲.json", raw)
        if form == "json"
        else exported.read(formats.read(f"甲.{form}", raw))
    )
    plan = returning.planned(repository, reading, "甲", None)

    assert not plan.faults
    assert plan.counts["same"] == len(there)
    assert plan.counts.total() == len(there)


def full(record):
    """The record without mappings in which nothing stands, wherever in it they are."""
    if isinstance(record, list):
        return [full(one) for one in record]
    if not isinstance(record, dict):
        return record
    held = {key: full(value) for key, value in record.items()}
    return {key: value for key, value in held.items() if value != {}}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted({one.kind for one in LIST_BY_NAME.values()} | {"request"}))
def test_a_value_written_to_a_cell_is_read_from_it(name):
    shape = book.shape_of(KIND_BY_NAME[name])

    @given(records(shape))
    def holds(record):
        found = {}
        for unit in units(shape):
            value = unit.listed(unit.cells(record)) if unit.rows else unit.value(unit.text(record))
            put(found, unit.path, value)
        assert full(found) == full(record)

    holds()


@pytest.mark.slow
@pytest.mark.office
@pytest.mark.parametrize(("form", "saved_as"), [("xlsx", "xlsx"), ("xlsx", "ods"), ("ods", "ods")])
def test_a_file_that_libreoffice_has_saved_changes_no_byte(office, root, tmp_path, form, saved_as):
    file = exported_from(root, form)
    saved = tmp_path / "saved" / f"out.{saved_as}"
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    subprocess.run([*command, "--convert-to", saved_as, "--outdir", str(saved.parent), str(file)],
                   check=True, capture_output=True, timeout=120)  # fmt: skip
    before = bytes_of(root)

    plan = plan_of(root, saved)
    imported(root, saved)

    assert set(plan.counts) == {"same"}
    assert not plan.remarks
    assert bytes_of(root) == before


def test_lists_that_moved_on_while_the_plan_was_read_are_left_alone(root):
    file = exported_from(root)
    changed(file, "负面清单", cell_of(file, "负面清单", "qinshu", "理由"), "文件里的理由")
    order = exchange.order(root, file, TODAY)
    plan = order.plan()
    path = root / PATHS["negative"]
    path.write_text(
        path.read_text(encoding="utf-8").replace("户口簿、出生证明都能证明", "户口簿都能证明"),
        "utf-8",
    )

    with pytest.raises(ChecklistError, match="刚刚变了"):
        order.carry_out(plan, list(plan.written))
