"""Which entry of a later state is which of an earlier one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from checklist_tool.repository import Entry

LIST = "list"  # the kind of an entry that stands for a list file without its items


def called(entry: Entry) -> str:
    """What an entry is called; one of a list whose entries have no id goes by its first field."""
    return entry.name if entry.name != entry.id or not entry.loc else str(key(entry))


def key(entry: Entry) -> object:
    """By what an entry is known again: its id, its file, or the first of its fields."""
    if entry.kind == LIST:
        return entry.source.path
    if own := getattr(entry.item, "id", None):
        return own
    return next(iter(entry.item))[1] if entry.loc else entry.id


def paired(old: list[Entry], new: list[Entry]) -> Iterator[tuple[Entry | None, Entry | None]]:
    """Each entry with what it was before: in the order of the new, then what is gone."""
    names = Counter(map(called, old)) | Counter(map(called, new))
    rounds: tuple[Callable[[Entry], object], ...] = (
        lambda entry: None if hasattr(entry.item, "id") else (key(entry), _text(entry)),
        lambda entry: (key(entry), entry.list),
        key,
        lambda entry: None if entry.kind == LIST or names[called(entry)] > 1 else called(entry),
        lambda entry: _text(entry, id="") if hasattr(entry.item, "id") else None,
    )
    partner: dict[int, Entry] = {}
    rest_old, rest_new = old, new
    for known_by in rounds:
        waiting = defaultdict(list)
        for entry in reversed(rest_old):
            waiting[known_by(entry)].append(entry)
        waiting.pop(None, None)
        left = []
        for entry in rest_new:
            if candidates := waiting.get(known_by(entry)):
                partner[id(entry)] = candidates.pop()
            else:
                left.append(entry)
        taken = {id(entry) for entry in partner.values()}
        rest_old = [entry for entry in rest_old if id(entry) not in taken]
        rest_new = left
        if not rest_old or not rest_new:
            break
    for entry in new:
        yield partner.get(id(entry)), entry
    for entry in rest_old:
        yield entry, None


def _text(entry: Entry, **but: str) -> str:
    return str(entry.item.model_copy(update=but).model_dump_json())
