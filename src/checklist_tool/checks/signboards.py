"""CK266 to CK268: steps of boards say what they must, and boards that stay are allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checklist_tool.checks.rule import rule
from checklist_tool.model.base import first_day
from checklist_tool.model.procedure import in_effect
from checklist_tool.model.signboard import TREATMENTS
from checklist_tool.problems import Problem
from checklist_tool.repository import Repository

PHOTO = re.compile(r"(?![/\\]|[A-Za-z]:|.*(?:^|/)\.\.(?:/|$)).+\.(?:jpe?g|png|webp)", re.IGNORECASE)


@rule(
    "CK266",
    "牌子整改了的，写明怎么处置的；不应挂的，写明整改期限，期限不早于检查那天",
    "摘除和规范分开数，没有写的两边都数不进；没有期限，就不知道哪一块超期。",
    "在这一步写上 treatment 或 deadline。",
)
def a_step_of_a_board_says_what_is_done(repository: Repository, today: date) -> Iterator[Problem]:
    """A board that was rectified says how, one that must be says until when."""
    for entry in repository.of("board"):
        for index, step in enumerate(entry.item.steps):
            if step.act == "rectify" and not step.treatment:
                words = "、".join(f"{value}（{word}）" for value, word in TREATMENTS.items())
                yield entry.problem(
                    "CK266", ["steps", index], f"“{entry.item.title}”整改了，没有写怎么处置",
                    f"写上 treatment：{words}",
                )  # fmt: skip
            if step.outcome == "wrong" and not step.deadline:
                yield entry.problem(
                    "CK266", ["steps", index], f"“{entry.item.title}”不应挂，没有写整改期限",
                    "写上 deadline: 哪一天以前改好",
                )  # fmt: skip
            if step.deadline and step.on and step.deadline < first_day(step.on):
                yield entry.problem(
                    "CK266", ["steps", index, "deadline"],
                    f"“{entry.item.title}”的整改期限 {step.deadline} 在检查那天 {step.on} 之前",
                    "核对两个日期",
                )  # fmt: skip


@rule(
    "CK267",
    "照片写清单仓库里的路径，是 jpg、png 或 webp",
    "别的电脑上的路径打不开；别的格式有的电脑看不了。",
    "把照片放进清单仓库，从最上层写起，如 photos/dongmen-1.jpg，不写 .. 和盘符。",
)
def a_photo_is_a_picture_beside_the_lists(repository: Repository, today: date) -> Iterator[Problem]:
    """A photo is named by its path below the root, and is of a type that every browser shows."""
    for entry in repository.of("board"):
        for index, step in enumerate(entry.item.steps):
            for at, photo in enumerate(step.photos):
                if not PHOTO.fullmatch(photo):
                    yield entry.problem(
                        "CK267", ["steps", index, "photos", at], f"照片“{photo}”的路径不对",
                        "写清单仓库里的路径，如 photos/dongmen-1.jpg；只用 jpg、png、webp",
                    )  # fmt: skip


@rule(
    "CK268",
    "可以挂的牌子在准挂的牌子里（提醒），或者写明通过准入的申请",
    "新增一块牌子也是一项下派的任务，没有走准入的不能挂；准挂的牌子由区里的文件定，名单不全的只提醒。",
    "核对名称、位置和哪种居村；新增的写 request；都没有的，检查结果应是“不应挂”。",
    needs=("allowed_board", "request", "committee"),
)
def a_board_that_stays_is_allowed(repository: Repository, today: date) -> Iterator[Problem]:
    """A board that may stay is an allowed one at its spot, or was admitted by a request."""
    allowed = [entry.item for entry in repository.of("allowed_board")]
    kinds = {name: one.item.kind for one in repository.of("committee") for name in one.item.names}
    approved = {
        entry.id
        for entry in repository.of("request")
        if any(step.outcome == "approved" for _, step in in_effect(entry.item.steps))
    }
    for entry in repository.of("board"):
        board = entry.item
        if board.request and board.request not in approved:
            yield entry.problem(
                "CK268", ["request"], f"没有通过准入的申请“{board.request}”",
                "核对编号；还没有通过的，牌子不能挂",
            )  # fmt: skip
        if board.state != "allowed" or board.request:
            continue
        kind = kinds.get(board.committee)
        named = [one for one in allowed if one.name == board.name]
        if not any(
            one.spot in (None, board.spot) and (kind is None or one.committees in (None, kind))
            for one in named
        ):
            where = "不能挂在这里，或者不准这种居村挂" if named else "没有它"
            yield entry.problem(
                "CK268", ["name"], f"“{board.title}”检查说可以挂，准挂的牌子里{where}",
                "核对名称和位置；新增的，写上通过准入的申请 request；不应挂的，再检查一次",
                severity="warning",
            )  # fmt: skip
