"""What a dossier stands: ``allegedly add`` killed again and again, a full disk, a file that may only be read, two writers at once.

    python tools/faults.py --kills 200

On SQLite and, where its server programs are installed, on PostgreSQL. Each kill is a SIGKILL at a random moment, of the program alone or of it
and its workers; then everything that was reported as done must be there, nothing twice, and ``verify`` must find nothing. The results go into
docs/faults.md. Ends with 1 when anything was lost.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import slow_coder  # noqa: E402
from allegedly.cli.dossier_add import AddOptions, run  # noqa: E402
from allegedly.dossier import Dossier  # noqa: E402
from allegedly.errors import AllegedlyError  # noqa: E402
from dossier_postgresql import reason_to_skip, server  # noqa: E402

PAGE = ROOT / "docs" / "faults.md"
ARTICLES = 30
KILLS_A_DOSSIER = 20


class Lost(AssertionError):
    """Something that a dossier should have stood and did not."""


def table(folder: Path, number: int, length: int = 0) -> Path:
    """A table of articles with one saying each, all different; ``length`` words of other text make them longer."""
    path = folder / f"articles{number}.jsonl"
    rows = [{"text": f"Wolves{number}x{n} killed sheep{n}. {'Owls hoot. ' * length}", "language": "en"} for n in range(ARTICLES)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


class Adding:
    """``allegedly add`` with the slow made-up coder in a process and process group of its own."""

    def __init__(self, place: str, path: Path, jobs: int, before: Callable[[], None] = lambda: None) -> None:
        out, self._into = os.pipe()
        error, errors_into = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            code = 70
            try:
                os.setsid()
                os.dup2(self._into, 1)
                os.dup2(errors_into, 2)
                before()
                code = run(AddOptions(paths=(str(path),), to=place, jobs=jobs), make=slow_coder.make)
            except AllegedlyError as fault:
                print(f"allegedly: {fault}", file=sys.stderr)
                code = 2
            except BaseException:
                traceback.print_exc()
            finally:
                with suppress(Exception):
                    sys.stdout.flush()
                    sys.stderr.flush()
                os._exit(code)
        os.close(self._into)
        os.close(errors_into)
        self._out, self._errors = os.fdopen(out, "rb"), os.fdopen(error, "rb")

    def kill(self, *, group: bool) -> None:
        """SIGKILL, of the program alone or with its workers."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL) if group else os.kill(self.pid, signal.SIGKILL)

    def first_line(self) -> bytes:
        """Wait until something was reported."""
        return self._out.readline()

    def end(self) -> tuple[int, str, str]:
        """Exit code, standard output and standard error, when it has ended."""
        out, errors = self._out.read().decode(), self._errors.read().decode()
        _pid, status = os.waitpid(self.pid, 0)
        self._out.close()
        self._errors.close()
        return os.waitstatus_to_exitcode(status), out, errors


def reported(lines: str) -> set[str]:
    """The ids of the articles that were reported as done, in whole lines."""
    return {line.split("\t")[1] for line in lines.splitlines(keepends=True) if line.endswith("\n") and line.count("\t") == 3}


def check(place: str, done: set[str]) -> int:
    """Nothing reported is lost, nothing is there twice, and all stands; returns the number of articles."""
    with Dossier(place) as dossier:
        articles = [article.id for article in dossier.articles()]
        told = [saying.article.id for saying in dossier.sayings(older=True)]
        found = dossier.verify()
    if done - set(articles):
        raise Lost(f"{place}: {len(done - set(articles))} articles were reported and are not there")
    if len(set(articles)) != len(articles) or told != articles:
        raise Lost(
            f"{place}: {len(articles)} articles with {len(told)} sayings, of {len(set(articles))}; each should be there once"
        )
    if not found.stands:
        raise Lost(f"{place}: {found.faults[:3]}")
    return len(articles)


def kills(new_place: Callable[[], str], folder: Path, jobs: int, times: int, chance: random.Random) -> str:
    """Kill so many times, on a new dossier now and then; returns a row for the page."""
    reached, killed, articles, tables = 0, 0, 0, 0
    while killed < times:
        place, done, first = new_place(), set[str](), tables
        table(folder, tables)
        tables += 1
        for _ in range(min(KILLS_A_DOSSIER, times - killed)):
            adding = Adding(place, folder / f"articles{tables - 1}.jsonl", jobs)
            started = b""
            if chance.random() < 0.8:
                started = adding.first_line()
            time.sleep(chance.random() * 0.6)
            adding.kill(group=chance.random() < 0.5)
            _code, lines, _errors = adding.end()
            done |= reported(started.decode() + lines)
            killed += 1
            with suppress(AllegedlyError):  # killed before there was a dossier
                reached += bool(done)
                if check(place, done) == ARTICLES * (tables - first):
                    table(folder, tables)
                    tables += 1
        for number in range(first, tables):
            code, lines, errors = Adding(place, folder / f"articles{number}.jsonl", jobs).end()
            done |= reported(lines)
            if code != 0:
                raise Lost(f"{place}: going on ended with {code}: {errors}")
        articles += check(place, done)
        if len(done) != ARTICLES * (tables - first):
            raise Lost(f"{place}: {len(done)} articles reported in the end, of {ARTICLES * (tables - first)}")
    return f"| {{store}} | `-j {jobs}` | {killed} | {reached} | {articles:,} | 0 | 0 |"


def disk_full(folder: Path) -> str:
    """A file that may not grow beyond what is there: a clear line, what was reported safe, and it goes on when there is room."""
    place = str(folder / "full.dossier")
    first, second = table(folder, 900), table(folder, 901, length=2000)
    _code, lines, _errors = Adding(place, first, 1).end()
    done = reported(lines)

    def little_room() -> None:
        size = Path(place).stat().st_size + 400_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    code, lines, errors = Adding(place, second, 1, little_room).end()
    done |= reported(lines)
    return _told("a file that may not grow", place, code, errors, done, second)


@contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """A disk of three megabytes, where one may be mounted."""
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True, check=False)
    try:
        yield folder if mounted.returncode == 0 else None
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False)


def small(folder: Path) -> str:
    """A disk with no room left; then room is made, and the same command goes on."""
    with small_disk(folder / "small") as disk:
        if disk is None:
            return "| a disk of three megabytes | could not be mounted here | - | - |"
        place = str(disk / "crisis.dossier")
        filler = disk / "filler"
        filler.write_bytes(b"\0" * 1_000_000)
        path = table(folder, 902, length=1000)
        code, lines, errors = Adding(place, path, 1).end()
        done = reported(lines)
        check(place, done)
        filler.unlink()
        return _told("a disk of three megabytes, full", place, code, errors, done, None)


def only_read(folder: Path) -> str:
    """A file that this user may not write."""
    place = folder / "read.dossier"
    _code, lines, _errors = Adding(str(place), table(folder, 903), 1).end()
    place.chmod(0o444)
    folder.chmod(0o755)

    def nobody() -> None:
        if os.geteuid() == 0:
            os.setuid(65534)

    code, more, errors = Adding(str(place), table(folder, 904), 1, nobody).end()
    place.chmod(0o644)
    return _told(
        "a file that may only be read", str(place), code, errors, reported(lines) | reported(more), folder / "articles904.jsonl"
    )


def _told(what: str, place: str, code: int, errors: str, done: set[str], again: Path | None) -> str:
    # Two lines come: what became of the articles before, and why it stopped.
    said_why = [
        line for line in errors.splitlines() if ("disk" in line or "may only be read" in line) and "new sayings" not in line
    ]
    line = said_why[-1] if said_why else None
    if code == 0 or line is None:
        raise Lost(f"{what}: ended with {code} and said {errors!r}")
    if "Traceback" in errors:
        raise Lost(f"{what}: {errors}")
    check(place, done)
    if again is not None:
        code, lines, errors = Adding(place, again, 1).end()
        if code != 0:
            raise Lost(f"{what}: when it could go on, it ended with {code}: {errors}")
        check(place, done | reported(lines))
    said = line.split(f"{place}: ", 1)[-1]
    return f"| {what} | {said} | {len(done)} | all |"


def two_writers(place: str, folder: Path) -> int:
    """Two programs add the same and different articles at once; returns how many articles there are in the end."""
    shared, own = table(folder, 905), table(folder, 906)
    both = [Adding(place, shared, 1), Adding(place, shared, 2), Adding(place, own, 1)]
    done: set[str] = set()
    for adding in both:
        code, lines, errors = adding.end()
        if code != 0:
            raise Lost(f"{place}: a writer beside others ended with {code}: {errors}")
        done |= reported(lines)
    if check(place, done) != 2 * ARTICLES:
        raise Lost(f"{place}: {len(done)} articles of two writers, of {2 * ARTICLES}")
    return 2 * ARTICLES


def stores(folder: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    """The stores that can be tried here, each with what makes an empty place."""
    numbers = iter(range(1_000_000))
    yield "SQLite", lambda: str(folder / f"crisis{next(numbers)}.dossier")
    if reason_to_skip():
        return
    import psycopg

    with server() as address:

        def make() -> str:
            name = f"crisis{next(numbers)}"
            with psycopg.connect(address + "postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            return address + name

        yield "PostgreSQL", make


def main() -> None:
    """Try everything, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--kills", type=int, default=200, help="of each store: half with -j 1, half with -j 2; 0 keeps those on the page"
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--output", type=Path, default=PAGE)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    rows, writers = [], []
    with tempfile.TemporaryDirectory(prefix="allegedly-faults-") as name:
        folder = Path(name)
        rest = [disk_full(folder), small(folder), only_read(folder)]
        for store, new_place in stores(folder):
            writers.append(f"{store}: {two_writers(new_place(), folder)} articles, each once")
            for jobs in (1, 2) if options.kills else ():
                rows.append(kills(new_place, folder, jobs, options.kills // 2, chance).format(store=store))
                print(rows[-1], flush=True)
    if not options.kills:
        # The kills of the last run that had any.
        rows = [line for line in options.output.read_text("utf-8").splitlines() if "| `-j " in line]
    options.output.write_text(page(rows, rest, writers), encoding="utf-8")


def page(rows: list[str], rest: list[str], writers: list[str]) -> str:
    """The page of results."""
    return "\n".join(
        [
            "# What a dossier stands",
            "",
            f"Written by `python tools/faults.py` on {datetime.now(UTC):%Y-%m-%d}, no figure is typed. The run ends with an error as soon as anything is lost.",
            "",
            "`allegedly add`, killed (SIGKILL) at random moments, alone or with its workers, and started again; after each kill everything that was reported",
            "as done was there, once, and `allegedly verify` found nothing wrong:",
            "",
            "| store | jobs | kills | of these after something was reported | articles in the end | lost | doubled |",
            "|---|---|---:|---:|---:|---:|---:|",
            *rows,
            "",
            "Where it cannot write, it says so in one line; what was reported before is there, all stands, and the same command goes on once it can:",
            "",
            "| what | what is said | reported before | there afterwards |",
            "|---|---|---:|---|",
            *rest,
            "",
            f"Three programs that write at once, two of them the same articles ({'; '.join(writers)}).",
            "",
        ]
    )


if __name__ == "__main__":
    main()
