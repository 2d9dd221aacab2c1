"""Print an answer to a terminal, a file or a pipe. Standard library alone."""

from __future__ import annotations

import os
import sys

from checklist_tool import shown
from checklist_tool.search import asked_most

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from checklist_tool.search.answer import Answer
    from checklist_tool.search.store import Index


def told(found: Answer, *, as_json: bool, day: str = "") -> tuple[str, str]:
    """What stdout and what stderr says of an answer; all that it needs is read from the index.

    Beside the JSON of a certificate that is on no list, the rule for these goes to stderr. `day`
    is what there is to say of the day.
    """
    remarks = _faults(found.index) + (day and day + "\n")
    if as_json:
        off_list = found.index.meta("off_list") + "\n" if found.verdict == "not_listed" else ""
        return shown.in_json(found.as_json()) + "\n", remarks + off_list
    terminal = sys.stdout.isatty()
    width, height = os.get_terminal_size(1) if terminal else (0, 0)
    colour = terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    # The shell's next prompt takes a line of the screen, and so does each remark.
    whole = "checklist show {id} 看全部"
    from checklist_tool.search.answer_text import text  # JSON does without

    return text(
        found, width, colour, height=max(height - 1 - remarks.count("\n"), 0), whole=whole
    ), remarks


def tell(found: Answer, said: tuple[str, str]) -> int:
    """Print what is said of an answer; 0 when there is one, else 1."""
    out, remarks = said
    say(sys.stdout, out)
    asked_most.count(found)
    if remarks:
        say(sys.stderr, remarks)
    return 0 if found.found else 1


def warn(index: Index) -> None:
    """Say that items may be missing, where the lists could not be read without errors."""
    if remarks := _faults(index):
        say(sys.stderr, remarks)


def _faults(index: Index) -> str:
    faults = index.meta("faults")
    said = f"清单有 {faults} 个错误，有的事项可能没有列入；请运行 checklist validate\n"
    return said if faults else ""


def say(stream: Any, text: str) -> None:
    """Write text whatever the console can show; a reader that has gone (`| head`) is no error.

    Nor is a remark that cannot be written. What cannot be seen is told by a sign.
    """
    put(stream, shown.painted(text, coloured=stream.isatty()))


def show(stream: Any, text: str, *, dim: bool = False) -> None:
    """Write text as the command line does: in its colours, where these are read."""
    if dim and text:
        text = shown.styled(text.removesuffix("\n"), shown.DIM) + "\n"
    put(stream, shown.painted(text, coloured=shown.in_colour(stream)))


def put(stream: Any, text: str) -> None:
    """Write what is ready to be shown, as `say` does."""
    encoding = encoding_of(stream)
    data = text.encode(encoding, "replace")
    try:
        if hasattr(stream, "buffer"):
            stream.flush()
            stream.buffer.write(data)
        else:
            stream.write(data.decode(encoding))
        stream.flush()
    except OSError as error:
        if stream is sys.stdout and not isinstance(error, BrokenPipeError):
            raise
        # Python would try to flush again on exit, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def encoding_of(stream: Any) -> str:
    """The encoding of a terminal; else what PYTHONIOENCODING says, and UTF-8 where it does not.

    On Windows the programs behind a pipe read what they would read from the console.
    """
    if stream.isatty():
        return stream.encoding or "utf-8"
    return encoding_beyond(
        "utf-8" if sys.flags.utf8_mode else os.environ.get("PYTHONIOENCODING", ""),
        _code_page() if os.name == "nt" and _is_pipe(stream) else None,
    )


def encoding_beyond(told: str, code_page: str | None) -> str:
    """The encoding of what goes to no terminal: as told (`gbk:replace`), or a console's."""
    for encoding in (told.partition(":")[0], code_page):
        try:
            if encoding and "".encode(encoding) == b"":
                return encoding
        except LookupError:  # told a Python that does not listen
            pass
    return "utf-8"


def _is_pipe(stream: Any) -> bool:
    try:
        return os.fstat(stream.fileno()).st_mode & 0o170000 == 0o010000
    except (OSError, ValueError):
        return False


def _code_page() -> str | None:
    """The code page of the console at which this was started; None when there is no console."""
    for number in (2, 0):  # of a pipe to the next program, what is left at the console
        try:
            if encoding := os.device_encoding(number):
                return encoding
        except OSError:
            pass
    return None
