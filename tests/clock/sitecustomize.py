"""The one clock of the tests, for every Python that starts with this folder on its path.

The tool reads the day with `time.strftime` and nowhere else: that alone is replaced.
Standard library alone: the commands that the tests start are watched for what they load.
"""

import os
import time

_of_the_machine = time.strftime


def strftime(form: str, *when: "time.struct_time") -> str:
    """What `time.strftime` gives, at noon of the day in TESTS_DAY where no time is given."""
    year, month, day = map(int, os.environ["TESTS_DAY"].split("-"))
    return _of_the_machine(form, *when or ((year, month, day, 12, 0, 0, 0, 1, -1),))


if "TESTS_DAY" in os.environ:
    time.strftime = strftime
