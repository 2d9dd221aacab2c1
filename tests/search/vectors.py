"""What each function of the search that a page has as well gives for some texts.

`made()` asks the program; golden/search/vectors.json keeps what it says, and a test asks the page.
"""

from __future__ import annotations

from itertools import pairwise

from checklist_tool.chinese import keyboard, shapes, synonyms, words
from checklist_tool.chinese.readings import shared
from checklist_tool.search.slips import distance, misspelt

TEXTS = [
    "",
    "的",
    "死亡证明",
    "死忘证明",
    "亲属关证系明",
    "亲属关系明证",
    "亲属管系正明",
    "亲戚关系正明",
    "單位要我開個親屬關係證明",
    "请问一下居委会能不能开亲属关系证明吗",
    "派出所叫我来开单生证明",
    "没有结婚证明怎么办",
    "女生证明",
    "Ｗｉｆｉ 密码，是多少？",
    "qinshugaunxi",
    "gerendangan",
    "zzm",
    "我爸爸走了，银行不给取他卡里的钱",
    "老年公交卡多少钱",
    "银行行长",
    "é的α证明",
]
NAMES = [
    "宅基地",
    "无宅基地",
    "亲属关系",
    "亲属关西",
    "亲属系关",
    "父女关系",
    "母女关系",
    "无犯罪记录",
    "无犯罪录",
    "居民就业状况",
]
LETTERS = ["qinshuguanxi", "gerendangan", "xian", "zzm", "lvxing", "lvxinf", "q1x"]


def made() -> dict[str, list[list[object]]]:
    """By the name that a function has in the page: arguments, and what it gives for them."""
    tables = shared()
    plain = [words.plain(text, tables) for text in TEXTS]
    syllables = [[tables.reading(char) for char in text] for text in plain]
    twos = [*pairwise(plain), *((one, other) for one in NAMES for other in NAMES)]
    asked = {
        "plain": [(text, lambda text: words.plain(text, tables)) for text in TEXTS],
        "reading": [(char, tables.reading) for char in sorted({*"".join(plain)})],
        "spell": [(text, tables.spell) for text in LETTERS],
        "spans": [
            (text, lambda text: [list(span) for span in synonyms.spans(text)]) for text in plain
        ],
        "meanings": [(text, lambda text: list(synonyms.meanings(text))) for text in plain],
    }
    for function, python, texts in [
        ("otherwise", shapes.otherwise, plain),
        ("withoutSpeech", words.without_speech, plain),
        ("framed", words.framed, plain),
        ("pairs", words.pairs, plain),
        ("stem", words.stem, plain),
        ("mended", words.mended, plain),
        ("beforeSpeech", words.before_speech, plain),
        ("endsWithSpeech", words.ends_with_speech, plain),
        ("namesCertificate", words.names_certificate, plain),
        ("asksForProof", words.asks_for_proof, plain),
        ("cuts", words.cuts, syllables),
        ("oneKeyOff", keyboard.one_key_off, LETTERS),
        ("mistyped", keyboard.mistyped, ["xian", "q1x"]),
        ("initialRuns", words.initial_runs, LETTERS),
        ("heard", words.heard, sorted({*"".join(LETTERS), *tables.syllables})),
        ("syllablePairs", words.syllable_pairs, syllables),
    ]:
        asked[function] = [(text, python) for text in texts]
    found: dict[str, list[list[object]]] = {
        function: [[[given], python(given)] for given, python in several]
        for function, several in asked.items()
    }
    found["likeness"] = [[[one, other], words.likeness(one, other)] for one, other in twos]
    found["askedFor"] = [[[one, other], words.asked_for(one, other)] for one, other in twos]
    found["sameMatter"] = [
        [[one, other, certificate], words.same_matter(one, other, certificate)]
        for one, other in twos
        for certificate in (False, True)
    ]
    found["isOneKeyOff"] = [
        [[one, other], keyboard.is_one_key_off(one, other)] for one in LETTERS for other in LETTERS
    ]
    found["distance"] = [[[one, other], distance(one, other, tables)] for one, other in twos]
    found["misspelt"] = [[[one, other], misspelt(one, other, tables)] for one, other in twos]
    return found
