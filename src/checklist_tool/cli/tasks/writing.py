"""How a command about tasks writes: by the road of every edit; and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import day_of, own_root, root_of, today
from checklist_tool.cli.tasks import common
from checklist_tool.problems import ChecklistError

if TYPE_CHECKING:
    from checklist_tool.admission.steps import Files
    from checklist_tool.editing import Change
    from checklist_tool.repository import Repository

DryRunOption = Annotated[bool, typer.Option("--dry-run", help="只看会改什么，不写入")]


def take(
    root: Path | None,
    task: str,
    act: str,
    on: str | None,
    by: str | None,
    *,
    kind: str = "request",
    dry_run: bool,
    as_json: bool,
    **said: Any,
) -> int:
    """One step more for a request or an intervention."""
    from checklist_tool.admission import steps

    folder, day = own_root(root, dry_run=dry_run), day_of(on)

    def decide(repository: Repository) -> Files:
        entry = common.found(repository, task, kind)
        return steps.step(entry, repository, today(), act=act, on=day, by=by, **said)

    return told(folder, write(folder, decide, dry_run=dry_run), as_json=as_json)


def write(folder: Path, decide: Callable[[Repository], Files], *, dry_run: bool) -> Change:
    """The change of the files, which now hold what was decided, but for a dry run.

    Raises ChecklistError when it brings in an error, naming every one.
    """
    from checklist_tool import editing
    from checklist_tool.editing.layout import layout_of
    from checklist_tool.editing.splice import fresh, spliced

    def texts(repository: Repository) -> dict[str, str]:
        return {
            path: spliced(repository.sources[path].text, data, layout_of(path))
            if path in repository.sources
            else fresh(data, layout_of(path))
            for path, data in decide(repository).items()
        }

    done = editing.change(folder, texts, today(), dry_run=dry_run)
    if done.refused:
        raise ChecklistError(
            f"这样写会带来 {len(done.refused)} 个错误，没有写入",
            hint=done.refused[0].hint, problems=done.refused,
        )  # fmt: skip
    return done


def told(folder: Path, change: Change, *, as_json: bool) -> int:
    """Say how each request or intervention that changed stands now, or what would change."""
    if not change.written:
        if as_json:
            show.as_json(change.as_json())
        else:
            show.text(change.diff())
            show.remark("只是看看，没有写入")
        return 0
    from checklist_tool.admission.status import settings_of, standing

    repository = common.loaded(folder, *common.TASKS, again=True)
    settings = settings_of(repository)
    stand = [
        standing(entry, settings, today())
        for entry in repository.of("request", "intervention")
        if entry.source.path in change.after
    ]
    if as_json:
        found = [one.as_json() | {"path": one.entry.source.path} for one in stand]
        show.as_json(found[0] if len(found) == 1 else found)
        return 0
    from checklist_tool.model.procedures import PROCEDURES

    for one in stand:
        possible = PROCEDURES[one.entry.kind][0].possible(one.state)
        by_when = f"，{common.told(one.due)}" if one.due else ""
        show.line(f"{one.entry.id}“{one.entry.name}”：{one.word}{by_when}")
        show.remark(f"下一步可以：{possible}" if possible else "已经办结")
        show.remark(f"记在 {one.entry.source.path}")
    if said := common.unknown_years([one.due for one in stand if one.due]):
        show.remark(said)
    return 0


def hint_at_findings(root: Path | None, task: str) -> None:
    """Say how many things there are to look at before the meeting, if any."""
    from checklist_tool.admission.findings import Findings

    repository = common.loaded(root_of(root), again=True)
    entry = common.found(repository, task, "request")
    if found := Findings(repository, today()).about(entry.id):
        show.remark(f"会前提示 {len(found)} 条，见 checklist tasks check {entry.id}")
