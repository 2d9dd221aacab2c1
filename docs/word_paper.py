"""Write templates/report/paper.docx as it ships: `python docs/word_paper.py`.

The paper of a joint review; whoever wants another look puts a copy, changed in Word or WPS,
under templates/report/ of the lists.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from word_template import (
    HEI,
    SOFT,
    SONG,
    _before,
    _borders,
    _field,
    _font,
    _page,
    _whole,
    _without_border,
)

TARGET = Path(__file__).parent.parent / "templates" / "report" / "paper.docx"


def main() -> None:
    """Write the template."""
    document = Document()
    for paragraph in list(document.paragraphs):
        paragraph._element.getparent().remove(paragraph._element)
    _styles(document)
    _page(document.sections[0])
    _head(document)
    _overview(document)
    _sheets(document)
    foot = document.sections[0].footer.paragraphs[0]
    foot.add_run("{{ paper.jurisdiction }}　{{ paper.title }}　")
    _field(foot, "PAGE", "1")
    properties = document.core_properties
    properties.title = "{{ paper.title }}"
    properties.author = "{{ paper.jurisdiction }}"
    properties.language = "zh-CN"
    properties.comments = ""
    document.save(str(TARGET))


def _styles(document: Any) -> None:
    styles = document.styles
    _font(styles["Normal"], SONG, 10.5)
    styles["Normal"].paragraph_format.line_spacing = 1.25
    styles["Normal"].paragraph_format.space_after = Pt(0)
    for name, size, before, after in (
        ("Title", 20, 0, 4), ("Subtitle", 11, 0, 4), ("Heading 1", 15, 0, 4),
        ("Heading 2", 11, 12, 4),
    ):  # fmt: skip
        style = styles[name]
        _font(style, HEI, size)
        style.font.bold = style.font.italic = False
        style.font.color.rgb = None
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.keep_with_next = True
        _without_border(style)
    for name in ("Title", "Subtitle"):
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _font(styles["Footer"], HEI, 8.5)
    for name, face, size in (("栏目", HEI, 10), ("小字", HEI, 9), ("表格", SONG, 9.5)):
        style = styles.add_style(name, 1)
        style.base_style = styles["Normal"]
        _font(style, face, size)
    styles["小字"].font.color.rgb = SOFT


def _head(document: Any) -> None:
    for text, style in (
        ("{{ paper.jurisdiction }}", "Subtitle"),
        ("{{ paper.title }}", "Title"),
        ("{{ paper.dated }}", "Subtitle"),
        ("{%p for label, said in paper.lead %}", "Normal"),
        ("{{ label }}：{{ said }}", "Normal"),
        ("{%p endfor %}", "Normal"),
    ):
        document.add_paragraph(text, style=style)


def _overview(document: Any) -> None:
    add = document.add_paragraph
    add("{%p if paper.table %}")
    table = document.add_table(rows=4, cols=3)
    _grid(table)
    for at, loop in ((0, "paper.headings"), (2, "row")):
        cells = table.rows[at].cells
        cells[0].text = f"{{%tc for cell in {loop} %}}"
        cells[1].text = "{{ cell }}"
        cells[2].text = "{%tc endfor %}"
        cells[1].paragraphs[0].style = document.styles["栏目" if at == 0 else "表格"]
    table.cell(1, 0).text = "{%tr for row in paper.table %}"
    table.cell(3, 0).text = "{%tr endfor %}"
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _whole(table.rows[2])
    add("{%p else %}")
    add("{{ paper.empty }}")
    add("{%p endif %}")
    add("{%p if paper.signatures %}")
    add("{% for one in paper.signatures %}{{ one }}：　　　　　　　　{% endfor %}", style="栏目")
    document.paragraphs[-1].paragraph_format.space_before = Pt(36)
    add("{%p endif %}")
    add("{%p if paper.foot %}")
    add("{{ paper.foot }}", style="小字").paragraph_format.space_before = Pt(8)
    add("{%p endif %}")


def _sheets(document: Any) -> None:
    add = document.add_paragraph
    add("{%p for sheet in paper.sheets %}")
    add("{%p if paper.apart %}")
    heading = add("{{ sheet.heading }}", style="Heading 1")
    heading.paragraph_format.page_break_before = True
    add("{%p else %}")
    heading = add("{{ sheet.heading }}", style="Heading 1")
    heading.paragraph_format.space_before = Pt(18)
    add("{%p endif %}")
    add("{%p if sheet.badge %}")
    add("{{ sheet.badge }}", style="小字")
    add("{%p endif %}")
    table = document.add_table(rows=3, cols=2)
    table.autofit = False
    _borders(table, inside_only=False)
    table.cell(0, 0).text = "{%tr for row in sheet.rows %}"
    table.cell(2, 0).text = "{%tr endfor %}"
    left, right = table.rows[1].cells
    left.text = "{{ row.heading }}"
    left.paragraphs[0].style = document.styles["栏目"]
    right.text = "{%p for line in row.lines %}"
    right.add_paragraph("{% if row.numbered %}{{ loop.index }}. {% endif %}{{ line }}")
    for text in ("{%p endfor %}", "{%p if row.remark %}"):
        right.add_paragraph(text)
    right.add_paragraph("（{{ row.remark }}）", style="小字")
    right.add_paragraph("{%p endif %}")
    widths = (Cm(2.6), Cm(13.6))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    add("{%p if paper.notes_heading %}")
    add("{{ paper.notes_heading }}", style="Heading 2")
    add("{%p for note in sheet.notes %}")
    add("{{ loop.index }}. {{ note.text }}")
    add("{%p if note.ground %}")
    add("依据：{{ note.ground }}", style="小字")
    add("{%p endif %}")
    add("{%p endfor %}")
    add("{%p if not sheet.notes %}")
    add("{{ sheet.clear }}")
    add("{%p endif %}")
    add("{%p endif %}")
    add("{%p endfor %}")


def _grid(table: Any) -> None:
    """Lines around every cell."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("color", "888888")):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    _before(table._tbl.tblPr, borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


if __name__ == "__main__":
    main()
