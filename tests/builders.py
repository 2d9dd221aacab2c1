"""Trees made of texts, so that a test shows all the data it needs."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from checklist_tool import checks, repository, yaml_source
from checklist_tool.admission import steps
from checklist_tool.editing.in_place import spliced
from checklist_tool.editing.layout import layout_of
from checklist_tool.problems import Problem
from checklist_tool.repository import Repository

TODAY = date(2026, 11, 23)

# Short names of the files that tests write most.
PATHS = {
    "edition": "data/edition.yaml",
    "counts": "data/counts.yaml",
    "committees": "data/committees.yaml",
    "local": "data/local.yaml",
    "ledger": "data/ledgers/hearings.yaml",
    "register": "data/lists/policies/register.yaml",
    "positive": "data/lists/certificates/positive.yaml",
    "negative": "data/lists/certificates/negative.yaml",
    "reserve": "data/lists/certificates/reserve.yaml",
    "high_frequency": "data/lists/certificates/high_frequency.yaml",
    "handle": "data/lists/services/handle.yaml",
    "consult": "data/lists/services/consult.yaml",
    "resolve": "data/lists/services/resolve.yaml",
    "allowed": "data/lists/signboards/allowed.yaml",
    "boards": "data/lists/signboards/register.yaml",
    "positive_words": "data/vocabulary/positive.yaml",
    "negative_words": "data/vocabulary/negative.yaml",
    "request": "data/tasks/2026/shuju-hecha.yaml",
}

# The smallest tree without fault: an edition, a policy, and a list with one item.
BASE: dict[str, str | bytes] = {
    PATHS["edition"]: """\
jurisdiction: 上海市金山区
title: 居村组织清单
edition: 第1期
issued_on: 2026-01-01
off_list:
  answer: 清单上没有这一项
""",
    PATHS["register"]: """\
title: 政策依据库
items:
  - id: minfa-2020-20
    title: 关于改进和规范基层群众性自治组织出具证明工作的指导意见
""",
    PATHS["positive"]: """\
title: 正面清单
verdict: issue
items:
  - id: siwang
    name: 死亡证明
    reason: 在家中正常死亡的，没有医院出具
    basis:
      - policy: minfa-2020-20
    sources:
      - title: 指导意见
        url: https://www.mca.gov.cn/a.html
""",
}


# Two committees, for what is counted by them.
COMMITTEES = """\
title: 居村名录
items:
  - {id: dong, name: 东村, kind: villagers, town: 甲镇}
  - {id: xi, name: 西村, kind: villagers, town: 乙镇}
"""


class Texts:
    """A tree that is a dict of texts by path; what is given as bytes stays as it is."""

    def __init__(self, texts: Mapping[str, str | bytes]) -> None:
        self.texts = texts

    def paths(self) -> list[str]:
        return sorted(self.texts)

    def read(self, path: str) -> bytes:
        text = self.texts[path]
        return text if isinstance(text, bytes) else text.encode()


def tree(
    others: Mapping[str, str | bytes] | None = None, /, **named: str | bytes | None
) -> dict[str, str | bytes]:
    """BASE with files put in their place: by short name, or by path; None takes one away."""
    texts = {**BASE, **(others or {})}
    for name, text in named.items():
        if text is None:
            del texts[PATHS[name]]
        else:
            texts[PATHS[name]] = text
    return texts


def certificates(*items: str, verdict: str = "issue") -> str:
    """A certificate list; each item is some lines, to which a reason and a source are added."""
    text = f"title: 清单\nverdict: {verdict}\nitems:\n"
    for item in items:
        lines = [*item.splitlines(), "reason: 有规定", "sources:"]
        lines += ["  - title: 意见", "    url: https://www.mca.gov.cn/a.html"]
        text += "  - " + "\n    ".join(lines) + "\n"
    return text


def vocabulary(*words: str) -> str:
    """The vocabulary of a list; each entry is some lines."""
    text = "title: 查找用语\nitems:" + ("\n" if words else " []\n")
    for one in words:
        text += "  - " + "\n    ".join(one.splitlines()) + "\n"
    return text


def fixed(request: str, path: str = PATHS["request"]) -> str:
    """The request with the content and the fingerprints that its steps would have kept."""
    source, problems = yaml_source.read(path, request.encode())
    assert source is not None, problems
    data = {**source.data, "steps": []}
    for step in source.data.get("steps", ()):
        taken = dict(step)
        if not step.get("inferred"):
            data = steps.fixed(data, taken)
        data = {**data, "steps": [*data["steps"], taken]}
    return spliced(source.text, data, layout_of(path))


def register(*policies: str) -> str:
    """The register of these policies, each on one line in braces."""
    return "title: 政策依据库\nitems:\n" + "".join(f"  - {policy}\n" for policy in policies)


def loaded(texts: Mapping[str, str | bytes]) -> Repository:
    """All that can be read of these texts."""
    return repository.load(Texts(texts))[0]


def examined(texts: Mapping[str, str | bytes], today: date = TODAY) -> list[Problem]:
    """Every fault of these texts, sorted by place."""
    return checks.examine(Texts(texts), today)[1]


def written(root: Path, texts: Mapping[str, str | bytes]) -> Path:
    """The root under which these texts now stand as files."""
    for path in texts:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(Texts(texts).read(path))
    return root


def aged(root: Path) -> Path:
    """The root as if all of it had been written an hour ago."""
    for path in [root, *root.rglob("*")]:
        before = path.stat().st_mtime - 3600
        os.utime(path, (before, before))
    return root


def git(root: Path, *words: str) -> str:
    """What the program git says, run in this folder by an editor."""
    who = ["-c", "user.name=编辑", "-c", "user.email=editor@example.com"]
    done = subprocess.run(["git", "-C", root, *who, *words], check=True, capture_output=True)
    return done.stdout.decode()


def golden(name: str, found: str) -> str:
    """The text kept under golden/; `GOLDEN=1` first puts there what was found."""
    path = Path(__file__).parent / "golden" / name
    if os.environ.get("GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8", newline="\n")
    return path.read_text(encoding="utf-8")
