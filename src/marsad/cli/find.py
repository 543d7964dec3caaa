"""marsad events, marsad search and marsad show: what is in a workspace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.inputs import LANG
from marsad.cli.problems import FAILED, OK, say
from marsad.cli.workspace import WORKSPACE, Passing, filters, json_forms, make_query, pages, reading, write_records

if TYPE_CHECKING:
    from marsad.store.records import Found, Head, Hit, Kept, Report
    from marsad.store.sqlite.read import SqliteReader
    from marsad.types import Coding
    from marsad.view.labels import Labels, Lang
    from marsad.view.text import Line

_SHOWN = 20  # events or articles of a list for people, when no --limit is given


@click.command("events")
@WORKSPACE
@filters
@click.option("--text", metavar="WORDS", help="Only from articles with these words, as in `marsad search`.")
@pages
@click.option("--order", type=click.Choice(["newest", "oldest", "read"]), default="newest", show_default=True)
@click.option(
    "--count", "counted", metavar="FACET", multiple=True,
    help="Count the values of a facet instead: type, actor.country, place.country, month … May be repeated.",
)  # fmt: skip
@json_forms
@LANG
def events_command(
    workspace: str, form: str | None, lang: Lang, limit: int | None, counted: tuple[str, ...], **given: Any
) -> int:
    """List the events of a workspace.

    Filters of different kinds must all hold; of one kind repeated, any. An event counts by the first day of its date.

    \b
    Examples:
      marsad events --type ASSAULT --country SYR --since 2024-09
      marsad events --actor ISL:GOV --recipient NOR --status asserted
      marsad events --according-to - --type THREATEN --jsonl
      marsad events --since 2024 --count actor.country --count month

    Exit status: 0 done (also when nothing was found), 1 the workspace cannot be read, 2 wrong usage, 3 some articles
    are damaged and were passed over.
    """
    query = make_query(limit=limit if limit is not None or form else _SHOWN, **given)
    with reading(workspace) as reader:
        if counted:
            return _count(reader, query, counted, form, lang)
        passing = Passing(workspace)
        hits = passing.over(reader.readable_events(query))
        if form:
            write_records(hits, form)
            return passing.status
        shown = _print(_event_lines(hits, lang), lang)
        _rest(shown, query.offset, reader.count(query), "event", lang)
    return passing.status


@click.command("search")
@click.argument("words", metavar="WORDS...", nargs=-1, required=True)
@WORKSPACE
@filters
@pages
@click.option(
    "--order", type=click.Choice(["relevance", "newest", "oldest", "read"]), default="relevance", show_default=True
)
@json_forms
@LANG
def search_command(
    words: tuple[str, ...], workspace: str, form: str | None, lang: Lang, limit: int | None, **given: Any
) -> int:
    """Find articles by their words.

    All words must be there, whatever their spelling (أحمد finds احمد) and what is written onto them (القاهرة finds
    وبالقاهرة). Words in double quotes are found exactly as written, in this order. A word after a minus must not be
    there; write -- before WORDS when the first one has a minus. --since and --until go by the day of publication.

    \b
    Examples:
      marsad search 'النرويج سفينة'
      marsad search '"وزير الخارجية" -الصيد' --since 2026-03
      marsad search سفينة --type THREATEN --jsonl

    Exit status: 0 done (also when nothing was found), 1 the workspace cannot be read, 2 wrong usage, 3 some articles
    are damaged and were passed over.
    """
    limit = limit if limit is not None or form else _SHOWN
    query = make_query(limit=limit, text=" ".join(words), **given)
    with reading(workspace) as reader:
        passing = Passing(workspace)
        found = passing.over(reader.readable_search(query))
        if form:
            write_records(found, form)
            return passing.status
        shown = _print(_found_lines(found, lang), lang)
        _rest(shown, query.offset, reader.count_articles(query), "article", lang)
    return passing.status


@click.command("show")
@click.argument("name", metavar="ID")
@WORKSPACE
@click.option("--find", "words", metavar="WORDS", help="Also mark these words.")
@click.option("--text-only", is_flag=True, help="The marked text without the coding.")
@json_forms
@LANG
def show_command(name: str, workspace: str, words: str | None, text_only: bool, form: str | None, lang: Lang) -> int:
    """Show an article: its text with the evidence marked, its coding, where it was read, and its copies.

    ID is the id of an article (or its first six digits or more), the id of an event, the name of an article, or its
    address, or the file it was read from. The words of event 2 stand in the text as [2 words]; on a terminal all
    evidence has its colour.

    \b
    Examples:
      marsad show 02-wire
      marsad show 58c4940b --find سفينة
      marsad show 58c4940b --json

    Exit status: 0 shown, 1 there is no such article or its text is damaged, 2 wrong usage, 3 only its coding is.
    """
    from marsad.view.labels import load_labels

    with reading(workspace) as reader:
        heads = reader.find(name)
        if not heads:
            say(load_labels(lang).ui("no_such").format(workspace=workspace, name=name))
            return FAILED
        if len(heads) > 1 and not form:
            say(load_labels(lang).ui("several_such").format(number=len(heads), name=name))
            _print((line for head in heads for line in _head_lines(head, lang)), lang)
            return FAILED
        passing = Passing(workspace)
        read = [(head, *_read(reader, head, passing)) for head in heads]
        whole = [(head, kept, report) for head, kept, report in read if kept is not None]
        if form:
            write_records((_whole(reader, *one) for one in whole), form)
        elif whole:
            _show(reader, *whole[0], words, text_only, lang)
    return passing.status if whole else FAILED


def _read(reader: SqliteReader, head: Head, passing: Passing) -> tuple[Kept | None, Report | None]:
    """An article and its coding; None for what is not there or is damaged, which is told."""
    from marsad.store.problems import StoreError
    from marsad.store.records import Damaged

    report = reader.readable_report(head.id)
    try:
        if isinstance(report, Damaged):
            passing.tell(report)
            return reader.kept(head.id), None
        return (report.kept if report is not None else reader.kept(head.id)), report
    except StoreError as error:
        passing.tell(Damaged(article=head.id, reason=error.reason))
        return None, None


def _whole(reader: SqliteReader, head: Head, kept: Kept, report: Report | None) -> dict[str, object]:
    """All that is known of an article, for --json."""
    return {
        "article": head,
        "text": kept.article.text,
        "coding": report.coding if report else None,
        "coded": report.coded if report else None,
        "sources": reader.sources(head.id),
        "copies": reader.copies(head.id),
        "versions": reader.versions(head.id),
    }


def _show(
    reader: SqliteReader, head: Head, kept: Kept, report: Report | None, words: str | None, text_only: bool, lang: Lang
) -> None:
    from marsad.store.terms import find_marks, read_search
    from marsad.view.labels import load_labels
    from marsad.view.marked import marked_text
    from marsad.view.text import Piece, describe

    found = find_marks(kept.article.text, read_search(words)) if words else ()
    labels = load_labels(lang)

    def lines() -> Iterator[Line]:
        coding: Coding | None = report.coding if report is not None else None
        yield from marked_text(kept.article, coding, found)
        yield []
        if text_only:
            return
        if coding is not None:
            yield from describe(coding, labels)
        else:
            yield [Piece(f"  {labels.ui('not_coded')} ({head.language})")]
        yield from _where_lines(reader, head, labels)

    _print(lines(), lang)


def _where_lines(reader: SqliteReader, head: Head, labels: Labels) -> Iterator[Line]:
    from marsad.view.text import Row, field

    yield from field(labels.ui("id"), [Row(codes=head.id)], labels)
    yield from field(labels.ui("outlet"), [Row(words=outlet) for outlet in head.outlets], labels)
    yield from field(labels.ui("url"), [Row(codes=url) for url in head.urls], labels)
    sources = (", ".join(part for part in (s.origin, s.place) if part) for s in reader.sources(head.id))
    yield from field(labels.ui("read_from"), [Row(codes=source) for source in sources], labels)
    copies = []
    for copy in reader.copies(head.id):
        other, share = (copy.other, copy.shared) if copy.article == head.id else (copy.article, copy.shared_other)
        kind, colon, words = (copy.veto or "").partition(":")
        copies.append(Row(codes=f"{other} {share:.0%}", words=f"{labels.of('veto', kind)}{colon}{words}"))
    yield from field(labels.ui("copies"), copies, labels)
    versions = [Row(codes=f"{v.coder} {v.data}") for v in reader.versions(head.id)]
    yield from field(labels.ui("versions"), versions, labels)


def _event_lines(hits: Iterator[Hit], lang: Lang) -> Iterator[Line | None]:
    """The lines of events in a list; None after each."""
    from marsad.view.labels import load_labels
    from marsad.view.text import Row, field, list_event

    labels = load_labels(lang)
    for hit in hits:
        yield from list_event(hit.number, hit.event, labels)
        date = Row(codes=hit.event.date) if hit.event.date else Row(labels.ui("unknown_date"))
        yield from field(labels.ui("date"), [date], labels)
        yield from _head_lines(hit.article, lang)
        yield None


def _found_lines(found: Iterator[Found], lang: Lang) -> Iterator[Line | None]:
    from marsad.view.bidi import isolate
    from marsad.view.text import Piece

    for one in found:
        yield from _head_lines(one.article, lang)
        for snippet in one.snippets:
            yield [Piece("  … "), Piece(isolate(snippet.text)), Piece(" …")]
        yield None


def _head_lines(head: Head, lang: Lang) -> Iterator[Line]:
    from marsad.view.labels import load_labels
    from marsad.view.text import Row, field

    labels = load_labels(lang)
    facts = [head.id[:12], head.published or "", head.language if head.language != "ar" else ""]
    row = Row(codes=" ".join(fact for fact in facts if fact), words=head.title or head.doc)
    yield from field(labels.ui("article"), [row], labels)
    yield from field(labels.ui("outlet"), [Row(words=outlet) for outlet in head.outlets], labels)


def _print(lines: Iterator[Line | None] | Iterator[Line], lang: Lang) -> int:
    """Write lines to standard output; gives how many entries (a None ends one) there were."""
    from marsad.cli.output import Sink, Text

    writer = Text(Sink(None, "--out"), lang)
    entries = 0
    for line in lines:
        entries += line is None
        writer.line(line or [])
    writer.close()
    return entries


def _rest(shown: int, offset: int, total: int, what: str, lang: Lang) -> None:
    """Say how many there are, on standard error."""
    from marsad.view.labels import load_labels

    labels = load_labels(lang)
    numbers = {"first": f"{offset + 1:,}", "last": f"{offset + shown:,}", "total": f"{total:,}"}
    if total > shown:
        say(labels.ui(f"some_{what}s" if shown else f"other_{what}s").format(**numbers))
    else:
        say(labels.ui(f"all_{what}s" if total != 1 else f"one_{what}").format(**numbers))


def _count(reader: SqliteReader, query: Any, facets: tuple[str, ...], form: str | None, lang: Lang) -> int:
    counts = reader.facets(query, facets)
    if form:
        rows = [{"facet": facet, **_fields(count)} for facet in facets for count in counts[facet]]
        write_records(rows, form)
        return OK
    from marsad.view.bidi import isolate

    for facet in facets:
        click.echo(facet)
        for count in counts[facet]:
            name = (count.name_ar if lang == "ar" else count.name_en) or ""
            click.echo(f"{count.events:>10,}  {isolate(count.value)}{f'  {isolate(name)}' if name else ''}")
    return OK


def _fields(count: object) -> dict[str, object]:
    from msgspec import structs

    return structs.asdict(count)  # type: ignore[arg-type]
