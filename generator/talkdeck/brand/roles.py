"""Colour roles upon what a region stands on."""

from __future__ import annotations

ON_PANEL = {"ink": "panel-ink", "muted": "panel-muted"}
ON_DARK = {"ink": "on-dark", "muted": "on-dark-muted"}


def on_ground(role: str, over: str) -> str:
    """The colour role to use for `role` upon a region's ground: ink on a panel is panel-ink, on a dark fill on-dark."""
    if over in ("panel", "code-panel"):
        return ON_PANEL.get(role, role)
    if over == "dark":
        return {**ON_DARK, "link": "on-dark"}.get(role, role)
    if over in ("accent", "second"):
        return "on-accent" if role in ("ink", "muted", "link") else role
    return role
