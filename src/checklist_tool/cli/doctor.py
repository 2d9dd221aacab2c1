"""`checklist doctor`: what is installed, and which lists are used."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from checklist_tool import root as roots
from checklist_tool.cli import show
from checklist_tool.cli.options import JsonOption, RootOption, today
from checklist_tool.shown import in_line

_FOUND = {
    "given": "--root 指定",
    "environment": "CHECKLIST_ROOT 指定",
    "nearest": "从当前文件夹往上找到",
    "shipped": "软件自带的示范清单",
}


def doctor(as_json: JsonOption = False, root: RootOption = None) -> int:
    """检查本机：版本、用的是哪份清单、字体、git、编码、组件。

    例：

    checklist doctor

    checklist doctor --json
    """
    from checklist_tool.usecases import machine

    folder, how = roots.find_root(str(root) if root else None, os.environ, str(Path.cwd()))
    for remark in roots.remarks(folder, how):
        show.remark(remark)
    facts = machine.facts(Path(folder), how, today(), sys.stdout.encoding)
    if as_json:
        show.as_json(facts)
    else:
        _tell(facts, facts["libraries"], facts["office"])
    return 0 if machine.is_ready(facts) else 1


def _tell(
    facts: dict[str, object], libraries: dict[str, str | None], office: dict[str, str | None]
) -> None:
    for heading, value in (
        ("版本", f"checklist {facts['version']}，Python {facts['python']}，{facts['system']}"),
        ("清单", f"{facts['root']}（{_FOUND[str(facts['root_found'])]}）"),
        ("修订", facts["revision"]),
        ("校验", f"{facts['files']} 个文件，{facts['errors']} 个错误，{facts['warnings']} 个提醒"),
        ("索引", f"{facts['index']}（{'可用' if facts['index_fresh'] else '下次查询时重建'}）"),
        ("YAML", "C 语言解析器" if facts["yaml_in_c"] else "缺 ruamel.yaml.clib，会很慢"),
        (
            "字体",
            "思源宋体、思源黑体" if facts["fonts"] else "没有：pip install pylopdf-fonts-zh-cn",
        ),
        ("git", facts["git"] or "没有：版本号改用文件摘要"),
        ("编码", f"{facts['encoding']}（写文件一律 UTF-8）"),
        ("组件", _versions(libraries)),
        (
            "Word、Excel",
            _versions(office)
            if all(office.values())
            else "没有装，印 docx、xlsx 才要：pip install 'checklist-tool[office]'",
        ),
    ):
        show.line(f"{heading}\t{in_line(str(value))}")


def _versions(found: dict[str, str | None]) -> str:
    return "，".join(f"{name} {version or '缺'}" for name, version in found.items())
