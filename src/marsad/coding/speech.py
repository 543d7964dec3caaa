"""Who speaks where: report verbs, trailing sources and colons open scopes that carry a speaker and his agency."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.coding.syntax import QUOTES, VERBAL, Shape
from marsad.find.analysis import Analysis
from marsad.find.mentions import Mention
from marsad.find.quotes import Marked

_SPEAKERS = frozenset({"office", "person", "name", "org", "country", "capital", "body", "group", "people", "adjective"})
# The speaker's own verbal act has no chain (conventions, rule 4); what he states in it has him.
OWN_VOICE = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_RELAYS = frozenset({"نقل", "نسب", "أورد"})
_QUOTERS = frozenset({"عن", "ل", "الي", "لسان"})
_ADDRESS = frozenset({"ل", "مع", "الي", "علي", "عبر"})


@dataclass(slots=True)
class Speech:
    """One act of reporting: its word, who speaks, through whom, and the tokens it covers."""

    at: int
    speaker: Mention | None
    agencies: list[Mention] = field(default_factory=list)
    first: int = -1
    last: int = -1
    sentence: int = -1
    deny: bool = False
    trailing: bool = False
    rule: str = ""


def find_speeches(a: Analysis, shapes: list[Shape], marked: list[Marked]) -> list[Speech]:
    """All speeches of the article in text order; a verb with no subject goes on with the last speaker."""
    finder = _Finder(a, marked)
    for shape in shapes:
        finder.read(shape)
    return finder.speeches


class _Finder:
    def __init__(self, a: Analysis, marked: list[Marked]) -> None:
        self.a = a
        self.marked = {m.first: m for m in marked}
        self.inside: set[int] = set()
        for m in marked:
            if m.words >= 4:
                self.inside.update(range(m.first, m.last + 1))
        self.speeches: list[Speech] = []
        self.speaker: Mention | None = None

    def read(self, shape: Shape) -> None:
        s = shape.s
        if s.kind == "title" or s.kind == "heading":
            self._colon_title(shape)
        open_speeches: list[Speech] = []
        for i in range(s.start, s.end):
            speech = self._at(shape, i)
            if speech is None:
                continue
            for other in open_speeches:  # a new report with "and" closes the one before it
                if not other.trailing and other.last >= i and self._closes(shape, i, speech):
                    other.last = i - 1
            speech.sentence = s.number
            open_speeches.append(speech)
            self.speeches.append(speech)
            if speech.speaker is not None and i not in self.inside:
                self.speaker = speech.speaker

    def _closes(self, shape: Shape, i: int, speech: Speech) -> bool:
        reading = self.a.words[i].best
        return i in shape.verb and (bool(reading.conjunction) or self.a.words[i - 1].surface in "،,")

    def _colon_title(self, shape: Shape) -> None:
        s = shape.s
        for m in shape.mentions[:2]:
            j = m.last + 1
            if j + 1 < s.end and self.a.words[j].surface == ":" and m.kind in _SPEAKERS and m.first <= s.start + 6:
                named = [x for x in shape.mentions if x.last < j and not shape.preposition(x) and x.kind in _SPEAKERS]
                who = named[0] if shape.preposition(m) and named else m  # روسيا لترامب: …
                speech = Speech(j, who, [], j + 1, s.end - 1, rule="colon")
                speech.sentence = s.number
                self.speeches.append(speech)
                return

    def _at(self, shape: Shape, i: int) -> Speech | None:
        word = self.a.words[i]
        if shape.func.get(i) == "source" or (self.a.keys[i] == "نقلا"):
            return self._trailing(shape, i)
        act = self._act(shape, i)
        for hit in word.hits:
            if hit.ref.family != "report":
                continue
            verb = self.a.tables.verbs[hit.ref.entry]
            tag = hit.ref.tag
            if i in shape.verb:
                return self._verb(shape, i, verb.lemma, verb.kind)
            if tag == "ap" and not hit.reading.article and not hit.reading.pronoun:
                return self._participle(shape, i, verb.kind)
            if verb.lemma == "قال" and tag == "vn" and hit.reading.pronoun:
                return self._participle(shape, i, verb.kind)
        return act

    def _act(self, shape: Shape, i: int) -> Speech | None:
        """A verb of accusing, threatening, calling for: what it states is stated by its subject."""
        hit = shape.verb.get(i)
        if hit is None or hit.ref.family != "event":
            return None
        event_type = self.a.tables.events[hit.ref.entry].type
        if event_type not in OWN_VOICE:
            return None
        entry = self.a.tables.events[hit.ref.entry]
        bare = [u for u in shape.right(i) if not u.preposition and not u.inside]
        alone = entry.object == "recipient" and len({u.slot for u in bare}) == 1 and bool(hit.reading.conjunction)
        j = i - 2 if self.a.words[i - 1].surface in QUOTES else i - 1
        pronoun = shape.func.get(j) == "comp" and self.a.keys[j].endswith(("ه", "ها", "هم"))
        if (alone or pronoun) and self.speaker is not None:  # the subject is dropped: وأنه أقنع …
            return Speech(i, self.speaker, [], i + 1, shape.s.end - 1, rule="act:" + event_type)
        for u in shape.right(i):
            if u.slot == "S1" and not u.inside and u.mention.kind in _SPEAKERS:
                return Speech(i, u.mention, [], u.mention.last + 1, shape.s.end - 1, rule="act:" + event_type)
            break
        before = self._before(shape, i)
        return Speech(i, before, [], i + 1, shape.s.end - 1, rule="act:" + event_type) if before else None

    # Finite verbs

    def _verb(self, shape: Shape, i: int, lemma: str, kind: str) -> Speech | None:
        units = shape.right(i)
        content = self._content(shape, i)
        speaker: Mention | None = None
        agencies: list[Mention] = []
        for u in units:
            if content >= 0 and u.mention.first >= content:
                break
            m = u.mention
            if u.slot == "S1" and not u.inside and speaker is None and m.kind in _SPEAKERS:
                speaker = m
            elif u.preposition in _ADDRESS and m.best.sector == "JRN":
                agencies.append(m)
        if lemma in _RELAYS:
            quoted = [u.mention for u in units if u.preposition in _QUOTERS and u.mention.kind in _SPEAKERS]
            if quoted:
                agencies, speaker = ([speaker] if speaker else agencies), quoted[0]
        if speaker is None:
            speaker = self._before(shape, i)
        if (
            speaker is not None
            and speaker.rule.startswith("body.statement")
            and speaker.bare
            and self.speaker is not None
        ):
            speaker = self.speaker  # وأضاف البيان: whoever issued it
        trailing = self._backward(shape, i, content)
        if content < 0 and not trailing:
            if lemma not in ("قال", "أضاف", "تابع", "أوضح", "أكد", "ذكر", "أعلن", "نقل", "أردف", "شدد"):
                return None
            content = self._after_units(shape, i, speaker)
        if speaker is None:
            speaker = self._unnamed(shape, i) or self.speaker
        last = shape.s.end - 1
        if trailing:
            deny = kind == "deny"
            return Speech(i, speaker, agencies, shape.s.start, i - 1, deny=deny, trailing=True, rule="trailing-verb")
        return Speech(i, speaker, agencies, content, last, deny=kind == "deny", rule="report-verb")

    def _unnamed(self, shape: Shape, i: int) -> Mention | None:
        """An unknown word or two right behind the verb are its subject, whoever that is: قال العفاسي."""
        j = i + 1
        if j >= shape.s.end or j in shape.func or j in shape.verb or shape.at(j) is not None:
            return None
        word = self.a.words[j]
        if word.kind != "word" or word.best.conjunction or word.best.preposition or word.best.pronoun:
            return None
        if any(h.ref.family in ("event", "light", "report", "content") for h in word.hits) or word.key.endswith("ا"):
            return None
        last = j
        while last + 1 < shape.s.end and last < j + 2:
            after = self.a.words[last + 1]
            if after.kind != "word" or after.hits or last + 1 in shape.func or shape.at(last + 1) is not None:
                break
            last += 1
        return Mention(j, last, "name", None, None, self.a.keys[last], rule="unnamed", name_first=j)

    def _before(self, shape: Shape, i: int) -> Mention | None:
        """The subject in front of its verb: in headlines, after a name, or before a relative."""
        word = self.a.words[i]
        units = shape.left(i, 8)
        for u in units:
            if u.preposition or u.mention.kind not in _SPEAKERS or u.mention.kind == "adjective":
                continue
            gap = i - u.mention.last - 1
            if gap == 0 or (gap <= 2 and not word.best.conjunction and u.commas == 0):
                return u.mention
            break
        return None

    def _content(self, shape: Shape, i: int) -> int:
        """The token where what is said begins: after أن/إن, a colon or an opening quotation mark; -1 if none."""
        for j in range(i + 1, min(shape.s.end, i + 45)):
            func = shape.func.get(j)
            if func == "comp":
                return j + 1
            surface = self.a.words[j].surface
            if surface == ":":
                return j + 1
            if surface in QUOTES and j + 1 in self.marked and self.marked[j + 1].words >= 4:
                return j + 1
            if j in shape.verb and func != "aux":
                before = shape.func.get(j - 1)
                if before != "rel" and self.a.words[j - 1].surface not in "،,)-–":
                    return -1
        return -1

    def _backward(self, shape: Shape, i: int, content: int) -> bool:
        """A report at the end of its sentence covers what stands before it: حسبما أعلن…، كما ذكرت…"""
        before = [self.a.keys[j] for j in range(max(shape.s.start, i - 2), i)]
        if any(shape.func.get(j) == "source" for j in range(max(shape.s.start, i - 2), i)):
            return i - shape.s.start > 4
        if content >= 0 or not before:
            return False
        return self.a.words[i - 1].surface in "،," and i - shape.s.start > 6 and not self.a.words[i].best.conjunction

    def _after_units(self, shape: Shape, i: int, speaker: Mention | None) -> int:
        if speaker is not None and speaker.first > i:
            return speaker.last + 1
        return i + 1

    def _participle(self, shape: Shape, i: int, kind: str) -> Speech | None:
        content = self._content(shape, i)
        if content < 0 or content > i + 12:
            return None
        current = self.speeches[-1] if self.speeches else None
        speaker = self._subject(shape, i)
        agencies = list(current.agencies) if current and shape.s.start <= current.at else []
        if speaker is None:
            speaker = self.speaker
        return Speech(i, speaker, agencies, content, shape.s.end - 1, deny=kind == "deny", rule="participle")

    def _subject(self, shape: Shape, i: int) -> Mention | None:
        """The subject of the verb a participle leans on: the sentence's last speaker, else its verb's subject."""
        quoted = i in self.inside
        for speech in reversed(self.speeches):
            if speech.at < shape.s.start:
                break
            if speech.at in self.inside and not quoted:
                continue  # said inside the quotation, not of the one who quotes
            if speech.speaker is not None:
                return speech.speaker
        verbs = [v for v in sorted(shape.verb) if v < i]
        if not verbs:
            return None
        for u in shape.right(verbs[0]):
            if u.slot == "S1" and not u.inside and u.mention.kind in _SPEAKERS:
                return u.mention
        return self._before(shape, verbs[0])

    # Sources without a verb

    def _trailing(self, shape: Shape, i: int) -> Speech | None:
        """وفق مصادر طبية، نقلا عن صحيفة، بحسب المرصد: covers the whole sentence."""
        end = shape.s.end
        if any(j in shape.verb for j in range(i + 1, min(i + 4, end))):
            return None
        for m in shape.mentions:
            if m.first <= i:
                continue
            if m.first > i + 5 or any(shape.boundary(j) for j in range(i + 1, m.first)):
                return None
            if m.kind in ("place", "adjective"):
                continue
            return Speech(i, m, [], shape.s.start, end - 1, trailing=True, rule="source")
        return None


def is_verbal(tag: str) -> bool:
    """True for tags of finite verb forms."""
    return tag[:2] in VERBAL
