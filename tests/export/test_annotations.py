"""Web Annotations: one for every piece of evidence, each pointing at exactly its characters."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from samples import event, everything, report, source

from marsad.export.files import Export, write_file
from marsad.export.web_annotations import annotations_of
from marsad.store.records import Report


def evidence(found: Report) -> Counter[tuple[str, int, int]]:
    """Slot, start and end of every span of a coding."""
    spans: list[tuple[str, int, int]] = []
    coding = found.coding
    spans += [("title", s.start, s.end) for s in (coding.title,) if s]
    spans += [("byline", s.start, s.end) for s in (coding.byline,) if s]
    spans += [("agency", s.start, s.end) for s in coding.agencies]
    spans += [("published", c.span.start, c.span.end) for c in coding.published.candidates if c.span]
    for e in coding.events:
        spans += [("words", s.start, s.end) for s in e.mentions]
        spans += [("actor", s.start, s.end) for s in e.actor] + [("recipient", s.start, s.end) for s in e.recipient]
        spans += [("place", s.start, s.end) for s in (e.place,) if s]
        spans += [("date", s.start, s.end) for s in (e.date_span,) if s]
        spans += [("according-to", s.start, s.end) for s in e.chain]
        spans += [("framing", s.start, s.end) for s in e.framing]
    spans += [("quote", q.start, q.end) for q in coding.quotes]
    spans += [("speaker", q.speaker.start, q.speaker.end) for q in coding.quotes if q.speaker]
    return Counter(spans)


def test_every_value_has_its_annotation(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonld"
    wanted = Export(format="annotations", level="article", query={}, created="2026-03-20T12:00:00Z")
    manifest = write_file(path, wanted, source(everything()))
    page = json.loads(path.read_text(encoding="utf-8"))
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage"
    assert manifest.rows == len(page["items"])
    ids = [item["id"] for item in page["items"]]
    assert len(set(ids)) == len(ids)
    by_article: dict[str, Counter[tuple[str, int, int]]] = {}
    texts = {f"urn:marsad:article:{r.kept.id}": r.kept.article.text for r in everything()}
    for item in page["items"]:
        target = item["target"]
        position, quote = target["selector"]
        text = texts[target["state"]["cached"]]
        assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert text[: position["start"]].endswith(quote["prefix"])
        assert text[position["end"] :].startswith(quote["suffix"])
        slot = (item["marsad:slot"], position["start"], position["end"])
        by_article.setdefault(target["state"]["cached"], Counter())[slot] += 1
    assert by_article == {f"urn:marsad:article:{r.kept.id}": evidence(r) for r in everything()}


def test_the_source_is_a_web_address_or_the_copy() -> None:
    linked = list(annotations_of(report(event(), urls=("javascript:alert(1)", "https://n.example/a"))))
    assert {a["target"]["source"] for a in linked} == {"https://n.example/a"}
    kept = list(annotations_of(report(event(), urls=("javascript:alert(1)",))))
    assert {a["target"]["source"] for a in kept} == {"urn:marsad:article:a1"}


def test_bodies_say_what_was_read() -> None:
    bodies = {(a["marsad:slot"], a["body"]["value"]) for a in annotations_of(report(event()))}
    assert ("words", "ASSAULT/aerial") in bodies and ("actor", "Norway (NOR), NOR MIL") in bodies
    assert ("place", "Hofn (gn:2630299), ISL town") in bodies and ("date", "2026-03-09") in bodies
    assert ("recipient", "CVL") in bodies and ("speaker", "الوزير") in bodies
