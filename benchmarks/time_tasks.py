"""How long `tasks list` takes for many requests, beside reading their files alone.

    python benchmarks/time_tasks.py REQUESTS ROUNDS

writes so many imaginary requests into a temporary folder, half of them with a deadline.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from checklist_tool.files import Part, WorkingTree
from checklist_tool.repository import load

CHECKLIST = Path(sys.executable).with_name("checklist")
EDITION = """\
jurisdiction: 想象区
title: 合成清单
edition: 合成
issued_on: 2026-01-01
off_list:
  answer: 清单上没有这一项
admission:
  accept_within: 5
  review_within: 20
"""
REQUEST = """\
id: {name}
title: 想象的任务{number}
applicant: 想象局{office}
task: 想象的内容，只为量一量快慢
ground: 想象的理由
basis:
  - policy: xiangxiang
workload: 每月一次
period:
  start: 2026-03-15
  end: 2026-12-31
targets: 想象的居村
committees:
  - 想象村{office}
support:
  money: 若干
burdens:
  none: true
opinions:
  - 没有意见
steps:
  - on: 2026-03-02
    act: submit
  - on: 2026-03-04
    act: accept
{more}sources:
  - title: 申请书
    publisher: 想象局
    published_on: 2026-03-02
"""
MORE = """\
  - on: 2026-03-10
    act: review
    outcome: approved
  - on: 2026-03-12
    act: publish
"""


def main(requests: int, rounds: int) -> dict[str, float]:
    """Medians in seconds, and of the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "lists")
        _generate(root, requests)
        command = [CHECKLIST, "tasks", "list", "--json", "--root", root]
        pairs = []
        for number in range(rounds):
            reading = _reading(root)
            # A cache of its own each time: what was said before would be said again.
            environment = os.environ | {"CHECKLIST_CACHE": str(Path(folder, f"cache-{number}"))}
            start = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=environment)
            pairs.append((time.perf_counter() - start, reading))
    return {
        "list": median(listed for listed, _ in pairs),
        "reading": median(reading for _, reading in pairs),
        "ratio": median(listed / reading for listed, reading in pairs),
    }


def _reading(root: Path) -> float:
    gc.collect()
    start = time.perf_counter()
    result = load(Part(WorkingTree(root), "data/tasks/"))
    seconds = time.perf_counter() - start
    del result  # freeing it is no part of the work
    return seconds


def _generate(root: Path, requests: int) -> None:
    folder = root / "data/tasks/2026"
    folder.mkdir(parents=True)
    (root / "data/lists").mkdir()
    (root / "data/edition.yaml").write_text(EDITION, encoding="utf-8")
    for number in range(requests):
        name = f"renwu-{number}"
        more = MORE if number % 2 else ""
        text = REQUEST.format(name=name, number=number, office=number % 50, more=more)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
