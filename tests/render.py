"""Decks as pictures: LibreOffice turns a .pptx into a PDF, poppler the PDF into PNGs, one a slide."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

_TIMEOUT = 300


def _tool(*names: str) -> str:
    for name in names:
        if found := shutil.which(name):
            return found
    raise FileNotFoundError(f"{names[0]} is not installed; `make test` says how to get it")


@cache
def _profile() -> str:
    """A LibreOffice profile for this process: processes that share one wait, and making one takes a second."""
    folder = tempfile.mkdtemp(prefix="talkdeck-office-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder).as_uri()


def pptx_to_pdf(path: Path, out_dir: Path) -> Path:
    """Convert a deck with LibreOffice; one at a time in a process.

    Returns the PDF in `out_dir`. Raises FileNotFoundError when LibreOffice is missing or made nothing.
    """
    return _converted(path, out_dir, "pdf")


def pptx_to_odp(path: Path, out_dir: Path) -> Path:
    """As `pptx_to_pdf`, to LibreOffice's own format: its slides with all that it understood of their animations."""
    return _converted(path, out_dir, "odp")


def _converted(path: Path, out_dir: Path, form: str) -> Path:
    out_dir.mkdir(parents=True, exist_ok=True)
    command = [_tool("soffice", "libreoffice"), f"-env:UserInstallation={_profile()}", "--headless", "--norestore"]
    command += ["--convert-to", form, "--outdir", str(out_dir), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_TIMEOUT, check=True)
    made = out_dir / f"{path.stem}.{form}"
    if not made.exists():
        raise FileNotFoundError(f"LibreOffice made no {form.upper()} of {path}: {done.stdout}{done.stderr}")
    return made


def pdf_to_pngs(path: Path, out_dir: Path, dpi: int = 96) -> list[Path]:
    """Draw the pages of a PDF; returns the pictures in the order of pages."""
    out_dir.mkdir(parents=True, exist_ok=True)
    prefix = out_dir / path.stem
    subprocess.run([_tool("pdftoppm"), "-r", str(dpi), "-png", str(path), str(prefix)], timeout=_TIMEOUT, check=True)
    pages = out_dir.glob(f"{path.stem}-*.png")
    return sorted(pages, key=lambda page: int(page.stem.rpartition("-")[2]))


def pptx_to_pngs(path: Path, out_dir: Path, dpi: int = 96) -> list[Path]:
    """Draw the slides of a deck; returns the pictures in the order of slides."""
    return pdf_to_pngs(pptx_to_pdf(path, out_dir), out_dir, dpi)
