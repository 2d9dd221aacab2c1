"""The one way in which the files are written: order of keys, indents, quotes; comments stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checklist_tool import yaml_source
from checklist_tool.editing.layout import UNKNOWN, Layout
from checklist_tool.editing.written import Piece, lines
from checklist_tool.problems import ChecklistError
from checklist_tool.yaml_nodes import Node, nodes


def canonical(text: str, layout: Layout = UNKNOWN) -> str:
    """The text in its canonical form, with the same data and the same comments.

    The text is one that yaml_source has read. Comments and blank lines stay with what follows
    them, with the line that they stand on, or with the block that they end. Raises
    ChecklistError when that cannot be done for sure.
    """
    found = None
    try:
        root = nodes(text)
        if root is not None and root.entries:
            whole = _Reader(text).whole(root)
            above = [*whole.above, *filter(None, [whole.beside])]
            found = "\n".join([*above, *lines(whole, layout)]).strip("\n") + "\n"
    except _Strange:
        pass
    if found == text:
        return text
    if found is None or _data(found) != _data(text) or comments(found) != comments(text):
        raise ChecklistError(
            "写法特别，排版可能弄丢注释或内容，没有动它",
            hint="用编辑器把它改成每个键一行、列表用“- ”的普通写法",
        )
    return found


class _Strange(Exception):
    """Something between the values that is neither a comment nor an indicator."""


def _data(text: str) -> object:
    source, _ = yaml_source.read("", text.encode("utf-8", "surrogatepass"))
    return source and [source.data]


def comments(text: str) -> list[str]:
    """Every comment of a text, sorted."""
    root = nodes(text)
    return sorted(_Reader(text).comments(root)) if root else []


class _Reader:
    """Takes a text apart into pieces, each with the comments around it, from front to back."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0  # all before it has been taken
        self._last: Piece | None = None  # what ends there: a comment may stand beside it
        self._ended: list[tuple[int, Piece]] = []  # the blocks that end there, by column

    def whole(self, root: Node) -> Piece:
        """The outermost mapping or list."""
        piece = Piece(None)
        self._value(piece, root)
        piece.below += self._above(len(self._text), 0)
        first = next(
            iter(piece.value.values() if isinstance(piece.value, dict) else piece.value or ())
        )
        if isinstance(first, Piece) and "" in first.above:  # the head of the file, not of the key
            blank = len(first.above) - first.above[::-1].index("")
            piece.above, first.above = first.above[:blank], first.above[blank:]
        return piece

    def comments(self, root: Node) -> Iterator[str]:
        """Every comment of the text."""
        for start, end in [*_scalars(root), (len(self._text), 0)]:
            yield from (line for line, _ in self._lines(start) if line)
            yield from filter(None, [self._head(start, end)])
            self._at = end

    def _value(self, piece: Piece, node: Node) -> None:
        if node.kind == "scalar" or node.flow:
            piece.above += self._rest(node.start, piece)
        if node.kind == "scalar":
            piece.value, piece.plain = node.value, not node.style
            piece.beside = self._head(node.start, node.end) or piece.beside
        elif node.flow:
            self._at, self._last = node.start + 1, None
        pairs: dict[str, Piece] = {}
        elements: list[Piece] = []
        for index, entry in enumerate(node.entries):
            part = Piece(None)
            if node.flow:
                part.above += filter(None, self._rest(entry.start, self._last))
            elif index:
                part.above += self._above(entry.start, node.column)
            else:
                part.above += self._rest(entry.start, piece)
            self._ended.clear()
            self._at = entry.key.end if entry.key else entry.start + (not node.flow)
            self._value(part, entry.value)
            pairs[entry.name] = part
            elements.append(part)
        if node.kind != "scalar":
            piece.value = pairs if node.kind == "mapping" else elements
        if node.flow:
            rest = filter(None, self._rest(node.end, self._last))
            (piece.below if node.entries else piece.above).extend(rest)
        elif node.entries:
            self._ended.append((node.column, piece))
        self._at, self._last = node.end, self._last if node.entries and not node.flow else piece

    def _above(self, end: int, column: int) -> list[str]:
        """What stands above a key or dash at this column.

        Comments that stand further in than it end the block that has just ended there.
        """
        blocks = [block for block in self._ended if block[0] > column]  # the innermost first
        found: list[str] = []
        blanks: list[str] = []
        for line, at in self._take(end, self._last):
            if not line:
                blanks.append(line)
                continue
            while blocks and blocks[0][0] > at:
                blocks.pop(0)
            target = blocks[0][1].below if blocks else found
            target += [*blanks, line]
            blanks = []
        return found + blanks

    def _rest(self, end: int, beside: Piece | None) -> list[str]:
        return [line for line, _ in self._take(end, beside)]

    def _take(self, end: int, beside: Piece | None) -> list[tuple[str, int]]:
        """The comments and blank lines up to `end`, by column, but for one that stands beside."""
        found = []
        for line, column in self._lines(end):
            if column is not None:
                found.append((line, column))
            elif beside is not None and not beside.beside:
                beside.beside = line
            else:
                found.append((line, 0))
        self._at = end
        return found

    def _lines(self, end: int) -> Iterator[tuple[str, int | None]]:
        """Comments, and blank lines as empty texts; the column, or None on the line begun."""
        rows = self._text[self._at : end].split("\n")
        for index, row in enumerate(rows):
            found = _GAP.fullmatch(row)
            if found is None:
                raise _Strange
            begun = index == 0 and self._at > 0
            if found["comment"]:
                yield found["comment"].rstrip(), None if begun else found.start("comment")
            elif not row.strip() and not begun and index < len(rows) - 1:
                yield "", 0

    def _head(self, start: int, end: int) -> str:
        """The comment behind the mark of a block scalar."""
        if self._text[start : start + 1] not in ("|", ">"):
            return ""
        found = re.search(r"[ \t](#.*)", self._text[start:end].partition("\n")[0])
        return found[1].rstrip() if found else ""


# Between values: indicators, and a comment.
_GAP = re.compile(r"(?:(?:---|\.\.\.)(?=[ \t]|$))?[-?:,\[\]{} \t]*(?P<comment>#.*)?")


def _scalars(node: Node) -> Iterator[tuple[int, int]]:
    """Where every key and text stands, from front to back."""
    if node.kind == "scalar":
        yield node.start, node.end
    for entry in node.entries:
        if entry.key is not None:
            yield entry.key.start, entry.key.end
        yield from _scalars(entry.value)
