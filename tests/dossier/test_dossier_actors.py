"""Who is who in a dossier: judged, taken back, kept, verified, and seen in relations and exports."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import delete, text

from allegedly.dossier import Dossier, tables
from allegedly.dossier.actor_rows import actor_judgements
from allegedly.errors import NoSuchId, UnknownName, UsageError
from allegedly.incidents import NamedActor, resolve
from allegedly.model import Actor, Saying, make_article
from incidents_made import told
from made_up import CODER


def _keep(dossier: Dossier, *sayings: Saying) -> None:
    for one in sayings:
        article = make_article(one.sentence.text, publisher=one.article.publisher, published=one.article.published)
        dossier.keep(article, [one], CODER)


def _of(actor: str, country: str | None = None, **more: str) -> Saying:
    one = told(more.pop("publisher", "A"), actor="", trigger=f"shelled {actor}", recipient="Sudland", id=f"s_{actor}_{country}")
    parties = (Actor(text=actor, country=country),)
    return msgspec.structs.replace(one, event=msgspec.structs.replace(one.event, actors=parties))


@pytest.fixture
def crisis(dossier: Dossier) -> Dossier:
    """Three names that may be two actors' or one's, and the police of two countries."""
    _keep(
        dossier,
        _of("Ada Lovel"),
        _of("Lovel", publisher="B"),
        _of("the harbour master"),
        _of("police", "KAZ"),
        _of("police", "KGZ", publisher="B"),
    )
    return dossier


def _groups(dossier: Dossier) -> dict[str, set[str]]:
    return {one.name: {name.name for name in one.names} for one in dossier.actors()}


def _actors(dossier: Dossier) -> set[str]:
    return {one.actor for one in dossier.relations(period="all")}


def test_actors_have_one_name_with_all_that_they_are_called(crisis: Dossier) -> None:
    assert _groups(crisis) == {
        "Ada Lovel": {"Ada Lovel", "Lovel"},
        "the harbour master": {"the harbour master"},
        "police (KAZ)": {"police"},
        "police (KGZ)": {"police"},
        "Sudland": {"Sudland"},
    }
    assert {one.name for one in crisis.actors(named=True)} == {"Ada Lovel", "Sudland"}
    row = next(row for row in crisis.actors().records() if row["name"] == "Ada Lovel")
    assert (row["sayings"], row["articles"], row["written"]) == (2, 2, "Ada Lovel (1); Lovel (1)")
    assert "a shorter form of the name" in row["joined"]


def test_a_judged_merge_shows_in_relations_and_undoing_it_is_exact(crisis: Dossier) -> None:
    before, actors = crisis.relations(period="all"), crisis.actors()
    sides = crisis.alignments()
    made = crisis.judge_actors("the harbour master", "Lovel", "same", by="Mira", why="so called in print")
    assert (made.left, made.right, made.verdict, made.by, made.why) == (
        "the harbour master", "Lovel", "same", "Mira", "so called in print",
    )  # fmt: skip
    assert _actors(crisis) == {"Ada Lovel", "police (KAZ)", "police (KGZ)"}
    assert "the harbour master" in {side for one in sides for side in (one.left, one.right)}
    assert "the harbour master" not in {side for one in crisis.alignments() for side in (one.left, one.right)}
    undone = crisis.undo_actors(made.number or 0, by="Odell", why="another one")
    assert (undone.undone_by, undone.undone_why, crisis.actor_judgements()) == ("Odell", "another one", [undone])
    assert (crisis.relations(period="all"), crisis.actors(), crisis.alignments()) == (before, actors, sides)
    assert crisis.verify().stands


def test_different_parts_what_was_likely_and_is_seen_in_what_one_publisher_prints(crisis: Dossier) -> None:
    assert {one.actor for one in crisis.relations(period="all", publishers=["B"])} == {"Ada Lovel", "police (KGZ)"}
    crisis.judge_actors("Ada Lovel", "Lovel", "different", by="Mira")
    assert {one.actor for one in crisis.relations(period="all", publishers=["B"])} == {"Lovel", "police (KGZ)"}


def test_a_name_under_two_countries_must_say_which(crisis: Dossier) -> None:
    with pytest.raises(NoSuchId, match=r"police \(KAZ\), police \(KGZ\)"):
        crisis.judge_actors("police", "Lovel", "same", by="Mira")
    made = crisis.judge_actors("The police (KAZ)", "police (KGZ)", "same", by="Mira")
    assert (made.left, made.left_country, made.right_country) == ("police", "KAZ", "KGZ")
    assert _groups(crisis)["police"] == {"police"}


def test_a_name_under_a_country_and_under_none_means_the_one_under_none(dossier: Dossier) -> None:
    _keep(dossier, _of("police"), _of("police", "KAZ", publisher="B"), _of("Lovel"))
    made = dossier.judge_actors("police", "police (KAZ)", "different", by="Mira")
    assert (made.left_country, made.right_country) == (None, "KAZ")
    assert set(_groups(dossier)) == {"police", "police (KAZ)", "Lovel", "Sudland"}


@pytest.mark.parametrize(
    ("left", "right", "verdict", "by", "error", "said"),
    [
        ("Ada Lovel", "Bela", "same", "Mira", NoSuchId, "no saying has an actor or recipient of the name 'Bela'"),
        ("Ada", "Lovel", "same", "Mira", NoSuchId, "there are: Ada Lovel"),
        ("they", "Lovel", "same", "Mira", NoSuchId, "'they'"),
        ("Lovel", "President Lovel", "same", "Mira", UsageError, "one name"),
        ("Ada Lovel", "Lovel", "equal", "Mira", UnknownName, "different, same, unsure"),
        ("Ada Lovel", "Lovel", "same", " ", UsageError, "--by"),
    ],
)
def test_what_cannot_be_judged(
    crisis: Dossier, left: str, right: str, verdict: str, by: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error) as fault:
        crisis.judge_actors(left, right, verdict, by=by)
    assert said in str(fault.value)
    assert crisis.actor_judgements() == []


def test_taking_back_says_who_and_is_done_once(crisis: Dossier) -> None:
    made = crisis.judge_actors("Ada Lovel", "Lovel", "unsure", by="Mira")
    with pytest.raises(UsageError, match="--by"):
        crisis.undo_actors(made.number or 0, by="")
    crisis.undo_actors(made.number or 0, by="Mira")
    with pytest.raises(UsageError, match="taken back by Mira"):
        crisis.undo_actors(made.number or 0, by="Mira")
    with pytest.raises(NoSuchId, match="no judgement 7"):
        crisis.undo_actors(7, by="Mira")


def test_what_is_likely_but_not_sure_is_proposed_until_somebody_judges_it(dossier: Dossier) -> None:
    _keep(dossier, _of("Mukhtar Ablyasov"), _of("Mukhtar Ablyatov"))
    (asked,) = dossier.proposed_actors()
    assert (asked.left, asked.right, asked.automatic) == ("Mukhtar Ablyasov", "Mukhtar Ablyatov", False)
    assert dossier.proposed_actors().records()[0]["reason"] == "one letter apart"
    made = dossier.judge_actors(asked.left, asked.right, "unsure", by="Mira")
    assert dossier.proposed_actors() == []
    dossier.undo_actors(made.number or 0, by="Mira")
    assert dossier.proposed_actors() == [asked]


CHANGES = {
    "UPDATE actor_judgements SET verdict = 'different'": "judgement 1 about actors: was changed after it was made",
    "UPDATE actor_judgements SET left_name = 'Bela Lovel'": "was changed after it was made",
    "UPDATE actor_judgements SET undone_by = 'nobody'": "who took it back",
    "UPDATE actor_judgements SET undone_by = NULL, undone_at = NULL, undone_why = NULL": "who took it back",
    "DELETE FROM actor_judgements": "judgement 1 about actors: it is gone",
    "DELETE FROM custody WHERE action = 'actors judged'": "custody does not know it",
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_behind_the_programs_back_is_found(crisis: Dossier, change: str) -> None:
    crisis.judge_actors("Ada Lovel", "Lovel", "same", by="Mira")
    crisis.undo_actors(1, by="Odell")
    assert "1 judgement about actors" in crisis.verify().line()
    with crisis._store.writing() as connection:
        connection.execute(text(change))
    found = crisis.verify()
    assert not found.stands
    assert CHANGES[change] in "\n".join(f"{fault.subject}: {fault.wrong}" for fault in found.faults)


def test_a_dossier_of_an_older_program_gets_the_table(place: str) -> None:
    with Dossier(place, create=True) as dossier, dossier._store.writing() as connection:
        actor_judgements.drop(connection)
        step = tables.migrations.c.name == "judgements_of_actors"
        connection.execute(delete(tables.migrations).where(step))
        connection.execute(delete(tables.custody).where(tables.custody.c.subject == "judgements_of_actors"))
    with Dossier(place) as dossier:
        _keep(dossier, _of("Ada Lovel"), _of("Lovel"))
        dossier.judge_actors("Ada Lovel", "Lovel", "different", by="Mira")
        assert dossier.verify().stands


def test_judgements_about_actors_go_out_with_the_dossier(crisis: Dossier, tmp_path: Path) -> None:
    crisis.judge_actors("Ada Lovel", "the harbour master", "same", by="Mira", why="so called")
    crisis.export(tmp_path / "native", format="native")
    (line,) = (tmp_path / "native" / "actor_judgements.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["why"] == "so called"
    crisis.export(tmp_path / "who.graphml", format="graphml")
    nodes = (tmp_path / "who.graphml").read_text(encoding="utf-8")
    assert '<data key="name">Ada Lovel</data>' in nodes
    assert '<data key="name">the harbour master</data>' not in nodes


# -- docs/dossier.md --------------------------------------------------------------------------------------------------

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "dossier.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \| (yes|asked|no) \| (.+) \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("left", "right", "taken", "reason"), ROWS, ids=[" and ".join(row[:2]) for row in ROWS])
def test_what_the_page_says_is_taken_for_one(left: str, right: str, taken: str, reason: str) -> None:
    pairs = [(label.partition(" (")[0], label.partition(" (")[2].rstrip(")") or None) for label in (left, right)]
    found = resolve([NamedActor(name=name, country=country, sayings=(name,)) for name, country in pairs])
    joined = [one.reason for actor in found.all for one in actor.joined]
    proposed = [one.reason for one in found.proposed]
    assert (joined, proposed) == {"yes": ([reason], []), "asked": ([], [reason]), "no": ([], [])}[taken]
