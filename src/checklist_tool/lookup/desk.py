"""Say an answer to whoever reads it: a terminal, a file or a pipe. Standard library alone."""

from __future__ import annotations

import os
import sys

from checklist_tool.lookup import tally

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from checklist_tool.lookup.answer import Answer
    from checklist_tool.lookup.search import Index


def tell(found: Answer, *, as_json: bool) -> int:
    """Print an answer; 0 when something fits, else 1 with the off-list rule on stderr too."""
    terminal = sys.stdout.isatty()
    if as_json:
        say(sys.stdout, found.as_json() + "\n")
    else:
        width = os.get_terminal_size(1).columns if terminal else 0
        colour = terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
        say(sys.stdout, found.as_text(width, colour))
    tally.count(found)
    warn(found.index)
    if not found.found and as_json:
        say(sys.stderr, found.index.meta("off_list") + "\n")
    return 0 if found.found else 1


def warn(index: Index) -> None:
    """Say that items may be missing, where the lists could not be read without errors."""
    if faults := index.meta("faults"):
        said = f"清单有 {faults} 个错误，有的事项可能没有列入；请运行 checklist validate\n"
        say(sys.stderr, said)


def say(stream: Any, text: str) -> None:
    """Write text whatever the console can show; a reader that has gone (`| head`) is no error.

    Nor is a remark that cannot be written. What goes to a file or a pipe is UTF-8 everywhere.
    """
    encoding = (stream.encoding if stream.isatty() else None) or "utf-8"
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
