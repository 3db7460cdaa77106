"""Sayings as ranked events: parties stand where the sentence names them."""

import msgspec
import pytest
from toy_records import ToyCoder, saying

from allegedly.measure.ranked import ranked_sayings

TEXT = "Arland's farmers said they will boycott Borland, and they left it. Arland's farmers went home."


def told(actors, names, recipients="Borland", trigger="boycott"):
    one = saying(TEXT, trigger, "PROTEST", actors=actors, recipients=recipients)
    parties = tuple(msgspec.structs.replace(actor, name=name) for actor, name in zip(one.event.actors, names, strict=True))
    return msgspec.structs.replace(one, event=msgspec.structs.replace(one.event, actors=parties))


def found(one):
    (only,) = ranked_sayings(ToyCoder({TEXT: [one]}), TEXT)
    return [(actor.text, actor.start, actor.end) for actor in only.event.actors]


def test_a_pronoun_stands_where_its_name_does() -> None:
    assert found(told("they", ["Arland's farmers"])) == [("Arland's farmers", 0, 16)]


@pytest.mark.parametrize("name", [None, "the farmers of Tarn"])
def test_a_pronoun_whose_name_the_text_has_not_stays(name) -> None:
    start = TEXT.index("they")
    assert found(told("they", [name])) == [("they", start, start + 4)]


def test_a_name_stays_where_it_is() -> None:
    assert found(told("Borland", ["Arland's farmers"], recipients=())) == [
        ("Borland", TEXT.index("Borland"), TEXT.index("Borland") + 7)
    ]


def test_whoever_is_carried_on_stands_where_named_last() -> None:
    carried = told("they", ["Arland's farmers"])
    nobody = msgspec.structs.replace(carried.event.actors[0], text=None, start=None, end=None)
    event = msgspec.structs.replace(carried.event, actors=(nobody,))
    last = TEXT.rindex("Arland's farmers")
    assert found(msgspec.structs.replace(carried, event=event)) == [("Arland's farmers", last, last + 16)]
