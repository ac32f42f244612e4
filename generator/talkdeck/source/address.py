"""Addresses that a talk may link to."""

from __future__ import annotations

from urllib.parse import urlsplit

_SCHEMES = "write the whole address, beginning with https://, http:// or mailto:"


def fault(url: str) -> tuple[str, str] | None:
    """What is wrong with an address as a link (a predicate, and a hint), None for http(s) with a host and mailto."""
    if any(char.isspace() or char < " " for char in url):
        return "has a blank in it", "write blanks in an address as %20"
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return "is not a valid address", _SCHEMES
    scheme = parts.scheme.lower()
    if scheme == "mailto":
        name, _, domain = parts.path.partition("@")
        return None if name and domain else ("has no mail address", "write mailto:name@example.org")
    if scheme not in ("http", "https"):
        return (f"leads to `{scheme}:`, which is not allowed" if scheme else "is no whole address"), _SCHEMES
    if not host:
        return "has no host", "write it like https://example.org/page"
    return None
