"""What `validate` is measured against: PyYAML's C loader and pydantic, without positions or rules.

The shapes have the fields of the project's own, typed loosely, as a short script would have
them: texts are `str`, dates are what the loader makes of them.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

Day = date | str | int


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)


class Basis(Shape):
    policy: str
    article: str | None = None
    version: Day | None = None


class Cited(Shape):
    title: str
    url: str | None = None
    publisher: str | None = None
    published_on: Day | None = None
    gone_on: Day | None = None


class Review(Shape):
    on: Day
    by: str


class Route(Shape):
    when: str | None = None
    what: str
    who: str | None = None
    where: str | None = None
    bring: list[str] = []
    channel: str | None = None


class Exemption(Shape):
    when: str
    then: str


class Checked(Shape):
    on: Day
    by: str | None = None
    fields: list[str] = []
    against: list[str] = []
    of: str


class Certificate(Shape):
    id: str
    name: str
    aliases: list[str] = []
    asked_by: list[str] = []
    purpose: str | None = None
    verdict: str | None = None
    reason: str
    instead: list[Route] = []
    conditions: list[str] = []
    exceptions: list[Exemption] = []
    steps: list[str] = []
    time_limit: str | None = None
    basis: list[Basis] = []
    batch: str | None = None
    item_no: int | None = None
    effective_from: Day | None = None
    effective_to: Day | None = None
    replaced_by: str | None = None
    status: str = "in_force"
    sources: list[Cited] = []
    provenance: str = "published"
    inferred: list[str] = []
    reviewed: Review | None = None
    checked: Checked | None = None
    note: str | None = None
    desk_note: str | None = None
    editor_note: str | None = None


class CertificateList(Shape):
    title: str
    about: str | None = None
    verdict: str | None = None
    items: list[Certificate]


class Words(Shape):
    id: str
    names: list[str] = []
    asks: list[str] = []


class Vocabulary(Shape):
    title: str
    about: str | None = None
    items: list[Words]


class Renumbered(Shape):
    was: str
    now: str
    note: str | None = None
    desk_note: str | None = None
    editor_note: str | None = None


class Version(Shape):
    adopted: Day
    in_force: Day | None = None
    until: Day | None = None
    doc_number: str | None = None
    url: str | None = None
    read_on: Day | None = None
    read_by: str | None = None
    renumbered: list[Renumbered] = []


class Policy(Shape):
    id: str
    title: str
    doc_number: str | None = None
    issuer: str | None = None
    issued_on: Day | None = None
    in_force_on: Day | None = None
    amended_on: Day | None = None
    repealed_on: Day | None = None
    url: str | None = None
    read_on: Day | None = None
    read_by: str | None = None
    renumbered: list[Renumbered] = []
    superseded_by: list[str] = []
    prevails_over: list[str] = []
    versions: list[Version] = []
    note: str | None = None
    desk_note: str | None = None
    editor_note: str | None = None


class PolicyRegister(Shape):
    title: str
    about: str | None = None
    items: list[Policy]


class OffList(Shape):
    answer: str
    instead: list[Route] = []
    basis: list[Basis] = []
    inferred: list[str] = []


class Edition(Shape):
    jurisdiction: str
    title: str
    edition: str
    issued_on: Day
    issued_by: str | None = None
    notice: str | None = None
    address: str | None = None
    off_list: OffList
    dispute: dict[str, object] = {}
    admission: dict[str, object] = {}
    reported: dict[str, str] = {}
    sources: list[Cited] = []


SHAPES = {
    "certificates": CertificateList, "policies": PolicyRegister, "data": Edition,
    "vocabulary": Vocabulary,
}  # fmt: skip


def main(root: str) -> int:
    """Read every file below the root's data/; how many items there are."""
    items = 0
    for path in sorted(Path(root, "data").rglob("*.yaml")):
        with path.open(encoding="utf-8") as file:
            data = yaml.load(file.read(), yaml.CSafeLoader)
        record = SHAPES[path.parent.name].model_validate(data)
        items += 0 if path.parent.name == "vocabulary" else len(getattr(record, "items", ()))
    return items


if __name__ == "__main__":
    print(main(sys.argv[1]))
