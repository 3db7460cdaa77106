"""Takes the picture of the desk that stands in the README: the sample dossier's overview, in headless Chromium.

    python tools/desk_picture.py

Needs Chromium and the dossier that ``make demo`` leaves in out/demo; writes docs/desk.png, below 300 KB.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn

from allegedly.desk.app import create_app
from allegedly.desk.security import Access
from allegedly.desk.serve import listen

ROOT = Path(__file__).resolve().parent.parent
DOSSIER = ROOT / "out/demo/kazakhstan.dossier"
PICTURE = ROOT / "docs/desk.png"
TOKEN = "for-one-picture"
AT_MOST = 300_000
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


def main() -> int:
    """Write the picture; 1 when there is nothing to take it of, or with."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None or not DOSSIER.is_file():
        print("desk_picture: needs Chromium and out/demo/kazakhstan.dossier; run make demo first", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        place = Path(shutil.copy(DOSSIER, Path(folder) / "kazakhstan.dossier"))
        listening = listen("127.0.0.1", 0)
        port = listening.getsockname()[1]
        app = create_app(place, Access(TOKEN, port=port))
        app.state.desk.dossier.bring_up_to_date()
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            tab = browser.new_context(viewport={"width": 1280, "height": 1640}, color_scheme="light").new_page()
            tab.goto(f"http://127.0.0.1:{port}/?token={TOKEN}")
            tab.wait_for_selector(".with-scripts .timeline")
            tab.screenshot(path=str(PICTURE))
            browser.close()
        server.should_exit = True
        thread.join(10)
    size = PICTURE.stat().st_size
    print(f"desk_picture: {PICTURE.relative_to(ROOT)}, {size // 1000} KB", file=sys.stderr)
    return 0 if size < AT_MOST else 1


if __name__ == "__main__":
    sys.exit(main())
