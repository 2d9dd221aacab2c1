"""From words to items, on the frozen lists."""

import pytest

from checklist_tool.search.answer import ask, search

DAY = "2026-11-23"


def names(index, query, kind="certificate", **narrowed):
    matches = search(index, query, DAY, kind, **narrowed)
    return [index.row(match.entry)[3] for match in matches]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("亲属关系证明", "亲属关系证明"),
        ("　亲属关系证明。", "亲属关系证明"),
        ("親屬關係證明", "亲属关系证明"),
        ("良民证", "无犯罪记录证明"),
        ("我妈是我妈的证明", "亲属关系证明"),
        ("居住证明", "居住情况证明"),
        ("收养证明", "收养人婚姻状况和抚养教育能力情况证明"),
        ("qinshuguanxizhengming", "亲属关系证明"),
        ("QINSHU GUANXI", "亲属关系证明"),
        ("qsgxzm", "亲属关系证明"),
        ("zhengjiandiushi", "证件遗失证明"),
        ("wfzzm", "无犯罪记录证明"),
        ("死忘证明", "死亡证明"),
        ("健再证明", "健在证明"),
        ("危房", "危房证明"),
        ("给小狗打防疫针的本子", "居民养犬证明"),
    ],
)
def test_words_lead_to_their_item(index, query, name):
    found = names(index, query)

    assert found[0] == name


@pytest.mark.parametrize("query", ["手机贴膜", "驾驶证换证", "zzzz", "?!", "", "   ", "的"])
def test_words_that_fit_nothing_find_nothing(index, query):
    assert names(index, query) == []


def test_the_exact_name_comes_before_longer_ones(index):
    found = names(index, "死亡证明")

    assert found[0] == "死亡证明"


def test_services_and_certificates_are_told_apart(index):
    services = names(index, "养犬登记", kind="service")
    certificates = names(index, "养犬登记", kind="certificate")

    assert services[0] == "养犬登记（犬证办理）"
    assert "养犬登记（犬证办理）" not in certificates


def test_a_search_on_one_list_finds_nothing_of_another(index):
    assert names(index, "亲属关系证明", list_name="negative")
    assert not names(index, "亲属关系证明", list_name="positive")


def test_scores_fall_and_stay_between_0_and_1(index):
    for query in ("证明", "居住", "结婚证丢了", "jz", "我想开一个没有房子的证明去贷款"):
        scores = [match.score for match in search(index, query, DAY)]

        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)


def test_matched_on_says_how_an_item_was_found(index):
    [first, *_] = search(index, "liangminzheng", DAY)

    assert first.matched_on == ("pinyin", "aliases", "良民证")


@pytest.fixture(scope="module")
def alone(index):
    """What comes first for every name and alias as it stands."""
    found = index.connection.execute("SELECT DISTINCT text FROM phrase WHERE field != 'asks'")
    return {name: names(index, name, kind=None)[:1] for (name,) in found}


AROUND = ["请问{}怎么开", "居委能不能开{}", "麻烦问一下{}要什么材料", "怎么申请{}"]


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(len(AROUND)))
def test_a_name_is_found_whatever_is_said_around_it(index, alone, turn):
    """Each name in one of the wordings, each wording around every fourth name."""
    some = list(alone)[turn :: len(AROUND)]

    found = {name: names(index, AROUND[turn].format(name), kind=None)[:1] for name in some}

    assert len(some) > 375
    assert found == {name: alone[name] for name in some}


def test_a_slip_is_found_whatever_is_said_around_it(index):
    assert names(index, "请问亲属关西证明怎么开")[0] == "亲属关系证明"
    assert names(index, "我要办亲属管系证明，要带什么材料")[0] == "亲属关系证明"


@pytest.mark.parametrize("typed", ["亲属关证系明", "亲属关系明证"])
def test_an_ending_out_of_order_is_put_in_order(index, typed):
    assert names(index, typed)[0] == "亲属关系证明"


def test_the_name_that_a_story_tells_comes_first(index):
    story = "妈妈过世两年了，存折一直没有动过，昨天去柜台，柜员叫我们先去弄一张亲属关系证明再来取"

    assert names(index, story)[0] == "亲属关系证明"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("qinshugaunxizhengming", "亲属关系证明"),  # two letters swapped
        ("hunyinzhuangkungzhengming", "婚姻状况证明"),  # one missing
        ("siiwangzhengming", "死亡证明"),  # one too many
        ("wufanzuijilvzhengming", "无犯罪记录证明"),  # a wrong one
        ("hunyinzuangkuangzenming", "婚姻状况证明"),  # as it is heard
        ("qinsuguanxizenmin", "亲属关系证明"),
        ("gerendangan", "居民个人档案证明"),  # dan gan, or dang an
        ("changhuxian", "长期护理保险和老年照护统一需求评估咨询"),  # not zhang
    ],
)
def test_pinyin_may_have_a_slip_or_the_sounds_of_the_south(index, typed, name):
    assert names(index, typed, kind=None)[0] == name


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("民生档案查询", "民生档案查询（婚姻登记、独生子女、知青等）"),
        ("老年助餐", "老年助餐（社区长者食堂）"),
    ],
)
def test_what_a_name_says_in_brackets_need_not_be_said(index, query, name):
    assert names(index, query, kind=None)[0] == name


@pytest.mark.parametrize("query", ["身份证", "房产证", "结婚证", "shenfenzheng", "sfz"])
def test_a_document_is_not_the_beginning_of_a_certificate(index, query):
    assert ask(index, query, DAY).verdict is None


@pytest.mark.parametrize("query", ["驾驶证", "户口本", "存折"])
def test_the_mere_beginning_of_an_alias_gets_no_verdict(index, query):
    answer = ask(index, query, DAY, "certificate")

    assert (answer.level, answer.verdict) == ("near", None)


def test_a_whole_alias_without_its_ending_gets_a_verdict(index):
    assert ask(index, "驾驶证丢失", DAY, "certificate").verdict == "refuse"


def test_a_slip_is_found_although_its_characters_stand_in_some_story(index):
    assert names(index, "独身子女证明")[0] == "独生子女证明"


def test_a_long_sentence_shows_what_else_it_may_be(index):
    story = "我爸爸走了，银行不给取他卡里的钱，要我证明我是他儿子，这个能开吗"

    assert {"亲属关系证明", "遗产继承权证明"} <= set(names(index, story)[:3])
