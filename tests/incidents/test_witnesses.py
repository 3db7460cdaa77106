from allegedly.incidents import disagreement, incidents
from allegedly.incidents.copies import find_copies
from allegedly.incidents.witnesses import witnesses
from allegedly.model import Event, Saying, Span, Status, make_article
from incidents_made import REF

LINE = "Gunmen killed nine farmers at the mill near the old bridge before dawn and then burned down the stables."


def coded(publisher: str, published: str, *paragraphs: str) -> tuple:
    """An article, and a saying of its first sentence that has LINE's words, or of its first one."""
    text = "\n\n".join(paragraphs)
    article = make_article(text, publisher=publisher, published=published)
    where = text.index("killed")
    sentence = next(one for one in paragraphs if "killed" in one)
    begin = text.index(sentence)
    saying = Saying(
        id=f"s_{publisher}",
        article=article.ref(),
        sentence=Span.cut(text, begin, begin + len(sentence)),
        status=Status(),
        event=Event(type="ASSAULT", trigger=Span.cut(text, where, where + 6)),
        coder=REF,
    )
    return article, saying


def test_a_copied_sentence_in_a_new_article_is_no_new_witness():
    own = "The valley council met late in the evening to hear the widows, and promised grain, seed and a doctor before the month is out."
    agency, first = coded("Wire", "2022-01-06", LINE)
    daily, second = coded("Daily", "2022-01-07", own * 2, LINE, own.replace("grain", "bread"))
    echo, third = coded("Echo", "2022-01-08", "Nine farmers were killed at a mill, according to nobody but this paper itself.")
    articles, sayings = [agency, daily, echo], [first, second, third]
    found = witnesses(sayings, articles, find_copies(articles))
    assert found[second.id] == agency.id
    assert found[daily.id] == daily.id, "most of the article is its own"
    assert first.id not in found
    incident = next(one for one in incidents(sayings) if len(one.sayings) > 1)
    without = disagreement(incident, sayings).independent
    assert disagreement(incident, sayings, copies=found).independent == without - 1
