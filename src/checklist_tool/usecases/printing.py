"""Print the handbook: read the lists, make the files, write them or compare them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from checklist_tool import checks, outputs
from checklist_tool.files import WorkingTree
from checklist_tool.model.base import Reader
from checklist_tool.problems import ChecklistError
from checklist_tool.render.book import TASKS, TITLES, compose
from checklist_tool.render.formats import FORMS, Form, Job, Look
from checklist_tool.repository import Repository

__all__ = ["TITLES", "Difference", "PrintOrder", "Progress"]

# Given a form's name and number of files; entered, it gives what is called after each file.
Progress = Callable[[str, int], AbstractContextManager[Callable[[str], object]]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is missing, or is not what would be printed now."""

    path: Path
    kind: Literal["missing", "different"]


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What is to be printed of the lists below root, in which forms, and where it goes."""

    root: Path
    what: str
    forms: list[str]
    out: Path
    look: Look
    since: str | None = None

    def __post_init__(self) -> None:
        if "site" in self.forms and (self.what in ("tasks", "counted") or self.what in TASKS):
            raise ChecklistError(
                f"“{TITLES[self.what]}”没有单独的网站",
                hint="checklist render --format site 里有“事务准入”“台账和牌子”“工作数据”几页",
            )

    def fill(self, today: date, progress: Progress) -> Iterator[Path]:
        """Print it, and give each finished file, of a folder its start page.

        Nothing is written of lists with a fault: raises ChecklistError; OSError when a file
        cannot be written.
        """
        outputs.place(self.out)  # refused before anything is printed
        job = self._job(today, *self._read(today))
        for form in self._forms():
            files = form.files(job)
            made = []
            with progress(form.called(self.what), form.count(job.book)) as done:
                if form.is_folder:
                    self._put(form, files, done)
                    made.append(form.page(self.what))
                else:
                    for name, data in files:
                        outputs.put(self.out / name, data)
                        done(name)
                        made.append(name)
            yield from (self.out / name for name in made)

    def made(self, today: date) -> Iterator[tuple[str, bytes]]:
        """The files by their path below the output folder, unwritten.

        Raises ChecklistError for lists with a fault.
        """
        job = self._job(today, *self._read(today))
        for form in self._forms():
            yield from form.files(job)

    def differences(self, today: date, progress: Progress) -> Iterator[Difference]:
        """Compare with what is there, which may name an older revision of the same lists."""
        repository, revision = self._read(today)
        for form in self._forms():
            there = form.existing(self.what, self.look, self.out)
            job = self._job(today, repository, (there and form.revision(there)) or revision)
            files = form.files(job)
            with progress(form.called(self.what), form.count(job.book)) as done:
                for name, data in files:
                    path = self.out / name
                    if not path.is_file():
                        yield Difference(path, "missing")
                    elif path.read_bytes() != data:
                        yield Difference(path, "different")
                    done(name)

    @property
    def pages(self) -> list[str]:
        """What a browser can open of it, below the folder it goes to."""
        return [form.page(self.what) for form in self._forms() if form.shown_in_browser]

    def _forms(self) -> list[Form]:
        return [FORMS[name] for name in self.forms]

    def _job(self, today: date, repository: Repository, revision: str) -> Job:
        reader: Reader = "desk" if self.look.is_served else "everyone"
        book = compose(repository, self.what, revision, today, reader)
        return Job(book, repository, self.what, self.look, self.root, self.since)

    def _read(self, today: date) -> tuple[Repository, str]:
        tree = WorkingTree(self.root)
        repository, problems = checks.examine(tree, today)
        faults = [problem for problem in problems if problem.severity == "error"]
        if faults:
            from checklist_tool.editing.advice import advised

            raise ChecklistError(
                f"清单有 {len(faults)} 个错误，没有印",
                hint="先改好再印",
                problems=advised(tree, faults[:10]),
            )
        return repository, tree.revision()

    def _put(
        self, form: Form, files: Iterator[tuple[str, bytes]], done: Callable[[str], object]
    ) -> None:
        from checklist_tool.render.site.folder import put

        folder = form.folder(self.what)

        def counted() -> Iterator[tuple[str, bytes]]:
            for name, data in files:
                yield name.removeprefix(f"{folder}/"), data
                done(name)

        put(self.out / folder, counted())
