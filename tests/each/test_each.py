"""A deck for each row: what is written and listed, what is not done again, and what happens when things go wrong."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.conftest import Run, environment, files
from tests.each.conftest import TALK, Each, listed, rows_of


def test_each_row_becomes_a_deck(each: Each, project: Path) -> None:
    ran = each("--name", "{row:02}-{name:slug}", to="pptx,html")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "5 rows, built 5: decks/talk.each.jsonl\n"
    stems = [f"{n:02}-客户-{n}" for n in range(1, 6)]
    assert sorted(files(Path("decks"))) == sorted(
        [*(f"{s}.{f}" for s in stems for f in ("html", "pptx")), "talk.each.jsonl"]
    )
    assert "客户 3 的一年" in Path("decks/03-客户-3.html").read_text("utf-8")
    assert [(each["row"], each["line"], each["name"], each["ok"], each["slides"]) for each in listed()] == [
        (n, n + 1, stem, True, 2) for n, stem in enumerate(stems, 1)
    ]
    for each_ in listed():
        for output in each_["outputs"]:
            assert (Path("decks") / output["path"]).stat().st_size == output["bytes"]


def test_a_bad_row_among_many_stops_no_other(each: Each, project: Path) -> None:
    lines = rows_of(range(1, 31)).splitlines()
    lines[7] = "客户 7,c7"
    lines[20] = "客户 20,c20,,said 20"
    lines[25] = lines[24]
    Path("rows.csv").write_text("\n".join(lines), "utf-8")
    Path("talk.yaml").write_text(TALK.replace("销售 {{ sales }}", "{{ 100 // (sales | int) }}"), "utf-8")
    ran = each()
    assert ran.code == 1
    assert "30 rows, built 27, 3 failed: decks/talk.each.jsonl" in ran.out
    assert "rows.csv:8:1" in ran.err
    assert "in row 7 (rows.csv:8)" in ran.err
    assert "rows 24 and 25 would both be called `c24`" in ran.err
    assert "talk.yaml:6:16" in ran.err
    assert "by zero" in ran.err
    wrong = {each["row"]: each["problems"][0] for each in listed() if not each["ok"]}
    assert {row: (p["code"], p["path"], p["line"]) for row, p in wrong.items()} == {
        7: ("E463", "rows.csv", 8),
        20: ("E263", "talk.yaml", 6),
        25: ("E632", "rows.csv", 26),
    }
    assert len(list(Path("decks").glob("*.html"))) == 27


def test_of_many_bad_rows_some_are_shown_and_all_are_listed(each: Each, project: Path) -> None:
    Path("rows.csv").write_text("name,slug,sales,remark\n" + "x\n" * 30, "utf-8")
    ran = each()
    assert ran.code == 1
    assert ran.err.count("E463") == 10
    assert (
        "30 of 30 rows failed; 10 rows with mistakes or warnings are shown, all are in decks/talk.each.jsonl" in ran.err
    )
    assert len(listed()) == 30


def built(ran_out: str) -> str:
    return ran_out.partition(": ")[0]


def test_what_has_not_changed_is_not_built_again(each: Each, project: Path) -> None:
    Image.new("RGB", (400, 300), "red").save("red.png")
    Path("talk.yaml").write_text(TALK + '    image: {src: "{{ remark }}", alt: x}\n', "utf-8")
    rows = ["name,slug,sales,remark", "A,a,1,red.png", "B,b,2,blue.png", "C,c,3,red.png"]

    def again(*changed: str) -> str:
        Path("rows.csv").write_text("\n".join(changed or rows), "utf-8")
        ran = each()
        assert ran.code == 0, ran.err
        return built(ran.out)

    assert again() == "3 rows, built 3"
    before = files(Path("decks"))
    assert again() == "3 rows, built 0, 3 as they were"
    assert files(Path("decks")) == before
    assert again(rows[0], rows[3], rows[1], rows[2]) == "3 rows, built 0, 3 as they were"
    assert [(each["row"], each["line"], each["name"]) for each in listed()] == [(1, 2, "c"), (2, 3, "a"), (3, 4, "b")]
    assert again(*rows[:3], "C,c,4,red.png") == "3 rows, built 1, 2 as they were"
    assert again() == "3 rows, built 1, 2 as they were"
    assert files(Path("decks")) == before
    Image.new("RGB", (400, 300), "blue").save("blue.png")
    assert again() == "3 rows, built 1, 2 as they were"
    Image.new("RGB", (400, 300), "green").save("red.png")
    assert again() == "3 rows, built 2, 1 as they were"
    Path("decks/b.html").write_text("damaged")
    assert again() == "3 rows, built 1, 2 as they were"
    Path("decks/talk.each.jsonl").write_bytes(Path("decks/talk.each.jsonl").read_bytes()[:-40])
    assert again() == "3 rows, built 1, 2 as they were"
    Path("talk.yaml").write_text(Path("talk.yaml").read_text("utf-8").replace("的一年", "的一年！"), "utf-8")
    assert again() == "3 rows, built 3"


def test_warnings_of_rows_that_are_kept_are_told_again(each: Each, project: Path) -> None:
    Path("talk.yaml").write_text(TALK + "    image: {src: gone.png, alt: x}\n", "utf-8")
    first, second = each(), each()
    assert "W401" in first.err
    assert second.err == first.err
    assert "5 as they were" in second.out


def test_all_is_built_anew_where_that_is_asked_for(each: Each, project: Path) -> None:
    each()
    before = files(Path("decks"))
    assert built(each("--no-cache").out) == "5 rows, built 5"
    assert files(Path("decks")) == before


def test_rows_are_checked_without_a_file_being_written(project: Path, run: Run) -> None:
    Path("rows.csv").write_text(rows_of(range(1, 4)) + "x\n", "utf-8")
    ran = run("check", "talk.yaml", "--each", "rows.csv", "--offline")
    assert (ran.code, ran.out) == (1, "4 rows, checked 3, 1 failed\n")
    assert not Path("decks").exists()


def test_a_row_that_is_gone_is_in_the_list_no_more(each: Each, project: Path) -> None:
    each()
    Path("rows.csv").write_text(rows_of([1, 2]), "utf-8")
    assert built(each().out) == "2 rows, built 0, 2 as they were"
    assert [each["name"] for each in listed()] == ["c1", "c2"]


# Kills the process while it appends to the list for the nth time: before, in the middle of, or behind the line.
KILLED = """
import os, signal, sys
from talkdeck.build import each, manifest
from talkdeck.cli import main
each.CHUNK = 2
n, where = int(sys.argv[1]), sys.argv[2]
add = manifest.Manifest.add
def dying(self, records):
    global n
    n -= 1
    if n == 0:
        lines = b"".join(map(manifest.encoded, records))
        self._stream.write({"before": b"", "torn": lines[: len(lines) // 2], "behind": lines}[where])
        self._stream.flush()
        os.kill(os.getpid(), signal.SIGKILL)
    add(self, records)
manifest.Manifest.add = dying
main(["build", "talk.yaml", "--each", "rows.csv", "--offline", "--jobs", "1"])
"""


@pytest.mark.parametrize(("nth", "where", "left"), [(1, "before", 0), (2, "torn", 3), (3, "behind", 6)])
def test_a_killed_run_is_gone_on_with(each: Each, project: Path, nth: int, where: str, left: int) -> None:
    Path("rows.csv").write_text(rows_of(range(1, 8)), "utf-8")
    each("--out", "whole", to="pptx,html")
    process = subprocess.run([sys.executable, "-c", KILLED, str(nth), where], env=environment(), check=False)
    assert process.returncode == -signal.SIGKILL
    for deck in Path("decks").glob("*.pptx"):
        assert zipfile.ZipFile(deck).testzip() is None
    assert not list(Path("decks").glob(".*.part"))
    ran = each(to="pptx,html")
    assert built(ran.out) == (f"7 rows, built {7 - left}, {left} as they were" if left else "7 rows, built 7")
    assert files(Path("decks")) == files(Path("whole"))


def test_processes_make_the_same_as_one(each: Each, project: Path, tmp_path: Path) -> None:
    Path("rows.csv").write_text(rows_of(range(1, 12)), "utf-8")
    each("--out", "one", "--jobs", "1")
    assert each("--out", "two", "--jobs", "2").code == 0
    assert files(Path("two")) == files(Path("one"))
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(project, elsewhere, ignore=shutil.ignore_patterns("one", "two"))
    os.chdir(elsewhere)
    each("--out", "one")
    assert files(Path("one")) == files(project / "one")


def test_kinds_of_data_make_the_same(each: Each, project: Path) -> None:
    import json

    import pyarrow as pa
    from pyarrow import parquet

    rows = [{"name": '甲: "x"', "slug": "a", "sales": "10", "remark": "*r*"}]
    Path("rows.csv").write_text('name,slug,sales,remark\n"甲: ""x""",a,10,*r*\n', "utf-8")
    Path("rows.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    Path("rows.yaml").write_text("- name: '甲: \"x\"'\n  slug: a\n  sales: '10'\n  remark: '*r*'\n", "utf-8")
    parquet.write_table(pa.Table.from_pylist(rows), "rows.parquet")
    made = []
    for data in ("rows.csv", "rows.jsonl", "rows.yaml", "rows.parquet"):
        assert each("--out", data.replace(".", "-"), data=data).code == 0
        made.append(Path(data.replace(".", "-"), "a.html").read_bytes())
    assert len(set(made)) == 1


def test_brand_pictures_and_editions_by_row(each: Each, project: Path) -> None:
    text = TALK.replace("brand: plain", 'brand: "{{ brand }}"\neditions: [en]')
    Path("talk.yaml").write_text(text, "utf-8")
    Path("rows.csv").write_text(
        "name,slug,sales,remark,brand\nA,a,1,x,plain\nB,b,1,x,nobrand\nC,A.en,1,x,plain\n", "utf-8"
    )
    ran = each()
    assert ran.code == 1
    assert sorted(path.name for path in Path("decks").glob("*.html")) == ["a.en.html", "a.html"]
    assert "there is no brand `nobrand`" in ran.err
    assert "rows 1 and 3 would both be called `A.en`" in ran.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("build", "talk.yaml", "--name", "x"), 2, "add --each FILE"),
        (("build", "talk.yaml", "--each", "none.csv"), 1, "E460"),
        (("build", "talk.yaml", "--each", "rows.csv", "--name", "{nmae}"), 1, "there is no column `nmae`"),
        (("build", "talk.yaml", "--each", "rows.csv", "--name", "../{name}"), 1, "E630"),
        (("build", "talk.yaml", "other.yaml", "--each", "rows.csv"), 2, "name the one"),
        (("build", "talk.yaml", "--each", "empty.csv"), 1, "the file has no rows"),
        (("build", "wrong.yaml", "--each", "rows.csv"), 1, "wrong.yaml:1:12"),
        (("build", "talk.yaml", "--each", "rows.csv", "--verify"), 2, "without --each"),
        (("build", "talk.yaml", "--executor", "ray://x:1"), 2, "there is dask://HOST:PORT"),
        (("build", "talk.yaml", "--executor", "dask://x"), 2, "needs a host and a port"),
        (("build", "talk.yaml", "--executor", "dask://x:1", "--jobs", "2"), 2, "leave one out"),
    ],
)
def test_a_command_that_cannot_be_done_is_told(
    project: Path, run: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    Path("other.yaml").write_text(TALK, "utf-8")
    Path("wrong.yaml").write_text('title: "{{ nmae }}"\nslides: [{statement: x}]', "utf-8")
    Path("empty.csv").write_text(rows_of([]), "utf-8")
    ran = run(*words)
    assert ran.code == code
    assert said in ran.err
    assert not Path("decks").exists()


@pytest.mark.parametrize(
    ("module", "words", "extra"),
    [
        ("pyarrow", ("--each", "rows.parquet"), "talkdeck[parquet]"),
        ("distributed", ("--executor", "dask://localhost:8786"), "talkdeck[dask]"),
    ],
)
def test_an_extra_that_is_not_installed_is_named(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch, module: str, words: tuple[str, ...], extra: str
) -> None:
    Path("rows.parquet").write_bytes(b"PAR1")
    monkeypatch.setitem(sys.modules, module, None)
    ran = run("build", "talk.yaml", "--no-cache", *words)
    assert ran.code == 2
    assert extra in ran.err
    assert "Traceback" not in ran.err


def test_the_document_for_machines(each: Each, project: Path) -> None:
    import json

    Path("rows.csv").write_text(rows_of([1, 2]) + "x\n", "utf-8")
    document = json.loads(each("--json").out)
    assert document["rows"] == {"all": 3, "built": 2, "kept": 0, "failed": 1}
    assert (document["exit"], document["errors"], document["manifest"]) == (1, 1, "decks/talk.each.jsonl")


def test_a_list_that_cannot_be_written_is_told(each: Each, project: Path) -> None:
    Path("decks/talk.each.jsonl").mkdir(parents=True)
    ran = each()
    assert ran.code == 3
    assert "E603" in ran.err


def test_the_example_of_the_page(project: Path, run: Run) -> None:
    page = (Path(__file__).parents[2] / "docs" / "data-driven.md").read_text("utf-8")
    fences = re.findall(r"(?ms)^```(jinja|csv)\n(.*?)^```$", page)
    assert [kind for kind, _ in fences] == ["jinja", "csv"]
    Path("offer.yaml").write_text(fences[0][1], "utf-8")
    Path("customers.csv").write_text(fences[1][1], "utf-8")
    command = re.search(r"(?m)^talkdeck (.*)$", page)
    assert command
    ran = run(*shlex.split(command[1]), "--offline", "--strict", "--to", "html")
    assert (ran.code, ran.err) == (0, "")
    assert sorted(path.name for path in Path("decks").iterdir()) == [
        "beijing.html",
        "fjord.html",
        "harbour.html",
        "offer.each.jsonl",
    ]
    said = {path.stem: path.read_text("utf-8") for path in Path("decks").glob("*.html")}
    assert "Mention the ferry" in said["fjord"]
    assert "Mention the ferry" not in said["harbour"]
    assert "Harbour “B” Ltd" in said["harbour"] or "Harbour &#34;B&#34; Ltd" in said["harbour"]
