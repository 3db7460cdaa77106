#!/bin/sh
# Makes the environment in .venv (and uv, which fills it, in .uv), or says what is missing and how to get it.
set -eu

python=""
for one in python3.13 python3.12 python3.11 python3; do
    if command -v "$one" >/dev/null 2>&1 &&
        "$one" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1; then
        python="$one"
        break
    fi
done
if [ -z "$python" ]; then
    echo "setup: no Python 3.11, 3.12 or 3.13 was found (looked for python3.13, python3.12, python3.11, python3);" >&2
    echo "       install one, for example: apt-get install python3 python3-venv" >&2
    exit 1
fi

if [ ! -x .uv/bin/uv ]; then
    if ! "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
        echo "setup: $python has no venv module; install it, for example: apt-get install python3-venv" >&2
        exit 1
    fi
    echo "setup: making the environment; this happens once and takes a minute" >&2
    "$python" -m venv .uv
    .uv/bin/python -m pip install --quiet --disable-pip-version-check uv
fi

# The machine's own certificates, as pip uses them: behind a company's proxy uv's built-in ones do not do.
export UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1
interpreter="$("$python" -c 'import sys; print(sys.executable)')"
.uv/bin/uv sync --frozen --quiet --python "$interpreter"

# Outlines of countries for the desk's map, from npm by version and hash. Without a network the desk goes without them.
.venv/bin/python tools/browser_files.py || true
