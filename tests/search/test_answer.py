"""The answer as text and as JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import BASE, PATHS, certificates, golden, loaded, tree
from checklist_tool.search import answer, answer_text, build, desk, store

DAY = "2026-11-23"


def ask(index, query, **narrowed):
    return answer.ask(index, query, DAY, **narrowed)


@pytest.mark.parametrize(
    ("query", "verdict", "list_name"),
    [
        ("亲属关系证明", "refuse", "negative"),
        ("收养证明", "issue", "positive"),
        ("居住证明", "conditional", "reserve"),
    ],
)
def test_a_clear_match_gives_its_verdict(index, query, verdict, list_name):
    said = json.loads(ask(index, query, kind="certificate").as_json())

    assert said["verdict"] == verdict
    assert said["matches"][0]["list"] == list_name


def test_what_only_may_be_meant_is_asked_about_and_has_no_verdict(index):
    found = ask(index, "身份证")
    names = [row[3] for _, row in found.near]

    text = answer_text.text(found)

    assert (found.level, found.verdict, found.matches) == ("near", None, [])
    assert [name for name in names if f". {name}（" in text] == names
    assert len(names) > 1
    assert text.count("问：是不是") == len(names)
    assert "【" not in text and "理由  " not in text
    assert "理由  " in answer_text.text(found, chosen=1)


def test_several_that_fit_equally_are_told_with_their_verdicts():
    one = certificates("id: jia\nname: 甲类证明\naliases: [旧式证明]")
    other = certificates("id: yi\nname: 乙类证明\naliases: [旧式证明]", verdict="refuse")
    made = store.Index(build.in_memory(loaded(tree(positive=one, negative=other))))

    found = ask(made, "旧式证明")

    assert (found.level, found.verdict) == ("several", None)
    assert "1. 【不予出具】乙类证明（" in answer_text.text(found)
    assert "2. 【可以出具】甲类证明（" in answer_text.text(found)


DISPUTED = """\
dispute:
  say: 我们不开，不是不帮您
  steps:
    - what: 打 12345 反映
  basis:
    - policy: minfa-2020-20
"""


@pytest.mark.parametrize(
    ("query", "verdict"), [("甲类证明", "refuse"), ("从来没有的证明", "not_listed")]
)
def test_a_refusal_ends_with_what_to_do_when_the_other_side_insists(query, verdict):
    edition = BASE[PATHS["edition"]] + DISPUTED
    refused = certificates("id: jia\nname: 甲类证明", verdict="refuse")
    lists = loaded(tree(edition=edition, negative=refused))
    made = store.Index(build.in_memory(lists))

    found = ask(made, query)

    assert found.verdict == verdict
    assert "对居民说  我们不开，不是不帮您" in answer_text.text(found)
    assert "对方仍要  打 12345 反映" in answer_text.text(found)


LOCAL = """\
title: 本居村
items:
  - id: ben-juwei
    name: 居（村）民委员会
    role: committee
    aliases: [居委会电话]
"""


def test_the_committee_is_told_with_every_answer_once_it_is_filled_in():
    filled = LOCAL + '    full_name: 甲居民委员会\n    phone: ["021-12345678"]\n'
    empty, told = (
        store.Index(build.in_memory(loaded(tree(local=text)))) for text in (LOCAL, filled)
    )

    assert "就近可问" not in answer_text.text(ask(empty, "死亡证明"))
    assert "就近可问  甲居民委员会（021-12345678）" in answer_text.text(ask(told, "死亡证明"))


def test_where_the_committee_is_can_be_asked_also_before_it_is_filled_in():
    made = store.Index(build.in_memory(loaded(tree(local=LOCAL))))

    found = ask(made, "居委会电话")

    assert (found.level, found.verdict) == ("sure", None)
    assert "还没有填  全称、地址、电话、时间（data/local.yaml）" in answer_text.text(found)


def test_what_is_issued_says_nothing_of_a_dispute():
    edition = BASE[PATHS["edition"]] + DISPUTED
    made = store.Index(build.in_memory(loaded(tree(edition=edition))))

    found = ask(made, "死亡证明")

    assert found.verdict == "issue"
    assert "对居民说" not in answer_text.text(found)


def test_a_certificate_on_no_list_gets_the_rule_for_these(index):
    found = ask(index, "飞行证明", kind="certificate")
    said = json.loads(found.as_json())

    assert (said["level"], said["verdict"]) == ("none", "not_listed")
    assert said["matches"] == said["near"] == []
    assert "有权拒绝" in said["off_list"]["answer"]
    assert "【不在清单】" in answer_text.text(found)


@pytest.mark.parametrize("query", ["驾驶证换证", "红烧肉怎么做", "jiashizheng"])
def test_what_is_no_certificate_is_not_told_as_law(index, query):
    found = ask(index, query)
    said = json.loads(found.as_json())

    assert said["verdict"] is None
    assert "off_list" not in said
    assert "有权拒绝" not in answer_text.text(found)


def test_nothing_found_says_what_was_looked_for(index):
    text = answer_text.text(ask(index, "请问一下红烧肉怎么做"))

    assert text.startswith("没有找到“请问一下红烧肉怎么做”，请换个说法")
    assert "按这些找过  红烧肉" in text


def test_json_has_the_stable_keys(index):
    said = json.loads(ask(index, "死亡证明").as_json())

    assert list(said) == ["query", "as_of", "edition", "level", "verdict", "matches", "near"]
    assert list(said["edition"]) == ["title", "issued_on", "revision"]
    assert list(said["matches"][0]) == [
        "id", "kind", "name", "list", "verdict", "score", "matched_on", "source", "item",
    ]  # fmt: skip


def test_a_service_item_has_no_verdict(index):
    said = json.loads(ask(index, "低保申请", kind="service").as_json())

    assert said["verdict"] is None
    assert said["matches"][0]["kind"] == "service"


def test_the_limit_holds(index):
    found = ask(index, "结婚证", limit=1)

    assert len(found.matches) + len(found.near) == 1


@given(st.text(max_size=60))
def test_any_words_give_valid_json_and_text(index, query):
    found = ask(index, query)

    assert json.loads(found.as_json())["matches"] is not None
    assert answer_text.text(found, 60, colour=True).endswith("\n")


@pytest.mark.parametrize(
    ("name", "query", "narrowed"),
    [
        ("refuse", "亲属关系证明", {"kind": "certificate"}),
        ("issue", "收养证明", {"kind": "certificate"}),
        ("conditional", "居住证明", {"kind": "certificate"}),
        ("not_listed", "驾驶证换证", {"kind": "certificate"}),
        ("service", "低保申请", {"kind": "service"}),
    ],
)
def test_the_answer_reads_as_it_did(index, name, query, narrowed):
    text = answer_text.text(ask(index, query, **narrowed), 78)

    assert text == golden(f"answer/{name}.txt", text)


def test_no_line_is_wider_than_asked(index):
    from unicodedata import east_asian_width

    text = answer_text.text(ask(index, "亲属关系证明"), 60)

    for line in text.splitlines()[1:]:
        columns = sum(2 if east_asian_width(char) in "WF" else 1 for char in line)
        assert columns <= 60 or "http" in line


@pytest.mark.parametrize(("width", "height"), [(80, 24), (60, 24)])
def test_every_answer_fits_the_screen_with_its_verdict_first(index, width, height):
    from unicodedata import east_asian_width

    for row in index.items(("certificate", "service")):
        text = answer_text.text(
            ask(index, row[3]), width, chosen=0, height=height, whole="按 m 看全部"
        )

        lines = text.splitlines()
        columns = [sum(2 if east_asian_width(char) in "WF" else 1 for char in x) for x in lines]
        assert sum(max(-(-each // width), 1) for each in columns) <= height, row[0]
        assert row[3] in lines[0]
        assert len(lines) > 3


def test_a_usual_screen_shows_where_to_go(index):
    for row in index.items(("certificate", "service")):
        text = answer_text.text(ask(index, row[3]), 80, chosen=0, height=24, whole="按 m 看全部")

        ways = [title for title in ("替代方式", "办理地点") if f'"{title}"' in row[7]]
        assert all(f"  {title}  " in text for title in ways), row[0]


class _Console:
    """A terminal of a code page that lacks most characters."""

    encoding = "ascii"

    def __init__(self):
        self.written = b""
        self.buffer = self

    def isatty(self):
        return True

    def flush(self):
        pass

    def write(self, data):
        self.written += data


def test_a_console_that_cannot_show_a_character_does_not_crash():
    console = _Console()

    desk.say(console, "【不予出具】x\n")

    assert console.written == b"??????x\n"
