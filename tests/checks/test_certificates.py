"""A name that leads to two verdicts at the desk is told, however it is written."""

from __future__ import annotations

import pytest

from builders import TODAY, certificates, examined, loaded, register, tree, vocabulary
from checklist_tool.problems import Problem
from checklist_tool.search import build
from checklist_tool.search.answer import ask
from checklist_tool.search.store import Index

REFUSED = "\ninstead: [{what: 查不动产登记}]"


def two(issued: str, refused: str) -> dict[str, str | bytes]:
    """A list with one item that is issued, and one with an item that is refused.

    Lines with names and ways of asking go to the vocabulary.
    """
    (jia, of_jia), (yi, of_yi) = parted(f"id: jia\n{issued}"), parted(f"id: yi\n{refused}")
    return tree(
        positive=certificates(jia),
        negative=certificates(yi + REFUSED, verdict="refuse"),
        positive_words=vocabulary(*of_jia),
        negative_words=vocabulary(*of_yi),
    )


def parted(lines: str) -> tuple[str, list[str]]:
    words = [line for line in lines.splitlines() if line.startswith(("names:", "asks:"))]
    item = [line for line in lines.splitlines() if line not in words]
    return "\n".join(item), ["\n".join([item[0], *words])] if words else []


def told(issued: str, refused: str) -> list[Problem]:
    return [each for each in examined(two(issued, refused)) if each.code < "CK500"]


SPELLED = [
    ("亲属关系证明", "親屬關係證明"), ("亲属关系证明", "亲属 关系证明"), ("A类证明", "Ａ类证明"),
    ("A类证明", "a类证明"), ("“我妈”证明", "我妈证明"), ("居住证明（公证用）", "居住证明(公证用)"),
    ("居住证明（公证用）", "居住证明公证用"), ("无业/失业证明", "无业、失业证明"),
    ("甲·乙证明", "甲乙证明"),
    ("村裏证明", "村里证明"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SPELLED)
def test_two_spellings_of_one_name_are_one_name(one: str, other: str):
    [problem] = told(f"name: {one}", f"name: {other}")

    assert (problem.code, problem.item) == ("CK201", "jia")
    assert one in problem.message and other in problem.message
    assert "yi" in problem.message and "negative.yaml:" in problem.message


@pytest.mark.parametrize(("one", "other"), SPELLED)
def test_what_is_told_as_one_name_is_one_question_to_the_desk(one: str, other: str):
    index = Index(build.in_memory(loaded(two(f"name: {one}", f"name: {other}"))))

    answer = ask(index, one, TODAY.isoformat())

    assert answer.verdict is None
    assert {row[0] for _, row in answer.matches} == {"jia", "yi"}


@pytest.mark.parametrize(
    ("issued", "refused", "code", "item"),
    [
        ("name: 甲证明\naliases: [無房證明]", "name: 无房证明", "CK201", "jia"),
        ("name: 甲证明\naliases: [無房證明]", "name: 乙证明\naliases: [无 房证明]", "CK201", "jia"),
        ("name: 甲证明\nnames: [無房證明]", "name: 乙证明\naliases: [无房证明]", "CK201", "jia"),
        ("name: 甲证明\nnames: [无房证明]", "name: 乙证明\nnames: [无房证明]", "CK201", "jia"),
        ("name: 甲证明\nasks: [无房证明]", "name: 乙证明\nnames: [无房证明]", "CK205", "jia"),
        ("name: 无房证明（公证用）", "name: 乙证明\nnames: [无房证明]", "CK201", "jia"),
        ("name: 甲证明\nasks: [無房證明]", "name: 无房证明", "CK205", "jia"),
        ("name: 无房证明", "name: 乙证明\nasks: [無房證明]", "CK205", "yi"),
        (
            "name: 甲证明\nasks: ['没房，要证明']",
            "name: 乙证明\nasks: [沒房要證明？]",
            "CK205",
            "jia",
        ),
        ("name: 甲证明\nasks: [无房证明]", "name: 乙证明\naliases: [无房证明]", "CK205", "jia"),
        ("name: 无房证明（公证用）", "name: 乙证明\naliases: [无房证明]", "CK201", "jia"),
        ("name: 无房证明（公证用）", "name: 乙证明\nasks: [无房证明]", "CK205", "yi"),
    ],
)
def test_names_aliases_and_ways_of_asking_are_compared_with_each_other(
    issued: str, refused: str, code: str, item: str
):
    [problem] = told(issued, refused)

    assert (problem.code, problem.item) == (code, item)


SAID_OTHERWISE = [
    ("name: 青蛙证书\nasks: [开亲属关系证明, 办亲属关系证明]", "我要开亲属关系证明", "CK205"),
    ("name: 青蛙证书\nasks: [去哪里办亲属关系]", "请问去哪里办亲属关系", "CK205"),
    ("name: 青蛙证书\nasks: [亲属关系]", "亲属关系", "CK205"),
    ("name: 青蛙证书\naliases: [qinshuguanxizhengming]", "qinshuguanxizhengming", "CK201"),
    ("name: 青蛙证书\naliases: [Qinshu Guanxi]", "qinshuguanxi", "CK201"),
    ("name: 青蛙证书\naliases: [我要开亲属关系证明]", "我要开亲属关系证明", "CK201"),
    ("name: 亲属关系", "亲属关系", "CK201"),
]  # fmt: skip


@pytest.mark.parametrize(("issued", "question", "code"), SAID_OTHERWISE)
def test_an_item_cannot_take_the_question_of_another_by_other_words(
    issued: str, question: str, code: str
):
    problems = told(issued, "name: 亲属关系证明")

    assert {(each.code, each.item) for each in problems} == {(code, "jia")}
    assert all("yi“亲属关系证明”" in each.message for each in problems)


@pytest.mark.parametrize(("issued", "question", "code"), SAID_OTHERWISE)
def test_what_is_told_so_would_turn_the_answer_of_the_desk(issued: str, question: str, code: str):
    index = Index(build.in_memory(loaded(two(issued, "name: 亲属关系证明"))))

    assert ask(index, question, TODAY.isoformat()).verdict != "refuse"


@pytest.mark.parametrize(
    ("issued", "refused"),
    [
        ("name: 青蛙证书\nasks: [开亲属关系公证]", "name: 亲属关系证明"),
        ("name: 青蛙证书\nasks: [我要结婚]", "name: 结婚证明"),
        ("name: 青蛙证书\naliases: [dna]", "name: 亲属关系证明"),
        ("name: 养父母亲属关系证明", "name: 亲属关系证明"),
        (
            "name: 亲属关系\neffective_from: 2026-01-01",
            "name: 亲属关系证明\neffective_to: 2025-12-31",
        ),
    ],
)
def test_words_that_name_something_else_are_fine(issued: str, refused: str):
    assert told(issued, refused) == []


@pytest.mark.parametrize(
    ("issued", "refused"),
    [
        ("name: 亲属关系证明（仅限公证）", "name: 亲属关系证明"),
        ("name: 亲属关系证明（仅限公证）", "name: 亲属关系证明（入学用）"),
        ("name: 无房证明", "name: 有房证明"),
        ("name: 甲证明\naliases: [——]", "name: 乙证明\naliases: [、]"),
    ],
)
def test_what_the_brackets_tell_apart_is_fine(issued: str, refused: str):
    assert told(issued, refused) == []


def test_an_item_written_twice_is_told_also_in_other_characters():
    twice = certificates("id: jia\nname: 无房证明", "id: yi\nname: 無房 證明")

    [problem] = examined(tree(positive=twice))

    assert (problem.code, problem.item) == ("CK207", "yi")


def test_a_policy_registered_twice_is_told_whatever_its_brackets():
    texts = tree(
        register=register(
            "{id: minfa-2020-20, title: 意见, doc_number: 民发〔2020〕20号}",
            "{id: minfa, title: 通知, doc_number: '民发[2020] 20号'}",
        )
    )

    assert [(each.code, each.item) for each in examined(texts)] == [("CK108", "minfa")]


def numbered(first: str, second: str) -> list[Problem]:
    return examined(
        tree(
            positive=certificates(f"id: a\nname: 甲证明\n{first}", f"id: b\nname: 乙证明\n{second}")
        )
    )


def test_a_number_of_a_batch_is_given_once():
    [problem] = numbered("batch: 第一批\nitem_no: 3", "batch: 第一批\nitem_no: 03")

    assert (problem.code, problem.item) == ("CK208", "b")
    assert "a“甲证明”" in problem.message


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("batch: 第一批\nitem_no: 3", "batch: 第二批\nitem_no: 3"),
        ("batch: 第一批\nitem_no: 3", "batch: 第一批\nitem_no: 4"),
        ("item_no: 3", "item_no: 3"), ("batch: 第一批", "batch: 第一批"),
        ("batch: 第一批\nitem_no: 3\neffective_to: 2026-06-30",
         "batch: 第一批\nitem_no: 3\neffective_from: 2026-07-01"),
    ],
)  # fmt: skip
def test_other_numbers_other_batches_and_other_times_are_fine(first: str, second: str):
    assert numbered(first, second) == []
