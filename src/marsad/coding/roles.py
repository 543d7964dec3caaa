"""Participants: every mention that may take part in a candidate, with the role its frame gives."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from marsad.coding.agreement import disagrees
from marsad.coding.candidates import Candidate, Option
from marsad.coding.noun_subject import doer_of_noun
from marsad.coding.speaker import surely_before
from marsad.coding.speech import Speech
from marsad.coding.syntax import Shape, Unit
from marsad.find.analysis import Analysis
from marsad.find.mentions import Mention
from marsad.text.orthography import fold

_NAMED = frozenset({"country", "capital", "org", "office", "person", "name", "people"})
_ACCUSED_REACH = 14  # tokens between an accusation and the act it is about
_LIGHT_REACH = 7
_BEYOND = 6  # mentions behind the clause that are looked at
_CLITICS = {"ل": "ل", "ب": "ب", "لل": "ل"}


class RoleFinder:
    """Lists the options of each candidate of an article; keeps the subjects that later verbs drop."""

    def __init__(self, a: Analysis, said: Callable[[int], list[Speech]]) -> None:
        self.a = a
        self.said = said
        self.subject: Mention | None = None  # of the last main verb
        self.earlier: Mention | None = None  # of the sentence before
        self.accused: tuple[int, Mention] | None = None  # the last accused of the sentence, and where he was

    def begin(self, shape: Shape) -> None:
        """Start a sentence: what was the last subject becomes the earlier one."""
        self.earlier = self.subject or self.earlier
        self.subject = None
        self.accused = None

    def note_verb(self, shape: Shape, i: int) -> None:
        """Remember the subject of a main verb; verbs behind أن or الذي belong to clauses inside."""
        if not self._is_main(shape, i):
            return
        found = self.subject_of(shape, i)
        if found is not None:
            self.subject = found
        elif self.subject is None:
            self.subject = self.earlier  # a dropped subject goes on

    def _is_main(self, shape: Shape, i: int) -> bool:
        start = shape.s.start
        for j in range(i - 1, start - 1, -1):
            if shape.func.get(j) in ("comp", "rel", "cond"):
                return bool(self.a.words[i].best.conjunction) and self.a.words[i - 1].surface in '،,"»”'
            if j in shape.verb and self.a.words[j].best.conjunction == "و":
                return True
        return True

    def subject_of(self, shape: Shape, i: int) -> Mention | None:
        """The explicit subject of a finite verb: the first bare mention behind it, else one right before it."""
        for u in shape.right(i):
            if u.slot == "S1" and not u.inside:
                return u.mention
            break
        for u in shape.left(i, 10):
            if not u.preposition:
                return u.mention
        return None

    def find(self, c: Candidate) -> None:
        """Fill the options of a candidate."""
        shape = c.shape
        c.options = []
        c.right = shape.right(c.last)
        c.left = shape.left(c.first)
        if c.form in ("verb", "participle"):
            self._verb(c)
        else:
            self._noun(c)
        self._blamed(c)
        self._inherited(c)
        if c.entry.type == "ACCUSE" and c.form == "verb":
            accused = next((o.mention for o in c.options if o.frame == "recipient"), None)
            self.accused = (c.last, accused) if accused is not None else None
        if c.entry.subject == "content" and c.entry.type == "REQUEST":
            for o in c.options:
                adjacent = o.slot == "B1" and c.first - o.mention.last <= 2
                if (adjacent or o.slot in ("S1", "G1", "G2", "P:علي", "P:ل")) and o.frame in ("", "content"):
                    o.frame = "recipient"
                    break

    # Verbs and participles

    def _verb(self, c: Candidate) -> None:
        subject_right, object_right = self._order(c)
        seen: set[int] = set()
        for u in c.right:
            frame = self._preposed(c, u) if u.preposition else ""
            if not u.preposition:
                frame = subject_right if u.slot == "S1" else object_right if u.slot == "S2" else ""
            self._add(c, u, u.slot, frame, seen)
        self._consequences(c, seen)
        if c.form == "participle":
            return
        for n, u in enumerate(c.left[:3]):
            frame = ""
            if n == 0 and not u.preposition and (subject_right != c.entry.subject or self._leads(c)):
                frame = self._subject_role(c, u.mention)
            self._add(c, u, f"B{n + 1}", frame, seen)

    def _order(self, c: Candidate) -> tuple[str, str]:
        """The roles of the first and second bare mention after a verb."""
        e = c.entry
        bare = [u for u in c.right if not u.preposition]
        slots = {u.slot for u in bare}
        if c.tag[:2] == "pv" or c.form == "participle":
            return e.object, ""
        dropped = c.tag[-3:] in ("3mp", "3fp", ".1s", ".1p")
        first = bare[0].mention if bare else None
        if first is not None and c.shape.case(first) == "oblique":
            return e.object, ""  # اتهم الفلسطينيين: no subject ends so
        if self._leads(c) or self._stands_before(c):
            return e.object, ""
        if "S2" in slots or (c.pronoun and not dropped):
            return e.subject, e.object
        if dropped:
            return e.object, ""
        if e.harm and bare and self._victims(bare[0].mention):
            return e.object if e.object != "none" else "recipient", ""
        if bare and e.object != "none" and (disagrees(c.tag, bare[0].mention) or self._goes_on(c)):
            return e.object, ""
        return e.subject, e.object

    def _leads(self, c: Candidate) -> bool:
        """Whether the subject stands right before the verb, as in headlines and behind أن."""
        if c.conjunction or not c.left:
            return False
        u = c.left[0]
        if c.shape.relative_between(u.mention, c.first) and self._own_subject(c):
            return False  # الهجوم الذي تتهم واشنطن دمشق به
        return not u.preposition and u.commas == 0 and c.first - u.mention.last <= 3

    def _stands_before(self, c: Candidate) -> bool:
        """Whether the subject stands before beyond doubt: أنه سيستضيف, كان فلان، ...، قد انتقد."""
        if c.conjunction or c.pronoun or c.first not in c.shape.verb:
            return False
        before, m = surely_before(c.shape, c.first)
        return before and (m is None or not (c.shape.relative_between(m, c.first) and self._own_subject(c)))

    def _subject_role(self, c: Candidate, m: Mention) -> str:
        """The role of a subject in front of its verb: a passive, or the killing of victims alone, is done to him."""
        bare = [u for u in c.right if not u.preposition and not u.inside]
        harmed = c.entry.harm and c.tag[:2] in ("pf", "pv") and not bare and not c.pronoun and self._victims(m)
        if c.tag[:2] == "pv" or harmed:
            return "recipient" if c.entry.object == "none" else c.entry.object
        if c.tag.endswith((".1s", ".1p")):
            return c.entry.object  # الطائرة التي أسقطناها
        return c.entry.subject

    def _own_subject(self, c: Candidate) -> bool:
        """Whether a verb in a relative clause has its subject behind it: so an object stands elsewhere."""
        bare = [u for u in c.right if not u.preposition and not u.inside]
        if not bare or bare[0].mention.first - c.last > 2 or disagrees(c.tag, bare[0].mention):
            return False
        return bool(c.pronoun) or len(bare) > 1 or c.entry.object == "none"

    def _goes_on(self, c: Candidate) -> bool:
        """A verb joined with "and" that needs an object and has one mention behind it keeps the last subject."""
        needs_object = c.entry.object == "recipient" and not c.entry.modes_by and not c.entry.needs
        return needs_object and c.conjunction == "و" and self.subject is not None and c.first > c.shape.s.start

    def _victims(self, m: Mention) -> bool:
        word = self.a.words[m.first]
        counted = word.kind == "number" or any(h.ref.tag == "quant" for h in word.hits)
        return counted or (m.kind in ("person", "group", "people") and m.sector in ("CVL", "REF", "JRN", "MED", None))

    def _preposed(self, c: Candidate, u: Unit) -> str:
        prep = u.preposition
        if prep == "من قبل":
            return "actor"
        role = self._prep_role(c, prep)
        direct = u.mention.preposition == prep or u.mention.first <= c.last + 2
        if role == "content" and direct and c.entry.type in ("ACCUSE", "SUPPORT") and u.mention.kind in _NAMED:
            return "recipient"  # ندد بروسيا: nothing stands between
        return role or ""

    def _prep_role(self, c: Candidate, prep: str) -> str:
        for key, role in c.entry.preps.items():
            if key == prep or fold(key) == prep:
                return role
        return ""

    # Nouns and adjectives

    def _noun(self, c: Candidate) -> None:
        seen: set[int] = set()
        self._adjectives(c, seen)
        doer = doer_of_noun(c)
        for u in c.right:
            if u.preposition:
                frame = self._preposed(c, u)
                slot = u.slot
            else:
                near = u.slot == "S1" and u.commas == 0
                touching = u.mention.first == c.last + 1
                if u.mention.kind == "adjective" and near:
                    slot, frame = "ADJ", self._nation_role(c, u.mention)
                elif near and touching and not c.definite and not c.pronoun:
                    slot, frame = "G1", c.entry.genitive if c.entry.genitive != "none" else ""
                    frame = "actor" if doer else frame
                elif doer and u.mention.first == doer.last + 1:
                    slot, frame = "G2", "recipient"
                elif near and not c.definite and not c.pronoun:
                    slot, frame = "G2", c.entry.genitive if c.entry.genitive != "none" else ""
                else:
                    slot, frame = "N" + u.slot, ""
            self._add(c, u, slot, frame, seen)
        self._light(c, seen)
        self._consequences(c, seen)
        for n, u in enumerate(c.left[:2]):
            self._add(c, u, f"B{n + 1}", "", seen)

    def _adjectives(self, c: Candidate, seen: set[int]) -> None:
        """Nisbas right behind the noun or behind its adjectives: غارات جوية إسرائيلية."""
        for j in range(c.last + 1, min(c.last + 4, c.shape.s.end)):
            m = c.shape.at(j)
            if m is not None:
                if m.kind == "adjective" and not m.preposition:
                    self._add(c, Unit(m, "ADJ", "", j - c.last, 0), "ADJ", self._nation_role(c, m), seen)
                break
            if c.shape.boundary(j) or c.shape.func.get(j) or self.a.words[j].best.preposition:
                break  # ادعاءات بقصف أميركي: the nisba of another noun

    def _nation_role(self, c: Candidate, m: Mention) -> str:
        """The role of a nisba behind the noun: whose act it is, or the victim of إصابة فلسطيني; "دولي" is nobody."""
        if m.country is None and m.sector is None:
            return ""
        alone = not m.definite and not c.definite and m.first == c.last + 1 and c.entry.genitive == "recipient"
        woman, feminine = (self.a.words[i].surface.endswith("ة") for i in (c.last, m.last))
        if alone and (c.entry.harm or (woman and not feminine)):
            return "recipient"
        return "actor" if c.entry.genitive != "none" or c.entry.preps else ""

    def _consequences(self, c: Candidate, seen: set[int]) -> None:
        """Who did it, whom it was aimed at and whom it hurt, told by the clauses behind the word."""
        shape = c.shape
        roles = self.a.tables.consequences
        done: set[str] = set()
        for v in sorted(v for v in shape.verb if c.last < v <= c.last + 26):
            hit = shape.verb[v]
            role = roles.get(hit.reading.core) if hit is not None else None
            if role is None or role in done:
                if role is None and hit is not None and hit.ref.family in ("report", "event"):
                    return
                continue
            relative = shape.func.get(v - 1) == "rel" or v == c.last + 1 or v - c.last <= 6
            if role != "result" and not relative:
                continue
            units = [u for u in shape.right(v) if u.mention.kind != "adjective"]
            wanted = [u for u in units if role != "doer" or (u.slot == "S1" and not u.inside)]
            if role == "result":
                wanted = [u for u in units if u.mention.kind in ("person", "group", "people", "office", "name")]
            if wanted:
                done.add(role)
                frame = "actor" if role == "doer" else "recipient"
                self._add(c, wanted[0], role.upper(), frame, seen)

    def _light(self, c: Candidate, seen: set[int]) -> None:
        """The subject of a light verb before an event noun is its doer (of تعرض ل its target)."""
        shape = c.shape
        for i in range(c.first - 1, max(shape.s.start, c.first - 22) - 1, -1):
            if shape.func.get(i) in ("comp", "rel", "cond") or self.a.words[i].surface in ":؛":
                return  # what stands before belongs to another clause
            if i not in shape.verb:
                continue
            c.governor = i
            hit = shape.verb[i]
            subject = None
            for u in shape.right(i):
                if u.mention.first > c.first:
                    break
                if u.slot == "S1" and not u.inside:
                    subject = u
                    break
            if subject is None:
                before = [u for u in shape.left(i, 10) if not u.preposition]
                subject = before[0] if before else None
            word_hits = self.a.words[i].hits
            light = [h for h in word_hits if h.ref.family == "light"]
            frame, slot = "", "V-S"
            if light and c.first - i <= _LIGHT_REACH + (subject.mention.last - subject.mention.first if subject else 0):
                c.light = i
                c.light_role = self.a.tables.verbs[light[0].ref.entry].kind
                frame, slot = c.light_role, "L-S"
            if subject is not None:
                self._add(c, subject, slot, frame, seen)
            elif hit is not None:
                self._add_mention(c, self.subject or self.earlier, slot + "0", frame, seen)
            break

    def _blamed(self, c: Candidate) -> None:
        """What somebody is accused of is the act of the accused: اتهمت دمشق إسرائيل بشن ضربة."""
        if self.accused is None or c.entry.type == "ACCUSE" or c.first - self.accused[0] > _ACCUSED_REACH:
            return
        at, accused = self.accused
        if any(o.frame == "actor" and o.slot not in ("V-S", "L-S", "B1") for o in c.options):
            return
        if not any(c.shape.func.get(j) == "comp" or self._may_be_of(j) for j in range(at, c.first + 1)):
            return
        c.options = [o for o in c.options if o.mention is not accused]
        c.options.append(Option(accused, "BLAMED", "", "actor", abs(c.first - accused.first), 0, False))

    def _may_be_of(self, j: int) -> bool:
        """Whether a word begins with the ب of what somebody is accused of: بقصف, or بتعمد, which no table has."""
        word = self.a.words[j]
        return word.best.preposition == "ب" or (not word.hits and any(r.preposition == "ب" for r in word.readings))

    # Inherited participants

    def _inherited(self, c: Candidate) -> None:
        seen = {id(o.mention) for o in c.options}
        inner = self._speech_over(c.first, c.shape.s.number)
        has_subject = any(o.frame == c.entry.subject and o.slot[0] in "SB" for o in c.options)
        verbal = c.form in ("verb", "participle")
        frame = c.entry.subject if verbal and not has_subject and c.tag[:2] != "pv" else ""
        if c.entry.subject == "content" and c.entry.type == "REQUEST":  # يجب، ينبغي: the speaker demands
            frame, verbal = "actor", True
        if c.form == "participle" or (verbal and c.conjunction):
            leans = self.subject or self.earlier
            if leans is not None and any(o.mention is leans and o.slot[0] == "B" for o in c.options):
                c.options = [o for o in c.options if o.mention is not leans]  # وعلق البرلمان اتفاقا، ورفض دعوة
                seen.discard(id(leans))
            self._add_mention(c, leans, "PS", frame, seen)
        if inner is not None and inner.speaker is not None:
            self._add_mention(c, inner.speaker, "SP", frame if verbal else "", seen)
        if c.pronoun:
            self._antecedents(c, seen)
        self._add_mention(c, self.subject, "PS", frame if not c.options else "", seen)
        far = [m for m in c.shape.mentions if m.last < c.first and m.kind != "adjective"]
        for n, m in enumerate(reversed(far[-4:])):
            self._add_mention(c, m, f"F{min(n + 1, 3)}", "", seen)
        self._beyond(c, seen)
        self._add_mention(c, self.earlier, "XS", frame if not c.options else "", seen)

    def _beyond(self, c: Candidate, seen: set[int]) -> None:
        """Mentions behind the end of the clause: of what is demanded, claimed or told in a clause of its own."""
        shape = c.shape
        bounds = shape.boundaries()
        nearest = bisect_right(bounds, c.last)
        if nearest == len(bounds):
            return
        behind = [m for m in shape.mentions if m.first > bounds[nearest] and m.kind != "adjective"]
        opening = shape.opens(bounds[nearest])
        for m in behind[:_BEYOND]:
            crossed = bisect_left(bounds, m.first) - nearest
            self._add_mention(c, m, f"{opening}{min(crossed, 4)}", "", seen)

    def _antecedents(self, c: Candidate, seen: set[int]) -> None:
        """What the pronoun on the word stands for: the nearest mentions before it, then the last subject."""
        role = self._owner_role(c)
        before = [m for m in c.shape.mentions if m.last < c.first and m.kind not in ("adjective", "place")]
        taken = {id(o.mention) for o in c.options if o.frame}
        for n, m in enumerate(reversed(before[-3:])):
            if id(m) not in taken:
                c.options = [o for o in c.options if o.mention is not m]
                seen.discard(id(m))
                self._add_mention(c, m, f"PRON{n + 1}", role if n == 0 else "", seen)
        self._add_mention(c, self.subject or self.earlier, "PRON0", "" if before else role, seen)

    def _owner_role(self, c: Candidate) -> str:
        return c.entry.genitive if c.form in ("noun", "adjective") else c.entry.object

    def _speech_over(self, i: int, sentence: int) -> Speech | None:
        best = None
        for s in self.said(sentence):
            if s.first <= i <= s.last and s.at != i and (best is None or s.first >= best.first):
                best = s
        return best

    def _add(self, c: Candidate, u: Unit, slot: str, frame: str, seen: set[int]) -> None:
        m = u.mention
        if id(m) in seen or (m.means and (u.preposition == "ب" or (m.means == "all" and frame != "actor"))):
            return  # قصف بالصواريخ, إطلاق صواريخ: no party
        seen.add(id(m))
        c.options.append(Option(m, slot, u.preposition, frame, u.distance, u.commas, u.inside))

    def _add_mention(self, c: Candidate, m: Mention | None, slot: str, frame: str, seen: set[int]) -> None:
        if m is None or id(m) in seen or m.first <= c.first <= m.last or m.means == "all":
            return
        seen.add(id(m))
        c.options.append(Option(m, slot, "", frame, abs(c.first - m.first), 0, False))
