"""What a font file says of itself, compared with fontTools, which reads all of a font."""

import random
from contextlib import suppress
from pathlib import Path

import pylopdf_fonts_zh_cn as shipped
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.ttLib.tables._n_a_m_e import makeName
from hypothesis import given
from hypothesis import strategies as st

from checklist_tool.render import font_file

CHARACTERS = [*map(ord, "甲乙丙 aZ"), 0x20BB7, 0x20BB9, 0xFFFD]


def built(path, tables, names=()):
    """A font without outlines: tables of characters by platform, encoding and form, and names."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *(f"g{code:x}" for code in CHARACTERS)])
    builder.setupNameTable({})
    builder.font["name"].names = [makeName(*name) for name in names]
    builder.setupCharacterMap({ord("a"): "g61"})
    builder.font["cmap"].tables = [subtable(*about) for about in tables]
    builder.save(path)
    return path


def subtable(form, platform, encoding, characters):
    made = CmapSubtable.newSubtable(form)
    made.platformID, made.platEncID, made.language = platform, encoding, 0
    made.cmap = {code: f"g{code:x}" for code in characters}
    return made


def by_font_tools(path, index=-1):
    with TTFont(path, fontNumber=index) as font:
        names = {str(name) for name in font["name"].names if name.nameID in (1, 16)}
        return frozenset(font.getBestCmap() or ()), names


@pytest.mark.parametrize("path", [shipped.serif_path(), shipped.sans_path()])
def test_the_shipped_fonts_are_read_alike(path):
    found = font_file.characters(Path(path)), font_file.families(Path(path))

    assert found == by_font_tools(path)
    assert len(found[0]) > 20_000


@given(
    st.sampled_from([4, 6, 12, 13]),
    st.sampled_from([(3, 10), (0, 4), (3, 1), (0, 3), (1, 0)]),
    st.sets(st.sampled_from(CHARACTERS), min_size=1),
)
def test_the_characters_are_those_of_the_best_table(tmp_path_factory, form, about, characters):
    most = {4: 0xFFFF, 6: 0x7FFF}.get(form, 0x10FFFF)
    few = {code for code in characters if code <= most} or {ord("a")}
    tables = [(form, *about, few), (4, 0, 0, [ord("Z")])]
    path = built(tmp_path_factory.getbasetemp() / "built.ttf", tables)

    assert font_file.characters(path) == by_font_tools(path)[0]


def test_names_are_read_in_the_encoding_of_their_platform(tmp_path):
    names = [
        ("仿宋", 1, 3, 1, 0x804), ("FangSong", 1, 1, 0, 0), ("仿宋_GB2312", 16, 3, 3, 0x804),
        ("仿宋體", 1, 3, 4, 0x404), ("仿宋", 1, 1, 25, 33), ("Regular", 2, 3, 1, 0x409),
    ]  # fmt: skip
    path = built(tmp_path / "named.ttf", [(4, 3, 1, CHARACTERS[:3])], names)

    assert font_file.families(path) == by_font_tools(path)[1]
    assert font_file.families(path) == {"仿宋", "FangSong", "仿宋_GB2312", "仿宋體"}


def test_each_face_of_a_collection_is_read(tmp_path):
    paths = [
        built(tmp_path / f"{at}.ttf", [(12, 3, 10, CHARACTERS[at:])], [(f"F{at}", 1, 3, 1, 0x409)])
        for at in range(2)
    ]
    collection = TTCollection()
    collection.fonts = [TTFont(path) for path in paths]
    collection.save(tmp_path / "both.ttc")

    for at, path in enumerate(paths):
        found = [
            ask(tmp_path / "both.ttc", at) for ask in (font_file.characters, font_file.families)
        ]
        assert found == [*by_font_tools(path)]
    with pytest.raises(ValueError):
        font_file.characters(tmp_path / "both.ttc", 2)


@given(st.integers(0, 2**32))
def test_a_damaged_font_is_read_or_refused(tmp_path_factory, seed):
    chance = random.Random(seed)
    folder = tmp_path_factory.getbasetemp()
    tables = [(chance.choice([4, 6, 12]), 3, 1, CHARACTERS[:6])]
    data = bytearray(built(folder / "whole.ttf", tables, [("F", 1, 3, 1, 0x409)]).read_bytes())
    for _ in range(chance.randint(1, 9)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    damaged = folder / "damaged.ttf"
    damaged.write_bytes(data[: chance.randrange(len(data))] if seed % 2 else data)

    for ask in (font_file.characters, font_file.families):
        with suppress(ValueError):
            assert ask(damaged) is not None


@pytest.mark.parametrize("data", [b"", b"no font", b"ttcf" + b"\xff" * 20, b"\0" * 99])
def test_what_is_no_font_is_refused(tmp_path, data):
    path = tmp_path / "x.ttf"
    path.write_bytes(data)

    with pytest.raises(ValueError):
        font_file.families(path)
