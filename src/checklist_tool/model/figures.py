"""The figures of a report beside those of ledgers: what each is called. Standard library alone."""

# What sources count without its cases.
CITED = {
    "signs_reduced": "精简的挂牌标识",
    "outdoor_cleared": "清理规范的对外挂牌",
    "indoor_cleared": "清理规范的室内挂牌",
    "guides_adjusted": "调整的功能性指引牌",
}
# Boards and signs, outdoor and indoor, removed and standardised: counted apart, never added.
BOARDS = {
    "removed_outdoor": "摘除、合并的对外牌子",
    "removed_indoor": "摘除、合并的室内牌子",
    "removed_signs": "摘除、合并的制度和宣传栏",
    "standardised_outdoor": "规范、移位的对外牌子",
    "standardised_indoor": "规范、移位的室内牌子",
    "standardised_signs": "规范、移位的制度和宣传栏",
    "relapsed_boards": "回头看反弹的",
}
ADMISSION = {
    "received": "收到的准入申请",
    "accepted": "受理",
    "declined": "不予受理",
    "reviewed": "提请联审",
    "approved": "联审通过",
    "rejected": "联审不通过",
    "returned": "联审退回补正",
    "published": "发布",
    "uploaded": "上传平台",
    "withdrawn": "退出",
    "expired": "到期",
    "interventions": "叫停或规范违规下派",
}
# The five steps by which the handbook of services is compiled.
COMPILED = {
    "survey": "社区调研",
    "collection": "部门征集",
    "visits": "对象走访",
    "assessment": "集中研判",
    "bound": "汇总成册",
}
# What is shown of a service of which no source tells when it went through them.
NOT_COMPILED = "；".join(f"{word} —" for word in COMPILED.values())
NOT_COMPILED_WHY = "没有来源写明各步是什么时候走的"
HEADINGS = {
    **CITED, **BOARDS, **ADMISSION, "acceptance_rate": "受理率",
    **{f"compiled_{step}": f"走过“{word}”的服务事项" for step, word in COMPILED.items()},
}  # fmt: skip
