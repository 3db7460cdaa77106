"""Fetches the third-party files that the desk shows or is tested with from npm, by pinned version and hash.

Nothing else ever comes from a network: at run time the desk serves what this put into the package. A package is one compressed archive;
its SHA-512 must be the one written here, and only the files listed are taken out of it. Without them the desk works as links and tables.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import ssl
import sys
import tarfile
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "src/allegedly/desk/browser"
FOR_TESTS = ROOT / ".cache/browser"
REGISTRY = "https://registry.npmjs.org"
SECONDS = 60


@dataclass(frozen=True)
class Package:
    """One package of npm: which files of it go where. ``sha512`` is the archive's, as the registry's ``integrity`` has it."""

    name: str
    version: str
    sha512: str
    files: dict[str, str]
    to: Path

    @property
    def address(self) -> str:
        """Where the archive stands."""
        return f"{REGISTRY}/{self.name}/-/{self.name}-{self.version}.tgz"


PACKAGES = (
    # Outlines of countries (Natural Earth, public domain; packed by Mike Bostock, ISC).
    Package(
        name="world-atlas",
        version="2.0.2",
        sha512="IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ==",
        files={"package/countries-50m.json": "countries-50m.json", "package/LICENSE": "world-atlas.LICENSE"},
        to=SHIPPED,
    ),
    # Finds what a screen reader or a keyboard would stumble over (Deque, MPL-2.0); used by tests only, and not shipped.
    Package(
        name="axe-core",
        version="4.14.1",
        sha512="FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
        files={"package/axe.min.js": "axe.min.js"},
        to=FOR_TESTS,
    ),
)


def versions(folder: Path) -> dict[str, str]:
    """Which packages a folder holds, as a former run noted it."""
    noted = folder / "versions.json"
    found: dict[str, str] = json.loads(noted.read_text(encoding="utf-8")) if noted.is_file() else {}
    return found


def there(package: Package) -> bool:
    """Whether all files of a package are there, of this version."""
    if versions(package.to).get(package.name) != package.version:
        return False
    return all((package.to / name).is_file() for name in package.files.values())


def take_out(archive: bytes, package: Package) -> dict[str, bytes]:
    """The files of a package from its archive.

    Raises ``ValueError`` when the archive is another than the one that was pinned, or lacks a file.
    """
    given = base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if given != package.sha512:
        raise ValueError(f"{package.address} has SHA-512 {given}, but {package.sha512} is pinned; it was not used")
    found: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as members:
        for inside, name in package.files.items():
            member = members.extractfile(inside)
            if member is None:
                raise ValueError(f"{package.address} has no file {inside}")
            found[name] = member.read()
    return found


def fetch(package: Package) -> None:
    """Put the files of a package where they belong."""
    # The system's certificates, as for every other step.
    with urllib.request.urlopen(package.address, timeout=SECONDS, context=ssl.create_default_context()) as answer:
        archive = answer.read()
    found = take_out(archive, package)
    package.to.mkdir(parents=True, exist_ok=True)
    for name, data in found.items():
        (package.to / name).write_bytes(data)
    noted = versions(package.to) | {package.name: package.version}
    (package.to / "versions.json").write_text(json.dumps(noted, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"browser files: {package.name} {package.version}", file=sys.stderr)


def main() -> int:
    """Fetch what is missing; 1 when something could not be fetched, and the desk goes without."""
    missing = 0
    for package in PACKAGES:
        if there(package):
            continue
        try:
            fetch(package)
        except (OSError, ValueError, urllib.error.URLError, tarfile.TarError, KeyError) as fault:
            missing += 1
            print(f"browser files: {package.name} could not be fetched ({fault}); the desk works without it", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
