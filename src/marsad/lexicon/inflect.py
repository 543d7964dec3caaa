"""Inflected forms of Arabic verbs and nouns, generated from a lemma as matching keys with a tag.

Tags: verbs `pf` (perfect), `im` (imperfect), `js` (jussive only), `pv` (passive only), `ap`/`pp` (active and
passive participle), each with person where it is told apart (`pf.3ms`); nouns `sg`, `du`, `pl`.
Letters are unvocalised, so a form may be active or passive; `pv` marks those that can only be passive.
"""

from __future__ import annotations

from marsad.text.orthography import fold

_WEAK = ("ى", "ي", "و", "ا")
Forms = dict[str, str]


def inflect_verb(perfect: str, imperfect: str, form: str) -> Forms:
    """All finite forms and participles of a verb; `form` is its Roman numeral (I to X, QI for four radicals)."""
    forms: Forms = {}
    for key, tag in (*_perfect(perfect), *_imperfect(perfect, imperfect)):
        forms.setdefault(fold(key), tag)
    for key, tag in _passive(perfect, imperfect, form):
        if forms.setdefault(fold(key), tag).endswith(".1s"):
            forms[fold(key)] = tag  # أصيب، ألغيت: news seldom says "I"
    for lemma, tag in _participles(perfect, imperfect, form):
        for key in inflect_noun(lemma, person=True):
            forms.setdefault(key, tag)
    return forms


def inflect_noun(lemma: str, plurals: tuple[str, ...] = (), person: bool = False) -> Forms:
    """The forms of a noun: accusative alef, dual, sound plurals (of persons also ون/ين), feminine, construct."""
    forms: Forms = {}

    def add(key: str, tag: str) -> None:
        forms.setdefault(fold(key), tag)

    add(lemma, "sg")
    if lemma.endswith("ة"):
        stem = lemma[:-1]
        for ending in ("تان", "تين", "تا", "تي"):
            add(stem + ending, "du")
        add(stem + "ات", "pl")  # the ت before a pronoun is undone where the pronoun is taken off
    elif lemma.endswith(("ى", "اء")):
        for ending in ("ات", "ين", "ان"):
            add(lemma.removesuffix("ى") + ending if lemma.endswith("ى") else lemma + ending, "pl")
    else:
        add(lemma + "ا", "sg")
        for ending in ("ان", "ين"):
            add(lemma + ending, "du")
        if person:
            for ending in ("ون", "ين", "و", "ي", "ات"):
                add(lemma + ending, "pl")
            add(lemma + "ة", "sg")
        else:
            add(lemma + "ات", "pl")
    for plural in plurals:
        add(plural, "pl")
        if not plural.endswith(("ة", "ى", "اء", "ات")):
            add(plural + "ا", "pl")
        if plural.endswith("ون"):
            for ending in ("ين", "و", "ي"):
                add(plural[:-2] + ending, "pl")
    return forms


def inflect_nisba(lemma: str) -> Forms:
    """The forms of a nisba (سوري): feminine, dual, sound plurals, also of two words (كوري شمالي)."""
    words = lemma.split()
    if len(words) == 1:
        forms = inflect_noun(lemma, person=True)
        forms.setdefault(fold(lemma + "تين"), "du")
        forms.setdefault(fold(lemma + "تان"), "du")
        return forms
    tables = [inflect_nisba(word) for word in words]
    joined: Forms = {}
    for ending in ("", "ا", "ة", "ون", "ين", "ات", "ان", "تين"):
        key = " ".join(fold(word + ending) for word in words)
        joined[key] = tables[0].get(fold(words[0] + ending), "sg")
    joined[" ".join((fold(words[0] + "ين"), fold(words[1])))] = "pl"
    # Both words carry the article: الكوري الشمالي.
    definite = {" ".join("ال" + word for word in key.split()): tag for key, tag in joined.items()}
    return joined | definite


def _is_hollow(perfect: str) -> bool:
    return len(perfect) >= 3 and perfect[-2] == "ا" and perfect[-1] not in _WEAK


def _perfect(p: str) -> list[tuple[str, str]]:
    if p.endswith(("ى", "ا")) and not p.endswith(("أ", "آ")):
        stem, glide = p[:-1], "و" if p.endswith("ا") else "ي"
        # Before a pronoun: التقوه. Of three letters it would be another word: أبو, عفو.
        bound = [(stem + "و", "pf.3mp")] if glide == "ي" and len(stem) > 2 else []
        return [
            *bound,
            (p, "pf.3ms"),
            (stem + "ا", "pf.3ms"),  # before a pronoun: رعاه
            (stem + "ت", "pf.3fs"),
            (stem + "تا", "pf.3fd"),
            (stem + glide + "ا", "pf.3md"),
            (stem + "وا", "pf.3mp"),
            (stem + glide + "ت", "pf.1s"),
            (stem + glide + "نا", "pf.1p"),
        ]
    short = p[:-2] + p[-1] if _is_hollow(p) else p
    third = [
        (p, "pf.3ms"),
        (p + "ت", "pf.3fs"),
        (p + "تا", "pf.3fd"),
        (p + "ا", "pf.3md"),
        (p + "وا", "pf.3mp"),
        (p + "و", "pf.3mp"),  # before a pronoun: اعتقلوه
    ]
    if p.endswith("أ"):
        third.append((p[:-1] + "ؤوا", "pf.3mp"))
    first = [
        (short + "ت", "pf.1s"),
        (short + "نا", "pf.1p"),
        (short + "ن", "pf.3fp"),
        (short + "تم", "pf.2p"),
    ]
    return third + first


def _imperfect(perfect: str, imperfect: str) -> list[tuple[str, str]]:
    body = imperfect[1:]
    out = [("ي" + body, "im.3ms"), ("ت" + body, "im.3fs"), ("أ" + body, "im.1s"), ("ن" + body, "im.1p")]
    weak = body.endswith(("ى", "ي", "و"))
    plural = body[:-1] if weak else body
    dual = body[:-1] + "ي" if body.endswith("ى") else body
    for first, who in (("ي", "3m"), ("ت", "3f")):
        out += [
            (first + plural + "ون", f"im.{who}p"),
            (first + plural + "وا", f"im.{who}p"),
            (first + plural + "و", f"im.{who}p"),
            (first + dual + "ان", f"im.{who}d"),
            (first + dual + "ا", f"im.{who}d"),
            (first + body + "ن", "im.3fp"),
        ]
        if body.endswith("ى"):
            out.append((first + body[:-1] + "ا", f"im.{who}s"))  # before a pronoun: يتبناها
    if weak:
        out += [(first + body[:-1], "js." + who) for first, who in (("ي", "3ms"), ("ت", "3fs"))]
    elif len(body) >= 3 and body[-2] in "اوي" and _is_hollow(perfect):
        cut = body[:-2] + body[-1]
        out += [(first + cut, "js." + who) for first, who in (("ي", "3ms"), ("ت", "3fs"))]
    return out


def _passive(p: str, i: str, form: str) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    stem = None
    if _is_hollow(p) and form in ("I", "IV", "VIII", "X"):
        stem = p[:-2] + "ي" + p[-1]
    elif form == "III" and len(p) >= 4 and p[1] == "ا":
        stem = p[0] + "و" + p[2:]
    elif form == "VI" and len(p) >= 5 and p[2] == "ا":
        stem = p[:2] + "و" + p[3:]
    elif (p.endswith("ا") and form == "I") or (p.endswith("ى") and form == "IV"):  # دعا، ألغى: دعي، ألغي
        stem = p[:-1] + "ي"
    if stem:
        out += [(stem, "pv.3ms"), (stem + "ت", "pv.3fs"), (stem + "وا", "pv.3mp")]
        if form != "I" and not p.startswith("و"):  # أقيلا، عوقبتا; not what is another word: قيدا، ووفقا
            out += [(stem + "ا", "pv.3md"), (stem + "تا", "pv.3fd")]
    body = i[1:]
    if _is_hollow(p) and len(body) >= 3 and body[-2] in "وي":
        out += [(f + body[:-2] + "ا" + body[-1], "pv.3" + g) for f, g in (("ي", "ms"), ("ت", "fs"))]
    elif body.endswith("و"):
        out += [(f + body[:-1] + "ى", "pv.3" + g) for f, g in (("ي", "ms"), ("ت", "fs"))]
    return out


def _participles(p: str, i: str, form: str) -> list[tuple[str, str]]:
    if form != "I":
        active = "م" + i[1:]
        if active.endswith(("ي", "ى")):
            active = active[:-1]
            return [(active, "ap"), (active + "ي", "ap"), (active + "ى", "pp")]
        pair = [(active, "ap")]
        if form == "IV" and len(active) > 3 and active[-2] == "ي":  # معيد, passive معاد
            pair.append((active[:-2] + "ا" + active[-1], "pp"))
        return pair
    letters = p.replace("ى", "ي")
    if len(letters) == 2:  # doubled: رد → راد، مردود
        return [(letters[0] + "ا" + letters[1], "ap"), ("م" + letters + "و" + letters[1], "pp")]
    if _is_hollow(p):
        return [(p[0] + "ائ" + p[2], "ap")]
    if p[-1] in "ىا":
        return [(p[0] + "ا" + p[1], "ap"), (p[0] + "ا" + p[1] + "ي", "ap")]
    first = "آ" if p[0] in "أا" else p[0] + "ا"
    return [(first + p[1:], "ap"), ("م" + p[0] + p[1] + "و" + p[2:], "pp")]
