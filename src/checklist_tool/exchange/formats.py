"""The table formats by the endings of their files: who writes each, and who reads it."""

from __future__ import annotations

from importlib import import_module

from checklist_tool.exchange.book import Workbook
from checklist_tool.exchange.grids import TableFile, refused
from checklist_tool.problems import ChecklistError

# The module of each ending, with `written` and, but for JSON, whose form is our own, `read`.
FORMATS = {"xlsx": "excel", "ods": "open_document", "csv": "csv_file", "json": "json_file"}
_READ = {
    "xlsx": "xlsx", "xlsm": "xlsx", "ods": "ods", "docx": "docx", "xls": "xls", "et": "xls",
    "csv": "csv_file", "txt": "csv_file", "tsv": "csv_file",
}  # fmt: skip
_NAMES = 100_000  # bytes at the end of a packed file, which name its parts
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ending(name: str) -> str:
    """The ending of a file name, without its dot, in small letters."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def written(book: Workbook, form: str) -> bytes:
    """The book in one of the formats."""
    found: bytes = import_module(f"checklist_tool.exchange.{FORMATS[form]}").written(book)
    return found


def form_of(name: str) -> str:
    """The format in which a file of this name is written; raises ChecklistError."""
    found = ending(name)
    if found not in FORMATS:
        raise ChecklistError(
            f"不会写 .{found} 文件" if found else f"{name} 没有写文件的类型",
            hint=f"文件名以 {'、'.join('.' + one for one in FORMATS)} 结尾",
        )
    return found


def is_table(name: str) -> bool:
    """Whether a file of this name is taken for a table that can be read."""
    return ending(name) in _READ


def read(name: str, data: bytes) -> TableFile:
    """The sheets of a file, by what it holds and not by its name; raises ChecklistError."""
    module = _packed(data, ending(name)) if data.startswith(b"PK") else _READ.get(ending(name))
    if data.startswith(_OLD):
        module = "xls"
    if module is None:
        hint = "用 .xlsx、.ods、.xls、.csv、.docx，或者 checklist export 导出的 .json"
        raise refused(name, "不是认得的表格", hint)
    tables: TableFile = import_module(f"checklist_tool.exchange.{module}").read(name, data)
    return tables


def _packed(data: bytes, form: str) -> str:
    """Which packed format it is: the first part of one names it, the parts of others do."""
    if b"opendocument.spreadsheet" in data[:200]:
        return "ods"
    if b"word/document.xml" in data[-_NAMES:]:
        return "docx"
    return "ods" if form == "ods" and b"xl/workbook.xml" not in data[-_NAMES:] else "xlsx"
