"""The lint of the authored data: the shipped files are sound, and every kind of fault is found and named."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.lexicon.lint import find_problems

EVENT = """
[[entry]]
id = "agree.wafaqa"
lemma = "وافق"
pos = "verb"
form = "III"
imperfect = "يوافق"
type = "AGREE"
gloss = "agree"
meaning = "Consents."
match = [{ text = "وافقت الحكومة على الهدنة", actor = "الحكومة" }]
"""
REQUEST = """
[[entry]]
id = "request.daa"
lemma = "دعا"
pos = "verb"
form = "I"
imperfect = "يدعو"
type = "REQUEST"
gloss = "call"
meaning = "Calls on somebody."
modes_by = "request"
match = [{ text = "دعت الحكومة إلى الهدنة" }]
"""
CONTENT = """
[[entry]]
id = "request.yield"
family = "request"
gloss = "stop"
words = [
  "هدنة",
]
match = ["دعت إلى هدنة"]
"""
NOUN = """
[[entry]]
id = "office.minister"
lemma = "وزير"
kind = "office"
sector = "GOV"
gloss = "minister"
meaning = "A minister."
match = ["قال الوزير إن الاتفاق قريب"]
"""
MODIFIER = """
[[entry]]
id = "mod.military"
lemma = "عسكري"
effect = "sector"
sector = "MIL"
applies_to = ["body"]
gloss = "military"
meaning = "Of the army."
match = ["وصل وفد عسكري"]
"""
FILES = {
    "ar/events_agree.toml": EVENT,
    "ar/events_request.toml": REQUEST,
    "ar/content.toml": CONTENT,
    "ar/weekdays.tsv": "form\tweekday\nالاثنين\t1\nالأحد\t7\n",
    "knowledge/actor_nouns.toml": NOUN,
    "knowledge/actor_modifiers.toml": MODIFIER,
    "knowledge/countries.tsv": "id\tar\ten\nTUN\tتونس\tTunisia\n",
    "knowledge/country_names.tsv": "id\tkind\tform\nTUN\tname\tتونس\n",
    "knowledge/people.tsv": "id\tcountry\nperson.a\tTUN\n",
    "knowledge/people_terms.tsv": "id\tcountry\tsector\tvalid_from\tvalid_to\nperson.a\tTUN\tGOV\t2019-01\t\n",
}
FAULTS = [
    ("ar/events_agree.toml", "الحكومة على", "الحكومة\u200f على", "invisible mark U+200F"),
    ("ar/events_agree.toml", "يوافق", "یوافق", "U+06CC in place of ي"),
    ("ar/events_agree.toml", "وافقت", "وافقت \ufefb", "presentation forms"),
    ("ar/events_agree.toml", "الهدنة", "ةندهلا", "a word begins with ة"),
    ("ar/events_agree.toml", "وافق", "وا\u0627\u0653فق", "not in NFC"),
    ("ar/events_agree.toml", 'id = "agree.wafaqa"', 'id = "agree.Wafaqa"', "is not group.name"),
    ("ar/events_agree.toml", "AGREE", "CONSENT", "unknown type CONSENT"),
    ("ar/events_agree.toml", "AGREE", "AID", "the id does not begin with the type"),
    ("ar/events_agree.toml", 'pos = "verb"', 'pos = "verb"\nmode = ["phone"]', "AGREE has no mode 'phone'"),
    ("ar/events_agree.toml", 'pos = "verb"', 'pos = "verb"\nalso = ["AID/phone"]', "AID has no mode 'phone'"),
    ("ar/events_agree.toml", 'pos = "verb"', 'pos = "verb"\ncameo = "999"', "unknown CAMEO code 999"),
    ("ar/events_agree.toml", 'imperfect = "يوافق"\n', "", "a verb without imperfect or form"),
    ("ar/events_agree.toml", 'actor = "الحكومة"', 'actor = "الوزير"', "does not stand in its example"),
    ("ar/events_agree.toml", 'pos = "verb"', 'pos = "verb"\ncontent = "class.x"', "class.x does not exist"),
    ("ar/events_agree.toml", 'pos = "verb"', 'pos = "verb"\nmodes_by = "x"', "there is no such family"),
    ("ar/events_agree.toml", 'pos = "verb"', 'pos = "verb"\nmodes_by = "request"', "yield is no mode of AGREE"),
    ("ar/events_agree.toml", 'pos = "verb"', 'pos = "verb"\nwords = 1', "unknown field"),
    ("ar/events_agree.toml", '"وافق"', '"وافق ل"', "has a word of one letter"),
    ("ar/events_agree.toml", EVENT, EVENT + EVENT, "the id is used twice"),
    ("ar/events_request.toml", REQUEST, REQUEST + EVENT, "the id is used in events_agree.toml too"),
    ("ar/content.toml", '  "هدنة",', '  "هدنة", "سلام",', "several Arabic strings"),
    ("ar/content.toml", '"request"', '"threat"', "family threat is not the id's group"),
    ("ar/content.toml", "هدنة", 'هدنات",\n  "هدنة', "هدنات is made from هدنة"),
    ("ar/content.toml", 'match = ["دعت إلى هدنة"]', "", "no example"),
    ("ar/weekdays.tsv", "الأحد\t7", "الأحد", "1 cells, the header names 2"),
    ("ar/weekdays.tsv", "الأحد\t7", "الأحد \t7", "spaces around the cell form"),
    ("ar/weekdays.tsv", "الأحد\t7", "الأحد، السبت\t7", "several strings in the cell form"),
    ("ar/weekdays.tsv", "الأحد\t7", "الاثنين\t1", "the row stands twice"),
    ("knowledge/actor_nouns.toml", '"GOV"', '"GVT"', "unknown sector GVT"),
    ("knowledge/actor_nouns.toml", '"GOV"', '"GOV"\ncountry = "TNS"', "unknown country TNS"),
    ("knowledge/actor_nouns.toml", '"GOV"', '"GOV"\ncomplement = ["verb"]', "unknown complement"),
    ("knowledge/actor_modifiers.toml", 'sector = "MIL"\n', "", "effect sector without a sector"),
    ("knowledge/actor_modifiers.toml", '["body"]', '["town"]', "unknown applies_to"),
    ("knowledge/country_names.tsv", "TUN", "TNS", "countries.tsv has no such id"),
    ("knowledge/people_terms.tsv", "2019-01", "2019-1", "is no date"),
    ("knowledge/people_terms.tsv", "2019-01\t", "2019-01\t2018", "it ends before it begins"),
    ("knowledge/people_terms.tsv", "TUN", "TNS", "unknown country TNS"),
]


def write(folder: Path, files: dict[str, str]) -> tuple[Path, Path]:
    """The folders ar and knowledge with these files."""
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "ar", folder / "knowledge"


def test_shipped_data_are_sound() -> None:
    assert [str(problem) for problem in find_problems()] == []


def test_a_sound_lexicon_has_no_problems(tmp_path: Path) -> None:
    assert find_problems(*write(tmp_path, FILES)) == []


@pytest.mark.parametrize(("file", "old", "new", "expected"), FAULTS, ids=[fault[3] for fault in FAULTS])
def test_fault_is_named(tmp_path: Path, file: str, old: str, new: str, expected: str) -> None:
    assert old in FILES[file]
    problems = find_problems(*write(tmp_path, FILES | {file: FILES[file].replace(old, new)}))
    named = [p for p in problems if expected in str(p)]
    assert named, [str(p) for p in problems]
    assert named[0].file == Path(file).name
    assert named[0].remedy


def test_a_problem_names_the_entry(tmp_path: Path) -> None:
    files = FILES | {"ar/events_agree.toml": EVENT.replace("AGREE", "CONSENT")}
    assert [p.entry for p in find_problems(*write(tmp_path, files))] == ["agree.wafaqa"]
