"""Serve a little web for commands typed by hand.

usage: python -m tests.worlds.serve [ARTICLE] [--seconds 600] [--run COMMAND…]

Without ARTICLE the demo's world; with one (the seed article) a world in which its posts are live. Prints
the options that lead `embedarchive` there; with `--run` runs the command with those options and ends.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.world import demo_world
from tests.worlds.seed import seed_world


def options(web: LittleWeb) -> list[str]:
    """Return what leads a command to this web."""
    paces = ["--pace", "0.05", "--pace", "web.archive.org=0.05"]
    return ["--proxy", web.proxy, "--proxy-dns", "--ca-file", str(web.ca_file), *paces]


def main() -> int:
    """Serve until the time is up or Ctrl-C."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("article", nargs="?", type=Path)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--run", nargs=argparse.REMAINDER, default=[])
    args = parser.parse_args()
    world = seed_world(args.article.read_text(encoding="utf-8")) if args.article else demo_world()
    with LittleWeb(world) as web:
        if args.run:
            return subprocess.run([*args.run, *options(web)], check=False).returncode
        print(" ".join(options(web)), flush=True)
        try:
            time.sleep(args.seconds)
        except KeyboardInterrupt:
            print("stopped", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
