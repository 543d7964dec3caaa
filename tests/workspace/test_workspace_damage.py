"""From Python a damaged article is passed over with a warning that names it, and costs nothing else."""

from __future__ import annotations

import shutil
import sqlite3
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

import marsad

DOC = "02-wire"


@pytest.fixture
def broken(folder: Path, tmp_path: Path) -> Iterator[marsad.Workspace]:
    """A copy of the workspace in which the text and the coding of one article are cut off."""
    shutil.copytree(folder, tmp_path / "w")
    database = sqlite3.connect(tmp_path / "w" / "marsad.db")
    database.execute("UPDATE articles SET record = substr(record, 1, 40) WHERE doc = ?", (DOC,))
    coding = "(SELECT coding FROM articles WHERE doc = ?)"
    database.execute(f"UPDATE codings SET record = substr(record, 1, 40) WHERE n = {coding}", (DOC,))
    database.commit()
    database.close()
    with marsad.open(tmp_path / "w") as opened:
        yield opened


def test_lists_pass_over_it(broken: marsad.Workspace, ws: marsad.Workspace) -> None:
    identity = ws._reader.find(DOC)[0].id
    said = pytest.warns(marsad.DamagedWarning, match=f"article {identity} is damaged .*passed over; restore")
    with said:
        hits = [hit.event.id for hit in broken.events()]
    assert hits == [hit.event.id for hit in ws.events() if hit.article.id != identity]
    with said:
        assert len(list(broken.articles())) == 11
    with said:
        assert all(quoted.report.kept.id != identity for quoted in broken.quotes())
    with said:
        found = [one.article.id for one in broken.search("السفينة")]
    assert found == [one.article.id for one in ws.search("السفينة") if one.article.id != identity] != []


def test_tables_pass_over_it(broken: marsad.Workspace, ws: marsad.Workspace) -> None:
    identity = ws._reader.find(DOC)[0].id
    for query in (broken.events(), broken.events(limit=500), broken.events().happenings(), broken.articles()):
        with pytest.warns(marsad.DamagedWarning, match=identity):
            assert len(query.to_polars()) > 10
    with pytest.warns(marsad.DamagedWarning, match=identity):
        assert "<table" in broken.events(doc=DOC)._repr_html_()


def test_a_file_is_written_and_its_manifest_names_it(broken: marsad.Workspace, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        manifest = broken.events().write(tmp_path / "a.csv")
    assert [failed.reason[:22] for failed in manifest.failed] == ["the article is damaged"]


def test_it_can_be_made_an_error(broken: marsad.Workspace) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", marsad.DamagedWarning)
        with pytest.raises(marsad.DamagedWarning):
            list(broken.events())
    with pytest.raises(marsad.StoreError, match=r"article [0-9a-f]{32} is damaged"):
        broken.article(DOC)
