"""CK3xx: service items lead somewhere, and this place is one place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checklist_tool.checks.rule import rule
from checklist_tool.model.local import ROLES
from checklist_tool.problems import Problem
from checklist_tool.repository import Repository


@rule(
    "CK301",
    "服务事项写明到哪里办、怎么办或者打什么电话",
    "三样都没有，居民看了还是不知道怎么办。",
    "写上办理地点 where、办理流程 process 或咨询电话 phone。",
)
def a_service_says_where_to_go(repository: Repository, today: date) -> Iterator[Problem]:
    """A service item names a place, a process or a public line."""
    for entry in repository.of("service"):
        item = entry.item
        if not (item.where or item.process or item.phone):
            yield entry.problem(
                "CK301", [], f"{entry.id}“{entry.name}”没有写到哪里办、怎么办",
                "写上办理地点 where、办理流程 process 或咨询电话 phone",
            )  # fmt: skip


@rule(
    "CK302",
    "本居村只有一个居（村）委会，一个受理中心",
    "写了两个，单子上印的就可能是别人的名称和电话。",
    "只留本居村的；别的居村用自己的清单仓库，或者各自的 data/local.yaml。",
)
def a_place_has_its_role_alone(repository: Repository, today: date) -> Iterator[Problem]:
    """Of the places of data/local.yaml no two have one role."""
    first: dict[str, str] = {}
    for entry in repository.of("place"):
        role = entry.item.role
        if other := first.get(role):
            yield entry.problem(
                "CK302", ["role"], f"{ROLES[role]}写了两个：“{other}”和“{entry.name}”",
                "只留本居村的",
            )  # fmt: skip
        first.setdefault(role, entry.name)
