"""The figures of a period from all that the data holds: shown, as data, as a paper, in a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

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
    from checklist_tool.render.figures import Told

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

    try:
        text = _decoded(path.read_bytes())
    except OSError:
        raise ChecklistError(f"读不了 {path}", hint="写明提纲文件的路径") from None
    except UnicodeDecodeError:
        raise ChecklistError(f"{path} 不是文本", hint="用记事本另存，编码选 UTF-8") from None
    # Alone in a folder: whatever lies beside it is not for a template to read.
    with TemporaryDirectory() as folder:
        Path(folder, path.name).write_text(text, encoding="utf-8", newline="")
        try:
            return templates.fill((Path(folder),), path.name, **printed.values(_told(report)))
        except ChecklistError as error:
            _, _, why = error.message.partition(f"{path.name}")
            raise ChecklistError(f"提纲 {path}{why}", _way_out(report, why)) from error


def _decoded(text: bytes) -> str:
    """The text of a file, also as Notepad saves it in a Chinese Windows."""
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError:
        return text.decode("gb18030")


def _way_out(report: Report, why: str) -> str:
    """What an outline may say instead: the figures of nearly that name, else how one is written."""
    names = [figure.name for figure in report.figures]
    _, _, wanted = why.partition("没有“")
    if not wanted:
        return '数字写成 {{ figures["received"].said }}；花括号、引号用半角，成对写'
    near = get_close_matches(wanted.partition("”")[0], names, 3, 0.5)
    meant = f"是不是：{'、'.join(near)}？" if near else ""
    return f"{meant}可以用的数字：{'、'.join(names)}"


def _told(report: Report) -> Told:
    from checklist_tool.render.figures import Told

    return Told(report.lists, report.figures, report.days, report.names, report.committee)


def _on_lists(root: Path, end: date) -> Iterator[tuple[str, str, str]]:
    """The id, name and list of what is in force on a day, from the index."""
    index = store.fresh(str(root), whole=True)
    if index is None:
        from checklist_tool.search import build

        index = store.Index(build.build(str(root)))
    for row in index.items(tuple(DESK), f"{end}"):
        yield row[0], row[3], row[2]
    index.connection.close()
