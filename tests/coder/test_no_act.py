"""What names no political act though the words could: other senses, plain saying and thinking, things that do nothing; and what beside it still does."""

from __future__ import annotations

import pytest
from spacy.language import Language

from allegedly.coder.events import find_happenings

# Sentence, the type that the words could have.
NO_ACT = [
    # Trying, talking about, holding an opinion.
    ("The mayor sought to limit traffic.", "REQUEST"),
    ("Author Ana Diaz will discuss her new book tomorrow.", "CONSULT"),
    ("An official, speaking on condition of anonymity to discuss the plan, smiled.", "CONSULT"),
    ("The senator agrees with those remarks.", "AGREE"),
    ("I fundamentally disagree.", "REJECT"),
    ("The premier recognises that growth is slow.", "SUPPORT"),
    ("They have a title that people recognise and value.", "SUPPORT"),
    ("Few politicians would admit it.", "CONCEDE"),
    ("She acknowledged that the evening had been long.", "CONCEDE"),
    ("The economists warned that prices could rise in March.", "THREATEN"),
    ("The bishop regretted the weather.", "ACCUSE"),
    ("Most voters were worried about the future of their children.", "ACCUSE"),
    ("The ministry declined to say how many had come.", "REJECT"),
    ("The spokesman declined to elaborate on the plan.", "REJECT"),
    # Courtesies.
    ("Thank you, Maria, for the wonderful dinner.", "SUPPORT"),
    ("I would like to thank my wife.", "SUPPORT"),
    ("Welcome to the season of gifts.", "SUPPORT"),
    ("When the speaker came, voters cheered.", "SUPPORT"),
    ("Allow me to read the letter.", "CONCEDE"),
    # Epithets.
    ("A retired general smiled.", "RETREAT"),
    ("The men, armed with rifles, were asleep.", "MOBILIZE"),
    # Politics and business in the words of arms.
    ("The candidate deployed paid staff to nine counties to win voters in the primary.", "MOBILIZE"),
    ("The company deploys encryption in its telephones.", "MOBILIZE"),
    ("It was not clear who sent it.", "MOBILIZE"),
    ("The senator promised a revolution in the primary campaign.", "PROTEST"),
    ("As it turned out, the train was late.", "PROTEST"),
    ("Voters turned out in large numbers.", "PROTEST"),
    ("The senator blasts her rival in a tweet.", "ASSAULT"),
    ("The senator pounded the table during the debate.", "ASSAULT"),
    ("The rich man shelled out a fortune.", "ASSAULT"),
    ("Farmers burned their vacation days.", "ASSAULT"),
    ("The farmer killed himself in his barn.", "ASSAULT"),
    ("The former judge died in 2003.", "ASSAULT"),
    ("Gun violence was the theme of the evening.", "ASSAULT"),
    ("Taxes ranked behind schools and terrorism.", "ASSAULT"),
    ("He hacked the accounts of two actors.", "ASSAULT"),
    ("The doctor taught them about their bodies.", "ASSAULT"),
    # Things that enable or happen.
    ("The practice allows the campaign more control.", "CONCEDE"),
    ("Policies that allow women to thrive are rare.", "CONCEDE"),
    ("Four hundred golf courses have closed since 2006.", "COERCE"),
    ("He was suppressing his anger.", "COERCE"),
    ("The senator withheld her endorsement.", "COERCE"),
    ("The merger was torpedoed by the bust.", "REJECT"),
    ("It is a name, as opposed to a number.", "REJECT"),
    ("Women were advised to delay pregnancy.", "REJECT"),
    ("The firm had to postpone installations.", "REJECT"),
    # Other senses of nouns.
    ("His populist appeal is wide.", "REQUEST"),
    ("The candidate wants to broaden his appeal.", "REQUEST"),
    ("Weak growth cut demand for exports.", "REQUEST"),
    ("She could not cope with the demands of the presidency.", "REQUEST"),
    ("The hacker spoke of it in his plea.", "REQUEST"),
    # Business and private matters.
    ("The company invested in its facilities.", "COOPERATE"),
    ("The man purchased two guns.", "COOPERATE"),
    ("Two actors signed on for the film.", "SUPPORT"),
    ("The movie was released in May.", "RETREAT"),
    ("The couple cut back the ritual.", "SANCTION"),
    ("The brewer offered a special beer.", "AGREE"),
    ("The candidate does not offer further details.", "AGREE"),
    ("The general commands the third brigade.", "REQUEST"),
    ("They rushed to help rebel fighters.", "PROTEST"),
    ("The candidate received less support than in May.", "AID"),
    ("The team got its act together.", "CONSULT"),
]

ACT = [
    ("The minister sought help from Norway.", "REQUEST"),
    ("The minister sought a written assurance from the rebels.", "REQUEST"),
    ("The fire led to the death of sixty villagers.", "ASSAULT"),
    ("Soldiers did nothing against the violence.", "ASSAULT"),
    ("The strikers took out a procession from the square.", "PROTEST"),
    ("The cabinet discussed the report.", "CONSULT"),
    ("Norway offered the miners an island.", "AGREE"),
    ("The ministry regrets the decision of the court.", "ACCUSE"),
    ("Norway admitted forty families.", "AID"),
    ("The ministers discussed the border.", "CONSULT"),
    ("The president discussed the border with the king.", "CONSULT"),
    ("The rebels agreed to leave the port.", "AGREE"),
    ("The two ministers agreed on a plan.", "AGREE"),
    ("The council agreed with the rebels to exchange prisoners.", "AGREE"),
    ("Chile recognised the new government.", "SUPPORT"),
    ("The general admitted responsibility for the massacre.", "CONCEDE"),
    ("The officer confessed.", "CONCEDE"),
    ("The junta warned that strikers would be shot.", "THREATEN"),
    ("“Whoever crosses the river will find our soldiers there”, warned the general.", "THREATEN"),
    ("Ten Catholics and two Greeks were admitted.", "AID"),
    ("The general warned that he would bomb the port.", "THREATEN"),
    ("The union is critical of the mayor.", "ACCUSE"),
    ("The minister declined to meet the rebels.", "REJECT"),
    ("The bishops thanked the mediators.", "SUPPORT"),
    ("We thank the government of Norway for the grain.", "SUPPORT"),
    ("The king welcomed the agreement.", "SUPPORT"),
    ("The crowd cheered the rebels.", "SUPPORT"),
    ("The general retired on Monday.", "RETREAT"),
    ("The freed hostages were flown home.", "RETREAT"),
    ("The army deployed along the border.", "MOBILIZE"),
    ("NATO deployed troops to Poland before the election.", "MOBILIZE"),
    ("The militia recruited boys in the villages.", "MOBILIZE"),
    ("A revolution toppled the king.", "PROTEST"),
    ("Artillery blasted the village.", "ASSAULT"),
    ("Jets pounded the rebel positions.", "ASSAULT"),
    ("Soldiers shelled the town.", "ASSAULT"),
    ("The mob burned the town hall.", "ASSAULT"),
    ("Two villagers died in the raid.", "ASSAULT"),
    ("The army denied the death of the two guerrillas.", "ASSAULT"),
    ("Violence erupted in the capital.", "ASSAULT"),
    ("Police brutality angered the miners.", "ASSAULT"),
    ("Soldiers found the bodies of two priests.", "ASSAULT"),
    ("The junta allowed the rebels to leave.", "CONCEDE"),
    ("The miners were allowed to leave the camp.", "CONCEDE"),
    ("The governor closed two newspapers.", "COERCE"),
    ("The army suppressed the rising.", "COERCE"),
    ("The regime withheld food from the camps.", "COERCE"),
    ("The mayor postponed the election.", "REJECT"),
    ("The party is opposed to the treaty.", "REJECT"),
    ("The bishops renewed their appeal.", "REQUEST"),
    ("The bishops issued an appeal for calm.", "REQUEST"),
    ("The demand for independence was old.", "REQUEST"),
    ("The army rejected the rebels' demands.", "REQUEST"),
    ("Algeria bought tanks from Russia.", "COOPERATE"),
    ("China invested in Peru.", "COOPERATE"),
    ("The two kings signed the treaty.", "SUPPORT"),
    ("The rebels released the priest.", "RETREAT"),
    ("The priest was released on Monday.", "RETREAT"),
    ("Norway cut aid to the junta.", "SANCTION"),
    ("The minister offered to resume the talks.", "AGREE"),
    ("France offered help to the villagers.", "AGREE"),
    ("The rebels offered a truce.", "AGREE"),
    ("The general commanded the troops to fire.", "REQUEST"),
    ("The officers rebelled against the king.", "PROTEST"),
]


@pytest.mark.parametrize(("sentence", "type"), NO_ACT)
def test_words_that_name_no_act(nlp: Language, sentence: str, type: str) -> None:
    assert type not in [found.type for found in find_happenings(nlp(sentence))]


@pytest.mark.parametrize(("sentence", "type"), ACT)
def test_the_act_that_the_same_words_name(nlp: Language, sentence: str, type: str) -> None:
    assert type in [found.type for found in find_happenings(nlp(sentence))]
