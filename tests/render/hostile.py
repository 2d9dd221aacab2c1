"""Texts that a template might take for its own language."""

HOSTILE = (
    "<script>alert(1)</script>", "</script><!--", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}",
    "{% raw %}", '#import "@preview/x"', '#read("/etc/passwd")', '"); #panic("x"); #("',
    "$x$ *b* @r",
    "\\u{41} \\n", "// 注释 /* 也是 */", "= 标题", "`原样`", "&lt;&amp;",
)  # fmt: skip
