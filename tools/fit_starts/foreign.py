"""What needs extractors, NumPy and SciPy, which the project does not, in an environment of its own.

The two programs are texts that its Python runs: nothing here imports what they import.
"""

from __future__ import annotations

import json
import subprocess
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

RELEASES = (
    "beautifulsoup4==4.15.0",
    "boilerpy3==1.0.7",
    "html2text==2025.4.15",
    "inscriptis==2.7.6",
    "lxml_html_clean==0.4.6",
    "numpy==2.4.6",
    "readability-lxml==0.9",
    "scipy==1.17.1",
    "trafilatura==2.3.1",
)
LAY_OUT = r"""
import html, json, logging, random, re, sys, warnings
import html2text, inscriptis, trafilatura
from boilerpy3.extractors import ArticleExtractor
from bs4 import BeautifulSoup
from readability import Document

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)
chance = random.Random(int(sys.argv[1]))


def coin():
    return chance.random() < 0.5


def soup(page, separator, strip=False):
    return BeautifulSoup(page, "lxml").get_text(separator, strip=strip)


def blocks(page, end):
    "What a few regular expressions leave: each block's end is `end`; the dash alone or behind the words."
    line = chance.choice("\n ")
    page = re.sub(r"\s*\n\s*", line, re.sub(r"<br\s*/?>", line, page))
    page = page if coin() else re.sub(r"</p>(?=\u2014)", "", page)
    page = re.sub(r"</(?:p|h2|div|blockquote)>", end, page)
    return re.sub(r"\n{3,}", "\n\n", html.unescape(re.sub("<[^>]+>", "", page)))


def article(page):
    return f"<html><body><article>{page}</article></body></html>"


def trafilatura_markdown(page):
    options = {"output_format": "markdown", "include_links": coin()}
    return trafilatura.extract(article(page), favor_recall=True, **options)


def markdown(page):
    writer = html2text.HTML2Text()
    writer.body_width = chance.choice((0, 78))
    writer.ignore_links = coin()
    return writer.handle(page)


def wrapped(page):
    "Lines of about one width, as in print; embeds are set in or not, an empty line parts blocks or not."
    width, inset, end = chance.randint(45, 115), chance.choice((0, 0, 5, 10)), chance.choice(("\n", "\n\n"))
    page = re.sub(r"\s*\n\s*", " ", page if coin() else re.sub(r"</p>(?=\u2014)", "<br>", page))
    rows = []
    for block in BeautifulSoup(re.sub(r"<br\s*/?>", "\n", page), "lxml").body.find_all(recursive=False):
        within = block.find_all("p") if block.name != "p" else []
        parts = [part.get_text() for part in within or [block]]
        texts = block.find_all(string=True) if within else []
        loose = "".join(text for text in texts if text.find_parent("p") is None)
        room = width - inset * bool(within)
        rows += [folded(text.strip(), room) for text in (*parts, loose) if text.strip()]
    return end.join(rows)


def folded(text, width):
    "Break lines where the next word finds no room, Chinese and Japanese ones at any letter."
    lines = []
    for line in text.split("\n"):
        row, room = "", width * chance.uniform(0.93, 1.04)
        for word in re.findall(r"[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s?|\s", line):
            size = sum(2 if "\u3000" <= each <= "\uffef" else 1 for each in row + word.rstrip())
            if row.strip() and size > room:
                lines.append(row.strip())
                row, room = "", width * chance.uniform(0.93, 1.04)
            row += word
        lines.append(row.strip())
    return "\n".join(lines)


LAYOUTS = {
    "soup-lines": (2, lambda page: soup(page, "\n", coin())),
    "soup-spaces": (2, lambda page: soup(page, " ", coin())),
    "soup-glued": (2, lambda page: soup(page, "")),
    "soup-bars": (1, lambda page: soup(page, "|", coin())),
    "lines": (2, lambda page: blocks(page, "\n")),
    "paragraphs": (2, lambda page: blocks(page, "\n\n")),
    "wrapped": (4, wrapped),
    "trafilatura": (2, lambda page: trafilatura.extract(article(page), favor_recall=True)),
    "trafilatura-markdown": (1, trafilatura_markdown),
    "html2text": (1, markdown),
    "inscriptis": (1, lambda page: inscriptis.get_text(article(page))),
    "boilerpy3": (1, lambda page: ArticleExtractor().get_content(article(page))),
    "readability": (1, lambda page: soup(Document(article(page)).summary(), chance.choice(("", "\n", " ")))),
}
names = [name for name, (share, _) in LAYOUTS.items() for _ in range(share)]
for line in sys.stdin:
    name = chance.choice(names)
    try:
        text = LAYOUTS[name][1](json.loads(line))
    except Exception as error:
        print(f"{name}: {error!r}", file=sys.stderr)
        text = None
    print(json.dumps([name, text]))
"""
"""Reads pages, one JSON string a line; prints for each the layout drawn and its text, null without one."""
FIT = r"""
import json, sys
import numpy as np
from scipy.optimize import minimize

RIDGE, SHARPNESS = 30.0, 300.0
given = json.load(sys.stdin)
signs, f1 = np.array(given["signs"]), np.array(given["f1"])
places, share, half, present = (np.array(given[name]) for name in ("places", "share", "half", "present"))


def softmax(values, first, example):
    raised = np.exp(values - np.maximum.reduceat(values, first)[example])
    return raised / np.add.reduceat(raised, first)[example]


def fit(chosen):
    "Fit to the chosen examples: the best place of each, by F1, against its others; the rest stays."
    counts = places[chosen]
    example = np.repeat(np.arange(len(counts)), counts)
    first = np.concatenate([[0], np.cumsum(counts)[:-1]])
    here = np.repeat(chosen, places)
    x, counted = signs[here], share[chosen][example]
    wanted = softmax(SHARPNESS * f1[here], first, example)

    def loss(weights):
        got = softmax(x @ weights, first, example)
        moved = weights - present
        cost = RIDGE * moved @ moved / 2 - np.sum(counted * wanted * np.log(got + 1e-12))
        return cost, RIDGE * moved - x.T @ (counted * (wanted - got))

    return minimize(loss, present, jac=True, method="L-BFGS-B", options={"maxiter": 400}).x.tolist()


json.dump([fit(half == 0), fit(half == 1), fit(half >= 0)], sys.stdout)
"""
"""Reads all places in order; prints the weights fitted to half 0, to half 1, and to both."""


def installed(folder: Path) -> Path:
    """Return the Python of an environment that has the packages; make it where there is none."""
    python = folder / "bin" / "python"
    if not python.exists():
        # The pip that comes with Python 3.11 fails on `lxml[html-clean]`, which two of them require.
        venv.create(folder, with_pip=True, upgrade_deps=True)
        subprocess.run([python, "-m", "pip", "-q", "install", *RELEASES], check=True)
    return python


def laid_out(python: Path, seed: int, pages: Sequence[str]) -> list[tuple[str, str | None]]:
    """Return for each page the layout drawn and what it makes of the page."""
    asked = "".join(json.dumps(page) + "\n" for page in pages)
    return [
        (name, text) for name, text in map(json.loads, _run(python, asked, LAY_OUT, str(seed)).splitlines())
    ]


def fitted(python: Path, places: dict[str, list[Any]]) -> list[list[float]]:
    """Return the weights fitted to half 0, to half 1, and to both; `places` is what `FIT` reads."""
    weights: list[list[float]] = json.loads(_run(python, json.dumps(places), FIT))
    return weights


def _run(python: Path, asked: str, program: str, *words: str) -> str:
    command = [str(python), "-c", program, *words]
    done = subprocess.run(command, input=asked, stdout=subprocess.PIPE, check=True, encoding="utf-8")
    return done.stdout
