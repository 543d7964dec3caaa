"""Who takes part in an event: the parties over all its mentions, weighed against each other once they are merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from marsad.coding.candidates import Candidate, Option
from marsad.coding.model import Part
from marsad.find.mentions import Mention

_MEDIA = "JRN"
_CLEAR = 0.4  # chance of an actor beside whom others are more likely recipients
_LEAN = 1.3  # threefold over 305 articles: 1.0 to 1.6 give 0.592, 0.598, 0.595 of events with both sides right
# Of the parties that lead a side with a chance of 0.0, 0.1 … 0.9 and more, how many were right on 152 articles that had
# taught nothing (1,130 events).
_RIGHT = (0.5, 0.5, 0.5, 0.52, 0.6, 0.66, 0.7, 0.8, 0.87, 0.92)

Chances = tuple[float, float]  # to be an actor, to be a recipient
# The least chance of the surest on a side, of the others, and the least share of the surest's chance for those.
Floors = tuple[float, float, float]


def key_of(m: Mention) -> str:
    """What makes two mentions the same party: the country and the head word of the fullest mention."""
    return f"{m.country or '-'}|{m.best.head}"


@dataclass(slots=True)
class Party:
    """Somebody who may take part in an event, with every option of its mentions that names him."""

    key: str
    options: list[tuple[Candidate, Option]] = field(default_factory=list)
    surest_actor: Option = field(init=False)
    surest_recipient: Option = field(init=False)
    actor: float = 0.0  # the chance of the surest actor
    recipient: float = 0.0
    barred: bool = False  # no actor: a thing, or a news medium that does nothing by grammar and tells of the event
    stands: tuple[int, float, int, float] = (0, 0.0, 0, 0.0)  # as actor and as recipient, see `_standing`
    elsewhere: tuple[float, float, float, float] | None = None  # its chances outside the event, once asked for

    def weigh(self) -> None:
        """Find the surest options of each role, once all options are there."""
        options = [o for _, o in self.options]
        self.surest_actor = self.surest_recipient = options[0]
        if len(options) > 1:
            self.surest_actor = max(options, key=_actor_chance)
            self.surest_recipient = max(options, key=_recipient_chance)
        self.actor = self.surest_actor.chances[0]
        self.recipient = self.surest_recipient.chances[1]
        self.barred = all(o.mention.inert or (o.mention.sector == _MEDIA and o.frame != "actor") for o in options)

    def surest(self, role: int) -> Option:
        """The option that is surest of a role (0 actor, 1 recipient)."""
        return self.surest_recipient if role else self.surest_actor

    def mean(self, role: int) -> float:
        """The mean chance over the options."""
        if len(self.options) == 1:
            return self.options[0][1].chances[role]
        return sum([o.chances[role] for _, o in self.options]) / len(self.options)


def _actor_chance(o: Option) -> float:
    return o.chances[0]


def _recipient_chance(o: Option) -> float:
    return o.chances[1]


class Article:
    """What every party is in the article as a whole: how often it is named, and its chances at every candidate."""

    def __init__(self, candidates: Sequence[Candidate], mentions: Sequence[Sequence[Mention]]) -> None:
        self.named = Counter(key_of(m) for found in mentions for m in found if m.kind != "place")
        self.rank = {key: n for n, (key, _) in enumerate(self.named.most_common())}
        self._chances: dict[str, list[tuple[int, str, float, float]]] = {}  # id and type of candidates, chances there
        for c in candidates:
            kind = c.entry.type
            for o in c.options:
                self._chances.setdefault(key_of(o.mention), []).append((id(c), kind, o.actor_p, o.recipient_p))

    def elsewhere(self, key: str, own: Sequence[Candidate]) -> tuple[float, float, float, float]:
        """The highest chances of a party outside an event: in candidates of its type, and in all."""
        kind = own[0].entry.type
        mine = {id(c) for c in own}
        like_a = like_r = all_a = all_r = 0.0
        for candidate, of, a, r in self._chances.get(key, ()):
            if candidate in mine:
                continue
            if a > all_a:
                all_a = a
            if r > all_r:
                all_r = r
            if of == kind:
                like_a = a if a > like_a else like_a
                like_r = r if r > like_r else like_r
        return like_a, like_r, all_a, all_r

    def beside(self, party: Party, own: Sequence[Candidate]) -> tuple[float, float, float, float]:
        """The same of a party of an event."""
        if party.elsewhere is None:
            party.elsewhere = self.elsewhere(party.key, own)
        return party.elsewhere


def find_parties(candidates: Sequence[Candidate]) -> list[Party]:
    """Everybody who may take part in an event, in the order of its mentions and their options."""
    found: dict[str, Party] = {}
    for c in candidates:
        for o in c.options:
            key = key_of(o.mention)
            party = found.get(key)
            if party is None:
                party = found[key] = Party(key)
            party.options.append((c, o))
    parties = list(found.values())
    for party in parties:
        party.weigh()
    actors = sorted([x.actor for x in parties], reverse=True)
    recipients = sorted([x.recipient for x in parties], reverse=True)
    for party in parties:
        party.stands = *_standing(actors, party.actor), *_standing(recipients, party.recipient)
    return parties


def _step(p: float, steps: int = 10) -> int:
    step = int(p * steps)
    return step if step < steps else steps - 1


def party_features(party: Party, rivals: Sequence[Party], candidates: Sequence[Candidate], doc: Article) -> list[Part]:
    """What the weights see of a party: its chances, those of its rivals, and what it is in the article."""
    lead = candidates[0].entry
    kind = lead.type
    actor, recipient = party.actor, party.recipient
    a, r = _step(actor), _step(recipient)
    above_a, best_a, above_r, best_r = party.stands
    top_a, top_r = _step(best_a, 5), _step(best_r, 5)
    return [
        (_chance_features, a, r, kind),
        (_rival_features, a, r, above_a, above_r, top_a, top_r),
        (_above_features, a, r, above_a, above_r, kind),
        (_top_features, top_a, top_r, above_a, above_r, min(len(rivals) - 1, 8)),
        (_entry_features, lead.id, lead.mutual, above_a, above_r),
        *_pooled(party, candidates, a, r),
        *_surest(party, kind, a, r, above_r),
        *_known(party, candidates, doc),
    ]


def _standing(chances: list[float], mine: float) -> tuple[int, float]:
    """How many chances, the highest first, are above one of them, up to 3, and the highest of the others."""
    best = chances[0]
    if best == mine:
        return 0, chances[1] if len(chances) > 1 else 0.0
    return min(chances.index(mine), 3), best


def _chance_features(a: int, r: int, kind: str) -> list[str]:
    return [f"a:{a}", f"r:{r}", f"ar:{a}|{r}", f"ar:{a}|{r}|{kind}"]


def _rival_features(a: int, r: int, above_a: int, above_r: int, top_a: int, top_r: int) -> list[str]:
    return [
        f"a:{a}|{above_a}", f"r:{r}|{above_r}", f"a:{a}|top{top_a}", f"r:{r}|top{top_r}", f"above:{above_a}|{top_a}",
        f"above:{above_r}|{top_r}|r", f"above:{above_a}|{above_r}",
    ]  # fmt: skip


def _above_features(a: int, r: int, above_a: int, above_r: int, kind: str) -> list[str]:
    return [f"a:{a}|{kind}", f"r:{r}|{kind}", f"above:{above_a}|{kind}", f"above:{above_r}|{kind}|r"]


def _top_features(top_a: int, top_r: int, above_a: int, above_r: int, rivals: int) -> list[str]:
    return [f"tops:{top_a}|{top_r}|{above_a}|{above_r}", f"rivals:{rivals}"]


def _entry_features(entry: str, mutual: bool, above_a: int, above_r: int) -> list[str]:
    return [f"entry:{entry}|{above_a}", f"entry:{entry}|{above_r}|r", f"mutual:{mutual}|{above_a}|{above_r}"]


def _pooled(party: Party, candidates: Sequence[Candidate], a: int, r: int) -> list[Part]:
    """How many of the event's mentions have the party among their options, and how sure they are on average."""
    seen = min(len({id(c) for c, _ in party.options}), 3) if len(party.options) > 1 else 1
    mean_a, mean_r = party.mean(0), party.mean(1)
    steps = _step(mean_a), _step(mean_r), _step(mean_a, 5), _step(mean_r, 5)
    return [(_mean_features, *steps, a // 2, r // 2), (_seen_features, seen, min(len(candidates), 4), a // 2, r // 2)]


def _mean_features(mean_a: int, mean_r: int, half_a: int, half_r: int, a: int, r: int) -> list[str]:
    return [f"mean:{mean_a}", f"mean:{mean_r}|r", f"mean:{half_a}|{a}", f"mean:{half_r}|{r}|r"]


def _seen_features(seen: int, of: int, a: int, r: int) -> list[str]:
    return [f"seen:{seen}|{of}", f"seen:{seen}|{of}|a{a}", f"seen:{seen}|{of}|r{r}"]


def _surest(party: Party, kind: str, a: int, r: int, above_r: int) -> list[Part]:
    """Where the surest options stand and what they are."""
    x, y = party.surest_actor, party.surest_recipient
    frames = [o.frame for _, o in party.options]
    speaker = "SP" in [o.slot for _, o in party.options]
    m = x.mention
    return [
        (_standing_features, x.slot, y.slot, a // 2, r // 2),
        (_kind_features, m.kind, y.mention.kind, m.sector or "-", kind),
        (_sector_features, m.sector or "-", "actor" in frames, "recipient" in frames, bool(m.country), a // 2, r // 2),
        (_speaker_features, speaker, kind, a // 2),
        f"frame:{y.frame}|{y.preposition}|{above_r}",
    ]


def _standing_features(actor: str, recipient: str, a: int, r: int) -> list[str]:
    return [f"slot:{actor}|{a}", f"slot:{recipient}|{r}|r"]


def _kind_features(actor: str, recipient: str, sector: str, kind: str) -> list[str]:
    return [f"kind:{actor}|{kind}", f"kind:{recipient}|{kind}|r", f"sector:{sector}|{kind}"]


def _sector_features(sector: str, actor: bool, recipient: bool, country: bool, a: int, r: int) -> list[str]:
    return [f"sector:{sector}|{a}|{r}", f"frames:{actor}|{recipient}", f"country:{country}|{a}|{r}"]


def _speaker_features(speaker: bool, kind: str, a: int) -> list[str]:
    return [f"speaker:{speaker}|{kind}", f"speaker:{speaker}|{a}"]


def _known(party: Party, candidates: Sequence[Candidate], doc: Article) -> list[Part]:
    """What the party is in the rest of the article."""
    chances = [_step(p, 5) for p in doc.beside(party, candidates)]
    rank = min(doc.rank.get(party.key, 9), 5)
    a, r = _step(party.actor, 5), _step(party.recipient, 5)
    return [
        (_elsewhere_features, *chances, a, r),
        (_rank_features, rank, candidates[0].entry.type, a, r, min(doc.named[party.key], 6)),
    ]


def _elsewhere_features(like_a: int, like_r: int, all_a: int, all_r: int, a: int, r: int) -> list[str]:
    return [f"type:{like_a}|{like_r}", f"type:{like_a}|a{a}", f"type:{like_r}|r{r}", f"all:{all_a}|{all_r}"]


def _rank_features(rank: int, kind: str, a: int, r: int, named: int) -> list[str]:
    return [f"rank:{rank}|{kind}", f"rank:{rank}|a{a}", f"rank:{rank}|r{r}", f"named:{named}"]


def blank_features(parties: Sequence[Party], candidates: Sequence[Candidate], role: int) -> list[Part]:
    """What the weights see of a side of an event that may stay empty: how sure anybody is there, and its words."""
    lead, name = candidates[0], ("actor", "recipient")[role]
    e, kind = lead.entry, lead.entry.type
    mine, others = (_recipient_of, _actor_of) if role else (_actor_of, _recipient_of)
    able = [x for x in parties if role or x.surest_actor.mention.kind != "place"]
    ranked = sorted(able, key=mine, reverse=True)
    top, second = ([*map(mine, ranked), 0.0, 0.0])[:2]
    step, half, other = _step(top), _step(top, 5), _step(max(map(others, parties), default=0.0), 5)
    framed = [o.chances[role] for c in candidates for o in c.options if o.frame == name]
    tag = lead.tag.split("/")[0].split(".")[0]
    out: list[Part] = [
        (_top_of_side, step, kind, _step(second, 5), half, other),
        (_framed_features, int(max(framed, default=-0.1) * 10), bool(framed), half, kind, min(len(candidates), 4)),
        (_lead_features, e.id, e.object, e.genitive, half), f"mode:{'/'.join(lead.mode)}|{kind}",
        (_word_features, lead.form, kind, half, lead.definite, lead.light_role, tag, lead.told, e.harm),
    ]  # fmt: skip
    if not ranked:
        return out
    best, m = ranked[0].surest(role), ranked[0].surest(role).mention
    return [
        *out, (_best_slot_features, step, best.chances[role] > best.chances[1 - role], best.slot, half, kind),
        (_best_features, m.kind, m.sector or "-", bool(m.country), half, kind),
        f"same:{ranked[0] is max(parties, key=others)}|{half}",
    ]  # fmt: skip


def _top_of_side(step: int, kind: str, second: int, half: int, other: int) -> list[str]:
    return [
        "bias", f"type:{kind}", f"top:{step}", f"top:{step}|{kind}", f"top:{step}|{second}", f"other:{other}|{half}",
        f"other:{other}|{kind}",
    ]  # fmt: skip


def _framed_features(sure: int, framed: bool, half: int, kind: str, told: int) -> list[str]:
    return [
        f"framed:{sure}", f"framed:{framed}|{half}", f"framed:{framed}|{kind}", f"mentions:{told}|{half}",
        f"mentions:{told}|{kind}",
    ]  # fmt: skip


def _lead_features(entry: str, whom: str, genitive: str, half: int) -> list[str]:
    return [f"entry:{entry}", f"entry:{entry}|{half}", f"object:{whom}|{genitive}|{half}"]


def _word_features(
    form: str, kind: str, half: int, definite: bool, light: str, tag: str, told: str, harm: bool
) -> list[str]:
    return [
        f"form:{form}|{kind}", f"form:{form}|{half}|{definite}", f"light:{light}|{half}", f"tag:{tag}|{half}",
        f"told:{told}|{half}", f"harm:{harm}|{form}|{half}",
    ]  # fmt: skip


def _best_slot_features(step: int, leans: bool, slot: str, half: int, kind: str) -> list[str]:
    return [f"top:{step}|{leans}", f"slot:{slot}|{half}", f"slot:{slot}|{kind}"]


def _best_features(of: str, sector: str, country: bool, half: int, kind: str) -> list[str]:
    return [
        f"kind:{of}|{half}", f"kind:{of}|{kind}", f"country:{country}|{half}", f"sector:{sector}|{kind}",
        f"sector:{sector}|{half}",
    ]  # fmt: skip


def _actor_of(x: Party) -> float:
    return x.actor


def _recipient_of(x: Party) -> float:
    return x.recipient


def sureness(p: float) -> float:
    """The share of parties right among those that lead a side with this chance."""
    return _RIGHT[min(int(10 * p), 9)]


def choose(judged: Sequence[tuple[Chances, Party]], role: int, floors: Floors) -> list[Mention]:
    """The mentions of the parties on one side, the surest first: those likelier there than on the other side.

    Of a country one party is enough, unless it is named beside the surest.
    """
    least, floor, share = floors
    side = sorted(on_side(judged, role), key=lambda x: -x[0])
    if not side or side[0][0] < least:
        return []
    return _with_others(side[0], side[1:], role, floor, share)


def _with_others(
    first: tuple[float, Party], others: Sequence[tuple[float, Party]], role: int, floor: float, share: float
) -> list[Mention]:
    best, lead = first
    slot = lead.surest(role).slot
    kept = [lead.surest(role).mention]
    countries = {kept[0].country}
    for p, party in others:
        option = party.surest(role)
        fresh = option.mention.country not in countries or option.slot == slot
        if p >= floor and p >= share * best and fresh:
            kept.append(option.mention)
            countries.add(option.mention.country)
    return kept


def on_side(judged: Sequence[tuple[Chances, Party]], role: int) -> list[tuple[float, Party]]:
    """The parties likelier in a role than in the other; a place is never an actor.

    Where another is the surest actor, a party leans to the other side: an act has two sides more often than two doers.
    """
    actors = [x for x in judged if x[1].surest_actor.mention.kind != "place" and not x[1].barred]
    first = max(actors, key=lambda x: x[0][0], default=None)
    found = []
    for chances, party in judged:
        actor, recipient = chances
        if first is not None and party is not first[1] and first[0][0] >= _CLEAR:
            recipient *= _LEAN
        barred = not role and (party.surest_actor.mention.kind == "place" or party.barred)
        if (actor < recipient) == bool(role) and not barred:
            found.append((chances[role], party))
    return found
