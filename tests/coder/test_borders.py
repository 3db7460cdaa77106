"""Headings, points of a list and labels stand apart from the text after them; lines that a typewriter broke do not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.coder.borders import borders

RUNNING = "Soldiers shelled the northern quarter of Tarn for three hours on Monday, and nine people were killed there.\n"


def pieces(text):
    at = sorted({0, len(text), *borders(text)})
    return [text[start:end].strip() for start, end in pairwise(at)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "HIGHLIGHTS\n• Nine people were killed\n• Rebels fled",
            ["HIGHLIGHTS", "•", "Nine people were killed", "•", "Rebels fled"],
        ),
        ("KEY POINTS\nThe army shelled Tarn.", ["KEY POINTS", "The army shelled Tarn."]),
        ("- Nine people were killed\n- Rebels fled", ["-", "Nine people were killed", "-", "Rebels fled"]),
        ("Losses\n1. Nine were killed", ["Losses", "1.", "Nine were killed"]),
        ("What the army says\n" + RUNNING, ["What the army says", RUNNING.strip()]),
        (RUNNING + "What the rebels say\n" + RUNNING, [RUNNING.strip(), "What the rebels say", RUNNING.strip()]),
        ("21:40 Police fired.\n\n9.05am GMT - Rebels fled.", ["21:40", "Police fired.", "9.05am GMT -", "Rebels fled."]),
        ('"He fled."    The mayor stayed.', ['"He fled."', "The mayor stayed."]),
        ("The mayor    stayed.", ["The mayor    stayed."]),
        ("21:40 NATO denied it.", ["21:40", "NATO denied it."]),
        ("At 21:40 Police fired.", ["At 21:40 Police fired."]),
        ("Correction: Nine were killed", ["Correction:", "Nine were killed"]),
        ("Editor’s note: Nine were killed", ["Editor’s note:", "Nine were killed"]),
    ],
)
def test_a_sentence_begins_after_what_is_only_layout(text, expected):
    assert pieces(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers shelled the northern quarter of\nTarn for three hours on Monday, and nine\nPeople's Front members died",
        "SOLDIERS SHELLED THE NORTHERN QUARTER\nOF TARN ON MONDAY, AND NINE DIED",
        "the rebels left tarn\nthe army came",
        "General Hamid Rostam,\nWho leads the northern army of the country, ordered the soldiers to leave the town of Tarn",
        "Marchers -- many in school uniform -- had been shelled",
        "The town -\n- it lies in the north - was shelled",
    ],
)
def test_a_broken_line_ends_nothing(text):
    assert pieces(text) == [text]


def test_the_mark_of_a_point_does_nothing_to_anybody(nlp):
    doc = nlp("HIGHLIGHTS\n• Shelling left two nurses dead\n• Rebels fled")
    assert [sent.text.strip() for sent in doc.sents] == ["HIGHLIGHTS", "•", "Shelling left two nurses dead", "•", "Rebels fled"]


@given(st.text(alphabet="aB•-:\n .1)é“", max_size=60))
def test_borders_lie_in_the_text(text):
    assert all(0 <= border <= len(text) for border in borders(text))
