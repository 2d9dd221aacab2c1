"""Items that stand in the files and in no answer, since what they say has a fault.

What is asked of an index is standard library alone.
"""

from __future__ import annotations

from checklist_tool.chinese import words
from checklist_tool.search.parsing import parsed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from checklist_tool.search.store import Index

SAID = "清单上有这一项，但它的内容有错误，先不要答复"
WAY_OUT = "运行 checklist validate，改好再查"


class LeftOut:
    """An item that is left out: its id and name, "" where it has none, and where it stands."""

    __slots__ = ("id", "line", "name", "path")

    def __init__(self, id: str, name: str, path: str, line: str) -> None:
        self.id, self.name, self.path, self.line = id, name, path, line

    @property
    def message(self) -> str:
        """What is said of it instead of an answer."""
        return f"{self.name or self.id}：{SAID}"

    @property
    def place(self) -> str:
        """Where it stands, as file and line."""
        return f"{self.path}:{self.line}"


def called(index: Index, typed: str) -> list[LeftOut]:
    """The items left out of an index that have exactly this id, name, alias or everyday name.

    Spaces, punctuation and words of speech around it do not count.
    """
    plain = words.plain(typed, index.tables)
    asked = {plain, *words.framed(plain)}
    return [
        LeftOut(id, name, path, line)
        for id, name, path, line, *keys in parsed(index.meta("broken"))
        if asked.intersection(keys)
    ]
