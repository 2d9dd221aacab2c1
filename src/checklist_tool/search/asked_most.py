"""What is asked for most, and what is not found: a count on this machine, if its users want one.

A line is a day, how sure the answer was, and the item if it was sure; never the words that were
typed, and nothing of the person. There is a count as long as its file is there:
`checklist stats --start` makes it, `--stop` takes it away. Standard library alone: every answer
passes here.
"""

from __future__ import annotations

import os
import time

from checklist_tool.root import states
from checklist_tool.search.store import named_after

TYPE_CHECKING = False
if TYPE_CHECKING:
    from checklist_tool.search.answer import Answer


def path(root: str) -> str:
    """Where the count of the lists below root is kept, whether there is one or not."""
    return os.path.join(states(), named_after(root) + ".tsv")


def count(answer: Answer) -> None:
    """Count the level of an answer, and of a sure one the item, if there is a count.

    A count that cannot be written stands in nobody's way.
    """
    file = path(answer.index.root)
    if not os.path.exists(file):
        return
    item = answer.matches[0][1][0] if answer.level == "sure" else ""
    try:
        with open(file, "a", encoding="utf-8", newline="\n") as lines:
            lines.write(f"{time.strftime('%Y-%m-%d')}\t{answer.level}\t{item}\n")
    except OSError:
        pass


def read(root: str) -> list[tuple[str, str, str]]:
    """What was counted: day, level and item; lines that are no such thing are passed over."""
    try:
        with open(path(root), encoding="utf-8", errors="replace") as lines:
            rows = [tuple(line.rstrip("\n").split("\t")) for line in lines]
    except OSError:
        return []
    return [row for row in rows if len(row) == 3]
