"""Write embedarchive/stages/find/months.py: the month names of X's display languages, from Babel's CLDR.

usage: python tools/generate_dates.py > embedarchive/stages/find/months.py
"""

from __future__ import annotations

import subprocess
import sys
import textwrap
import unicodedata

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
WIDTHS = ("wide", "abbreviated")
OLDER = {
    "bn": {"জানুয়ারী": 1, "ফেব্রুয়ারী": 2},
    "fa": {"ژانویهٔ": 1, "فوریهٔ": 2, "مهٔ": 5, "ژوئیهٔ": 7},
    "es": {"setiembre": 9},
    "id": {"Agt": 8, "Agu": 8, "Nop": 11},
    "ur": {"مئ": 5},
}
"""Forms that CLDR had before version 42; those of `bn` and `fa` before Babel 2.19."""
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


def row(language: str) -> str:
    """Return the lines of one language: the names of each month of one language, months parted by `|`."""
    found = names(language)
    months = (sorted(n.replace(" ", "_") for n, m in found.items() if m == month) for month in range(1, 13))
    lines = textwrap.wrap(
        "|".join(" ".join(one) for one in months), 84, drop_whitespace=False, break_long_words=False
    )
    return "\n".join((f'    "{language}": (', *(f'        "{line}"' for line in lines), "    ),"))


def rows() -> list[str]:
    """Return the lines of every language, each from a fresh process.

    Babel 2.18 resolves aliases in place: month names of one locale leak into those loaded after it.
    """
    command = [sys.executable, __file__]
    return [
        subprocess.run([*command, language], check=True, capture_output=True, text=True).stdout.rstrip("\n")
        for language in LOCALES
    ]


def main() -> None:
    """Print the module; with a language, its lines alone."""
    if len(sys.argv) > 1:
        print(row(sys.argv[1]))
        return
    sys.stdout.write(
        '"""Month names in X\'s display languages, folded (NFKC, casefold, no trailing full stop).\n\n'
        f"Written by tools/generate_dates.py from Babel {babel_version} (Unicode CLDR); do not edit.\n"
        'Months are parted by `|`, names of one month by a space, spaces within a name are `_`.\n"""\n\n'
        "from __future__ import annotations\n\nMONTHS = {\n" + "\n".join(rows()) + "\n}\n\n"
        f'PERSIAN_MONTHS = "{"|".join(fold(n) for n in PERSIAN.split())}"\n'
        '"""Solar Hijri, 1 to 12."""\n'
    )


if __name__ == "__main__":
    main()
