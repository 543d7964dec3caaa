"""Persons, places and organisations of an article that was read, as spans; `ner.py` writes and scores them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from marsad.coding.coder import Reading
from marsad.find.analysis import Analysis, Match
from marsad.find.mentions import Mention
from marsad.find.owners import SOVEREIGN
from marsad.find.title_words import strange
from marsad.lexicon.load import load_tables
from marsad.pipeline import word_table
from marsad.read import find_dateline
from marsad.types import Article, Block

_QUOTES = frozenset("\"«»“”'")
_FAMILIES = {"org": "ORG", "country": "LOC", "capital": "LOC", "place": "LOC"}


def _bodies(names: str) -> frozenset[str]:
    """Ids of entries of bodies."""
    return frozenset(f"body.{name}" for name in names.split())


_LABELS = _bodies(
    "club bank channel newspaper magazine website network company agency news_agency broadcaster group social_company"
)
_LABELS |= {"group.team"}
_FIRMS = _bodies("company club website newspaper magazine") | {"group.team"}
_ALONE = _bodies("party central_bank foreign_ministry interior_ministry defence_ministry finance_ministry")
# Bodies whose phrase is a name when it is definite without an article of its own: حزب العمال, شركة الكهرباء.
_NAMED_BODIES = _bodies(
    "ministry foreign_ministry_full defence_ministry_full interior_ministry_full treasury party movement front "
    "company bank airline school newspaper magazine channel website university hospital club centre "
    "observatory association union_naqaba union_ittihad organisation agency news_agency institution league "
    "pact fund organisation_tanzim brigade battalion chamber election_commission anti_corruption "
    "nuclear_agency human_rights_org aid_org audit_court central_bank house_of_reps house_of_commons senate "
    "shura_council peoples_assembly federation_council duma knesset congress bundestag"
)


class Name(NamedTuple):
    """A name: the code points it covers and its tag."""

    start: int
    end: int
    tag: str


def names_of(reading: Reading) -> list[Name]:
    """Persons, places and organisations of an article in text order, none inside another."""
    found = _of_datelines(reading)
    for sentence, mentions in zip(reading.a.sentences, reading.mentions, strict=True):
        taken: dict[int, tuple[int, str]] = {}
        for m in mentions:
            for first, last, tag in _inside(reading, m):
                taken.setdefault(first, (last, tag))
        i = sentence.start
        while i < sentence.end:
            last, tag = taken.get(i, (-1, ""))
            if last < i:
                i += 1
                continue
            start, end = reading.a.span(i, last)
            found.append(Name(start + _clitics(reading.a, i), end, tag))
            i = last + 1
    return sorted(found)


def _of_datelines(reading: Reading) -> list[Name]:
    """Places and agencies of the datelines, which are no part of the sentences."""
    found: list[Name] = []
    article = reading.a.article
    for block in article.blocks:
        line = find_dateline(article.text, block.start, block.end) if block.kind != "title" else None
        if line is not None:
            part = Block(kind="paragraph", start=line.start, end=line.end)
            a = Analysis(Article(doc="", text=article.text, blocks=(part,)), load_tables(), word_table(), {})
            found += [Name(a.span(first, last)[0] + _clitics(a, first), a.span(first, last)[1], tag)
                      for first, last, tag in _known_in(a, 0, len(a.words) - 1)]  # fmt: skip
    return found


def _clitics(a: Analysis, i: int) -> int:
    """Letters of the conjunction and preposition on the first word of a name."""
    best = a.words[i].best
    return len(best.conjunction) + len(best.preposition)


def _inside(reading: Reading, m: Mention) -> Iterator[tuple[int, int, str]]:
    """Names in a mention as first token, last token and tag: itself, or those it is made of."""
    a = reading.a
    if m.kind in _FAMILIES:
        if _head_of(m).startswith("body."):
            return  # "the country"
        last = _form_end(a, m)
        if m.kind != "org" or not _general(a, m):
            yield _bare(a, m.first, last, m.kind), last, _FAMILIES[m.kind]
        return
    if m.kind == "body" and m.defined and not m.definite and m.last > m.first and _head_of(m) in _NAMED_BODIES:
        quoted = [x for x in _known_in(a, m.first + 1, m.last) if x[2] == "ORG" and a.words[x[0] - 1].kind == "mark"]
        yield from quoted or [_named_body(a, m)]  # تنظيم "الدولة الإسلامية"
        return
    if m.kind == "body" and m.definite and m.last > m.first and _head_of(m) in _ALONE:
        yield m.first, m.last, "ORG"  # الخارجية البريطانية
        return
    yield from _central_bank(a, m)
    last = m.last
    if m.inner is not None and m.inner.kind == "body" and m.inner.first > m.first:
        inside = list(_inside(reading, m.inner))
        if inside and inside[0][2] == "ORG" and inside[0][0] == m.inner.first:
            yield from inside
            last = m.inner.first - 1
    named = m if m.name_first >= 0 and m.kind in ("name", "person", "office", "group") else m.holder
    if named is not None:
        yield _bare(a, named.name_first, named.name_end, "person"), named.name_end, "PER"
        last = named.name_first - 1
        if named is m and named.name_end < m.last:
            yield from _known_in(a, named.name_end + 1, m.last)  # فلان رئيس مايكروسوفت
        other = m.inner.holder if m.inner is not None else None
        if other is not None and other.name_first > named.name_end:  # فلان، محامي الرئيس فلان
            yield other.name_first, other.name_end, "PER"
    yield from _known_in(a, m.first, last)


def _named_body(a: Analysis, m: Mention) -> tuple[int, int, str]:
    """A body's name; of a company or a paper with a name in quotation marks or of another language that name alone."""
    first, last = m.first, m.last
    label = _head_of(m) in _LABELS
    known = [x for x in a.matches(first + 1) if x.ref.family == "org" and first + x.size == last]
    if label and known and not a.keys[first + 1].startswith("ال"):
        return first + 1, last, "ORG"  # شركة جنرال موتورز
    quotes = [i for i in range(first, last + 1) if a.words[i].surface in _QUOTES]
    if label and len(quotes) == 2 and quotes[0] == first + 1:
        return first + 2, quotes[1] - 1, "ORG"
    word = a.words[first + 1]
    foreign = word.kind == "word" and not word.hits and strange(word, 1)
    if foreign and last > first + 1 and any(h.ref.family == "nisba" for h in a.words[last].hits):
        last -= 1
    return first + (label and foreign), last, "ORG"


def _central_bank(a: Analysis, m: Mention) -> Iterator[tuple[int, int, str]]:
    """The bank in "the governor of the X central bank"."""
    for i in range(m.first + 1, m.last + 1):
        for x in a.matches(i):
            if x.size > 1 and x.ref.family == "noun" and a.tables.nouns[x.ref.entry].id == "body.central_bank":
                end = i + x.size - 1
                nisba = end < m.last and any(h.ref.family == "nisba" for h in a.words[end + 1].hits)
                yield i, end + nisba, "ORG"
                return


def _form_end(a: Analysis, m: Mention) -> int:
    """The last token of a name as the tables have it, without the adjectives the mention takes in."""
    club = m.kind == "org" and a.tables.names[m.index].kind == "club"
    if club and m.last > m.first and any(h.ref.family == "nisba" for h in a.words[m.last].hits):
        return m.last - 1  # الهلال السعودي
    ends = [m.first + x.size - 1 for x in a.matches(m.first) if x.ref.family == m.kind]
    return max((end for end in ends if end <= m.last), default=m.last)


def _bare(a: Analysis, first: int, last: int, family: str) -> int:
    """Past the words for a kind or a title, when what is left names the same: مدينة ليون, الأمير محمد بن سلمان."""
    whole = {m.ref.entry for m in a.matches(first) if m.ref.family == family and m.size == last - first + 1}
    if family == "org" and _titled_firm(a, first):
        return first + 1  # شركة شل
    for i in range(first, last):
        if family == "person" and _is_title(a, i, family) and a.words[i + 1].families & {"pname", "person"}:
            return _bare(a, i + 1, last, family)  # الشيخ حمد بن خليفة آل ثاني
        place = family in ("place", "country") and a.keys[i].removeprefix("ب") in a.tables.locatives
        if not (place or a.keys[i] == "دوله" or _is_title(a, i, family)):
            return first
        if any(
            m.ref.family == family and m.size == last - i and (m.ref.entry in whole or place) for m in a.matches(i + 1)
        ):
            return i + 1
    return first


def _titled_firm(a: Analysis, first: int) -> bool:
    """Whether a word for a firm, a club or a paper stands before a name with no article of its own."""
    heads = {a.tables.nouns[h.ref.entry].id for h in a.words[first].hits if h.ref.family == "noun"}
    if not heads & _FIRMS or first + 1 >= len(a.words) or a.keys[first + 1].startswith("ال"):
        return False
    return not a.words[first + 1].families & {"noun", "content", "country"}


def _is_title(a: Analysis, i: int, family: str) -> bool:
    """A word that says what is named and is no part of it: the prince X, the channel X."""
    heads = {a.tables.nouns[h.ref.entry].id for h in a.words[i].hits if h.ref.family == "noun"}
    return bool(heads) and (family == "person" or (family == "org" and bool(heads & _LABELS)))


def _general(a: Analysis, m: Mention) -> bool:
    """A state's army or rulers, named by a general word and a nisba: no name of their own."""
    heads = {a.tables.nouns[h.ref.entry].id for h in a.words[m.first].hits if h.ref.family == "noun"}
    return bool(heads & SOVEREIGN)


def _head_of(m: Mention) -> str:
    return m.rule.partition("+")[0]


def _known_in(a: Analysis, first: int, last: int) -> Iterator[tuple[int, int, str]]:
    """Organisations, countries and places named from token first to token last."""
    i = first
    while i <= last:
        match = _known(a, i, last)
        if match is None:
            i += 1
            continue
        end = i + match.size - 1
        yield _bare(a, i, end, match.ref.family), end, _FAMILIES[match.ref.family]
        i = end + 1


def _known(a: Analysis, i: int, last: int) -> Match | None:
    """The longest organisation, country or place that begins at a token inside a phrase, when nothing else does."""
    matches = a.matches(i)
    named = max((m.size for m in matches if m.ref.family in _FAMILIES), default=0)
    if any(m.size > max(1, named) for m in matches):
        return None  # ولي العهد, not بولي
    for match in matches:
        if match.ref.family in _FAMILIES and i + match.size - 1 <= last:
            if match.size == 1 and not a.words[i].families <= {*_FAMILIES, "pname"}:
                return None
            return match
    return None
