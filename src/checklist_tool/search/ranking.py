"""The ranking: from words to the items that they are likely to mean.

Best first lead to an item: its name in what is said around it, in another script or with a slip
of the finger; the beginning of a name; a name within a story (names); and what the words have in
common with everything that is said about the item (overlap). docs/search.md tells it with
examples. Standard library alone; what is slow happened when the index was built.
"""

from __future__ import annotations

from checklist_tool.chinese import words
from checklist_tool.search.names import CUT, begun, framed, mentioned
from checklist_tool.search.overlap import said_of
from checklist_tool.search.slips import slipped, slipped_within
from checklist_tool.search.spelling import spelled, typed_within
from checklist_tool.search.store import Index, Match, best

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Holds = Callable[[int], bool]


def inexact(index: Index, query: str, holds: Holds) -> dict[int, Match]:
    """Items that a query may mean when no name, alias or way of asking matches it exactly."""
    spoken = words.plain(query, index.tables)
    if not spoken:
        return {}
    if found := index.exact(spoken, holds) or index.exact(words.mended(spoken), holds):
        return found
    found = best(_likely(index, spoken, holds), holds)
    # 身份证 is a document, and not the beginning of 身份证明.
    if any(index.exact(spoken + rest, lambda _: True) for rest in CUT[spoken.isascii()]):
        for match in found.values():
            match.sure = False
    return found


def _likely(index: Index, spoken: str, holds: Holds) -> Iterator[Match]:
    beginnings = begun(index, spoken, holds)
    yield from beginnings or framed(index, spoken, holds)
    yield from mentioned(index, spoken, holds)
    if spoken.isascii():
        yield from spelled(index, spoken, holds)
        return
    sounds = "".join(index.tables.reading(char) for char in spoken)
    slips = slipped(index, spoken)
    yield from slips
    if not any(holds(match.entry) for match in slips):
        yield from slipped_within(index, spoken)
    yield from begun(index, spoken, holds, sounds)
    if any(char.isascii() for char in spoken):
        yield from spelled(index, sounds, holds)
        yield from typed_within(index, spoken, holds)
    # A name in which a character is another word is another thing, whatever else fits.
    others = {match.entry for match in slips if not match.sure}
    for match in said_of(index, spoken, holds):
        match.sure = match.sure and match.entry not in others
        yield match
