"""Where we stand against the budgets: one run, medians, ratios to what Python alone takes.

This process loads nothing heavy and leaves the work to others, which it times from outside.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import peers
from measure import Place, Timing

from checklist_tool.root import shipped

HERE = Path(__file__).resolve().parent
CHECKLIST = Path(sys.executable).with_name("checklist")
NEGATIVE = Path("data/lists/certificates/negative.yaml")
WORDS = Path("data/vocabulary/negative.yaml")
FAULT = "  - id: guzhang\n    name: 没有写理由的证明\n"

QUERY, QUERY_INEXACT, VALIDATE, INDEX = 2.0, 2.5, 0.45, 1.5  # times the reference
SHOWING, LOADING = 4.0, 10.0  # times Python's start: commands that need the index, or the lists
AGAIN, CHANGED, EMPTY = 8.0, 15.0, 30.0  # the same for validate: unchanged, changed, no cache
TASKS, REQUESTS = 3.0, 10_000  # times reading their files
PAGE, RENDER = 1_000, 2.0  # items of the page that is made, beside reading them plus Jinja alone
QUERY_MEMORY, VALIDATE_MEMORY = 40.0, 300.0  # MiB
BESIDE = 20_000  # items up to which slow work is measured more than once, and peers at all
LARGE = 10_000  # items from which the budgets of validate and index hold; below, all is start


@dataclass(frozen=True)
class Row:
    """One line of the table; without a ratio it is the peak memory that has the budget."""

    work: str
    items: int | None
    seconds: float | None = None
    reference: float | None = None
    ratio: float | None = None
    memory: float | None = None
    budget: float | None = None

    @property
    def over(self) -> bool:
        """Whether the work takes more than its budget."""
        spent = self.memory if self.ratio is None else self.ratio
        return self.budget is not None and spent is not None and spent > self.budget

    def cells(self) -> tuple[str, ...]:
        """The line as it is printed."""
        unit = "" if self.ratio is not None else " MB"
        return (
            self.work,
            f"{self.items:,}" if self.items else "shipped",
            _shown(self.seconds and self.seconds * 1000, " ms") or _shown(self.memory, " MB"),
            _shown(self.reference and self.reference * 1000, " ms"),
            "" if self.ratio is None else f"{self.ratio:.2f}",
            "" if self.budget is None else f"{self.budget:g}{unit}",
            "over" if self.over else "",
        )


HEADINGS = ("work", "items", "measured", "reference", "ratio", "budget", "")
WIDTHS = (38, 7, 10, 9, 5, 6, 4)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--items", default="55,10000,100000", help="sizes, with commas between")
    parser.add_argument("--rounds", type=int, default=15, help="runs of each quick command")
    parser.add_argument("--json", action="store_true", dest="as_json")
    given = parser.parse_args()
    sizes = [int(size) for size in given.items.split(",")]
    with tempfile.TemporaryDirectory() as name:
        rows = _rows(Path(name).resolve(), sizes, given.rounds)
        if given.as_json:
            print(json.dumps([asdict(row) | {"over": row.over} for row in rows], indent=2))
            return
        # Line by line as it is measured: a large size takes long, and may be stopped.
        print(_line(HEADINGS))
        for row in rows:
            print(_line(row.cells()), flush=True)


def _rows(work: Path, sizes: list[int], rounds: int) -> Iterator[Row]:
    environment = os.environ | {"CHECKLIST_CACHE": str(work / "cache")}
    environment.pop("CHECKLIST_ROOT", None)
    # An installed package is compiled; a checkout may be told not to be, and keeps clean so.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(work / "pycache")
    lists = work / "shipped"
    shutil.copytree(Path(shipped(), "data"), lists / "data")
    yield from _shipped(Place(lists, environment), rounds)
    yield _tasks(Place(work, environment))
    yield _page(work, Place(work, environment))
    for items in sizes:
        root = work / str(items)
        _say(f"{items:,} items")
        place = Place(work, environment)
        place.run([sys.executable, HERE / "generate.py", root, "--items", str(items)], 0)
        place = Place(root, environment)
        yield from _index(place, items)
        yield from _queries(place, items, rounds)
        yield from _validate(place, items, rounds)
        if items <= BESIDE:
            yield from _peers(place, items)
        shutil.rmtree(root)


def _shipped(place: Place, rounds: int) -> Iterator[Row]:
    """What the shipped lists take; what is asked again is answered with what was said before."""
    _say("shipped lists")
    for words in ("init", "add .", "-c user.name=x -c user.email=x@example.com commit -m lists"):
        place.run(["git", *words.split()], 0)
    number = itertools.count()

    def edit() -> None:
        with (place.folder / NEGATIVE).open("a", encoding="utf-8") as file:
            file.write(f"# {next(number)}\n")

    def clear() -> None:
        shutil.rmtree(place.environment["CHECKLIST_CACHE"], ignore_errors=True)

    for words, budget in (
        ("list", SHOWING), ("show qinshu-guanxi", SHOWING), ("tasks list", LOADING),
        ("report", LOADING), ("impact minfa-2020-20", LOADING), ("diff", LOADING),
    ):  # fmt: skip
        command = [CHECKLIST, *words.split()]
        first = place.compare(command, rounds=rounds, before=place.forget)
        yield _timed(f"{words}: first", None, first, budget)
        yield _timed(f"{words}: again", None, place.compare(command, rounds=rounds), budget)
    for work, before, budget in (
        ("again", lambda: None, AGAIN), ("after a change", edit, CHANGED),
        ("with an empty cache", clear, EMPTY),
    ):  # fmt: skip
        timing = place.compare([CHECKLIST, "validate"], rounds=rounds, before=before)
        yield _timed(f"validate: {work}", None, timing, budget)
    stale = place.compare([CHECKLIST, "query", "亲属关系证明"], rounds=rounds, before=edit)
    yield _timed("query: first after a change", None, stale, None)


def _tasks(place: Place) -> Row:
    _say(f"{REQUESTS:,} requests")
    command = [sys.executable, HERE / "time_tasks.py", str(REQUESTS), "3"]
    done = subprocess.run(command, env=place.environment, stdout=subprocess.PIPE, check=True)
    found = json.loads(done.stdout)
    timing = Timing(found["list"], found["reading"], found["ratio"])
    return _timed("tasks list", REQUESTS, timing, TASKS)


def _page(work: Path, place: Place) -> Row:
    _say(f"the page of {PAGE:,} items")
    root = work / "page"
    place.run([sys.executable, HERE / "generate.py", root, "--items", str(PAGE)], 0)
    command = [sys.executable, HERE / "time_render.py", root, "5"]
    done = subprocess.run(command, env=place.environment, stdout=subprocess.PIPE, check=True)
    found = json.loads(done.stdout)
    shutil.rmtree(root)
    timing = Timing(found["render"], found["reference"], found["ratio"])
    return _timed("render html", PAGE, timing, RENDER)


def _index(place: Place, items: int) -> Iterator[Row]:
    rounds = 3 if items <= BESIDE else 1
    command = [sys.executable, HERE / "time_index.py", place.folder, str(rounds)]
    done = subprocess.run(command, env=place.environment, stdout=subprocess.PIPE, check=True)
    found = json.loads(done.stdout)
    budget = INDEX if items >= LARGE else None
    for how, reference, most in (("PyYAML's", "plain", budget), ("our own", "own", None)):
        pairs = list(zip(found["build"], found[reference], strict=True))
        timing = Timing(
            median(build for build, _ in pairs),
            median(reading for _, reading in pairs),
            median(build / reading for build, reading in pairs),
        )
        yield _timed(f"index build, beside {how} reading", items, timing, most)


def _queries(place: Place, items: int, rounds: int) -> Iterator[Row]:
    name, ask = _words(place.folder)
    for work, words, budget, code in (
        ("query", [name], QUERY, 0),
        ("query --json", [name, "--json"], QUERY, 0),
        ("query, a slip in the name", [name.replace("证明", "证名")], QUERY_INEXACT, 0),
        # Of very many items alike but for place and purpose, too many may have these words.
        ("query, everyday words", [ask], QUERY_INEXACT, None),
    ):
        command = [CHECKLIST, "query", *words]
        yield _timed(work, items, place.compare(command, rounds=rounds, code=code), budget)
        yield Row(f"{work}: memory", items, memory=place.peak(command), budget=QUERY_MEMORY)


def _words(folder: Path) -> tuple[str, str]:
    """The first item's name, and a way of asking for it that stands nowhere just so."""
    with (folder / NEGATIVE).open(encoding="utf-8") as file:
        name = next(line.strip() for line in file if line.startswith("    name: "))
    with (folder / WORDS).open(encoding="utf-8") as file:
        lines = (line.strip() for line in file)
        next(line for line in lines if line == "asks:")
        next(lines)
        said, _, where = next(lines).removeprefix("- ").rpartition("，")
    return name.removeprefix("name: "), where + said


def _validate(place: Place, items: int, rounds: int) -> Iterator[Row]:
    command = [CHECKLIST, "validate"]
    faulty = Place(place.folder.with_name("faulty"), place.environment)
    shutil.copytree(place.folder, faulty.folder)
    with (faulty.folder / NEGATIVE).open("a", encoding="utf-8") as file:
        file.write(FAULT)
    # The reference would stop at the fault, so it reads the correct lists both times.
    reference = [sys.executable, HERE / "reference_validate.py", place.folder]
    budget = VALIDATE if items >= LARGE else None
    rounds = rounds if items < LARGE else 3 if items <= BESIDE else 1
    for work, where, code in (("validate", place, 0), ("validate, one fault", faulty, 1)):
        timing = where.compare(command, reference, rounds=rounds, code=code, before=place.forget)
        yield _timed(work, items, timing, budget)
        place.forget()
        memory = where.peak(command)
        most = VALIDATE_MEMORY if items <= LARGE else None
        yield Row(f"{work}: memory", items, memory=memory, budget=most)
    yield Row("the reference: memory", items, memory=place.peak(reference))
    shutil.rmtree(faulty.folder)


def _peers(place: Place, items: int) -> Iterator[Row]:
    """Other checkers; their reference is `validate` itself."""
    schemas = place.folder.with_name("schemas")
    place.run([CHECKLIST, "schema", "--out", schemas], 0)
    rounds = 3 if items < LARGE else 1
    for name, command in peers.commands(place.folder, schemas / "certificate.json"):
        timing = place.compare(command, [CHECKLIST, "validate"], rounds=rounds, before=place.forget)
        yield _timed(f"{name}, beside validate", items, timing, None)
        yield Row(f"{name}: memory", items, memory=place.peak(command))


def _timed(work: str, items: int | None, timing: Timing, budget: float | None) -> Row:
    return Row(work, items, timing.measured, timing.reference, timing.ratio, budget=budget)


def _shown(value: float | None, unit: str) -> str:
    return "" if value is None else f"{value:,.0f}{unit}" if value >= 100 else f"{value:.1f}{unit}"


def _line(cells: tuple[str, ...]) -> str:
    padded = [cell.rjust(width) for cell, width in zip(cells, WIDTHS, strict=True)]
    return "  ".join([cells[0].ljust(WIDTHS[0]), *padded[1:]]).rstrip()


def _say(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    main()
