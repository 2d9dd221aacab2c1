"""Questions from a file or a program, one a line, in whatever encoding they were saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from checklist_tool.exchange import encodings
from checklist_tool.problems import ChecklistError, reason

_HINT = "用记事本打开，另存为 UTF-8 再试"


def of_file(path: Path) -> Iterator[str]:
    """The questions of a file; ChecklistError when it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ChecklistError(f"读不了 {path}（{reason(error)}）", hint="检查文件名") from None
    yield from _lines(str(path), data, encodings.encoding_of(data))


def of_stream(stream: BinaryIO) -> Iterator[str]:
    """The questions of a stream, each as soon as it is there, so that a program can wait for it.

    They are UTF-8; from the first line on that is not, GB18030.
    """
    encoding = "utf-8-sig"
    for number, raw in enumerate(stream, 1):
        if number == 1 and (marked := encodings.marked(raw)) not in (None, encoding):
            yield from _lines("标准输入", raw + stream.read(), str(marked))
            return
        try:
            line = raw.decode(encoding)
        except UnicodeDecodeError:
            encoding = "gb18030"
            line = _decoded("标准输入", raw, encoding, number)
        if line := line.strip():
            yield line


def _lines(name: str, data: bytes, encoding: str) -> Iterator[str]:
    for line in _decoded(name, data, encoding).splitlines():
        if line := line.strip():
            yield line


def _decoded(name: str, data: bytes, encoding: str, first: int = 1) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = first + data.count(b"\n", 0, error.start)
        raise ChecklistError(
            f"{name} 第 {line} 行读不出来：不是 UTF-8，也不是记事本的 ANSI（GB18030）或 Unicode",
            hint=_HINT,
        ) from None
