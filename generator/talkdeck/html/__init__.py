"""The HTML writer: one self-contained file that is a stage, a print-out and an article."""

from talkdeck.html.writer import write_html

__all__ = ["write_html"]
