"""What can go wrong with a workspace, each with what to do about it."""

from __future__ import annotations


class StoreError(Exception):
    """A workspace cannot be used as asked; the message names the place and the reason, then the remedy."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}; {remedy}")
        self.reason = reason
        self.remedy = remedy


class QueryError(ValueError):
    """A query that asks for something that cannot be; the message says which part and what may stand there."""


class DamagedWarning(UserWarning):
    """An article of a workspace cannot be read any more and was passed over; the message names it and what to do."""
