"""What can be asked below /api/v1: each resource once, for answers and for their description."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from checklist_tool import shown
from checklist_tool.model.kinds import DESK, LISTS
from checklist_tool.problems import ChecklistError
from checklist_tool.server.lists import Lists
from checklist_tool.usecases import days, desk, looks, slips, trial

_MOST_TOLD = 1000  # problems of a file that was posted
_MOST_FOUND = 100


class NotThere(ChecklistError):
    """Nothing has this id or name."""


class NotAsked(ChecklistError):
    """A parameter is missing, or is not what it should be."""


class NotMade(ChecklistError):
    """What was asked for cannot be made of this item as it stands."""


@dataclass(frozen=True, slots=True)
class File:
    """What is no JSON: a file of this name and type."""

    name: str
    data: bytes
    type: str


@dataclass(frozen=True, slots=True)
class Resource:
    """An address, its parameters, and what answers it; `{}` in the path stands for a name."""

    path: str
    title: str
    answer: Callable[..., Any]
    parameters: tuple[str, ...] = ()
    of: str = ""  # what the name in the path is of
    type: str = "application/json"


def found(path: str) -> tuple[Resource, tuple[str, ...]] | None:
    """The resource at a path, and the names that stand in the path."""
    for resource in RESOURCES:
        pattern = re.escape(resource.path).replace(r"\{\}", "([^/]+)")
        if hit := re.fullmatch(pattern, path):
            return resource, hit.groups()
    return None


def validated(lists: Lists, path: str, text: bytes) -> dict[str, Any]:
    """What would be wrong with the lists if this file had this text; nothing is written.

    Raises NotAsked for a path that is no file of the lists.
    """
    try:
        problems = trial.problems(lists.root, path, text, lists.today())
    except ChecklistError as error:
        raise NotAsked(error.message, error.hint) from None
    return {
        "valid": not any(problem.severity == "error" for problem in problems),
        "count": len(problems),
        "problems": [problem.as_json() for problem in problems[:_MOST_TOLD]],
    }


def _query(
    lists: Lists, *, q: str = "", kind: str = "", list: str = "", limit: str = "3", as_of: str = ""
) -> bytes:
    """The answer to a question: the same bytes as `checklist query --json`."""
    if not q.strip():
        raise NotAsked("没有写要查什么", "如 ?q=亲属关系证明")
    if not limit.isdecimal() or not 1 <= int(limit) <= _MOST_FOUND:
        raise NotAsked(f"limit 要写 1 到 {_MOST_FOUND} 的数", "不写就是 3")
    scope = _scope(kind, list)
    day = _day(lists, as_of)
    answer = desk.ask(lists.index(), q.strip(), day, scope, int(limit))
    return (shown.in_json(answer.as_json()) + "\n").encode("utf-8", "replace")


def _items(lists: Lists, *, kind: str = "", list: str = "", as_of: str = "") -> Any:
    items = desk.items(lists.index(), _scope(kind, list), _day(lists, as_of))
    return [item.head() for item in items]


def _item(lists: Lists, name: str) -> Any:
    return [item.as_json() for item in _named(lists, name)]


def _lists(lists: Lists) -> Any:
    items = desk.items(lists.index(), desk.Scope(), lists.today())
    return [
        {"name": name, "title": title, "items": sum(item.list == name for item in items)}
        for name, title in LISTS.items()
    ]


def _edition(lists: Lists) -> bytes:
    return f"{lists.index().meta('edition')}\n".encode()


def _slip(lists: Lists, name: str, *, paper: str = "") -> File:
    if paper not in ("", *slips.PAPERS):
        raise NotAsked(f"没有“{paper}”这种纸", f"能写的有：{'、'.join(slips.PAPERS)}")
    item = _named(lists, name)[0]
    papers = [paper] if paper else slips.PAPERS

    def made() -> File:
        slip = slips.made(lists.root, item.id, lists.today())
        data, _ = slips.printed(slip, "pdf", papers, looks.chosen(lists.root))
        return File(f"slip-{slip.id}.pdf", data, "application/pdf")

    try:
        return lists.slips(lists.state(), made)
    except ChecklistError as error:
        raise NotMade(error.message, error.hint, error.problems) from None


def _named(lists: Lists, name: str) -> Any:
    try:
        return desk.named(lists.index(), name, lists.today())
    except desk.Broken as error:
        raise NotMade(error.message, error.hint) from None
    except ChecklistError as error:
        raise NotThere(error.message, error.hint) from None


def _scope(kind: str, list: str) -> desk.Scope:
    if kind and kind not in DESK:
        raise NotAsked(f"没有“{kind}”这一种", f"能写的有：{'、'.join(DESK)}")
    if list and list not in LISTS:
        raise NotAsked(f"没有“{list}”这张清单", f"能写的有：{'、'.join(LISTS)}")
    try:
        return desk.Scope(kind or None, list or None)
    except ChecklistError as error:
        raise NotAsked(error.message, error.hint) from None


def _description(_: Lists) -> dict[str, Any]:
    return description()


def _day(lists: Lists, typed: str) -> date:
    try:
        return days.read(typed) if typed else lists.today()
    except ChecklistError as error:
        raise NotAsked(error.message, error.hint) from None


RESOURCES = (
    Resource(
        "/api/v1/query", "答复一个问题", _query, ("q", "kind", "list", "limit", "as_of")
    ),
    Resource("/api/v1/items", "清单上有效的事项", _items, ("kind", "list", "as_of")),
    Resource("/api/v1/items/{}", "一项的全部内容", _item, of="编号或名称"),
    Resource(
        "/api/v1/items/{}/slip.pdf", "一项的告知单", _slip, ("paper",), "编号或名称",
        "application/pdf",
    ),
    Resource("/api/v1/lists", "有哪些清单", _lists),
    Resource("/api/v1/edition", "清单的版本", _edition),
    Resource("/api/v1/openapi.json", "这份说明", _description),
)  # fmt: skip
_MEANING = {
    "q": "问题：名称、叫法、拼音、首字母，或者居民说的话",
    "kind": f"只要这一种：{'、'.join(DESK)}",
    "list": f"只要这一张清单：{'、'.join(LISTS)}",
    "limit": f"最多几项，1 到 {_MOST_FOUND}",
    "as_of": "按哪一天有效的清单，如 2024-02-26",
    "paper": f"纸张：{'、'.join(slips.PAPERS)}",
}


def description() -> dict[str, Any]:
    """All of this as OpenAPI 3.1 has it."""
    paths: dict[str, Any] = {
        resource.path.replace("{}", "{name}"): {"get": _operation(resource)}
        for resource in RESOURCES
    }
    paths["/api/v1/validate"] = {"post": _VALIDATE}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "居村组织证明清单",
            "version": "1",
            "summary": "柜台答复、清单、告知单，只读",
            "description": "一个答复有四级：sure 确定，several 几项都合适，near 可能是（要问清，"
            "不能当作结论告诉居民），none 没有找到。",
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": {"Problem": _PROBLEM}},
    }


def _operation(resource: Resource) -> dict[str, Any]:
    named = (
        [
            {
                "name": "name", "in": "path", "required": True, "description": resource.of,
                "schema": {"type": "string"},
            }
        ]
        if resource.of
        else []
    )  # fmt: skip
    asked = [
        {
            "name": name, "in": "query", "required": name == "q", "description": _MEANING[name],
            "schema": {"type": "integer" if name == "limit" else "string"},
        }
        for name in resource.parameters
    ]  # fmt: skip
    return {
        "operationId": resource.answer.__name__.strip("_<>"),
        "summary": resource.title,
        "parameters": [*named, *asked],
        "responses": {
            "200": {"description": resource.title, "content": {resource.type: {"schema": {}}}},
            "304": {"description": "和上次给的一样"},
            "default": _FAILED,
        },
    }


_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "hint": {"type": "string", "description": "怎么办"},
        "problems": {"type": "array", "description": "清单里的错误，各有文件和行"},
    },
}
_FAILED = {
    "description": "没有答复，和为什么",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_VALIDATE = {
    "operationId": "validate",
    "summary": "清单的一个文件改成这样，会有哪些错误；什么也不写",
    "parameters": [
        {
            "name": "path", "in": "query", "required": True,
            "description": "哪个文件，如 data/lists/certificates/negative.yaml",
            "schema": {"type": "string"},
        }
    ],
    "requestBody": {
        "required": True,
        "content": {"application/yaml": {"schema": {"type": "string"}}},
    },
    "responses": {
        "200": {
            "description": "错误和提醒",
            "content": {
                "application/json": {
                    "schema": {
                        "type": "object",
                        "required": ["valid", "count", "problems"],
                        "properties": {
                            "valid": {"type": "boolean"},
                            "count": {"type": "integer", "description": "一共几处"},
                            "problems": {"type": "array", "maxItems": _MOST_TOLD},
                        },
                    }
                }
            },
        },
        "default": _FAILED,
    },
}  # fmt: skip
