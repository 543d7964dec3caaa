"""A workspace kept in SQLite. All SQL of marsad stands here."""
