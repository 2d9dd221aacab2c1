"""Standard streams: their encodings, and that a command goes on when nobody reads them."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any

from checklist_tool.search.desk import encoding_of

# Windows tells of a pipe that nobody reads as an argument that is not valid.
_GONE = frozenset((errno.EPIPE, errno.EINVAL) if os.name == "nt" else (errno.EPIPE,))


class _Lasting(io.FileIO):
    """What is written after the reader has gone (`| head`) goes nowhere, and is no error.

    So a command ends with the exit code that it would have had, and does all of its work.
    With `whatever`, the same holds for any reason why nothing can be written.
    """

    def __init__(self, number: int, *, whatever: bool) -> None:
        super().__init__(number, "w", closefd=False)
        self._whatever = whatever

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except OSError as error:
            if error.errno not in _GONE and not self._whatever:
                raise
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
            return len(data)


def set_encodings() -> None:
    """Give stdout and stderr their encodings; what a console cannot show stops no answer."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=encoding_of(stream), errors="replace")


def make_lasting() -> None:
    """Let stdout outlast its reader, and stderr whatever befalls it; terminals stay as they are.

    A result that cannot be written to a full disk is still an error; a remark is not.
    """
    sys.stdout = _lasting(sys.stdout, whatever=False)
    sys.stderr = _lasting(sys.stderr, whatever=True)


def _lasting(stream: Any, *, whatever: bool) -> Any:
    closed = stream not in (sys.__stdout__, sys.__stderr__)  # and nothing is written anywhere
    if closed or stream.isatty():
        return stream
    return io.TextIOWrapper(
        io.BufferedWriter(_Lasting(stream.fileno(), whatever=whatever)),
        encoding=encoding_of(stream),
        errors="replace",
        line_buffering=stream.line_buffering or stream.write_through,  # PYTHONUNBUFFERED
    )
