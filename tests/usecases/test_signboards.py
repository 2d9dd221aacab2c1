"""Boards as a page would use them: each step, a whole round, what is counted apart."""

from datetime import date

import pytest

from builders import PATHS, examined, tree, written
from checklist_tool.problems import ChecklistError
from checklist_tool.usecases import photos
from checklist_tool.usecases.signboards import admitting, rounds, standing, steps

TODAY = date(2026, 3, 31)
COMMITTEES = """\
title: 居村名录
items:
  - {id: dong, name: 东村, kind: villagers, town: 甲镇}
"""
ALLOWED = """\
title: 准挂的牌子
items:
  - id: cunwei
    name: 村民委员会
    spot: outdoor
    committees: villagers
    scope: 某区
    sources: [{title: 规定, publisher: 某区, published_on: 2026-01}]
"""
EMPTY = "title: 挂牌登记\nitems: []\n"
SETS = ["name=家长学校", "committee=东村", "spot=室内", "id=jiazhang", "asked_by=教育局"]
ORDER = {
    "outcome": "wrong", "reason": "没有业务", "deadline": "2026-03-20", "treatment": "remove",
    "round": "self_check",
}  # fmt: skip


@pytest.fixture
def root(tmp_path):
    return written(tmp_path, tree(committees=COMMITTEES, allowed=ALLOWED, boards=EMPTY))


def day(number):
    return date(2026, 3, number)


def take(root, act, number, **told):
    return steps.take(root, "jiazhang", act, TODAY, on=day(number), **told)


def ordered(root):
    return steps.register(root, SETS, TODAY, on=day(1), **ORDER)


def filed(root):
    ordered(root)
    take(root, "rectify", 2)
    take(root, "file", 3, to="区委社会工作部")


def state(root):
    [board] = standing.listed(standing.read(root), TODAY)
    return board.state


def test_a_step_of_a_department_that_nobody_named_names_none(root):
    steps.register(root, SETS[:-1], TODAY, on=day(1), **ORDER)
    take(root, "rectify", 2)

    [board] = take(root, "file", 3).boards

    assert board.board.steps[-1].by is None


def test_a_board_goes_from_inspection_to_closing(root):
    states = [ordered(root).boards[0].state]
    for act, number, told in [
        ("rectify", 2, {}),
        ("file", 3, {}),
        ("look_back", 4, {"outcome": "held"}),
        ("close", 5, {}),
    ]:
        states.append(take(root, act, number, **told).boards[0].state)

    assert states == ["wrong", "rectified", "filed", "held", "closed"]
    lists = standing.read(root)
    assert standing.found(lists, "jiazhang").item.steps[1].treatment == "remove"


@pytest.mark.parametrize("act", ["file", "look_back", "close"])
def test_a_step_out_of_order_is_refused(root, act):
    ordered(root)
    told = {"outcome": "held"} if act == "look_back" else {}

    with pytest.raises(ChecklistError, match="这时是“应整改”，不能") as raised:
        take(root, act, 2, **told)

    assert "rectify（整改）" in raised.value.hint


def test_a_finding_against_a_board_needs_its_reason_and_its_day(root):
    with pytest.raises(ChecklistError) as raised:
        steps.register(root, SETS, TODAY, on=day(1), outcome="wrong", by="甲镇")

    said = {problem.code for problem in raised.value.problems}
    assert said == {"CK266", "CK403"}
    assert standing.listed(standing.read(root), TODAY) == []


def test_a_step_by_the_wrong_side_is_refused(root):
    edition = root / PATHS["edition"]
    text = edition.read_text("utf-8") + "admission: {bodies: {office: [社会工作部]}}\n"
    edition.write_text(text, encoding="utf-8")
    filed(root)

    with pytest.raises(ChecklistError, match="不能由“教育局”做"):
        take(root, "look_back", 4, outcome="held", by="教育局")


def test_a_board_that_comes_back_shows_its_history(root):
    filed(root)
    take(root, "look_back", 4, outcome="held")
    take(root, "close", 5)
    take(root, "look_back", 6, outcome="relapsed", reason="又挂出来了", deadline="2026-03-25")

    [board] = standing.listed(standing.read(root), TODAY)

    assert (board.state, board.relapses, board.overdue) == ("relapsed", 1, True)
    assert [step.act for step in board.board.steps] == [
        "inspect", "rectify", "file", "look_back", "close", "look_back",
    ]  # fmt: skip
    assert [one.entry.id for one in standing.overview(standing.read(root), TODAY).relapsed] == [
        "jiazhang"
    ]


def test_a_board_that_came_back_and_went_again_is_counted_once(root):
    filed(root)
    take(root, "look_back", 4, outcome="relapsed", reason="又挂出来了", deadline="2026-03-25")
    came_back = standing.overview(standing.read(root), TODAY).done
    take(root, "rectify", 5)
    take(root, "file", 6)
    gone = standing.overview(standing.read(root), TODAY).done

    assert (came_back["removed_indoor"], came_back["relapsed_boards"]) == (0, 1)
    assert (gone["removed_indoor"], gone["relapsed_boards"]) == (1, 1)


def test_on_an_earlier_day_a_board_stands_as_it_did_then(root):
    ordered(root)
    take(root, "rectify", 25)
    lists = standing.read(root)

    [then] = standing.listed(lists, day(22), overdue=True)

    assert (then.state, then.overdue) == ("wrong", True)
    assert standing.listed(lists, date(2026, 2, 1)) == []
    assert standing.overview(lists, day(22)).done["removed_indoor"] == 0


def test_a_deadline_before_the_day_of_the_inspection_is_refused(root):
    told = ORDER | {"deadline": "2026-02-20"}

    with pytest.raises(ChecklistError) as raised:
        steps.register(root, SETS, TODAY, on=day(1), **told)

    assert [problem.code for problem in raised.value.problems] == ["CK266"]


def test_a_board_whose_inspection_is_of_nobody_knows_whom_has_no_source(root):
    told = {key: value for key, value in ORDER.items() if key != "round"}

    with pytest.raises(ChecklistError, match="没有写检查是哪个单位做的"):
        steps.register(root, SETS, TODAY, on=day(1), **told)


def test_an_inspection_by_others_says_by_whom(root):
    with pytest.raises(ChecklistError, match="没有写街镇检查是哪个单位做的"):
        steps.register(root, SETS, TODAY, on=day(1), **ORDER | {"round": "town"})

    steps.register(root, SETS, TODAY, on=day(1), by="甲镇", **ORDER | {"round": "town"})
    [entry] = standing.read(root).of("board")
    assert entry.item.sources[0].publisher == "甲镇"


def test_a_board_that_is_registered_is_not_registered_again(root):
    filed(root)
    sets = ["name=家长学校", "committee=甲镇东村", "spot=indoor"]

    with pytest.raises(ChecklistError, match="登记簿里已经有东村的家长学校") as raised:
        steps.register(root, sets, TODAY, on=day(9), **ORDER)

    assert "look-back --relapsed" in raised.value.hint


def test_outdoor_and_indoor_boards_and_signs_are_counted_apart(root):
    boards = [
        ("门牌", "outdoor", "institution", "remove"),
        ("室牌", "indoor", "function", "merge"),
        ("制度", "indoor", "rule", "remove"),
        ("指引", "indoor", "function", "standardise"),
    ]
    for number, (name, spot, sort, treatment) in enumerate(boards):
        sets = [f"name={name}", "committee=东村", f"spot={spot}", f"sort={sort}", f"id=b{number}"]
        told = {**ORDER, "treatment": treatment}
        steps.register(root, sets, TODAY, on=day(1), **told)
        steps.take(root, f"b{number}", "rectify", TODAY, on=day(2))

    done = standing.overview(standing.read(root), TODAY).done

    assert {name: number for name, number in done.items() if number} == {
        "removed_outdoor": 1, "removed_indoor": 1, "removed_signs": 1, "standardised_indoor": 1,
    }  # fmt: skip


def test_a_board_that_may_stay_and_is_not_on_the_list_of_those_is_remarked_on(root):
    def remarks(name):
        sets = [f"name={name}", "committee=东村", "spot=outdoor"]
        taken = steps.register(root, sets, TODAY, on=day(1), outcome="allowed", by="甲镇")
        return [problem.code for problem in taken.change.warnings]

    assert remarks("便民驿站") == ["CK268"]
    assert remarks("村民委员会") == []


PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("photos/a.png", None, "没有照片"),
        ("photos/a.jpg", PNG, "的内容不是 jpg 图片"),
        ("photos/a.png", PNG + b"0" * 5_000_000, "超过 5 MB"),
        ("../a.png", PNG, "路径不对"),
        ("photos/a.gif", b"GIF89a", "路径不对"),
    ],
)
def test_a_photo_that_is_none_is_refused(root, name, content, said):
    (root / "photos").mkdir()
    if content:
        (root / name).write_bytes(content)

    with pytest.raises(ChecklistError, match=said):
        photos.look_at(root, name)


def test_a_photo_is_kept_with_its_step(root):
    (root / "photos").mkdir()
    (root / "photos/a.png").write_bytes(PNG)
    ordered(root)

    taken = take(root, "rectify", 2, photos=["photos/a.png"])

    assert taken.boards[0].board.steps[-1].photos == ["photos/a.png"]


SHEET = """\
编号,居村,牌名,位置,结果,处置,整改期限,理由
jiazhang,东村,家长学校,室内,反弹,,2026年3月30日,又挂出来了
,东村,科普室,室内,不应挂,摘除,2026-03-30,没有业务
,东村,没有看到的,室内,,,,
"""


def read_back(root, text, round_):
    path = root.parent / "检查表.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return rounds.read_back(root, path, round_, TODAY, on=day(10), by="甲镇")


def test_a_sheet_that_was_filled_in_is_read_back_as_steps(root):
    filed(root)
    lists = standing.read(root)
    sheet = rounds.table(lists, standing.listed(lists, TODAY), "look_back", "csv").decode()
    filled = sheet.replace("教育局,,,,", "教育局,没有反弹,,,")
    assert filled != sheet

    taken = read_back(root, filled, "look_back")

    assert [one.state for one in taken.boards] == ["held"]
    assert taken.boards[0].board.steps[-1].round == "look_back"


def test_new_boards_and_findings_of_one_sheet_come_in_together(root):
    filed(root)

    taken = read_back(root, SHEET, "look_back")

    assert {one.board.name: one.state for one in taken.boards} == {
        "家长学校": "relapsed",
        "科普室": "wrong",
    }
    assert str(taken.boards[0].deadline) == "2026-03-30"
    assert [p for p in examined({
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.yaml")
    }, TODAY) if p.severity == "error"] == []  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("反弹,,2026", "好,,2026", "第 2 行：没有“好”"),
        ("jiazhang", "meiyou", "第 2 行：没有编号或名称是“meiyou”的牌子"),
        (",没有业务", ",", "会带来 1 个错误"),
        ("结果", "结论", "没有一张表有这几列：居村、牌名、结果"),
    ],
)
def test_a_sheet_with_a_fault_changes_nothing(root, before, after, said):
    filed(root)
    register = (root / PATHS["boards"]).read_bytes()

    with pytest.raises(ChecklistError, match=said):
        read_back(root, SHEET.replace(before, after, 1), "look_back")

    assert (root / PATHS["boards"]).read_bytes() == register


def printed(root, round_, committee=None):
    lists = standing.read(root)
    boards = standing.listed(lists, TODAY, committee=committee)
    return rounds.file(lists, boards, round_, TODAY, "html", root, committee).decode()


def test_the_printed_sheet_has_a_page_for_every_committee_and_boxes(root):
    sets = ["name=文明岗", "committee=西村", "spot=outdoor", "id=gang"]
    steps.register(root, sets, TODAY, on=day(1), outcome="allowed", by="甲镇")
    ordered(root)

    page = printed(root, "self_check")

    assert page.count("<section") == 2  # 东村 is registered, 西村 has a board
    assert "文明岗（对外（门口），可以挂）" in page
    assert "□ 可以挂" in page
    assert "村民委员会（对外（门口），某区）" in page


def test_what_cannot_be_inspected_now_has_no_boxes(root):
    ordered(root)

    page = printed(root, "look_back", "dong")

    assert "家长学校（室内）jiazhang：应整改，2026-03-20 以前改好" in page
    assert "□ 反弹" not in page


def test_a_committee_without_a_board_has_its_row_to_fill_in(root):
    lists = standing.read(root)

    sheet = rounds.table(lists, [], "town", "csv").decode("utf-8-sig")

    assert sheet.splitlines()[1:] == [",甲镇东村" + "," * 9]


FILLED = """\
编号,牌名,日期,处置,报备对象,说明
jiazhang,家长学校,2026-03-05,,,当天拆下
kepu,科普室,3月6日,移位,,
dengdeng,还没有改的,,,,
"""


def in_bulk(root, act, text):
    path = root.parent / "表.csv"
    path.write_text(text, encoding="utf-8")
    return rounds.several(root, path, act, TODAY)


def several(root):
    ordered(root)
    for id_, name in (("kepu", "科普室"), ("dengdeng", "等等站")):
        sets = [f"name={name}", "committee=东村", "spot=室内", f"id={id_}"]
        steps.register(root, sets, TODAY, on=day(1), **ORDER)


def test_rows_with_a_day_are_taken_together(root):
    several(root)

    taken = in_bulk(root, "rectify", FILLED.replace("3月6日", "2026-03-06"))

    assert {one.entry.id: one.board.steps[-1].treatment for one in taken.boards} == {
        "jiazhang": "remove", "kepu": "move",
    }  # fmt: skip
    assert taken.boards[0].board.steps[-1].note == "当天拆下"


@pytest.mark.parametrize(
    ("act", "text", "said"),
    [
        ("rectify", FILLED.replace("移位", "搬走"), "第 3 行：没有“搬走”"),
        ("rectify", FILLED.replace("3月6日", "前天"), "第 3 行：“前天”不是一个日期"),
        ("file", FILLED, "第 2 行：.*这时是“应整改”，不能"),
    ],
)
def test_a_table_with_a_fault_in_one_row_changes_nothing(root, act, text, said):
    several(root)
    register = (root / PATHS["boards"]).read_bytes()

    with pytest.raises(ChecklistError, match=said):
        in_bulk(root, act, text)

    assert (root / PATHS["boards"]).read_bytes() == register


def test_the_boards_that_are_listed_can_be_filled_in(root):
    several(root)
    lists = standing.read(root)
    boards = standing.listed(lists, TODAY, state="wrong")

    table = rounds.list_to_fill_in(lists, boards, "csv").decode("utf-8-sig")
    filled = table.replace("教育局,,,,", "教育局,2026-03-05,,,")
    taken = in_bulk(root, "rectify", filled)

    assert filled != table
    assert [one.entry.id for one in taken.boards] == ["jiazhang"]


def asked(root, **given):
    told = {"name": "数字家园", "spot": "indoor", "committees": ["东村"], "department": "教育局"}
    return admitting.requested(root, **(told | given), today=TODAY, on=day(1))


def test_a_new_board_is_drafted_as_a_request(root):
    [standing_] = asked(root).standings

    request = standing_.entry.item
    assert standing_.state == "draft"
    assert (request.applicant, request.committees) == ("教育局", ["东村"])
    assert request.burdens.signboard == "数字家园（室内）"


def test_whoever_decides_is_told_of_a_rule_that_allows_the_board(root):
    [standing_] = asked(root, name="村民委员会", spot="outdoor").standings

    assert "准许悬挂的牌子里有“村民委员会”（某区）" in standing_.entry.item.note


def test_a_board_that_was_taken_down_is_not_drafted_anew(root):
    filed(root)

    with pytest.raises(ChecklistError, match="2026-03-02整改掉过，现在是“已报备”") as raised:
        asked(root, name="家长学校", committees=["甲镇东村"])

    assert "signboards show jiazhang" in raised.value.hint


def test_a_sheet_that_excel_saved_in_a_chinese_windows_is_read(root):
    filed(root)

    taken = read_back(root, SHEET.encode("gb18030"), "look_back")

    assert len(taken.boards) == 2


def test_a_sheet_for_excel_is_read_back(root, tmp_path):
    from openpyxl import load_workbook

    filed(root)
    lists = standing.read(root)
    path = tmp_path / "检查表.xlsx"
    path.write_bytes(rounds.table(lists, standing.listed(lists, TODAY), "look_back", "xlsx"))
    book = load_workbook(path)
    sheet = book["检查表"]
    column = next(cell.column for cell in sheet[1] if cell.value == "结果")
    sheet.cell(2, column, "没有反弹")
    book.save(path)

    taken = rounds.read_back(root, path, "look_back", TODAY, on=day(10))

    assert [one.state for one in taken.boards] == ["held"]


def test_the_register_says_nought_only_where_every_board_is_entered(root):
    from checklist_tool.report import boards

    ordered(root)
    take(root, "rectify", 2)
    lists = standing.read(root)
    span = (date(2026, 1, 1), date(2026, 12, 31))
    figures = {one.name: one for one in boards.figures(lists, span)}

    assert figures["removed_indoor"].said == "1 块"
    assert figures["removed_outdoor"].said == "—"
