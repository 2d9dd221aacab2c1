"""A book as an OpenDocument file (.ods): the same sheets as in Excel, for LibreOffice and WPS."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from checklist_tool.exchange.book import Heading, Workbook, Worksheet
from checklist_tool.exchange.grids import letters
from checklist_tool.exchange.guidance import about, filling_in, width

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_SPARE = 200  # rows below the last that have drop-downs too
_MARKUP = re.compile(r"\t|(?:^ +| {2,}| +$)")
_UNFIT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML has no such sign
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"),
        ("fo", "xsl-fo-compatible"), ("of", "of"), ("config", "config"),
        ("number", "datastyle"), ("manifest", "manifest"),
    )
)  # fmt: skip
_STYLES = """\
<style:style style:name="hidden" style:family="table">\
<style:table-properties table:display="false"/></style:style>\
<number:text-style style:name="plain"><number:text-content/></number:text-style>\
<style:style style:name="cell" style:family="table-cell" style:data-style-name="plain">\
<style:table-cell-properties style:cell-protect="none" fo:wrap-option="wrap" \
style:vertical-align="top" fo:border="0.5pt solid #cccccc"/></style:style>\
<style:style style:name="locked" style:family="table-cell" style:data-style-name="plain">\
<style:table-cell-properties style:cell-protect="protected" fo:wrap-option="wrap" \
style:vertical-align="top" fo:border="0.5pt solid #cccccc" \
fo:background-color="#eeeeee"/></style:style>\
<style:style style:name="head" style:family="table-cell" style:data-style-name="plain">\
<style:table-cell-properties style:cell-protect="protected" fo:wrap-option="wrap" \
style:vertical-align="top" fo:border="0.5pt solid #cccccc" fo:background-color="#dce6f1"/>\
<style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>"""


def written(book: Workbook) -> bytes:
    """The file; the same book gives the same bytes."""
    texts = {
        "content.xml": _content(book),
        "settings.xml": _settings(book),
        "META-INF/manifest.xml": f'<manifest:manifest {_NAMES} manifest:version="1.3">'
        + "".join(
            f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
            for path, kind in (("/", _TYPE), ("content.xml", "text/xml"),
                               ("settings.xml", "text/xml"))
        )
        + "</manifest:manifest>",
    }  # fmt: skip
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr(_entry("mimetype", zipfile.ZIP_STORED), _TYPE)
        for path, text in texts.items():
            whole = f'<?xml version="1.0" encoding="UTF-8"?>{text}'
            file.writestr(_entry(path, zipfile.ZIP_DEFLATED), whole.encode("utf-8"))
    return buffer.getvalue()


def _entry(path: str, way: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = way
    return entry


def _content(book: Workbook) -> str:
    sheets = [*book.sheets, filling_in(book), about(book)]
    choices: list[str] = []
    tables = [_table(sheet, choices) for sheet in sheets]
    widths = sorted({width(sheet, at) for sheet in sheets for at in range(len(sheet.headings))})
    columns = "".join(
        f'<style:style style:name="w{wide}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{wide * 0.09:.2f}in"/></style:style>'
        for wide in widths
    )
    return (
        f'<office:document-content {_NAMES} office:version="1.3"><office:automatic-styles>'
        f"{_STYLES}{columns}</office:automatic-styles><office:body><office:spreadsheet>"
        f"<table:content-validations>{''.join(choices)}</table:content-validations>"
        f"{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )


def _table(sheet: Worksheet, choices: list[str]) -> str:
    """A sheet; what may be chosen in its columns is put to the choices of the file."""
    named = [_choice(sheet, at, one, choices) for at, one in enumerate(sheet.headings)]
    columns = "".join(
        f'<table:table-column table:style-name="w{width(sheet, at)}" '
        f'table:default-cell-style-name="{_style(heading)}"'
        + (' table:visibility="collapse"/>' if heading.hidden else "/>")
        for at, heading in enumerate(sheet.headings)
    )
    head = _row(_cell(heading.text, "head", note=heading.says) for heading in sheet.headings)
    rows = "".join(
        _row(
            _cell(text, _style(heading), name)
            for text, heading, name in zip(row, sheet.headings, named, strict=True)
        )
        for row in sheet.rows
    )
    empty = "".join(
        _cell("", _style(one), name) for one, name in zip(sheet.headings, named, strict=True)
    )
    spare = f'<table:table-row table:number-rows-repeated="{_SPARE}">{empty}</table:table-row>'
    return (
        f"<table:table table:name={quoteattr(sheet.title[:31])}"
        + (' table:style-name="hidden"' if sheet.hidden else "")
        + ' table:protected="true">'
        + f"{columns}<table:table-header-rows>{head}</table:table-header-rows>{rows}"
        + (spare if any(named) else "")
        + "</table:table>"
    )


def _choice(sheet: Worksheet, column: int, heading: Heading, choices: list[str]) -> str:
    words = [word for value, word in heading.words.items() if value]
    if not words:
        return ""
    name = f"choice{len(choices) + 1}"
    listed = ";".join(f'"{word}"' for word in words)
    condition = quoteattr(f"of:cell-content-is-in-list({listed})")
    at = quoteattr(f"'{sheet.title[:31]}'.{letters(column)}2")
    choices.append(
        f'<table:content-validation table:name="{name}" table:condition={condition} '
        f'table:allow-empty-cell="true" table:base-cell-address={at}>'
        '<table:error-message table:message-type="stop" table:title="只能选一个" '
        f'table:display="true"><text:p>从下拉里选：{escape("、".join(words))}</text:p>'
        "</table:error-message></table:content-validation>"
    )
    return name


def _row(cells: Iterator[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _style(heading: Heading) -> str:
    return "locked" if heading.locked and heading.text != "编号" else "cell"


def _cell(text: str, style: str, choice: str = "", note: str = "") -> str:
    validated = f' table:content-validation-name="{choice}"' if choice else ""
    start = f'<table:table-cell table:style-name="{style}"{validated}'
    if not text:
        return f"{start}/>"
    said = f"<office:annotation>{_paragraphs(note)}</office:annotation>" if note else ""
    return f'{start} office:value-type="string">{said}{_paragraphs(text)}</table:table-cell>'


def _paragraphs(text: str) -> str:
    return "".join(f"<text:p>{_line(line)}</text:p>" for line in text.split("\n"))


def _line(line: str) -> str:
    plain = escape(_UNFIT.sub("\ufffd", line))
    return _MARKUP.sub(
        lambda found: "<text:tab/>" if found[0] == "\t" else f'<text:s text:c="{len(found[0])}"/>',
        plain,
    )


def _settings(book: Workbook) -> str:
    """The first row and the first two columns of each list stay where they are."""
    views = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(sheet.title[:31])}>"
        + "".join(
            f'<config:config-item config:name="{key}" config:type="{kind}">{value}'
            "</config:config-item>"
            for key, kind, value in (
                ("HorizontalSplitMode", "short", 2), ("VerticalSplitMode", "short", 2),
                ("HorizontalSplitPosition", "int", min(2, len(sheet.headings))),
                ("VerticalSplitPosition", "int", 1),
                ("ActiveSplitRange", "short", 3),
                ("PositionRight", "int", min(2, len(sheet.headings))), ("PositionBottom", "int", 1),
            )
        )
        + "</config:config-item-map-entry>"
        for sheet in book.sheets
    )  # fmt: skip
    return (
        f'<office:document-settings {_NAMES} xmlns:ooo="http://openoffice.org/2004/office" '
        'office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        '<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>'
        f'<config:config-item-map-named config:name="Tables">{views}'
        "</config:config-item-map-named></config:config-item-map-entry>"
        "</config:config-item-map-indexed></config:config-item-set></office:settings>"
        "</office:document-settings>"
    )
