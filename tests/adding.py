"""``allegedly add`` with the slow made-up coder, in a process that a test may kill: ``python adding.py DOSSIER JOBS PATH...``."""

from __future__ import annotations

import sys

import slow_coder
from allegedly.cli.dossier_add import AddOptions, run

if __name__ == "__main__":
    to, jobs, *paths = sys.argv[1:]
    sys.exit(run(AddOptions(paths=tuple(paths), to=to, jobs=int(jobs)), make=slow_coder.make))
