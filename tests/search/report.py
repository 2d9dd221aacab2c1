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

from checklist_tool.search import build, store
from checklist_tool.search.answer import ask

FOLDER = Path(__file__).parent
TUNED = ("examples", "tuning", "tuning_long", "tuning_second")
APART = ("held_out", "unseen", "unseen_second", "outside")  # only ever scored
SETS = TUNED + APART


@dataclass
class Score:
    """Of the queries of one kind: how many there are, and how many found it first, or in three.

    `sure` counts those that got an answer, `wrong` those whose answer was not the right one. For
    queries that should find nothing, no answer counts as first, and nothing shown as in three; a
    signpost is no answer from the lists, and most of these queries are older than the signposts.
    """

    asked: int = 0
    first: int = 0
    three: int = 0
    sure: int = 0
    wrong: int = 0
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


def scores(index: store.Index, name: str) -> dict[str, Score]:
    """The scores of a set by kind, in the order in which the kinds come."""
    found: dict[str, Score] = defaultdict(Score)
    for one in queries(name):
        scope, expected = one.get("scope", "certificate"), one["expected"]
        kind = None if scope == "any" else str(scope)
        answer = ask(index, str(one["query"]), strftime("%Y-%m-%d"), kind)
        names = [row[3] for _, row in answer.offered]
        answered = answer.found and bool(expected or answer.verdict != "elsewhere")
        score = found[str(one["kind"]) + ("" if expected else " *")]
        score.asked += 1
        score.sure += answered
        score.wrong += answered and names[0] not in expected
        first = names[0] in expected if names and expected else not (answered or expected)
        score.first += first
        score.three += any(name in expected for name in names) if expected else not names
        if not first:
            score.missed.append(f"{one['query']} → {'、'.join(names) or '（没有）'}")
    return found


def table(index: store.Index) -> Iterator[str]:
    """The report, line by line."""
    for name in SETS:
        yield f"{name}"
        yield f"  {'kind':<24} {'queries':>7} {'hit@1':>7} {'hit@3':>7} {'sure':>7} {'wrong':>7}"
        for kind, score in scores(index, name).items():
            sure, wrong = score.sure / score.asked, score.wrong / score.asked
            yield (
                f"  {kind:<24} {score.asked:>7} {score.hit1:>7.1%} {score.hit3:>7.1%}"
                f" {sure:>7.1%} {wrong:>7.1%}"
            )
        yield ""
    yield "* nothing on the lists fits: hit@1 is no answer, hit@3 nothing shown"
    yield "sure: an answer, not what may be meant; wrong: an answer that is not the right one"


def main() -> None:
    """Print the report; with --missed also what went wrong, but never of the sets kept apart."""
    with tempfile.TemporaryDirectory() as cache:
        environ["CHECKLIST_CACHE"] = cache
        index = store.Index(build.build(str(FOLDER.parents[1])))
        print("\n".join(table(index)))
        if "--missed" in sys.argv:
            for name in TUNED:
                for kind, score in scores(index, name).items():
                    print(*(f"{name} {kind}: {line}" for line in score.missed), sep="\n")
        index.connection.close()


if __name__ == "__main__":
    main()
