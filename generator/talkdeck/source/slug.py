"""Words as names of files and addresses: `Société Générale` to `société-générale`; letters of any script stay."""

from __future__ import annotations

import unicodedata

MOST = 80
"""Characters of a slug; most file systems take 255 bytes, and a Han character has three."""


def slug(value: object) -> str:
    """The letters and digits of a value in lower case, with a hyphen for whatever stands between; may be empty."""
    text = unicodedata.normalize("NFKC", str(value)).lower()
    # Marks are parts of letters in many scripts; _ is what people write for a blank in names.
    kept = "".join(
        char if char.isalnum() or char == "_" or unicodedata.category(char)[0] == "M" else " " for char in text
    )
    return "-".join(kept.split())[:MOST].rstrip("-")
