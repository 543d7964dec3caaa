"""Workspaces in Python: lazy queries over articles, events and quotations, handed on as records or tables."""
