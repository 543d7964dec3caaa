"""Who tells of something without a clause: a verb with a noun, a report and its author, one of several sources.

Only the chain of attribution asks for these: they neither speak a quotation nor open the scope of a report.
"""

from __future__ import annotations

from dataclasses import replace

from marsad.coding.extent import ends
from marsad.coding.phrases import whole
from marsad.coding.speaker import SPEAKERS, agrees, gender_of, same_speaker, subject_after, subject_before
from marsad.coding.speech import Speech
from marsad.coding.statements import issuer
from marsad.coding.syntax import Shape
from marsad.find.analysis import Analysis
from marsad.find.mentions import Mention
from marsad.find.quotes import Marked, by_first, quoted_tokens
from marsad.text.words import Hit

_JOINED = 4  # sources that may follow the first one
_LONE = 14  # tokens of the longest sentence that is nothing but a source: بحسب تقديرات أوردتها رويترز.
_SOURCED = 4  # tokens behind بحسب in which who published the source is named
_MEMORY = 4  # speakers looked back through for one whose gender agrees
_BEFORE = 2  # words between a report and what it is about: تقارير غير مؤكدة عن
_AUTHORS = SPEAKERS - {"country", "capital", "adjective"}
_LABELS = frozenset({"title", "heading"})


def find_hearsay(a: Analysis, shapes: list[Shape], marked: list[Marked], speeches: list[Speech]) -> list[Speech]:
    """Reports beside those of `find_speeches`, in the order of their sentences."""
    finder = _Finder(a, marked)
    by_sentence: dict[int, list[Speech]] = {}
    for speech in speeches:
        by_sentence.setdefault(speech.sentence, []).append(speech)
    for number, shape in enumerate(shapes):
        finder.read(shape, by_sentence.get(shape.s.number, []), shapes[number - 1] if number else None)
    return finder.found


class _Finder:
    def __init__(self, a: Analysis, marked: list[Marked]) -> None:
        self.a = a
        self.marked = by_first(marked)
        self.inside = quoted_tokens(marked)
        self.named = set(a.named)
        self.found: list[Speech] = []
        self.told: tuple[Mention, list[Mention]] | None = None  # the last who spoke to agencies, and these
        self.voices: list[Mention] = []  # who spoke, the last one last

    def read(self, shape: Shape, here: list[Speech], before: Shape | None) -> None:
        taken = {x.at for x in here}
        fresh: list[Speech] = []
        for i in range(shape.s.start, shape.s.end):
            if i in taken:
                continue
            speech = self._verb(shape, i) if i in shape.verb else self._noun(shape, i)
            if speech is not None:
                speech.sentence = shape.s.number
                if any(x.rule == "source" and x.at < i <= x.at + _SOURCED for x in here):  # وفقا لتقرير نشرته الصحيفة
                    speech = replace(speech, first=shape.s.start, last=shape.s.end - 1, trailing=True, rule="source")
                speech.embedded = i in self.inside or any(not x.trailing and x.first <= i <= x.last for x in here)
                fresh.append(speech)
        self.found += fresh
        for speech in [*here, *fresh]:
            self._joined(shape, speech)
            if before is not None and before.s.kind not in _LABELS and _lone(shape, speech):
                s = before.s
                self.found.append(replace(speech, first=s.start, last=s.end - 1, sentence=s.number))
        self._relayed(shape, here)
        self._still(shape, here)
        told = sorted([*here, *fresh], key=lambda x: x.at)
        named = [x.speaker for x in told if x.speaker is not None and not x.embedded and x.speaker.rule != "pronoun"]
        self.voices = (self.voices + named)[-_MEMORY:]

    def _relayed(self, shape: Shape, here: list[Speech]) -> None:
        """An agency somebody spoke to stays behind what he goes on to say: قال لرويترز …، وأضاف."""
        said = [x for x in here if x.speaker is not None and not x.embedded and not x.rule.startswith("act:")]
        for speech in said:
            if speech.trailing or speech.agencies or speech.speaker is None or self.told is None:
                continue
            who, agencies = self.told
            if same_speaker(who, speech.speaker):
                self.found += [replace(speech, speaker=m, agencies=[], rule="relayed") for m in agencies]
        for speech in said:
            if speech.speaker is not None and speech.agencies:
                self.told = (speech.speaker, speech.agencies)
            elif not speech.trailing and self.told is not None and speech.speaker is not None:
                self.told = self.told if same_speaker(self.told[0], speech.speaker) else None

    def _still(self, shape: Shape, here: list[Speech]) -> None:
        """A sentence that begins with "that" goes on with what was said before it: وأن الحزب يشيد."""
        s = shape.s
        that = self.voices and s.kind not in _LABELS and shape.func.get(shape.opened) == "comp"
        if that and not any(x.at < shape.opened + 2 for x in here):
            self.found.append(
                Speech(s.start, self.voices[-1], [], s.start + 1, s.end - 1, sentence=s.number, rule="still")
            )

    # Verbs

    def _verb(self, shape: Shape, i: int) -> Speech | None:
        """A report verb with a noun: أقرت قطر بتقديم الدعم، كشف الوزير عن خطة، نفى مسؤولون شن غارة."""
        hit = shape.verb[i]
        if hit is None or hit.ref.family != "report" or hit.ref.tag[:2] not in ("pf", "im"):
            return None
        if self.a.tables.verbs[hit.ref.entry].kind == "within" or not _third(hit):
            return None
        before, sure = (None, False) if hit.reading.pronoun else subject_before(shape, i)  # تقرير نشرته صحيفة
        after = None if sure else subject_after(shape, i, shape.s.end, loose=self._names(shape, i), name=True)
        if after is not None and after.kind != "org" and not agrees(after, gender_of(hit)):  # أوردتها رويترز
            after = None
        who = before if sure else after or before or self._last(gender_of(hit))
        if who is None:
            return None
        first = after.last + 1 if after is not None and who is after else i + 1
        if first >= shape.s.end:
            return None
        return Speech(i, who, [], first, self._ends(shape, first), rule="told-verb")

    def _names(self, shape: Shape, i: int) -> bool:
        """Whether the definite noun behind a verb is its subject: behind it stands a preposition, تشير الشكوى إلى."""
        words, n = self.a.words, i + 1
        if n + 1 >= shape.s.end or shape.at(n) is not None or not words[n].best.article or words[n].best.preposition:
            return False
        behind = range(n + 1, min(n + 2 + _BEFORE, shape.s.end))
        return any(shape.func.get(j) == "prep" or words[j].best.preposition == "ب" for j in behind)

    def _last(self, gender: str) -> Mention | None:
        return next((m for m in reversed(self.voices) if agrees(m, gender)), None)

    def _ends(self, shape: Shape, first: int) -> int:
        return max(ends(shape, first, self.marked, self.inside), first)

    # Nouns

    def _noun(self, shape: Shape, i: int) -> Speech | None:
        word = self.a.words[i]
        if word.kind != "word" or i + 1 >= shape.s.end:
            return None
        core = word.best.core
        cues = self.a.tables.cues
        if core in cues["paper"]:
            return self._paper(shape, i)
        if word.best.article or word.best.pronoun:
            return None
        for hit in word.hits:
            if hit.reading.article or hit.reading.pronoun:
                continue
            reports = hit.ref.family == "report" and hit.ref.tag[:2] == "vn"
            if reports or self._accuses(shape, i, hit.ref.family, hit.ref.entry):
                return self._of(shape, i)
        return None

    def _accuses(self, shape: Shape, i: int, family: str, entry: int) -> bool:
        """Whether a noun of accusing names who accuses behind it: اتهام روسيا لبريطانيا."""
        if family != "event" or self.a.tables.events[entry].type != "ACCUSE":
            return False
        m = shape.at(i + 1)
        other = shape.at(m.last + 1) if m is not None and m.last + 1 < shape.s.end else None
        return other is not None and other.preposition == "ل"

    def _of(self, shape: Shape, i: int) -> Speech | None:
        m = shape.at(i + 1)
        if m is None or m.first != i + 1 or m.kind not in SPEAKERS or m.preposition or m.kind == "adjective":
            return None
        who = whole(shape, m, shape.s.end)
        first = who.last + 1
        return Speech(i, who, [], first, self._ends(shape, first), rule="told-noun") if first < shape.s.end else None

    def _paper(self, shape: Shape, i: int) -> Speech | None:
        """A report with its author: تقرير صدر عن الحكومة، بيان نشره القصر، and a bare one: تقارير عن هجوم."""
        s = shape.s
        m = shape.at(i)
        if m is not None and m.first < i:
            return None
        who = issuer(shape, i, self.named)
        if who is not None:
            who = who.inner if m is who and who.inner is not None else who
            first = max(who.last, i) + 1
            return Speech(i, who, [], first, s.end - 1, rule="paper") if first < s.end else None
        if self.a.words[i].best.article:
            return None
        last = m.last if m is not None else i
        for n in range(last + 1, min(s.end - 1, last + 2 + _BEFORE)):
            about = self.a.keys[n] in self.a.tables.cues["about"] or shape.func.get(n) == "comp"
            bound = self.a.words[n].best.preposition == "ب"
            if not (about or bound):
                if n in shape.verb or self.a.words[n].kind != "word":
                    return None
                continue
            bare = m or Mention(i, i, "body", None, None, self.a.keys[i], rule="unnamed")
            author = shape.at(n + 1) if self.a.keys[n] == "من" else None
            if author is None:
                return Speech(i, bare, [], n, self._ends(shape, n), rule="paper")
            who = whole(shape, author, s.end) if author.kind in _AUTHORS else replace(bare, last=author.last)
            return Speech(i, who, [], who.last + 1, s.end - 1, rule="paper") if who.last + 1 < s.end else None
        return None

    # Several sources

    def _joined(self, shape: Shape, speech: Speech) -> None:
        """Those who say it together: وفقا لنشطاء، وفرق الإنقاذ، ومصادر طبية."""
        m = speech.speaker
        if m is None or not shape.s.start <= m.first < shape.s.end or m.rule == "pronoun":
            return
        if m.first < speech.at:
            self._before(shape, speech, m)
            return
        for _ in range(_JOINED):
            n = m.last + 1
            if n < shape.s.end and self.a.words[n].surface in "،,":
                n += 1
            other = shape.at(n) if n < shape.s.end else None
            if other is None or other.first != n or other.conjunction != "و" or other.kind not in SPEAKERS:
                return
            if other.preposition and other.preposition != m.preposition:
                return
            if not speech.trailing and other.first >= speech.first:
                return
            m = whole(shape, other, shape.s.end)
            self.found.append(replace(speech, speaker=m, agencies=[]))

    def _before(self, shape: Shape, speech: Speech, m: Mention) -> None:
        """Those named in front of the last subject: كان القصر والبيت الأبيض قد نشرا."""
        for _ in range(_JOINED):
            other = shape.at(m.first - 1) if m.conjunction == "و" and m.first > shape.s.start else None
            if other is None or other.kind not in SPEAKERS or shape.preposition(other) or other.last != m.first - 1:
                return
            m = other
            self.found.append(replace(speech, speaker=m, agencies=[]))


def _third(hit: Hit) -> bool:
    """Whether a verb is in the third person."""
    return hit.ref.tag.split("/")[0].rpartition(".")[2].startswith("3")


def _lone(shape: Shape, speech: Speech) -> bool:
    """Whether a sentence is nothing but a source, which then covers the one before it."""
    s = shape.s
    if not (speech.trailing and shape.source(s.start)) or s.end - s.start > _LONE or speech.speaker is None:
        return False
    return all(v < speech.speaker.last + 1 for v in shape.verb)
