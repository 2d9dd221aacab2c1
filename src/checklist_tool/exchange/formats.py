"""The table formats by the endings of their files: who writes each, and who reads it."""

from __future__ import annotations

from importlib import import_module

from checklist_tool.exchange.book import Book
from checklist_tool.exchange.grids import Tables, refused
from checklist_tool.problems import ChecklistError

# The module of each ending, with `written` and, but for JSON, whose form is our own, `read`.
FORMATS = {"xlsx": "excel", "csv": "csv_file", "json": "json_file"}
_READ = {"xlsx": "xlsx", "xlsm": "xlsx", "csv": "csv_file", "txt": "csv_file", "tsv": "csv_file"}
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ending(name: str) -> str:
    """The ending of a file name, without its dot, in small letters."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def written(book: Book, form: str) -> bytes:
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


def read(name: str, data: bytes) -> Tables:
    """The sheets of a file, by what it holds and not by its name; raises ChecklistError."""
    if data.startswith(_OLD):
        raise refused(name, "是旧格式（.xls、.et）的表格，或者加了密码的文件",
                      "在 Excel 或 WPS 里打开，去掉密码，另存为 .xlsx")  # fmt: skip
    if b"opendocument" in data[:200]:
        raise refused(name, "是 .ods 表格", "在 LibreOffice 里另存为 .xlsx")
    module = "xlsx" if data.startswith(b"PK") else _READ.get(ending(name))
    if module is None:
        raise refused(name, "不是认得的表格", "用 .xlsx、.csv，或者 checklist export 导出的 .json")
    tables: Tables = import_module(f"checklist_tool.exchange.{module}").read(name, data)
    return tables
