"""What the handbook takes to print: time, memory and size; a PDF beside Typst alone.

The reference is a process that does nothing but hand Typst the same document, as it was filled in.
Time is that of the processors, since Typst uses all of them, and so do others: by the wall clock
the ratio moves with what else is at work.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from measure import CLOCKS, Place

from checklist_tool.files import WorkingTree
from checklist_tool.render import fonts, typesetter
from checklist_tool.render.book import compose
from checklist_tool.render.templates import fill
from checklist_tool.render.volumes import LIMIT
from checklist_tool.repository import load
from checklist_tool.root import shipped

HERE = Path(__file__).resolve().parent
CHECKLIST = Path(sys.executable).with_name("checklist")
PDF = 1.3  # times Typst alone
ALONE = """
import pathlib, sys, typst
source, folders = pathlib.Path(sys.argv[1]).read_bytes(), sys.argv[2:]
made = typst.compile(source, font_paths=folders, ignore_system_fonts=True, pdf_standards={})
pathlib.Path(sys.argv[1] + ".pdf").write_bytes(made)
"""
HEADINGS = ("work", "items", "measured", "memory", "size", "reference", "ratio", "budget", "")
WIDTHS = (6, 7, 9, 8, 9, 9, 5, 6, 4)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--items", default="55,1000,10000", help="sizes, with commas between")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each size up to 1,000")
    parser.add_argument("--clock", choices=CLOCKS, default="processor", help="the time taken")
    given = parser.parse_args()
    print(line(HEADINGS))
    with tempfile.TemporaryDirectory() as name:
        environment = os.environ | {"PYTHONPYCACHEPREFIX": str(Path(name, "pycache"))}
        for items in map(int, given.items.split(",")):
            place = Place(Path(name).resolve() / str(items), environment, CLOCKS[given.clock])
            place.folder.mkdir()
            for cells in rows(place, items, given.rounds):
                print(line(cells), flush=True)
            shutil.rmtree(place.folder)


def rows(place: Place, items: int, rounds: int) -> Iterator[tuple[str, ...]]:
    place.run([sys.executable, HERE / "generate.py", place.folder, "--items", str(items)], 0)
    command = [CHECKLIST, "render", "certificates", "--format"]
    pdf = [*command, "pdf"]
    if items > LIMIT:  # in volumes, and no single document to compare with
        seconds = place.run(pdf, 0)
        yield ("pdf", f"{items:,}", shown(seconds), memory(place, pdf), size(place), *[""] * 4)
        return
    timing = place.compare(pdf, alone(place), rounds=rounds)
    over = "over" if items == LIMIT and timing.ratio > PDF else ""
    yield (
        "pdf", f"{items:,}", shown(timing.measured), memory(place, pdf), size(place),
        shown(timing.reference), f"{timing.ratio:.2f}", f"{PDF}" if items == LIMIT else "", over,
    )  # fmt: skip
    shutil.rmtree(place.folder / "build")
    docx = [*command, "docx"]
    seconds = min(place.run(docx, 0) for _ in range(rounds))
    yield ("docx", f"{items:,}", shown(seconds), memory(place, docx), size(place), *[""] * 4)
    shutil.rmtree(place.folder / "build")


def alone(place: Place) -> list[str | Path]:
    repository, _ = load(WorkingTree(place.folder))
    book = compose(repository, "certificates", "r1")
    chosen = fonts.shipped()
    values = {"book": book, "paper": "a4"} | chosen.names()
    source = place.folder / "document.typ"
    source.write_text(fill(shipped(), "handbook/handbook.typ", **values), encoding="utf-8")
    program = ALONE.format(typesetter.STANDARDS)
    return [sys.executable, "-c", program, source, *chosen.folders]


def memory(place: Place, command: list[str | Path]) -> str:
    return f"{place.peak(command):,.0f} MB"


def size(place: Place) -> str:
    made = sum(path.stat().st_size for path in (place.folder / "build").iterdir())
    return f"{made / 1e6:.2f} MB"


def shown(seconds: float) -> str:
    return f"{seconds:.1f} s"


def line(cells: tuple[str, ...]) -> str:
    padded = [cell.rjust(width) for cell, width in zip(cells, WIDTHS, strict=True)]
    return "  ".join([cells[0].ljust(WIDTHS[0]), *padded[1:]]).rstrip()


if __name__ == "__main__":
    main()
