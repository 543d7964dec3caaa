"""All authored data as one table of forms and the records they point at."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from marsad.lexicon import schema
from marsad.lexicon.forms import Forms, Packed, RawRef, pack_forms
from marsad.lexicon.inflect import inflect_nisba, inflect_noun, inflect_verb, negated_persons
from marsad.lexicon.sources import AR, KNOWLEDGE, LexiconError, read_entries, read_rows
from marsad.lexicon.spellings import pack_spellings
from marsad.text.orthography import fold

_VILLAGE = 20_000  # people of a place of ours of unknown size, among those with a point
_POINTLESS = 100_000  # and among those without one: towns of the gazetteer with fewer are less in the news
_FINITE = frozenset({"pf", "im", "js", "pv"})
_NOMINAL = frozenset({"sg", "du", "pl", "vn"})
TENTHS = 10  # of a word's uses


class Verb(msgspec.Struct, frozen=True, array_like=True):
    """A verb that is no event by itself: a report verb (say, deny), a light verb (actor, recipient), another."""

    lemma: str
    kind: str


class Tables(msgspec.Struct, frozen=True):
    """Everything compiled: `forms` maps keys (words joined by spaces) to references into the lists."""

    packed: Packed
    lengths: dict[str, int]  # first key → most words of a form that begins with it
    events: list[schema.EventEntry]
    content: list[schema.ContentClass]
    nouns: list[schema.ActorNoun]
    modifiers: list[schema.Modifier]
    portfolios: list[schema.Portfolio]
    names: list[schema.NamedRow]
    terms: dict[str, list[schema.Term]]
    places: list[schema.PlaceRow]
    verbs: list[Verb]
    consequences: dict[str, str]  # finite verb form → doer, target or result
    ambiguous: dict[str, bool]  # everyday words that are also places → whether the word is an adverb
    contexts: dict[str, str]  # one or two folded words → the PLOVER context they show
    locatives: dict[str, bool]
    disputes: dict[str, tuple[str, ...]]  # id of a place or country → its claimants
    controls: dict[str, list[schema.Control]]
    renamed: dict[str, list[schema.DatedName]]
    distance: dict[str, bool]  # naming words that keep the narrator's distance
    ahead: dict[str, tuple[str, ...]]  # words that say that an act lies ahead → where they stand to it
    cues: dict[str, dict[str, bool]]  # cue → folded words that give it (cues.tsv, grammar.tsv)
    preposition_forms: dict[str, str]  # a preposition with a pronoun → the preposition
    needed_forms: dict[str, str]  # the same, with those that only do where an entry needs the preposition
    plain: dict[str, bool]  # everyday words that are no names (plain_words.tsv)
    spellings: bytes  # skeleton → spellings of foreign places and their rows; packed, few articles ask for it
    uses: dict[str, tuple[int, int]]  # event entry → of ten uses as verb and as noun, how many tell such an event

    @property
    def forms(self) -> Forms:
        """The references of each key."""
        return Forms(*self.packed)


class _Builder:
    def __init__(self) -> None:
        self.forms: dict[str, list[RawRef]] = {}
        self.lengths: dict[str, int] = {}

    def add(self, key: str, family: str, index: int, tag: str) -> None:
        refs = self.forms.setdefault(key, [])
        for n, (other, number, old) in enumerate(refs):
            if (other, number) == (family, index):
                if old[:2] in _FINITE and tag[:2] in _NOMINAL and not old.endswith("/n"):
                    refs[n] = (family, index, old + "/n")  # قتل is both "killed" and "killing"
                break
        else:
            refs.append((family, index, tag))
        first, *rest = key.split(" ")
        if rest:
            self.lengths[first] = max(self.lengths.get(first, 1), len(rest) + 1)

    def add_phrase(self, lemma: str, heads: dict[str, str], family: str, index: int) -> None:
        """A form of several words whose first word inflects."""
        rest = " ".join(fold(word) for word in lemma.split()[1:])
        for key, tag in heads.items():
            self.add(f"{key} {rest}" if rest else key, family, index, tag)


def phrase_key(form: str) -> str:
    """The key of a name of one or several words; marks inside a name (hyphens, quotes, dots) separate words."""
    cleaned = "".join(c if c.isalnum() or c.isspace() or "\u064b" <= c <= "\u0652" else " " for c in form)
    return " ".join(fold(word) for word in cleaned.split())


def build_tables(knowledge: Path = KNOWLEDGE, ar: Path = AR) -> Tables:
    """Read every authored file and generate all forms; raises LexiconError on the first bad entry."""
    b = _Builder()
    events = _events(b, sorted(ar.glob("events_*.toml")))
    files = [(p, table) for p in sorted(ar.glob("content*.toml")) for table in ("class", "entry")]
    content = [e for p, table in files for e in read_entries(p, schema.ContentClass, table)]
    _content(b, content)
    nouns, modifiers, portfolios = _nouns(b, knowledge)
    _drop_inflected_twins(b, events, nouns)
    verbs = _verbs(b, ar)
    for row in read_rows(ar / "function_words.tsv"):
        b.add(phrase_key(row["form"]), "func", 0, row["class"])
    names = _countries(b, knowledge)
    _peoples(b, names, knowledge)
    _named(b, names, knowledge, "organisations", "org")
    terms = _people(b, names, knowledge)
    places = _places(b, knowledge)
    locatives = {fold(row["form"]): True for row in read_rows(ar / "locatives.tsv")}
    consequences = {
        key: row["role"]
        for row in read_rows(ar / "consequence_verbs.tsv")
        for key, tag in inflect_verb(row["perfect"], row["imperfect"], row["form"]).items()
        if tag[:2] in _FINITE
    }
    disputes = {r["id"]: tuple(r["claimed_by"].split(",")) for r in _optional_rows(knowledge / "disputes.tsv")}
    distance = {fold(row["form"]): True for row in read_rows(ar / "distance.tsv")}
    everyday = list(_optional_rows(knowledge / "ambiguous_places.tsv"))
    ambiguous = {phrase_key(r["form"]): r["why"].startswith("adverb") for r in everyday}
    cues = _cues(ar)
    cues["common"] = {phrase_key(r["form"]): True for r in everyday if r["why"].startswith("very common")}
    for file in ("person_names.tsv", "person_names_authored.tsv"):
        for row in _optional_rows(knowledge / file):
            b.add(phrase_key(row["form"]), "pname", 0, row["role"])
    return Tables(
        pack_forms(b.forms), b.lengths, events, content, nouns, modifiers, portfolios, names, terms, places, verbs,
        consequences, ambiguous, _contexts(ar), locatives, disputes, _controls(knowledge),
        _renamed(knowledge), distance, _ahead(ar), cues, *_prepositions(ar), _plain(ar),
        pack_spellings(b.forms, places), _uses(ar),
    )  # fmt: skip


def _renamed(folder: Path) -> dict[str, list[schema.DatedName]]:
    found: dict[str, list[schema.DatedName]] = {}
    for r in _optional_rows(folder / "renamed.tsv"):
        found.setdefault(r["id"], []).append(schema.DatedName(r["ar"], r["en"], r["valid_from"], r["valid_to"]))
    return found


def _controls(folder: Path) -> dict[str, list[schema.Control]]:
    found: dict[str, list[schema.Control]] = {}
    for row in _optional_rows(folder / "controllers.tsv"):
        found.setdefault(row["id"], []).append(schema.Control(row["controlled_by"], row["valid_from"], row["valid_to"]))
    return found


def _contexts(ar: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in read_rows(ar / "contexts.tsv"):
        head, *rest = row["form"].split()
        for key in {fold(head)} if rest else {fold(head), *inflect_noun(head)}:
            found.setdefault(" ".join([key, *(fold(w) for w in rest)]), row["context"])
    return found


def _ahead(ar: Path) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in read_rows(ar / "ahead.tsv"):
        found[fold(row["form"])] = (*found.get(fold(row["form"]), ()), row["where"])
    return found


def _cues(ar: Path) -> dict[str, dict[str, bool]]:
    found: dict[str, dict[str, bool]] = {}
    for row in (row for name in ("cues.tsv", "grammar.tsv") for row in read_rows(ar / name)):
        found.setdefault(row["cue"], {})[phrase_key(row["form"])] = True
    return found


def _prepositions(ar: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Prepositions by their forms with a pronoun: those that always do for them, and those that do where needed."""
    rows = [(row["preposition"], row["use"], fold(row["form"])) for row in read_rows(ar / "preposition_forms.tsv")]
    alone = {name: form for name, use, form in rows if use == "alone"}
    for name, use, form in rows:
        if name not in alone or use not in ("alone", "any", "needed"):
            raise LexiconError(
                f"preposition_forms.tsv: {form}: {name} does not stand alone, or {use} is no use"
            )
    always = {form: alone[name] for name, use, form in rows if use == "any"}
    return always, always | {form: alone[name] for name, use, form in rows if use == "needed"}


def _plain(ar: Path) -> dict[str, bool]:
    months = {phrase_key(row["form"]): True for row in read_rows(ar / "months.tsv") if row["alone"] == "yes"}
    return months | {key: True for row in read_rows(ar / "plain_words.tsv") for key in inflect_noun(row["form"])}


def _uses(ar: Path) -> dict[str, tuple[int, int]]:
    """An entry that has one of the two only has the same number twice."""
    found: dict[str, tuple[int, int]] = {}
    for row in read_rows(ar / "event_uses.tsv"):
        verb, noun = (_tenths(row, column) for column in ("verb", "noun"))
        found[row["id"]] = (verb if verb is not None else noun or 0, noun if noun is not None else verb or 0)
    return found


def _tenths(row: dict[str, str], column: str) -> int | None:
    if row[column] == "-":
        return None
    if not row[column].isdigit() or int(row[column]) > TENTHS:
        raise LexiconError(f"event_uses.tsv: {row['id']}: {column} {row[column]!r} is not 0 to {TENTHS} or -")
    return int(row[column])


def _optional_rows(path: Path) -> Iterable[dict[str, str]]:
    return read_rows(path) if path.exists() else ()


def _events(b: _Builder, paths: list[Path]) -> list[schema.EventEntry]:
    entries = [e for p in paths for e in read_entries(p, schema.EventEntry)]
    for index, e in enumerate(entries):
        head = e.lemma.split()[0]
        if e.pos == "verb":
            forms = inflect_verb(head, e.imperfect, e.form)
            if e.finite_only:
                forms = {k: t for k, t in forms.items() if t[:2] in _FINITE}
            b.add_phrase(e.lemma, {k: _participle(t) for k, t in forms.items()}, "event", index)
            if not e.finite_only:
                for masdar in e.masdar:
                    heads = inflect_noun(masdar.split()[0], e.plural if masdar == e.masdar[0] else ())
                    b.add_phrase(masdar, heads, "event", index)
        else:
            person = e.pos == "adjective"
            b.add_phrase(e.lemma, inflect_noun(head, e.plural if " " not in e.lemma else (), person), "event", index)
            for plural in e.plural:
                b.add(phrase_key(plural), "event", index, "pl")
            for form in (form for phrase in (e.lemma, *e.plural) for form in negated_persons(phrase)):
                b.add(phrase_key(form), "event", index, "pl")
    return entries


def _drop_inflected_twins(b: _Builder, events: list[schema.EventEntry], nouns: list[schema.ActorNoun]) -> None:
    """Where inflection makes an actor noun look like an event noun as stated (مفاوضات of مفاوض), the event stays."""
    stated = {phrase_key(f) for n in nouns for f in (n.lemma, *n.plural, *n.forms, n.feminine) if f}
    for e in events:
        if phrase_key(e.lemma) in stated:
            continue  # the same word: متهم is an actor and names a charge
        for form in ((e.lemma,) if e.pos == "noun" else ()) + e.masdar + e.plural:
            key = phrase_key(form)
            refs = b.forms.get(key, [])
            if key not in stated and any(ref[0] == "noun" for ref in refs):
                b.forms[key] = [ref for ref in refs if ref[0] != "noun"]


def _participle(tag: str) -> str:
    """Forms of participles come tagged as nouns; in a verb's table they are participles."""
    return "ap" if tag in ("sg", "du", "pl") else tag


def _content(b: _Builder, classes: list[schema.ContentClass]) -> None:
    for index, c in enumerate(classes):
        for word in c.words:
            b.add_phrase(word, inflect_noun(word.split()[0]), "content", index)


def _nouns(b: _Builder, folder: Path) -> tuple[list[schema.ActorNoun], list[schema.Modifier], list[schema.Portfolio]]:
    nouns = read_entries(folder / "actor_nouns.toml", schema.ActorNoun)
    for index, n in enumerate(nouns):
        head = n.lemma.split()[0]
        person = n.kind in ("office", "person", "group")
        for plural in n.plural:  # first: قناصة is the plural, not a feminine
            first, *rest = plural.split()
            for key in _plural_forms(first):
                b.add(" ".join([key, *(fold(w) for w in rest)]), "noun", index, "pl")
        b.add_phrase(n.lemma, inflect_noun(head, (), person), "noun", index)
        for form in n.forms:
            b.add(phrase_key(form), "noun", index, "sg")
            if " " not in form and not form.startswith("ال"):
                for key, tag in inflect_noun(form).items():
                    if tag == "du" or key == fold(form) + "ا" or key == fold(form)[:-1] + "ت":
                        b.add(key, "noun", index, tag)
        if n.feminine:
            b.add_phrase(n.feminine, inflect_noun(n.feminine.split()[0]), "noun", index)
    modifiers = read_entries(folder / "actor_modifiers.toml", schema.Modifier)
    for index, m in enumerate(modifiers):
        b.add_phrase(m.lemma, inflect_noun(m.lemma.split()[0], (), True), "modifier", index)
        for form in (*m.forms, *m.plural):
            b.add_phrase(form, inflect_noun(form.split()[0], (), True), "modifier", index)
    portfolios = read_entries(folder / "portfolios.toml", schema.Portfolio)
    for index, p in enumerate(portfolios):
        for form in (p.lemma, *p.forms):
            b.add(phrase_key(form), "portfolio", index, "sg")
    return nouns, modifiers, portfolios


def _plural_forms(plural: str) -> list[str]:
    """A stated plural with its case endings: مسؤولون → مسؤولين, مسؤولو; جنود → جنودا."""
    if plural.endswith("ون"):
        return [fold(plural[:-2] + ending) for ending in ("ون", "ين", "و", "ي")]
    if plural.endswith(("ة", "ى", "اء", "ات", "ين")):
        return [fold(plural)]
    return [fold(plural), fold(plural + "ا")]


def _verbs(b: _Builder, ar: Path) -> list[Verb]:
    verbs: list[Verb] = []
    for file, family in (("report_verbs", "report"), ("light_verbs", "light"), ("common_verbs", "verb")):
        for row in read_rows(ar / f"{file}.tsv"):
            index = len(verbs)
            verbs.append(Verb(row["perfect"], row.get("kind") or row.get("role") or "other"))
            for key, tag in inflect_verb(row["perfect"], row["imperfect"], row["form"]).items():
                b.add(key, family, index, _participle(tag))
            if row.get("masdar"):
                for key in inflect_noun(row["masdar"]):
                    b.add(key, family, index, "vn")
    return verbs


def _find(index_of: dict[str, int], row: dict[str, str], file: str) -> int:
    """The number of the identity a name belongs to."""
    index = index_of.get(row["id"])
    if index is None:
        raise LexiconError(f"{file}: {row['form']}: there is no {row['id']}; add its row or correct the id")
    return index


def _number(row: dict[str, str], column: str) -> float | None:
    try:
        return float(row[column]) if row[column] else None
    except ValueError:
        raise LexiconError(f"places.tsv: {row['id']}: {column} {row[column]!r} is no number") from None


def _countries(b: _Builder, folder: Path) -> list[schema.NamedRow]:
    names: list[schema.NamedRow] = []
    index_of: dict[str, int] = {}
    for row in read_rows(folder / "countries.tsv"):
        index_of[row["id"]] = len(names)
        names.append(schema.NamedRow(row["id"], row["ar"], row["en"], "country", row["id"], "GOV"))
    for row in read_rows(folder / "country_names.tsv"):
        index, kind = _find(index_of, row, "country_names.tsv"), row["kind"]
        if kind == "nisba":
            for key, tag in inflect_nisba(row["form"]).items():
                b.add(key, "nisba", index, tag)
        else:
            family = {"name": "country", "capital": "capital", "people": "people"}.get(kind)
            if family is None:
                raise LexiconError(f"country_names.tsv: {row['form']}: no kind {kind!r}; name, capital, nisba, people")
            b.add(phrase_key(row["form"]), family, index, "pl")
    return names


def _peoples(b: _Builder, names: list[schema.NamedRow], folder: Path) -> None:
    for row in _optional_rows(folder / "peoples.tsv"):
        index = len(names)
        code = row["code"]
        names.append(schema.NamedRow(row["id"], row["form"], row["id"], "people", code, row["sector"]))
        if row["kind"] == "nisba":
            for key, tag in inflect_nisba(row["form"]).items():
                b.add(key, "nisba", index, tag)
        else:
            b.add(phrase_key(row["form"]), "people", index, "pl")


def _named(b: _Builder, names: list[schema.NamedRow], folder: Path, stem: str, family: str) -> None:
    index_of: dict[str, int] = {}
    for row in _optional_rows(folder / f"{stem}.tsv"):
        index_of[row["id"]] = len(names)
        names.append(
            schema.NamedRow(
                row["id"], row["ar"], row["en"], row["kind"], row["country"], row["sector"],
                row["valid_from"], row["valid_to"],
            )
        )  # fmt: skip
    for row in _optional_rows(folder / f"{stem[:-1]}_names.tsv"):
        b.add(phrase_key(row["form"]), family, _find(index_of, row, f"{stem[:-1]}_names.tsv"), "sg")


def _people(b: _Builder, names: list[schema.NamedRow], folder: Path) -> dict[str, list[schema.Term]]:
    index_of: dict[str, int] = {}
    for row in _optional_rows(folder / "people.tsv"):
        index_of[row["id"]] = len(names)
        names.append(schema.NamedRow(row["id"], row["ar"], row["en"], "person", row["country"], ""))
    for row in _optional_rows(folder / "people_names.tsv"):
        b.add(phrase_key(row["form"]), "person", _find(index_of, row, "people_names.tsv"), row["kind"])
    terms: dict[str, list[schema.Term]] = {}
    for row in _optional_rows(folder / "people_terms.tsv"):
        term = schema.Term(row["office_en"], row["country"], row["sector"], row["valid_from"], row["valid_to"])
        terms.setdefault(row["id"], []).append(term)
    return terms


def _places(b: _Builder, folder: Path) -> list[schema.PlaceRow]:
    places: list[schema.PlaceRow] = []
    index_of: dict[str, int] = {}
    for row in _optional_rows(folder / "places.tsv"):
        index_of[row["id"]] = len(places)
        places.append(
            schema.PlaceRow(
                row["id"], row["ar"], row["en"], row["country"], row["precision"],
                _number(row, "lat"), _number(row, "lon"), int(_number(row, "population") or 0),
                row["source"] not in ("geonames", "natural-earth") and bool(row["lat"]),
            )
        )  # fmt: skip
    for row in _optional_rows(folder / "place_names.tsv"):
        key = phrase_key(row["form"])
        if key:
            b.add(key, "place", _find(index_of, row, "place_names.tsv"), "sg")
    for refs in b.forms.values():  # of places with one name the authored come first, then the largest
        if sum(ref[0] == "place" for ref in refs) > 1:
            refs.sort(key=lambda r: _place_rank(r, places))
    return places


def _place_rank(ref: RawRef, places: list[schema.PlaceRow]) -> tuple[int, int, int]:
    if ref[0] != "place":
        return (0, 0, 0)
    place = places[ref[1]]
    own = (_VILLAGE if place.authored else _POINTLESS) if place.id.startswith("mr:") else 0
    return (1, int(not place.authored), -(place.population or own))
