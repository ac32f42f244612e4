"""The PowerPoint writer: `write_pptx` transcribes laid-out pages, `lint.lint` checks the package it made."""

from talkdeck.pptx.write import write_pptx

__all__ = ["write_pptx"]
