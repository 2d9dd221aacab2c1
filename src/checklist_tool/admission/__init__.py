"""Tasks on their way to the committees (准入): what is due, what to look at, what comes next.

Nothing here writes a file or looks at the clock; `today` is an argument. `workdays` loads the
holidays that chinese_calendar knows.
"""
