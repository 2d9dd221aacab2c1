"""`checklist query`: may we issue this, and where does the resident go instead?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist_tool import shown
from checklist_tool.cli import choices, show
from checklist_tool.cli.options import (
    AsOfOption,
    JsonOption,
    RootOption,
    day_of,
    index_at,
    only_with,
    root_of,
    today,
)
from checklist_tool.problems import ChecklistError

if TYPE_CHECKING:
    from datetime import date

    from checklist_tool.usecases.desk import Answer, Index, Scope


def query(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            help="证明或服务的名称、叫法、拼音、首字母，或居民说的话", show_default=False
        ),
    ] = None,
    as_json: JsonOption = False,
    batch: Annotated[
        Path | None,
        typer.Option(
            "--batch", help="一行一问的文件（- 为标准输入），一行一个 JSON", show_default=False
        ),
    ] = None,
    kind: Annotated[
        str | None,
        choices.KIND.option("--kind", "只找证明（certificate）或只找服务（service）"),
    ] = None,
    list_name: Annotated[
        str | None,
        choices.LIST.option("--list", "只在一张清单上找，如 negative 或 负面清单"),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="写清单的人看：每一项为什么找到、为什么没有找到")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100, help="最多列出几项")] = 3,
    as_of: AsOfOption = None,
    root: RootOption = None,
) -> int:
    """查证明能不能开：结论、理由、居民该去哪里、依据。

    例：

    checklist query 亲属关系证明

    checklist query 爸爸走了银行要证明是他儿子

    checklist query wfzzm --json

    checklist query 居住证明 --list 负面清单

    checklist query --batch 问题.txt --kind certificate

    checklist query --explain 公积金提取证明
    """
    from checklist_tool.search import desk as answers
    from checklist_tool.usecases import desk

    day_of(as_of)
    asked = " ".join(words or ())
    if batch and words:
        raise ChecklistError(
            f"有了 --batch，命令里就不再写要查什么：{asked}", hint="写进那个文件里，一行一问"
        )
    only_with("要查的话", bool(asked.strip()), ("--explain", explain))
    loop_wanted = batch is None and not asked.strip()
    if loop_wanted and (words or not sys.stdin.isatty()):
        raise ChecklistError(
            "没有写要查什么", hint="写上证明的名称或居民的说法，如：checklist query 亲属关系证明"
        )
    scope = desk.Scope(kind, list_name)

    def ask(index: Index, text: str) -> Answer:
        return desk.ask(index, text, day_of(as_of), scope, limit)

    def told_of_day(index: Index) -> str:
        return desk.told_of_day(index, day_of(as_of), today())

    folder = root_of(root)
    if loop_wanted:
        from checklist_tool.cli import loop

        return loop.run(folder, ask, told_of_day)
    index = index_at(folder)
    if (explain or batch) and (told := told_of_day(index)):
        show.remark(told)
    if explain:
        return _explained(index, asked, day_of(as_of), scope, limit, as_json=as_json)
    if batch is None:
        found = ask(index, asked)
        if better := desk.outside(found, scope):
            show.remark(better)
            if found.level == "none" and not as_json:  # that it is on no list would not be true
                return 1
        return answers.tell(found, answers.told(found, as_json=as_json, day=told_of_day(index)))
    code = 0
    from checklist_tool.usecases import questions

    asked_there = (
        questions.of_stream(sys.stdin.buffer) if str(batch) == "-" else questions.of_file(batch)
    )
    for line in asked_there:
        found = ask(index, line)
        answers.say(sys.stdout, shown.in_json(found.as_json()) + "\n")
        code = code if found.found else 1
    return code


def _explained(
    index: Index, asked: str, day: date, scope: Scope, limit: int, *, as_json: bool
) -> int:
    from checklist_tool.search.desk import warn
    from checklist_tool.usecases import desk

    warn(index)
    told = desk.explained(index, asked, day, scope, limit)
    if as_json:
        show.as_json(told.as_json())
    else:
        for heading, said in (("问的是", shown.in_line(asked)), *told.rows()):
            show.line(f"  {heading}：{said}")
        for one in told.items:
            show.line()
            show.line(one.heading)
            show.line(f"    {one.why}")
    return 0 if told.is_found else 1
