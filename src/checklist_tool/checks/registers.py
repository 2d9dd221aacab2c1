"""CK3xx: service items lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checklist_tool.checks.rule import rule
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
