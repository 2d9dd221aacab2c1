"""How long the index of a root takes, beside reading the files alone, in one process."""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from checklist_tool.files import WorkingTree
from checklist_tool.lookup import compile
from checklist_tool.repository import load


def main(root: str, rounds: int) -> dict[str, float]:
    """Medians in seconds and of the ratios; the index is left in the cache."""
    pairs = []
    for _ in range(rounds):
        reading = _seconds(lambda: load(WorkingTree(Path(root))))
        pairs.append((_seconds(lambda: compile.build(root)), reading))
    return {
        "build": median(build for build, _ in pairs),
        "reading": median(reading for _, reading in pairs),
        "ratio": median(build / reading for build, reading in pairs),
    }


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    del result  # freeing it is no part of the work
    return seconds


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]))))
