"""A figure of a report and its parts: counted from entries, cited from a source, or computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from checklist_tool.model.edition import CitedCount
from checklist_tool.model.figures import HEADINGS
from checklist_tool.report.grouping import Grouping, percent
from checklist_tool.report.spans import Days, bounds, overlap
from checklist_tool.values import plain_number

UNKNOWN = "—"
NOT_OF_PERIOD = "来源数的是另一段时间"
Kind = Literal["counted", "cited", "computed"]


@dataclass(frozen=True, slots=True)
class Part:
    """A number, its span, and what it is made of.

    It is `counted` from entries, `cited` from a source (some entries may be on record), or
    `computed` from the figures that `entries` then names.
    """

    kind: Kind
    value: Decimal | str
    unit: str
    days: Days
    entries: tuple[str, ...] = ()
    cited: CitedCount | None = None

    @property
    def said(self) -> str:
        """The number with its unit, as a source has it where it is cited."""
        if self.cited:
            return self.cited.said
        return f"{self.value}{'' if self.unit in ('', '%') else ' '}{self.unit}"

    def as_json(self) -> dict[str, object]:
        """The stable form of `report --json`."""
        source = self.cited.sources[0] if self.cited and self.cited.sources else None
        value = plain_number(self.value) if isinstance(self.value, Decimal) else self.value
        start, end = (None if day in (date.min, date.max) else f"{day}" for day in self.days)
        return {
            "value": value,
            "unit": self.unit,
            "said": self.said,
            "span": {"from": start, "to": end},
            "kind": self.kind,
            "at_least": bool(self.cited and self.cited.at_least),
            "cited": self.cited.id if self.cited else None,
            "area": self.cited.area if self.cited else None,
            "source": {"title": source.title, "url": source.url} if source else None,
            "entries": list(self.entries),
        }


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a period; without parts it is not known, and `why` says the reason.

    Its parts have different spans, so they have no sum. `undated` are entries of which nobody
    can tell whether they fall into the period; `beyond` are counts whose span reaches out of it,
    which are shown for their own span. `groups` has the figure by year, committee and so on,
    `without` the entries that lack what is counted or have it wrong;
    `before` is its value in the span before, where both are counted or computed.
    """

    name: str
    heading: str
    section: str
    parts: tuple[Part, ...]
    why: str = ""
    undated: tuple[str, ...] = ()
    beyond: tuple[CitedCount, ...] = ()
    groups: tuple[Grouping, ...] = ()
    before: Decimal | str | None = None
    without: tuple[str, ...] = ()

    @property
    def only(self) -> Part | None:
        """The one number there is; None where there is none, or several that have no sum."""
        return self.parts[0] if len(self.parts) == 1 else None

    @property
    def said(self) -> str:
        """The figure in words: what is not known is a dash, several numbers stand side by side.

        A number of a span that reaches beyond the period says of which.
        """
        known = [part.said for part in self.parts]
        other = [f"{count.said}（{count.span.said}）" for count in self.beyond]
        return "；".join(known or other) or UNKNOWN

    @property
    def change(self) -> Decimal | None:
        """By how much the figure differs from that of the span before; None where it cannot."""
        now = self.only.value if self.only else None
        numbers = isinstance(now, Decimal) and isinstance(self.before, Decimal)
        return now - self.before if numbers else None  # type: ignore[operator]

    @property
    def compared(self) -> str:
        """What the change is in words; empty where there is none."""
        if self.change is None or self.only is None:
            return ""
        unit = "个百分点" if self.only.unit == "%" else self.only.unit
        said = f"{self.change:+} {unit}" if self.change else "持平"
        if self.change and isinstance(self.before, Decimal) and self.before and unit != "个百分点":
            said += f"（{percent(self.change, self.before):+}%）"
        return said

    @property
    def shown(self) -> tuple[Part, ...]:
        """The numbers of the period, and for want of them those of spans that reach beyond it."""
        return self.parts or tuple(cited(count) for count in self.beyond)

    def as_json(self) -> dict[str, object]:
        """The stable form: the one number there is, or None and the parts."""
        only = self.only
        head = only.as_json() if only else {"value": None, "kind": None, "said": self.said}
        before = plain_number(self.before) if isinstance(self.before, Decimal) else self.before
        return head | {
            "heading": self.heading,
            "section": self.section,
            "why": self.why or None,
            "parts": [part.as_json() for part in self.parts],
            "undated": list(self.undated),
            "without": list(self.without),
            "beyond": [cited(count).as_json() for count in self.beyond],
            "by": {one.heading: one.as_json() for one in self.groups},
            "before": before,
            "change": None if self.change is None else plain_number(self.change),
        }


def of_counts(
    counts: Sequence[CitedCount], days: Days
) -> tuple[list[CitedCount], tuple[CitedCount, ...]]:
    """The counts of the days in the order of their spans, and those that reach beyond."""
    used = sorted(
        (one for one in counts if overlap(one.span, days) == "within"),
        key=lambda one: bounds(one.span),
    )
    return used, tuple(one for one in counts if overlap(one.span, days) == "beyond")


def cited(count: CitedCount, entries: tuple[str, ...] = ()) -> Part:
    """A cited count as a part, with those of its cases that are on record."""
    return Part("cited", count.value, count.unit, bounds(count.span), entries, count)


def compared(figures: Sequence[Figure], earlier: Sequence[Figure]) -> list[Figure]:
    """The figures with their values in the span before, where both are counted or computed."""
    values: Mapping[str, Part | None] = {one.name: one.only for one in earlier}
    found = []
    for one in figures:
        then = values.get(one.name)
        alike = one.only and then and one.only.kind == then.kind != "cited"
        found.append(replace(one, before=then.value) if alike and then else one)
    return found


def behind(figure: Figure, names: Mapping[str, str] | None = None) -> str:
    """What a figure is made of, in one line; its entries by these names, else by their ids."""
    return "；".join(made_of(part, names) for part in figure.shown) or figure.why


def made_of(part: Part, names: Mapping[str, str] | None = None, most: int | None = None) -> str:
    """What a number is made of: its entries, so many at most, or where it was seen and for when."""
    listed = "、".join((names or {}).get(one, one) for one in part.entries[:most])
    if most is not None and len(part.entries) > most:
        listed += f"…等 {len(part.entries)} 项"
    if part.cited is None:
        if part.kind == "computed":
            return f"由{'、'.join(f'“{HEADINGS.get(one, one)}”' for one in part.entries)}算出"
        none = "那一天一项也没有" if part.days[0] == part.days[1] else "逐件记全，这段时间没有"
        return listed or none
    count = part.cited
    source = f"《{count.sources[0].title}》" if count.sources else ""
    stated = f"“{count.span.stated}”" if count.span.stated else ""
    on_record = f"；其中有记录的：{listed}" if listed else ""
    return f"引用 {count.id}：{count.area}，{source}{stated}（{count.span.days}）{on_record}"
