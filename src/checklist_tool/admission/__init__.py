"""Tasks on their way to the committees (准入): what is due, what to look at, what comes next.

Pure: nothing here opens a file or looks at the clock; `today` is an argument.
"""
