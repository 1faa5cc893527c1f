"""A Chromium that may ask nothing of the network: every request and every console error is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
]


@dataclass
class Visit:
    """One page in one browser, with what it asked for and what went wrong."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    sockets: list[str] = field(default_factory=list)

    def open(self, path: Path, *, fragment: str = "") -> Page:
        self.page.goto(path.as_uri() + fragment)
        self.page.wait_for_selector("html[data-ready=true]", timeout=20_000)
        return self.page

    def check(self) -> None:
        assert self.requests == []
        assert self.errors == []


def watch(browser: Browser, *, allowed: tuple[str, ...] = (), **options) -> Visit:
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
    visit = Visit(context.new_page())

    def route(route):
        if route.request.url.startswith(("file:", "data:", "blob:", *allowed)):
            route.continue_()
        else:
            visit.requests.append(route.request.url)
            route.abort()

    context.route("**/*", route)
    visit.page.on("console", lambda said: visit.errors.append(said.text) if said.type == "error" else None)
    visit.page.on("websocket", lambda socket: visit.sockets.append(socket.url))
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    return visit
