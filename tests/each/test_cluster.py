"""The same decks from a cluster: inputs by content, results checked, a worker that dies, a cluster that goes."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest
from PIL import Image

from talkdeck.build import bundle
from talkdeck.build import cluster as clusters
from talkdeck.build import each as rows
from talkdeck.build.manifest import Manifest, Record
from tests.cli.conftest import Run, files
from tests.each.conftest import TALK, Each, Running, listed


def test_a_cluster_makes_the_same_though_a_worker_dies_and_is_missed_when_it_goes(
    each: Each, project: Path, run: Run, cluster: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One cluster for all of it, since starting one takes longer than what is looked at."""
    monkeypatch.setattr(rows, "CHUNK", 2)
    Image.new("RGB", (400, 300), "red").save("red.png")
    shutil.copytree(Path(__file__).parents[2] / "templates" / "plain", "brands/own")
    text = TALK.replace("brand: plain", "brand: own") + '    image: {src: "{{ remark }}", alt: x}\n'
    Path("talk.yaml").write_text(text, "utf-8")
    body = "".join(f"客户 {n},c{n},{n},{'red' if n % 2 else 'gone'}.png\n" for n in range(1, 13))
    Path("rows.csv").write_text(f"name,slug,sales,remark\n{body}x\n", "utf-8")
    each("--out", "here", to="pptx,html")

    add = Manifest.add
    added: list[Record] = []

    def killing(process: int, after: int) -> None:
        """Kill a process when so many rows have come back."""
        added.clear()

        def noted(self: Manifest, records: list[Record]) -> None:
            records = list(records)
            add(self, records)
            before, now = len(added), len(added) + len(records)
            added.extend(records)
            if before < after <= now:
                os.kill(process, signal.SIGKILL)

        monkeypatch.setattr(Manifest, "add", noted)

    # A worker dies in the middle: all is there, and the same, the list of rows too.
    killing(cluster.workers[0], 3)
    ran = each("--out", "there", "--executor", cluster.address, to="pptx,html")
    assert "13 rows, built 12, 1 failed" in ran.out, ran.err
    assert files(Path("there")) == files(Path("here"))
    assert "talkdeck-" not in Path("there/talk.each.jsonl").read_text("utf-8")

    # Talks without rows, one of them with a mistake at its line.
    Path("talks").mkdir()
    Path("talks/a.yaml").write_text("title: a\nslides: [{statement: x, image: gone.png}]\n", "utf-8")
    Path("talks/b.yaml").write_text("title: b\nslides: [{statment: x}]\n", "utf-8")
    local = run("build", "--no-cache", "--offline", "--out", "here2")
    far = run("build", "--no-cache", "--offline", "--out", "there2", "--executor", cluster.address)
    assert (far.code, far.out, far.err) == (1, local.out.replace("here2", "there2"), local.err)
    assert files(Path("there2")) == files(Path("here2"))

    # Another program there than here is refused.
    with monkeypatch.context() as other:
        for module in (bundle, clusters):
            other.setattr(module, "versions", lambda: (("talkdeck", "9.9.9"),))
        ran = run("build", "talks/a.yaml", "--no-cache", "--offline", "--executor", cluster.address)
    assert ran.code == 3
    assert "E636" in ran.err

    # The cluster goes in the middle: what is done is listed and is gone on with.
    killing(cluster.scheduler, 3)
    ran = each("--out", "gone", "--executor", cluster.address)
    assert ran.code == 3
    assert "E638" in ran.err
    assert "Traceback" not in ran.err
    done = [row for row in listed(Path("gone/talk.each.jsonl")) if row["ok"]]
    assert len(done) >= 2
    assert f"{len(done)} as they were, 1 failed" in each("--out", "gone").out
    each("--out", "plain")
    assert files(Path("gone")) == files(Path("plain"))


def test_an_address_where_nothing_listens_is_told(project: Path, run: Run) -> None:
    Path("talk.yaml").write_text("title: t\nslides: [{statement: x}]", "utf-8")
    ran = run("build", "talk.yaml", "--no-cache", "--executor", "dask://127.0.0.1:1")
    assert ran.code == 3
    assert "E634" in ran.err


def test_a_deck_that_comes_back_damaged_is_refused(project: Path, tmp_path: Path) -> None:
    from talkdeck.build.talk import Job

    job = Job(talk=Path("talk.yaml"), root=project, out=tmp_path)
    with pytest.raises(ValueError, match="came back damaged"):
        bundle.unpacked(job, bundle.Delivery((), (("a.html", "0" * 64, b"x"),)))
    assert not (tmp_path / "a.html").exists()
