"""What to look at before the meeting: the same task, own duty, support, boards, the ceiling."""

from __future__ import annotations

from itertools import product

import pytest

from admission.tasks import RUNNING, edition, request
from builders import TODAY, certificates, loaded, tree
from checklist_tool.admission.findings import ALIKE, Finding, Findings
from checklist_tool.admission.similar import Texts
from checklist_tool.problems import ChecklistError

# Each line: one matter, worded by two departments.
SAME = [
    ("农村人居环境优化提升行动", "人居环境提升优化专项行动"),
    ("洁美乡村积分制线上管理、应用", "美丽乡村积分线上管理"),
    ("村级涉农补贴资金线上管理", "涉农补贴资金线上管理工作"),
    ("独居老人每周上门走访", "对独居老人开展每周走访"),
    ("垃圾分类入户宣传", "开展垃圾分类入户宣传工作"),
    ("全国人口抽样调查入户登记", "人口抽样调查入户"),
    ("反诈宣传入户签收承诺书", "反诈入户宣传，签订承诺书"),
    ("电动自行车充电安全隐患排查", "电动车充电安全排查"),
    ("未成年人暑期防溺水巡查", "暑期防溺水巡查"),
    ("老年人助餐点满意度问卷调查", "助餐点满意度调查问卷"),
]
TITLES = [title for pair in SAME for title in pair]


@pytest.fixture(scope="module")
def titles() -> Texts:
    return Texts({title: [(1.0, title)] for title in TITLES})


@pytest.mark.parametrize("pair", SAME)
def test_one_matter_in_other_words_is_alike(titles: Texts, pair):
    assert titles.alike(pair[0], [pair[1]])[0][0] > ALIKE


def test_two_matters_are_not_alike(titles: Texts):
    for one, other in product(SAME, SAME):
        if one is not other:
            assert all(titles.alike(a, [b])[0][0] < ALIKE for a, b in product(one, other))


def test_likeness_is_the_same_both_ways_and_one_for_the_same_text(titles: Texts):
    for one, other in product(TITLES[:6], TITLES[:6]):
        there, back = titles.alike(one, [other])[0][0], titles.alike(other, [one])[0][0]
        assert there == pytest.approx(back)
        assert 0 <= there <= 1 + 1e-9
    assert titles.alike(TITLES[0], [TITLES[0]])[0][0] == pytest.approx(1)


def about(wanted: str, *requests: dict[str, str], **named: str) -> list[Finding]:
    texts: dict[str, str | bytes] = {}
    for one in requests:
        texts |= one
    return Findings(loaded(tree(texts, **named)), TODAY).about(wanted)


def codes(found: list[Finding]) -> list[str]:
    return [one.code for one in found]


def test_a_plain_request_has_nothing_to_look_at():
    assert about("jia", request("jia")) == []


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        (RUNNING, "same"),
        ("2026-03-02 submit", "same"),
        ("2026-03-02 submit, 2026-03-04 decline", "refused_before"),
        ("2026-03-02 submit, 2026-03-04 accept, 2026-03-10 review:rejected", "refused_before"),
        ("", None),  # a draft is nobody's business yet
        (RUNNING + ", 2026-05-01 end", None),
    ],
)
def test_likely_the_same_as_another_is_told_with_score_and_both_texts(steps, code):
    found = about(
        "jia",
        request("jia", title="独居老人每周上门走访", task="每周上门一次"),
        request("yi", steps, title="对独居老人开展每周走访", task="周周上门看一看"),
    )

    assert codes(found) == ([code] if code else [])
    if code:
        assert found[0].other == "yi"
        assert found[0].score > ALIKE
        assert f"{found[0].score:.2f}" in found[0].text
        for text in (
            "独居老人每周上门走访",
            "每周上门一次",
            "对独居老人开展每周走访",
            "周周上门看一看",
        ):
            assert text in found[0].text
    if code == "refused_before":
        assert "没有依据" in found[0].text


LAW = "title: 政策依据库\nitems:\n  - {id: sh-juweihui-tiaoli, title: 上海市居民委员会工作条例}\n"
LAW += "  - {id: minfa-2020-20, title: 指导意见}\n"
GROUNDS = "{own_duty: [{policy: sh-juweihui-tiaoli, article: 第二十七条}]}"


@pytest.mark.parametrize("task", ["代收水费", "把底数录入某某系统", "上门催缴", "协助执法"])
def test_a_departments_own_work_is_asked_about_with_the_ground(task):
    given = {"register": LAW, "edition": edition(grounds=GROUNDS)}

    [found] = about("jia", request("jia", task=task), **given)

    assert found.code == "own_duty"
    assert found.text.endswith("？")
    assert found.ground == "《上海市居民委员会工作条例》第二十七条"


def test_no_ground_is_cited_that_the_edition_does_not_give():
    [found] = about("jia", request("jia", task="代收水费"))

    assert found.ground == ""


@pytest.mark.parametrize(
    ("support", "told"),
    [
        ("{none: true}", True),
        ("{money: 无, training: 没有}", True),
        ("{training: 每年一次}", True),  # without money
        ("{money: 每月若干元}", False),
        (None, False),  # not written at all: that is told as missing, not as a question
    ],
)
def test_no_support_is_asked_about(support, told):
    found = about("jia", request("jia", support=support))

    assert codes(found) == (["no_support"] if told else [])


def test_a_certificate_that_is_refused_is_found_by_name_and_alias():
    negative = certificates(
        "id: yangquan\nname: 居民养犬证明\naliases: [养狗证明]", verdict="refuse"
    )

    for text in ("要居委会开居民养犬证明", "登记时收养狗证明"):
        [found] = about("jia", request("jia", task=text), negative=negative)
        assert (found.code, found.other) == ("certificate", "yangquan")


def test_a_certificate_that_may_be_issued_is_not_told():
    assert about("jia", request("jia", task="收死亡证明")) == []


ALLOWED = "title: 准许悬挂的牌子\nitems:\n  - {id: fuwu, name: 党群服务中心, scope: 全区}\n"


@pytest.mark.parametrize(
    ("board", "told"), [("某某工作站", True), ("党群服务中心的标识", False), ("无", False)]
)
def test_a_signboard_that_is_not_allowed_is_told(board, told):
    found = about("jia", request("jia", burdens=f"{{signboard: {board}}}"), allowed=ALLOWED)

    assert codes(found) == (["signboard"] if told else [])


def many(**more: str) -> list[dict[str, str]]:
    words = ["入户走访", "河道巡查", "垃圾分类"]
    return [
        request(f"r{n}", RUNNING, title=word, task=word, committees="[东村]", **more)
        for n, word in enumerate(words)
    ]


@pytest.mark.parametrize(
    ("most", "committees", "told"),
    [
        (3, "[东村]", True),
        (3, "[全部居村]", True),
        (4, "[东村]", False),
        (3, "[西村]", False),
        (3, None, True),  # cannot be checked, and that is said
    ],
)
def test_more_tasks_at_one_committee_than_the_ceiling_are_told(most, committees, told):
    new = request("jia", title="防汛值守", committees=committees)

    found = about("jia", new, *many(), edition=edition(most_per_committee=most))

    assert codes(found) == (["ceiling"] if told else [])


def test_without_a_ceiling_nothing_is_counted():
    assert about("jia", request("jia", committees="[东村]"), *many()) == []


def test_tasks_at_other_times_do_not_add_up():
    new = request("jia", title="防汛值守", committees="[东村]")
    past = many(period="{start: 2026-03-12, end: 2026-03-14}")

    assert about("jia", new, *past, edition=edition(most_per_committee=3)) == []


def test_a_task_without_an_end_is_asked_about():
    assert codes(about("jia", request("jia", period="{start: 2026-03-15}"))) == ["no_end"]


def test_a_request_that_is_not_there_is_told():
    with pytest.raises(ChecklistError, match="没有编号是“yi”的准入申请"):
        about("yi", request("jia"))
