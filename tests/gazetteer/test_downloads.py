from __future__ import annotations

import io
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteer.downloads import download_geonames


def zipped(text: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("UA.txt", text)
    return held.getvalue()


CONTENT = zipped(b"703448\tKyiv\n" * 20_000)


class Server(ThreadingHTTPServer):
    """Serves CONTENT; `plan` says what each request in turn does: bytes before it breaks off, a status, or None."""

    def __init__(self, plan, *, ranges=True):
        super().__init__(("127.0.0.1", 0), Handler)
        self.plan, self.ranges, self.asked = list(plan), ranges, []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/dump/"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.headers.get("Range"))
        step = self.server.plan.pop(0) if self.server.plan else None
        if isinstance(step, str):
            self.send_error(int(step))
            return
        start = 0
        if self.server.ranges and (wanted := self.headers.get("Range")):
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
        body = CONTENT[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:step])

    def log_message(self, *_):
        pass


@pytest.fixture
def serve():
    running = []

    def start(plan=(), **options):
        server = Server(plan, **options)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        running.append((server, thread))
        return server

    yield start
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


def fetch(server, folder):
    return download_geonames(folder, names=("UA.zip",), base_url=server.url, pause_seconds=0.01)


def test_a_dump_is_fetched_whole(serve, tmp_path):
    [path] = fetch(serve(), tmp_path / "new" / "folder")
    assert path.read_bytes() == CONTENT


def test_a_download_that_breaks_in_the_middle_goes_on_from_there(serve, tmp_path):
    server = serve([100_000, 50_000])
    [path] = fetch(server, tmp_path)
    assert path.read_bytes() == CONTENT
    assert server.asked == [None, "bytes=100000-", "bytes=150000-"]
    assert [file.name for file in tmp_path.iterdir()] == ["UA.zip"]


def test_a_server_that_cannot_go_on_starts_again(serve, tmp_path):
    server = serve([100_000], ranges=False)
    [path] = fetch(server, tmp_path)
    assert path.read_bytes() == CONTENT


def test_a_later_call_goes_on_from_what_came(serve, tmp_path):
    with pytest.raises(GazetteerError, match="broke off after"):
        fetch(serve([1000] * 5), tmp_path)
    assert not (tmp_path / "UA.zip").exists()
    server = serve()
    assert fetch(server, tmp_path)[0].read_bytes() == CONTENT
    assert server.asked == ["bytes=5000-"]


def test_what_is_whole_is_not_fetched_again(serve, tmp_path):
    server = serve()
    fetch(server, tmp_path)
    fetch(server, tmp_path)
    assert len(server.asked) == 1


def test_a_busy_server_is_asked_again(serve, tmp_path):
    server = serve(["503", "429"])
    fetch(server, tmp_path)
    assert len(server.asked) == 3


def test_a_file_that_is_not_there_is_asked_for_once(serve, tmp_path):
    server = serve(["404"])
    with pytest.raises(GazetteerError, match=r"UA\.zip could not be fetched: HTTP 404"):
        fetch(server, tmp_path)
    assert len(server.asked) == 1


def test_a_part_of_another_file_is_thrown_away(serve, tmp_path):
    (tmp_path / "UA.zip.part").write_bytes(b"x" * 5000)
    [path] = fetch(serve(), tmp_path)
    assert path.read_bytes() == CONTENT


def test_a_part_longer_than_the_file_is_thrown_away(serve, tmp_path):
    (tmp_path / "UA.zip.part").write_bytes(b"x" * 5000)
    [path] = fetch(serve(["416"]), tmp_path)
    assert path.read_bytes() == CONTENT


def test_a_server_that_is_not_there_is_one_clear_error(serve, tmp_path):
    server = serve()
    url = server.url
    server.shutdown()
    server.server_close()
    with pytest.raises(GazetteerError, match=r"could not be fetched: .*refused"):
        download_geonames(tmp_path, names=("UA.zip",), base_url=url, pause_seconds=0.01)


def test_a_folder_that_is_a_file_is_an_error(serve, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(GazetteerError, match="cannot be written"):
        fetch(serve(), tmp_path / "file")


def test_a_mirrors_address_may_end_without_a_slash(serve, tmp_path):
    server = serve()
    [path] = download_geonames(tmp_path, names=("UA.zip",), base_url=server.url.rstrip("/"), pause_seconds=0)
    assert path.read_bytes() == CONTENT


@pytest.mark.parametrize("base_url", ["file:///etc/", "download.geonames.org", ""])
def test_what_is_no_web_address_is_not_asked(tmp_path, base_url):
    with pytest.raises(GazetteerError, match="is no address of a web server"):
        download_geonames(tmp_path / "new", base_url=base_url)
    assert not (tmp_path / "new").exists()
