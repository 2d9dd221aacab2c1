"""How each step of a procedure is taken: the name of its command, what it is told, its help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from checklist_tool.model import intervention, signboard
from checklist_tool.model.admission import OUTCOMES


@dataclass(frozen=True, slots=True)
class Told:
    """A field of the step that is told with an option.

    With `words` it is one of several values, and `unknown` says what is wrong with any other.
    With `several` the option may be written more than once; `option` is it where it is not the
    name of the field.
    With `flags` it is said by an option alone: the options with the value that each stands for,
    the first of them for yes and the second, if there is one, for no.
    """

    name: str
    help: str
    words: Mapping[str, str] = field(default_factory=dict)
    unknown: str = ""
    flags: Mapping[str, str] = field(default_factory=dict)
    title: str = ""  # what is missing when a flag must be given and is not
    required: bool = False
    several: bool = False
    option: str = ""


@dataclass(frozen=True, slots=True)
class StepCommand:
    """A step as it is taken: `says` are fields of the step that the command itself stands for.

    With `fills`, the record itself may be filled in with the step, or entered with it.
    """

    name: str
    act: str
    help: str
    examples: tuple[str, ...]
    told: tuple[Told, ...] = ()
    says: Mapping[str, str] = field(default_factory=dict)
    fills: bool = False


_REASON = Told("reason", "理由")
_PHOTOS = Told("photos", "照片在清单仓库里的路径；可写几次", several=True, option="--photo")
_TREATMENT = Told(
    "treatment", "remove（摘除）、merge（合并）、standardise（规范版式）、move（移位）",
    signboard.TREATMENTS, "没有“{}”这种处置",
)  # fmt: skip
_CONDITIONS = Told(
    "conditions",
    "有条件通过的，一个条件写一次：怎么说的；改申请哪一项的加 ；项=新的内容，限期的加 ；due=日期",
    several=True, option="--condition",
)  # fmt: skip
_ASKS = Told(
    "asks", "退回补正的，要补正什么，一点写一次；不写的就是理由那一点", several=True, option="--ask"
)
_ANSWERS = Told(
    "answers", "退回的一点怎么补的，按退回时的次序，一点写一次", several=True, option="--answer"
)

# By kind of file, in the order of the help page.
COMMANDS: dict[str, tuple[StepCommand, ...]] = {
    "request": (
        StepCommand(
            "submit", "submit",
            "提交申请（草稿或退回的）；写不齐的不收，会说缺什么。可以同时用 --set 补齐。"
            "退回以后再提交的，要补正的每一点用 --answer 说明。",
            (
                "submit dujulaoren-zoufang",
                "submit dujulaoren-zoufang --set workload=每月两次 --on 2026-03-02",
            ),
            (_ANSWERS,), fills=True,
        ),
        StepCommand(
            "accept", "accept", "受理一件已提交的申请。",
            ("accept dujulaoren-zoufang --by 区委社会工作部",),
        ),
        StepCommand(
            "decline", "decline", "不予受理，要写理由。",
            ("decline weixin-dati --reason 属于部门自己的宣传工作",), (_REASON,),
        ),
        StepCommand(
            "review", "review",
            "联审一件已受理的申请；不通过和退回的要写理由。"
            "一次会议的各件，用 tasks minutes 一起记。",
            (
                "review dujulaoren-zoufang --outcome 通过 --on 2026-03-10",
                "review dujulaoren-zoufang --outcome 通过"
                " --condition '频次由每周改为每月；workload=每月一次'"
                " --condition '发布前印好走访表；due=2026-03-20'",
            ),
            (
                Told(
                    "outcome",
                    "approved（通过）、rejected（不通过）、returned（退回补正），写英文或中文；"
                    "不写就是提上会、还没有结果",
                    OUTCOMES, "联审没有“{}”这种结果",
                ),
                _REASON,
                _CONDITIONS,
                _ASKS,
            ),
        ),
        StepCommand(
            "return", "review", "联审退回补正，要写理由；补好以后再 submit。",
            ("return dujulaoren-zoufang --reason 没有写经费从哪里来",), (_REASON, _ASKS),
            {"outcome": "returned"},
        ),
        StepCommand(
            "fulfil", "fulfil", "记下通过时附带的一个条件落实了；都落实了才能发布。",
            ("fulfil dujulaoren-zoufang --condition 1 --note 走访表已经印好",),
            (Told("condition", "第几个条件；只有一个要落实的可以不写"),),
        ),
        StepCommand(
            "publish", "publish", "发布一件通过的任务，让居村知道。",
            ("publish dujulaoren-zoufang --on 2026-03-12",),
        ),
        StepCommand(
            "upload", "upload", "记下已经上传平台。",
            ("upload dujulaoren-zoufang",),
        ),
        StepCommand(
            "amend", "amend",
            "申请变更一件已发布的任务：只写要变的几项，写明理由；联审通过、发布以后才变。",
            ("amend dujulaoren-zoufang --set workload=每月一次 --reason 居村反映做不过来",),
            (_REASON,), fills=True,
        ),
        StepCommand(
            "withdraw", "withdraw", "撤回：收回还没有发布的申请，或者还没有发布的变更；要写理由。",
            ("withdraw dujulaoren-zoufang --reason 改由部门自己做",), (_REASON,),
        ),
        StepCommand(
            "end", "end", "提前结束一件已发布的任务，从此退出清单；要写理由。",
            ("end dujulaoren-zoufang --reason 群众不认可 --by joint_review",), (_REASON,),
        ),
        StepCommand(
            "expire", "expire", "记下任务到期；没有到结束日期的不能记。",
            ("expire dujulaoren-zoufang",),
        ),
        StepCommand(
            "take-back", "take_back",
            "更正误记：最后一步记错了，写明理由，那一步就不算；原来的留着，再把对的记上。",
            ("take-back dujulaoren-zoufang --reason 日期记错了",), (_REASON,),
        ),
    ),
    "intervention": (
        StepCommand(
            "verify", "verify", "核实：是不是没有准入就下派。",
            ("verify weixin-dati", "verify weixin-dati --unfounded --reason 已经准入，见目录"),
            (
                Told(
                    "outcome", "核实下来不属违规下派；要写理由", flags={"--unfounded": "unfounded"}
                ),
                _REASON,
            ),
        ),
        StepCommand(
            "stop", "stop", "叫停，要写理由。",
            ("stop weixin-dati --reason 没有经过准入，也没有依据",), (_REASON,),
        ),
        StepCommand(
            "regularise", "regularise", "规范：补办准入、改由部门自办，或者并入已有任务。",
            (
                "regularise shouji-daka --way admit",
                "regularise shouji-daka --way merge --request dujulaoren-zoufang",
            ),
            (
                Told(
                    "way",
                    "admit（补办准入）、own（改由部门自办）、merge（并入已有任务），写英文或中文",
                    intervention.WAYS, "没有“{}”这种规范办法", required=True,
                ),
                Told("request", "哪一件准入申请；补办的不写，就同时起草一件"),
            ),
        ),
        StepCommand(
            "file", "file", "报备：整改好了，报给主管部门。",
            ("file weixin-dati --to 区委社会工作部",), (Told("to", "向谁报备"),),
        ),
        StepCommand(
            "look-back", "look_back", "回头看：有没有反弹；反弹的重新叫停或规范。",
            (
                "look-back weixin-dati --held",
                "look-back weixin-dati --relapsed --reason 群里又布置了",
            ),
            (
                Told(
                    "outcome", "没有反弹，还是反弹了；反弹要写理由", intervention.OUTCOMES,
                    flags={"--held": "held", "--relapsed": "relapsed"},
                    title="回头看的结果", required=True,
                ),
                _REASON,
            ),
        ),
    ),
    "board": (
        StepCommand(
            "inspect", "inspect",
            "检查一块牌子，登记一块新发现的，或者把填好的检查表整轮读回来。",
            (
                "inspect --round 自查 --set name=家长学校 --set committee=东门居民区"
                " --set spot=indoor\n"
                "--outcome 不应挂 --reason 没有业务 --deadline 2026-12-31 --on 2026-11-02",
                "inspect --table 检查表.csv --round 街镇检查 --by 某某街道 --on 2026-11-02",
            ),
            (
                Told(
                    "outcome", "allowed（可以挂）、wrong（不应挂，要写理由和期限）",
                    {name: signboard.OUTCOMES[name] for name in ("allowed", "wrong")},
                    "检查没有“{}”这种结果",
                ),
                Told(
                    "round", "哪一轮：自查、街镇检查、区检查，写英文或中文",
                    signboard.ROUNDS, "没有“{}”这一轮",
                ),
                _TREATMENT,
                Told("deadline", "哪一天以前改好"),
                _REASON,
                _PHOTOS,
            ),
            fills=True,
        ),
        StepCommand(
            "rectify", "rectify",
            "记下整改好了：摘除、合并、规范版式或移位；检查时定了的不用再写。",
            (
                "rectify dongmen-jiazhang --treatment 摘除 --on 2026-11-10",
                "rectify --table 整改.csv",
            ),
            (_TREATMENT, _PHOTOS),
        ),
        StepCommand(
            "file", "file", "报备：整改好了，报给主管部门。",
            ("file dongmen-jiazhang --to 区委社会工作部",), (Told("to", "向谁报备"),),
        ),
        StepCommand(
            "look-back", "look_back", "回头看：有没有反弹；反弹的要再整改，前后经过都在。",
            ("look-back dongmen-jiazhang --held --on 2026-11-20",),
            (
                Told(
                    "outcome", "没有反弹，还是反弹了；反弹要写理由", signboard.OUTCOMES,
                    flags={"--held": "held", "--relapsed": "relapsed"},
                    title="回头看的结果", required=True,
                ),
                Told("deadline", "反弹的，哪一天以前改好"),
                _REASON,
                _PHOTOS,
            ),
            {"round": "look_back"},
        ),
        StepCommand(
            "close", "close", "销号：回头看没有反弹的才能销；以后反弹的还会回来。",
            ("close dongmen-jiazhang",),
        ),
    ),
}  # fmt: skip
