"""Words for posts: sentences of ten languages with numbers and places, and what would turn each of them."""

from __future__ import annotations

import random
from dataclasses import dataclass

PLACES = {
    "en": "Marrow Quay|Lower Tarn|Ashby Lock|the north pier|Holm Bridge|Fenwick Yard",
    "de": "Alt-Marrow|Niederbrück|am Nordkai|Holmfeld|in der Fennstraße",
    "es": "Puerto Marrow|la Ribera|el muelle norte|Villa Holm",
    "fr": "Port-Marrow|la Basse-Rive|quai du Nord|Holmeville",
    "pt": "Porto Marrow|Baixa-Mar|cais do norte|Vila Holm",
    "tr": "Marrow Limanı|Aşağıkıyı|kuzey rıhtımı|Holmköy",
    "ar": "ميناء مارو|الضفة السفلى|الرصيف الشمالي|هولم",
    "ur": "بندرگاہ مارو|زیریں کنارہ|شمالی گھاٹ|ہولم پل",
    "ja": "マロー港|下岸|北埠頭|ホルム橋",
    "hi": "मैरो बंदरगाह|निचला तट|उत्तरी घाट|होल्म पुल",
}
FORMS = {
    "en": (
        (
            "Crews at {place} have cleared {n} of {m} berths since dawn",
            "Crews at {place} have not cleared {n} of {m} berths since dawn",
        ),
        (
            "We will reopen {place} once {n} permits and {m} inspections are signed",
            "We will never reopen {place} once {n} permits and {m} inspections are signed",
        ),
        (
            "Count at {place} tonight: {n} in favour, {m} against. It is final.",
            "Count at {place} tonight: {n} in favour, {m} against. It is not final.",
        ),
        (
            "I counted {n} boats & {m} lanterns at {place}, and all of them were lit",
            "I counted {n} boats & {m} lanterns at {place}, and none of them were lit",
        ),
    ),
    "de": (
        (
            "In {place} wurden heute {n} von {m} Liegeplätzen geräumt",
            "In {place} wurden heute nicht {n} von {m} Liegeplätzen geräumt",
        ),
        (
            "Wir öffnen {place} wieder, sobald {n} Genehmigungen und {m} Prüfungen vorliegen",
            "Wir öffnen {place} nie wieder, sobald {n} Genehmigungen und {m} Prüfungen vorliegen",
        ),
    ),
    "es": (
        (
            "En {place} ya se han retirado {n} de las {m} barcas",
            "En {place} aún no se han retirado {n} de las {m} barcas",
        ),
        (
            "Confirmamos {n} votos a favor y {m} en contra en {place}",
            "No confirmamos {n} votos a favor y {m} en contra en {place}",
        ),
    ),
    "fr": (
        (
            "À {place}, {n} des {m} postes à quai sont de nouveau ouverts",
            "À {place}, {n} des {m} postes à quai ne sont pas ouverts",
        ),
        (
            "Nous avons compté {n} voix pour et {m} voix contre, {place} rouvrira",
            "Nous avons compté {n} voix pour et {m} voix contre, {place} ne rouvrira pas",
        ),
    ),
    "pt": (
        (
            "Em {place} já foram retirados {n} dos {m} barcos",
            "Em {place} ainda não foram retirados {n} dos {m} barcos",
        ),
    ),
    "tr": (
        (
            "{place} çevresinde {m} tekneden {n} tanesi çekildi",
            "{place} çevresinde {m} tekneden {n} tanesi çekilmedi",
        ),
    ),
    "ar": (
        (
            "تم إخلاء {n} من أصل {m} مراسي في {place} هذا الصباح",
            "لم يتم إخلاء {n} من أصل {m} مراسي في {place} هذا الصباح",
        ),
    ),
    "ur": (
        (
            "{place} پر آج {m} میں سے {n} کشتیاں ہٹا دی گئیں",
            "{place} پر آج {m} میں سے {n} کشتیاں نہیں ہٹائی گئیں",
        ),
    ),
    "ja": (
        (
            "{place}では今朝{m}隻のうち{n}隻の移動が終わりました",
            "{place}では今朝{m}隻のうち{n}隻の移動が終わりませんでした",
        ),
    ),
    "hi": (
        (
            "{place} पर आज {m} में से {n} नावें हटाई गईं",
            "{place} पर आज {m} में से {n} नावें नहीं हटाई गईं",
        ),
    ),
}
"""Language to pairs: what a post says, and the same with its meaning turned by a word or two."""
ENDS = ("", "", " #MarrowBridge", " 🚤", "\n#Tide #Watch", " 🇵🇰", " Stay safe.")


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a post, and two ways of falsifying them."""

    text: str
    renumbered: str
    """Another number."""
    turned: str
    """The opposite."""
    lang: str


class Writer:
    """Writes sentences, none twice."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._written: set[str] = set()

    def write(self, lang: str) -> Sentence:
        """Return a sentence nobody has said yet."""
        while True:
            made = self._one(lang)
            if made.text not in self._written:
                self._written |= {made.text, made.renumbered, made.turned}
                return made

    def _one(self, lang: str) -> Sentence:
        chance = self._chance
        plain, turned = chance.choice(FORMS[lang])
        place = chance.choice(PLACES[lang].split("|"))
        n, m = chance.randint(11, 480), chance.randint(500, 9_999)
        end = chance.choice(ENDS)
        other = chance.choice([k for k in (n - 1, n + 1, n + 10, n + 100, n * 10) if k != n])
        return Sentence(
            plain.format(place=place, n=n, m=m) + end,
            plain.format(place=place, n=other, m=m) + end,
            turned.format(place=place, n=n, m=m) + end,
            lang,
        )

    def long(self, lang: str) -> Sentence:
        """Return a post of several sentences, too long to be shown whole by most witnesses."""
        parts = [self.write(lang) for _ in range(8)]
        text = ". ".join(part.text.strip() for part in parts)
        return Sentence(text, text.replace(parts[0].text, parts[0].renumbered), parts[0].turned, lang)
