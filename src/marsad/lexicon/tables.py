"""All authored data as one table of forms and the records they point at."""

from __future__ import annotations

from pathlib import Path

import msgspec

from marsad.lexicon import identities, schema, word_lists
from marsad.lexicon.builder import FINITE, FormBuilder, optional_rows, phrase_key
from marsad.lexicon.forms import Forms, Packed, pack_forms
from marsad.lexicon.inflect import inflect_noun, inflect_verb, negated_persons
from marsad.lexicon.sources import AR, KNOWLEDGE, read_entries, read_rows
from marsad.lexicon.spellings import pack_spellings
from marsad.text.orthography import fold


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


def build_tables(knowledge: Path = KNOWLEDGE, ar: Path = AR) -> Tables:
    """Read every authored file and generate all forms; raises LexiconError on the first bad entry."""
    b = FormBuilder()
    events = _events(b, sorted(ar.glob("events_*.toml")))
    files = [(p, table) for p in sorted(ar.glob("content*.toml")) for table in ("class", "entry")]
    content = [e for p, table in files for e in read_entries(p, schema.ContentClass, table)]
    _content(b, content)
    nouns, modifiers, portfolios = _nouns(b, knowledge)
    _drop_inflected_twins(b, events, nouns)
    verbs = _verbs(b, ar)
    for row in read_rows(ar / "function_words.tsv"):
        b.add(phrase_key(row["form"]), "func", 0, row["class"])
    names = identities.add_countries(b, knowledge)
    identities.add_peoples(b, names, knowledge)
    identities.add_named(b, names, knowledge, "organisations", "org")
    terms = identities.add_people(b, names, knowledge)
    places = identities.add_places(b, knowledge)
    locatives = {fold(row["form"]): True for row in read_rows(ar / "locatives.tsv")}
    consequences = {
        key: row["role"]
        for row in read_rows(ar / "consequence_verbs.tsv")
        for key, tag in inflect_verb(row["perfect"], row["imperfect"], row["form"]).items()
        if tag[:2] in FINITE
    }
    disputes = {r["id"]: tuple(r["claimed_by"].split(",")) for r in optional_rows(knowledge / "disputes.tsv")}
    distance = {fold(row["form"]): True for row in read_rows(ar / "distance.tsv")}
    everyday = list(optional_rows(knowledge / "ambiguous_places.tsv"))
    ambiguous = {phrase_key(r["form"]): r["why"].startswith("adverb") for r in everyday}
    cues = word_lists.cues(ar)
    cues["common"] = {phrase_key(r["form"]): True for r in everyday if r["why"].startswith("very common")}
    for file in ("person_names.tsv", "person_names_authored.tsv"):
        for row in optional_rows(knowledge / file):
            b.add(phrase_key(row["form"]), "pname", 0, row["role"])
    return Tables(
        pack_forms(b.forms), b.lengths, events, content, nouns, modifiers, portfolios, names, terms, places, verbs,
        consequences, ambiguous, word_lists.contexts(ar), locatives, disputes, identities.controls(knowledge),
        identities.renamed(knowledge), distance, word_lists.ahead(ar), cues, *word_lists.prepositions(ar),
        word_lists.plain(ar), pack_spellings(b.forms, places), word_lists.uses(ar),
    )  # fmt: skip


def _events(b: FormBuilder, paths: list[Path]) -> list[schema.EventEntry]:
    entries = [e for p in paths for e in read_entries(p, schema.EventEntry)]
    for index, e in enumerate(entries):
        head = e.lemma.split()[0]
        if e.pos == "verb":
            forms = inflect_verb(head, e.imperfect, e.form)
            if e.finite_only:
                forms = {k: t for k, t in forms.items() if t[:2] in FINITE}
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


def _drop_inflected_twins(b: FormBuilder, events: list[schema.EventEntry], nouns: list[schema.ActorNoun]) -> None:
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


def _content(b: FormBuilder, classes: list[schema.ContentClass]) -> None:
    for index, c in enumerate(classes):
        for word in c.words:
            b.add_phrase(word, inflect_noun(word.split()[0]), "content", index)


def _nouns(
    b: FormBuilder, folder: Path
) -> tuple[list[schema.ActorNoun], list[schema.Modifier], list[schema.Portfolio]]:
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


def _verbs(b: FormBuilder, ar: Path) -> list[Verb]:
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
