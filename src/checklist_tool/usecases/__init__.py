"""What each door offers, as functions that take values and return values.

A door (the command line, a page) parses what was asked, calls one of these and shows what comes
back; no function here prints or asks.
"""
