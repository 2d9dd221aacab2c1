"""Whether a Word file is a document alone: no macros, nothing from other files or addresses."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import Any
from xml.parsers import expat

from checklist_tool.problems import ChecklistError

_SIZE = 100_000_000  # bytes unpacked; the shipped templates have less than one million
_PARTS = 2_000
_MARKUP = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0<")
_OTHERS = (
    ".bmp", ".emf", ".fntdata", ".gif", ".jpeg", ".jpg", ".odttf", ".png", ".tif", ".tiff", ".wmf",
)  # fmt: skip
# Fields that Word fills from another file, program or address.
_FETCHING = re.compile(
    r"^\s*(DATABASE|DDE|DDEAUTO|IMPORT|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|LINK|RD)\b",
    re.IGNORECASE | re.MULTILINE,
)


def check(name: str, data: bytes) -> None:
    """Raise ChecklistError, which names the file, when it is more than a document."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _PARTS or sum(part.file_size for part in parts) > _SIZE:
                raise _refused(name, "展开以后太大", "另存一份，去掉大图")
            for part in parts:
                _check_part(name, part.filename, archive.read(part))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise ChecklistError(
            f"{name} 不是 Word 文件（.docx）", hint="在 Word 里另存为 .docx，不要加密码"
        ) from error


def _check_part(name: str, part: str, data: bytes) -> None:
    if not data.lstrip()[:3].startswith(_MARKUP):
        if data and not part.lower().endswith(_OTHERS):
            raise _refused(name, f"含有宏、嵌入的文件或者别的程序（{part}）", "去掉它，再另存")
        return
    reader = _Reader()
    try:
        reader.read(data)
    except (expat.ExpatError, _Declared) as error:
        raise _refused(name, f"里面的 {part} 不是 Word 写的 XML", "在 Word 里另存") from error
    if reader.leads_out:
        raise _refused(
            name, f"引用了外面的文件或网址（{reader.leads_out[:80]}）",
            "在 Word 里断开链接，把图片插进文件",
        )  # fmt: skip
    if found := _FETCHING.search("".join(reader.fields)):
        raise _refused(name, f"有从别的文件或程序取内容的域 {found[1]}", "在 Word 里去掉这个域")


class _Declared(Exception):
    """A part declares what its words stand for, as entities do."""


class _Reader:
    """To what outside of the file a part leads, and the text of its fields."""

    def __init__(self) -> None:
        self.leads_out = ""
        self.fields: list[str] = []
        self._inside = False
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def read(self, data: bytes) -> None:
        """Read the part; raises ExpatError for what is no XML, _Declared for a DOCTYPE."""
        self._parser.Parse(data, True)

    def _doctype(self, *_: Any) -> None:
        raise _Declared

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(" ")[2]
        given = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if kind == "Relationship":
            type_ = given.get("Type", "").rpartition("/")[2]
            outside = given.get("TargetMode", "").lower() == "external" and type_ != "hyperlink"
            if outside or type_ == "aFChunk":
                self.leads_out = given.get("Target", "") or type_
        elif kind in ("fldChar", "fldSimple"):
            self.fields += "\n", given.get("instr", ""), "\n" * (kind == "fldSimple")
        self._inside = kind in ("instrText", "delInstrText")

    def _end(self, _: str) -> None:
        self._inside = False

    def _text(self, text: str) -> None:
        if self._inside:
            self.fields.append(text)


def _refused(name: str, what: str, hint: str) -> ChecklistError:
    return ChecklistError(f"Word 模板 {name} {what}，没有用", hint=hint)
