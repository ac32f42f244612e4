"""Who is answered and what is served, over plain HTTP; the command itself as a process."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import pytest

from talkdeck.serve.editor import Editor, editor
from talkdeck.serve.server import Server
from tests.serve.conftest import OUTLINE, Project, Serve

DECK = f"/{quote('港口')}/"


@pytest.fixture
def server(serve: Serve) -> Server:
    return serve(editor=Editor(("true", "{file}")))


def ask(
    server: Server, path: str, method: str = "GET", body: str | None = None, **headers: str
) -> tuple[int, str, Mapping[str, str]]:
    """Status, text and headers of an answer. Header names are given with `_` for `-`."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text, dict(answer.getheaders())


def settings(server: Server) -> dict[str, Any]:
    """What the preview's script is given."""
    text = ask(server, DECK)[1]
    found = re.search(r'data-preview="([^"]*)"', text)
    assert found
    unescaped = found[1].replace("&#34;", '"').replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">")
    values: dict[str, Any] = json.loads(unescaped.replace("&amp;", "&"))
    return values


def news(server: Server, query: str) -> dict[str, Any]:
    """The first message of the stream of changes."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", f"{DECK}events?{query}")
    answer = connection.getresponse()
    while not (line := answer.readline()).startswith(b"data: "):
        assert line
    connection.close()
    values: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
    return values


def test_it_listens_on_this_machine_alone(server: Server) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{}", "127.0.0.1", "127.0.0.1:1", "0.0.0.0:{}", ""])
@pytest.mark.parametrize("path", ["/", DECK, f"{DECK}events", "/~/preview.js"])
def test_other_hosts_are_refused(server: Server, host: str, path: str) -> None:
    status, text, _ = ask(server, path, Host=host.format(server.port))
    assert (status, text) == (403, "403 Forbidden\n")


def test_both_names_of_this_machine_are_answered(server: Server) -> None:
    for host in ("127.0.0.1", "localhost"):
        assert ask(server, DECK, Host=f"{host}:{server.port}")[0] == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:{}", "http://127.0.0.1:1"])
def test_other_origins_are_refused(server: Server, origin: str) -> None:
    assert ask(server, DECK, Origin=origin.format(server.port))[0] == 403


def test_other_sites_get_nothing_but_a_link_followed(server: Server) -> None:
    assert ask(server, DECK, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors")[0] == 403
    assert ask(server, DECK, Sec_Fetch_Site="same-site", Sec_Fetch_Mode="cors")[0] == 403
    status, _, headers = ask(server, DECK, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")
    assert status == 200
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    [
        "/../talks/figures.csv",
        "/talks/figures.csv",
        f"{DECK}../figures.csv",
        f"{DECK}figures.csv",
        f"{DECK}img/quay.svg",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/~/../preview.js",
        "/~/..%2fplayer%2fmain.js",
        "/~/words/en.json",
        "//etc/passwd",
        "/~/",
        "/%00",
        "/nobody/",
    ],
)
def test_no_file_is_served(server: Server, path: str) -> None:
    assert ask(server, path)[0] == 404


def test_the_deck_is_the_built_one_and_a_script(server: Server, project: Project) -> None:
    from talkdeck.build.talk import Job, build_talk

    assert build_talk(Job(talk=project.talk, root=project.root, out=project.root / "out", formats=("html",))).ok
    built = (project.root / "out" / "港口.html").read_text("utf-8")
    served = ask(server, DECK)[1]
    served = re.sub(r'<link rel="stylesheet" .*\n<script src=.*></script>\n', "", served)
    served = re.sub(r"'nonce-[^']*' |connect-src 'self'; ", "", served)
    assert served == built


def test_each_page_has_a_nonce_of_its_own(server: Server) -> None:
    nonces = [re.findall(r'nonce="([^"]*)"', ask(server, DECK)[1]) for _ in range(2)]
    assert len(set(nonces[0])) == 1
    assert set(nonces[0]).isdisjoint(nonces[1])


def test_the_editor_opens_sources_for_those_who_hold_the_token(server: Server, project: Project) -> None:
    token = settings(server)["token"]

    def opened(file: object, token: str = token, **headers: str) -> int:
        body = json.dumps({"file": str(file), "line": 1, "column": 1})
        return ask(server, f"{DECK}open", "POST", body, X_Talkdeck_Token=token, **headers)[0]

    assert opened(project.talk) == 200
    assert opened(project.brand) == 200
    assert opened(project.data) == 200
    assert opened(project.talk, token="") == 403
    assert opened(project.talk, token="x" * len(token)) == 403
    assert opened(project.talk, Origin="http://evil.example") == 403
    assert opened("/etc/passwd") == 403
    assert opened(project.talk.parent / ".." / "talks" / project.talk.name) == 403
    assert opened(project.root / "secret.yaml") == 403
    assert ask(server, f"{DECK}open", "POST", "{}", X_Talkdeck_Token=token)[0] == 400
    assert ask(server, f"{DECK}open", "POST", "x" * 20_000, X_Talkdeck_Token=token)[0] == 400


def test_without_an_editor_nothing_is_opened(serve: Serve, project: Project) -> None:
    server = serve()
    body = json.dumps({"file": str(project.talk), "line": 1, "column": 1})
    assert ask(server, f"{DECK}open", "POST", body, X_Talkdeck_Token=settings(server)["token"])[0] == 403


def test_an_editor_is_a_command_and_no_shell(project: Project) -> None:
    made = editor(f"{quote(sys.executable)} -c 'pass' '{{file}}:{{line}}:{{column}}; $(touch x)'")
    assert made.words == (sys.executable, "-c", "pass", "{file}:{line}:{column}; $(touch x)")
    assert editor(sys.executable).words == (sys.executable, "{file}")
    with pytest.raises(ValueError, match="no program"):
        editor("no-such-program-anywhere {file}")
    with pytest.raises(ValueError, match="empty"):
        editor("  ")


def test_a_place_is_filled_in_once(project: Project) -> None:
    out = project.root / "said"
    script = f"import sys; open({str(out)!r}, 'w').write('|'.join(sys.argv[1:]))"
    process = Editor((sys.executable, "-c", script, "{line}-{file}")).open(project.root / "{line} {column}.yaml", 7, 1)
    process.wait(20)
    assert out.read_text() == f"7-{project.root}/{{line}} {{column}}.yaml"


def test_only_what_changed_is_sent(server: Server, project: Project) -> None:
    known = settings(server)
    project.edit("比去年多一成", "比去年多两成")
    told = news(server, f"version={known['version']}&good={known['good']}&start={known['start']}")
    slides = told["change"]["slides"]
    assert [slide for slide in slides if isinstance(slide, int)] == [0, 1, 3, 4]
    assert "比去年多两成" in slides[2]
    assert not any(told["change"]["styles"])
    assert told["change"]["shared"] is None


def test_a_page_of_another_start_is_loaded_anew(server: Server) -> None:
    known = settings(server)
    assert news(server, f"version={known['version']}&good={known['good']}&start=other")["reload"]


def test_another_language_loads_the_page_anew(server: Server, project: Project) -> None:
    known = settings(server)
    project.edit("lang: zh-CN", "lang: zh-TW")
    told = news(server, f"version={known['version']}&good={known['good']}&start={known['start']}")
    assert told["reload"]
    assert told["change"] is None


def test_a_taken_port_is_passed_over(serve: Serve) -> None:
    first = serve()
    second = serve(port=first.port)
    assert second.port > first.port
    assert ask(second, DECK)[0] == 200


def test_editions_have_addresses(server: Server, project: Project) -> None:
    both = OUTLINE.replace("title: 港口的一年", "title: {zh-CN: 港口的一年, en: A year in port}", 1)
    project.talk.write_text(both.replace("lang: zh-CN", "lang: zh-CN\neditions: [en]", 1), "utf-8")
    own, english = ask(server, DECK), ask(server, f"/{quote('港口')}.en/")
    assert own[0] == english[0] == 200
    assert "<title>港口的一年</title>" in own[1]
    assert "<title>A year in port</title>" in english[1]
    assert ask(server, f"/{quote('港口')}.ja/")[0] == 404


@pytest.fixture
def command(project: Project) -> Iterator[Any]:
    """Starts `talkdeck serve`; what it writes comes back line by line."""
    started: list[subprocess.Popen[str]] = []

    def command(*arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "talkdeck", "serve", "--no-open", *arguments],
            cwd=project.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUTF8": "1"},
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        started.append(process)
        return process

    yield command
    for process in started:
        process.kill()
        process.communicate()


def test_the_command_says_where_and_ends_with_ctrl_c(command: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = command("--port", str(port), "港口")
        said = [process.stdout.readline(), process.stdout.readline()]
    used = int(re.findall(r"\d+", said[0])[-1])
    assert said[0] == f"port {port} is taken, so this is {used}\n"
    assert said[1] == f"serving http://127.0.0.1:{used}{DECK} (Ctrl-C ends it)\n"
    connection = http.client.HTTPConnection("127.0.0.1", used, timeout=20)
    connection.request("GET", f"{DECK}events")  # somebody watches
    answer = connection.getresponse()
    assert answer.readline().startswith(b"data: ")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    connection.close()
    assert (process.returncode, out, err) == (0, "stopped\n", "")


def test_the_command_refuses_what_it_cannot_serve(command: Any) -> None:
    process = command("nobody")
    _, err = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "E607" in err
    process = command("--editor", "no-such-program {file}")
    _, err = process.communicate(timeout=20)
    assert process.returncode == 2
    assert "no-such-program" in err
