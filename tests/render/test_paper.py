"""Agenda, minutes and catalogue as papers: all of it is there, each request on one page."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from admission.tasks import ADMITTED, RUNNING, request
from builders import TODAY, loaded, tree
from checklist_tool.render import catalogue, formats, paper
from checklist_tool.render.meeting import agenda, minutes
from conftest import ROOT

ACCEPTED = "2026-03-02 submit, 2026-03-04 accept"
ON = date(2026, 3, 10)
LONG = "每周上门看望一次，问问身体怎么样、缺不缺东西，回来记下。" * 40
REVIEW = """\
on: 2026-03-10
title: 第一次联审会议
convened_by: 某单位
matters:
  - {request: jia, outcome: approved}
  - {request: yi, outcome: returned, reason: 没有写清经费}
"""
TEXTS = tree(
    request("jia", ADMITTED, title="入户走访")
    | request("yi", ACCEPTED, title="河道<b>巡查</b>", task=LONG, support="{none: true}")
    | {"data/tasks/reviews/2026-03-10.yaml": REVIEW}
)


def pages(data: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages]


@pytest.fixture(scope="module")
def on_paper():
    repository = loaded(TEXTS)
    return agenda(repository, repository.of("request"), ON, TODAY)


def test_each_request_stands_on_one_page_with_its_findings(on_paper):
    found = pages(paper.document(on_paper, ROOT))

    assert len(found) == 3
    assert "1．入户走访" in found[1]
    assert "2．河道<b>巡查</b>" in found[2]
    assert "费随事转怎么落实" in found[2]
    assert LONG in found[2]


@pytest.mark.slow
def test_a_request_that_no_page_holds_goes_on_on_the_next():
    texts = tree(request("jia", ACCEPTED, task=LONG * 12))
    repository = loaded(texts)

    made = agenda(repository, repository.of("request"), ON, TODAY)

    assert len(pages(paper.document(made, ROOT))) > 2


def test_the_page_for_browsers_escapes_what_it_shows(on_paper):
    page = paper.page(on_paper, ROOT)

    assert "河道&lt;b&gt;巡查&lt;/b&gt;" in page
    assert "<b>巡查" not in page
    assert "http" not in page.partition("</head>")[0].replace("http-equiv", "")


def test_the_word_file_holds_the_same_and_gives_the_same_bytes(on_paper):
    data = paper.word(on_paper, ROOT)

    document = Document(BytesIO(data))
    overview, *sheets = document.tables
    assert [[cell.text for cell in row.cells] for row in overview.rows] == [
        list(on_paper.headings),
        *map(list, on_paper.table),
    ]
    assert len(sheets) == 2
    told = [paragraph.text for paragraph in document.paragraphs]
    assert "2．河道<b>巡查</b>" in told
    assert any("费随事转怎么落实" in text for text in told)
    assert paper.word(on_paper, ROOT) == data


def test_the_minutes_tell_every_outcome_with_its_reason():
    repository = loaded(TEXTS)
    [entry] = repository.of("joint_review")

    made = minutes(repository, entry.item, ON)

    assert [row[3:] for row in made.table] == [("通过", "—"), ("退回补正", "没有写清经费")]
    assert ("结果", "通过 1 项，退回补正 1 项") in made.lead
    [page] = pages(paper.document(made, ROOT))
    assert "第一次联审会议纪要" in page


CATALOGUE = tree(
    request("jia", RUNNING, title="入户走访")
    | request("yi", ADMITTED)
    | request("bing", RUNNING, period="{start: 2026-03-15}")
    | request("ding", RUNNING + ", 2026-05-01 end")
)


@pytest.mark.parametrize(
    ("year", "ids"), [(2025, []), (2026, ["bing", "ding", "jia"]), (2027, ["bing"])]
)
def test_the_catalogue_holds_what_was_published_and_not_over_before_the_year(year, ids):
    assert [one["id"] for one in catalogue.rows(loaded(CATALOGUE), year)] == ids


def test_the_catalogue_says_what_a_source_counts_without_naming_it(lists):
    made = catalogue.paper(lists, 2024, TODAY)

    assert made.table == ()
    assert "来源写2024年2月发布 3 项，没有公开名称" in made.empty


def test_the_workbook_has_a_row_for_each_task_and_no_formula():
    import zipfile

    texts = tree(request("jia", RUNNING, title="=1+1"))

    with zipfile.ZipFile(BytesIO(catalogue.workbook(loaded(texts), 2026, TODAY, ROOT))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
    assert sheet.count("<row ") == 2
    assert "<f>" not in sheet
    assert "=1+1" in strings


def test_the_same_paper_gives_the_same_bytes(on_paper):
    assert paper.document(on_paper, ROOT) == paper.document(on_paper, ROOT)


@pytest.mark.parametrize("form", ["html", "xlsx", "json"])
def test_the_catalogue_is_made_in_every_form(form):
    lists = loaded(CATALOGUE)

    data = formats.made(formats.CATALOGUE, form, lists, 2026, TODAY, ROOT)

    assert data.lower().startswith({"html": b"<!doctype html>", "xlsx": b"pk", "json": b"{"}[form])
