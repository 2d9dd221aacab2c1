"""The register of printed forms: of the handbook, of slips, of papers and of the catalogue.

To add a form of the handbook, write its module and add its line to FORMS. The module offers
`files(job)`, which yields each file's name and bytes; where they differ from
one file of UTF-8 text it also offers `count(book)` and `keywords(data)`.

To add a form of what is one file, write its function and add its line to SLIP, PAPER or
CATALOGUE; the options of the commands follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checklist_tool.render.book import Book
    from checklist_tool.render.fonts import Fonts
    from checklist_tool.repository import Repository

_REVISION = re.compile("修订号 ([^<\\s]+)")


@dataclass(frozen=True, slots=True)
class Look:
    """How a book is to look. Without `fonts` they are the shipped ones."""

    folders: tuple[Path, ...]
    fonts: Fonts | None = None
    paper: str = "a4"
    booklet: bool = False
    is_served: bool = False  # a website beside which the lists answer programs

    @property
    def size(self) -> str:
        """What the name of a file with pages says of their size."""
        return "-booklet" if self.booklet else "-a5" if self.paper == "a5" else ""


@dataclass(frozen=True, slots=True)
class Job:
    """What a form is made of: a book, the lists it was composed from, and the wanted look."""

    book: Book
    repository: Repository
    name: str
    look: Look
    root: Path
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A printed form. `needs` may hold "paper" (pages have a size) and "git" (earlier states)."""

    name: str
    title: str
    suffix: str  # of its file, or "" when it is a folder of files
    module: str
    needs: frozenset[str] = frozenset()
    shown_in_browser: bool = False

    @property
    def is_folder(self) -> bool:
        """Whether the form is a folder of files, which is replaced as a whole."""
        return not self.suffix

    def files(self, job: Job) -> Iterator[tuple[str, bytes]]:
        """The files by their path below the output folder; only one is held at a time."""
        made: Iterator[tuple[str, bytes]] = self._module().files(job)
        return made

    def count(self, book: Book) -> int:
        """How many files that will be, nearly."""
        count = getattr(self._module(), "count", None)
        return int(count(book)) if count else 1

    def page(self, name: str) -> str:
        """The file to open first, below the output folder."""
        return f"{self.folder(name)}/index.html" if self.is_folder else name + self.suffix

    def folder(self, name: str) -> str:
        """The folder of a form that is one: `site`, or of a part `certificates-site`."""
        return self.name if name == "all" else f"{name}-{self.name}"

    def called(self, name: str) -> str:
        """What progress is reported under."""
        return f"网站 {self.folder(name)}" if self.is_folder else name + self.suffix

    def existing(self, name: str, look: Look, out: Path) -> Path | None:
        """The file, the first volume or the start page that was made before."""
        if self.is_folder:
            return out / self.page(name)
        end = (look.size if "paper" in self.needs else "") + self.suffix
        made = (out / f"{name}{end}", out / f"{name}-1{end}")
        return next((path for path in made if path.is_file()), None)

    def revision(self, path: Path) -> str | None:
        """The revision of the lists that a file says it was made from, if it says so."""
        if not path.is_file():
            return None
        keywords = getattr(self._module(), "keywords", None)
        data = path.read_bytes()
        found = _REVISION.search(keywords(data) if keywords else data.decode("utf-8", "replace"))
        return found[1] if found else None

    def _module(self) -> Any:
        return import_module(self.module)


_RENDER = "checklist_tool.render"
FORMS = {
    form.name: form
    for form in (
        Form("html", "一个文件", ".html", f"{_RENDER}.html", shown_in_browser=True),
        Form("pdf", "", ".pdf", f"{_RENDER}.pdf", frozenset({"paper"})),
        Form("docx", "", ".docx", f"{_RENDER}.docx"),
        Form("site", "一项一页的网站", "", f"{_RENDER}.site.form", frozenset({"git"}), True),
    )
}


# By the ending of the file, the function of this room that makes it: as text, or as bytes.
SLIP = {"pdf": "sheet:document", "html": "sheet:page"}
PAPER = {"pdf": "paper:document", "html": "paper:page", "docx": "paper:word"}
CATALOGUE = {
    "pdf": "catalogue:document", "html": "catalogue:page", "xlsx": "catalogue:workbook",
    "json": "catalogue:text",
}  # fmt: skip


def made(forms: Mapping[str, str], form: str, *given: Any) -> bytes:
    """What is printed of the given, in one of the forms."""
    module, _, name = forms[form].partition(":")
    found = getattr(import_module(f"{_RENDER}.{module}"), name)(*given)
    return found.encode() if isinstance(found, str) else bytes(found)


def described() -> str:
    """The names of the forms with their titles, for the help page; a name may say enough."""
    return "、".join(
        form.name + (f"（{form.title}）" if form.title else "") for form in FORMS.values()
    )
