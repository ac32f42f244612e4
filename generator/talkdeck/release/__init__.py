"""A release of all talks: planned, built and checked in a folder of its own, put in place whole."""

from __future__ import annotations

from talkdeck.release.make import make
from talkdeck.release.plan import Order, Plan, plan

__all__ = ["Order", "Plan", "make", "plan"]
