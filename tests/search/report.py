"""How well the search finds, by kind of query: `make search-report`."""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from os import environ
from pathlib import Path
from time import strftime

import yaml

from checklist_tool.lookup import compile, search

FOLDER = Path(__file__).parent
TUNED = ("examples", "tuning", "tuning_long", "tuning_second")
APART = ("held_out", "unseen", "unseen_second")  # only ever scored
SETS = TUNED + APART
NOTHING = ("none", "out_of_domain")  # kinds of queries that nothing fits


@dataclass
class Score:
    """Of the queries of one kind: how many there are, and how many found it first, or in three.

    For queries that should find nothing, finding nothing counts as both.
    """

    asked: int = 0
    first: int = 0
    three: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def hit1(self) -> float:
        return self.first / self.asked

    @property
    def hit3(self) -> float:
        return self.three / self.asked


def queries(name: str) -> list[dict[str, object]]:
    """One set: query, expected names, kind, and optionally scope."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    loaded: list[dict[str, object]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded


def scores(index: search.Index, name: str) -> dict[str, Score]:
    """The scores of a set by kind, in the order in which the kinds come."""
    found: dict[str, Score] = defaultdict(Score)
    for one in queries(name):
        scope = one.get("scope", "certificate")
        matches = index.search(
            str(one["query"]), strftime("%Y-%m-%d"), None if scope == "any" else str(scope)
        )
        names = [index.row(match.entry)[3] for match in matches[:3]]
        expected = one["expected"]
        score = found[str(one["kind"])]
        score.asked += 1
        first = names[:1] == [] if not expected else bool(names) and names[0] in expected
        score.first += first
        score.three += first or any(name in expected for name in names)
        if not first:
            score.missed.append(f"{one['query']} → {'、'.join(names) or '（没有）'}")
    return found


def table(index: search.Index) -> Iterator[str]:
    """The report, line by line."""
    for name in SETS:
        yield f"{name}"
        yield f"  {'kind':<15} {'queries':>7} {'hit@1':>7} {'hit@3':>7}"
        for kind, score in scores(index, name).items():
            label = f"{kind} *" if kind in NOTHING else kind
            yield f"  {label:<15} {score.asked:>7} {score.hit1:>7.1%} {score.hit3:>7.1%}"
        yield ""
    yield "* found nothing, as it should; the rest are false answers"


def main() -> None:
    """Print the report; with --missed also what went wrong, but never of the sets kept apart."""
    with tempfile.TemporaryDirectory() as cache:
        environ["CHECKLIST_CACHE"] = cache
        index = search.Index(compile.build(str(FOLDER.parents[1])))
        print("\n".join(table(index)))
        if "--missed" in sys.argv:
            for name in TUNED:
                for kind, score in scores(index, name).items():
                    print(*(f"{name} {kind}: {line}" for line in score.missed), sep="\n")
        index.connection.close()


if __name__ == "__main__":
    main()
