"""Text made fit for XML and HTML by hand, where a template's escaping would cost more than all else."""

from __future__ import annotations


def escape_text(text: str) -> str:
    """Text fit for an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    """Text fit for a quoted attribute; a line break stays one (XML 1.0 §3.3.3 would make it a space)."""
    return escape_text(text).replace('"', "&quot;").replace("\n", "&#10;")
