"""Fields of a request that were decided: an edit does not change them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checklist_tool.editing.locate import Spot
from checklist_tool.model.admission import AMENDED, REQUESTS, RUNNING
from checklist_tool.model.base import headings
from checklist_tool.model.content import FIELDS, Content
from checklist_tool.model.versions import decided
from checklist_tool.problems import ChecklistError
from checklist_tool.repository import Repository

_WAYS = {
    **dict.fromkeys(
        ("submitted", "accepted", "in_review"),
        "请联审退回补正：checklist tasks return {id} --reason …；补好了再 submit",
    ),
    "approved": "发布以后申请变更（checklist tasks amend）；这一步记错了的，用 take-back 更正",
    **dict.fromkeys(
        RUNNING, "申请变更：checklist tasks amend {id} --set {name}=… --reason …"
    ),
    **dict.fromkeys(AMENDED, "已经在申请变更；等联审定了、发布了，再申请下一次"),
}  # fmt: skip
_SETTLED = "已经办结的不再改；要再办的，用 checklist tasks new 另起一件"


def still_open(repository: Repository, spot: Spot, record: Mapping[str, Any]) -> None:
    """Raise ChecklistError when a decided field of a request would become other than decided."""
    for entry in repository.of("request"):
        content = decided(entry.item) if entry.source.path == spot.path else None
        if content is None:
            continue
        stands = content.as_texts()
        for name in FIELDS:
            now = record.get(name)
            if now not in (spot.record.get(name), stands[name]):
                state, title = entry.item.state, headings(Content)[name]
                raise ChecklistError(
                    f"“{spot.name}”现在是“{REQUESTS.states[state]}”，"
                    f"定下的{title}（{name}）不能直接改",
                    hint=_WAYS.get(state, _SETTLED).format(id=spot.id, name=name),
                )
