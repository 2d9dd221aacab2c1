"""Policy lists of residents' and villagers' committees: answers, checks and handbooks."""

__version__ = "0.1.0"
