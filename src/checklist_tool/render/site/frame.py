"""What the pages of the site have in common."""

from __future__ import annotations

from dataclasses import replace

from checklist_tool.model.base import Reader, Record, headings
from checklist_tool.model.policy import cited
from checklist_tool.render.blocks import Block, Row, Section
from checklist_tool.render.book import Book
from checklist_tool.render.templates import Templates, Where
from checklist_tool.report.published import published
from checklist_tool.repository import Entry, Repository
from checklist_tool.search.view import view


class Frame:
    """The book and the lists, and how a page of them is filled."""

    def __init__(
        self, book: Book, repository: Repository, where: Where, is_served: bool = False
    ) -> None:
        # What the handbook shows as tables has pages of its own here.
        sections = tuple(section for section in book.sections if not section.table)
        self.book, self.repository = replace(book, sections=sections), repository
        self.policies = repository.policies
        self.reader: Reader = "desk" if is_served else "everyone"
        self.base = book.address.rstrip("/") + "/" if book.address else ""
        self.figures = published(repository)
        self.templates = Templates(
            where, book=self.book, base=self.base, is_served=is_served,
            has_figures=self.figures is not None,
        )  # fmt: skip
        self.items: list[tuple[Section, Block, Entry]] = [
            (section, block, entry)
            for section in sections
            for block, entry in zip(section.blocks, repository.on(section.name), strict=False)
        ]
        self._ids = {block.id for block in self.book.blocks}

    def page(self, path: str, template: str = "", **values: object) -> tuple[str, str]:
        """The page at a path of the site, by the template of its name or by another."""
        return path, self.filled(template or path, path, **values)

    def filled(self, template: str, path: str = "", **values: object) -> str:
        """A template with what all of them are given; `path` is where its page will be."""
        path = "" if path == "index.html" else path
        return self.templates.fill(
            f"site/{template}", path=path, up="../" * path.count("/"), **values
        )

    def links(self, item: Record, up: str) -> dict[str, str]:
        """Lines of a record that lead to another page: a policy, or the item that replaces it."""
        links = {
            cited(basis, self.policies): f"{up}policies/{basis.policy}.html"
            for basis in getattr(item, "basis", ())
            if basis.policy in self.policies
        }
        replaced_by = getattr(item, "replaced_by", None)
        if replaced_by in self._ids:
            links[str(replaced_by)] = f"{up}items/{replaced_by}.html"
        return links

    def rows(self, record: Record, *without: str) -> tuple[Row, ...]:
        """What a record shows, without these fields."""
        titles = headings(type(record))
        left_out = {titles[name] for name in without}
        return tuple(
            Row(heading, tuple(lines), numbered, remark)
            for heading, lines, numbered, remark in view(record, self.policies, self.reader)
            if heading not in left_out
        )
