"""Fit the weights of embedarchive/stages/find/weights.py to real posts, and check them on sites left out.

It needs the corpus alone: its pages give posts and paragraphs, its flattened texts are labelled. The
extractors, NumPy and SciPy are installed from PyPI into an environment of their own at VENV, once. The
present weights have seen more posts, excerpts of other people's pages that are not in the project; without
them a fit gives somewhat other weights, never far from the present ones (the penalty is on the way from
these). Whoever has posts of his own names their folders behind --also, each of the corpus' form: in each line
of `manifest.jsonl` the `kind` "flat", `site`, `extractor`, `file` and `labels`.

Printed are the F1 of the quoted words on the sites fitted to and on those left out, and both tables as they
are to be pasted, each line with the present weights behind it. Nothing is written.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from embedarchive.stages.find.weights import GAPS, KINDS, SIGNS
from tools.fit_starts.corpus import Flat, half, labelled, posts, prose
from tools.fit_starts.examples import PRESENT, Example, examples, score, to_fit
from tools.fit_starts.foreign import fitted, installed, laid_out
from tools.fit_starts.pages import pages, unmarked

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "dev"
SPARE = 1.3
"""Pages made for each that is wanted: some layouts drop every post of a page."""
BY_HAND = frozenset({"top", "low", "a long line before", "a picture's link and more lines within"})
"""What keeps its weights. Made pages begin with prose and are shorter than what is looked at, so that a fit
sees no post begin at the top, and hardly a `low`. Nearly no text of the samples has lines behind a picture's
link, which X writes behind a post's last word; a fit would call that a weak sign. A long line before would
weigh nothing: posts of several short lines fall apart then."""


def made(corpus: Path, python: Path, seed: int, wanted: int) -> list[Flat]:
    """Make pages and return the texts in which a post is left."""
    source = pages(random.Random(seed), prose(corpus), posts(corpus))
    sites, markup = zip(*itertools.islice(source, int(wanted * SPARE)), strict=True)
    texts = zip(sites, laid_out(python, seed, markup), strict=True)
    flats = (unmarked(site, layout, text) for site, (layout, text) in texts if text)
    return list(itertools.islice((flat for flat in flats if flat.quotations), wanted))


def checks(kind: str, chosen: Sequence[Example], weights: Sequence[Sequence[float]]) -> Iterator[str]:
    """Yield how well each fit does on its own sites, on the others, and where all were seen."""
    halves = [[example for example in chosen if half(example.site) == which] for which in (0, 1)]
    for which in (0, 1):
        yield (
            f"{kind}, half {which}: fitted {score(weights[which], halves[which]):.4f}, left out "
            f"{score(weights[1 - which], halves[which]):.4f} ({len(halves[which])} quotations)"
        )
    yield f"{kind}, all sites: fitted {score(weights[2], chosen):.4f}, present {score(PRESENT, chosen):.4f}"


def by_layout(chosen: Sequence[Example], weights: Sequence[float]) -> Iterator[str]:
    """Yield the F1 in each layout, the hardest first."""
    layouts = {example.layout for example in chosen}
    scores = {name: score(weights, (each for each in chosen if each.layout == name)) for name in layouts}
    yield from (f"  {name} {f1:.4f}" for name, f1 in sorted(scores.items(), key=lambda pair: pair[1]))


def pasted(weights: Sequence[float]) -> Iterator[str]:
    """Yield the weights as the lines of weights.py have them; behind each line what stands there now."""
    rounded = [round(weight, 1) + 0.0 for weight in weights]
    for kind, now in KINDS.items():
        row, rounded = tuple(rounded[: len(GAPS)]), rounded[len(GAPS) :]
        yield f'    "{kind}": {now if kind in BY_HAND else row},  # {now}{" by hand" * (kind in BY_HAND)}'
    for sign, weight in zip(SIGNS, rounded, strict=True):
        by_hand = sign.name in BY_HAND
        shown = sign.weight if by_hand else weight
        yield f'    Sign("{sign.name}", {shown},  # {sign.weight}{" by hand" * by_hand}'


def main() -> int:
    """Fit, check, print."""
    parser = argparse.ArgumentParser(prog="python -m tools.fit_starts", description=__doc__)
    parser.add_argument("--venv", type=Path, required=True, help="where its environment is, or is to be")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="default: ../shared/corpus/dev")
    parser.add_argument(
        "--also", type=Path, nargs="*", default=[], help="more samples, folders of the corpus' form"
    )
    parser.add_argument("--documents", type=int, default=3_500, help="how many to make")
    parser.add_argument("--seed", type=int, default=5)
    args = parser.parse_args()
    if not (args.corpus / "manifest.jsonl").exists():
        print(f"{args.corpus} is absent: the pages to fit to are not ours to copy", file=sys.stderr)
        return 2
    python = installed(args.venv)
    flats = made(args.corpus, python, args.seed, args.documents)
    ours, real = list(examples(flats)), list(examples(labelled(args.corpus)))
    more = {folder.name: list(examples(labelled(folder))) for folder in args.also}
    weights = fitted(python, to_fit(ours, [*real, *itertools.chain(*more.values())]))
    for kind, chosen in ((f"{len(flats)} made texts", ours), ("corpus", real), *more.items()):
        print(*checks(kind, chosen, weights), *by_layout(chosen, weights[2]), sep="\n")
    print(*pasted(weights[2]), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
