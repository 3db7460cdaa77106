"""Which sense of an everyday word is meant: sentences in which it names no act of a type, and sentences in which it does."""

from __future__ import annotations

import pytest
from spacy.language import Language

from allegedly.coder.events import find_happenings

# Sentence, a type that no event of it has.
NOT = [
    # What is dismissed is a person or what somebody said.
    ("The governor dismissed the findings of the mission as one-sided.", "SANCTION"),
    ("The dismissal of the appeal surprised the lawyers.", "SANCTION"),
    # Somebody's own firing lost them a post.
    ("The clerk says his firing by the mayor after nine shots was improper.", "ASSAULT"),
    # Polls.
    ("In exit polls nearly 8 in 10 in the north support the wall.", "SUPPORT"),
    ("Most of those asked in the poll supported the senator.", "SUPPORT"),
    # Whoever kills himself attacks nobody, whatever he did before.
    ("The gunman, who shot nine people, killed himself when police came.", "ASSAULT killed himself"),
    # Crowds and voters hold no meeting of politics by being there.
    ("Snow may keep people from attending.", "CONSULT"),
    ("Voters will go to the caucuses in March.", "CONSULT"),
    ("The candidate is not talking to the public but to her base.", "CONSULT"),
    # What a thing is called.
    ("The film is simply and completely an indictment.", "ACCUSE"),
    ("They dubbed the plan the spring clean.", "ACCUSE"),
    ("The novel is a rebuke to the rich.", "ACCUSE"),
    # Whoever assures that something is so promises nothing.
    ("The office assured the residents that the claims are false.", "AGREE"),
    # How somebody stands.
    ("She seems to be less welcomed in the north.", "SUPPORT"),
    # Signed papers that bind nobody.
    ("The communique was signed by the top five commanders.", "SUPPORT"),
    ("He read a statement signed by nine bishops.", "SUPPORT"),
    # Things do not refuse, encourage or allow.
    ("There is proof that rules out all doubt.", "REJECT"),
    ("Walls will not thwart them.", "REJECT"),
    ("Your trust encourages us to go on.", "REQUEST"),
    ("A loophole allowed the man to buy a rifle.", "CONCEDE"),
    # Business of one's own, and commerce.
    ("The secretary did some of his business by telephone.", "COOPERATE"),
    ("Each family deals with empty shelves.", "AGREE"),
    ("The top posts are rigged against women.", "COERCE"),
    ("They had material to fabricate bombs.", "COERCE misinformation"),
    # Contests in the words of arms.
    ("The senator's gun control offensive starts in the south.", "ASSAULT"),
    ("In the campaign conservatives are too used to surrendering.", "RETREAT"),
    ("The senator rolled into the valley for a speech.", "MOBILIZE"),
    ("Persons who cross an international border have rights.", "MOBILIZE"),
    ("The index plummeted, wiping out nine billion in market value.", "ASSAULT"),
    ("The mayor closed out his tour with a speech.", "COERCE"),
    ("It was a tug of war over the budget.", "ASSAULT"),
    ("The clerk destroyed nine thousand emails.", "ASSAULT"),
    ("The candidate promised voters to take control of escalating spending.", "ASSAULT"),
    ("Cheap mortgages targeted poor neighbourhoods during the campaign.", "ACCUSE"),
    ("The party has to defend nine seats in the north.", "SUPPORT"),
    ("It takes money away from the good people.", "COERCE"),
    ("The golf course hosted a news conference in March.", "CONSULT"),
    ("She helped create the front in 2008.", "AID"),
    ("I talked to them on the train.", "CONSULT"),
    ("Any voter who requests an absentee ballot gets one.", "REQUEST"),
    ("We will not stand by while schools are shut.", "SUPPORT"),
    ("Brussels may withdraw trade perks.", "RETREAT"),
    ("Saboteurs derailed a freight train.", "REJECT"),
    # What has ended is no longer so.
    ("The state of emergency ended on Monday.", "COERCE"),
    ("The curfew expired at dawn.", "COERCE"),
    ("The blockade came to an end on Friday.", "COERCE"),
    ("The strike ended after nine days.", "PROTEST"),
    ("Martial law was lifted in the north.", "COERCE"),
    ("He was found not guilty of the killing.", "SANCTION"),
    ("The talks ended without agreement.", "SANCTION"),
    ("Parliament passed a vote of no confidence in the premier.", "SUPPORT"),
    ("Storms battered the coast and killed nine.", "ASSAULT"),
    ("The flood swept on, killing nine.", "ASSAULT"),
    ("The union believes in the promise of schools.", "AGREE"),
    ("(signed) Commander Juan Lopez", "SUPPORT"),
    ("Slander invalidates the sincerity of his words.", "SANCTION"),
    ("He told her not to worry.", "REQUEST"),
    ("He has the record to back it up.", "SUPPORT"),
    ("The fund sought to reassure its investors.", "AGREE"),
    ("Debates between the candidates have rarely touched on schools; voters yawn at the primary.", "CONSULT"),
    ("In the primary outsiders were appealing to the passions of voters.", "REQUEST"),
    ("Whoever was occupying his body smiled.", "COERCE"),
    ("A reporter asked: Did they talk about the wall?", "REQUEST"),
    ("Nurses took part in the demonstrations at the port as police watched.", "CONSULT"),
    ("The inquiry was closed in May.", "COERCE"),
    ("Maintaining order for the roll call is hard.", "REQUEST"),
    ("Skating is sanctioned within the park.", "SANCTION"),
    ("Eleven men were marched to the river.", "PROTEST"),
    ("Unions put the strike on ice until Friday.", "ASSAULT"),
    ("The party has voted to disband.", "COERCE"),
    ("The senate paused military cooperation with the junta.", "COOPERATE"),
    ("Taiwan protested at the flights of jets into its zone.", "PROTEST"),
    ("A 54 percent majority of independents endorse the tax.", "SUPPORT"),
    ("The economist declined to be interviewed for this article.", "REJECT"),
    ("The island has to defend itself.", "REJECT"),
    ("The hall was decorated to resemble a palace.", "SUPPORT"),
    ("In a New York Times survey released on Thursday, nine in ten were content.", "RETREAT"),
    # Titles.
    ("The Convention against Torture was cited.", "ASSAULT"),
    ("She sits on the Committee on the Elimination of Violence.", "ASSAULT"),
    ("They passed the file to the prosecution on Monday.", "ACCUSE"),
    # Who flees from what he has done is not driven out.
    ("After the attack the extremists fled to the hills.", "SANCTION"),
    ("The militia lost 60 men and its fighters fled.", "SANCTION"),
    # Accidents.
    ("Two former players died in a car wreck; the gunman was not found.", "ASSAULT died"),
    # A strike from the air is no strike of workers.
    ("Munitions dropped in each strike are not counted; aircraft hit the bunkers.", "PROTEST"),
    ("Jets bombed the depot on Monday. The strike drew protests.", "PROTEST strike"),
    # Arsenals that troops dismantle are not their own.
    ("Army troops dismantled four guerrilla arsenals near the lake.", "RETREAT"),
    ("The court threw out a suit by the opposition.", "COERCE"),
    ("He laments hosting the refugees.", "CONSULT"),
    ("No state shall return a refugee to the border.", "RETREAT"),
    ("Seventy thousand died; the nationalist republican alliance wants troops to attack the rebels.", "ACCUSE"),
]

# Sentence, the words of the trigger, its type.
ACTS = [
    ("The governor dismissed the findings of the mission as one-sided.", "dismissed", "REJECT"),
    ("The premier dismissed the police chief.", "dismissed", "SANCTION"),
    ("The general assured the miners that they would be paid.", "assured", "AGREE"),
    ("Chile signed the treaty with Peru.", "signed", "SUPPORT"),
    ("The bishops repudiate this barbarous crime.", "repudiate", "ACCUSE"),
    ("Peru repudiated the treaty.", "repudiated", "SANCTION"),
    ("He condemned the intervention in the political affairs of Honduras.", "intervention", "COERCE"),
    ("Army troops dismantled four guerrilla arsenals near the lake.", "dismantled", "COERCE"),
    ("The court threw out a suit by the opposition.", "threw out", "REJECT"),
    ("Norway is hosting forty thousand refugees.", "hosting", "AID"),
    ("Greece will return the migrants to Turkey.", "return", "COERCE"),
    ("Jets bombed the depot on Monday. The strike killed nine.", "strike", "ASSAULT"),
    ("The strike at the mine is in its third week, the union said.", "strike", "PROTEST"),
    ("Soldiers rolled into the capital.", "rolled into", "MOBILIZE"),
    ("Officials noted the concentration of troops along the border.", "concentration of troops", "MOBILIZE"),
    ("The rebels were dislodged from their positions.", "dislodged", "ASSAULT"),
    # Phrases of news that name an act.
    ("The generals pushed back the promised vote.", "pushed back", "REJECT"),
    ("Troops threw up checkpoints on the bridges.", "threw up checkpoints", "MOBILIZE"),
    ("The generals shut off mobile data in the north.", "shut off", "COERCE"),
    ("The ministry pulled three stations off the air.", "pulled", "COERCE"),
    ("Thailand summoned the Burmese envoy.", "summoned", "ACCUSE"),
    ("The rebels swapped 14 soldiers for the bodies of their dead.", "swapped", "COOPERATE"),
    ("Japan put a loan for the railway on hold.", "put", "SANCTION"),
    ("Police have drafted in 200 officers.", "drafted in", "MOBILIZE"),
    ("Scuffles broke out between police and strikers at the gate.", "Scuffles", "ASSAULT"),
    ("Two men were led away in handcuffs.", "led away", "COERCE"),
    ("The mediators have got both sides round the table again.", "got", "CONSULT"),
    ("The premier scrapped a trip to Lima.", "scrapped", "REJECT"),
    ("He threatened new curbs on the unions.", "threatened", "THREATEN"),
    ("A steward chained himself to a crane.", "chained himself", "PROTEST"),
    ("Detainees were subjected to electric shocks.", "subjected", "ASSAULT"),
    ("Three teachers were made to kneel in the sun for hours.", "made", "COERCE"),
    ("Gunmen rustled cattle in the valley.", "rustled", "COERCE"),
    ("Farmers on tractors ringed the parliament.", "ringed", "PROTEST"),
    ("Washington clawed back aid from the ministry.", "clawed back aid", "SANCTION"),
    ("The army beat back the rebels at the airport.", "beat back", "ASSAULT"),
    ("Shells rained down on the market.", "rained down", "ASSAULT"),
    ("A ward of the hospital was hit by rockets.", "hit", "ASSAULT"),
    ("A drone slammed into a fuel depot.", "slammed into", "ASSAULT"),
    ("Chad threw open its border to the wounded.", "threw open", "CONCEDE"),
    ("The governor of the bank was shown the door.", "shown", "SANCTION"),
    ("The court barred the picketing of the port.", "barred", "COERCE"),
    ("Brussels may withdraw trade perks.", "withdraw", "SANCTION"),
    ("Saboteurs derailed a freight train.", "derailed", "ASSAULT"),
    ("The army pushed rebel units out of two villages.", "pushed", "ASSAULT"),
    ("Sappers blew a bridge across the river.", "blew", "ASSAULT"),
    ("Russia launched 84 drones overnight.", "launched", "ASSAULT"),
    ("Nine drones were downed.", "downed", "ASSAULT"),
    ("Two generals were tried in absentia.", "tried", "ACCUSE"),
    ("Rwanda called the sanctions regrettable.", "called", "ACCUSE"),
    ("The president wants to bring the two neighbours together.", "bring", "CONSULT"),
    ("Thousands streamed onto the streets.", "streamed", "PROTEST"),
    ("The crowd tore down portraits of the president.", "tore down", "PROTEST"),
    ("A businessman stumped up money for the villagers.", "stumped up", "AID"),
    ("Bishops offered themselves as mediators.", "offered", "AGREE"),
    ("The county withdrew its plan for larger classes after a walkout.", "withdrew", "CONCEDE"),
    ("We stand by the miners.", "stand by", "SUPPORT"),
    ("The state of emergency ended on Monday.", "state of emergency", "CONCEDE"),
    ("The strike at the mine is over.", "strike", "CONCEDE"),
    ("Martial law was lifted in the north.", "lifted", "CONCEDE"),
    ("The state of emergency remains in force.", "state of emergency", "COERCE"),
    ("The strike at the mine has not ended.", "strike", "PROTEST"),
    ("The truce held through the night.", "truce", "RETREAT"),
    ("The general was found not guilty of the killing.", "found", "CONCEDE"),
    ("One strike engaged a rebel unit near the dam.", "engaged", "ASSAULT"),
    ("The rebels were turned back by soldiers.", "turned back", "ASSAULT"),
    ("Hezbollah opposed the vote of no confidence in the premier.", "vote of no confidence", "ACCUSE"),
    ("The front spoke of a new intifada (uprising) against the army.", "uprising", "PROTEST"),
    ("The union sanctioned nine generals.", "sanctioned", "SANCTION"),
    ("Nurses took part in the demonstrations at the port as police watched.", "took part in", "PROTEST"),
    ("Eleven men were marched to the river.", "marched", "COERCE"),
    ("Soldiers put the granary to the torch.", "put", "ASSAULT"),
    ("The widows have filed suit in the capital.", "filed suit", "ACCUSE"),
    ("The miners dismantled their barricades.", "dismantled", "CONCEDE"),
    ("The pope appealed to the generals for mercy.", "appealed to", "REQUEST"),
    ("Guards pushed them back.", "pushed", "COERCE"),
    ("Soldiers have thrown out the French ambassador.", "thrown out", "SANCTION"),
    ("Taiwan protested at the flights of jets into its zone.", "protested", "ACCUSE"),
    ("Students protested at the gates of the jail.", "protested", "PROTEST"),
    ("The senate paused military cooperation with the junta.", "paused", "SANCTION"),
    ("Two surgeons were suspended for speaking out.", "suspended", "SANCTION"),
    ("The chancellor heralded the deal with Turkey.", "heralded", "SUPPORT"),
]


@pytest.mark.parametrize(("sentence", "named"), NOT, ids=[sentence[:40] for sentence, _ in NOT])
def test_another_sense_is_no_event(nlp: Language, sentence: str, named: str) -> None:
    """A type alone is named by no event; with words behind it, those words (or that mode) have no event of the type."""
    event_type, _, words = named.partition(" ")
    doc = nlp(sentence)
    found = [h for h in find_happenings(doc) if h.type == event_type]
    if words:
        found = [h for h in found if doc[h.head].text in words.split() or words in h.modes]
    assert not found, [h.why for h in found]


@pytest.mark.parametrize(("sentence", "trigger", "event_type"), ACTS, ids=[sentence[:40] for sentence, _, _ in ACTS])
def test_the_sense_that_is_meant_is_an_event(nlp: Language, sentence: str, trigger: str, event_type: str) -> None:
    """The trigger holds the words and has the type."""
    doc = nlp(sentence)
    found = [(" ".join(doc[i].text for i in h.trigger), h.type) for h in find_happenings(doc)]
    assert any(trigger in words and kind == event_type for words, kind in found), found
