"""The command line: results to stdout, everything else to stderr; 0 all well, 1 some articles failed, 2 wrong usage.

Only here is anything printed. Nothing heavy is imported before a command needs it, so that ``allegedly --help`` answers at once.
"""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line and leave with its exit code; errors of our own are one line, never a traceback."""
    # One thread a process, scaled by processes; this must be set before numpy is loaded.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    os.environ.setdefault("DO_NOT_TRACK", "1")

    from allegedly.cli.app import app
    from allegedly.errors import AllegedlyError, UnknownName, UsageError

    try:
        app()
    except AllegedlyError as fault:
        print(f"allegedly: {fault}", file=sys.stderr)
        sys.exit(2 if isinstance(fault, UsageError | UnknownName) else 1)
