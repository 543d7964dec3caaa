"""What can go wrong while reading: an error for one input, a record for one of many."""

from __future__ import annotations

from marsad.types import Record


class ReadProblem(Record, frozen=True):
    """Something that could not be read: the file, the place in it, why, and what to do about it."""

    file: str
    place: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        """One line for the terminal: file, place, reason and remedy."""
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.reason}; {self.remedy}"


class ReadError(ValueError):
    """One input cannot be read as an article; carries the reason, the remedy and the place in the input."""

    def __init__(self, reason: str, remedy: str, place: str = "") -> None:
        super().__init__(f"{place + ': ' if place else ''}{reason}; {remedy}")
        self.reason = reason
        self.remedy = remedy
        self.place = place

    def at(self, file: str, place: str = "") -> ReadProblem:
        """The problem record for this error in a file; `place` comes before the error's own place."""
        where = ", ".join(part for part in (place, self.place) if part)
        return ReadProblem(file=file, place=where, reason=self.reason, remedy=self.remedy)
