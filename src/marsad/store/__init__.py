"""Workspaces: one folder with one database that holds articles, codings and their history."""
