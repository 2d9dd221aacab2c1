"""Another place's lists beside ours: the same, only here, only there, another answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from checklist_tool.chinese.names import folded, without_brackets
from checklist_tool.exchange import book
from checklist_tool.exchange.foreign import Foreign
from checklist_tool.model.kinds import DESK, LIST_BY_NAME, LISTS, VERDICTS
from checklist_tool.repository import Repository


@dataclass(frozen=True, slots=True)
class ComparedItem:
    """An item as one of the two sides has it; `where` is its place, `routes` what to do instead."""

    name: str
    list: str
    verdict: str | None
    where: str
    id: str = ""
    purpose: str | None = None
    aliases: Sequence[str] = ()
    routes: Sequence[str] = ()

    def as_json(self) -> dict[str, Any]:
        """The side as plain data."""
        return {"id": self.id or None, "name": self.name, "list": self.list,
                "verdict": self.verdict, "where": self.where}  # fmt: skip

    @property
    def said(self) -> str:
        """The answer of this side, in Chinese: the verdict, or else the list."""
        return VERDICTS[self.verdict] if self.verdict else LISTS[self.list]


@dataclass(frozen=True, slots=True)
class Pair:
    """One item on both sides, and in what they differ: the verdict, the way out."""

    here: ComparedItem
    there: ComparedItem
    differs: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The pair as plain data."""
        return {"here": self.here.as_json(), "there": self.there.as_json(),
                "differs": list(self.differs)}  # fmt: skip


@dataclass(slots=True)
class Comparison:
    """The two sides beside each other; `doubtful` has items here that one there may be, by name."""

    same: list[Pair] = field(default_factory=list)
    differs: list[Pair] = field(default_factory=list)
    only_here: list[ComparedItem] = field(default_factory=list)
    only_there: list[ComparedItem] = field(default_factory=list)
    doubtful: dict[str, list[ComparedItem]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The comparison as plain data."""
        return {
            "same": [pair.as_json() for pair in self.same],
            "only_here": [side.as_json() for side in self.only_here],
            "only_there": [
                {
                    **side.as_json(),
                    "doubtful": [one.as_json() for one in self.doubtful.get(side.name, ())],
                }
                for side in self.only_there
            ],
            "differs": [pair.as_json() for pair in self.differs],
        }


def of_lists(repository: Repository) -> list[ComparedItem]:
    """The items of the desk of these lists."""
    found = []
    for entry in repository.of(*DESK):
        item = entry.item
        routes = [route.what for route in getattr(item, "instead", ())]
        purpose, place = getattr(item, "purpose", None), str(entry.place())
        found.append(
            ComparedItem(
                entry.name, entry.list, entry.verdict, place, entry.id, purpose, entry.aliases,
                routes,
            )
        )  # fmt: skip
    return found


def of_table(foreign: Foreign) -> list[ComparedItem]:
    """The items that a table names; their verdicts are those of its list, or of its own column."""
    found = []
    for named in foreign.entries:
        values = named.values
        routes = [route["what"] for route in values.get("instead", ())]
        verdict = values.get("verdict") or LIST_BY_NAME[named.list].verdict
        found.append(ComparedItem(named.name, named.list, verdict, str(named.at),
                          purpose=values.get("purpose"), aliases=values.get("aliases", ()),
                          routes=routes))  # fmt: skip
    return found


def compared(here: Sequence[ComparedItem], there: Sequence[ComparedItem]) -> Comparison:
    """The two beside each other, by name; of what is only here, the lists that are there too.

    An alias that fits is no proof that both mean the same: it is told as doubtful.
    """
    result = Comparison()
    by_name: dict[tuple[str, str], list[ComparedItem]] = {}
    by_alias: dict[tuple[str, str], list[ComparedItem]] = {}
    for side in here:
        kind = book.kind_named(side.list).name
        by_name.setdefault((kind, folded(side.name)), []).append(side)
        for name in (without_brackets(side.name), *side.aliases):
            by_alias.setdefault((kind, folded(name)), []).append(side)
    seen: set[int] = set()
    for side in there:
        kind = book.kind_named(side.list).name
        mine = _nearest(by_name.get((kind, folded(side.name)), ()), side)
        if mine is None:
            result.only_there.append(side)
            names = (side.name, without_brackets(side.name))
            likely = [one for name in names for one in by_alias.get((kind, folded(name)), ())]
            if likely:
                result.doubtful[side.name] = list({id(one): one for one in likely}.values())
            continue
        seen.add(id(mine))
        differs = tuple(_differences(mine, side))
        (result.differs if differs else result.same).append(Pair(mine, side, differs))
    lists = {side.list for side in there}
    result.only_here = [side for side in here if side.list in lists and id(side) not in seen]
    return result


def _nearest(mine: Iterable[ComparedItem], other: ComparedItem) -> ComparedItem | None:
    """Of several of one name the one of the same purpose, or the same verdict, else the first."""
    ranked = sorted(
        mine, key=lambda one: (one.purpose != other.purpose, one.verdict != other.verdict)
    )
    return ranked[0] if ranked else None


def _differences(mine: ComparedItem, other: ComparedItem) -> Iterable[str]:
    if mine.verdict and other.verdict and mine.verdict != other.verdict:
        yield "verdict"
    if other.routes and {*map(folded, mine.routes)} != {*map(folded, other.routes)}:
        yield "instead"
