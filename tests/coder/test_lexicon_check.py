"""Lexicon files of one's own: what is said when they are wrong, and what they do when they are right."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from allegedly.coder.coder import Coder
from allegedly.coder.events import Events
from allegedly.coder.lexicon import fingerprint
from allegedly.coder.lexicon_check import check_file
from allegedly.coder.rules import load_rules
from allegedly.errors import LexiconError

GOOD = """\
type: ASSAULT
classes:
  tar: [tar, pitch]
defaults: {actor: subject, recipient: object}
rules:
  tar:
    verbs: [smear with @tar]
    modes: [beat]
    examples:
      - "The mob smeared the collector with tar. => The mob -> the collector"
"""


def written(folder: Path, text: str) -> str:
    place = folder / "own.yaml"
    place.write_text(text, "utf-8")
    return str(place)


def test_a_good_file_is_all_well(tmp_path: Path, nlp: Language) -> None:
    checked = check_file(written(tmp_path, GOOD), nlp)
    assert (checked.rules, checked.examples, checked.faults) == (1, 1, ())


@pytest.mark.parametrize(
    ("old", "new", "line", "rule", "message"),
    [
        ("modes: [beat]", "mode: [beat]", 6, "tar", "unknown key 'mode'"),
        ("modes: [beat]", "modes: [tarring]", 6, "tar", "tarring"),
        ("modes: [beat]", "needs: [actr]", 6, "tar", "needs 'actr' is not known"),
        ("modes: [beat]", "weight: 7", 6, "tar", "weight 7"),
        ("modes: [beat]", "setting: arms", 6, "tar", "setting 'arms' is not known"),
        ("@tar", "@feathers", 6, "tar", "unknown class '@feathers'"),
        ("type: ASSAULT", "type: TARRING", 1, "", "TARRING"),
        ("verbs: [smear with @tar]", "verbs: smear with tar", 6, "tar", "write a list"),
        ("verbs: [smear with @tar]", "weight: 0.5", 6, "tar", "at least one pattern"),
        ("-> the collector", "-> the mayor", 10, "tar", "the recipients are the collector, and it says the mayor"),
        (" => The mob -> the collector", "", 10, "tar", "does not say who does it to whom"),
        ("smeared the collector", "praised the collector", 10, "tar", "is not found by this rule; found was: support.praise"),
        ("rules:", "rulez:", 1, "", "it must have a type"),
        ("classes:", "classes: [", 4, "", "this is not YAML"),
        ("smear with", "smear: with", 6, "tar", "is not a pattern; write words in quotation marks"),
    ],
)
def test_faults_are_named(tmp_path: Path, nlp: Language, old: str, new: str, line: int, rule: str, message: str) -> None:
    faults = check_file(written(tmp_path, GOOD.replace(old, new, 1)), nlp).faults
    assert faults, "no fault found"
    assert (faults[0].line, faults[0].rule) == (line, rule), str(faults[0])
    assert message in faults[0].message


def test_all_faults_are_told_not_only_the_first(tmp_path: Path, nlp: Language) -> None:
    text = GOOD + "  feather:\n    verb: [feather]\n  pluck:\n    verbs: [pluck]\n"
    assert [fault.rule for fault in check_file(written(tmp_path, text), nlp).faults] == ["feather", "feather", "pluck"]


def test_what_is_wrong_with_the_file_is_said_once(tmp_path: Path, nlp: Language) -> None:
    text = GOOD.replace("rules:", "moods: {}\nrules:", 1) + "  pluck:\n    verbs: [pluck]\n"
    (fault,) = check_file(written(tmp_path, text), nlp).faults
    assert fault.rule == ""
    assert "unknown key 'moods'" in fault.message


def test_words_that_give_a_mode_may_be_ones_own(tmp_path: Path, nlp: Language) -> None:
    text = GOOD.replace("rules:", "mode_words:\n  unconventional: [pitch]\nrules:", 1)
    assert check_file(written(tmp_path, text), nlp).faults == ()
    doc = Events((written(tmp_path, text),))(nlp("Soldiers killed a trader with pitch."))
    assert [one.modes for one in doc._.happenings] == [("unconventional",)]
    (fault,) = check_file(written(tmp_path, text.replace("unconventional", "alchemical")), nlp).faults
    assert "alchemical" in fault.message


def test_a_missing_file_is_one_fault(tmp_path: Path, nlp: Language) -> None:
    (fault,) = check_file(tmp_path / "none.yaml", nlp).faults
    assert "cannot be read" in fault.message


def test_empty_and_odd_files_are_faults_and_no_exceptions(tmp_path: Path, nlp: Language) -> None:
    for text in (
        "",
        "- 1\n- 2\n",
        "type: ASSAULT\nrules: {}\n",
        "type: ASSAULT\nrules:\n  x: 3\n",
        "\x00",
        "{}",
        "rules: {a: {verbs: [1]}}",
    ):
        assert check_file(written(tmp_path, text), nlp).faults, repr(text)


def test_own_rules_are_added_replaced_and_switched_off(tmp_path: Path, nlp: Language) -> None:
    doc = nlp("The mob smeared the collector with tar. Soldiers killed a trader. Guards fired shots into the crowd.")
    own = GOOD + "  kill: false\n  fire_at: false\n  shoot:\n    verbs: [fire shot]\n    weight: 0.5\n    recipient: [into]\n"
    found = Events((written(tmp_path, own),))(doc)._.happenings
    assert [one.rule for one in found] == ["assault.tar", "assault.shoot"]
    assert found[1].weight == 0.5
    assert "assault.kill" in load_rules().named


def test_a_second_document_may_hold_another_type(tmp_path: Path, nlp: Language) -> None:
    text = (
        GOOD
        + '---\ntype: SUPPORT\nrules:\n  serenade:\n    verbs: [serenade]\n    examples: ["The crowd serenaded the mayor. => The crowd -> the mayor"]\n'
    )
    checked = check_file(written(tmp_path, text), nlp)
    assert (checked.rules, checked.faults) == (2, ())


def test_ids_differ_with_the_lexicon(tmp_path: Path) -> None:
    place = written(tmp_path, GOOD)
    ours, own = Coder(), Coder(lexicon=[place])
    assert own.ref.version == f"{ours.ref.version}+lexicon.{fingerprint([place])}"
    text = "Soldiers killed a trader."
    assert ours.read(text)._.sayings[0].id != own.read(text)._.sayings[0].id
    assert [saying.event.type for saying in own.read("The mob smeared the collector with pitch.")._.sayings] == ["ASSAULT"]


def test_an_unusable_lexicon_stops_the_coder(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"own\.yaml, rule 'tar': unknown key 'mode'"):
        Coder(lexicon=[written(tmp_path, GOOD.replace("modes:", "mode:"))])
    with pytest.raises(LexiconError, match="cannot be read"):
        Coder(lexicon=[tmp_path / "none.yaml"])
