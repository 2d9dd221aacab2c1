"""A new repository of lists for another district: valid, printable, and ready for editors."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from checklist_tool import checks, disk, git, outputs
from checklist_tool import root as roots
from checklist_tool.editing.in_place import fresh
from checklist_tool.editing.layout import layout_of
from checklist_tool.exchange import book
from checklist_tool.files import InMemory, WorkingTree
from checklist_tool.model.kinds import DESK, KINDS, LIST_BY_NAME, VOCABULARY
from checklist_tool.model.schema import files as schema_files
from checklist_tool.model.schema import schema
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Entry, load

StartingPoint = Literal["empty", "national"]
_NATIONAL = "民发〔2020〕20号附件（第一批）"
_REGISTER = "data/lists/policies/register.yaml"
# What holds in the place alone where the shipped lists were compiled.
_LOCAL = re.compile("上海|随申办|金山")


@dataclass(frozen=True, slots=True)
class Founding:
    """A new repository: whose lists these are, and what they begin with."""

    folder: Path
    jurisdiction: str
    title: str
    edition: str
    issued_on: date
    start: StartingPoint = "empty"

    def texts(self, today: date) -> dict[str, str]:
        """Every file of the repository, by its path; raises ChecklistError when one has a fault."""
        lists = self._lists()
        _, problems = checks.examine(
            InMemory({path: text.encode() for path, text in lists.items()}), today
        )
        if faults := [problem for problem in problems if problem.severity == "error"]:
            raise ChecklistError("这样建不成：写的内容有问题", "按下面的说明改", faults[:10])
        return {**lists, **self._surroundings()}

    def write(self, today: date, *, with_git: bool = False) -> list[str]:
        """Put the files in place; what was written. Raises ChecklistError where lists are already.

        A file that is there is not written over.
        """
        texts = self.texts(today)
        folder = outputs.place(self.folder)
        if os.path.lexists(folder / "data"):
            raise ChecklistError(
                f"{self.folder} 里已经有 data 文件夹", hint="换一个文件夹；原来的清单不会动"
            )
        done = []
        for path, text in texts.items():
            target = folder / path
            if not os.path.lexists(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                disk.write(target, text.encode())
                done.append(path)
        if with_git and not (folder / ".git").exists() and not git.begun(folder):
            raise ChecklistError(
                "文件都写好了，git 没有建成", hint="检查装了 git 没有；可以以后再 git init"
            )
        return done

    def _lists(self) -> dict[str, str]:
        edition = {
            "jurisdiction": self.jurisdiction, "title": self.title, "edition": self.edition,
            "issued_on": self.issued_on.isoformat(), "notice": _NOTICE[self.start],
            "off_list": {"answer": "清单上没有这一项，先问清是哪个单位要、做什么用。",
                         "instead": [{"what": "把要证明的单位和用途记下来，向街道（乡镇）反映"}],
                         "inferred": ["answer", "instead"]},
        }  # fmt: skip
        data: dict[str, dict[str, Any]] = {"data/edition.yaml": edition}
        register: dict[str, Any] = {"title": LIST_BY_NAME["policies"].title, "items": []}
        data[_REGISTER] = register
        for one in LIST_BY_NAME.values():
            if one.kind in DESK:
                head = {"verdict": one.verdict} if one.verdict else {}
                data[one.path] = {"title": one.title, **head, "items": []}
        if self.start == "national":
            _fill(data, register)
        return {path: fresh(content, layout_of(path)) for path, content in data.items()}

    def _surroundings(self) -> dict[str, str]:
        schemas = {f"schemas/{kind.name}.json": _json(schema(kind)) for kind in KINDS}
        paths = {f"./schemas/{name}": found for name, found in schema_files().items()}
        return {
            **schemas,
            ".vscode/settings.json": _json({"yaml.schemas": paths}),
            ".vscode/extensions.json": _json({"recommendations": ["redhat.vscode-yaml"]}),
            ".gitattributes": "* text=auto eol=lf\n*.pdf binary\n",
            ".gitignore": "build/\n.checklist/\n",
            ".github/workflows/lists.yml": _GITHUB,
            ".gitlab-ci.yml": _GITLAB,
            "README.md": _README.format(title=self.title, jurisdiction=self.jurisdiction),
        }


def _fill(data: dict[str, dict[str, Any]], register: dict[str, Any]) -> None:
    """The twenty certificates of the national list, without what holds in one place alone."""
    shipped = load(WorkingTree(Path(roots.shipped())))[0]
    found = [entry for entry in shipped.on("negative") if entry.item.batch == _NATIONAL]
    local = {
        policy.id for policy in shipped.policies.values() if _LOCAL.search(policy.issuer or "")
    }
    items = data[LIST_BY_NAME["negative"].path]["items"]
    words: list[dict[str, Any]] = []
    for entry in found:
        items.append(_everywhere(entry, local))
        if entry.words:
            words.append(book.raw(entry.words))
    cited = {basis["policy"] for item in items for basis in item.get("basis", ())}
    register["items"] += [
        book.raw(entry) for entry in shipped.of("policy") if entry.id in cited
    ]  # fmt: skip
    if words:
        data[VOCABULARY.path("negative")] = {
            "title": f"{LIST_BY_NAME['negative'].title}{VOCABULARY.title}", "items": words,
        }  # fmt: skip


def _everywhere(entry: Entry, local: set[str]) -> dict[str, Any]:
    """The entry as it holds in any district: without local policies, routes and times."""
    record = book.raw(entry)
    bases = [one for one in record.get("basis", ()) if one["policy"] not in local]
    if len(bases) < len(record.get("basis", ())):
        record.pop("time_limit", None)
    record["basis"] = bases
    record["instead"] = [
        one for one in record["instead"] if not _LOCAL.search(json.dumps(one, ensure_ascii=False))
    ]
    record.pop("reviewed", None)
    record.pop("checked", None)  # against texts of which some are left out
    return record


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


_NOTICE = {
    "empty": "这一版刚刚建立，还没有事项；正式使用前，请由主管部门逐项核定。",
    "national": "本版从国家第一批清单的 20 项开始，按公开资料整理，逐项写明出处，还没有核定；"
    "正式使用前，请由主管部门逐项核定，补上本地的政策和去处。",
}
_GITHUB = """\
name: lists
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  validate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # --since 要用历史
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: python -m pip install checklist-tool # 也可以写安装包的位置
      - if: github.event_name == 'pull_request'
        env:
          BASE: ${{ github.event.pull_request.base.sha }}
        run: checklist validate --since "$BASE"
      - if: github.event_name == 'push'
        run: checklist validate
"""
_GITLAB = """\
validate:
  image: python:3.12
  variables:
    GIT_DEPTH: "0" # --since 要用历史
  script:
    - python -m pip install checklist-tool # 也可以写安装包的位置
    - checklist validate
"""
_README = """\
# {title}

{jurisdiction}的居村清单：哪些证明可以开、哪些不开、不开的到哪里办。
清单是 `data/` 里的 YAML 文件，用 checklist 查、改、校验、印制。

## 常用的命令

```
checklist query 亲属关系证明        查一项怎么答复
checklist add 负面清单              加一项（逐个键问）
checklist edit 编号                 改一项
checklist export 清单.xlsx          导出成 Excel，改好以后
checklist import 清单.xlsx          导回来：先列出改了哪些，同意了才写入
checklist import 外区.csv --list 负面清单   把别处的表导进来
checklist validate                  检查，每个问题写明文件、行和改法
checklist render                    印手册，放在 build/
```

## 第一件事

1. 打开 `data/edition.yaml`，看地区、标题、版本和“清单外的证明”怎么答复对不对。
2. 在 `data/lists/policies/register.yaml` 登记依据的政策文件。
3. 加事项，或者把已有的表导进来，再运行 `checklist validate`。

每一项都要写明从哪里看到的（出处）；没有公开出处、自己归纳的，来历写 `inferred`。
不写个人的姓名、电话和住址。
"""
