"""The slip that is handed to the resident, and its check code."""

import io
import re
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pypdf import PdfReader

from builders import PATHS, certificates, loaded, tree
from checklist_tool.model.kinds import DESK
from checklist_tool.problems import ChecklistError
from checklist_tool.render import check_code, qr, sheet
from checklist_tool.render.slip import compose, verify
from checklist_tool.search.dated import Dated
from hostile import HOSTILE

DAY = date(2026, 11, 23)
LINK = "https://example.cn/lists/items/qinshu.html"
REFUSED = """\
title: 负面清单
verdict: refuse
items:
  - id: qinshu
    name: 亲属关系证明
    reason: 村居没有档案
    instead:
      - what: 出示户口簿
      - what: 查历史户籍档案
        who: 派出所
    basis:
      - policy: minfa-2020-20
        article: 第一条
    sources:
      - title: 指导意见
        url: https://www.mca.gov.cn/a.html
        publisher: 民政部
      - title: 第二处
        url: https://www.mca.gov.cn/b.html
      - title: 第三处
        url: https://www.mca.gov.cn/c.html
    provenance: inferred
"""
REGISTER = """\
title: 政策依据库
items:
  - id: minfa-2020-20
    title: 指导意见
    doc_number: 民发〔2020〕20号
"""
CHARACTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
days = st.dates(date(2024, 1, 1), date(2113, 1, 1))
digests = st.integers(0, 2**check_code.DIGEST_BITS - 1)


def repository(**named):
    return loaded(tree(**{"negative": REFUSED, "register": REGISTER} | named))


def slip_of(repo, wanted="qinshu", day=DAY):
    [entry] = repo.find(wanted)
    return compose(entry, repo.edition, Dated(repo), day)


def with_address(repo):
    edition = repo.edition.model_copy(update={"address": "https://example.cn/lists/"})
    [entry] = repo.find("qinshu")
    return compose(entry, edition, Dated(repo), DAY)


def printed(data):
    pages = PdfReader(io.BytesIO(data)).pages
    return len(pages), re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


def descriptions(element):
    """The alternative texts below an element of the structure tree."""
    found = [str(element["/Alt"])] if "/Alt" in element else []
    below = element.get("/K", [])
    for one in below if isinstance(below, list) else [below]:
        if hasattr(one := one.get_object(), "get"):
            found += descriptions(one)
    return found


@pytest.mark.parametrize("paper", ["a5", "a4"])
def test_the_page_says_what_was_asked_the_verdict_the_way_and_the_basis(paper):
    slip = slip_of(repository())

    pages, text = printed(sheet.document(slip, paper, "."))

    assert pages == 1
    for said in (
        "亲属关系证明", "×不予出具", "村居没有档案", "1.出示户口簿", "2.查历史户籍档案（派出所）",
        "《指导意见》（民发〔2020〕20号）第一条", "推定", "盖章处",
        "《居村组织清单》第1期", "2026年1月1日发布", "2026年11月23日开单", slip.code,
    ):  # fmt: skip
        assert said in text


def test_the_html_page_says_the_same_and_asks_for_nothing():
    slip = slip_of(repository())

    text = sheet.page(slip, "a5", ".")

    assert '<html lang="zh-CN">' in text
    assert "default-src 'none'" in text
    assert "size: A5" in text
    assert "<script" not in text
    assert re.findall(r'\ssrc="', text) == []
    for said in ("亲属关系证明", "不予出具", "第一条", "推定", slip.code):
        assert said in text


def test_the_paper_has_the_size_that_was_asked_for():
    slip = slip_of(repository())

    def millimetres(paper):
        box = PdfReader(io.BytesIO(sheet.document(slip, paper, "."))).pages[0].mediabox
        return round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)

    assert millimetres("a5") == (148, 210)
    assert millimetres("a4") == (210, 297)


def test_the_page_is_tagged_and_the_same_slip_gives_the_same_bytes():
    slip = with_address(repository())

    data = sheet.document(slip, "a5", ".")

    metadata = PdfReader(io.BytesIO(data)).trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "2026-11-23" in metadata
    assert data == sheet.document(slip, "a5", ".")


@pytest.mark.slow
def test_every_item_fits_on_one_small_page(lists):
    for entry in lists.of(*DESK):
        slip = compose(entry, lists.edition, Dated(lists), DAY)

        assert sheet.page(slip, "a5", ".")
        pages, text = printed(sheet.document(slip, "a5", "."))
        assert pages == 1
        assert slip.code in text


def test_an_item_of_the_longest_kind_fits_with_a_qr_code(lists):
    edition = lists.edition.model_copy(update={"address": "https://example.cn/lists"})
    rows = [compose(entry, edition, Dated(lists), DAY) for entry in lists.of(*DESK)]
    longest = max(rows, key=lambda slip: sum(len(line) for row in slip.rows for line in row.lines))

    assert printed(sheet.document(longest, "a5", "."))[0] == 1
    assert "<svg" in sheet.page(longest, "a5", ".")


@pytest.mark.parametrize("make", [sheet.document, sheet.page])
def test_what_does_not_fit_at_the_smallest_size_is_refused(make):
    slip = slip_of(repository(negative=REFUSED.replace("村居没有档案", "村居没有档案，" * 400)))

    with pytest.raises(ChecklistError) as raised:
        make(slip, "a5", ".")

    assert "亲属关系证明" in raised.value.message
    assert "8 磅" in raised.value.message
    assert "--paper a4" in raised.value.hint


def test_a_character_that_no_font_has_is_named_with_its_item():
    slip = slip_of(repository(negative=REFUSED.replace("村居没有档案", "𠮷")))

    with pytest.raises(ChecklistError, match="U\\+20BB7：亲属关系证明（qinshu）"):
        sheet.document(slip, "a5", ".")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_code_is_printed_as_it_is(text):
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    slip = slip_of(repository(negative=certificates(f'id: x\nname: "{quoted}"')), "x")

    assert re.sub(r"\s+", "", text) in printed(sheet.document(slip, "a5", "."))[1]
    assert "<script>alert(1)" not in sheet.page(slip, "a5", ".")


def test_an_edition_with_an_address_gives_a_qr_code_with_words_for_those_who_cannot_see_it():
    slip = with_address(repository())

    assert slip.link == LINK
    assert f'aria-label="二维码：{LINK}"' in sheet.page(slip, "a5", ".")
    data = sheet.document(slip, "a5", ".")
    assert "扫码看网页" in printed(data)[1]
    root = PdfReader(io.BytesIO(data)).trailer["/Root"]["/StructTreeRoot"]
    assert f"二维码：{LINK}" in descriptions(root)


def test_an_address_that_no_qr_code_holds_is_refused():
    with pytest.raises(ChecklistError, match="网址太长"):
        qr.svg("https://example.cn/" + "x" * 3000)


def test_an_item_out_of_force_gets_no_slip():
    ended = certificates("id: x\nname: 旧证明\neffective_to: 2026-01-01")
    retired = certificates("id: x\nname: 旧证明\nstatus: retired")

    for text in (ended, retired):
        with pytest.raises(ChecklistError, match="不在施行"):
            slip_of(repository(positive=text), "x")


def test_on_its_last_day_an_item_still_gets_a_slip():
    ending = certificates(f"id: x\nname: 旧证明\neffective_to: {DAY}")

    assert slip_of(repository(positive=ending), "x").day == DAY


def test_a_code_leads_back_to_its_item_and_day():
    repo = repository()

    found = verify(slip_of(repo).code.lower().replace("-", ""), repo)

    assert found == slip_of(repo)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("村居没有档案", "村居没有存档"), ("第一条", "第二条"), ("出示户口簿", "出示结婚证"),
        ("verdict: refuse", "verdict: conditional"), ("name: 亲属", "name: 亲戚"),
    ],
)  # fmt: skip
def test_a_changed_item_no_longer_gives_the_code(old, new):
    code = slip_of(repository()).code

    assert verify(code, repository(negative=REFUSED.replace(old, new))) is None


def test_another_edition_no_longer_gives_the_code():
    text = tree()[PATHS["edition"]]

    assert (
        verify(slip_of(repository()).code, repository(edition=text.replace("1期", "2期"))) is None
    )


def test_what_is_not_printed_does_not_change_the_code():
    changed = repository(
        negative=REFUSED.replace("    instead:", "    asked_by: [银行]\n    instead:")
    )

    assert slip_of(changed).code == slip_of(repository()).code


def test_items_and_days_have_codes_of_their_own(lists):
    codes = {
        compose(entry, lists.edition, Dated(lists), day).code
        for entry in lists.of(*DESK)
        for day in (DAY, date(2026, 11, 24))
    }

    assert len(codes) == 2 * 99


@given(days, digests)
def test_a_code_is_read_as_it_was_spelt(day, digest):
    assert check_code.read(check_code.spell(day, digest)) == (day, digest)


@given(days, digests, st.data())
def test_case_hyphens_and_look_alikes_do_not_matter(day, digest, data):
    code = check_code.spell(day, digest).replace(
        "-", data.draw(st.sampled_from(["", " ", "－", "—"]))
    )
    code = code.replace("0", data.draw(st.sampled_from("0Oo")))
    code = code.replace("1", data.draw(st.sampled_from("1IiLl")))
    code = data.draw(st.sampled_from([code, code.lower()]))

    assert check_code.read(code) == (day, digest)


@given(days, digests, st.integers(0, 9), st.sampled_from(CHARACTERS))
def test_one_wrong_character_is_always_noticed(day, digest, place, other):
    code = check_code.spell(day, digest).replace("-", "")
    assume(code[place] != other)

    assert check_code.read(code[:place] + other + code[place + 1 :]) is None


@given(days, digests, st.integers(0, 9), st.integers(0, 9))
def test_two_characters_that_changed_places_are_always_noticed(day, digest, one, two):
    code = list(check_code.spell(day, digest).replace("-", ""))
    assume(code[one] != code[two])
    code[one], code[two] = code[two], code[one]

    assert check_code.read("".join(code)) is None


@pytest.mark.parametrize(
    "text", ["", "7K3M", "7K3M-Q2XD-911", "UUUU-UUUU-UU", "亲属关系证明，一二三四"]
)
def test_what_is_no_code_is_mistyped(text):
    assert check_code.read(text) is None


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2200, 1, 1)])
def test_a_day_that_no_code_holds_points_to_the_clock(day):
    with pytest.raises(ChecklistError, match="校验码") as raised:
        check_code.spell(day, 0)

    assert "日期" in raised.value.hint


LOCAL = """\
title: 本居村
items:
  - id: ben-juwei
    name: 居（村）民委员会
    role: committee
    full_name: 甲居民委员会
    phone: ["021-12345678"]
"""
SERVICE = """\
title: 为民办事
items:
  - id: banli
    name: 某事
    materials:
      - name: 户口簿
    note: 写给窗口的话
    sources:
      - title: 某处
        url: https://www.mca.gov.cn/d.html
"""


def test_a_slip_has_a_box_before_each_material_and_nothing_for_the_clerk():
    slip = slip_of(repository(handle=SERVICE), "banli")

    [row] = slip.rows

    assert (row.lines, row.ticked) == (("户口簿",), True)


def test_the_committee_stands_on_the_slip_or_a_line_for_it_does():
    repo = repository(local=LOCAL)
    [entry] = repo.find("qinshu")
    places = [one.item for one in repo.of("place")]

    known = compose(entry, repo.edition, Dated(repo), DAY, places)
    unknown = compose(entry, repo.edition, Dated(repo), DAY)

    assert (known.committee, known.phone) == ("甲居民委员会", "021-12345678")
    assert known.code == unknown.code
    assert "甲居民委员会" in sheet.page(known, "a5", ".")
    assert 'class="blank"' in sheet.page(unknown, "a5", ".")
