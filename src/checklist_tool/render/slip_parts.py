"""What stands on a slip, and the check code that follows from it."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass
from datetime import date
from hashlib import blake2s

from checklist_tool.render import check_code
from checklist_tool.render.blocks import MarkedVerdict, Row

_PLAINLY = {
    "issue": "这个证明，居（村）民委员会可以开。",
    "refuse": "这个证明，居（村）民委员会不开。",
    "conditional": "先看下面的条件。",
    "elsewhere": "请找下面的单位。",
    "not_listed": "清单上没有，居（村）民委员会不开。",
    "": "怎么办、到哪里办，看下面。",
}


@dataclass(frozen=True, slots=True)
class Slip:
    """All that is printed. Nothing in it is about the person who asked.

    `verdict` is None for a service; `inferred` says that the item itself is the compilers'
    reading. `committee` hands it over and has this `phone`: what is empty is a line to fill in.
    `centre` is the service centre, and `address` that of the site; "" where they are not known.
    `notice` says that the basis changed since the item was checked.
    """

    id: str
    name: str
    list: str
    verdict: MarkedVerdict | None
    inferred: bool
    rows: tuple[Row, ...]
    jurisdiction: str
    title: str
    edition: str
    issued_on: date
    issued_by: str
    day: date
    notice: str = ""
    address: str = ""
    committee: str = ""
    phone: str = ""
    centre: str = ""

    @property
    def link(self) -> str:
        """The page of the item; "" when the edition has no address."""
        page = (
            "lists/off-list"
            if self.verdict and self.verdict.key == "not_listed"
            else (f"items/{self.id}")
        )
        return f"{self.address}/{page}.html" if self.address else ""

    @property
    def headline(self) -> str:
        """The verdict in words; of a service, its list."""
        return self.verdict.word if self.verdict else self.list

    @property
    def plainly(self) -> str:
        """The verdict in a sentence."""
        return _PLAINLY[self.verdict.key if self.verdict else ""]

    @property
    def issued(self) -> str:
        """The day of issue of the lists as it is written in Chinese."""
        return _written(self.issued_on)

    @property
    def dated(self) -> str:
        """The day of the slip as it is written in Chinese."""
        return _written(self.day)

    @property
    def code(self) -> str:
        """The check code: it follows from what is printed, the edition and the day alone."""
        printed = [
            self.jurisdiction, self.title, self.edition, self.issued_on.isoformat(),
            self.issued_by, self.id, self.name, self.list, self.verdict and self.verdict.key,
            self.inferred, [astuple(row) for row in self.rows],
            self.day.isoformat(), *([self.notice] if self.notice else []),
        ]  # fmt: skip
        text = json.dumps(printed, ensure_ascii=False, separators=(",", ":"))
        digest = blake2s(text.encode(), digest_size=8, person=b"slip-1").digest()
        return check_code.spell(self.day, int.from_bytes(digest) >> 64 - check_code.DIGEST_BITS)


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
