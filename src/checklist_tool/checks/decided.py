"""CK28x: what was submitted, approved and published stands as it was decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checklist_tool.checks.admissions import objected
from checklist_tool.checks.rule import rule
from checklist_tool.model.admission import REQUESTS
from checklist_tool.model.content import changed, differing
from checklist_tool.model.merging import not_covered
from checklist_tool.model.procedure import in_effect
from checklist_tool.model.versions import decided, versions
from checklist_tool.problems import Problem
from checklist_tool.repository import Repository


@rule(
    "CK280",
    "申请的内容就是提交、通过、发布时定下的内容",
    "定了以后再改，目录上印的就不是会上通过的那一件，谁也说不清当时同意的是什么。",
    "改回提示里前一种写法；要变的，发布前请联审退回补正，发布后用 checklist tasks amend 申请变更。",
)
def what_was_decided_stands(repository: Repository, today: date) -> Iterator[Problem]:
    """What a request asks for is what was submitted, approved or published."""
    policies = repository.policies
    for entry in repository.of("request"):
        content = decided(entry.item)
        if content is None:
            continue
        last = [version for version in versions(entry.item.steps) if version.about][-1]
        step = entry.item.steps[last.index]
        fixed_by = " ".join(filter(None, (step.on, REQUESTS.called(step))))
        for name in differing(content, entry.item):
            other = changed(name, content, entry.item, policies)
            yield entry.problem(
                "CK280", [name],
                f"“{entry.name}”在{fixed_by}以后被手改：{other}",
                "改回原样；要变的，发布前请联审退回补正，发布后用 checklist tasks amend 申请变更",
            )  # fmt: skip


@rule(
    "CK281",
    "提交、通过、变更、发布各步存下了当时的内容和指纹，两者对得上",
    "存下的内容也会被人改；指纹对不上，就知道改过。",
    "从 git 历史恢复这一步；手写的步骤删掉，用 checklist tasks 的命令重新记。",
)
def each_step_keeps_what_it_decided(repository: Repository, today: date) -> Iterator[Problem]:
    """A submission, approval, change or publication has its content and its fingerprint."""
    yield from objected(repository, today, "CK281")


@rule(
    "CK282",
    "有条件通过的，条件落实了才发布",
    "条件没有落实就发布，会上的条件等于没有提。改申请内容的条件当时就生效，不用落实。",
    "先用 checklist tasks fulfil 记下落实；条件只附在通过的那一步。",
)
def conditions_are_met_before_publication(repository: Repository, today: date) -> Iterator[Problem]:
    """What was approved on condition is published once each condition is fulfilled."""
    yield from objected(repository, today, "CK282")


@rule(
    "CK283",
    "退回以后再提交的，要补正的每一点都有说明",
    "不逐点说明，会上又要从头问起，不知道补了没有。",
    "再提交时按退回的次序，每一点用 --answer 写怎么补的。",
)
def each_point_of_a_return_is_answered(repository: Repository, today: date) -> Iterator[Problem]:
    """A submission after a return answers each point that was asked for."""
    yield from objected(repository, today, "CK283")


@rule(
    "CK284",
    "并入已有任务的，那件任务已经通过准入，包得下这一件",
    "并进没有通过的、已经结束的或者别的居村的任务，等于没有规范。",
    "换一件通过准入、还在做、由这些居村承担的任务；没有的，改用补办准入 admit。",
    needs=("request",),
)
def a_task_is_merged_into_one_that_covers_it(
    repository: Repository, today: date
) -> Iterator[Problem]:
    """A task handed down without admission is merged into an admitted one that covers it."""
    requests = {entry.id: entry.item for entry in repository.of("request")}
    ids = repository.committee_ids
    for entry in repository.of("intervention"):
        for index, step in in_effect(entry.item.steps):
            request = requests.get(step.request) if step.way == "merge" else None
            if request and (why := not_covered(entry.item, request, step.on, ids)):
                yield entry.problem(
                    "CK284", ["steps", index, "request"], f"“{entry.name}”并错了：{why}",
                    "换一件通过准入、包得下它的；没有的，改用补办准入（way: admit）",
                )  # fmt: skip


@rule(
    "CK285",
    "更正误记只更正最后一步",
    "后面的步骤都以前面的为准，中间的一步不能单独不算。",
    "一步一步往回更正，再把对的步骤重新记上。",
)
def only_the_last_step_is_taken_back(repository: Repository, today: date) -> Iterator[Problem]:
    """A step that corrects another names the last one in effect."""
    yield from objected(repository, today, "CK285")


@rule(
    "CK286",
    "续办的，写明续的是哪一件发布过的任务",
    "续办要看与上一期有什么不同；续一件没有发布过的，就没有可比的。",
    "写对 renews 的编号；不是续办的，去掉 renews。",
    needs=("request",),
)
def a_renewal_names_a_published_task(repository: Repository, today: date) -> Iterator[Problem]:
    """What a request renews is another request of ours that was published."""
    requests = {entry.id: entry for entry in repository.of("request")}
    for entry in repository.of("request"):
        renewed = entry.item.renews
        if renewed is None:
            continue
        before = requests.get(renewed)
        if before is None or before is entry:
            told = f"“{entry.name}”续办的“{renewed}”不存在"
        elif not any(step.act == "publish" for _, step in in_effect(before.item.steps)):
            told = f"“{entry.name}”续办的“{before.name}”没有发布过"
        else:
            continue
        yield entry.problem("CK286", ["renews"], told, "写对编号；不是续办的，去掉 renews")
