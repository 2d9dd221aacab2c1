"""An order to print: read the lists, make the files, write them or compare them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checklist_tool import checks, outputs
from checklist_tool.cli import show
from checklist_tool.cli.options import today
from checklist_tool.files import WorkingTree
from checklist_tool.problems import ChecklistError
from checklist_tool.render import press
from checklist_tool.render.book import TASKS, Book, compose
from checklist_tool.repository import Repository

if TYPE_CHECKING:
    from checklist_tool.render.site.past import Past


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be printed of the lists below root, in which forms, and where it goes."""

    root: Path
    what: str
    forms: list[str]
    out: Path
    look: press.Look
    since: str | None = None

    def __post_init__(self) -> None:
        if "site" in self.forms and (self.what == "tasks" or self.what in TASKS):
            raise ChecklistError(
                "准入清单没有单独的网站", hint="checklist render --format site 里有“事务准入”一页"
            )

    def fill(self) -> None:
        """Print it; nothing is written of lists with a fault. Raises ChecklistError."""
        outputs.place(self.out)  # refused before anything is printed
        repository, revision = self._read()
        book = compose(repository, self.what, revision)
        try:
            for form in self.forms:
                files = self._files(form, book, repository)
                with _progress(self._called(form), press.count(form, book)) as done:
                    if form == "site":
                        self._put(files, done)
                        continue
                    made = []
                    for name, data in files:
                        outputs.put(self.out / name, data)
                        done(name)
                        made.append(name)
                for name in made:  # not into the bar
                    show.line(str(self.out / name))
        except OSError as error:
            raise ChecklistError(
                f"写不进 {self.out}（{show.reason(error)}）", hint="换一个文件夹：--out"
            ) from None

    def check(self) -> int:
        """Compare with what is there, which may name an older revision of the same lists."""
        repository, revision = self._read()
        different = 0
        for form in self.forms:
            there = next(press.existing(form, self.what, self.look, self.out), None)
            book = compose(repository, self.what, (there and press.revision(there)) or revision)
            files = self._files(form, book, repository)
            with _progress(self._called(form), press.count(form, book)) as done:
                for name, data in files:
                    path = self.out / name
                    if not path.is_file():
                        show.line(f"{path}：还没有")
                        different += 1
                    elif path.read_bytes() != data:
                        show.line(f"{path}：和现在的清单、模板印出来的不一样")
                        different += 1
                    done(name)
        if different:
            show.remark("重新印一次：去掉 --check")
        else:
            show.remark(f"{self.out} 里的和现在印出来的一样")
        return 1 if different else 0

    @property
    def pages(self) -> list[str]:
        """What a browser can open of it, below the folder it goes to."""
        names = {"html": f"{self.what}.html", "site": f"{press.site_folder(self.what)}/index.html"}
        return [names[form] for form in self.forms if form in names]

    def _called(self, form: str) -> str:
        return f"网站 {press.site_folder(self.what)}" if form == "site" else f"{self.what}.{form}"

    def _read(self) -> tuple[Repository, str]:
        tree = WorkingTree(self.root)
        repository, problems = checks.examine(tree, today())
        faults = [problem for problem in problems if problem.severity == "error"]
        if faults:
            raise ChecklistError(
                f"清单有 {len(faults)} 个错误，没有印", hint="先改好再印", problems=faults[:10]
            )
        return repository, tree.revision()

    def _files(self, form: str, book: Book, repository: Repository) -> Iterator[tuple[str, bytes]]:
        """The files of a form by their path below the folder it goes to, one at a time."""
        if form != "site":
            return press.files(form, book, repository, self.what, self.look)
        from checklist_tool.render import site

        past = self._past(repository)  # which may be refused, before anything is printed
        folder = press.site_folder(self.what)
        pages = site.files(book, repository, self.look.folders, past)
        return ((f"{folder}/{path}", text.encode()) for path, text in pages)

    def _past(self, repository: Repository) -> Past:
        from checklist_tool.render.site.past import past

        return past(self.root, repository, self.since)

    def _put(self, files: Iterator[tuple[str, bytes]], done: Any) -> None:
        from checklist_tool.render.site.folder import put

        folder = press.site_folder(self.what)

        def counted() -> Iterator[tuple[str, bytes]]:
            for name, data in files:
                yield name.removeprefix(f"{folder}/"), data
                done(name)

        put(self.out / folder, counted())
        show.line(str(self.out / folder / "index.html"))


@contextmanager
def _progress(name: str, total: int) -> Iterator[Any]:
    """Something to call with each finished file: a bar in a terminal, else a line at the start."""
    if total == 1 or not sys.stderr.isatty():
        show.remark(f"正在印 {name}{f'，共 {total} 个文件' if total > 1 else ''} …")
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task(f"正在印 {name}", total=total)
        yield lambda _: bar.advance(task)
