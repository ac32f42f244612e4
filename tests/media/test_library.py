"""The library: where pictures may come from, what is said when they cannot be had, and what is remembered."""

from __future__ import annotations

import hashlib
import os
import socket
from pathlib import Path

import pytest

from talkdeck.media import cache
from talkdeck.media.fetch import Fetcher, Limits
from talkdeck.media.library import Library
from talkdeck.model.deck import PictureRef
from talkdeck.model.problems import Problem, RefusedError, Span
from tests.media.conftest import Web, bomb_png, encoded, graphic, opened, photo
from tests.media.test_fetch import forbidden

SPAN = Span("talks/x.yaml", 7, 12, 7, 30)


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    folder = tmp_path / "project" / "talks"
    (folder / "img").mkdir(parents=True)
    return folder


@pytest.fixture
def library(talks: Path, tmp_path: Path) -> Library:
    return Library(talks.parent, cache=tmp_path / "cache", offline=True)


def online(talks: Path, folder: Path, **limits: float) -> Library:
    fetcher = Fetcher(Limits(**limits), is_allowed=lambda address, port: address == "127.0.0.1")  # type: ignore[arg-type]
    return Library(talks.parent, cache=folder, fetcher=fetcher)


def problem(library: Library, src: str, beside: Path) -> Problem:
    ref, problems = library.find(src, beside, SPAN)
    assert ref is None
    assert len(problems) == 1
    assert problems[0].span == SPAN
    assert problems[0].hints
    return problems[0]


# -- files -----------------------------------------------------------------------------------------------------------


def test_a_file_beside_the_outline(library: Library, talks: Path) -> None:
    data = encoded(photo(), "JPEG")
    (talks / "img" / "银河 1.jpg").write_bytes(data)
    ref, problems = library.find("img/银河 1.jpg", talks, SPAN)
    assert problems == ()
    assert ref == PictureRef(hashlib.sha256(data).hexdigest(), 240, 160)
    asset = library.encode(ref.key, 120, 80)
    assert opened(asset.data).size == (120, 80)


def test_up_and_absolute_within_the_project(library: Library, talks: Path) -> None:
    path = talks.parent / "shared.png"
    path.write_bytes(encoded(graphic(), "PNG"))
    one, _ = library.find("../shared.png", talks, SPAN)
    other, _ = library.find(str(path), talks, SPAN)
    assert one == other
    assert one is not None


@pytest.mark.parametrize(
    "src", ["../../secret.png", "img/../../../secret.png", "{absolute}", "link.png", "door/secret.png"]
)
def test_outside_the_project(library: Library, talks: Path, tmp_path: Path, src: str) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(encoded(graphic(), "PNG"))
    (talks / "link.png").symlink_to(secret)
    (talks / "door").symlink_to(tmp_path)
    found = problem(library, src.replace("{absolute}", str(secret)), talks)
    assert found.code == "E410"
    assert found.is_error


def test_missing_file_is_a_warning_with_advice(library: Library, talks: Path) -> None:
    found = problem(library, "./img/galaxy.s24.png", talks)
    assert (found.code, found.is_error) == ("W401", False)
    assert "`./img/galaxy.s24.png`" in found.text
    assert any("talks/img/galaxy.s24.png" in hint for hint in found.hints)


@pytest.mark.parametrize(
    ("there", "src", "meant"),
    [
        ("img/Galaxy.PNG", "img/galaxy.png", "img/Galaxy.PNG"),
        ("img/galaxy.jpeg", "img/galaxy.jpg", "img/galaxy.jpeg"),
        ("img/galaxy.png", "img/galxy.png", "img/galaxy.png"),
        ("img/galaxy.png", "img\\galaxy.png", "img/galaxy.png"),
    ],
)
def test_missing_file_suggests_the_like(library: Library, talks: Path, there: str, src: str, meant: str) -> None:
    (talks / there).write_bytes(encoded(graphic(), "PNG"))
    assert problem(library, src, talks).hints[0] == f"did you mean `{meant}`?"


def test_unfit_files(library: Library, talks: Path) -> None:
    (talks / "empty.png").touch()
    (talks / "words.png").write_text("a text that calls itself a picture")
    (talks / "cut.png").write_bytes(encoded(photo(), "PNG")[:5000])
    (talks / "bomb.png").write_bytes(bomb_png())
    (talks / "loop.png").symlink_to("loop.png")
    os.mkfifo(talks / "pipe.png")
    with (talks / "huge.png").open("wb") as out:
        out.truncate(200 * 1024 * 1024)
    codes = {
        "empty.png": "E413",
        "words.png": "E414",
        "cut.png": "E415",
        "bomb.png": "E416",
        "huge.png": "E417",
        "img": "E411",
        "": "E411",
        ".": "E411",
        "pipe.png": "E411",
        "loop.png": "E412",
        "nul\0.png": "E412",
        "x" * 5000: "E412",
        "half\ud800.png": "E412",
        "empty.png/inside.png": "W401",
    }
    assert {name: problem(library, name, talks).code for name in codes} == codes


def test_unreadable_file(library: Library, talks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (talks / "shut.png").write_bytes(b"x")

    def denied(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    # Permissions do not stop root, whom tests may run as.
    monkeypatch.setattr(Path, "read_bytes", denied)
    assert problem(library, "shut.png", talks).code == "E412"


def test_messages_are_one_line(library: Library, talks: Path) -> None:
    found = problem(library, "a\n\x1b[31mb" + "文" * 300, talks)
    assert found.text.isprintable()
    assert len(found.text) < 250


@pytest.mark.parametrize(
    "src", ["ftp://example.org/a.png", "file:///etc/passwd", "data:image/png;base64,AA", "//host/a.png"]
)
def test_not_an_address(library: Library, talks: Path, src: str) -> None:
    assert problem(library, src, talks).code == "E418"


def test_looked_at_once_and_stored_once(library: Library, talks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = encoded(graphic(), "PNG")
    (talks / "a.png").write_bytes(data)
    (talks / "b.png").write_bytes(data)
    first, _ = library.find("a.png", talks, SPAN)
    assert library.find("b.png", talks, SPAN)[0] == first
    monkeypatch.setattr(Path, "read_bytes", forbidden)
    assert library.find("a.png", talks, SPAN)[0] == first


def test_damage_that_shows_late_is_refused_at_its_line(library: Library, talks: Path) -> None:
    data = encoded(photo(), "BMP")
    (talks / "late.bmp").write_bytes(data[: len(data) // 2])
    ref, _ = library.find("late.bmp", talks, SPAN)
    assert ref is not None
    with pytest.raises(RefusedError) as caught:
        library.encode(ref.key, 100, 100)
    assert [(p.code, p.span) for p in caught.value.problems] == [("E415", SPAN)]
    assert "`late.bmp`" in caught.value.problems[0].text


def test_a_file_that_changes_meanwhile(library: Library, talks: Path) -> None:
    (talks / "a.png").write_bytes(encoded(graphic(), "PNG"))
    ref, _ = library.find("a.png", talks, SPAN)
    assert ref is not None
    (talks / "a.png").write_bytes(encoded(photo(), "PNG"))
    with pytest.raises(RefusedError, match="E412"):
        library.encode(ref.key, 10, 10)
    (talks / "a.png").unlink()
    with pytest.raises(RefusedError, match="E412"):
        library.encode(ref.key, 10, 10)


def test_words_in_a_drawing_are_warned_of(library: Library, talks: Path) -> None:
    (talks / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><text>x</text></svg>')
    ref, problems = library.find("a.svg", talks, SPAN)
    assert ref is not None
    assert [p.code for p in problems] == ["W404"]


# -- addresses -------------------------------------------------------------------------------------------------------


def test_fetched_once_then_from_the_cache(
    talks: Path, tmp_path: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = web.give("/jeff/22", encoded(photo(), "WEBP"))
    ref, problems = online(talks, tmp_path / "cache").find(url, talks, SPAN)
    assert problems == ()
    assert ref is not None
    assert web.asked == ["/jeff/22"]
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    monkeypatch.setattr(socket, "create_connection", forbidden)
    for offline in (False, True):
        later = Library(talks.parent, cache=tmp_path / "cache", offline=offline)
        assert later.find(url, talks, SPAN) == (ref, ())
        assert opened(later.encode(ref.key, 60, 40).data).size == (60, 40)


def test_offline_never_asks_the_network(talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("getaddrinfo", "create_connection", "socket"):
        monkeypatch.setattr(socket, name, forbidden)
    library = Library(talks.parent, cache=tmp_path / "cache", offline=True)
    library.prefetch(["https://example.org/a.png"])
    found = problem(library, "https://example.org/a.png", talks)
    assert found.code == "W403"
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("damage", [lambda b: b[:-9], lambda b: b + b"x", lambda b: b"", lambda b: b"0" * len(b)])
def test_damaged_cache_is_noticed_and_mended(talks: Path, tmp_path: Path, web: Web, damage: object) -> None:
    folder = tmp_path / "cache"
    url = web.give("/a.png", encoded(graphic(), "PNG"))
    ref, _ = online(talks, folder).find(url, talks, SPAN)
    entry = cache.entry(folder, url)
    good = entry.read_bytes()
    entry.write_bytes(damage(good))  # type: ignore[operator]
    assert online(talks, folder).find(url, talks, SPAN) == (ref, ())
    assert web.asked == ["/a.png", "/a.png"]
    assert entry.read_bytes() == good
    assert os.listdir(folder) == [entry.name]


def test_a_cache_that_cannot_be_written_costs_no_picture(talks: Path, tmp_path: Path, web: Web) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    library = online(talks, tmp_path / "cache")
    ref, problems = library.find(web.give("/a.png", encoded(graphic(), "PNG")), talks, SPAN)
    assert problems == ()
    assert ref is not None
    assert library.encode(ref.key, 60, 40).width == 60


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"<!doctype html><title>Sign in</title>", "web page"),
        (bomb_png(), "million pixels"),
        (encoded(photo(), "PNG")[:4000], "damaged"),
        (encoded(photo(), "BMP")[:4000], "damaged"),
        (b"", "empty"),
    ],
)
def test_what_is_no_picture_is_not_kept(talks: Path, tmp_path: Path, web: Web, body: bytes, word: str) -> None:
    found = problem(online(talks, tmp_path / "cache"), web.give("/a", body), talks)
    assert found.code == "W402"
    assert word in found.text
    assert not (tmp_path / "cache").exists()


def test_prefetch_asks_each_address_once(talks: Path, tmp_path: Path, web: Web) -> None:
    urls = [web.give(f"/{n}", encoded(graphic(20 + n, 20), "PNG")) for n in range(20)]
    library = online(talks, tmp_path / "cache")
    library.prefetch([*urls, *urls, "img/local.png", web.url("/missing")])
    assert sorted(web.asked) == sorted([*(f"/{n}" for n in range(20)), "/missing"])
    assert [ref.width for url in urls if (ref := library.find(url, talks, SPAN)[0])] == [20 + n for n in range(20)]
    assert "404" in problem(library, web.url("/missing"), talks).text
    assert len(web.asked) == 21


def test_prefetch_of_a_dead_host_costs_one_look(talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def nowhere(host: str, *args: object, **options: object) -> list[object]:
        asked.append(host)
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    urls = [f"https://res.example/jeff/{n}" for n in range(64)]
    library = Library(talks.parent, cache=tmp_path / "cache")
    library.prefetch([*urls, "https://other.example/x"])
    assert sorted(asked) == ["other.example", "res.example"]
    assert {problem(library, url, talks).code for url in urls} == {"W402"}
    assert len(asked) == 2


def test_late_damage_of_a_prefetched_picture_has_its_line(talks: Path, tmp_path: Path, web: Web) -> None:
    url = web.give("/a.png", encoded(graphic(), "PNG"))
    library = online(talks, tmp_path / "cache")
    library.prefetch([url])
    ref, _ = library.find(url, talks, SPAN)
    assert ref is not None
    cache.entry(tmp_path / "cache", url).unlink()
    with pytest.raises(RefusedError) as caught:
        library.encode(ref.key, 10, 10)
    assert caught.value.problems[0].span == SPAN


def test_default_cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache.default_folder() == tmp_path / "talkdeck" / "pictures"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    folder = cache.default_folder()
    assert folder is not None
    assert folder.is_relative_to(tmp_path / "home")
