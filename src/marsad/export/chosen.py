"""From a query to the reports that an export reads, again and again if need be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import structs

from marsad.export.told import Readable
from marsad.store.interface import Reader
from marsad.store.query import Query
from marsad.store.records import Damaged, Report


def asked(query: Query) -> dict[str, object]:
    """What a query asks for, without what it leaves open: the `query` of a manifest."""
    plain = Query()
    given = {name: getattr(query, name) for name in query.__struct_fields__}
    changed = {name: value for name, value in given.items() if value != getattr(plain, name)}
    return msgspec.json.decode(msgspec.json.encode(changed), type=dict[str, object])


def chosen_reports(reader: Reader, query: Query, events: bool, ordered: bool = False) -> Readable:
    """The reports of a query, each with the events that are meant; with what is damaged among them.

    They come as they were read, article by article. With a limit or an offset, or where it is `ordered`, and where
    `events` are wanted, they come in the order of the query, one event at a time, and the limit counts events.
    """
    one_by_one = events and (ordered or query.limit is not None or query.offset > 0)

    def opened() -> Iterable[Report | Damaged]:
        return _one_by_one(reader, query) if one_by_one else reader.readable(query)

    return opened


def _one_by_one(reader: Reader, query: Query) -> Iterator[Report | Damaged]:
    last: Report | Damaged | None = None
    for hit in reader.readable_events(query):
        if isinstance(hit, Damaged):
            yield hit
            continue
        if last is None or _id_of(last) != hit.article.id:
            last = reader.readable_report(hit.article.id)
        if isinstance(last, Report):
            yield structs.replace(last, coding=structs.replace(last.coding, events=(hit.event,)))
        elif last is not None:
            yield last


def _id_of(found: Report | Damaged) -> str:
    return found.article if isinstance(found, Damaged) else found.kept.id
