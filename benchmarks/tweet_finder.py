"""Print what Tweet-Finder finds in pages, in the form of `embedarchive find`, so that one scorer judges both.

usage: python benchmarks/tweet_finder.py --venv FOLDER FILE…

Tweet-Finder (PyPI: tweetfinder 1.1.0, dataculturegroup) is installed into an environment of its own at
FOLDER, once. It is given each page decoded and not lower-cased (it lower-cases what it downloads). A page on
which it fails yields nothing, with a line on stderr. It knows posts on Twitter, their ids and authors:
`claim` holds the author alone, and `start` and `end` are null. To score it:

    python3 SCORER CORPUS --kind html,neg --command "python benchmarks/tweet_finder.py --venv /tmp/tf"
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import venv
from pathlib import Path

RELEASE = "tweetfinder==1.1.0"
PROGRAM = r"""
import json, logging, sys
from tweetfinder import Article

logging.disable(logging.CRITICAL)
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        page = file.read().decode("utf-8", "replace")
    try:
        found = Article(html=page).list_embedded_tweets()
    except Exception as error:
        print(f"{path}: {error!r}", file=sys.stderr)
        continue
    for seq, tweet in enumerate(found, 1):
        handle, post = tweet.get("username"), str(tweet["tweet_id"])
        claim = dict.fromkeys(("name", "date", "date_text", "text", "lang")) | {"handle": handle}
        url = tweet.get("full_url")
        row = {"source": path, "seq": seq, "platform": "twitter", "kind": "embed"}
        row |= {"rule": tweet["html_source"], "start": None, "end": None, "exact": None, "claim": claim}
        row |= {"post": {"platform": "twitter", "id": post, "handle": handle, "url": url}}
        row |= {"links": [url] if url else []}
        print(json.dumps(row))
"""


def installed(folder: Path) -> Path:
    """Return the Python of an environment that has Tweet-Finder; make it where there is none."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "-q", "install", RELEASE], check=True)
    return python


def main() -> int:
    """Run Tweet-Finder over files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--venv", type=Path, required=True, help="where its environment is, or is to be")
    parser.add_argument("files", nargs="*", type=Path)
    args = parser.parse_args()
    return subprocess.run([installed(args.venv), "-c", PROGRAM, *args.files], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
