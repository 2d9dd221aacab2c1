"""The compiled index: all that is slow happens when it is built."""
