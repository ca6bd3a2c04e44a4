"""docs/witnesses.md says what the program's tables say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "docs" / "generate_witnesses.py"


def check(script: Path) -> subprocess.CompletedProcess[str]:
    """Run the script's check with this tree's package."""
    return subprocess.run(
        [sys.executable, str(script), "--check"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def test_the_page_on_witnesses_is_what_the_tables_say() -> None:
    """Made from the platforms' endpoints, X's notices and the rules of liveness."""
    done = check(SCRIPT)
    assert done.returncode == 0, done.stderr


def test_a_changed_page_is_noticed(tmp_path: Path) -> None:
    """Where the page is another, the check fails and says what to do."""
    copy = tmp_path / "docs" / SCRIPT.name
    copy.parent.mkdir()
    copy.write_text(SCRIPT.read_text(encoding="utf-8"), encoding="utf-8")
    copy.with_name("witnesses.md").write_text("another page", encoding="utf-8")
    done = check(copy)
    assert (done.returncode, "generate_witnesses.py" in done.stderr) == (1, True)
