"""Every format: what is in it comes out, with its place; what cannot be read is a problem with place and remedy."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path

import pytest
from article_checks import check_spans, kinds
from intake_samples import URL, mhtml, ninjs, samples, warc, warc_record
from web import LEAD, MORE, item, page, rss

from marsad.intake import Item, Source, columns, items, open_items, open_sources, read_source
from marsad.read import ReadError, ReadProblem


def read(*paths: Path | str, **options: object) -> tuple[list[Item], list[ReadProblem]]:
    found = list(open_items([str(path) for path in paths], **options))  # type: ignore[arg-type]
    for one in found:
        if isinstance(one, Item):
            check_spans(one.article)
        else:
            assert one.reason and one.remedy
    return [x for x in found if isinstance(x, Item)], [x for x in found if isinstance(x, ReadProblem)]


def write(path: Path, data: str | bytes, codec: str = "utf-8") -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode(codec))
    return path


COUNTS = {"a.jsonl": 3, "a.json": 3, "a.csv": 2, "a.tsv": 2, "a.warc": 3, "list.txt": 0, "map.xml": 0}


@pytest.mark.parametrize("name", samples())
def test_every_format_and_the_same_zipped(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, samples()[name])
    found, problems = read(path)
    assert len(found) == COUNTS.get(name.removesuffix(".gz"), 1)
    assert all(LEAD in one.article.text or MORE in one.article.text for one in found)
    assert all("--fetch" in problem.remedy for problem in problems)
    again, _ = read(path)
    assert found == again and len({(one.origin, one.place) for one in found}) == len(found)
    assert all(one.origin == str(path) and one.stamp for one in found)


@pytest.mark.parametrize("name", [n for n in samples() if n not in ("a.csv", "a.tsv", "a.csv.gz", "a.tsv.gz")])
def test_the_first_bytes_tell_what_a_file_without_a_telling_name_is(tmp_path: Path, name: str) -> None:
    found, _ = read(write(tmp_path / "download", samples()[name]))
    assert len(found) == COUNTS.get(name.removesuffix(".gz"), 1)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.jsonl.gz", "a.warc", "a.warc.gz", "a.xml", "b.json"])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Pipe(samples()[name])))
    found, _ = read("-")
    assert len(found) == COUNTS.get(name.removesuffix(".gz"), 1)
    assert all(one.origin == "standard input" for one in found)


def test_several_inputs_in_their_order(tmp_path: Path) -> None:
    for name in ("a.txt", "a.csv"):
        write(tmp_path / name, samples()[name])
    found, problems = read(tmp_path / "a.csv", tmp_path / "gone", tmp_path / "a.txt")
    assert [(Path(x.origin).name, x.place) for x in found] == [("a.csv", "row 2"), ("a.csv", "row 3"), ("a.txt", "")]
    assert [Path(p.file).name for p in problems] == ["gone"]


def test_what_is_done_is_passed_over(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", samples()["a.jsonl"])
    asked = []

    def done(origin: str, place: str, stamp: str) -> bool:
        asked.append((origin, place, stamp))
        return place != "line 2"

    found, _ = read(path, done=done)
    assert [x.place for x in found] == ["line 2"]
    assert asked[0] == (str(path), "line 1", found[0].stamp)
    status = path.stat()
    assert found[0].stamp == f"{status.st_size}-{status.st_mtime_ns}"


def test_sources_can_be_read_in_another_process(tmp_path: Path) -> None:
    import pickle

    write(tmp_path / "a.html", samples()["a.html"])
    (source,) = open_sources([str(tmp_path / "a.html")])
    assert isinstance(source, Source)
    assert read_source(pickle.loads(pickle.dumps(source))) == read(tmp_path / "a.html")[0][0]


# Pages


def test_a_page_keeps_its_bytes_and_their_hash(tmp_path: Path) -> None:
    import hashlib

    (found,), _ = read(write(tmp_path / "a.html", samples()["a.html"]))
    assert found.raw == samples()["a.html"] and found.media_type == "text/html"
    assert found.article.metadata.page_hash == hashlib.sha256(found.raw).hexdigest()
    (text,), _ = read(write(tmp_path / "a.txt", samples()["a.txt"]))
    assert text.raw is None and text.article.metadata.page_hash is None


def test_a_complete_page_is_one_article(tmp_path: Path) -> None:
    saved = f"<!DOCTYPE html>\n<!-- saved from url=(0027){URL} -->\n{page()}"
    write(tmp_path / "صفحة.html", saved)
    (tmp_path / "صفحة_files").mkdir()
    write(tmp_path / "صفحة_files" / "frame.html", page("إعلان"))
    (tmp_path / "notes_files").mkdir()
    write(tmp_path / "notes_files" / "own.txt", samples()["a.txt"])
    found, problems = read(tmp_path)
    assert not problems and [x.article.doc for x in found] == ["own", "صفحة"]
    assert found[1].article.metadata.url == URL


def test_the_address_that_singlefile_writes(tmp_path: Path) -> None:
    saved = f"<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: {URL} \n saved date: x\n-->{page()}"
    (found,), _ = read(write(tmp_path / "a.html", saved))
    assert found.article.metadata.url == URL


def test_a_single_file_page_tells_its_address(tmp_path: Path) -> None:
    (found,), _ = read(write(tmp_path / "a.mhtml", mhtml()))
    assert found.article.metadata.url == URL and kinds(found.article)[0] == ("title", "اتفاق على الحدود")
    _, (problem,) = read(write(tmp_path / "b.mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\nx"))
    assert "no page" in problem.reason


# Tables


def test_a_table_of_another_program(tmp_path: Path) -> None:
    """Written by a spreadsheet with Arabic settings: semicolons, windows-1256, Arabic names, a text over two lines."""
    table = f'الرقم;العنوان;النص;تاريخ النشر\n1;اتفاق;"{LEAD}\n{MORE}";10 آذار 2026\n'
    (found,), _ = read(write(tmp_path / "a.csv", table, "cp1256"))
    assert kinds(found.article) == [("title", "اتفاق"), ("lead", LEAD), ("paragraph", MORE)]
    assert found.article.metadata.published == "2026-03-10" and found.place == "row 2"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_tables_in_any_encoding(tmp_path: Path, codec: str) -> None:
    (found,), problems = read(write(tmp_path / "a.csv", f"text,title\r\n{LEAD},اتفاق\r\n", codec))
    assert not problems and found.article.text == f"اتفاق\n{LEAD}"


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    table = f'id,text\n1,"{LEAD}\n{MORE}"\n2,"{LEAD}\n3,{MORE}\n4,{LEAD}\n'
    found, (problem,) = read(write(tmp_path / "a.csv", table))
    assert [x.article.doc for x in found] == ["1"]
    assert problem.place == "row 3" and "never closed" in problem.reason


def test_columns_that_the_user_names(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", f"k,w,x,y\n1,{LEAD},اتفاق,{URL}\n")
    for given in ("text=w, title=x,url=y,id=k", {"text": "w", "title": "x", "url": "y", "id": "k"}):
        (found,), _ = read(path, columns=given)
        assert (found.article.doc, found.article.metadata.url) == ("1", URL)
        assert found.article.text == f"اتفاق\n{LEAD}"
    _, (problem,) = read(path)
    assert "the columns are k, w, x, y" in problem.reason and "--map text=COLUMN" in problem.remedy
    _, (problem,) = read(path, columns="text=body")
    assert "no column 'body'" in problem.reason and "k, w, x, y" in problem.reason


def test_keys_of_records_that_the_user_names(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", json.dumps({"w": LEAD, "x": "اتفاق"}) + "\n")
    (found,), _ = read(path, columns="text=w,title=x")
    assert found.article.text == f"اتفاق\n{LEAD}"
    _, (problem,) = read(path)
    assert "its keys are w, x" in problem.reason and problem.place.startswith("line 1")
    usual = write(tmp_path / "b.jsonl", json.dumps({"Headline": "اتفاق", "body": LEAD, "date": "2026-03-10"}) + "\n")
    (found,), _ = read(usual)
    assert found.article.text == f"اتفاق\n{LEAD}" and found.article.metadata.published == "2026-03-10"


@pytest.mark.parametrize("words", ["text", "text=", "body=text", "text=a,=b"])
def test_a_map_that_says_nothing(tmp_path: Path, words: str) -> None:
    with pytest.raises(ReadError):
        read(tmp_path, columns=words)
    assert columns.parse_map("text=a, title = b ,") == {"text": "a", "title": "b"}


def test_rows_that_cannot_be_read_do_not_stop_the_table(tmp_path: Path) -> None:
    table = f"id,text,date\n1,{LEAD},2026-03-10\n\n2,,\n3,{MORE},أمس\n4,{MORE},\n".encode() + b"5,\xff\xfe bad,\n"
    found, problems = read(write(tmp_path / "a.csv", table + f"6,{LEAD},\n".encode()))
    assert [x.article.doc for x in found] == ["1", "4", "6"]
    assert [p.place.split(",")[0] for p in problems] == ["row 4", "row 5", "row 7"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"text,title\n", "no rows"),
        (b"a," * 90_000, "names no columns"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
    ],
)
def test_a_file_that_is_no_table(tmp_path: Path, data: bytes, words: str) -> None:
    found, (problem,) = read(write(tmp_path / "a.csv", data))
    assert not found and words in problem.reason


# JSON


def test_a_list_that_does_not_fit_into_memory_is_read_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(items, "LARGEST_TEXT", 1_000_000)
    record = json.dumps({"text": LEAD * 100}, ensure_ascii=False)
    found, problems = read(write(tmp_path / "a.json", f"[{', '.join([record] * 200)}\n]\n"))
    assert len(found) == 200 and not problems and found[-1].place == "record 200"
    found, problems = read(write(tmp_path / "b.json", "\n".join([record] * 20)))
    assert len(found) == 20 and not problems
    found, problems = read(write(tmp_path / "c.json", f"[{record}, {json.dumps({'text': 'x' * 3_000_000})}]"))
    assert len(found) == 1 and "longer than" in problems[0].reason and problems[0].place == "record 2"


def test_a_list_that_breaks_off(tmp_path: Path) -> None:
    record = json.dumps({"text": LEAD})
    found, (problem,) = read(write(tmp_path / "a.json", f"[{record}, {record[:40]}"))
    assert len(found) == 1 and "not JSON" in problem.reason and problem.place == "record 2"


def test_a_news_item_of_the_iptc(tmp_path: Path) -> None:
    (found,), _ = read(write(tmp_path / "a.json", json.dumps(ninjs())))
    assert kinds(found.article)[0] == ("title", "اتفاق على الحدود")
    assert LEAD in found.article.text and "<" not in found.article.text
    metadata = found.article.metadata
    assert (found.article.doc, metadata.outlet) == ("urn:nahr:2026:1", "وكالة النهر")
    assert metadata.published == "2026-03-10T23:30:00+03:00"
    old = {
        "uri": "https://nahr.example/9",
        "headline": "اتفاق",
        "body_text": LEAD,
        "versioncreated": "2026-03-10T00:00:00Z",
    }
    (found,), _ = read(write(tmp_path / "b.jsonl", json.dumps(old) + "\n"))
    assert found.article.text == f"اتفاق\n{LEAD}" and found.article.metadata.url == "https://nahr.example/9"


@pytest.mark.parametrize(
    ("more", "words"),
    [({"pubStatus": "withheld"}, "withheld"), ({"bodies": []}, "no text"), ({"bodies": [3]}, "no text")],
)
def test_a_news_item_that_is_none(tmp_path: Path, more: dict[str, object], words: str) -> None:
    _, (problem,) = read(write(tmp_path / "a.json", json.dumps(ninjs(**more))))
    assert words in problem.reason


# Archives


def test_the_pages_of_a_web_archive(tmp_path: Path) -> None:
    for name in ("a.warc", "a.warc.gz"):
        found, problems = read(write(tmp_path / name, samples()[name]))
        assert not problems
        assert [x.article.metadata.url for x in found] == [f"https://nahr.example/{n}" for n in (0, 2, 5)]
        assert all(x.article.text == found[0].article.text and x.raw is not None for x in found)
        records = warc(zipped=name.endswith("gz"))
        places = [sum(map(len, records[:n])) for n in (0, 2, 5)]
        assert [x.place for x in found] == [f"byte {place}" for place in places]
        (fetched,) = [d for d in found[0].article.metadata.dates if d.source == "fetched"]
        assert fetched.date == "2026-03-11" and fetched.rejected is not None


def test_damaged_records_are_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    broken = {"zipped": warc(zipped=True), "garbage": warc(zipped=True), "plain": warc(), "length": warc()}
    middle = bytearray(broken["zipped"][2])
    middle[len(middle) // 2] ^= 0xFF
    middle[len(middle) // 2 + 1] ^= 0xFF
    broken["zipped"][2] = bytes(middle)
    broken["garbage"][2] = b"garbage" * 99
    broken["plain"][2] = b"garbage\r\n" * 99
    broken["length"][2] = broken["length"][2].replace(b"Content-Length: ", b"Content-Length: 9")
    for name, records in broken.items():
        found, problems = read(write(tmp_path / f"{name}.warc", b"".join(records)))
        assert [x.article.metadata.url for x in found] == ["https://nahr.example/0", "https://nahr.example/5"], name
        assert len(problems) == 1 and problems[0].place.startswith(("byte ", "before byte ")), name
    for name in ("a.warc", "a.warc.gz"):
        found, problems = read(write(tmp_path / name, samples()[name][:-60]))
        assert len(found) == 2 and len(problems) == 1 and "ends" in problems[0].reason


@pytest.mark.parametrize("data", [b"", b"rubbish" * 100, b"WARC/1.0 but no", gzip.compress(b"")])
def test_a_file_that_is_no_archive(tmp_path: Path, data: bytes) -> None:
    for name in ("a.warc", "a.warc.gz"):
        found, problems = read(write(tmp_path / name, data))
        assert not found and problems


def test_a_page_too_large_for_an_article_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(items, "LARGEST_PAGE", 5_000)
    large = warc_record(1, page().encode() + b" " * 9_000)
    found, problems = read(write(tmp_path / "a.warc", large + warc_record(2, page().encode())))
    assert len(found) == 1 and "larger" in problems[0].reason


def test_a_damaged_gzip_file_gives_what_stands_before_the_damage(tmp_path: Path) -> None:
    lines = b"".join(json.dumps({"text": f"{LEAD} {n}"}).encode() + b"\n" for n in range(2_000))
    data = gzip.compress(lines)
    found, problems = read(write(tmp_path / "a.jsonl.gz", data[: len(data) // 2]))
    assert len(found) > 100 and "what stands before the damage was read" in problems[-1].reason
    found, problems = read(write(tmp_path / "c.txt.gz", gzip.compress("قال الوزير ذلك. ".encode() * 50)[:-9]))
    assert not found and "damaged" in problems[0].reason and "was read" not in problems[0].reason  # no part of one
    found, problems = read(write(tmp_path / "b.txt.gz", b"\x1f\x8b\x08 no gzip at all"))
    assert not found and "gzip" in problems[0].reason


def test_a_gzip_bomb_is_refused(tmp_path: Path) -> None:
    found, (problem,) = read(write(tmp_path / "a.txt.gz", gzip.compress(b"x" * 60_000_000)))
    assert not found and "larger than" in problem.reason


# Feeds and lists, nothing fetched


def test_a_feed_that_carries_whole_texts(tmp_path: Path) -> None:
    content = f"<p>{LEAD}</p><script>x</script><figure><figcaption>صورة</figcaption></figure><p>{MORE}</p>"
    feed = rss(item(1, URL, content), item(2, URL + "0"), item(3, "", summary="كلمة"))
    found, problems = read(write(tmp_path / "a.rss", feed))
    assert [x.place for x in found] == ["g1"]
    assert found[0].article.text == f"خبر 1\n{LEAD}\nصورة\n{MORE}"
    metadata = found[0].article.metadata
    assert (metadata.url, metadata.outlet) == (URL, "النهر")
    assert [(d.date, d.source) for d in metadata.dates] == [("2026-03-10", "meta:feed")]
    assert [p.place for p in problems] == ["g2", "entry 3"]


def test_a_feed_in_atom(tmp_path: Path) -> None:
    feed = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>النهر</title><entry>
<id>tag:1</id><title>اتفاق</title><link href="{URL}"/><published>2026-03-10T23:00:00+03:00</published>
<content type="html">&lt;p&gt;{LEAD}&lt;/p&gt;&lt;p&gt;{MORE}&lt;/p&gt;</content></entry></feed>"""
    (found,), _ = read(write(tmp_path / "a.atom", feed))
    assert (found.place, found.article.text) == ("tag:1", f"اتفاق\n{LEAD}\n{MORE}")
    assert found.article.metadata.dates[0].date == "2026-03-10"


@pytest.mark.parametrize("data", [b"", b"<rss></rss>", b"rubbish", rss()])
def test_a_file_that_is_no_feed(tmp_path: Path, data: bytes) -> None:
    found, problems = read(write(tmp_path / "a.rss", data))
    assert not found and len(problems) == 1


def test_a_feed_does_not_open_files(tmp_path: Path) -> None:
    """Outer entities of the document type, and an XML bomb."""
    write(tmp_path / "secret.txt", "سر كبير لا يجوز أن يقرأه أحد من خارج هذا المكان")
    entity = f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]>'
    feed = rss(item(1, URL, f"<p>{LEAD}</p>")).decode().replace("?>", f"?>{entity}", 1).replace("خبر", "&x;")
    found, _ = read(write(tmp_path / "a.rss", feed))
    assert all("سر كبير" not in x.article.text for x in found)
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "x">{levels}]><rss>'
    bomb += "<channel><item><title>&a11;</title></item></channel></rss>"
    found, problems = read(write(tmp_path / "b.rss", bomb))
    assert not found and problems


def test_lists_are_not_fetched_unless_asked(tmp_path: Path) -> None:
    for name in ("list.txt", "map.xml"):
        found, (problem,) = read(write(tmp_path / name, samples()[name]))
        assert not found and "--fetch" in problem.remedy
    _, (problem,) = read(URL, fetch=False)
    assert "nothing is fetched" in problem.reason
