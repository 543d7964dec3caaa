"""marsad in Python, from one sentence to tables: run it with `python docs/tutorial.py`.

It uses the bundled articles about an invented dispute between Iceland and Norway (demo/articles) and a folder that it
makes and takes away again. pandas, polars and DuckDB are needed: pip install 'marsad[tables]'.
The lines that begin with # %% make cells in editors that know them.
"""

# %% 1. One sentence
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import polars

import marsad
from marsad.export.told import Told

coded = marsad.code("دعت النرويج آيسلندا إلى الحوار.", published="2026-03-10")
event = coded.events[0]
print(event.type, event.mode, "by", event.actor[0].country, "towards", event.recipient[0].country)

# Every value knows the characters it was read from.
words = event.mentions[0]
assert coded.text[words.start : words.end] == words.text == "دعت"

# %% 2. A workspace
# On the command line: marsad add demo/articles -w my-workspace
DEMO = Path(__file__).resolve().parents[1] / "demo" / "articles"
scratch = tempfile.TemporaryDirectory()
folder = Path(scratch.name) / "my-workspace"
subprocess.run([sys.executable, "-m", "marsad", "add", str(DEMO), "-w", str(folder), "--quiet"], check=True)

ws = marsad.open(folder)
print(ws)

# %% 3. Events, as records
# Who accused whom? Nothing is read before the loop begins.
accusations = ws.events(type="ACCUSE")
print(len(accusations), "accusations")
for hit in accusations:
    who = ", ".join(actor.text for actor in hit.event.actor) or "(nobody named)"
    print(f"  {hit.event.date}  {who}  [{hit.article.doc}]")

# Narrow it down: what Norway or its people did, since a day. All filters must hold; a list is alternatives.
ours = accusations.where(actor="NOR", since="2026-03-10")
print(len(ours), "of them by Norway since 10 March")
print(ws.events().counts("status"))

# %% 4. One article, with its evidence
# In a notebook the next line shows the text with the evidence marked, beside the events.
article = ws.article("10-ultimatum")
print(article)
for event in article.events:
    print(f"  {event.type}: {', '.join(mention.text for mention in event.mentions)}")

# %% 5. Who is quoted?
for quoted in ws.quotes(doc="08-speech"):
    speaker = quoted.quote.speaker.text if quoted.quote.speaker else "(nobody named)"
    print(f"  {speaker}: {quoted.quote.text}")

# %% 6. Tables
frame = ws.events(status="asserted").to_pandas()
print(frame.groupby("type").size().sort_values(ascending=False).head(3))

# Lists stay lists; polars takes them apart.
actors = ws.events().to_polars().explode("actor_country").filter(polars.col("actor_country").is_not_null())
print(actors.group_by("actor_country").len().sort("len", descending=True).head(3))

# SQL over a query, without a copy of your own.
connection = duckdb.connect()
ws.events().to_duckdb(connection, "events")
print(connection.sql("SELECT date_first, count(*) AS events FROM events GROUP BY ALL ORDER BY ALL LIMIT 5"))

# Every cell can be checked: *_at columns are positions in the article's text.
row = next(iter(ws.events(doc="02-wire").to_dicts()))
texts = dict(ws.articles().to_polars().select("article_id", "text").iter_rows())
start, end = (int(number) for number in row["words_at"][0].split("-"))
assert texts[row["article_id"]][start:end] == row["words"][0]

# %% 7. Reports and happenings
# The same thing told by several articles: identical texts are one by default, and you can say what else is.


def same_act(told: Told) -> str:
    """Events of one type between the same countries on the same day are one."""
    sides = [entity.country or "?" for entity in (*told.event.actor, *told.event.recipient)]
    return f"{told.event.type} {told.event.date} {' '.join(sides)}"


happenings = ws.events().happenings(same_act)
several = [happening for happening in happenings if len(happening.tolds) > 1]
print(ws.events().count(), "reports,", sum(1 for _ in happenings), "happenings,", len(several), "with several reports")

# %% 8. Files
# A manifest stands beside each: filters, versions, counts, checksum.
manifest = ws.events(type=["ASSAULT", "COERCE"]).write(Path(scratch.name) / "force.xlsx")
print(manifest.rows, "rows,", manifest.sha256[:12], manifest.query)
gdelt = ws.events().write(Path(scratch.name) / "events.CSV", "gdelt")
print(gdelt.rows, "rows in GDELT's columns; left out:", gdelt.left_out)

# %% 9. Done
ws.close()
scratch.cleanup()
