"""Each kind of file and each list once; what holds for a list is asked here and nowhere else.

Standard library alone, since every answer at the desk loads it; a model is loaded when asked for.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from checklist_tool.model.base import Record

# What the desk may do about a certificate (答复), and the word for it.
VERDICTS = {
    "issue": "可以出具",
    "refuse": "不予出具",
    "conditional": "符合条件才可出具",
    "elsewhere": "这件事不归居村",
    "not_listed": "不在清单",
}


class List:
    """One list: the name that is typed, its Chinese title, its file, and what holds for it.

    `verdict` is that of all its items, None where each states its own or there is none. A
    `frequent` list holds what is asked most, and is compared with what was counted at the desk.
    """

    __slots__ = ("frequent", "kind", "name", "path", "title", "verdict")

    def __init__(
        self, name: str, title: str, *, verdict: str | None = None, frequent: bool = False
    ) -> None:
        self.name = name
        self.title = title
        self.verdict = verdict
        self.frequent = frequent
        self.kind = self.path = ""  # given by the kind it is entered in


class Kind:
    """A kind of file: its paths, its model, its words, and its lists where it is kept in lists.

    `ids` names the group of kinds whose ids are used together; "" where nothing refers to them.
    `word` is what one entry is called at the desk; "" where the desk does not answer from it.
    `book` and `book_title` name the book that prints all its lists. The entries of a `public` kind
    have a place on the site. A kind of `items` has many entries a file, as lists have and ledgers
    too, whose files anybody may add; any other file is one. One that `extends` lists says more of
    their entries, by id: one file for each of these lists.
    """

    __slots__ = (
        "_model",
        "book",
        "book_title",
        "extends",
        "ids",
        "items",
        "lists",
        "name",
        "pattern",
        "public",
        "title",
        "word",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        title: str,
        pattern: str,
        model: str,
        *lists: List,
        ids: str = "",
        word: str = "",
        book: str = "",
        book_title: str = "",
        public: bool = True,
        items: bool = False,
        extends: tuple[List, ...] = (),
    ) -> None:
        self.name = name
        self.title = title
        self.pattern = pattern
        self._model = model
        self.lists = lists
        self.extends = extends
        self.items = items or bool(lists or extends)
        self.ids = ids
        self.word = word
        self.book = book
        self.book_title = book_title or title
        self.public = public
        for one in lists:
            one.kind = name
            one.path = self.path(one.name)

    @property
    def shape(self) -> type[Record]:
        """The model of its files."""
        from importlib import import_module

        module, _, name = self._model.partition(":")
        found: type[Record] = getattr(import_module(f"checklist_tool.model.{module}"), name)
        return found

    @property
    def stems(self) -> tuple[str, ...]:
        """The only file names it may have, without ending; any when empty."""
        lists = self.lists or self.extends
        return tuple(one.name for one in lists) if "*" in self.pattern else ()

    def path(self, name: str) -> str:
        """The path of its file with this name."""
        return self.pattern.replace("*", name)

    @property
    def where(self) -> str:
        """The paths it may have, in words for people."""
        if self.stems:
            return self.pattern.replace("*", f"（{'、'.join(self.stems)}）")
        return self.pattern.replace("[0-9][0-9][0-9][0-9]", "<年份>").replace("*", "<编号>")


_LISTS = "data/lists"
_KINDS = (
    Kind("edition", "版本", "data/edition.yaml", "edition:Edition"),
    Kind(
        "policy", "政策依据库", f"{_LISTS}/policies/register.yaml", "policy:PolicyRegister",
        List("policies", "政策依据库"),
        ids="policy",
    ),
    Kind(
        "certificate", "证明清单", f"{_LISTS}/certificates/*.yaml", "certificate:CertificateList",
        List("positive", "正面清单", verdict="issue"),
        List("negative", "负面清单", verdict="refuse"),
        List("reserve", "备库清单"),
        List("high_frequency", "高频事项清单", frequent=True),
        ids="item", word="证明", book="certificates",
    ),
    Kind(
        "service", "服务清单", f"{_LISTS}/services/*.yaml", "service:ServiceList",
        List("handle", "为民办事"),
        List("consult", "为民咨询"),
        List("resolve", "为民解需"),
        ids="item", word="服务", book="services",
    ),
    Kind(
        "signpost", "指路", f"{_LISTS}/signposts/*.yaml", "signpost:SignpostList",
        List("elsewhere", "指路", verdict="elsewhere"),
        ids="item", word="指路", book="signposts",
    ),
    Kind(
        "place", "本居村", "data/local.yaml", "local:LocalPlaces",
        List("local", "本居村"),
        ids="item", word="地点", book="local",
    ),
    Kind(
        "allowed_board", "准挂的牌子", f"{_LISTS}/signboards/allowed.yaml",
        "signboard:AllowedBoards",
        List("allowed", "准挂的牌子"),
        ids="allowed_board", book="allowed_boards", book_title="准许悬挂的牌子", public=False,
    ),
    Kind(
        "board", "挂牌登记", f"{_LISTS}/signboards/register.yaml", "signboard:BoardRegister",
        List("boards", "挂牌登记"),
        ids="board", book="boards", public=False,
    ),
    Kind(
        "count", "引用的数字", "data/counts.yaml", "edition:Counts",
        List("counts", "引用的数字"),
        ids="count", book="counts", public=False,
    ),
    Kind(
        "committee", "居村名录", "data/committees.yaml", "committee:CommitteeRegister",
        List("committees", "居村名录"),
        ids="committee", public=False,
    ),
    Kind(
        "ledger", "台账", "data/ledgers/*.yaml", "ledger:Ledger",
        ids="ledger", public=False, items=True,
    ),
    Kind(
        "answer", "固定问答", "data/answers.yaml", "answers:PinnedAnswers",
        List("answers", "固定问答"),
        public=False,
    ),
    Kind(
        "joint_review", "联审会议", "data/tasks/reviews/*.yaml", "admission:JointReview",
        book="reviews",
    ),
    Kind(
        "intervention", "违规下派处置", "data/tasks/interventions/*.yaml",
        "intervention:Intervention",
        ids="task", book="interventions",
    ),
    Kind(
        "request", "准入申请", "data/tasks/[0-9][0-9][0-9][0-9]/*.yaml", "admission:Request",
        ids="task", book="requests",
    ),
)  # fmt: skip
# What only the search needs of the entries from which the desk answers.
VOCABULARY = Kind(
    "vocabulary", "查找用语", "data/vocabulary/*.yaml", "vocabulary:Vocabulary",
    public=False, extends=tuple(one for kind in _KINDS if kind.word for one in kind.lists),
)  # fmt: skip
KINDS = (*_KINDS, VOCABULARY)

KIND_BY_NAME = {kind.name: kind for kind in KINDS}
# Every list to which an entry can be added, by the name that is typed; those of the desk first.
LIST_BY_NAME = {
    one.name: one for kind in sorted(KINDS, key=lambda kind: not kind.word) for one in kind.lists
}
# The kinds from which the desk answers, each with its word, and their lists with their titles.
DESK = {kind.name: kind.word for kind in KINDS if kind.word}
# Kinds of files by which an answer of the desk may change.
ANSWERING = (*DESK, VOCABULARY.name)
LISTS = {one.name: one.title for one in LIST_BY_NAME.values() if one.kind in DESK}
# Kinds whose ids are used together: a slip, a link and a reference name an item by id alone.
SHARED_IDS = tuple(
    tuple(kind.name for kind in KINDS if kind.ids == group)
    for group in dict.fromkeys(kind.ids for kind in KINDS if kind.ids)
)


def lists_of(kind: str) -> dict[str, str]:
    """The lists of a kind: the name of each, and its title."""
    return {one.name: one.title for one in KIND_BY_NAME[kind].lists}
