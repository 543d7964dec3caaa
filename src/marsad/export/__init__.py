"""Codings handed on: tables, exchange formats and the column layouts of other event data sets."""
