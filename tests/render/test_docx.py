"""The handbook as a Word file."""

import io
import re
import subprocess
import sys
import zipfile
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.shared import Cm
from pypdf import PdfReader

from builders import certificates, loaded, tree
from checklist_tool.problems import ChecklistError
from checklist_tool.render import docx, fonts
from checklist_tool.render.book import compose
from conftest import ROOT
from hostile import HOSTILE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def small(where=".", **named):
    return docx.document(compose(loaded(tree(**named)), "certificates", "r1"), where)


@pytest.fixture(scope="module")
def data(lists):
    return docx.document(compose(lists, "all", "r1"), ".")


def part(data, name="word/document.xml"):
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return parts.read(name).decode("utf-8")


def texts(data):
    """Every paragraph, those in tables too, in the order of the file."""
    for paragraph in ElementTree.fromstring(part(data)).iter(f"{W}p"):
        yield "".join(text.text or "" for text in paragraph.iter(f"{W}t"))


@pytest.mark.slow
def test_every_item_is_a_heading_with_its_number(data, lists):
    document = Document(io.BytesIO(data))

    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]

    entries = list(lists.of("certificate", "service"))
    assert len(headings) == len(entries)
    assert headings[0].startswith("1．")
    assert {text.partition("．")[2] for text in headings} == {entry.name for entry in entries}


@pytest.mark.slow
def test_the_lists_are_headings_and_stand_in_the_contents(data):
    document = Document(io.BytesIO(data))

    lists = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    contents = [one.text for one in document.paragraphs if one.style.name == "toc 1"]

    assert lists[2:4] == ["一、正面清单", "二、负面清单"]
    assert [text for text in contents if text][:8] == lists[2:10]
    assert r'TOC \o "1-2"' in part(data)
    assert "updateFields" in part(data, "word/settings.xml")


def test_chinese_has_a_font_of_its_own_in_every_style(data):
    document = Document(io.BytesIO(data))

    for name, face in (("Normal", "宋体"), ("Heading 1", "黑体"), ("Heading 2", "黑体")):
        found = document.styles[name].element.rPr.rFonts
        assert found.get(f"{W}eastAsia") == face
        assert f"{W}eastAsiaTheme" not in found.attrib


def test_pages_have_numbers_and_heads_for_both_sides(data):
    document = Document(io.BytesIO(data))

    body = document.sections[1]
    assert document.settings.odd_and_even_pages_header_footer
    for head, foot in (
        (body.header, body.footer),
        (body.even_page_header, body.even_page_footer),
    ):
        assert "居村组织证明清单" in head._element.xpath("string(.)")
        assert "PAGE" in foot._element.xpath("string(.)")


def test_every_link_of_the_index_leads_to_a_bookmark(data):
    links = re.findall(r'w:anchor="([^"]+)"', part(data))
    marks = re.findall(r'<w:bookmarkStart w:id="(\d+)" w:name="([^"]+)"', part(data))

    assert len(set(links)) == len(marks) == 99
    assert set(links) == {name for _, name in marks}
    assert len({number for number, _ in marks}) == len(marks)


def test_the_file_says_what_it_is_and_from_which_lists(data):
    properties = Document(io.BytesIO(data)).core_properties

    assert properties.title == "居村组织证明清单与滨海百事通（示范）"
    assert properties.language == "zh-CN"
    assert docx.keywords(data) == "修订号 r1"
    assert str(properties.modified).startswith("2026-11-23")


def test_the_same_lists_give_the_same_bytes():
    assert small() == small()


def test_what_looks_like_code_is_printed_as_it_is():
    items = [
        "id: x{}\nname: \"{}\"".format(number, text.replace("\\", "\\\\").replace('"', '\\"'))
        for number, text in enumerate((*HOSTILE, "]]>", "{%p for x in y %}", "{{ 7*7 }}"))
    ]  # fmt: skip

    found = "\n".join(texts(small(positive=certificates(*items))))

    for text in (*HOSTILE, "]]>", "{%p for x in y %}", "{{ 7*7 }}"):
        assert text in found


def test_the_admission_book_has_its_registers_as_tables(lists):
    data = docx.document(compose(lists, "tasks", "r1"), ".")

    heads = [table.rows[0] for table in Document(io.BytesIO(data)).tables]
    repeated = [row for row in heads if row._tr.xpath("./w:trPr/w:tblHeader")]
    assert [row.cells[0].text for row in repeated] == ["事项", "名称", "统计项"]


def test_a_long_column_of_a_register_is_wider_than_a_short_one(lists):
    made = docx.document(compose(lists, "tasks", "r1"), ".")

    counts = Document(io.BytesIO(made)).tables[-1]

    widths = {cell.text: cell.width for cell in counts.rows[0].cells}
    assert widths["统计项"] > widths["数目"] > widths["出处"]
    assert [column.width for column in counts.columns] == list(widths.values())
    assert abs(sum(widths.values()) - Cm(16.2)) < Cm(0.1)


def changed(tmp_path, old, new):
    """A root whose template in Word form differs from the shipped one."""
    target = tmp_path / "templates" / "handbook" / "handbook.docx"
    target.parent.mkdir(parents=True)
    with (
        zipfile.ZipFile(ROOT / "templates/handbook/handbook.docx") as source,
        zipfile.ZipFile(target, "w") as copy,
    ):
        for name in source.namelist():
            text = source.read(name)
            if name == "word/document.xml":
                assert old in text.decode("utf-8")
                text = text.decode("utf-8").replace(old, new).encode()
            copy.writestr(name, text)
    return tmp_path


@pytest.mark.slow
def test_a_template_of_ones_own_takes_the_place_of_the_shipped_one(tmp_path):
    root = changed(tmp_path, "使用说明", "怎样使用")

    assert "怎样使用" in list(texts(small(root)))


@pytest.mark.parametrize(
    "text",
    [
        "{{ block.nam }}",
        *(
            pytest.param(text, marks=pytest.mark.slow)  # each fills a template in a process apart
            for text in ("{{ block.name.__class__.mro() }}", "{{ 1 // 0 }}", "{{ oops }")
        ),
    ],
)
def test_a_faulty_template_is_named_with_the_item(tmp_path, text):
    root = changed(tmp_path, "{{ block.number }}．{{ block.name }}</w:t></w:r><w:bookmarkEnd",
                   text + "</w:t></w:r><w:bookmarkEnd")  # fmt: skip

    with pytest.raises(ChecklistError) as raised:
        small(root)

    assert "handbook.docx" in raised.value.message
    assert text == "{{ oops }" or "（正排到“死亡证明” siwang）" in raised.value.message


def test_a_template_that_is_no_word_file_is_named(tmp_path):
    target = tmp_path / "templates" / "handbook" / "handbook.docx"
    target.parent.mkdir(parents=True)
    target.write_text("text", "utf-8")

    with pytest.raises(ChecklistError) as raised:
        small(tmp_path)

    assert f"{target} 不是 Word 文件" in raised.value.message


def test_without_the_libraries_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "docxtpl", None)

    with pytest.raises(ChecklistError) as raised:
        small()

    assert "checklist-tool[office]" in raised.value.hint


@pytest.mark.office
def test_an_office_program_opens_it_and_shows_all_of_it(data, lists, tmp_path, office):
    (tmp_path / "book.docx").write_bytes(data)
    folder = fonts.shipped().folders[0]
    (tmp_path / "fonts.conf").write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{folder}</dir><cachedir>{tmp_path / 'cache'}</cachedir></fontconfig>",
        encoding="utf-8",
    )

    subprocess.run(
        [
            office, f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--headless",
            "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "book.docx"),
        ],
        env={"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "PATH": "/usr/bin:/bin",
             "HOME": str(tmp_path)},
        capture_output=True, timeout=300, check=True,
    )  # fmt: skip

    pages = PdfReader(tmp_path / "book.pdf").pages
    text = re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))
    assert 60 < len(pages) < 140
    for entry in lists.of("certificate", "service"):
        assert re.sub(r"\s+", "", entry.name) in text
