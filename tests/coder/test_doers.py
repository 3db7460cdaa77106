"""Who does it where the verb or noun has no doer of its own: control, adjectives behind their noun, words that say whose deed it is."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from allegedly.coder.events import find_happenings
from allegedly.coder.parts import Mention

ROWS = [
    # whoever acts in a bid to do more
    ("The army raided the camp in a bid to free the hostages.", "free", "The army", "the hostages"),
    ("As part of an effort to punish the rebels, the army burned the village.", "punish", "the army", "the rebels"),
    ("The general came under pressure to arrest the rebels.", "arrest", "The general", "the rebels"),
    ("The army broke up a cell in charge of providing weapons to the rebels.", "providing", "a cell", "the rebels"),
    ("The camp was raided in a bid to free the hostages.", "free", "", "the hostages"),
    # whose decision it is
    ("The decision by the premier to expel the envoys angered Peru.", "expel", "the premier", "the envoys"),
    ("A judge threw out an attempt by the mayor to ban the party.", "ban", "the mayor", "the party"),
    ("The rebels' goal is to kill the bishop.", "kill", "The rebels", "the bishop"),
    ("The last soldiers to leave the town burned it.", "leave", "The last soldiers", ""),
    ("He was charged with conspiracy to murder the bishop.", "murder", "He", "the bishop"),
    # who is asked and who is given leave
    ("He resisted calls to quit.", "quit", "He", ""),
    ("He made a call to ban the party.", "ban", "", "the party"),
    ("She supports a proposal to ban the party.", "ban", "", "the party"),
    ("The court gave the police an order to arrest the editor.", "arrest", "the police", "the editor"),
    ("Parliament gave the president power to dissolve the assembly.", "dissolve", "the president", "the assembly"),
    ("It took police two hours to arrest the man.", "arrest", "police", "the man"),
    ("It is wrong to attack the rebels.", "attack", "", "the rebels"),
    ("It is ready to attack the rebels.", "attack", "It", "the rebels"),
    # adjectives behind their noun or before a gerund
    ("The mayor sent a letter to supporters reluctant to leave.", "reluctant", "supporters", ""),
    ("They looked for voters most likely to support her campaign.", "support", "voters", "her campaign"),
    ("The rebels, unable to seize the town, burned the villages.", "seize", "The rebels", "the town"),
    ("The rebels came close to killing the bishop.", "killing", "The rebels", "the bishop"),
    ("The police are responsible for killing the students.", "killing", "The police", "the students"),
    ("The senator called the voters stupid for supporting the mayor.", "supporting", "the voters", "the mayor"),
    # "those", told who they are by what follows
    ("We will protect all those persecuted by the rebels.", "persecuted", "the rebels", "all those"),
    ("The army released those arrested on Monday.", "arrested", "", "those"),
    # from whom words and help come, and who gets them
    ("Clinton's support from elected officials is growing.", "support", "elected officials", "Clinton"),
    ("The backing from women that the senator received fell.", "backing", "women", ""),
    ("The senator drew praise from the mayor.", "praise", "the mayor", "The senator"),
    ("The attacks that the town suffered were the work of rebels.", "attacks", "rebels", "the town"),
    ("The criticism she faced from the union was harsh.", "criticism", "the union", "she"),
    ("He accepted an apology from the mayor.", "apology", "the mayor", ""),
    # whose deed it is, in a clause or participle beside it
    ("There was an attack in Lima, in which a guard was killed by some rebels.", "attack", "some rebels", "a guard"),
    ("The attack, which was carried out by rebels, killed nine.", "killed", "rebels", "nine"),
    ("Attacks blamed on the rebels killed nine.", "Attacks", "the rebels", "nine"),
    ("The army stopped the guerrillas' abductions.", "abductions", "the guerrillas", ""),
    ("Nine people died in a militia raid.", "died", "militia", "Nine people"),
    ("A union-led strike closed the port.", "closed", "union", "the port"),
    ("The jesuits' murders shocked the town.", "murders", "", "The jesuits"),
    ("He made an accusation that the general stole the money.", "accusation", "He", "the general"),
    ("He was suspended after he posted a comment that compared the rebels to Nazis.", "compared", "he", "the rebels"),
    ("He stopped in Bogota, where he met with the president.", "met", "he + the president", ""),
    ("The office is in charge of arresting traffickers.", "arresting", "The office", "traffickers"),
    ("The rebels' raids and attacks on farmers went on.", "attacks", "The rebels", "farmers"),
    ("Traffickers suffered losses in raids by the army in which two leaders were killed.", "killed", "the army", "two leaders"),
    ("It can take years to arrest a general.", "arrest", "", "a general"),
    ("The mayor talked of allowing casinos outside of Atlantic City.", "allowing", "The mayor", ""),
    # a deed of two
    ("The lawyers condemned the agreements between the two ministries.", "agreements", "the two ministries", ""),
    ("The colonel took part in the fighting between the army and the rebels.", "fighting", "the army + the rebels", ""),
    ("The grant is part of the partnership between Norway and Kenya.", "partnership", "Norway + Kenya", ""),
    ("Violence between rival gangs killed nine people.", "killed", "rival gangs", "nine people"),
    # a treaty acts for those who signed it
    ("The two ministers signed a treaty designed to help refugees.", "help", "The two ministers", "refugees"),
    ("The treaty will help refugees.", "help", "", "refugees"),
    # who is part of an attempt makes it, and who is behind a deed did it
    ("The mayor is part of the effort to discredit the journalists.", "discredit", "The mayor", "the journalists"),
    ("The mayor was involved in an effort to discredit the journalists.", "discredit", "The mayor", "the journalists"),
    ("Officers and guards responsible for the murders were jailed.", "murders", "Officers + guards", ""),
    # who does several things, with the verbs torn apart
    ("The front said its fighters killed 12 soldiers, wounded 9, and captured 4 at the bridge.", "wounded", "its fighters", "9"),
    ("Those who foment violence will not manage to weaken a state that all support or to destroy the port.", "destroy", "Those", "the port"),
    ("The court heard filings by states that want to keep their laws or plaintiffs who want to block them.", "block", "plaintiffs", "them"),
    ("We are not bombing.", "bombing", "We", ""),
    # whose protest it is, and who says it again
    ("The police were unable to stop the protests.", "protests", "", ""),
    ("The union stopped its protests.", "protests", "The union", ""),
    ("The envoy reiterated support for the miners.", "support", "The envoy", "the miners"),
    # whose habit, duty or aim it is
    ("It has been the custom of the guards to arrest people.", "arrest", "the guards", "people"),
    ("The task of the soldiers was to seize the port.", "seize", "the soldiers", "the port"),
    ("The front made a speech with the aim of discrediting the mayor.", "discrediting", "The front", "the mayor"),
    ("Her car hit a wall after killing two men.", "killing", "Her", "two men"),
    # verbs that carry a deed
    ("The front was, with the support of the regime, preparing the attack against the villagers.", "attack", "The front", "the villagers"),
    ("Kenya has been fighting a war on terror for two decades.", "war", "Kenya", "terror"),
    ("They fight the battle against drug trafficking.", "battle", "They", ""),
    ("The lack of cooperation from the ministry angered them.", "cooperation", "the ministry", ""),
    # whose subject is whose
    ("In El Centro, El Carmen, Santander, members of the front kidnapped a farmer.", "kidnapped", "members of the front", "a farmer"),
    ("The ambassador went into action to get them freed.", "freed", "", "them"),
    ("It condemned the rebels who launched on June 25, 1950, a war against the republic.", "war", "the rebels", "the republic"),
    ("When we took him to the Lasalle hospital we talked to a doctor.", "talked", "we + a doctor", ""),
    ("Two shops were bombed by commandos in the capital, without killing anybody.", "killing", "commandos", "anybody"),
    ("Church authorities, legislators from all parties condemned the raid.", "condemned", "Church authorities + legislators", ""),
    ("(end recording) Meanwhile, Colonel Luis Elena condemned the raid.", "condemned", "Colonel Luis Elena", ""),
    # whose demand it is, and who did each of a series
    ("This is now a demand of the peasants.", "demand", "the peasants", ""),
    ("Newspapers blamed the group for nine robberies and for a series of attacks on a judge.", "attacks", "the group", "a judge"),
    ("The judge said Luis Regalado was the perpetrator of the murder.", "murder", "Luis Regalado", ""),
    ("He described the permanent u.s. invasion.", "invasion", "u.s", ""),
    # verbs that do not carry a deed, and one that carries it through another
    ("The government pays no heed to our demands.", "demands", "our", ""),
    ("The army put an end to the attacks.", "attacks", "", ""),
    ("The guards carried out several operations, including the raid on the camp.", "raid", "The guards", "the camp"),
    # whoever is told more of
    ("Luis Diaz is a liar, racist and birther who has pledged to ban all foreigners.", "ban", "Luis Diaz", "all foreigners"),
    ("We state that the front has in no way or at any time threatened the press.", "threatened", "the front", "the press"),
    # who attacked when somebody was hurt, and what nobody is named for
    ("Seven miners were killed when police opened fire on strikers.", "killed", "police", "Seven miners"),
    ("Two nurses died when rebels ambushed their convoy.", "died", "rebels", "Two nurses"),
    ("Two rebels were killed when they attacked a post.", "killed", "", "Two rebels"),
    ("Two rebels were killed when the army clashed with them.", "killed", "", "Two rebels"),
    ("Rockets struck an oil depot near Tarsk.", "struck", "", "an oil depot"),
    ("A bomb that the authorities blamed on the Front killed three policemen.", "killed", "the Front", "three policemen"),
    ("Masked men armed with machetes attacked a bus.", "attacked", "Masked men", "a bus"),
    ("Gunmen shot a councillor, a day after the shelling of a market by army units killed 12 traders.", "killed", "army units", "12 traders"),
    ("Villagers accused soldiers of looting shops and raping women.", "raping", "soldiers", "women"),
    # both sides of what somebody fell in, and who placed what went off
    ("Nine soldiers were killed in clashes with rebels.", "clashes", "Nine soldiers + rebels", ""),
    ("Two men died in a shootout with police.", "shootout", "Two men + police", ""),
    ("The town woke after the explosion of a powerful bomb placed by guerrillas.", "explosion", "guerrillas", ""),
    # who does what a verb without a subject of its own says
    ("He promised to find the men responsible for the massacre.", "massacre", "the men", ""),
    ("They will revise their offer to resume the dialogue with the government.", "resume", "They + the government", ""),
    ("He accused mercenaries of helping traffickers train private armies.", "train", "traffickers", "private armies"),
    ("The president ordered an inquiry to learn who shot the judge and to jail them.", "jail", "", "them"),
    # whose paper it is, who answers for what killed, how many did it, and headlines
    ("The ministers stated in their letter of resignation that a reshuffle is needed.", "resignation", "their", ""),
    ("The Front claimed responsibility for the attack that killed the prosecutor.", "killed", "The Front", "the prosecutor"),
    ("An unknown number of rebels attacked the post.", "attacked", "An unknown number of rebels", "the post"),
    ("An inquiry into the mayor is underway by the police.", "inquiry", "the police", "the mayor"),
    ("Luis Diaz To Release Prisoners After Pressure From Peru.", "Release", "Luis Diaz", "Prisoners"),
    # what kind of deed it is says not whose
    ("Radical Islamic terrorism killed nine.", "killed", "", "nine"),
    ("The front launched an offensive that would bring an end to the war.", "war", "", ""),
    ("The military attack killed nine.", "killed", "", "nine"),
    ("A military coup toppled the premier.", "coup", "military", ""),
]  # fmt: skip


def words(doc: Doc, mentions: list[Mention]) -> str:
    return " + ".join(doc[mention.start : mention.end].text for mention in mentions)


@pytest.mark.parametrize(("sentence", "trigger", "who", "whom"), ROWS, ids=[row[0][:60] for row in ROWS])
def test_doers(nlp: Language, sentence: str, trigger: str, who: str, whom: str) -> None:
    doc = nlp(sentence)
    (found,) = (one for one in find_happenings(doc) if doc[one.head].text == trigger)
    assert (words(doc, found.actors), words(doc, found.recipients)) == (who, whom)


def test_a_deed_told_without_parties_lends_none(nlp: Language) -> None:
    doc = nlp(
        "There were heavy clashes in the north. Rebels clashed with soldiers in May. The battle began at dawn. There was a raid. The raid failed."
    )
    carry = [(doc[one.head].text, words(doc, one.actors)) for one in find_happenings(doc)]
    assert carry[-1] == ("raid", "")
