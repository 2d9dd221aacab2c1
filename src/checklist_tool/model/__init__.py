"""What things are: pure pydantic, one shape for every kind of file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase

from checklist_tool.model.admission import JointReview, Request
from checklist_tool.model.answers import PinnedAnswers
from checklist_tool.model.base import Record
from checklist_tool.model.certificate import CERTIFICATE_LISTS, CertificateList
from checklist_tool.model.edition import Counts, Edition
from checklist_tool.model.intervention import Intervention
from checklist_tool.model.policy import PolicyRegister
from checklist_tool.model.service import SERVICE_LISTS, ServiceList
from checklist_tool.model.signboard import AllowedBoards, BoardRegister


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: which paths it has, what shape, and how it is called."""

    name: str
    title: str
    pattern: str
    shape: type[Record]
    stems: tuple[str, ...] = ()  # the only file names it may have; any when empty

    @property
    def where(self) -> str:
        """The paths it may have, in words for people."""
        if self.stems:
            return self.pattern.replace("*", f"（{'、'.join(self.stems)}）")
        return self.pattern.replace("[0-9][0-9][0-9][0-9]", "<年份>").replace("*", "<编号>")

    def holds(self, path: str) -> bool:
        """Whether the file at this path is of this kind."""
        folder, _, name = path.rpartition("/")
        return fnmatchcase(path, self.pattern) and (
            folder.count("/") == self.pattern.count("/") - 1
        ) and (not self.stems or name.removesuffix(".yaml") in self.stems)  # fmt: skip


_LISTS = "data/lists"
KINDS = (
    FileKind("edition", "版本", "data/edition.yaml", Edition),
    FileKind("policy", "政策依据库", f"{_LISTS}/policies/register.yaml", PolicyRegister),
    FileKind(
        "certificate",
        "证明清单",
        f"{_LISTS}/certificates/*.yaml",
        CertificateList,
        tuple(CERTIFICATE_LISTS),
    ),
    FileKind("service", "服务清单", f"{_LISTS}/services/*.yaml", ServiceList, tuple(SERVICE_LISTS)),
    FileKind("allowed_board", "准挂的牌子", f"{_LISTS}/signboards/allowed.yaml", AllowedBoards),
    FileKind("board", "挂牌登记", f"{_LISTS}/signboards/register.yaml", BoardRegister),
    FileKind("count", "引用的数字", "data/counts.yaml", Counts),
    FileKind("answer", "固定问答", "data/answers.yaml", PinnedAnswers),
    FileKind("joint_review", "联审会议", "data/tasks/reviews/*.yaml", JointReview),
    FileKind("intervention", "违规下派处置", "data/tasks/interventions/*.yaml", Intervention),
    FileKind("request", "准入申请", "data/tasks/[0-9][0-9][0-9][0-9]/*.yaml", Request),
)
# Kinds whose ids are used together: a slip, a link and a reference name an item by id alone.
SHARED_IDS = (("certificate", "service"), ("policy",), ("request", "intervention"),
              ("allowed_board",), ("board",), ("count",))  # fmt: skip
LISTS = {**CERTIFICATE_LISTS, **SERVICE_LISTS}


def kind_of(path: str) -> FileKind | None:
    """The kind of the file at this path, or None when the tool knows no such file."""
    return next((kind for kind in KINDS if kind.holds(path)), None)


def path_meant(path: str) -> str | None:
    """Where the list stands that this file was meant for, as its name says; None for no list.

    That is `negative.yaml` of Negative, 负面清单, `negative - 副本` and `negative (1)`; of two
    lists with this name the one in the same folder.
    """
    folder, _, name = path.rpartition("/")
    if folder.startswith("data/tasks"):
        return None
    stem = name.partition(".")[0].lower()
    found = [where for called, where in _CALLED if re.search(rf"(?<![a-z]){called}(?![a-z])", stem)]
    return next(
        (where for where in found if where.startswith(f"{folder}/")), next(iter(found), None)
    )


# What a list is called, in its file's name or in Chinese, and where it stands.
_CALLED = [
    (called, kind.pattern.replace("*", stem))
    for kind in KINDS
    for stem in kind.stems or ("",)
    if stem or "*" not in kind.pattern
    for called in (
        stem or kind.pattern.rpartition("/")[2].removesuffix(".yaml"),
        LISTS.get(stem, kind.title),
    )
]
