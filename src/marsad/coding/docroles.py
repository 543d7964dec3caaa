"""Who does what to whom in the article as a whole, from a first look at every candidate."""

from __future__ import annotations

from marsad.coding.candidates import Candidate, Option
from marsad.find.mentions import Mention

_CLEAR = 0.5  # chance at first look from which a participant may be lent to other mentions of the type
_REMEMBERED = 8
LENT = "DOC"


class DocRoles:
    """Per event type the weight of each country as actor and as recipient, summed over the candidates."""

    def __init__(self, candidates: list[Candidate]) -> None:
        self._actors: dict[str, dict[str, float]] = {}
        self._recipients: dict[str, dict[str, float]] = {}
        self._own: dict[int, tuple[dict[str, float], dict[str, float]]] = {}
        self._rest: dict[int, tuple[dict[str, float], dict[str, float]]] = {}
        self._best: dict[tuple[str, str], list[tuple[float, int, Mention]]] = {}
        self._ranked: dict[int, tuple[list[float], list[float]]] = {}
        for n, c in enumerate(candidates):
            self._add(n, c)
        for best in self._best.values():
            best.sort(key=lambda x: (-x[0], -x[1]))
            del best[_REMEMBERED:]

    def _add(self, n: int, c: Candidate) -> None:
        actors: dict[str, float] = {}
        recipients: dict[str, float] = {}
        for o in c.options:
            country = o.mention.country
            if not country:
                continue
            if o.actor_p >= actors.get(country, 0.0):
                actors[country] = o.actor_p
            if o.recipient_p >= recipients.get(country, 0.0):
                recipients[country] = o.recipient_p
            for p, role in ((o.actor_p, "actor"), (o.recipient_p, "recipient")):
                if p >= _CLEAR:
                    self._best.setdefault((c.entry.type, role), []).append((p, -n, o.mention))
        self._own[id(c)] = (actors, recipients)
        for table, own in ((self._actors, actors), (self._recipients, recipients)):
            total = table.setdefault(c.entry.type, {})
            for country, p in own.items():
                total[country] = total.get(country, 0.0) + p

    def ranked(self, c: Candidate) -> tuple[list[float], list[float]]:
        """The chances of a candidate's options at first look to be actors and recipients, the highest first.

        They are found when first asked for: once nothing more is lent.
        """
        found = self._ranked.get(id(c))
        if found is None:
            actors = sorted([o.actor_p for o in c.options], reverse=True)
            recipients = sorted([o.recipient_p for o in c.options], reverse=True)
            found = self._ranked[id(c)] = actors, recipients
        return found

    def standing(self, c: Candidate, country: str | None) -> str:
        """How a country stands as actor and as recipient of the type in the other candidates: top, some, none."""
        if not country:
            return "unknown"
        rest_a, rest_r = self._rest.get(id(c)) or self._without(c)
        return f"{_rank(rest_a, country)}|{_rank(rest_r, country)}"

    def _without(self, c: Candidate) -> tuple[dict[str, float], dict[str, float]]:
        """What is left of the type's weights without a candidate."""
        kind = c.entry.type
        own_a, own_r = self._own.get(id(c), ({}, {}))
        rest = _less(self._actors.get(kind, {}), own_a), _less(self._recipients.get(kind, {}), own_r)
        self._rest[id(c)] = rest
        return rest

    def lend(self, c: Candidate) -> list[Option]:
        """The clearest actor and recipient of the type elsewhere, for a word that names none itself."""
        here = {o.mention.country for o in c.options}
        found: list[Option] = []
        for role in ("actor", "recipient"):
            known = [x for x in self._best.get((c.entry.type, role), []) if x[2].country not in here]
            if known:
                p, _, mention = known[0]
                option = Option(mention, f"{LENT}-{role[0]}", "", "", 99, 0, False)
                option.actor_p, option.recipient_p = (p, 0.0) if role == "actor" else (0.0, p)
                found.append(option)
                here.add(mention.country)
        return found


def _less(total: dict[str, float], own: dict[str, float]) -> dict[str, float]:
    return {k: v - own.get(k, 0.0) for k, v in total.items()}


def _rank(rest: dict[str, float], country: str) -> str:
    mine = rest.get(country, 0.0)
    if mine < 0.2:
        return "none"
    return "top" if mine >= max(rest.values()) - 1e-9 else "some"
