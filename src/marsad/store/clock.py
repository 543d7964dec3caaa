"""The one place of the store that looks at the clock; times are kept beside what happened, and decide nothing."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """The time in UTC as ISO 8601 to the second: 2026-03-10T08:15:00Z."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
