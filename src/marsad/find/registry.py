"""Identities of the knowledge tables as of the article's date."""

from __future__ import annotations

from marsad.find.analysis import Match
from marsad.lexicon.schema import NamedRow, PlaceRow, Term
from marsad.lexicon.tables import Tables

_OFFICIAL = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PTY", ""})


class Registry:
    """Looks identities up as they stood on a day (ISO; None means undated: the latest office counts)."""

    def __init__(self, tables: Tables, day: str | None) -> None:
        self._tables = tables
        self._day = day
        self._memo: dict[int, NamedRow] = {}

    def identity(self, index: int) -> NamedRow:
        """The row of Tables.names, a person's country and sector taken from the office held on the day."""
        row = self._memo.get(index)
        if row is None:
            row = self._tables.names[index]
            if row.kind == "person":
                row = self._as_of(row)
            self._memo[index] = row
        return row

    def place(self, match: Match) -> PlaceRow:
        """The gazetteer row of a place match."""
        return self._tables.places[match.ref.entry]

    def _as_of(self, row: NamedRow) -> NamedRow:
        terms = self._tables.terms.get(row.id, [])
        held = current_terms(terms, self._day)
        if held:
            return _with(row, held[0].country or row.country, held[0].sector)
        if terms and self._day is not None:
            started = [t for t in terms if not t.valid_from or t.valid_from <= self._day]
            return _with(row, row.country, _afterwards(started))
        return row


def _afterwards(ended: list[Term]) -> str:
    """The sector of a person whose terms are over: former officials are ELI, a journalist stays one."""
    if not ended:
        return ""
    last = max(ended, key=lambda t: t.valid_from).sector
    return "ELI" if last in _OFFICIAL else last


def current_terms(terms: list[Term], day: str | None) -> list[Term]:
    """The offices held on a day; all, the latest first, when the day is unknown."""
    ordered = sorted(terms, key=lambda t: t.valid_from, reverse=True)
    if day is None:
        return ordered
    return [t for t in ordered if t.valid_from <= day and (not t.valid_to or day <= t.valid_to + "~")]


def _with(row: NamedRow, country: str, sector: str) -> NamedRow:
    return NamedRow(row.id, row.ar, row.en, row.kind, country, sector, row.valid_from, row.valid_to)
