"""How much longer `validate` takes when what it reads is twice as long.

Each kind of input grows until the start of the program no longer hides what it costs; each is
checked by a process of its own, from whose time that of the smallest lists is taken away.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from math import log2
from pathlib import Path

LIMIT = 2.3  # times the work, for twice the input
_LONG_ENOUGH = 0.5  # seconds beyond the start, at the second largest size
_SEEN = 0.1  # seconds: below, the clock is too coarse
_STOP = 120  # seconds: what takes longer is not linear

EDITION = """\
jurisdiction: 上海市金山区
title: 居村组织清单
edition: 第1期
issued_on: 2026-01-01
off_list:
  answer: 清单上没有这一项
"""
REGISTER = """\
title: 政策依据库
items:
  - id: minfa-2020-20
    title: 关于改进和规范基层群众性自治组织出具证明工作的指导意见
"""
BASIS = "[{policy: minfa-2020-20}]"
SOURCE = '[{title: 指导意见, url: "https://www.mca.gov.cn/a.html"}]'
ENDING = f"""\
    reason: 有规定
    basis: {BASIS}
    sources: {SOURCE}
"""
POSITIVE = "data/lists/certificates/positive.yaml"
NEGATIVE = "data/lists/certificates/negative.yaml"
WORDS = "data/vocabulary/positive.yaml"
REQUEST = "data/tasks/2026/shuju-hecha.yaml"

Files = dict[str, str | bytes]


def item(number: int, more: str = "", name: str = "") -> str:
    return f"  - id: i{number}\n    name: {name or f'证明{number}号'}\n{more}{ENDING}"


def certificates(*items: str, verdict: str = "issue") -> str:
    return f"title: 正面清单\nverdict: {verdict}\nitems:\n" + "".join(items)


def one(more: str, name: str = "") -> Files:
    return {POSITIVE: certificates(item(1, more, name))}


def lines(text: str, count: int) -> str:
    return "".join(text.format(number) for number in range(count))


def request(more: str) -> Files:
    return {REQUEST: f"title: 数据核查\napplicant: 统计局\nlevel: 区级\ntask: 核查\n{more}"}


def two_verdicts(count: int) -> Files:
    names = "    aliases:\n" + lines("      - 别名{}\n", count)
    refused = item(2, names + "    instead: [{what: 户口簿}]\n")
    return {
        POSITIVE: certificates(item(1, names)),
        NEGATIVE: certificates(refused, verdict="refuse"),
    }


def same_names(count: int) -> Files:
    half = [item(number, name="同名证明") for number in range(count)]
    other = [
        item(number, "    instead: [{what: 户口簿}]\n", "同名证明")
        for number in range(count, 2 * count)
    ]
    return {POSITIVE: certificates(*half), NEGATIVE: certificates(*other, verdict="refuse")}


def ended(count: int) -> Files:
    """The same name many times, each for days on which none of the others holds."""
    years = ((1000 + number // 300, number % 300) for number in range(count))
    items = (
        item(
            number,
            f"    effective_from: {year}-{day // 25 + 1:02}-{day % 25 + 1:02}\n"
            f"    effective_to: {year}-{day // 25 + 1:02}-{day % 25 + 1:02}\n",
            "同名证明",
        )
        for number, (year, day) in enumerate(years)
    )
    return {POSITIVE: certificates(*items)}


def files(count: int) -> Files:
    text = "title: 数据核查{0}\napplicant: 统计局\nlevel: 区级\nnobody: {0}\n"
    return {f"data/tasks/2026/t{n}.yaml": text.format(n) for n in range(count)}


def asked(count: int) -> Files:
    answers = lines("  - {{ask: 证明{0}号, verdict: issue, item: i{0}}}\n", count)
    return {
        POSITIVE: certificates(*(item(number) for number in range(count))),
        "data/answers.yaml": f"title: 固定问答\nitems:\n{answers}",
    }


# What grows, and of which size it is first; the size is found by trying.
KINDS: dict[str, Callable[[int], Files]] = {
    "items": lambda n: {POSITIVE: certificates(*map(item, range(n)))},
    "items with two faults": lambda n: {
        POSITIVE: certificates(*(item(i, "    nobody: x\n    no: x\n") for i in range(n)))
    },
    "digits in a note": lambda n: one(f"    note: {'1' * n}\n"),
    "house numbers": lambda n: one(f"    note: {'1号' * n}\n"),
    "digits in a comment": lambda n: one(f"    # {'7' * n}\n"),
    "mobile numbers": lambda n: one("    note: " + "13812345678，" * n + "\n"),
    "letters in a line": lambda n: one(f"    note: {'字' * n}\n"),
    "words in a line": lambda n: one(f"    note: {'字 ' * n}字\n"),
    "a long name": lambda n: one("", "名" * n),
    "a long id": lambda n: {POSITIVE: certificates(item(1).replace("i1", "i" * n))},
    "a long name and many faults": lambda n: one(lines("    k{}: x\n", n // 10), "名" * n),
    "a long key": lambda n: one(f"    ? {'data/' * n}\n    : x\n"),
    "unknown keys in an item": lambda n: one(lines("    key{}: x\n", n)),
    "unknown keys of the list": lambda n: {POSITIVE: certificates(item(1)) + lines("k{}: x\n", n)},
    "unknown keys of a request": lambda n: request(lines("key{}: x\n", n)),
    "one key many times": lambda n: one("    note: x\n" * n),
    "aliases": lambda n: one("    aliases:\n" + lines("      - 别名{}\n", n)),
    "aliases of another verdict": two_verdicts,
    "aliases with look-alikes": lambda n: one("    aliases:\n" + lines("      - ⼀{}\n", n)),
    "empty aliases": lambda n: one("    aliases:\n" + "      -\n" * n),
    "ways of asking": lambda n: (
        one("")
        | {WORDS: "title: 查找用语\nitems:\n  - id: i1\n    asks:\n" + lines("      - 问法{}\n", n)}
    ),
    "one name, two verdicts": same_names,
    "one name, day after day": ended,
    "conditions": lambda n: one("    conditions:\n" + lines("      - 条件{}\n", n)),
    "bases of no policy": lambda n: {
        POSITIVE: certificates(item(1).replace(BASIS, "\n" + lines("      - policy: p{}\n", n)))
    },
    "sources that lead nowhere": lambda n: {
        POSITIVE: certificates(item(1).replace(SOURCE, "\n" + lines("      - title: 来源{}\n", n)))
    },
    "routes": lambda n: one("    instead:\n" + lines("      - what: 材料{}\n", n)),
    "routes at fault": lambda n: one("    instead:\n" + lines("      - wat: 材料{}\n", n)),
    "inferred": lambda n: one("    inferred:\n" + "      - fee\n" * n),
    "steps of a request": lambda n: request(
        "steps:\n" + "  - {act: submitted, on: 2026-01-01, by: 统计局}\n" * n
    ),
    "targets of a request": lambda n: request("targets:\n" + lines("  - 村{}\n", n)),
    "policies": lambda n: {
        "data/lists/policies/register.yaml": REGISTER
        + lines("  - {{id: p{0}, title: 文件{0}, issued_on: 2020-01-01}}\n", n)
    },
    "policies of one title": lambda n: {
        "data/lists/policies/register.yaml": REGISTER + lines("  - {{id: p{}, title: 文件}}\n", n)
    },
    "one id many times": lambda n: {
        POSITIVE: certificates(*(item(1, name=f"证明{i}号") for i in range(n)))
    },
    "pinned answers": asked,
    "files": files,
    "depth": lambda n: one(f"    note: {'[' * n}\n"),
    "brackets that close": lambda n: one(f"    note: {'[' * n}{']' * n}\n"),
    "quotes": lambda n: one(f"    note: {chr(39) * 2 * n}\n"),
    "blank lines": lambda n: one("\n" * n),
    "indentation": lambda n: one(" " * n + "note: x\n"),
    "documents": lambda n: {POSITIVE: "---\ntitle: x\n" * n},
    "control characters": lambda n: one("    note: |\n" + "      字\x01\n" * n),
    "invisible characters": lambda n: one("    note: |\n" + "      字\u200b\n" * n),
    "escapes": lambda n: one("    conditions:\n" + '      - "字\\u200b"\n' * n),
    "escapes in keys": lambda n: one(lines('    "k{}\\u202e": x\n', n)),
    "bytes that are no text": lambda n: {POSITIVE: b"\xe5\n" * n},
    "conflict markers": lambda n: one("<<<<<<< a\n" * n),
    "tabs": lambda n: one("\t\n" * n + "\tnote: x\n"),
    "full-width spaces": lambda n: one("\u3000" * n + "note: x\n"),
    "line ends of Windows": lambda n: {POSITIVE: certificates(item(1), "\r\n" * n)},
}


def written(root: Path, given: Files) -> None:
    texts = {
        "data/edition.yaml": EDITION,
        "data/lists/policies/register.yaml": REGISTER,
        POSITIVE: certificates(item(1)),
        **given,
    }
    for path, text in texts.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())


def taken(given: Files, rounds: int = 1) -> float:
    """Seconds of processor time of `validate` in a process of its own; the best of some runs."""
    best = float("inf")
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:  # another root: no index of it is kept
            written(Path(folder), given)
            command = [sys.executable, "-m", "checklist_tool", "validate", "--root", folder]
            before = os.times()
            done = subprocess.run(command, capture_output=True, timeout=_STOP, check=False)
            after = os.times()
        if done.returncode not in (0, 1):
            raise SystemExit(done.stderr.decode("utf-8", "replace"))
        spent = after.children_user + after.children_system
        best = min(best, spent - before.children_user - before.children_system)
    return best


def grown(make: Callable[[int], Files], most: int) -> list[tuple[int, int, float]]:
    """Size, bytes and seconds beyond the start, doubled until it takes long enough twice."""
    start = taken({}, rounds=3)
    size, found = 500, []
    while True:
        given = make(size)
        weight = sum(len(t if isinstance(t, bytes) else t.encode()) for t in given.values())
        try:
            found.append((size, weight, taken(given, rounds=2) - start))
        except subprocess.TimeoutExpired:
            found.append((size, weight, float("inf")))
            return found
        enough = len(found) > 2 and found[-2][2] > _LONG_ENOUGH
        if enough or weight > most:
            return found
        # As long as it is small, it need not be doubled step by step.
        size *= 2 if found[-1][2] > _LONG_ENOUGH / 4 else 4 if found[-1][2] > 0.05 else 8


def ratio(found: list[tuple[int, int, float]]) -> float | None:
    """How much longer it takes for a doubling, over the last two steps where both can be seen."""
    seen = [(size, seconds) for size, _, seconds in found[-3:] if seconds > _SEEN]
    if len(seen) < 2:
        return None
    (small, less), (large, more) = seen[0], seen[-1]
    return (more / less) ** (1 / log2(large / small))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", help="; ".join(KINDS))
    parser.add_argument("--most", type=int, default=64, help="megabytes of the largest input")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    told = {}
    cache = tempfile.TemporaryDirectory()
    os.environ["CHECKLIST_CACHE"] = cache.name
    print(f"{'what grows':<32}{'size':>10}{'MB':>8}{'seconds':>10}{'a doubling':>12}")
    for kind, make in KINDS.items():
        if options.kinds and kind not in options.kinds:
            continue
        began = time.monotonic()
        found = grown(make, options.most * 1_000_000)
        size, weight, seconds = found[-1]
        times = ratio(found)
        over = "  over" if times and times > LIMIT else ""
        said = f"{times:.2f}" if times else "too quick"
        print(
            f"{kind:<32}{size:>10,}{weight / 1e6:>8.1f}{seconds:>10.2f}{said:>12}{over}",
            flush=True,
        )
        told[kind] = {"sizes": found, "ratio": times, "took": time.monotonic() - began}
    if options.json:
        print(json.dumps(told, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
