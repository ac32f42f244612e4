"""What differs between two revisions of a talk: slides added, removed, moved, reworded; keys; pictures and data."""

from __future__ import annotations

from talkdeck.diff.compare import compare
from talkdeck.diff.revision import Revision, missing, of_file, of_git
from talkdeck.diff.values import Difference

__all__ = ["Difference", "Revision", "compare", "missing", "of_file", "of_git"]
