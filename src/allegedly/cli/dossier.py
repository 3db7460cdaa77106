"""``allegedly incidents``, ``show``, ``search``, ``judge`` and ``verify``: a dossier in the terminal."""

from __future__ import annotations

import sys

from rich.console import Console, Group, RenderableType
from rich.text import Text

from allegedly.cli.answer_views import AccountView, TimelineView
from allegedly.cli.answers import checked_rule
from allegedly.cli.dossier_views import ArticleText, HitView, IncidentPage, JudgementView, NumberedIncident, SayingPage
from allegedly.dossier import Dossier
from allegedly.errors import UsageError
from allegedly.model import Article, Incident, Saying, to_json


def _print(*parts: RenderableType) -> None:
    console = Console(highlight=False, emoji=False)
    for part in parts:
        console.print(part)


def _say(line: str) -> None:
    print(f"allegedly: {line}", file=sys.stderr)


def run_incidents(place: str, *, all: bool, most: int | None, aggregate: str | None, as_json: bool) -> int:
    """Show what the sayings are about: what at least two are about, or all."""
    rule = checked_rule(aggregate)
    with Dossier(place) as dossier:
        found = [one for one in dossier.incidents() if all or len(one.sayings) > 1]
        shown = found[:most] if most else found
        if as_json:
            for incident in shown:
                print(to_json(dossier.account(incident, rule) if rule else incident).decode())
            return 0
        if not found:
            _say("no two sayings are about the same happening")
            return 0
        wanted = {id for incident in shown for id in incident.sayings}
        sayings = {saying.id: saying for saying in dossier.sayings() if saying.id in wanted}
        for incident in shown:
            own = [sayings[id] for id in incident.sayings if id in sayings]
            _print(NumberedIncident(incident, own, dossier.disagreement(incident)))
            if rule:
                _print(AccountView(dossier.account(incident, rule)))
    if len(found) > len(shown):
        _say(f"and {len(found) - len(shown):,} more")
    return 0


def run_show(place: str, id: str, *, aggregate: str | None, timeline: bool, publisher: str | None, as_json: bool) -> int:
    """Show an article annotated, a saying, or an incident."""
    rule = checked_rule(aggregate)
    with Dossier(place) as dossier:
        one = dossier.get(id)
        if isinstance(one, Incident):
            return _show_incident(dossier, one, rule=rule, timeline=timeline, publisher=publisher, as_json=as_json)
        if rule or timeline:
            raise UsageError(f"{one.id} is no incident; --aggregate and --timeline are about incidents")
        if as_json:
            print(to_json(one).decode())
        elif isinstance(one, Article):
            _print(ArticleText(one, list(dossier.sayings(article=one.id)), [version.id for version in dossier.versions(one)]))
        else:
            about = [judgement for judgement in dossier.judgements() if one.id in (judgement.left, judgement.right)]
            _print(SayingPage(one, about))
    return 0


def _show_incident(
    dossier: Dossier, incident: Incident, *, rule: str | None, timeline: bool, publisher: str | None, as_json: bool
) -> int:
    if publisher is not None and not timeline:
        raise UsageError("--publisher chooses whose account --timeline shows; add --timeline")
    if timeline:
        steps = dossier.timeline(incident, publisher=publisher)
        if as_json:
            for step in steps:
                print(to_json(step).decode())
        else:
            _print(TimelineView(steps))
        if not steps:
            _say(f"{publisher} tells nothing of {incident.id}; its publishers: {', '.join(incident.publishers)}")
    elif as_json:
        print(to_json(dossier.account(incident, rule) if rule else incident).decode())
    else:
        _print(_incident_page(dossier, incident))
        if rule:
            _print(AccountView(dossier.account(incident, rule)))
    return 0


def _incident_page(dossier: Dossier, incident: Incident) -> IncidentPage:
    members = set(incident.sayings)
    found = {id: one for id in incident.sayings if isinstance(one := dossier.get(id), Saying)}
    about = [judgement for judgement in dossier.judgements() if {judgement.left, judgement.right} & members]
    return IncidentPage(incident, [found[id] for id in incident.sayings if id in found], dossier.disagreement(incident), about)


def run_search(place: str, words: str, *, most: int, as_json: bool) -> int:
    """Show sayings and articles in which all words occur."""
    with Dossier(place) as dossier:
        hits = dossier.search(words, most=most)
    for hit in hits:
        if as_json:
            print(to_json(hit.saying or hit.article).decode())
        else:
            _print(HitView(hit))
    if not hits:
        _say(f"nothing in {place} has {words}")
    return 0


def run_judge(
    place: str,
    left: str | None,
    right: str | None,
    verdict: str | None,
    *,
    by: str | None,
    why: str,
    undo: int | None,
    list: bool,
) -> int:
    """Make a judgement, take one back, or show all."""
    with Dossier(place) as dossier:
        if list:
            _print(Group(*map(JudgementView, dossier.judgements())))
            return 0
        if by is None:
            raise UsageError("a judgement needs to say who made it; add --by NAME")
        if undo is not None:
            if left is not None:
                raise UsageError("--undo takes the number of a judgement, and no ids")
            _print(JudgementView(dossier.undo(undo, by=by, why=why)))
            return 0
        if left is None or right is None or verdict is None:
            raise UsageError(
                "give two ids and a verdict: allegedly judge D LEFT RIGHT same|different|unsure --by NAME --why REASON"
            )
        _print(JudgementView(dossier.judge(left, right, verdict, by=by, why=why)))
    return 0


def run_verify(place: str) -> int:
    """Say in one line that all stands, or what does not; 1 when something does not."""
    with Dossier(place) as dossier:
        found = dossier.verify()
    for fault in found.faults:
        print(f"{fault.subject}: {fault.wrong}")
    _print(Text(found.line(), "green" if found.stands else "bold red", overflow="fold"))
    return 0 if found.stands else 1
