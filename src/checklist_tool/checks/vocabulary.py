"""CK109, CK110: the words that only the search needs belong to an item, and are said once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checklist_tool.checks.rule import rule
from checklist_tool.model.kinds import DESK, LISTS, VOCABULARY
from checklist_tool.problems import Problem
from checklist_tool.repository import Entry, Repository


@rule(
    "CK109",
    "查找用语都属于同名清单上的一项",
    "编号不在清单上，这些叫法和问法就查不到东西；写在别的清单的文件里，移动和停用时容易漏掉。",
    "改正编号；那一项已经没有的，删掉这一段；在别的清单上的，移到那张清单的用语文件。",
    needs=tuple(DESK),
)
def words_belong_to_an_item_of_their_list(repository: Repository, today: date) -> Iterator[Problem]:
    """Every entry of a vocabulary file has the id of an item of the list with the file's name."""
    there = {entry.id: entry for entry in repository.of(*DESK)}
    for words in repository.of(VOCABULARY.name):
        item = there.get(words.id)
        if item is None:
            yield words.problem(
                "CK109", ["id"], f"清单上没有编号是“{words.id}”的事项，这些用语查不到东西",
                "检查编号；那一项已经没有的，删掉这一段",
            )  # fmt: skip
        elif item.list != words.list:
            yield words.problem(
                "CK109", ["id"], f"{item.id}“{item.name}”在{LISTS[item.list]}上，用语写在了别处",
                f"移到 {VOCABULARY.path(item.list)}",
            )  # fmt: skip


@rule(
    "CK110",
    "查找用语里一项只写一次，一句话也只写一次",
    "同一项写了两段，只有一段算数；同一句话写两遍没有用处，改的时候还会漏改一处。",
    "两段并成一段；重复的删掉一处。",
)
def words_are_said_once(repository: Repository, today: date) -> Iterator[Problem]:
    """An item has one entry in the vocabulary, and no text there that the item has already."""
    first: dict[str, Entry] = {}
    for words in repository.of(VOCABULARY.name):
        other = first.setdefault(words.id, words)
        if other is not words:
            yield words.problem(
                "CK110", ["id"], f"“{words.id}”的用语写了两段（{other.place('id')}），只有一段算数",
                "并成一段",
            )  # fmt: skip
    for entry in repository.of(*DESK):
        if entry.words:
            yield from _twice(entry, entry.words)


def _twice(entry: Entry, words: Entry) -> Iterator[Problem]:
    """Each text of the vocabulary that the item has already, or the vocabulary further above."""
    texts = (entry.name, *entry.aliases, *entry.asks)
    if len(texts) == len(set(texts)):
        return
    known = {text: entry.place(*loc) for loc, text in entry.texts("name", "aliases")}
    for loc, text in words.texts("names", "asks"):
        place = words.place(*loc)
        if (other := known.setdefault(text, place)) != place:
            yield words.problem(
                "CK110", loc, f"{entry.id}“{entry.name}”已经有“{text}”（{other}）", "删掉这一处"
            )
