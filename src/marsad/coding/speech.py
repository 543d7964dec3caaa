"""Who speaks where: report verbs, trailing sources and colons open scopes that carry a speaker and his agency."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.coding.conditions import act_of
from marsad.coding.extent import REACH, begins, ends, goes_back
from marsad.coding.headline import Heard, headline_said
from marsad.coding.phrases import PERSONS, whole
from marsad.coding.relays import quoted_through, told
from marsad.coding.speaker import (
    SPEAKERS,
    Voices,
    agrees,
    gender_of,
    main_subject,
    opening,
    pronoun,
    pronoun_before,
    subject_after,
    subject_before,
    unknown_said,
)
from marsad.coding.statements import Statements, is_statement, issuer, this_came
from marsad.coding.syntax import Shape
from marsad.coding.tokens import QUOTES
from marsad.find.analysis import Analysis, Sentence
from marsad.find.mentions import Mention
from marsad.find.quotes import Marked, by_first, quoted_tokens

# The speaker's own verbal act has no chain (conventions, rule 4); what he states in it has him.
OWN_VOICE = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_LABELS = frozenset({"title", "heading"})
_FIRST = 2  # sentences of the text that tell who speaks in its headline
_OBJECTLESS = frozenset({"THREATEN", "REQUEST"})  # whose verbs often go without an object: حذر من, دعا إلى


@dataclass(slots=True)
class Speech:
    """One act of reporting: its word, who speaks, through whom, and the tokens it covers."""

    at: int
    speaker: Mention | None
    agencies: list[Mention] = field(default_factory=list)
    first: int = -1
    last: int = -1
    reach: int = -1  # the last token before another report with "and" closed it, or -1
    sentence: int = -1
    deny: bool = False
    trailing: bool = False
    embedded: bool = False  # stands in what another report of the sentence says
    rule: str = ""


def find_speeches(a: Analysis, shapes: list[Shape], marked: list[Marked]) -> tuple[list[Speech], list[Mention | None]]:
    """All speeches of the article in text order, and for each sentence who speaks in it where nobody is named."""
    finder = _Finder(a, marked)
    for shape in shapes:
        finder.read(shape)
    finder.headlines(shapes)
    return sorted(finder.speeches, key=lambda s: s.at), finder.carried


class _Finder:
    def __init__(self, a: Analysis, marked: list[Marked]) -> None:
        self.a = a
        self.marked = by_first(marked)
        self.inside = quoted_tokens(marked)
        self.speeches: list[Speech] = []
        self.voices = Voices()
        self.statements = Statements()
        self.named: Mention | None = None  # who stands behind a statement of the sentence
        self.block, self.paragraph = -1, 0  # the paragraph that is read, and its first token
        self.here: list[Speech] = []  # those of the sentence
        self.carried: list[Mention | None] = []
        self.open: Marked | None = None  # the last quotation that began
        self.subjects: list[tuple[Mention, str]] = []  # who spoke, judged or wished in the sentence, and the gender

    def read(self, shape: Shape) -> None:
        s = shape.s
        if s.block != self.block:
            self.block, self.paragraph = s.block, s.start
        self.here, self.subjects = [], []
        named = self.named = self.statements.named(shape, self.inside)
        if named is not None and this_came(shape) and not self.voices.titled(named):
            self.voices.add(named, "")  # جاء ذلك في تغريدة لفلان، حيث قال
        subject, gender = main_subject(shape, s.end, self.inside)
        quoted = [i for i in range(s.start, s.end) if i in self.marked and self.marked[i].said]
        unknown = unknown_said(shape, quoted[0] - 1) if quoted else None
        self.carried.append(subject or unknown or self.voices.last())
        for i in range(s.start, s.end):
            speech = self._at(shape, i)
            if speech is None:
                continue
            for other in self.here:  # a new report with "and" closes the one before it
                if not other.trailing and other.last >= i and self._closes(shape, i):
                    other.reach, other.last = max(other.reach, other.last), i - 1
            speech.sentence = s.number
            speech.embedded = self._embedded(i)
            aside = speech.rule.startswith("act:") and shape.func.get(i - 1) == "rel"  # الذين انتقدوا
            if speech.speaker is not None and not (speech.embedded or speech.trailing or aside):
                for agency in speech.agencies:  # وأضافت: the agency, against وأضاف: whom it quotes
                    self.voices.add(agency, gender_of(shape.verb.get(i)))
                self._spoke(shape, speech.speaker, "" if speech.agencies else gender_of(shape.verb.get(i)))
            self.here.append(speech)
            self.speeches.append(speech)
        self._bare_quotations(shape)
        self._remember(subject, gender)
        self.statements.close(shape, self.inside, named, self.subjects[-1][0] if self.subjects else subject)

    def _bare_quotations(self, shape: Shape) -> None:
        """Quotations that no report introduces, and what of one stands in this sentence when it began in another."""
        s = shape.s
        if s.start in self.inside and self.open is not None and self.open.last >= s.start:
            self._goes_on(s, s.start, min(self.open.last, s.end - 1))
        for i in range(s.start, s.end):
            marked = self.marked.get(i)
            if marked is None or not marked.said:
                continue
            self.open = marked
            if not any(x.first <= i + 1 and x.last >= i and x.at != i for x in self.here):
                self._goes_on(s, i, min(marked.last, s.end - 1))

    def _goes_on(self, s: Sentence, first: int, last: int) -> None:
        said_before = [x.speaker for x in self.here if x.speaker is not None and not x.embedded and x.at < first]
        speaker = said_before[-1] if said_before else self.carried[-1]
        self.speeches.append(Speech(first, speaker, [], first + 1, last, sentence=s.number, rule="goes-on"))

    def _spoke(self, shape: Shape, m: Mention, gender: str) -> None:
        if m.rule == "pronoun":
            return
        self.statements.heard(shape, m)
        self.voices.add(m, gender)
        self.subjects.append((m, gender))

    def _remember(self, subject: Mention | None, gender: str) -> None:
        """Where nobody spoke, the source of the sentence, or else its subject, may be who goes on."""
        sources = [(x.speaker, bool(x.agencies)) for x in self.here if x.speaker is not None and x.trailing]
        source, quoted = sources[-1] if sources else (None, False)
        said = {m.country if m.kind in ("country", "capital") else "" for m, _ in self.subjects}
        if source is not None and (not said or (quoted and said == {source.country})):
            self.voices.add(source, "")  # أعلنت باكو…، حسبما نقلت الوكالة عن الرئاسة
        elif subject is not None and not self.subjects:
            self.voices.add(subject, gender, topic=True)

    def _ends(self, shape: Shape, first: int) -> int:
        return ends(shape, first, self.marked, self.inside)

    def _embedded(self, i: int) -> bool:
        """Whether token i stands in what another report of the sentence says, or between quotation marks."""
        return i in self.inside or any(not x.trailing and x.first <= i <= x.last for x in self.here)

    def _joins_act(self, i: int) -> bool:
        """Whether a verb with "and" stands in nothing but what an act covers: طالب الشاب…، ويرد الجندي "…"."""
        over = [x for x in self.here if not x.trailing and x.first <= i <= x.last]
        joined = bool(self.a.words[i].best.conjunction) and i not in self.inside
        return joined and all(x.rule.startswith("act:") for x in over)

    def _closes(self, shape: Shape, i: int) -> bool:
        return i in shape.verb and (bool(self.a.words[i].best.conjunction) or self.a.words[i - 1].surface in "،,")

    def headlines(self, shapes: list[Shape]) -> None:
        """What a headline says with "X: clause", once it is known who speaks in the text."""
        text = [shape.s.number for shape in shapes if shape.s.kind not in _LABELS][:_FIRST]
        who = [x.speaker for x in self.speeches if x.sentence in text and x.speaker is not None]
        words = frozenset(self.a.keys[i] for m in who for i in range(m.first, m.last + 1))
        heard = Heard(frozenset(m.country for m in who if m.country), words)
        for shape in shapes:
            if shape.s.kind not in _LABELS:
                continue
            for said in headline_said(shape, heard):
                first = said.colon + 1
                self.speeches.append(
                    Speech(said.colon, said.speaker, [], first, said.last, sentence=shape.s.number, rule="colon")
                )

    def _at(self, shape: Shape, i: int) -> Speech | None:
        word = self.a.words[i]
        if shape.source(i) or self.a.keys[i] == "نقلا":
            return self._trailing(shape, i)
        if word.best.core in self.a.tables.cues["saying"] and not word.best.article:
            said = self._noun(shape, i, "say")
            if said is not None:
                return said
        act = self._act(shape, i) if i in shape.verb else None
        if "report" not in word.families:
            return act
        for hit in word.hits:
            if hit.ref.family != "report":
                continue
            verb = self.a.tables.verbs[hit.ref.entry]
            tag = hit.ref.tag
            if i in shape.verb:
                if tag[:2] == "js" and shape.func.get(i - 1) != "neg":
                    continue  # يجب is "must", not "answers"
                return self._verb(shape, i, verb.kind)
            if tag == "ap" and not hit.reading.article and not hit.reading.pronoun:
                return self._participle(shape, i, verb.kind)
            reading = hit.reading
            if verb.lemma == "قال" and tag == "vn" and (reading.pronoun or (reading.article and reading.preposition)):
                return self._participle(shape, i, verb.kind)
            if tag == "vn" and not hit.reading.article and not hit.reading.pronoun:
                return self._noun(shape, i, verb.kind) or act
        return act

    def _act(self, shape: Shape, i: int) -> Speech | None:
        """A verb of accusing, threatening, calling for: what it states is stated by its subject."""
        hit = act_of(self.a, shape, i, OWN_VOICE)
        if hit is None:
            return None
        entry, last = self.a.tables.events[hit.ref.entry], shape.s.end - 1
        rule = "act:" + entry.type
        bare = [u for u in shape.right(i) if not u.preposition and not u.inside]
        alone = entry.object == "recipient" and len({u.slot for u in bare}) == 1 and bool(hit.reading.conjunction)
        alone = alone and not self._does(shape, i, bare[0].mention)
        stands = pronoun_before(shape, i) >= 0
        spoke = self.voices.last(gender_of(hit))
        if (alone or stands) and spoke is not None:  # the subject is dropped: وأنه أقنع …
            return Speech(i, spoke, [], i + 1, last, rule=rule)
        before, sure = subject_before(shape, i)
        who = None if sure else subject_after(shape, i, shape.s.end, name=True)
        if who is not None:
            return Speech(i, who, [], who.last + 1, last, rule=rule)
        return Speech(i, before, [], i + 1, last, rule=rule) if before else None

    def _does(self, shape: Shape, i: int, m: Mention) -> bool:
        """Whether the only noun phrase behind a verb that may go without an object is its subject: وحذر فلان من."""
        hit = shape.verb.get(i)
        gender = gender_of(hit)
        if not agrees(m, gender):
            return False
        free = hit is not None and hit.ref.family == "event" and self.a.tables.events[hit.ref.entry].type in _OBJECTLESS
        if free and i == shape.s.start and i == self.paragraph:
            return True  # a paragraph names who acts
        last = self.voices.last(gender)
        return m.kind in PERSONS or last is None or not agrees(last, gender)

    # Finite verbs

    def _verb(self, shape: Shape, i: int, kind: str) -> Speech | None:
        content = begins(shape, i, self.marked)
        trailing = goes_back(shape, i, content)
        if content < 0 and not trailing and kind not in ("say", "relay"):
            self._expressed(shape, i)
            return None
        if kind == "within":
            return self._within(shape, i, content)
        worded = kind == "view" and content >= 0 and self.a.words[content - 1].surface in QUOTES
        worded = worded and self.a.keys[content - 2] != "عن"  # عبر عن "…" gives his own words
        if worded and self._embedded(i) and not self._joins_act(i):
            return None  # "the option counts as '…'" in what somebody says is his wording
        stop = content - 1 if content >= 0 else min(shape.s.end, i + REACH)
        before, sure = (None, False) if trailing else subject_before(shape, i)
        stands = pronoun_before(shape, i)
        after = (
            None if sure or stands >= 0 or self._described(shape, i) else subject_after(shape, i, stop, content >= 0)
        )
        speaker = after or before
        agencies = told(shape, i, stop)
        if kind == "relay":
            if shape.verb[i] is not None and self.a.words[i].best.pronoun and not trailing and self._relayed(speaker):
                return None
            quoted = quoted_through(shape, i, stop)
            if quoted is not None:
                agencies, speaker = ([speaker] if speaker else agencies), quoted
            elif not trailing and (content < 0 or self._carries(shape, i, content)):
                return None
        if speaker is None and content >= 0 and stands < 0 and self.a.keys[i] in self.a.tables.cues["impersonal"]:
            return Speech(i, None, [], content, self._ends(shape, content), rule="impersonal")
        if speaker is None and i + 1 < shape.s.end and self.a.keys[i + 1] in self.a.tables.cues["in_it"]:
            speaker = self.named  # تصريحات لمصدر أكد فيها
        if speaker is None and stands >= 0 and content >= 0 and self.voices.clash(gender_of(shape.verb[i])):
            speaker = pronoun(shape, stands)
        speaker = self.statements.resolve(shape, speaker) or speaker or self._dropped(shape, i)
        deny = kind == "deny"
        if trailing:
            return Speech(i, speaker, agencies, shape.s.start, i - 1, deny=deny, trailing=True, rule="trailing-verb")
        first = content if content >= 0 else after.last + 1 if after else i + 1
        return Speech(i, speaker, agencies, first, self._ends(shape, first), deny=deny, rule="report-verb")

    def _described(self, shape: Shape, i: int) -> bool:
        """Whether whoever stands behind وصف is described and no subject: قال الوزير…، ووصف الجيش بأنه."""
        hit = shape.verb[i]
        if hit is None or self.a.tables.verbs[hit.ref.entry].lemma != "وصف" or not hit.reading.conjunction:
            return False
        bare = [u for u in shape.right(i) if not u.preposition and not u.inside]
        return len({u.slot for u in bare}) == 1 and not self._does(shape, i, bare[0].mention)

    def _carries(self, shape: Shape, i: int, content: int) -> bool:
        """Whether a relay in what somebody says only carries something: نقلت الفرق "20 مصابا", الذي نشرت صحيفة."""
        marks = self.a.words[content - 1].surface in QUOTES and self._embedded(i)
        return marks or (shape.func.get(i - 1) == "rel" and any(x.first == content for x in self.here))

    def _expressed(self, shape: Shape, i: int) -> None:
        """A feeling or judgement without a clause tells who goes on in the sentence: أعرب الوزير عن قلقه، مضيفا."""
        if self._embedded(i):
            return
        before, sure = subject_before(shape, i)
        who = before if sure else subject_after(shape, i, shape.s.end, name=True) or before
        if who is not None:
            self._spoke(shape, who, gender_of(shape.verb.get(i)))

    def _within(self, shape: Shape, i: int, content: int) -> Speech | None:
        """جاء في التقرير أن: a paper speaks."""
        if content < 0 or self.a.keys[i + 1] != "في":
            return None
        m = shape.at(i + 2)
        who = whole(shape, m, content - 1) if m is not None else subject_after(shape, i + 1, content - 1, True)
        if is_statement(shape, i + 2):
            named = issuer(shape, i + 2, self.statements.called)
            who = named or self.statements.resolve(shape, who) or who
        return Speech(i, who, [], content, self._ends(shape, content), rule="report-verb") if who is not None else None

    def _noun(self, shape: Shape, i: int, kind: str) -> Speech | None:
        """The noun of a report with its speaker and what is said: إعلان الوزير أن، مزاعم الشركة بأن."""
        m = shape.at(i + 1) if i + 1 < shape.s.end else None
        if m is None or m.kind not in SPEAKERS or m.preposition:
            return None
        who = whole(shape, m, shape.s.end)
        if shape.func.get(who.last + 1) != "comp":
            return None
        return Speech(
            i, who, [], who.last + 2, self._ends(shape, who.last + 2), deny=kind == "deny", rule="report-noun"
        )

    def _relayed(self, agency: Mention | None) -> bool:
        """An agency that carried the statement joins the report it belongs to: في بيان نقلته الوكالة."""
        for speech in reversed(self.here):
            if not speech.trailing and speech.speaker is not None and agency is not None:
                speech.agencies.append(agency)
                return True
        return False

    def _dropped(self, shape: Shape, i: int) -> Mention | None:
        """Whom a verb without a subject goes back to: the sentence's speaker or subject, else who spoke last."""
        gender = gender_of(shape.verb.get(i))
        subject, other = main_subject(shape, i, self.inside)
        others = [x for x in self.here if not x.rule.startswith("act:") or x.speaker is subject]
        if subject is not None and not others and not (gender and other and gender != other):
            return subject
        return self.voices.last(gender)

    def _participle(self, shape: Shape, i: int, kind: str) -> Speech | None:
        content = begins(shape, i, self.marked)
        if content < 0 or content > i + 12:
            return None
        current = self.speeches[-1] if self.speeches else None
        agencies = list(current.agencies) if current and shape.s.start <= current.at else []
        speaker = self._subject(shape, i)
        last = self._ends(shape, content)
        return Speech(i, speaker, agencies, content, last, deny=kind == "deny", rule="participle")

    def _subject(self, shape: Shape, i: int) -> Mention | None:
        """The subject of the verb a participle leans on: the sentence's last speaker that agrees with it."""
        said = self.a.words[i].best.pronoun  # قولها, against قائلا
        gender = {"ه": "m", "ها": "f"}.get(said, "") if said else {"ه": "f", "ا": "m"}.get(self.a.keys[i][-1], "")
        if i in self.inside:
            within = [x.speaker for x in self.here if x.speaker is not None and x.at in self.inside]
            if within:
                return within[-1]
        for m, other in reversed(self.subjects):
            if not gender or not other or gender == other:
                return m
        subject, other = main_subject(shape, i, self.inside)
        if subject is not None and not (gender and other and gender != other):
            return subject
        return opening(shape, i) or self.voices.last(gender)

    # Sources without a verb

    def _trailing(self, shape: Shape, i: int) -> Speech | None:
        """وفق مصادر طبية، نقلا عن صحيفة، بحسب المرصد: covers the whole sentence."""
        end = shape.s.end
        n = i + 1
        while n < end and (self.a.keys[n] in self.a.tables.cues["quoted"] or shape.func.get(n) == "rel"):
            n += 1
        if n >= end or n in shape.verb:
            return None
        for m in [m for m in shape.mentions if m.first > i]:
            if m.first > i + 5 or any(shape.boundary(j) for j in range(n, m.first)):
                break
            if m.kind in ("place", "adjective"):
                continue
            return self._source(shape, i, whole(shape, m, end))
        who = subject_after(shape, n - 1, end, True)
        return self._source(shape, i, who) if who is not None else None

    def _source(self, shape: Shape, i: int, who: Mention) -> Speech:
        """A source of the whole sentence; on whose authority an agency reports stands nearer to the event."""
        who = self.statements.resolve(shape, who) or who
        agencies: list[Mention] = []
        if self.a.keys[i] == "نقلا" and self.here and self.here[-1].speaker is not None:
            agencies = [self.here[-1].speaker]
        return Speech(i, who, agencies, shape.s.start, shape.s.end - 1, trailing=True, rule="source")
