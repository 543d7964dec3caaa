"""From drafts to the records that are given out."""

from __future__ import annotations

from msgspec import structs

from marsad.codebook.tables import code_of, goldstein
from marsad.coding.attribution import is_quotation, speaker_of
from marsad.coding.candidates import Candidate
from marsad.coding.coder import Reading
from marsad.coding.framing import find_framing
from marsad.coding.merge import Draft
from marsad.coding.model import load_weights
from marsad.find.analysis import Analysis
from marsad.find.mentions import Mention
from marsad.find.quotes import MIN_WORDS
from marsad.lexicon.schema import Control, NamedRow
from marsad.types import Deaths, Entity, Event, Framing, Name, Place, Quote, Span

_CLAUSES = frozenset({"report-verb", "report-noun", "participle", "impersonal"})  # rules of reports with a clause
_FORCE = frozenset({"ASSAULT", "MOBILIZE"})
_OF_CITIZENS = frozenset({"PROTEST", "COERCE", "AID", "RETREAT", ""})  # what a people does or suffers itself
_STATE_FORCES = frozenset({"country", "capital", "adjective", "people", "body", "org"})


def span_of(a: Analysis, first: int, last: int) -> Span:
    """Tokens first to last as a span of the article's text."""
    start, end = a.span(first, last)
    return Span(start=start, end=end, text=a.text[start:end])


def mention_span(a: Analysis, m: Mention) -> Span:
    """The words of a mention without clitics before them."""
    start, end = mention_bounds(a, m)
    return Span(start=start, end=end, text=a.text[start:end])


def mention_bounds(a: Analysis, m: Mention) -> tuple[int, int]:
    """Code points of a mention; a conjunction or preposition written onto its first word is left out."""
    start, end = a.span(m.first, m.last)
    word = a.words[m.first]
    cut = len(m.conjunction) + len(m.preposition)
    if cut and word.kind == "word" and not (m.preposition == "ل" and "لل" in word.key[:3]):
        start += cut
    if a.words[m.last].kind == "mark" and m.last > m.first and a.words[m.last].surface in "،,":
        end = a.tokens[m.last - 1].end
    return start, end


def entity_of(a: Analysis, m: Mention, role: str, event_type: str, chance: float | None = None) -> Entity:
    """An actor or recipient; states that use force act through their armed forces (conventions, codes)."""
    shown = m.shown
    span = mention_span(a, shown)
    sector = m.sector or shown.sector
    nation = m.kind == "people" and m.defined and sector == "CVL" and m.country and event_type not in _OF_CITIZENS
    if nation and (event_type not in _FORCE or role == "actor"):
        sector = "GOV"  # "the Russians refused": the state, as with a bare country name
    if role == "actor" and event_type in _FORCE and sector == "GOV" and m.kind in _STATE_FORCES:
        sector = "MIL"
    if role == "actor" and event_type in _FORCE and sector == "OPP" and m.kind in ("body", "group"):
        sector = "REB"
    if role == "recipient" and event_type == "ASSAULT" and m.kind == "place" and not sector:
        sector = _of_struck_place(a, m)
    row = a.tables.names[m.index] if m.index >= 0 and m.kind != "place" and not m.places else None
    return Entity(
        start=span.start, end=span.end, text=span.text, id=m.id, name=_name(a, row),
        country=m.country or shown.country or None, sector=sector or None, rule=m.rule or m.kind,
        confidence=chance,
    )  # fmt: skip


def _of_struck_place(a: Analysis, m: Mention) -> str | None:
    """Whom an attack on a place hits: forces in a base, believers in a mosque, in a town its people."""
    if not m.places or a.tables.places[m.places[0]].precision not in ("town", "exact"):
        return None
    nouns = [h.ref.entry for w in a.words[max(m.first - 1, 0) : m.first + 1] for h in w.hits if h.ref.family == "noun"]
    described = [h.ref.entry for w in a.words[m.last : m.last + 2] for h in w.hits if h.ref.family == "modifier"]
    sectors = [a.tables.nouns[n].sector for n in nouns] + [a.tables.modifiers[n].sector for n in described]
    for sector in ("MIL", "REL"):
        if sector in sectors:
            return sector
    return "CVL"


def _name(a: Analysis, row: NamedRow | None) -> Name | None:
    """The display name, for what was renamed that of the day of publication."""
    if row is None:
        return None
    for name in a.tables.renamed.get(row.id, []) if a.day else []:
        if name.valid_from <= (a.day or "") and (not name.valid_to or (a.day or "") < name.valid_to):
            return Name(ar=name.ar, en=name.en)
    return Name(ar=row.ar, en=row.en)


def place_record(a: Analysis, m: Mention, day: str | None = None) -> Place:
    """The place of an event with its gazetteer row; a country has no point. `day`: of the event, an ISO prefix."""
    span = mention_span(a, m)
    if m.places:
        row = a.tables.places[m.places[0]]
        place = Place(
            start=span.start, end=span.end, text=span.text, id=row.id, name=Name(ar=row.ar, en=row.en),
            country=row.country or None, precision=row.precision, rule="gazetteer",
        )  # fmt: skip
        if row.precision != "country":  # a pin for a country says something that is not known
            place = structs.replace(place, lat=row.lat, lon=row.lon)
    else:
        place = Place(
            start=span.start, end=span.end, text=span.text, id=m.id, name=_name(a, a.tables.names[m.index]),
            country=m.country, precision="country", rule=m.kind,
        )  # fmt: skip
    claimants = a.tables.disputes.get(place.id or "")
    if claimants is None:
        return place
    held = controller(a.tables.controls.get(place.id or "", []), day)
    return structs.replace(place, disputed=True, claimed_by=claimants, controlled_by=held)


def controller(controls: list[Control], day: str | None) -> str | None:
    """Who held a place on a day (an ISO prefix or interval); None when undated or not told."""
    if day is None:
        return None
    first = day.split("/")[0]
    return next((c.country for c in controls if c.valid_from <= first and (not c.valid_to or first < c.valid_to)), None)


def assemble_event(
    reading: Reading, d: Draft, framing: list[Framing], published: str | None, deaths: tuple[Deaths, ...] = ()
) -> Event:
    """The record of a draft, with the numbers of dead that are told of it."""
    a = reading.a
    lead = d.lead
    kind = lead.entry.type
    modes = lead.event_mode
    code = code_of(kind, modes)
    cameo = lead.entry.cameo or code.cameo
    date, basis, span = _date(a, d, published)
    mentions = tuple(span_of(a, c.first, c.last) for c in d.candidates)
    low, high = a.span(lead.shape.s.start, lead.shape.s.end - 1)
    return Event(
        id=_event_id(reading, kind, mentions[0]),
        type=kind,
        mode=modes,
        context=_contexts(a, lead.shape.s.start, lead.shape.s.end),
        cameo=cameo,
        quad=code.quad,
        score=code.score,
        goldstein=goldstein().get(cameo, 0.0),
        mentions=mentions,
        actor=tuple(entity_of(a, m, "actor", kind, d.sure.get((0, id(m)))) for m in d.actors),
        recipient=tuple(entity_of(a, m, "recipient", kind, d.sure.get((1, id(m)))) for m in d.recipients),
        place=place_record(a, d.place, date or published) if d.place else None,
        date=date,
        date_span=span,
        date_basis=basis,
        status=d.status,  # type: ignore[arg-type]
        historical=d.historical,
        chain=tuple(entity_of(a, m, "chain", "") for m in d.chain),
        framing=tuple(f for f in framing if low <= f.start < high),
        confidence=round(load_weights().confidence(d.chance), 3),
        rules=tuple(dict.fromkeys(c.entry.id for c in d.candidates)),
        reasons=_reasons(d, date),
        deaths=deaths,
    )


def _event_id(reading: Reading, kind: str, first: Span) -> str:
    """Stable under other events coming and going: the article's text, the type and the first word's place."""
    digest = reading.digest.copy()
    digest.update(f"|{kind}|{first.start}|{first.end}".encode())
    return digest.hexdigest()[:16]


def _contexts(a: Analysis, first: int, end: int) -> tuple[str, ...]:
    """PLOVER contexts shown by the words of the event's sentence, in the order of the text."""
    known = a.tables.contexts
    found: dict[str, None] = {}
    for i in range(first, end):
        word = a.words[i]
        if word.kind != "word":
            continue
        core, key = word.best.core, word.key
        keys = (core,) if core == key else (core, key)
        for one in keys:
            if one in known:
                found[known[one]] = None
        for one in keys if i + 1 < end else ():
            pair = f"{one} {a.keys[i + 1]}"
            if pair in known:
                found[known[pair]] = None
    return tuple(found)


def _date(a: Analysis, d: Draft, published: str | None) -> tuple[str | None, str, Span | None]:
    if d.time is not None:
        span = Span(start=d.time.start, end=d.time.end, text=d.time.text)
        return d.time.value, d.time.basis, span
    if d.historical:
        return None, "told as background without a date", None
    if published is None:
        return None, "the day of publication is unknown and the text gives no other", None
    return published, "no date of its own: the day of publication", None


def _reasons(d: Draft, date: str | None) -> dict[str, str]:
    """Why a slot is empty."""
    reasons: dict[str, str] = {}
    lead: Candidate = d.lead
    if not d.actors:
        passive = lead.tag[:2] == "pv" or lead.form == "noun"
        reasons["actor"] = "no doer is named with a " + ("passive or noun" if passive else lead.form)
    if not d.recipients:
        mutual = lead.entry.mutual and len(d.actors) > 1
        reasons["recipient"] = "all sides are actors" if mutual else "nobody is named whom it is done to"
    if d.place is None:
        reasons["place"] = "no place is tied to the event in its sentence"
    if date is None:
        reasons["date"] = "background without a date" if d.historical else "no date and no day of publication"
    if not d.chain:
        reasons["chain"] = "the narrator states it, or the actor speaks in his own voice"
    return reasons


def assemble_quotes(reading: Reading) -> tuple[Quote, ...]:
    """Quotations of four words and more, and the clause after "X:" in a headline, in text order."""
    a = reading.a
    found: list[Quote] = []
    for speech in reading.speeches:
        if speech.rule == "colon" and speech.speaker is not None and speech.last - speech.first >= 3:
            span = span_of(a, speech.first, speech.last)
            speaker = mention_span(a, speech.speaker.shown)
            found.append(_quote(span, speaker, direct=True, rule="headline-colon"))
    for marked in reading.marked:
        if is_quotation(marked):
            who, rule = speaker_of(marked, reading.shapes, reading.speeches, reading.carried, a)
            span = span_of(a, marked.first, marked.last)
            if any(q.start <= span.start < q.end for q in found):
                continue
            found.append(_quote(span, mention_span(a, who.shown) if who else None, True, "marks+" + rule))
    return tuple(sorted(found, key=lambda q: q.start))


def assemble_indirect(reading: Reading) -> tuple[Quote, ...]:
    """What is reported without quotation marks: the clause after a report verb or noun, in text order."""
    a = reading.a
    found: list[Quote] = []
    for s in reading.speeches:
        if s.rule not in _CLAUSES or s.trailing or s.last - s.first < MIN_WORDS - 1 or reading.quoted(s.first + 1):
            continue
        last = s.last
        while last > s.first and a.words[last].kind == "mark":
            last -= 1
        first = s.first - (reading.shapes[s.sentence].func.get(s.first - 1) == "comp")  # its pronoun is the subject
        span = span_of(a, first, last)
        found.append(_quote(span, mention_span(a, s.speaker.shown) if s.speaker else None, direct=False, rule=s.rule))
    return tuple(sorted(found, key=lambda q: (q.start, q.end)))


def _quote(span: Span, speaker: Span | None, direct: bool, rule: str) -> Quote:
    return Quote(start=span.start, end=span.end, text=span.text, speaker=speaker, direct=direct, rule=rule)


def assemble_framing(reading: Reading) -> list[Framing]:
    """Words held at a distance, with their owner."""
    a = reading.a
    out = []
    for f in find_framing(reading):
        span = span_of(a, f.first, f.last)
        owner = mention_span(a, f.owner.shown) if f.owner else None
        country = f.owner.country if f.owner else None
        out.append(Framing(start=span.start, end=span.end, text=span.text, owner=owner, country=country, rule=f.rule))
    return out
