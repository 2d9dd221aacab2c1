"""Fonts of one's own, by name or file, and characters that none of them has."""

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from builders import certificates, loaded, tree
from checklist_tool.problems import ChecklistError
from checklist_tool.render import fonts, pdf
from checklist_tool.render.book import compose

RARE = "𠮷"  # in no font that is shipped


def font(path, english, chinese, characters):
    """A font with a square for each of the characters."""
    path.parent.mkdir(parents=True, exist_ok=True)
    builder = FontBuilder(1000, isTTF=True)
    names = [".notdef", "square"]
    pen = TTGlyphPen(None)
    for at, corner in enumerate([(100, 0), (100, 800), (900, 800), (900, 0)]):
        pen.lineTo(corner) if at else pen.moveTo(corner)
    pen.closePath()
    square = pen.glyph()
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(dict.fromkeys(map(ord, characters), "square"))
    builder.setupGlyf(dict.fromkeys(names, square))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable(
        {"familyName": {"en": english, "zh": chinese}, "styleName": "Regular"}
        | {"fullName": english, "psName": english}
    )
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWeightClass=400)
    builder.setupPost()
    builder.save(path)
    return path


@pytest.fixture
def folder(tmp_path):
    font(tmp_path / "fonts" / "fang.ttf", "FangSong_GB2312", "仿宋_GB2312", RARE + "甲")
    return tmp_path / "fonts"


def test_without_a_wish_the_shipped_fonts_are_taken():
    chosen = fonts.choose([])

    assert [face.family for face in chosen.body] == ["Noto Serif SC", "Noto Sans SC"]
    assert [face.family for face in chosen.headings] == ["Noto Sans SC", "Noto Serif SC"]


@pytest.mark.parametrize("name", ["FangSong_GB2312", "仿宋_GB2312"])
def test_a_font_is_found_by_its_english_and_its_chinese_name(folder, name):
    chosen = fonts.choose([f"body={name}"], [folder])

    assert [face.path.name for face in chosen.body] == ["fang.ttf"]
    assert chosen.headings == fonts.shipped().headings


def test_a_font_is_found_by_its_file(folder):
    chosen = fonts.choose([f"headings={folder / 'fang.ttf'}"])

    assert [face.family for face in chosen.headings] == ["FangSong_GB2312"]


def test_an_unknown_font_is_an_error_with_those_of_a_near_name(folder):
    with pytest.raises(ChecklistError, match="没有找到字体“仿宋_GB231”") as raised:
        fonts.choose(["body=仿宋_GB231"], [folder])

    assert "仿宋_GB2312" in raised.value.hint


@pytest.mark.parametrize("setting", ["仿宋", "text=仿宋", "body=", "body"])
def test_a_setting_without_role_or_font_is_refused(setting):
    with pytest.raises(ChecklistError, match="看不懂") as raised:
        fonts.choose([setting])

    assert "headings=" in raised.value.hint


def test_a_file_that_is_missing_or_no_font_is_named(tmp_path):
    (tmp_path / "fake.ttf").write_text("no font", encoding="utf-8")

    for name, said in (("none.otf", "没有这个文件"), ("fake.ttf", "不是")):
        with pytest.raises(ChecklistError, match=said):
            fonts.choose([f"body={tmp_path / name}"])


def test_what_a_font_lacks_is_taken_from_the_next_one_of_the_same_role(folder):
    book = compose(
        loaded(tree(positive=certificates(f"id: x\nname: {RARE}甲证明"))), "positive", "r1"
    )
    wishes = [
        f"{role}={name}"
        for role in ("body", "headings")
        for name in ("仿宋_GB2312", "Noto Serif SC")
    ]

    data = pdf.document(book, ".", fonts.choose(wishes, [folder]))

    assert b"%PDF" in data


def test_a_missing_character_is_named_with_the_item_and_the_font(folder):
    book = compose(loaded(tree()), "positive", "r1")
    font(folder / "most.ttf", "Most", "大多数", set(repr(book)) - {"死"})

    with pytest.raises(ChecklistError) as raised:
        pdf.document(book, ".", fonts.choose(["body=大多数"], [folder]))

    assert "正文字体（Most）里没有这些字" in raised.value.message
    assert "“死” U+6B7B：死亡证明（siwang）" in raised.value.message
    assert "--font body=" in raised.value.hint


def test_rare_characters_of_names_that_the_shipped_fonts_have_are_printed():
    rare = "䶮㛃㑇𬭎𫖯"
    book = compose(
        loaded(tree(positive=certificates(f"id: x\nname: {rare}证明"))), "positive", "r1"
    )

    assert pdf.document(book, ".")
