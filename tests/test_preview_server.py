"""The preview as its own process, on a free port: what it serves, tells and refuses, and how it ends."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from previewing import PATIENCE, ROOT, Running, started


def test_a_save_reaches_every_open_page(running: Running) -> None:
    streams = [running.page() for _ in range(50)]
    first = [stream.state() for stream in streams]
    assert len({json.dumps(state) for state in first}) == 1
    people = running.root / "content" / "people.yaml"
    before = people.read_text()
    people.write_text(before.replace("name: ", "name: Dame ", 1))
    for stream in streams:
        assert stream.state()["site"] > first[0]["site"]
    assert b"Dame " in running.get("/tunnel/people/")[2]


def test_the_last_good_site_stays_until_the_mistake_is_mended(running: Running) -> None:
    stream = running.page()
    good = stream.state()
    page = running.get("/tunnel/")[2]
    people = running.root / "content" / "people.yaml"
    before = people.read_text()
    people.write_text(before + "- id: [\n")
    broken = stream.until(lambda state: state["report"])
    assert broken["site"] == good["site"]
    assert running.get("/tunnel/")[2] == page
    report = json.loads(running.get("/__preview__/report")[2])
    line = before.count("\n") + 1
    assert report["stale"]
    assert report["problems"][0]["place"].startswith(f"content/people.yaml:{line}:")
    assert report["problems"][0]["frame"] == "- id: ["
    people.write_text(before)
    healed = stream.until(lambda state: not state["report"])
    assert healed["site"] == good["site"]  # for the pages are what they were
    assert json.loads(running.get("/__preview__/report")[2]) == {}


def test_a_layout_that_breaks_is_a_problem_too(running: Running) -> None:
    stream = running.page()
    stream.state()
    layout = running.root / "layouts" / "people.html"
    layout.write_text(
        layout.read_text()
        .replace("page.head", "page.hed")
        .replace("{% block main %}", "{% block main %}{{ page.nope }}")
    )
    stream.until(lambda state: state["report"])
    report = json.loads(running.get("/__preview__/report")[2])
    assert {problem["place"].split(":")[0] for problem in report["problems"]} == {"layouts/people.html"}


def test_a_stylesheet_changes_no_page(running: Running) -> None:
    stream = running.page()
    before = stream.state()
    sheet = running.root / "layouts" / "assets" / "site.css"
    sheet.write_text(sheet.read_text() + "/* more */\n")
    after = stream.until(lambda state: state["sheets"] != before["sheets"])
    assert after["site"] == before["site"]
    assert running.get("/tunnel/assets/site.css")[2].endswith(b"/* more */\n")


def test_the_texts_are_watched_and_their_words_stay_in_the_terminal(running: Running) -> None:
    stream = running.page()
    stream.state()
    text = running.root / "texts" / "gazette.txt"
    text.write_text(text.read_text().replace("not a penny more", "not one penny over"))
    stream.until(lambda state: state["report"])
    report = running.get("/__preview__/report")[2]
    found = json.loads(report)
    assert not found["stale"]
    assert [problem["place"].split(":")[0] for problem in found["problems"]] == ["content/sources/gazette.yaml"]
    assert found["problems"][0]["private"]
    assert b"[over]" not in report
    assert b"Not checked" in running.get("/tunnel/quotes/")[2]
    build = running.page().state()["build"]
    (running.root / "content" / "questions.yaml").write_text("# none yet\n")
    stream.until(lambda state: state["build"] > build)
    running.process.send_signal(signal.SIGINT)
    said, _ = running.process.communicate(timeout=PATIENCE)
    assert said.count("[one] penny [over]") == 1
    assert said.count("\nThe same 1 problem in 1 file.\n") == 1
    assert "cannot be published so" in said


def test_a_first_build_that_fails_still_serves_and_heals(project: Callable[..., Path]) -> None:
    root = project()
    people = root / "content" / "people.yaml"
    before = people.read_text()
    people.write_text("- id: [\n")
    running = started(root, "--content", "content")
    try:
        stream = running.page()
        stream.until(lambda state: state["report"])
        status, _, page = running.get("/anything/at/all")
        assert status == 503
        assert b"/__preview__/preview.js" in page
        assert "No build has gone well yet" in running.get("/__preview__/report")[2].decode()
        people.write_text(before)
        stream.until(lambda state: state["site"])
        assert running.get("/")[0] in (200, 302)
        running.process.send_signal(signal.SIGINT)
        said, _ = running.process.communicate(timeout=PATIENCE)
        assert said.count("There is no page to show until this is mended.") == 1
    finally:
        running.end()


def test_links_out_of_the_folders_are_not_followed(running: Running, tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("a secret")
    stream = running.page()
    stream.state()
    (running.root / "layouts" / "assets" / "out.css").symlink_to(secret)
    (running.root / "content" / "sources" / "out.yaml").symlink_to(secret)
    stream.until(lambda state: state["report"] and b"outside the content" in running.get("/__preview__/report")[2])
    assert b"a secret" not in running.get("/__preview__/report")[2]
    (running.root / "content" / "sources" / "out.yaml").unlink()
    stream.until(lambda state: state["report"] and b"only files are pub" in running.get("/__preview__/report")[2])
    assert b"a secret" not in running.get("/__preview__/report")[2]
    assert running.get("/tunnel/assets/out.css")[0] == 404
    (running.root / "layouts" / "assets" / "out.css").unlink()
    stream.until(lambda state: not state["report"])


def test_every_answer_keeps_others_out(running: Running) -> None:
    for path in ("/tunnel/", "/tunnel/sources", "/tunnel/nope/<script>", "/__preview__/report", "/__preview__/nope"):
        _, headers, body = running.get(path)
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert not any(name.startswith("access-control-") for name in headers)
        assert b"nope/<script>" not in body
        assert b"nope/%3Cscript" not in body
    assert running.get("/tunnel/nope/at/depth")[0] == 404
    assert running.get("/tunnel/nope/at/depth")[2].count(b"<h1") == 1
    status, headers, body = running.get("/tunnel/", "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) == len(running.get("/tunnel/")[2])
    assert running.get("/tunnel/", "POST")[0] == 405
    assert running.get("/__preview__/events", "HEAD")[::2] == (200, b"")
    assert running.get("/tunnel/", Host="evil.example")[0] == 403
    assert running.get("/__preview__/events", Origin="http://evil.example")[0] == 403
    assert running.get("/__preview__/report", Sec_Fetch_Site="cross-site")[0] == 403


@pytest.mark.parametrize(
    "line",
    [b"GET http://127.0.0.1/tunnel/ HTTP/1.1", b"GET /tunnel/#a HTTP/1.1", b"GET * HTTP/1.1", b"GET /a b HTTP/1.1"],
)
def test_targets_of_another_form(running: Running, line: bytes) -> None:
    assert running.raw(line + b"\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n").split()[1] == b"400"


def test_too_many_open_pages_are_refused(running: Running) -> None:
    streams = [running.page() for _ in range(100 - len(running.streams))]
    assert running.get("/__preview__/events")[0] == 503
    streams[0].close()
    assert running.get("/tunnel/")[0] == 200


def test_ctrl_c_ends_it_with_pages_open(running: Running) -> None:
    streams = [running.page() for _ in range(3)]
    for stream in streams:
        stream.state()
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(timeout=5) == 0
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", running.port), 1)
    assert running.process.stdout
    assert "Traceback" not in running.process.stdout.read()


BROKEN = """
import sys
from explainer.cli import main
from explainer.preview.building import Workshop
from pathlib import Path

def attempt(*_):
    raise RuntimeError("ours")

Workshop.attempt = attempt
main(["watch", "--port", "0"], Path(sys.argv[1]))
"""


def test_a_mistake_of_ours_ends_it() -> None:
    """A preview that follows no more would show what is no longer so."""
    ended = subprocess.run(
        [sys.executable, "-c", BROKEN, str(ROOT)], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE
    )
    assert ended.stdout.startswith("Preview at ")
    assert ended.stderr.endswith("RuntimeError: ours\n")


def test_a_port_in_use_is_told(running: Running) -> None:
    again = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "watch", "--port", str(running.port)],
        cwd=running.root,
        capture_output=True,
        text=True,
    )
    assert again.returncode == 1
    assert again.stderr == f"build.py: 127.0.0.1:{running.port} cannot be listened at: Address already in use\n"
