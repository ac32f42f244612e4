"""The date that files say they were made on: never that of the clock, or no build would give the same bytes twice."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

EPOCH = "SOURCE_DATE_EPOCH"
"""The variable that names it, in seconds since 1970; see https://reproducible-builds.org/specs/source-date-epoch/."""


def source_date() -> datetime | None:
    """The date that the environment names, in UTC; None where it names none."""
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(os.environ.get(EPOCH, "")))
    except (ValueError, OverflowError):
        return None
