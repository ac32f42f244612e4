"""One YAML outline per talk in; a native PowerPoint deck and a self-contained HTML deck out."""

__version__ = "0.1.0"
