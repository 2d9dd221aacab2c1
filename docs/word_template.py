"""Write templates/handbook/handbook.docx as it ships: `python docs/word_template.py`.

Whoever wants another look changes a copy in Word or WPS (`checklist render --eject`); this
script is how the shipped one came about, in a form that can be read and compared.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

TARGET = Path(__file__).parent.parent / "templates" / "handbook" / "handbook.docx"
SONG, HEI, LATIN = "宋体", "黑体", "Times New Roman"
SOFT = RGBColor(0x50, 0x50, 0x50)


def main() -> None:
    """Write the template."""
    document = Document()
    for paragraph in list(document.paragraphs):
        paragraph._element.getparent().remove(paragraph._element)
    _styles(document)
    _settings(document)
    _page(document.sections[0])
    _cover(document)
    _head_and_foot(document)
    _contents(document)
    _use(document)
    _sections(document)
    _sources(document)
    _index(document)
    properties = document.core_properties
    properties.title = "{{ book.title }}{% if book.part %} · {{ book.part }}{% endif %}"
    properties.author = "{{ book.issued_by }}"
    properties.language = "zh-CN"
    properties.comments = ""
    document.save(str(TARGET))


def _styles(document: Any) -> None:
    styles = document.styles
    _font(styles["Normal"], SONG, 10.5)
    styles["Normal"].paragraph_format.line_spacing = 1.25
    styles["Normal"].paragraph_format.space_after = Pt(0)
    for name, size, before, after in (
        ("Title", 24, 0, 12), ("Subtitle", 18, 6, 6), ("Heading 1", 18, 0, 12),
        ("Heading 2", 13, 16, 4), ("Heading 3", 11, 10, 2),
    ):  # fmt: skip
        style = styles[name]
        _font(style, HEI, size)
        style.font.bold = False
        style.font.italic = False
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.keep_with_next = True
        _without_border(style)
    styles["Heading 1"].paragraph_format.page_break_before = True
    for name in ("Title", "Subtitle"):
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name, face, size in (
        ("事项答复", HEI, 10.5), ("又称", SONG, 9), ("栏目", HEI, 9.5), ("出处", SONG, 8.5),
        ("提示", HEI, 8.5), ("索引", SONG, 8.5), ("toc 1", HEI, 10.5), ("toc 2", SONG, 10),
    ):  # fmt: skip
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc"))
        style.base_style = styles["Normal"]
        _font(style, face, size)
    styles["又称"].font.color.rgb = SOFT
    styles["事项答复"].paragraph_format.keep_with_next = True
    styles["又称"].paragraph_format.keep_with_next = True
    styles["toc 1"].paragraph_format.space_before = Pt(6)
    styles["toc 2"].paragraph_format.left_indent = Cm(0.7)
    styles["索引"].paragraph_format.left_indent = Cm(0.4)
    styles["索引"].paragraph_format.first_line_indent = Cm(-0.4)
    for name in ("Header", "Footer"):
        _font(styles[name], HEI, 8.5)


def _font(style: Any, east: str, size: float) -> None:
    """The font of a style; without the eastAsia one Word takes a Latin font for Chinese."""
    style.font.name = LATIN
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name, face in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", east), ("cs", LATIN)):
        fonts.set(qn(f"w:{name}"), face)
    language = OxmlElement("w:lang")
    language.set(
        qn("w:val"), "en-US"
    )  # of Latin letters and digits: in zh-CN any of them may break
    language.set(qn("w:eastAsia"), "zh-CN")
    style.element.rPr.append(language)


def _without_border(style: Any) -> None:
    border = style.element.find(f".//{qn('w:pBdr')}")
    if border is not None:
        border.getparent().remove(border)


def _settings(document: Any) -> None:
    """Fields are brought up to date when the file is opened; pages are printed on both sides."""
    document.settings.odd_and_even_pages_header_footer = True
    settings = document.settings.element
    _before(settings, OxmlElement("w:mirrorMargins"), "w:proofState", "w:defaultTabStop")
    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    _before(settings, update, "w:hdrShapeDefaults", "w:footnotePr", "w:compat")


def _before(parent: Any, element: Any, *followers: str) -> None:
    """Word wants the parts of an element in the order of its schema."""
    for name in followers:
        found = parent.find(qn(name))
        if found is not None:
            found.addprevious(element)
            return
    parent.append(element)


def _page(section: Any) -> None:
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.6), Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.7), Cm(2.3)
    section.header_distance, section.footer_distance = Cm(1.6), Cm(1.3)


def _cover(document: Any) -> None:
    for text, style, before in (
        ("{{ book.jurisdiction }}", "Subtitle", 90),
        ("{{ book.title }}", "Title", 60),
        ("{%p if book.part %}", "Normal", 0),
        ("{{ book.part }}", "Subtitle", 0),
        ("{%p endif %}", "Normal", 0),
        ("{{ book.edition }}", "Subtitle", 24),
        ("{%p if book.notice %}", "Normal", 0),
        ("版本说明　{{ book.notice }}", "Normal", 120),
        ("{%p endif %}", "Normal", 0),
        ("{%p if book.issued_by %}", "Normal", 0),
        ("{{ book.issued_by }}", "Subtitle", 90),
        ("{%p endif %}", "Normal", 0),
        ("{{ book.date }}发布", "Subtitle", 24),
        ("修订号 {{ book.revision }}", "出处", 0),
        ("{%p if book.address %}", "Normal", 0),
        ("{{ book.address }}", "出处", 0),
        ("{%p endif %}", "Normal", 0),
    ):
        paragraph = document.add_paragraph(text, style=style)
        paragraph.paragraph_format.space_before = Pt(before)
        if style == "出处":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _head_and_foot(document: Any) -> None:
    """The body is a section of its own: the cover has no head and no number."""
    body = document.add_section(WD_SECTION.ODD_PAGE)
    _page(body)
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    _before(body._sectPr, start, "w:cols")
    for header, footer, side in (
        (body.header, body.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (body.even_page_header, body.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        header.is_linked_to_previous = footer.is_linked_to_previous = False
        head = header.paragraphs[0]
        head.add_run("{{ book.title }}{% if book.part %} · {{ book.part }}{% endif %}　")
        _field(head, "STYLEREF 1", "")
        foot = footer.paragraphs[0]
        _field(foot, "PAGE", "1")
        head.alignment = foot.alignment = side


def _contents(document: Any) -> None:
    title = document.add_paragraph("目录", style="Heading 1")
    title.paragraph_format.page_break_before = False
    begin = document.add_paragraph(style="toc 1")
    _part(begin, "begin")
    _instruction(begin, r'TOC \o "1-2" \h \z \u')
    _part(begin, "separate")
    for text, style in (
        ("{%p for section in book.sections %}", "Normal"),
        ("{{ section.heading }}", "toc 1"),
        ("{%p for block in section.blocks %}", "Normal"),
        ("{{ block.number }}．{{ block.name }}", "toc 2"),
        ("{%p endfor %}", "Normal"),
        ("{%p endfor %}", "Normal"),
    ):
        document.add_paragraph(text, style=style)
    document.add_paragraph("出处一览", style="toc 1")
    _part(document.add_paragraph("拼音索引", style="toc 1"), "end")


def _use(document: Any) -> None:
    for text, style in (
        ("使用说明", "Heading 1"),
        ("{{ book.statement }}", "Normal"),
        ("{%p for verdict in book.legend %}", "Normal"),
        ("{{ verdict.mark }} {{ verdict.word }}　{{ verdict.meaning }}", "Normal"),
        ("{%p endfor %}", "Normal"),
        ("推定　有这个记号的，整项未见于公开清单，由整理者归纳。", "Normal"),
        ("（整理者归纳，以窗口为准）　标有这句话的部分没有公开出处，办理时以窗口的答复为准。",
         "Normal"),
        ("查找：按清单，见目录；按名称、又称的拼音，见书末索引。目录的页码在打开文件时更新；"
         "没有更新的，在目录上按右键选“更新域”。", "Normal"),
    ):  # fmt: skip
        document.add_paragraph(text, style=style).paragraph_format.space_after = Pt(6)


def _sections(document: Any) -> None:
    add = document.add_paragraph
    add("{%p for section in book.sections %}")
    add("{{ section.heading }}", style="Heading 1")
    add("{%p if section.about %}")
    add("{{ section.about }}", style="又称")
    add("{%p endif %}")
    add("{%p if section.verdict and section.rows %}")
    add("{{ section.verdict.mark }} {{ section.verdict.word }}", style="事项答复")
    add("{%p endif %}")
    _rows(document, "section.rows")
    _lined(document)
    add("{%p for block in section.blocks %}")
    heading = add("{{ block.number }}．{{ block.name }}", style="Heading 2")
    _bookmark(heading, "{{ block.anchor }}", "{{ block.order }}")
    add("{%p if block.verdict or block.inferred %}")
    add(
        "{% if block.verdict %}{{ block.verdict.mark }} {{ block.verdict.word }}　{% endif %}"
        "{% if block.inferred %}推定{% endif %}",
        style="事项答复",
    )
    add("{%p endif %}")
    add("{%p if block.aliases %}")
    add("又称　{{ block.aliases|join('、') }}", style="又称")
    add("{%p endif %}")
    _rows(document, "block.rows")
    add("{%p if block.sources %}")
    add(
        "出处　{% for source in block.sources %}〔{{ source.number }}〕{{ source.title }} "
        "{% endfor %}",
        style="出处",
    )
    add("{%p endif %}")
    add("{%p endfor %}")
    add("{%p endfor %}")


def _rows(document: Any, rows: str) -> None:
    document.add_paragraph(f"{{%p if {rows} %}}")
    table = document.add_table(rows=3, cols=2)
    table.autofit = False
    _borders(table, inside_only=True)
    table.cell(0, 0).text = f"{{%tr for row in {rows} %}}"
    table.cell(2, 0).text = "{%tr endfor %}"
    left, right = table.rows[1].cells
    left.text = "{{ row.heading }}"
    left.paragraphs[0].style = document.styles["栏目"]
    right.text = "{%p if row.lines|length == 1 %}"
    right.add_paragraph("{{ row.lines[0] }}")
    right.add_paragraph("{%p else %}")
    right.add_paragraph("{%p for line in row.lines %}")
    line = right.add_paragraph(
        "{% if row.numbered %}{{ loop.index }}. {% else %}· {% endif %}{{ line }}"
    ).paragraph_format
    line.left_indent, line.first_line_indent = Cm(0.4), Cm(-0.4)
    for text in ("{%p endfor %}", "{%p endif %}", "{%p if row.remark %}"):
        right.add_paragraph(text)
    right.add_paragraph("（{{ row.remark }}）", style="提示")
    right.add_paragraph("{%p endif %}")
    widths = (Cm(2.4), Cm(13.8))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        _whole(row)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    document.add_paragraph("{%p endif %}")


def _lined(document: Any) -> None:
    """A register as a table: its head stands on every page that it goes over."""
    document.add_paragraph("{%p if section.table %}")
    table = document.add_table(rows=4, cols=3)
    _borders(table, inside_only=False)
    for column, loop in enumerate(("section.table[0]", None, "row", None)):
        row = table.rows[column]
        if loop is None:
            continue
        row.cells[0].text = f"{{%tc for cell in {loop} %}}"
        row.cells[1].text = "{{ cell }}"
        row.cells[2].text = "{%tc endfor %}"
        row.cells[1].paragraphs[0].style = document.styles["栏目" if column == 0 else "出处"]
    table.cell(1, 0).text = "{%tr for row in section.table[1:] %}"
    table.add_row().cells[0].text = "{%tr endfor %}"
    head = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(head)
    # The rows stand in the order head, for, line, endfor.
    lines = [row._tr for row in table.rows]
    lines[3].getparent().remove(lines[3])
    _whole(table.rows[2])
    document.add_paragraph("{%p endif %}")


def _whole(row: Any) -> None:
    """A row that no page break cuts."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _sources(document: Any) -> None:
    for text, style in (
        ("{%p if book.sources %}", "Normal"),
        ("出处一览", "Heading 1"),
        ("{%p for source in book.sources %}", "Normal"),
        ("〔{{ source.number }}〕{{ source.title }}"
         "{% if source.published %}（{{ source.published }}）{% endif %} {{ source.url }}", "出处"),
        ("{%p endfor %}", "Normal"),
        ("{%p endif %}", "Normal"),
    ):  # fmt: skip
        document.add_paragraph(text, style=style)


def _index(document: Any) -> None:
    add = document.add_paragraph
    add("拼音索引", style="Heading 1")
    add("后面是清单和序号。", style="又称")
    columns = document.add_section(WD_SECTION.CONTINUOUS)
    _page(columns)
    layout = columns._sectPr.find(qn("w:cols"))
    layout.set(qn("w:num"), "3")
    layout.set(qn("w:space"), "300")
    start = columns._sectPr.find(qn("w:pgNumType"))
    if start is not None:
        columns._sectPr.remove(start)
    add("{%p for group in index %}")
    add("{{ group.letter }}", style="Heading 3")
    add("{%p for entry in group.entries %}")
    entry = add("{{ entry.text }}　", style="索引")
    entry.add_run("{% for target in entry.targets %}")
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), "{{ target.anchor }}")
    entry._p.append(link)
    run = entry.add_run("{{ target.said }}")
    link.append(run._r)
    entry.add_run("{% if not loop.last %}、{% endif %}{% endfor %}")
    add("{%p endfor %}")
    add("{%p endfor %}")


def _bookmark(paragraph: Any, name: str, number: str) -> None:
    for kind in ("Start", "End"):
        mark = OxmlElement(f"w:bookmark{kind}")
        mark.set(qn("w:id"), number)
        if kind == "Start":
            mark.set(qn("w:name"), name)
            paragraph._p.insert(1, mark)
        else:
            paragraph._p.append(mark)


def _borders(table: Any, *, inside_only: bool) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("insideH",) if inside_only else ("top", "bottom", "insideH"):
        border = OxmlElement(f"w:{side}")
        border.set(qn("w:val"), "single")
        border.set(qn("w:sz"), "4" if side == "insideH" else "8")
        border.set(qn("w:color"), "BBBBBB" if side == "insideH" else "000000")
        borders.append(border)
    _before(table._tbl.tblPr, borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def _field(paragraph: Any, instruction: str, shown: str) -> None:
    _part(paragraph, "begin")
    _instruction(paragraph, instruction)
    _part(paragraph, "separate")
    paragraph.add_run(shown)
    _part(paragraph, "end")


def _part(paragraph: Any, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


def _instruction(paragraph: Any, text: str) -> None:
    said = OxmlElement("w:instrText")
    said.set(qn("xml:space"), "preserve")
    said.text = f" {text} "
    paragraph.add_run()._r.append(said)


if __name__ == "__main__":
    main()
