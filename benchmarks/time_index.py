"""How long the index of a root takes, beside reading the files alone, in one process.

They are read twice: as the program reads them, and as `reference_validate.py` does.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import reference_validate

from checklist_tool.files import WorkingTree
from checklist_tool.repository import load
from checklist_tool.search import build


def main(root: str, rounds: int) -> dict[str, list[float]]:
    """Seconds of each round, reading included in the build; the index is left in the cache."""
    found: dict[str, list[float]] = {"build": [], "own": [], "plain": []}
    for _ in range(rounds):
        found["plain"].append(_seconds(lambda: reference_validate.main(root)))
        found["own"].append(_seconds(lambda: load(WorkingTree(Path(root)))))
        found["build"].append(_seconds(lambda: build.build(root)))
    return found


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    del result  # freeing it is no part of the work
    return seconds


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]))))
