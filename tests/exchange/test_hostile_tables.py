"""Files that would harm who reads them, or that are no tables: refused, and the process goes on."""

import tracemalloc
import zipfile
from io import BytesIO

import openpyxl
import pytest

from checklist_tool.exchange import formats
from checklist_tool.problems import ChecklistError

_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORKBOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELS}">'
    '<sheets><sheet name="甲" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)


def archive(sheet, **others):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", WORKBOOK)
        made.writestr("xl/_rels/workbook.xml.rels", LINKS)
        made.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, text in others.items():
            made.writestr(name.replace("__", "/"), text)
    return out.getvalue()


def sheet(cells, ahead=""):
    return f'{ahead}<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>'


def refused(data, name="甲.xlsx"):
    with pytest.raises(ChecklistError) as told:
        formats.read(name, data)
    assert told.value.hint
    return told.value.message


CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>'


def test_a_small_file_of_this_form_is_read():
    tables = formats.read("甲.xlsx", archive(sheet(CELL)))

    assert tables.grids[0].cell(1, 0).text == "甲"


def test_cells_at_the_two_ends_of_a_sheet_take_the_room_of_two_cells():
    far = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>乙</t></is></c></row>'
    tracemalloc.start()

    [grid] = formats.read("甲.xlsx", archive(sheet(CELL + far))).grids

    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()
    assert [row for row, _ in grid.rows()] == [1, 1048576]


def test_ten_thousand_columns_are_refused():
    assert "列以上" in refused(archive(sheet(CELL.replace("A1", "NTP1"))))


@pytest.mark.slow
def test_a_zip_bomb_is_refused_before_it_fills_the_memory():
    bomb = archive(sheet(CELL + " " * 200_000_000))
    tracemalloc.start()

    message = refused(bomb)

    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()
    assert len(bomb) < 2_000_000
    assert "太大" in message


def test_entities_are_refused():
    entities = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>'

    assert "实体" in refused(archive(sheet(CELL, ahead=entities)))


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("xl__vbaProject.bin", "宏"),
        ("xl__macrosheets__sheet1.xml", "宏"),
        ("xl__externalLinks__externalLink1.xml", "引用了别的文件"),
    ],
)
def test_macros_and_links_to_other_files_are_refused(part, said):
    assert said in refused(archive(sheet(CELL), **{part: "<a/>"}))


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 this is no zip",
        archive(sheet(CELL))[:-200],
        archive("<worksheet><row>"),
        archive(sheet('<row r="x"><c r="A1"><v>1</v></c></row>')),
        archive(sheet('<row r="1"><c r="A1" s="x"><v>1</v></c></row>')),
    ],
)
def test_what_is_broken_is_refused(data):
    assert "不是完整的 Excel 文件" in refused(data)


def test_a_text_that_is_not_there_is_an_empty_cell():
    [grid] = formats.read("甲.xlsx", archive(sheet('<row><c t="s"><v>7</v></c></row>'))).grids

    assert not grid.cells


@pytest.mark.parametrize("number", ["1e999999", "NaN", "Infinity", "甲"])
def test_numbers_that_are_none_are_told_at_their_cell(number):
    [grid] = formats.read(
        "甲.xlsx", archive(sheet(f'<row><c r="A1"><v>{number}</v></c></row>'))
    ).grids

    assert grid.cell(1, 0).trouble


def test_merges_of_the_whole_sheet_are_refused():
    merge = f'<worksheet xmlns="{_MAIN}"><sheetData>{CELL}</sheetData><mergeCells>'
    merge += '<mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'

    assert "合并的格太多" in refused(archive(merge))


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "甲.xls", "旧格式"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "甲.xlsx", "加了密码"),
        (b"%PDF-1.7", "甲.pdf", "不是认得的表格"),
        (b"\x89PNG", "甲.xlsx", "不是完整的 Excel 文件"),
        (b'a,"b\n' * 3, "甲.csv", "引号不成对"),
        ("甲,乙\n".encode("gb18030") + b"\xff\xff\n", "甲.csv", "编码"),
        (b"a\0b\n" + b"c" * 5000, "甲.csv", "空字符"),
        (b"a," * 600 + b"z", "甲.csv", "太宽"),
    ],
)
def test_other_files_are_told_with_a_way_out(data, name, said):
    assert said in refused(data, name)


@pytest.mark.slow
def test_a_hundred_thousand_rows_are_read():
    made = openpyxl.Workbook(write_only=True)
    grid = made.create_sheet("负面清单")
    grid.append(["序号", "证明名称", "理由"])
    for number in range(100_000):
        grid.append([number, f"第{number}种证明", "由公安机关办理，居村委会没有档案"])
    out = BytesIO()
    made.save(out)

    tables = formats.read("甲.xlsx", out.getvalue())

    assert len(tables.grids[0].cells) == 100_001


ODS = (
    '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:body><o:spreadsheet>'
    '<t:table t:name="甲">{}</t:table></o:spreadsheet></o:body></o:document-content>'
)


def ods(cells, **others):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", ODS.format(cells))
        for name, text in others.items():
            made.writestr(name.replace("__", "/"), text)
    return out.getvalue()


def row(text="甲", rows=1, columns=1):
    return (
        f'<t:table-row t:number-rows-repeated="{rows}"><t:table-cell '
        f't:number-columns-repeated="{columns}" o:value-type="string"><x:p>{text}</x:p>'
        "</t:table-cell></t:table-row>"
    )


def test_empty_rows_that_an_open_document_repeats_take_no_room():
    cells = row() + row("", 1_048_000, 16_384) + row("乙")

    [grid] = formats.read("甲.ods", ods(cells)).grids

    assert [number for number, _ in grid.rows()] == [1, 1_048_002]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (row("甲", 1_048_576, 500), "重复了 1048576 次"),
        ((row("甲", 1_000, 500)) * 9, "太大"),
        (row("甲", 1, 16_384), "列以上"),
        (row("甲", 0), "不是完整的"),
        (row("甲", "很多"), "不是完整的"),
        (f'<t:table-row><t:table-cell t:number-rows-spanned="{10**9}"/></t:table-row>', "合并"),
    ],
)
def test_an_open_document_that_claims_too_much_is_refused(cells, said):
    assert said in refused(ods(cells), "甲.ods")


def test_an_open_document_with_macros_is_refused():
    assert "带有宏" in refused(ods(row(), Basic__Standard__x="Sub"), "甲.ods")


def test_what_an_open_document_repeats_and_says_is_read_as_often():
    [grid] = formats.read("甲.ods", ods(row("甲", 3, 2))).grids

    assert {number: [*cells] for number, cells in grid.rows()} == {1: [0, 1], 2: [0, 1], 3: [0, 1]}


@pytest.mark.parametrize("ending", ["ods", "docx", "xls", "et"])
def test_what_only_has_the_ending_of_a_table_is_told(ending):
    for data in (b"PK\x03\x04 no zip", b"text", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        assert "没有读" in refused(data, f"甲.{ending}")


@pytest.mark.parametrize("value", ["0E-999999999999", "1E+999999999", "9" * 30 + ".5"])
def test_a_number_that_no_program_stores_is_told_and_ends_nothing(value):
    cell = '<t:table-row><t:table-cell o:value-type="{}" o:value="{}"/></t:table-row>'

    told = refused(ods(cell.format("percentage", value)), "甲.ods") if value[0] == "9" else ""
    [grid] = formats.read("甲.ods", ods(cell.format("float", value))).grids

    assert told or grid.cell(1, 0).trouble


def test_a_note_beside_the_cells_hides_none_of_them():
    note = "<t:shapes><o:annotation><x:p>乙</x:p></o:annotation></t:shapes>"

    [grid] = formats.read("甲.ods", ods(note + row())).grids

    assert grid.cell(1, 0).text == "甲"
