"""What a right reading of the demo articles finds, as rows that a coding can be held against."""

from __future__ import annotations

from typing import NamedTuple

from coding_checks import demo_coding
from marsad.types import Event


class Told(NamedTuple):
    """An event an article tells: its type, a word that names it, and what else must be right ("" leaves it open)."""

    doc: str
    type: str
    word: str
    actor: str = ""  # a country
    recipient: str = ""
    mode: str = ""
    date: str = ""
    status: str = "asserted"
    historical: bool = False
    place: str = ""
    chain: tuple[str, ...] = ()  # words of each speaker, the nearest to the event first


def missing(told: Told) -> str:
    """What a coding does not have of a row; empty when it has all."""
    events = [e for e in demo_coding(told.doc).events if any(told.word in m.text for m in e.mentions)]
    same = [e for e in events if e.type == told.type]
    if not same:
        return f"no {told.type} at {told.word}, there are {[e.type for e in events]}"
    return min((_differences(told, event) for event in same), key=len)


def _differences(told: Told, event: Event) -> str:
    chain = [speaker.text for speaker in event.chain]
    pairs = [
        ("actor", told.actor, [e.country or "" for e in event.actor]),
        ("recipient", told.recipient, [e.country or "" for e in event.recipient]),
        ("mode", told.mode, event.mode),
        ("date", told.date, [event.date]),
        ("place", told.place, [event.place.country if event.place else ""]),
        ("status", told.status, [event.status]),
    ]
    wrong = [f"{name} {found}" for name, wanted, found in pairs if wanted and wanted not in found]
    if event.historical != told.historical:
        wrong.append(f"historical {event.historical}")
    said = len(chain) == len(told.chain) and all(w in c for w, c in zip(told.chain, chain, strict=True))
    if told.chain and not said:
        wrong.append(f"chain {chain}")
    return "; ".join(wrong)
