"""Exports as files: where they go, what stands beside them, and that none is ever half written."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from crisis_of_millers import CRISIS

from allegedly.errors import UsageError
from allegedly.export.format import Format, Options
from allegedly.export.formats import FORMATS, format_named
from allegedly.export.writing import export_through, export_to
from exported import bundle_of, written


def test_the_page_beside_an_export_says_what_it_is(tmp_path: Path) -> None:
    bundle = bundle_of(CRISIS, filters={"type": "ASSAULT"})
    tally = export_to(tmp_path / "new" / "crisis.txt", bundle, format_named("polecat"))
    assert tally.written == {"rows": 2}
    page = json.loads((tmp_path / "new" / "crisis.txt.allegedly.json").read_bytes())
    assert page["written"] == {"rows": 2}
    assert page["left_out"] == {"is denied, or told as not so": 1}
    assert page["filters"] == {"type": "ASSAULT"}
    assert page["made_at"] == "2026-01-02T03:04:05Z"
    assert page["source"]["sha256"] == bundle.digest
    assert bundle.digest in page["cite_as"]
    assert list(page["columns"])[:2] == ["Event ID", "Event Date"]
    import hashlib

    data = (tmp_path / "new" / "crisis.txt").read_bytes()
    assert page["files"] == [{"name": "crisis.txt", "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}]
    assert not list((tmp_path / "new").glob(".*"))


def test_several_files_stand_side_by_side_or_in_a_folder(tmp_path: Path) -> None:
    bundle = bundle_of(CRISIS)
    export_to(tmp_path / "crisis.export.CSV", bundle, format_named("gdelt"))
    export_to(tmp_path / "native", bundle, format_named("native"))
    export_to(tmp_path / "brat", bundle, format_named("brat"))
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {
        "crisis.export.CSV",
        "crisis.mentions.csv",
        "crisis.export.CSV.allegedly.json",
        "native.allegedly.json",
        "brat.allegedly.json",
    }
    assert {path.name for path in (tmp_path / "native").iterdir()} == {
        f"{n}.jsonl" for n in ("articles", "sayings", "incidents", "links")
    }
    assert len(list((tmp_path / "brat").glob("*.ann"))) == 3
    with pytest.raises(UsageError, match="-o"):
        export_through(io.BytesIO(), bundle, format_named("gdelt"))


def test_an_empty_export_is_a_file_too(tmp_path: Path) -> None:
    for name in ("jsonl", "gdelt", "webannotation"):
        export_to(tmp_path / name, bundle_of([]), format_named(name))
        assert (tmp_path / name).read_bytes() == b""


def test_an_export_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    place = tmp_path / "crisis.jsonl"
    place.write_text("before")

    def broken(bundle: Any, tally: Any, options: Options) -> Any:
        yield "", b"half"
        raise RuntimeError("no more")

    format = Format(name="x", ending=".jsonl", unit="saying", about="x", write=broken, columns={})
    with pytest.raises(RuntimeError):
        export_to(place, bundle_of(CRISIS), format)
    assert [path.name for path in tmp_path.iterdir()] == ["crisis.jsonl"]
    assert place.read_text() == "before"
    with pytest.raises(UsageError, match="folder"):
        export_to(tmp_path, bundle_of(CRISIS), format_named("jsonl"))
    with pytest.raises(UsageError, match="is a file"):
        export_to(place, bundle_of(CRISIS), format_named("native"))


def test_the_same_bundle_gives_the_same_bytes() -> None:
    mixed = [(article, [msgspec.structs.replace(one) for one in sayings]) for article, sayings in CRISIS]
    for name in FORMATS:
        assert written(bundle_of(CRISIS), name)[0] == written(bundle_of(mixed), name)[0]


def test_the_page_about_exports_lists_every_format_as_it_is() -> None:
    page = (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8")
    for name in FORMATS:
        found = format_named(name)
        assert f"| `{name}` | {found.unit} | {found.about} |" in page
