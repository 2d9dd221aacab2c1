"""How long the handbook page takes, beside reading the lists and filling its template alone."""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

from checklist_tool import checks
from checklist_tool.files import WorkingTree
from checklist_tool.render import html
from checklist_tool.render.book import compose
from checklist_tool.repository import Repository, load


def main(root: Path, rounds: int) -> dict[str, float]:
    """Medians in seconds and of the ratios; of the first page only, as a command makes it."""
    pairs = []
    for _ in range(rounds):
        reading = _seconds(lambda: load(WorkingTree(root)))
        filling = _filling(load(WorkingTree(root))[0], root)
        pairs.append((_seconds(lambda: _page(root)), reading + filling))
    return {
        "render": median(render for render, _ in pairs),
        "reference": median(reference for _, reference in pairs),
        "ratio": median(render / reference for render, reference in pairs),
    }


def _page(root: Path) -> str:
    repository, _ = checks.examine(WorkingTree(root), date.today())
    return html.page(compose(repository, "all", ""), repository, root)


def _filling(repository: Repository, root: Path) -> float:
    """The seconds of Jinja alone: the template of the page, with all it needs at hand."""
    needed: list[tuple[Any, dict[str, Any]]] = []

    def kept(*given: Any, **values: Any) -> str:
        needed.append((given, values))
        return ""

    fill = html.fill
    with patch.object(html, "fill", kept):
        html.page(compose(repository, "all", ""), repository, root)
    [(given, values)] = needed
    return _seconds(lambda: fill(*given, **values))


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    del result  # freeing it is no part of the work
    return seconds


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
