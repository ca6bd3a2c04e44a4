"""Write the month names of X's display languages, or the names of the days of the week, from Babel's CLDR.

usage: python tools/generate_dates.py > embedarchive/stages/find/months.py
       python tools/generate_dates.py weekdays > embedarchive/stages/find/weekdays.py
"""

from __future__ import annotations

import subprocess
import sys
import textwrap
import unicodedata
from collections.abc import Iterable

from babel import Locale
from babel import __version__ as babel_version

LOCALES = {
    "ar": "ar ar_EG ar_LB ar_DZ ar_MA",
    "bg": "bg",
    "bn": "bn",
    "ca": "ca",
    "cs": "cs",
    "da": "da",
    "de": "de de_AT",
    "el": "el",
    "en": "en en_GB en_AU",
    "es": "es es_MX es_AR",
    "eu": "eu",
    "fa": "fa",
    "fi": "fi",
    "fil": "fil",
    "fr": "fr fr_CA",
    "ga": "ga",
    "gl": "gl",
    "gu": "gu",
    "he": "he",
    "hi": "hi",
    "hu": "hu",
    "id": "id",
    "it": "it",
    "kn": "kn",
    "lv": "lv",
    "mr": "mr",
    "msa": "ms",
    "nl": "nl",
    "no": "nb nn",
    "pl": "pl",
    "pt": "pt pt_PT",
    "ro": "ro",
    "ru": "ru",
    "sk": "sk",
    "sr": "sr",
    "sv": "sv",
    "ta": "ta",
    "th": "th",
    "tr": "tr",
    "uk": "uk",
    "ur": "ur",
}
"""X's display languages (docs.x.com) that name months, each with the CLDR locales that serve it.

With the languages its site was once translated into; not Croatian, whose `listopada` is October where
the Polish one is November.

ja, ko, vi, zh-cn and zh-tw number them.
"""
WITHOUT_MONTHS = {"ja": "ja", "ko": "ko", "vi": "vi", "zh-cn": "zh_Hans", "zh-tw": "zh_Hant"}
"""Those: they name the days of the week."""
WIDTHS = ("wide", "abbreviated")
OLDER = {
    "bn": {"জানুয়ারী": 1, "ফেব্রুয়ারী": 2},
    "fa": {"ژانویهٔ": 1, "فوریهٔ": 2, "مهٔ": 5, "ژوئیهٔ": 7},
    "es": {"setiembre": 9},
    "hi": {"फरवरी": 2, "अक्तूबर": 10, "सितम्बर": 9, "नवम्बर": 11, "दिसम्बर": 12},
    "id": {"Agt": 8, "Agu": 8, "Nop": 11},
    "ur": {"مئ": 5},
}
"""Forms that CLDR had before version 42; those of `bn` and `fa` before Babel 2.19; those of `hi` stand in
newspapers beside CLDR's, with `म्` for the dot above and without the dot below."""
PERSIAN = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"
"""The months of the Solar Hijri calendar (CLDR, calendar `persian`, locale fa)."""


def fold(name: str) -> str:
    """Fold as the reader of dates does: compatibility form, no case, no trailing full stop."""
    return unicodedata.normalize("NFKC", name).casefold().rstrip(".").strip()


def names(language: str) -> dict[str, int]:
    """Return the month names of one language, folded."""
    found: dict[str, int] = {}
    for tag in LOCALES[language].split():
        months = Locale.parse(tag).months
        for context in ("format", "stand-alone"):
            for width in WIDTHS:
                found |= {fold(str(name)): number for number, name in months[context][width].items()}
    found |= {fold(name): number for name, number in OLDER.get(language, {}).items()}
    return {name: number for name, number in found.items() if not name.isdigit()}


def weekdays(language: str) -> set[str]:
    """Return the names of the days of the week in one language, folded."""
    found: set[str] = set()
    for tag in (LOCALES | WITHOUT_MONTHS)[language].split():
        days = Locale.parse(tag).days
        for context in ("format", "stand-alone"):
            for width in WIDTHS:
                found |= {fold(str(name)) for name in days[context][width].values()}
    return found


def row(language: str) -> str:
    """Return the lines of one language: the names of each month of one language, months parted by `|`."""
    found = names(language)
    months = (sorted(n.replace(" ", "_") for n, m in found.items() if m == month) for month in range(1, 13))
    return _entry(language, "|".join(" ".join(one) for one in months))


def row_of_days(language: str) -> str:
    """Return the lines of the days of the week in one language."""
    return _entry(language, " ".join(sorted(name.replace(" ", "_") for name in weekdays(language))))


def _entry(language: str, text: str) -> str:
    lines = textwrap.wrap(text, 84, drop_whitespace=False, break_long_words=False)
    return "\n".join((f'    "{language}": (', *(f'        "{line}"' for line in lines), "    ),"))


def rows(what: str, languages: Iterable[str]) -> list[str]:
    """Return the lines of every language, each from a fresh process.

    Babel 2.18 resolves aliases in place: month names of one locale leak into those loaded after it.
    """
    commands = ([sys.executable, __file__, what, language] for language in languages)
    return [
        subprocess.run(command, check=True, capture_output=True, text=True).stdout.rstrip("\n")
        for command in commands
    ]


MONTHS = (
    "Month names",
    "Months are parted by `|`, names of one month by a space, spaces within a name are `_`.",
)
WEEKDAYS = ("Names of the days of the week", "Spaces within a name are `_`.")


def head(what: str, how: str) -> str:
    """Return how a module begins: what stands in it, and how."""
    return (
        f'"""{what} in X\'s display languages, folded (NFKC, casefold, no trailing full stop).\n\n'
        f"Written by tools/generate_dates.py from Babel {babel_version} (Unicode CLDR); do not edit.\n"
        f'{how}\n"""\n\nfrom __future__ import annotations\n\n'
    )


def main() -> None:
    """Print the module of the months, or that of the `weekdays`; with a language, its lines alone."""
    what, *language = sys.argv[1:] or ("months",)
    if language:
        print({"months": row, "weekdays": row_of_days}[what](*language))
    elif what == "weekdays":
        print(head(*WEEKDAYS) + "\n".join(("WEEKDAYS = {", *rows(what, LOCALES | WITHOUT_MONTHS), "}")))
    else:
        print(head(*MONTHS) + "\n".join(("MONTHS = {", *rows(what, LOCALES), "}")))
        print(f'\nPERSIAN_MONTHS = "{"|".join(fold(n) for n in PERSIAN.split())}"')
        print('"""Solar Hijri, 1 to 12."""')


if __name__ == "__main__":
    main()
