"""Films and sounds are known by their bytes; what cannot be used says why, and what stands in for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from talkdeck.media import recordings
from talkdeck.media.recordings import Kind, Recordings, type_of
from talkdeck.model.problems import RefusedError, Span
from tests.media.recordings import MATROSKA, MP3, MP3_BARE, OGG, WEBM, mp4, wav

HERE = Span("talk.yaml", 4, 12, 4, 20)


@pytest.mark.parametrize(
    ("data", "kind", "mime"),
    [
        (mp4(), "video", "video/mp4"),
        (mp4(b"mp42"), "video", "video/mp4"),
        (mp4(), "audio", "audio/mp4"),
        (mp4(b"M4A "), "audio", "audio/mp4"),
        (mp4(b"qt  "), "video", "video/quicktime"),
        (b"\0\0\0\x08wide" + b"\0" * 8, "video", "video/quicktime"),
        (mp4(b"heic"), "video", None),
        (WEBM, "video", "video/webm"),
        (WEBM, "audio", "audio/webm"),
        (MATROSKA, "video", None),
        (MP3, "audio", "audio/mpeg"),
        (MP3_BARE, "audio", "audio/mpeg"),
        (b"\xff\xff\xff\xff", "audio", None),
        (wav(), "audio", "audio/wav"),
        (OGG, "audio", "audio/ogg"),
        (b"RIFF\0\0\0\0AVI ", "video", None),
        (b"hello", "audio", None),
        (b"", "audio", None),
    ],
)
def test_the_type_is_told_by_the_first_bytes(data: bytes, kind: Kind, mime: str | None) -> None:
    assert type_of(data, kind) == mime


def find(folder: Path, name: str, kind: Kind) -> tuple[str | None, list[tuple[str, str]]]:
    key, problems = Recordings(folder).find(name, folder, HERE, kind)
    assert all(problem.span == HERE and problem.hints for problem in problems)
    return key, [(problem.code, problem.text) for problem in problems]


@pytest.mark.parametrize(
    ("data", "kind", "code", "text"),
    [
        (b"", "video", "E413", "is empty"),
        (b"plain words", "video", "E454", "is no recording"),
        (b"RIFF\0\0\0\0AVI LIST", "video", "E454", "is an AVI film"),
        (MATROSKA, "video", "E454", "is a Matroska film"),
        (b"\x89PNG\r\n\x1a\n", "video", "E454", "is a picture"),
        (b"version https://git-lfs.github.com/spec/v1", "audio", "E454", "is a Git LFS pointer"),
        (b"<!DOCTYPE html>", "audio", "E454", "is a web page"),
        (wav(), "video", "E455", "is a sound, not a film"),
        (MP3, "video", "E455", "is a sound, not a film"),
    ],
)
def test_what_cannot_be_used(tmp_path: Path, data: bytes, kind: Kind, code: str, text: str) -> None:
    (tmp_path / "a.mp4").write_bytes(data)
    assert find(tmp_path, "a.mp4", kind) == (None, [(code, f"recording `a.mp4` {text}")])


def test_the_ending_is_never_trusted(tmp_path: Path) -> None:
    (tmp_path / "film.txt").write_bytes(mp4())
    library = Recordings(tmp_path)
    key, problems = library.find("film.txt", tmp_path, HERE, "video")
    assert key is not None
    assert not problems
    asset = library.read(key)
    assert (asset.data, asset.mime) == (mp4(), "video/mp4")


@pytest.mark.parametrize(("data", "kind"), [(WEBM, "video"), (OGG, "audio"), (mp4(b"qt  "), "video")])
def test_what_does_not_play_everywhere_is_a_warning(tmp_path: Path, data: bytes, kind: Kind) -> None:
    (tmp_path / "a").write_bytes(data)
    key, said = find(tmp_path, "a", kind)
    assert key is not None
    assert [code for code, _ in said] == ["W452"]


def test_places_that_hold_no_recording(tmp_path: Path) -> None:
    inside = tmp_path / "project"
    inside.mkdir()
    (tmp_path / "out.mp4").write_bytes(mp4())
    (inside / "folder").mkdir()
    for name, code in (("lost.mp4", "W450"), ("../out.mp4", "E410"), ("folder", "E411"), ("a" * 400, "E412")):
        assert [found for found, _ in find(inside, name, "video")[1]] == [code]


def test_large_files_are_told_of_and_too_large_ones_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.mp4").write_bytes(mp4())
    monkeypatch.setattr(recordings, "LARGE", 10)
    key, said = find(tmp_path, "a.mp4", "video")
    assert key is not None
    assert [code for code, _ in said] == ["W451"]
    monkeypatch.setattr(recordings, "MOST", 20)
    assert [code for code, _ in find(tmp_path, "a.mp4", "video")[1]] == ["E453"]


def test_a_file_that_changes_meanwhile_is_found_out(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(mp4())
    library = Recordings(tmp_path)
    key, _ = library.find("a.mp4", tmp_path, HERE, "video")
    assert key is not None
    (tmp_path / "a.mp4").write_bytes(mp4(b"mp42"))
    with pytest.raises(RefusedError) as caught:
        library.read(key)
    assert caught.value.problems[0].code == "E412"
