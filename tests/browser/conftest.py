from __future__ import annotations

import os
import shutil

import pytest
from chromium import FLAGS, watch
from playwright.sync_api import sync_playwright


@pytest.fixture(scope="session")
def browser():
    path = os.environ.get("GEOMAP_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.fail("no browser: set GEOMAP_BROWSER to a Chromium or Chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser):
    visit = watch(browser)
    yield visit
    visit.page.context.close()
    visit.check()
