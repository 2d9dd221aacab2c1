"""The figures of a period from all that the data holds: shown, as data, as a paper, in a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from checklist_tool.exchange.encodings import encoding_of
from checklist_tool.files import Part as Below
from checklist_tool.files import WorkingTree
from checklist_tool.model.kinds import DESK
from checklist_tool.problems import ChecklistError
from checklist_tool.report import summarise
from checklist_tool.report.figures import UNKNOWN, Figure, cited, made_of
from checklist_tool.report.grouping import committee_called
from checklist_tool.report.spans import Days, before
from checklist_tool.repository import Repository, load
from checklist_tool.search import store
from checklist_tool.usecases.committees import names_of

if TYPE_CHECKING:
    from checklist_tool.render.figures import FiguresPaper

__all__ = ["Figure", "Report", "UNKNOWN", "cited", "made_of"]

# All that a report reads beside the lists of the desk, which it only counts.
_READ = (
    "data/edition.yaml", "data/counts.yaml", "data/committees.yaml", "data/tasks/",
    "data/ledgers/", "data/lists/policies/", "data/lists/services/", "data/lists/signboards/",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of the days, and the lists that they come from."""

    days: Days
    figures: list[Figure]
    lists: Repository
    names: Mapping[str, str]  # of the entries, by id
    committee: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The stable form of `report --json`."""
        earlier = before(self.days)
        return {
            "from": f"{self.days[0]}",
            "to": f"{self.days[1]}",
            "committee": self.committee,
            "before": {"from": f"{earlier[0]}", "to": f"{earlier[1]}"},
            "figures": {figure.name: figure.as_json() for figure in self.figures},
        }

    def named(self, sections: Sequence[str]) -> Report:
        """The figures of these sections alone; raises ChecklistError for one that is not there."""
        known = list(dict.fromkeys(figure.section for figure in self.figures))
        if unknown := [one for one in sections if one not in known]:
            raise ChecklistError(f"报表没有“{unknown[0]}”这一部分", hint=f"有：{'、'.join(known)}")
        chosen = [one for one in self.figures if not sections or one.section in sections]
        return replace(self, figures=chosen)


def made(
    root: Path, start: date, end: date, committee: str | None = None, today: date = date.max
) -> Report:
    """The figures from the first day to the last, both included; of one committee if given.

    Days after today are no part of it, unless all are.
    """
    end = min(end, today) if start <= today else end
    repository, _ = load(Below(WorkingTree(root), *_READ))
    if committee is not None:
        meant = names_of(repository, committee)
        found = summarise(repository, start, end, committee=meant, today=today)
        called = committee_called(repository, committee)
        names = {entry.id: entry.name for entry in repository.entries}
        return Report((start, end), found, repository, names, called)
    names = {entry.id: entry.name for entry in repository.entries}
    on_lists: dict[str, list[str]] | None = None
    if repository.edition.issued_on <= end:
        on_lists = {}
        for id_, name, list_name in _on_lists(root, end):
            on_lists.setdefault(list_name, []).append(id_)
            names[id_] = name
    found = summarise(repository, start, end, on_lists, today=today)
    return Report((start, end), found, repository, names)


def file(report: Report, form: str, root: Path, today: date) -> bytes:
    """The report in one of its formats: pdf, html or docx."""
    from checklist_tool.render import figures as printed
    from checklist_tool.usecases.tasks.publishing import printed as as_file

    told = _told(report)
    if form == "html":
        return printed.page(told, today, root).encode()
    return as_file(printed.paper(told, today, drawn=form != "docx"), form, root)


def outline(report: Report, path: Path) -> str:
    """An office's own text with its figures filled in; raises ChecklistError for its faults."""
    from checklist_tool.render import figures as printed
    from checklist_tool.render import templates

    text = _read(path)
    # Alone in a folder: whatever lies beside it is not for a template to read.
    with TemporaryDirectory() as folder:
        Path(folder, path.name).write_text(text, encoding="utf-8", newline="")
        given = printed.values(_told(report))
        try:
            return templates.fill((Path(folder),), path.name, **given)
        except ChecklistError as error:
            if error.message.startswith("找不到模板"):
                raise ChecklistError(
                    f"{path} 引用了别的文件，没有填", hint="提纲写在一个文件里"
                ) from error
            message = error.message
            for inside in (Path(folder, path.name), f"{Path(folder).name}/{path.name}",
                           f"templates/{path.name}"):  # fmt: skip
                message = message.replace(f"{inside}", f"{path}")
            known = "、".join(figure.name for figure in report.figures)
            hint = f"可以用的数字：{known}" if "这个名字" in message else "改好提纲的这一行"
            raise ChecklistError(message.replace("模板有错", "提纲有错"), hint) from error


def _read(path: Path) -> str:
    """An outline as text, also when Notepad has saved it as ANSI; raises ChecklistError."""
    try:
        data = path.read_bytes()
    except OSError:
        raise ChecklistError(f"读不了 {path}", hint="写明提纲文件的路径") from None
    try:
        return data.decode(encoding_of(data))
    except UnicodeError:
        raise ChecklistError(
            f"{path} 不是文本，或者编码认不出", hint="用记事本打开，另存为 UTF-8"
        ) from None


def _told(report: Report) -> FiguresPaper:
    from checklist_tool.render.figures import FiguresPaper

    return FiguresPaper(report.lists, report.figures, report.days, report.names, report.committee)


def _on_lists(root: Path, end: date) -> Iterator[tuple[str, str, str]]:
    """The id, name and list of what is in force on a day, from the index."""
    index = store.fresh(str(root), whole=True)
    if index is None:
        from checklist_tool.search import build

        index = store.Index(build.build(str(root)))
    for row in index.items(tuple(DESK), f"{end}"):
        yield row[0], row[3], row[2]
    index.connection.close()
