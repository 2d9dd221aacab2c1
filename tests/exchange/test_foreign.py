"""Tables of other places: what real offices do with spreadsheets, each tried on its own."""

import subprocess
from datetime import datetime
from io import BytesIO

import docx
import openpyxl
import pytest

from builders import PATHS, TODAY, certificates, loaded, tree, written
from checklist_tool.editing.assign import assignments
from checklist_tool.exchange import foreign, formats, head
from checklist_tool.model.kinds import KIND_BY_NAME
from checklist_tool.problems import ChecklistError
from checklist_tool.usecases import exchange

NEGATIVE = certificates(
    "id: dishouru\nname: 低收入证明\naliases: [经济困难证明（助学贷款）]\n"
    "instead: [{what: 到街道办理}]",
    "id: huji\nname: 户籍证明\ninstead: [{what: 到派出所办理}]\nnote: 原来的说明",
    "id: juzhu\nname: 居住证明\ninstead: [{what: 办居住证}]",
    verdict="refuse",
)
REST = assignments(
    [
        "reason=清单载明",
        "sources=[{title: 某区清单, publisher: 某区, published_on: 2024}]",
        "instead=[{what: 到窗口办理}]",
    ]
)


def workbook(rows, change=lambda _: None, title="负面清单"):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    change(sheet)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def read(data, name="外区.xlsx", list_name="negative", mapped=()):
    kind = KIND_BY_NAME["certificate"]
    pairs = head.mapping(kind, list(mapped))
    return foreign.read(formats.read(name, data), list_name, pairs, loaded(tree()).policies)


def names(found):
    return [entry.name for entry in found.entries]


@pytest.fixture
def root(tmp_path):
    return written(tmp_path / "lists", tree(negative=NEGATIVE))


def order(root, data, name="外区.xlsx", **how):
    file = root.parent / name
    file.write_bytes(data)
    return exchange.order(root, file, TODAY, **{"list_name": "negative", **how})


def plan(root, data, name="外区.xlsx", **how):
    return order(root, data, name, **how).plan()


def acts(found):
    return {row.name: row.act for row in found.rows}


HEAD = ["序号", "证明名称", "备注"]


def test_the_head_is_found_below_titles_and_remarks_below_are_no_entries():
    rows = [
        ["某区取消证明清单"], ["2024年3月印发"], [], HEAD,
        [1, "户籍证明", None], [], [1, "居住证明", "重新编号"], ["注：本表由某局解释"],
    ]  # fmt: skip

    found = read(workbook(rows))

    assert not found.faults
    assert names(found) == ["户籍证明", "居住证明"]
    assert [entry.at.row for entry in found.entries] == [5, 7]
    assert found.columns == {"证明名称": "name", "备注": "note"}
    assert any("注：本表由某局解释" in remark for remark in found.remarks)


@pytest.mark.parametrize(
    "encoding", ["gb18030", "gbk", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"]
)
def test_a_csv_is_read_in_the_encodings_of_offices(encoding):
    text = "序号,证明名称,备注\n1,户籍证明,到派出所\n"

    found = read(text.encode(encoding), "外区.csv")

    assert not found.faults
    assert names(found) == ["户籍证明"]
    assert "证明名称" in found.columns


def test_the_encoding_is_told_by_the_whole_file_not_its_beginning():
    data = (
        b"no,name\r\n" + b"1,abc\r\n" * 5000 + "序号,证明名称\r\n1,户籍证明\r\n".encode("gb18030")
    )

    tables = formats.read("外区.csv", data)

    assert tables.encoding == "gb18030"
    assert tables.grids[0].cell(5003, 1).text == "户籍证明"


def test_big5_shows_no_heading_that_is_known_and_is_refused():
    found = read("序號,證明名稱\n1,戶籍證明\n".encode("big5"), "外區.csv")

    [fault] = found.faults
    assert "找不到表头" in fault.message
    assert "乱码" in fault.hint


def test_a_mark_inside_the_first_heading_does_not_hide_it():
    found = read("\ufeff\ufeff证明名称,备注\n户籍证明,甲\n".encode(), "外区.csv")

    assert names(found) == ["户籍证明"]


def test_how_a_text_is_read_is_not_taken_for_the_text():
    data = changed_part(
        workbook([HEAD, [1, "户籍证明", None]]), "xl/sharedStrings.xml",
        "<t>户籍证明</t>", "<t>户籍证明</t><rPh sb=\"0\" eb=\"2\"><t>huji</t></rPh>",
    )  # fmt: skip

    found = read(data)

    assert names(found) == ["户籍证明"]


def changed_part(data, part, before, after):
    import zipfile

    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            text = old.read(info)
            if info.filename == part:
                assert before.encode() in text
                text = text.replace(before.encode(), after.encode())
            new.writestr(info.filename, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("form", "day"),
    [
        ("yyyy/m/d", "2024-02-26"),
        ('yyyy"年"m"月"d"日"', "2024-02-26"),
        ("[$-804]yyyy\\年m\\月d\\日", "2024-02-26"),
    ],
)
def test_days_that_are_numbers_are_days(form, day):
    def change(sheet):
        sheet["C2"].number_format = form

    found = read(workbook([["序号", "证明名称", "起用"], [1, "户籍证明", 45348]], change))

    assert found.entries[0].values == {"effective_from": day}


@pytest.mark.parametrize("form", [27, 28, 31, 57])
def test_days_in_the_formats_that_a_chinese_excel_has_built_in_are_days(form):
    data = workbook([["序号", "证明名称", "起用"], [1, "户籍证明", 45348]],
                    lambda sheet: setattr(sheet["C2"], "number_format", "0.00"))  # fmt: skip
    data = changed_part(data, "xl/styles.xml", 'numFmtId="2"', f'numFmtId="{form}"')

    found = read(data)

    assert found.entries[0].values["effective_from"].startswith("2024-02")


def test_a_long_number_that_was_rounded_is_told_at_its_cell():
    found = read(workbook([HEAD, [1, "户籍证明", 310228199001011234]]))

    [fault] = found.faults
    assert "超过 15 位" in fault.message
    assert str(fault.at) == "外区.xlsx 表“负面清单” 第 2 行 C 列“备注”"


def test_zeros_in_front_that_a_format_shows_are_kept():
    def change(sheet):
        sheet["C2"].number_format = "0000"

    found = read(workbook([HEAD, [1, "户籍证明", 571]], change))

    assert found.entries[0].values["note"] == "0571"


def test_a_formula_without_a_stored_value_is_told_and_not_read_as_empty():
    found = read(workbook([HEAD, [1, "户籍证明", '="甲"&"乙"'], [2, "居住证明", None]]))

    [fault] = found.faults
    assert "公式" in fault.message
    assert fault.at.row == 2


def test_a_formula_in_a_column_that_is_not_read_stands_in_nobodys_way():
    found = read(workbook([HEAD, ["=ROW()-1", "户籍证明", None]]))

    assert not found.faults
    assert names(found) == ["户籍证明"]


def test_a_format_on_a_whole_column_makes_no_rows():
    def change(sheet):
        for row in range(4, 3000):
            sheet.cell(row, 2).number_format = "@"

    found = read(workbook([HEAD, [1, "户籍证明", None]], change))

    assert len(found.entries) == 1
    assert len(formats.read("a.xlsx", workbook([HEAD], change)).grids[0].cells) == 1


def test_an_empty_file_and_a_hidden_sheet_are_told():
    hidden = openpyxl.Workbook()
    hidden.active.title = "空"
    other = hidden.create_sheet("底稿")
    other.append(HEAD)
    other.append([1, "户籍证明", None])
    other.sheet_state = "hidden"
    out = BytesIO()
    hidden.save(out)

    found = read(out.getvalue())

    assert "没有读到一项" in found.faults[0].message
    assert any("“空”是空的" in remark for remark in found.remarks)
    assert any("“底稿”是隐藏的" in remark for remark in found.remarks)


def test_hidden_rows_are_told():
    def change(sheet):
        sheet.row_dimensions[3].hidden = True

    found = read(workbook([HEAD, [1, "户籍证明", None], [2, "居住证明", None]], change))

    [fault] = found.faults
    assert "隐藏的（3）" in fault.message


def test_a_merged_cell_holds_for_each_row_and_an_empty_one_beside_stays_empty():
    rows = [
        ["序号", "证明名称", "办理部门", "备注"],
        [1, "户籍证明", "派出所", "甲"], [2, "居住证明", None, None], [3, "健在证明", None, None],
    ]  # fmt: skip

    found = read(workbook(rows, lambda sheet: sheet.merge_cells("C2:C3")))

    who = [
        [route.get("who") for route in entry.values.get("instead", [])] for entry in found.entries
    ]
    assert who == [["派出所"], ["派出所"], []]
    assert "note" not in found.entries[1].values


def test_a_merged_name_is_a_question():
    rows = [HEAD, [1, "户籍证明", "甲"], [2, None, "乙"]]

    found = read(workbook(rows, lambda sheet: sheet.merge_cells("B2:B3")))

    assert "一项还是几项" in found.faults[0].message


def test_a_title_of_a_section_across_the_table_is_no_entry():
    rows = [
        HEAD,
        ["一、户籍类"],
        [1, "户籍证明", None],
        [None, "二、居住类", None],
        [1, "居住证明", None],
    ]

    found = read(workbook(rows, lambda sheet: sheet.merge_cells("A2:C2")))

    assert not found.faults
    assert names(found) == ["户籍证明", "居住证明"]


def test_two_tables_side_by_side_are_a_question():
    found = read(workbook([HEAD + HEAD, [1, "户籍证明", None, 2, "居住证明", None]]))

    [fault] = found.faults
    assert "B 列和 E 列" in fault.message
    assert "--map E=" in fault.hint


def test_a_column_can_be_left_out_by_its_letter():
    data = workbook([["序号", "证明名称", "名称"], [1, "户籍证明", "甲"]])

    found = read(data, mapped=["C="])

    assert names(found) == ["户籍证明"]


def test_a_head_that_comes_again_is_no_entry():
    found = read(workbook([HEAD, [1, "户籍证明", None], HEAD, [2, "居住证明", None]]))

    assert names(found) == ["户籍证明", "居住证明"]
    assert any("又是一行表头" in remark or "是又一行表头" in remark for remark in found.remarks)


@pytest.mark.parametrize(
    "name", ["《户籍证明》", "户籍 证明", "户籍证明*", "戶籍證明", "1.户籍证明"]
)
def test_the_same_name_written_otherwise_is_no_new_name(root, name):
    found = plan(root, workbook([["证明名称"], [name]]))

    assert [(row.act, row.id, row.edits) for row in found.rows if row.at] == [("same", "huji", ())]


@pytest.mark.parametrize("ditto", ["同上", "〃", "－同上－", " 同 上 "])
def test_what_is_said_to_be_the_same_as_above_is_taken_from_above(ditto):
    rows = [["证明名称", "替代方式"], ["户籍证明", "到派出所办理"], ["居住证明", ditto]]

    found = read(workbook(rows))

    assert not found.faults
    assert found.entries[1].values["instead"] == [{"what": "到派出所办理"}]


def test_the_same_as_above_where_nothing_stands_above_is_told():
    found = read(workbook([["证明名称", "替代方式"], ["户籍证明", None], ["居住证明", "同上"]]))

    assert ["上面没有写" in fault.message for fault in found.faults] == [True]


@pytest.mark.parametrize("rest", [["合计", 2], ["合 计", "2项"], [None, "总计：2"]])
def test_a_total_is_no_entry(rest):
    found = read(workbook([["序号", "证明名称"], [1, "户籍证明"], rest]))

    assert not found.faults
    assert names(found) == ["户籍证明"]
    assert any("是合计" in remark for remark in found.remarks)


@pytest.mark.parametrize("name", ["2", "同上", "无", "/", "*"])
def test_what_is_no_name_is_told(name):
    found = read(workbook([["证明名称", "备注"], ["户籍证明", "无"], [name, "甲"]]))

    assert [fault.at.row for fault in found.faults] == [3]
    assert "note" not in found.entries[0].values


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("正面清单", [["证明名称"], ["户籍证明"]]),
        ("Sheet1", [["某区正面清单"], ["证明名称"], ["户籍证明"]]),
        ("Sheet1", [["证明名称"], ["户籍证明"], ["正面清单"], ["证明名称"], ["居住证明"]]),
    ],
)
def test_a_title_that_names_another_list_is_told(title, rows):
    found = read(workbook(rows, title=title), list_name="negative")

    assert any("正面清单" in fault.message for fault in found.faults)


def test_each_sheet_is_of_the_list_in_its_title_before_that_of_the_file():
    found = read(workbook([["证明名称"], ["户籍证明"]], title="正面清单"), "负面清单.xlsx", None)

    assert [entry.list for entry in found.entries] == ["positive"]


def test_full_width_digits_are_digits_and_rare_characters_stay():
    data = "证明名称,序号,备注\n𠮷林证明,１２,𫝀\n".encode()

    found = read(data, "外区.csv", mapped=["序号=item_no"])

    assert found.entries[0].name == "𠮷林证明"
    assert found.entries[0].values == {"item_no": "12", "note": "𫝀"}


def test_a_formula_in_the_head_is_passed_over():
    found = read("证明名称,=1+1\n户籍证明,甲\n".encode(), "外区.csv")

    assert names(found) == ["户籍证明"]
    assert any("=1+1" in remark for remark in found.remarks)


def test_numbers_before_names_and_line_breaks_within_are_taken_off():
    rows = [HEAD, [1, "1.户籍\n证明", None], [2, "（二）居住证明", None], [3, "③健在证明", None]]

    found = read(workbook(rows))

    assert names(found) == ["户籍证明", "居住证明", "健在证明"]


def test_a_row_without_a_name_is_told():
    found = read(
        workbook([["序号", "证明名称", "理由"], [1, None, "有理由"], [2, "居住证明", None]])
    )

    assert [(fault.at.row, fault.message) for fault in found.faults] == [(2, "没有名称")]


def test_a_name_that_comes_twice_is_told():
    found = read(workbook([HEAD, [1, "户籍证明", None], [2, "户籍 证明", None]]))

    assert "重名" in found.faults[0].message


def test_a_basis_is_found_in_the_register_and_one_that_is_not_goes_into_the_note():
    rows = [
        ["证明名称", "设定依据"],
        ["户籍证明", "《关于改进和规范基层群众性自治组织出具证明工作的指导意见》第三条"],
        ["居住证明", "《某某办法》第五条"],
    ]

    first, second = read(workbook(rows)).entries

    assert first.values["basis"] == [{"policy": "minfa-2020-20", "article": "第三条"}]
    assert second.values == {"note": "原表写的依据：《某某办法》第五条"}


def test_a_sheet_without_a_list_is_a_question_and_its_title_answers_it():
    rows = [HEAD, [1, "户籍证明", None]]

    asked = read(workbook(rows, title="Sheet1"), list_name=None)
    told = read(workbook(rows, title="某区负面清单"), list_name=None)

    assert "--list" in asked.faults[0].hint
    assert told.entries[0].list == "negative"


def test_a_plan_tells_same_changed_new_missing_and_doubtful(root):
    rows = [
        ["证明名称", "理由", "备注"],
        ["户籍证明", "有规定", None], ["居住证明", "另一个理由", None],
        ["经济困难证明（助学贷款）", None, None], ["渔船证明", None, None],
    ]  # fmt: skip

    found = plan(root, workbook(rows))

    assert acts(found) == {
        "户籍证明": "same", "居住证明": "changed", "经济困难证明（助学贷款）": "doubtful",
        "渔船证明": "new", "低收入证明": "missing",
    }  # fmt: skip
    doubtful = next(row for row in found.rows if row.act == "doubtful")
    assert [(one.id, one.on) for one in doubtful.candidates] == [
        ("dishouru", "又称“经济困难证明（助学贷款）”")
    ]


@pytest.mark.parametrize(
    ("decision", "act"),
    [("dishouru", "renamed"), ("new", "new"), ("skip", "same"), ("juzhuu", "doubtful")],
)
def test_what_is_doubtful_is_as_somebody_decides(root, decision, act):
    data = workbook([HEAD, [1, "经济困难证明（助学贷款）", None]])

    found = plan(root, data, decisions={"经济困难证明（助学贷款）": decision})

    assert found.rows[0].act == act


def test_a_name_on_another_list_is_doubtful(root):
    found = plan(root, workbook([HEAD, [1, "死亡证明", None]]))

    [row] = [row for row in found.rows if row.act == "doubtful"]
    assert row.candidates[0].on == "同名，在正面清单上"


def test_new_entries_are_written_with_what_all_of_them_get(root):
    rows = [
        ["证明名称", "理由", "替代方式", "办理部门"],
        ["渔船证明", None, "船舶登记证", "海事局"],
    ]
    ordered = order(root, workbook(rows), given=tuple(REST))
    found = ordered.plan()

    change, refused = ordered.carry_out(found, list(found.written))

    assert not refused
    assert change.written
    text = (root / PATHS["negative"]).read_text(encoding="utf-8")
    assert text.startswith(NEGATIVE.rstrip())
    assert "name: 渔船证明" in text
    assert "what: 船舶登记证" in text
    assert "who: 海事局" in text
    assert "到窗口办理" not in text


def test_rows_that_are_matched_are_told_and_lists_that_moved_on_are_searched_anew(root):
    told = []
    first = order(root, workbook([["证明名称"], ["人在外地证明"], ["渔船证明"]]),
                  progress=lambda done, total: told.append((done, total)))  # fmt: skip
    before = acts(first.plan())
    words = root / "data/vocabulary/negative.yaml"
    words.parent.mkdir(exist_ok=True)
    words.write_text("items:\n  - id: huji\n    names: [人在外地证明]\n", encoding="utf-8")

    after = acts(first.plan())

    assert told == [(0, 2), (1, 2)] * 2
    assert (before["人在外地证明"], after["人在外地证明"]) == ("new", "doubtful")


def test_what_is_missing_is_told_at_the_row_and_nothing_is_written(root):
    ordered = order(root, workbook([HEAD, [1, "渔船证明", None]]))
    found = ordered.plan()

    change, refused = ordered.carry_out(found, list(found.written))

    assert not change.written
    assert {fault.at.row for fault in refused} == {2}
    assert (root / PATHS["negative"]).read_text(encoding="utf-8") == NEGATIVE


def test_values_that_are_there_and_say_more_than_a_cell_stay(root):
    rows = [["证明名称", "替代方式", "备注"], ["户籍证明", "到别处", "另一个说明"]]

    found = plan(root, workbook(rows))

    assert acts(found)["户籍证明"] == "same"


def test_services_are_read_with_materials_and_steps(root):
    rows = [
        ["服务事项", "服务对象", "申报材料", "办理流程", "咨询电话"],
        ["敬老卡", "65岁以上", "1.身份证\n2.照片", "申请\n发卡", "１２３４５"],
    ]  # fmt: skip

    found = plan(root, workbook(rows, title="Sheet"), list_name="handle")

    [row] = found.written
    values = {".".join(edit.path): edit.value for edit in row.edits}
    assert values["materials"] == [{"name": "身份证"}, {"name": "照片"}]
    assert values["process"] == [{"what": "申请"}, {"what": "发卡"}]
    assert values["phone"] == ["12345"]


def test_a_heading_that_is_none_is_told_with_all_that_there_are(root):
    with pytest.raises(ChecklistError) as told:
        plan(root, workbook([HEAD]), mapped=("备注=beizhu",))

    assert "reason" in told.value.hint


def test_what_the_shipped_lists_know_fills_a_bare_name(tmp_path):
    root = written(tmp_path / "lists", tree())
    data = "序号,证明名称\n1,无犯罪记录证明\n".encode("gb18030")
    ordered = order(root, data, "20项.csv", fill=True)
    found = ordered.plan()

    change, refused = ordered.carry_out(found, list(found.written))

    assert not refused
    assert change.written
    [record] = [entry.item for entry in change.lists.on("negative")]
    assert record.instead
    assert record.reason
    assert (root / "data/vocabulary/negative.yaml").is_file()
    [entry] = change.lists.on("negative")
    assert entry.asks


def word(change):
    document = docx.Document()
    change(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def filled(document, rows):
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    return table


def test_the_tables_of_a_word_file_are_read_with_their_places():
    def change(document):
        document.add_paragraph("某区居村组织不应出具证明负面清单")
        document.add_paragraph("（2024年）")
        filled(document, [HEAD, ["1", "户籍证明", ""], ["2", "居住证明", "办居住证"]])
        document.add_paragraph("注：本表由某局解释")
        filled(document, [HEAD, ["3", "健在证明", ""]])

    found = read(word(change), "外区.docx")

    assert names(found) == ["户籍证明", "居住证明", "健在证明"]
    assert str(found.entries[1].at) == "外区.docx 表“（2024年）” 第 3 行"
    assert found.entries[1].values["note"] == "办居住证"


def test_cells_of_a_word_file_that_are_merged_are_told_or_hold_for_each_row():
    def change(document):
        table = filled(document, [
            ["序号", "证明名称", "办理单位"], ["1", "户籍证明", "派出所"], ["2", "居住证明", ""],
            ["3", "健在证明", ""], ["4", "", ""],
        ])  # fmt: skip
        table.cell(1, 2).merge(table.cell(2, 2))
        table.cell(3, 1).merge(table.cell(4, 1))

    found = read(word(change), "外区.docx")

    assert [one.values.get("instead", [{}])[0].get("who") for one in found.entries] == [
        "派出所", "派出所", None,
    ]  # fmt: skip
    assert [fault.at.row for fault in found.faults] == [5]
    assert "合并" in found.faults[0].message


def test_a_word_file_without_a_table_says_so():
    with pytest.raises(ChecklistError, match="里面没有表格"):
        read(word(lambda document: document.add_paragraph("负面清单")), "外区.docx")


@pytest.mark.slow
@pytest.mark.office
@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_an_older_or_open_format_is_read_like_the_new_one(office, tmp_path, ending):
    rows = [["某区清单"], ["序号", "证明名称", "电话", "起用", "备注"],
            [1, "户籍证明", "0571", datetime(2024, 2, 26), "甲\n乙"],
            [2, "居住证明", 12345678901234500000, None, "=1+"],
            [3, "健在证明", None, None, "隐藏"]]  # fmt: skip

    def change(sheet):
        sheet["E4"].data_type = "s"
        sheet["D3"].number_format = 'yyyy"年"m"月"d"日"'
        sheet.row_dimensions[5].hidden = True
        sheet.merge_cells("A1:E1")

    data = workbook(rows, change)
    new = tmp_path / "甲.xlsx"
    new.write_bytes(data)
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    subprocess.run([*command, "--convert-to", ending, "--outdir", str(tmp_path), str(new)],
                   check=True, capture_output=True, timeout=120)  # fmt: skip

    [expected] = formats.read("甲.xlsx", data).grids
    [found] = formats.read(f"甲.{ending}", (tmp_path / f"甲.{ending}").read_bytes()).grids

    assert found.cells == expected.cells
    assert found.hidden_rows == expected.hidden_rows == {5}
    assert found.covered == expected.covered
