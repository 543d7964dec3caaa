"""One small input of every format, for the tests of intake."""

from __future__ import annotations

import base64
import gzip
import json

from web import LEAD, MORE, item, page, rss

URL = "https://nahr.example/2026/1"


def warc_record(
    number: int,
    body: bytes,
    status: str = "200 OK",
    media: str = "text/html; charset=utf-8",
    kind: str = "response",
    coding: str = "",
) -> bytes:
    """A record of a web archive."""
    extra = f"Content-Encoding: {coding}\r\n" if coding else ""
    payload = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{extra}\r\n".encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2026-03-11T01:02:03Z\r\n"
        f"WARC-Target-URI: https://nahr.example/{number}\r\nContent-Type: application/http; msgtype={kind}\r\n"
        f"Content-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def warc(zipped: bool = False) -> list[bytes]:
    """Six records: three pages, one of them compressed, a request, an image and a page that is not there."""
    body = page().encode()
    records = [
        warc_record(0, body),
        warc_record(1, b"", kind="request"),
        warc_record(2, gzip.compress(body), coding="gzip"),
        warc_record(3, b"\x89PNG", media="image/png"),
        warc_record(4, body, status="404 Not Found"),
        warc_record(5, body),
    ]
    return [gzip.compress(record) for record in records] if zipped else records


def mhtml(body: str | None = None) -> bytes:
    """A page saved as a single file."""
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://nahr.example/2026/1\r\nSubject: x\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----B"\r\n\r\n'
        b"------B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes((body or page()).encode())
        + b"\r\n------B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n------B--\r\n"
    )


def ninjs(**more: object) -> dict[str, object]:
    """A news item of the IPTC, version 3.1."""
    return {
        "standard": {"name": "ninjs", "version": "3.1"},
        "uri": "urn:nahr:2026:1",
        "pubStatus": "usable",
        "versionCreated": "2026-03-10T23:30:00+03:00",
        "headlines": [{"role": "short", "value": "اتفاق"}, {"role": "main", "value": "اتفاق على الحدود"}],
        "bodies": [
            {"role": "main", "contentType": "text/html", "value": f"<h2>التفاصيل</h2><p>{LEAD}</p><p>{MORE}</p>"}
        ],
        "infoSources": [{"name": "وكالة النهر"}],
        **more,
    }


def samples() -> dict[str, bytes]:
    """A valid input for each ending, and one more of each zipped."""
    record = {"id": "r1", "title": "اتفاق", "text": f"{LEAD}\n{MORE}", "published": "2026-03-10", "url": URL}
    plain = {
        "a.txt": f"اتفاق على الحدود\n{LEAD}\n{MORE}\n".encode(),
        "a.html": page().encode(),
        "a.mhtml": mhtml(),
        "a.jsonl": b"".join(json.dumps(record, ensure_ascii=False).encode() + b"\n" for _ in range(3)),
        "a.json": json.dumps([record, record, record], indent=1).encode(),
        "b.json": json.dumps(ninjs(), ensure_ascii=False).encode(),
        "a.csv": f'headline,body,date,link\nاتفاق,"{LEAD}\n{MORE}",2026-03-10,{URL}\nثان,{MORE},,\n'.encode(),
        "a.tsv": f"id\ttext\n1\t{LEAD}\n2\t{MORE}\n".encode(),
        "a.warc": b"".join(warc()),
        "a.xml": rss(item(1, URL, f"<p>{LEAD}</p><p>{MORE}</p>"), item(2, URL + "0")),
        "list.txt": f"# قائمة\n{URL}\n\n{URL}0\n".encode(),
        "map.xml": f'<?xml version="1.0"?><urlset><url><loc>{URL}?a=1&amp;b=2</loc></url></urlset>'.encode(),
    }
    zipped = {f"{name}.gz": gzip.compress(data) for name, data in plain.items() if name != "a.warc"}
    return plain | zipped | {"a.warc.gz": b"".join(warc(zipped=True))}
