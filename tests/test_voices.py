"""Who is told what: the resident, the clerk and the editor, in everything that is shown."""

import json
import re

import pytest

from builders import PATHS, TODAY, certificates, examined, loaded, register, tree, vocabulary
from checklist_tool.model.checked import fingerprint
from checklist_tool.render import html, site
from checklist_tool.render.book import compose
from checklist_tool.render.site.past import Past
from checklist_tool.render.slip import compose as slip_of
from checklist_tool.search import answer_text, build, store
from checklist_tool.search.answer import ask
from checklist_tool.search.dated import Dated
from checklist_tool.search.view import view
from checklist_tool.usecases import desk

NOTED = """\
id: qinshu
name: 亲属关系证明
note: 带户口簿就行
desk_note: 先问是不是公证用
editor_note: 出处读的是转载"""
ASKED = vocabulary("id: qinshu\nasks:\n  - 舅公家的老二管我要开条子")


@pytest.fixture(scope="module")
def lists():
    return loaded(
        tree(negative=certificates(NOTED, verdict="refuse"), negative_words=ASKED, positive=None)
    )


@pytest.fixture
def index(lists):
    connection = build.in_memory(lists)
    yield store.Index(connection)
    connection.close()


def pages(lists, is_served=False):
    """The text of all pages of the site, and what stands beside them, but not of the search."""
    reader = "desk" if is_served else "everyone"
    book = compose(lists, "all", "r1", reader=reader)
    files = dict(site.files(book, lists, ".", Past(why_not="第一期"), is_served))
    del files["assets/data.js"]
    return "\n".join(files.values())


def book_of(lists):
    """The text of the handbook, without what its search goes by."""
    page = html.page(compose(lists, "all", "r1"), lists, ".")
    return re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


def test_a_resident_is_told_the_note_and_neither_of_the_others(lists):
    [entry] = lists.of("certificate")
    slip = slip_of(entry, lists.edition, Dated(lists), TODAY)

    for public in (pages(lists), book_of(lists), str(slip.rows)):
        assert "先问是不是公证用" not in public
        assert "出处读的是转载" not in public
    assert "带户口簿就行" in pages(lists)
    assert "带户口簿就行" in book_of(lists)


def test_the_desk_is_told_its_note_and_not_that_of_the_editors(lists, index):
    answer = ask(index, "亲属关系证明", TODAY.isoformat())

    for told in (answer_text.text(answer), answer.as_json(), pages(lists, is_served=True)):
        assert "先问是不是公证用" in told
        assert "出处读的是转载" not in told


def test_the_editors_are_shown_their_note_when_they_ask_for_all(index):
    [item] = desk.named(index, "qinshu", TODAY)
    [whole] = desk.named(index, "qinshu", TODAY, for_editors=True)

    assert "出处读的是转载" not in json.dumps([item.rows(), item.as_json()], ensure_ascii=False)
    assert ("编者记", ["出处读的是转载"], False, "") in whole.rows()
    assert whole.as_json()["item"]["editor_note"] == "出处读的是转载"


def test_ways_of_asking_stand_in_no_public_text(lists):
    for public in (pages(lists), book_of(lists)):
        assert "舅公家的老二" not in public


def origin(item, read=None):
    rows = {heading: lines for heading, lines, *_ in view(item, {}, read=read)}
    return rows["来历"]


def item_of(text):
    lists = loaded(tree(negative=certificates(text, verdict="refuse"), positive=None))
    [entry] = lists.of("certificate")
    return entry.item


def test_where_an_item_comes_from_is_told_in_a_word_when_all_of_it_has_one_ground():
    item = item_of("id: a\nname: 甲证明\ninstead:\n  - what: 看户口簿")

    assert origin(item) == ["公开清单或报道载明"]


def test_no_row_of_our_own_reading_stands_below_what_was_published():
    item = item_of("id: a\nname: 甲证明\ninstead:\n  - what: 看户口簿\ninferred:\n  - instead")

    assert origin(item) == ["公开清单或报道载明：理由", "整理者推定，未见于公开清单：替代方式"]


def test_what_was_read_in_a_text_is_told_apart():
    item = item_of("id: a\nname: 甲证明\ninstead:\n  - what: 看户口簿")

    found = origin(item, read={"instead": {0}})

    assert found == ["公开清单或报道载明：理由", "对照原文核对过：替代方式"]


def test_what_was_read_of_a_row_in_part_is_told_by_its_numbers():
    item = item_of(
        "id: a\nname: 甲证明\ninstead:\n  - what: 看户口簿\n  - what: 看结婚证\n"
        "inferred:\n  - instead"
    )

    rows = {
        heading: (lines, remark)
        for heading, lines, _, remark in view(item, {}, read={"instead": {1}})
    }

    assert rows["替代方式"][1] == "除第 2 项外，整理者归纳，以窗口为准"
    assert rows["来历"][0] == [
        "公开清单或报道载明：理由",
        "对照原文核对过：替代方式第 2 项",
        "整理者推定，未见于公开清单：替代方式的其余",
    ]


READ = """\
id: a
name: 甲证明
basis:
  - policy: fa
checked:
  on: 2026-11-01
  against:
    - fa@2020-01-01
  of: {}"""
TEXT = "id: fa, title: 某法, issued_on: 2020-01-01, in_force_on: 2020-02-01"


def test_what_was_read_in_a_text_that_was_amended_since_no_longer_counts_as_read():
    def told(policy):
        texts = tree(
            negative=certificates(READ.format(of), verdict="refuse"),
            positive=None, register=register(policy),
        )  # fmt: skip
        [block] = compose(loaded(texts), "negative", "r1", TODAY).blocks
        return next(row.lines for row in block.rows if row.heading == "来历")

    of = fingerprint(item_of(READ.format("x")), "refuse")

    assert told(f"{{{TEXT}}}") == ("对照原文核对过",)
    assert told(f"{{{TEXT}, amended_on: 2026-11-10}}") == ("公开清单或报道载明",)


def test_a_slight_is_known_to_the_vocabulary_alone():
    texts = tree(
        {PATHS["positive_words"]: vocabulary("id: siwang\nasks:\n  - 傻弟弟死了开证明")},
        positive=certificates("id: siwang\nname: 死亡证明\nnote: 傻弟弟的事来问"),
    )

    [problem] = examined(texts)

    assert problem.code == "CK504"
    assert problem.severity == "warning"
    assert "“傻”" in problem.message
