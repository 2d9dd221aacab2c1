"""The loaded set: every item and request, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

from checklist_tool.collector import without_collector
from checklist_tool.files import Tree, right_name, says_yaml
from checklist_tool.model.base import Record
from checklist_tool.model.certificate import Certificate
from checklist_tool.model.edition import Count, Edition
from checklist_tool.model.files import holds, kind_of, path_meant
from checklist_tool.model.fit import Fault, fit, no_keys
from checklist_tool.model.kinds import DESK, KINDS, VOCABULARY, Kind
from checklist_tool.model.policy import Basis, Policy, bases
from checklist_tool.problems import ChecklistError, Place, Problem, Severity
from checklist_tool.reading import Reader
from checklist_tool.strays import unreadable, where_it_belongs
from checklist_tool.yaml_source import Loc, Source


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a file: an item of a list, or the file's only record."""

    kind: str
    list: str  # the name of the list, e.g. negative; of a task, its year
    item: Any
    source: Source
    loc: tuple[str | int, ...] = ()
    verdict: str | None = None  # its own, or the list's; None for a service
    words: Entry | None = None  # of an item of the desk: what only the search needs of it

    @property
    def id(self) -> str:
        """The id of the record; a record without one goes by its file's name."""
        return getattr(self.item, "id", None) or self.source.path.rpartition("/")[2][:-5]

    @property
    def name(self) -> str:
        """What the record is called."""
        item = self.item
        return str(getattr(item, "name", None) or getattr(item, "title", None) or self.id)

    @property
    def aliases(self) -> Sequence[str]:
        """The other names of an item of the desk: the official ones, then the everyday ones."""
        return (*self.item.aliases, *(self.words.item.names if self.words else ()))

    @property
    def asks(self) -> Sequence[str]:
        """The ways of asking for an item of the desk."""
        return tuple(self.words.item.asks) if self.words else ()

    def texts(self, *fields: str) -> Iterator[tuple[Loc, str]]:
        """Every text of these fields, lists taken apart, with where it stands in the record."""
        for name in fields:
            value = vars(self.item).get(name)  # a field, not what is made of several
            if isinstance(value, str):
                yield [name], value
            else:
                for index, text in enumerate(value or ()):
                    yield [name, index], text

    def bases(self) -> Iterator[tuple[Loc, Basis]]:
        """Every basis of the record, wherever in it one stands, and where."""
        return bases(self.item)

    def place(self, *loc: str | int, key: bool = False) -> Place:
        """Where a field of the record stands; the record itself when it has no such field."""
        return self.source.place((*self.loc, *loc), key=key)

    def problem(
        self,
        code: str,
        loc: Sequence[str | int],
        message: str,
        hint: str = "",
        severity: Severity = "error",
    ) -> Problem:
        """A fault of this record, at one of its fields."""
        return Problem(self.place(*loc), code, message, hint, self.id, severity)


@dataclass(slots=True)
class Repository:
    """Everything that could be read. `broken` names the kinds of which something could not.

    `unread` has the paths of what could not be read: with the ids of the items that were left
    out, or with none when it is the whole file. `misfits` has those with an id: id and name alone.
    `misnamed` has the paths that are passed over because of their ending, `absent` the right paths
    at which there is no file instead.
    """

    sources: dict[str, Source] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    vocabulary: dict[str, Entry] = field(default_factory=dict)  # by the id of the item
    lists: dict[str, Record] = field(default_factory=dict)  # path → the list without its items
    broken: set[str] = field(default_factory=set)
    unread: dict[str, list[str]] = field(default_factory=dict)
    misfits: list[Entry] = field(default_factory=list)
    misnamed: list[str] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)

    @property
    def edition(self) -> Edition:
        """Whose lists these are; raises ChecklistError when data/edition.yaml could not be read."""
        found = next(self.of("edition"), None)
        if found is None:
            raise ChecklistError(
                "读不到 data/edition.yaml", hint="先运行 checklist validate，按提示改好"
            )
        return cast(Edition, found.item)

    @property
    def policies(self) -> dict[str, Policy]:
        """The register of policies by id."""
        return {entry.id: entry.item for entry in self.of("policy")}

    @property
    def committee_ids(self) -> dict[str, str]:
        """The id of every committee of the register, by each of its names."""
        return {name: entry.id for entry in self.of("committee") for name in entry.item.names}

    @property
    def counts(self) -> dict[str, Count]:
        """The cited counts by id."""
        return {entry.id: entry.item for entry in self.of("count")}

    def of(self, *kinds: str) -> Iterator[Entry]:
        """The records of these kinds, in the order of the files."""
        return (entry for entry in self.entries if entry.kind in kinds)

    def on(self, name: str) -> list[Entry]:
        """The items of one list, such as `negative` or `handle`."""
        return [entry for entry in self.of(*DESK) if entry.list == name]

    def find(self, wanted: str) -> list[Entry]:
        """The records with this id or exactly this name."""
        return [entry for entry in self.entries if wanted in (entry.id, entry.name)]


# What an edit makes of the lists: the path of each file that changes, and all that it will hold.
Decided = dict[str, dict[str, Any]]
Decide = Callable[[Repository], Decided]


def load(tree: Tree, reader: Reader | None = None) -> tuple[Repository, list[Problem]]:
    """All that can be read of a tree, and what is wrong with single files.

    An item that does not fit its shape is left out and told of; its neighbours stay.
    """
    repository = Repository()
    problems: list[Problem] = []
    paths = tree.paths()
    with without_collector():
        # The vocabulary first, so that every item gets its words at once.
        for path in sorted(paths, key=lambda path: not holds(VOCABULARY, path)):
            problems += _load(repository, tree, path, paths, reader or Reader())
    present = {kind.name for kind in KINDS if any(holds(kind, path) for path in paths)}
    for name, needed in (
        ("edition", "data/edition.yaml"),
        ("policy", "data/lists/policies/register.yaml"),
    ):
        if name not in present:
            repository.broken.add(name)
            hint = "补上这个文件；可以照着别的清单仓库写"
            problems.append(Problem(Place(needed), "CK031", "缺少这个文件", hint))
    return repository, problems


def _load(
    repository: Repository, tree: Tree, path: str, paths: Sequence[str], reader: Reader
) -> list[Problem]:
    kind = kind_of(path)
    try:
        raw = tree.read(path)
    except OSError as error:
        repository.broken.add(kind.name if kind else "")
        repository.unread[path] = []
        return [unreadable(path, error)]
    if right_name(path) != path:
        repository.misnamed.append(path)
        meant = path_meant(path)
        right = meant or right_name(path)
        missing = kind_of(right) if meant or says_yaml(path) else None
        if missing and right not in paths:
            repository.broken.add(missing.name)
            repository.unread[right] = []
            repository.absent.add(right)
        return []
    source, problems = reader.source(path, raw)
    del raw  # of a large list much memory, which the records need
    if kind is None:
        repository.unread[path] = []
        message = "不知道这是哪一种清单：文件放错了地方，或者名字不对"
        return [*problems, Problem(Place(path), "CK030", message, where_it_belongs(path, paths))]
    if source is None:
        repository.broken.add(kind.name)
        repository.unread[path] = []
        return problems
    repository.sources[path] = source
    problems += _fit(repository, kind, source, reader)
    return problems


def _fit(repository: Repository, kind: Kind, source: Source, reader: Reader) -> list[Problem]:
    data = source.data
    if not isinstance(data, dict):
        repository.broken.add(kind.name)
        repository.unread[source.path] = []
        message, hint = no_keys(kind.title, data, of_items=kind.items)
        place = source.place() if data else Place(source.path)
        return [Problem(place, "CK014", message, hint)]
    name = source.path.rpartition("/")[2].removesuffix(".yaml")
    record, faults = reader.record(kind.shape, source)
    if record is None:
        repository.broken.add(kind.name)
        record, salvaged = _salvage(kind, data, faults)
        if record is not None:
            _leave_out(repository, kind, name, source, faults)
        else:
            repository.unread[source.path] = []
    else:
        salvaged = {}
    if record is not None:
        _enter(repository, kind, source, record, salvaged)
    return [
        Problem(
            source.place(fault.loc, key=fault.at_key), fault.code, fault.message, fault.hint,
            _item_id(data, fault.loc),
        )
        for fault in faults
    ]  # fmt: skip


def _leave_out(
    repository: Repository, kind: Kind, name: str, source: Source, faults: list[Fault]
) -> None:
    """Enter the items at fault as unread; "" stands for one without id, and for the list itself."""
    ids: set[str] = set()
    for loc in dict.fromkeys(fault.loc[:2] for fault in faults):
        inside = len(loc) == 2 and loc[0] == "items"
        found = _item_id(source.data, loc) if inside else ""
        ids.add(found)
        if found:
            called = source.data["items"][loc[1]].get("name")
            shown = called[:60] if isinstance(called, str) else None
            item = SimpleNamespace(id=found, name=shown)
            repository.misfits.append(Entry(kind.name, name, item, source, loc))
    repository.unread[source.path] = sorted(ids)


def _salvage(
    kind: Kind, data: dict[str, Any], faults: list[Fault]
) -> tuple[Record | None, dict[int, int]]:
    """The list without the items at fault, and where the others stood; nothing of other files."""
    items = data.get("items")
    if not kind.items or not isinstance(items, list):
        return None, {}
    bad = {fault.loc[1] for fault in faults if fault.loc[:1] == ("items",) and len(fault.loc) > 1}
    kept = [index for index in range(len(items)) if index not in bad]
    rest = {key: value for key, value in data.items() if key in kind.shape.model_fields}
    rest["items"] = [items[index] for index in kept]
    rest.setdefault("title", kind.title)
    record, _ = fit(kind.shape, rest)
    return record, dict(enumerate(kept))


def _enter(
    repository: Repository, kind: Kind, source: Source, record: Record, at: dict[int, int]
) -> None:
    if not kind.items:
        folder = source.path.split("/")[-2]
        repository.entries.append(Entry(kind.name, folder, record, source))
        return
    name, items = source.path.rpartition("/")[2].removesuffix(".yaml"), cast(Any, record).items
    repository.lists[source.path] = record.model_copy(update={"items": []})
    default = getattr(record, "verdict", None)
    for index, item in enumerate(items):
        verdict = (item.verdict or default) if isinstance(item, Certificate) else default
        loc = ("items", at.get(index, index))
        words = repository.vocabulary.get(item.id) if kind.word else None
        entry = Entry(kind.name, name, item, source, loc, verdict, words)
        repository.entries.append(entry)
        if kind is VOCABULARY:
            repository.vocabulary.setdefault(item.id, entry)


def _item_id(data: dict[str, Any], loc: tuple[str | int, ...]) -> str:
    holder: Any = data
    if len(loc) > 1 and loc[0] == "items" and isinstance(loc[1], int):
        items = data.get("items")
        holder = items[loc[1]] if isinstance(items, list) else None
    found = holder.get("id") if isinstance(holder, dict) else None
    return found if isinstance(found, str) else ""
