from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import GeocodingError
from geomap.geocoding import AnswerCache


def test_an_answer_is_kept_and_a_miss_too(cache):
    cache.put("photon", "q", [{"lat": 1.5}])
    cache.put("photon", "miss", [])
    assert cache.get("photon", "q") == [{"lat": 1.5}]
    assert cache.get("photon", "miss") == []
    assert cache.get("photon", "never asked") is None
    assert cache.get("nominatim", "q") is None


def test_it_outlives_the_one_who_wrote_it(tmp_path):
    first = AnswerCache(tmp_path / "answers.sqlite")
    first.put("s", "q", [])
    first.close()
    second = AnswerCache(tmp_path / "answers.sqlite")
    assert second.get("s", "q") == []
    second.close()


def test_its_folder_is_the_users_own(cache):
    assert cache.path.parent.stat().st_mode & 0o777 == 0o700


@settings(deadline=None)  # every answer is written to the disk
@given(st.lists(st.dictionaries(st.text(), st.text()), max_size=3), st.text())
def test_any_answer_comes_back_as_it_was(tmp_path_factory, answer, question):
    opened = AnswerCache(tmp_path_factory.mktemp("any") / "answers.sqlite")
    opened.put("s", question, answer)
    assert opened.get("s", question) == answer
    opened.close()


def test_turns_are_apart_by_the_delay_whoever_takes_them(cache):
    other = AnswerCache(cache.path)
    waits = [cache.take_turn("s", 0.5), other.take_turn("s", 0.5), cache.take_turn("s", 0.5)]
    assert waits == pytest.approx([0, 0.5, 1.0], abs=0.2)
    assert other.take_turn("another", 0.5) == 0
    other.close()


def test_a_clock_set_back_does_not_stop_everybody(cache):
    cache._connection.execute("INSERT INTO turns VALUES ('s', ?)", (time.time() + 86_400,))
    assert cache.take_turn("s", 0.1) <= 10


def test_a_file_that_is_no_cache_is_an_error(tmp_path):
    (tmp_path / "answers.sqlite").write_bytes(b"x" * 5000)
    with pytest.raises(GeocodingError, match=r"answers\.sqlite cannot be used: file is not a database"):
        AnswerCache(tmp_path / "answers.sqlite")


def test_a_file_of_another_schema_is_an_error(tmp_path):
    connection = sqlite3.connect(tmp_path / "answers.sqlite")
    connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(GeocodingError, match="schema 99, not 1"):
        AnswerCache(tmp_path / "answers.sqlite")


def test_a_folder_that_is_a_file_is_an_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(GeocodingError, match="cannot be opened"):
        AnswerCache(tmp_path / "file" / "answers.sqlite")


WRITER = """
import sys
from geomap.geocoding import AnswerCache
cache = AnswerCache(sys.argv[1])
for number in range(int(sys.argv[2]), 100_000_000, int(sys.argv[3])):
    cache.put("s", f"question {number}", [{"number": number, "text": "x" * 200}])
    print(number, flush=True)
"""


def test_killed_at_random_moments_it_loses_no_answer_it_returned(tmp_path):
    chance = random.Random(20)  # noqa: S311 - nothing secret
    path = tmp_path / "answers.sqlite"
    returned: list[int] = []
    for begin in range(20):
        command = [sys.executable, "-c", WRITER, path, str(begin), "20"]
        writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        returned.append(int(writer.stdout.readline()))
        time.sleep(chance.uniform(0, 0.1))
        writer.kill()
        returned += [int(line) for line in writer.communicate()[0].split()]
    kept = AnswerCache(path)
    assert len(returned) > 20
    assert all(kept.get("s", f"question {n}") == [{"number": n, "text": "x" * 200}] for n in returned)
    assert kept._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    kept.close()


def test_two_processes_write_at_once(tmp_path):
    path = tmp_path / "answers.sqlite"
    script = WRITER.replace("100_000_000", "400")
    commands = [[sys.executable, "-c", script, path, str(begin), "2"] for begin in (0, 1)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for command in commands]
    assert [len(writer.communicate(timeout=120)[0].split()) for writer in running] == [200, 200]
    kept = AnswerCache(path)
    assert len(kept) == 400
    kept.close()
