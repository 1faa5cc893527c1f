from __future__ import annotations

import json
import re
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar
from urllib.parse import parse_qs, urlparse

import pytest
from typer.testing import CliRunner

import geomap
from geomap.cli import app
from geomap.cli.voice import Voice
from geomap.gazetteer.build import default_cache_dir

REPORT = "Title: Night\nDate: 2025-06-01\n\nA drone hit a depot in Bryansk on Sunday, killing two people.\n"


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "in" / "night.txt"
    path.parent.mkdir()
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("COLUMNS", "200")

    def invoke(*arguments, **options):
        return CliRunner().invoke(app, [str(one) for one in arguments], **options)

    return invoke


def test_version(run):
    assert run("--version").stdout.strip() == geomap.__version__


@pytest.mark.parametrize("command", ["map", "parse", "lookup", "explain", "review", "evaluate"])
def test_help_shows_an_example(run, command):
    done = run(command, "--help")
    assert done.exit_code == 0
    assert f"geomap {command} " in re.sub(r"\s+", " ", done.stdout)


def test_map_writes_a_page_and_says_so_on_standard_error(run, report, tmp_path):
    done = run("map", report.parent, "-o", tmp_path / "map.html")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "1 events" in done.stderr or "1 event" in done.stderr
    assert 'id="geomap-data"' in (tmp_path / "map.html").read_text(encoding="utf-8")


def test_quiet_says_nothing(run, report, tmp_path):
    done = run("map", report, "-o", tmp_path / "map.html", "-q")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    "command",
    ["map", "parse", "explain", "review", "lookup", "evaluate", "gazetteer info", "gazetteer build"],
)
def test_every_command_can_be_quiet_and_verbose(run, command):
    offered = run(*command.split(), "--help").stdout
    assert "--quiet" in offered
    assert "--verbose" in offered


@pytest.mark.parametrize(("quiet", "said"), [(True, ""), (False, "a bar")])
def test_quiet_hushes_the_bar_of_a_build(capsys, quiet, said):
    with Voice(quiet=quiet).hushed():
        sys.stderr.write("a bar")
    assert capsys.readouterr().err == said


def test_verbose_names_the_index(run):
    assert "the gazetteer is in " in run("lookup", "Sumy", "-v").stderr
    assert run("lookup", "Sumy", "-q").stderr == ""


def test_parse_writes_one_file_a_table(run, report, tmp_path):
    done = run("parse", report, "-o", tmp_path / "tables")
    assert done.exit_code == 0
    names = {path.name for path in (tmp_path / "tables").iterdir()}
    assert {"mentions.csv", "places.csv", "events.csv", "reports.csv"} <= names


def test_parse_writes_a_line_a_document_empty_ones_too(run, report, tmp_path):
    (report.parent / "quiet.txt").write_text("", encoding="utf-8")
    done = run("parse", report.parent, "--jsonl", tmp_path / "out.jsonl")
    assert done.exit_code == 0
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["night", "quiet"]
    assert all(line["schema"] == "geomap/1" for line in lines)
    assert [mention["text"] for mention in lines[0]["mentions"]] == ["Bryansk"]
    [event] = lines[0]["events"]
    assert (event["layer"], event["date_start"], event["quantities"]) == (
        "strike",
        "2025-06-01",
        [{"kind": "killed", "op": "=", "value": 2}],
    )


def test_parse_reads_standard_input_and_writes_standard_output(run):
    done = run(
        "parse",
        "-",
        "--jsonl",
        "-",
        "--date",
        "2025-06-01",
        input="Envoys of Russia and Ukraine will hold peace talks in Istanbul on Monday.",
    )
    [line] = done.stdout.splitlines()
    assert json.loads(line)["events"][0]["date_start"] == "2025-06-02"


def test_parse_alone_shows_the_events(run, report):
    done = run("parse", report)
    assert done.exit_code == 0
    assert "2025-06-01" in done.stdout
    assert "strike" in done.stdout


def test_given_mentions_are_the_only_ones(run, tmp_path):
    text = "Kharkiv and Sumy were hit."
    path = tmp_path / "given.jsonl"
    path.write_text(json.dumps({"id": "a", "text": text, "mentions": [{"start": 12, "end": 16}]}), encoding="utf-8")
    for flags, found in (["--given-mentions"], ["Sumy"]), ([], ["Kharkiv", "Sumy"]):
        done = run("parse", path, "--jsonl", "-", *flags)
        assert [m["text"] for m in json.loads(done.stdout)["mentions"]] == found


def test_one_bad_input_is_named_and_the_rest_is_done(run, report, tmp_path):
    (report.parent / "bad.txt").write_bytes(b"Sumy \xff\xfe")
    done = run("map", report.parent, "-o", tmp_path / "map.html")
    assert done.exit_code == 1
    assert "bad.txt" in done.stderr
    assert "1 inputs failed" in done.stderr
    assert (tmp_path / "map.html").exists()


@pytest.mark.parametrize("what", ["missing.txt", "empty"])
def test_nothing_readable_is_exit_status_2_and_no_file(run, tmp_path, what):
    (tmp_path / "empty").mkdir()
    done = run("map", tmp_path / what, "-o", tmp_path / "map.html")
    assert done.exit_code == 2
    assert "nothing readable" in done.stderr
    assert not (tmp_path / "map.html").exists()


def test_an_unreadable_date_is_a_warning(run, report, tmp_path):
    done = run("map", report, "-o", tmp_path / "map.html", "--date", "one day")
    assert done.exit_code == 0
    assert "'one day' is no date" in done.stderr


def test_a_folder_that_cannot_be_written_is_one_line(run, report, tmp_path):
    done = run("map", report, "-o", tmp_path / "no" / "such" / "folder" / "map.html")
    assert done.exit_code == 1
    assert "Traceback" not in done.stderr
    assert "no/such/folder" in done.stderr


def test_passed_over_files_are_named_with_v(run, report, tmp_path):
    (report.parent / "README.md").write_text("Sumy", encoding="utf-8")
    done = run("parse", report.parent, "--jsonl", tmp_path / "out.jsonl", "-v")
    assert "passed over" in done.stderr
    assert "README.md" in done.stderr


def test_a_file_name_cannot_steer_the_terminal(run, tmp_path):
    name = tmp_path / "a\x1b[2Jb.txt"
    name.write_bytes(b"\xff")
    done = run("map", name, "-o", tmp_path / "map.html")
    assert "\x1b" not in done.stderr
    assert r"\x1b[2J" in done.stderr


def test_no_file_name_passes_for_a_message_of_its_own(run, tmp_path):
    (tmp_path / "a\nerror: all is lost.txt").write_bytes(b"\xff")
    done = run("parse", tmp_path)
    assert not any(line.startswith("error: all is lost") for line in done.stderr.splitlines())


def test_corrections_are_honoured_and_said(run, report, tmp_path):
    fixes = tmp_path / "corrections.csv"
    fixes.write_text("toponym,lat,lon\nBryansk,10,20\n", encoding="utf-8")
    done = run("parse", report, "--jsonl", "-", "--corrections", fixes)
    [mention] = json.loads(done.stdout)["mentions"]
    assert (mention["lat"], mention["lon"]) == (10, 20)
    assert "Bryansk" in done.stderr


def test_review_writes_the_doubtful_names(run, report, tmp_path):
    run("parse", report, "-o", tmp_path / "tables")
    done = run("review", tmp_path / "tables", "-o", tmp_path / "fix.csv", "--below", "1.0")
    assert done.exit_code == 0
    assert "Bryansk" in (tmp_path / "fix.csv").read_text(encoding="utf-8")


def test_explain_shows_the_words_behind_an_event(run, report):
    event = json.loads(run("parse", report, "--jsonl", "-").stdout)["events"][0]
    done = run("explain", report, "--event", event["event_id"])
    assert done.exit_code == 0
    assert "A drone hit a depot in Bryansk" in done.stdout


def test_an_unknown_event_is_one_line(run, report):
    done = run("explain", report, "--event", "nothing")
    assert done.exit_code == 1
    assert "no event 'nothing'" in done.stderr


def test_evaluate_scores_a_run_made_now(run, tmp_path):
    gold = tmp_path / "gold.jsonl"
    row = {"id": "a", "text": "A fire in Bryansk.", "mentions": [{"start": 10, "end": 17, "lat": 53.25, "lon": 34.37}]}
    gold.write_text(json.dumps(row), encoding="utf-8")
    done = run("evaluate", gold)
    assert done.exit_code == 0
    assert "1.000" in done.stdout


def test_lookup_shows_candidates_and_why(run):
    done = run("lookup", "Kharkov", "--limit", "1")
    assert done.exit_code == 0
    assert "geonames:706483" in done.stdout


def test_lookup_writes_a_line_a_name_in_order(run, tmp_path):
    names = tmp_path / "names.txt"
    names.write_text("Sumy\nXqzzy\nKursk\n", encoding="utf-8")
    done = run("lookup", "--file", names, "--jsonl", tmp_path / "out.jsonl", "--limit", "1")
    assert done.exit_code == 0
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["query"] for row in rows] == ["Sumy", "Xqzzy", "Kursk"]
    assert [len(row["candidates"]) for row in rows] == [1, 0, 1]
    assert rows[0]["candidates"][0]["place_id"] == "geonames:692194"


def test_a_byte_order_mark_is_no_part_of_the_first_name(run, tmp_path):
    (tmp_path / "names.txt").write_text("Sumy\n", encoding="utf-8-sig")
    assert json.loads(run("lookup", "--file", tmp_path / "names.txt", "--jsonl", "-").stdout)["query"] == "Sumy"


def test_lookup_keeps_to_a_country(run):
    row = json.loads(run("lookup", "Odessa", "--country", "US", "--limit", "1", "--jsonl", "-").stdout)
    assert row["candidates"][0]["iso2"] == "US"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lookup"], "no name"),
        (["lookup", "Sumy", "--country", "Ukraine"], "--country"),
        (["lookup", "Sumy", "--country", "UA,ZZ"], "'ZZ' is no country"),
        (["map", "a text.txt", "--country", "ZZ"], "'ZZ' is no country"),
        (["gazetteer", "build", "--geonames", "UA.zip", "--countries", "Ukraine"], "--countries"),
        (["gazetteer", "build", "--geonames", "UA.zip", "--download", "dumps"], "--download"),
        (["gazetteer", "build", "--base-url", "http://localhost/"], "--base-url"),
        (["map"], "INPUT"),
    ],
)
def test_wrong_usage_is_exit_status_2(run, arguments, said):
    done = run(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def test_gazetteer_info_names_sources_and_licences(run):
    done = run("gazetteer", "info")
    assert done.exit_code == 0
    assert "GeoNames" in done.stdout
    assert "CC BY 4.0" in done.stdout


def test_gazetteer_build_is_done_already(run):
    assert run("gazetteer", "build").exit_code == 0


class Nominatim(BaseHTTPRequestHandler):
    """A server of the test's own that knows one hamlet, in Nominatim's format."""

    asked: ClassVar[list[str]] = []

    def do_GET(self):
        self.asked.append(parse_qs(urlparse(self.path).query)["q"][0])
        answer = [{"place_id": 1, "lat": "50.5", "lon": "35.1", "display_name": "Xqzzy", "addresstype": "hamlet"}]
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def nominatim():
    Nominatim.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Nominatim)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def own_answers(monkeypatch, tmp_path):
    """A cache folder of the test's own, but for the gazetteer, which is built already."""
    (tmp_path / "cache" / "geomap").mkdir(parents=True)
    (tmp_path / "cache" / "geomap" / "gazetteer").symlink_to(default_cache_dir())
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.mark.usefixtures("own_answers")
def test_a_name_the_gazetteer_lacks_is_asked_of_a_service_once(run, nominatim):
    options = ("--geocoder", "nominatim", "--user-agent", "a test", "--geocoder-domain", nominatim, "--jsonl", "-")
    for _ in range(2):
        [place] = json.loads(run("lookup", "Xqzzy", *options).stdout)["candidates"]
        assert (place["lat"], place["lon"], place["match_method"]) == (50.5, 35.1, "geocoder")
    assert Nominatim.asked == ["Xqzzy"]


def test_a_service_wants_to_know_who_asks(run):
    done = run("lookup", "Xqzzy", "--geocoder", "nominatim")
    assert done.exit_code == 1
    assert "user agent" in done.stderr


def test_a_lone_surrogate_loses_no_document(run, tmp_path):
    path = tmp_path / "odd.jsonl"
    path.write_text(
        '{"id":"s","text":"A drone hit Kyiv \\ude00."}\n{"id":"\\ud83d","text":"A drone hit Sumy on Monday."}\n'
    )
    done = run("parse", path, "--jsonl", tmp_path / "out.jsonl", "--date", "2025-06-03")
    assert done.exit_code == 0
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["mentions"][0]["text"] for line in lines] == ["Kyiv", "Sumy"]


def test_a_relative_day_without_a_date_is_a_warning(run):
    done = run("parse", "-", "--jsonl", "-", input="A Russian drone hit a depot in Kharkiv on Monday.")
    line = json.loads(done.stdout)
    assert line["events"][0]["date_start"] is None
    assert "no date is stated" in line["warnings"][0]
    assert "no date is stated" in done.stderr


def test_a_map_of_no_known_kind_is_wrong_usage_before_any_work(run, report, tmp_path):
    done = run("map", report, "-o", tmp_path / "map.docx")
    assert done.exit_code == 2
    assert ".html" in done.stderr


def test_names_that_are_not_utf8_are_refused_with_their_byte(run, tmp_path):
    names = tmp_path / "names.txt"
    names.write_bytes(b"Sumy\n\xff")
    done = run("lookup", "--file", names)
    assert done.exit_code == 1
    assert "byte 5" in done.stderr


@pytest.mark.parametrize(
    ("redirect", "status", "said"),
    [(">&-", 1, "standard output is closed"), ("2>&-", 0, ""), ("| head -c 20", 0, "")],
)
def test_closed_streams_leave_no_trace(report, redirect, status, said):
    command = f"{sys.executable} -m geomap parse {report} -q --jsonl - {redirect}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == status
    assert "Traceback" not in done.stderr
    assert said in done.stderr


@pytest.mark.parametrize(
    "command", ["map", "parse", "explain", "lookup", "evaluate", "review", "gazetteer info", "gazetteer build"]
)
def test_every_command_can_be_quiet_or_tell_more(command):
    from typer.main import get_command

    found = get_command(app)
    for name in command.split():
        found = found.commands[name]
    options = {option for parameter in found.params for option in parameter.opts}
    assert {"-q", "--quiet", "-v", "--verbose"} <= options


def test_a_quiet_build_says_nothing():
    command = [sys.executable, "-m", "geomap", "gazetteer", "build", "-q"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == done.stderr == ""


@pytest.mark.skipif(sys.platform != "linux", reason="only there can a file name be no text")
def test_a_file_name_that_is_no_unicode_is_mapped(run, tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "na\udcffme.txt").write_text("Date: 2025-06-01\n\nA drone hit Sumy on Sunday, killing two people.")
    done = run("map", folder, "-o", tmp_path / "map.html")
    assert done.exit_code == 0, done.output
    assert "Sumy" in (tmp_path / "map.html").read_text(encoding="utf-8")
