"""A user's folder of tables: what it adds, overrules and takes away; what is said of a folder that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from marsad.coding.examples import example_problems, mentions_of, read_sentence
from marsad.lexicon.lint import find_problems, own_entries
from marsad.lexicon.load import data_version, load_tables, use_lexicon
from marsad.lexicon.locate import locate
from marsad.lexicon.sources import AR, LexiconError, read_rows
from marsad.text.words import Reading, Ref

Write = Callable[[str, str], None]
ORGANISATIONS = "id\tar\ten\tkind\tcountry\tsector\tvalid_from\tvalid_to\tsource\tnote\n"
PLACES = "id\tar\ten\tcountry\tprecision\tlat\tlon\tpopulation\tsource\n"
NOUN = """[[entry]]
id = "body.night_watch"
lemma = "حراسة ليلية"
kind = "body"
sector = "PRM"
gloss = "night watch"
meaning = "Guards that a quarter sets up."
match = ["{example}"]
"""


@pytest.fixture(autouse=True)
def shipped_again() -> Iterator[None]:
    """Tables as shipped after every test."""
    yield
    use_lexicon(None)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of the user's folder."""
    return lambda name, text: (tmp_path / name).write_text(text, encoding="utf-8") and None


def codes(text: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(m.id, m.country, m.sector) for m in mentions_of(read_sentence(text))]


def test_a_new_organisation_is_found(write: Write, tmp_path: Path) -> None:
    before = data_version()
    write(
        "organisations.tsv",
        ORGANISATIONS + "org.own.front\tجبهة النهر\tRiver Front\tarmed\tSDN\tREB\t\t\town notes\t\n",
    )
    write("organisation_names.tsv", "id\tform\norg.own.front\tجبهة النهر\n")
    use_lexicon(tmp_path)
    assert codes("هاجمت جبهة النهر البلدة")[0] == ("org.own.front", "SDN", "REB")
    assert data_version() != before
    use_lexicon(None)
    assert data_version() == before
    assert "org.own.front" not in {m[0] for m in codes("هاجمت جبهة النهر البلدة")}


def test_a_row_with_a_known_id_overrules(write: Write, tmp_path: Path) -> None:
    row = next(
        r for r in read_rows(Path(AR.parent.parent / "knowledge" / "organisations.tsv")) if r["id"] == "org.afg.taliban"
    )
    row["country"], row["sector"] = "IMG", "REB"
    write("organisations.tsv", ORGANISATIONS + "\t".join(row.values()) + "\n")
    use_lexicon(tmp_path)
    assert codes("قالت حركة طالبان إنها انسحبت")[0] == ("org.afg.taliban", "IMG", "REB")


def test_a_name_can_move_and_go(write: Write, tmp_path: Path) -> None:
    write("organisation_names.tsv", "id\tform\n-\tتويتر\norg.un.un\tالهيئة الأممية\n")
    use_lexicon(tmp_path)
    assert "org.platform.twitter" not in {m[0] for m in codes("قال تويتر إن الحساب أغلق")}
    assert codes("قالت الهيئة الأممية إن الهدنة صمدت")[0][0] == "org.un.un"


def test_terms_of_a_person_are_replaced(write: Write, tmp_path: Path) -> None:
    header = "id\toffice_en\tcountry\tsector\tvalid_from\tvalid_to\tsource\n"
    write("people_terms.tsv", header + "person.joe-biden\tGuest\tUSA\tEDU\t2001\t\tinvented\n")
    use_lexicon(tmp_path)
    assert [term.sector for term in load_tables().terms["person.joe-biden"]] == ["EDU"]


def test_any_table_can_be_extended(write: Write, tmp_path: Path) -> None:
    write("distance.tsv", (AR / "distance.tsv").read_text(encoding="utf-8").splitlines()[0] + "\nالملقب\n")
    use_lexicon(tmp_path)
    assert "الملقب" in load_tables().distance and len(load_tables().distance) > 5


def test_examples_of_own_entries_are_read(write: Write, tmp_path: Path) -> None:
    write("actor_nouns.toml", NOUN.format(example="أوقفت حراسة ليلية السيارة"))
    use_lexicon(tmp_path)
    assert find_problems() == []
    assert [wrong for _, entry in own_entries(tmp_path) for _, wrong in example_problems(entry) if wrong] == []
    write("actor_nouns.toml", NOUN.format(example="أوقفت الشرطة السيارة"))
    use_lexicon(tmp_path)
    wrong = [wrong for _, entry in own_entries(tmp_path) for _, wrong in example_problems(entry) if wrong]
    assert len(wrong) == 1 and "body.police" in wrong[0]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("organizations.tsv", "id\n", "no table has this name"),
        ("organisations.tsv", "id\tname\n", "the columns are id name; write id ar en"),
        ("organisation_names.tsv", "id\tform\norg.own.none\tجبهة النهر\n", "there is no org.own.none"),
        ("places.tsv", PLACES + "own:x\tس ص\tX\tSDN\ttown\tnorth\t\t\town\n", "no number"),
        ("actor_nouns.toml", "[[entry]\n", "not valid TOML"),
        ("actor_nouns.toml", '[[entry]]\nid = "body.x"\ncolour = "red"\n', "entry body.x"),
        ("people_names.tsv", "id\tkind\tform\tmore\n", "the columns are"),
    ],
)  # fmt: skip
def test_a_wrong_folder_is_named(write: Write, tmp_path: Path, name: str, text: str, said: str) -> None:
    write(name, text)
    with pytest.raises(LexiconError) as error:
        use_lexicon(tmp_path)
        load_tables()
    assert said in str(error.value) and name in str(error.value)


def test_a_folder_that_is_not_there() -> None:
    with pytest.raises(LexiconError, match="no such folder"):
        use_lexicon(Path("nowhere"))


def test_lint_finds_what_reading_lets_pass(write: Write, tmp_path: Path) -> None:
    write("organisations.tsv", ORGANISATIONS + "org.own.x\tجبهة\tX\tarmed\tXXX\tREB\t2020\t2019\t\t\n")
    use_lexicon(tmp_path)
    assert [p.text for p in find_problems()] == ["unknown country XXX", "it ends before it begins"]


def test_a_form_is_located_in_the_users_file_first(write: Write, tmp_path: Path) -> None:
    write("organisation_names.tsv", "id\tform\norg.un.un\tالهيئة الأممية\n")
    use_lexicon(tmp_path)
    tables = load_tables()
    key = "الهييه الامميه"
    ref = Ref(*tables.forms[key][0])
    assert str(locate(tables, ref, Reading("", "", False, key, ""))) == f"{tmp_path / 'organisation_names.tsv'}:2"
    use_lexicon(None)
    tables = load_tables()
    ref = next(Ref(*raw) for raw in tables.forms["الامم المتحده"] if raw[0] == "org")
    place = str(locate(tables, ref, Reading("", "", False, "الامم المتحده", "")))
    assert place.startswith("marsad/knowledge/organisation_names.tsv:")
