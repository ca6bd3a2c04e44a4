"""The HTTP client has one place in the package, and is called in one way."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "embedarchive"
CLIENT = {"httpx", "httpcore", "httpx2", "httpcore2"}
FORBIDDEN = {
    "AsyncClient",
    "Client",
    "AsyncHTTPTransport",
    "HTTPTransport",
    "AsyncHTTPProxy",
    "AsyncSOCKSProxy",
    "HTTPProxy",
    "SOCKSProxy",
    "get",
    "request",
    "stream",
}
ELSEWHERE = {"requests", "urllib3", "aiohttp", "urllib.request", "http.client", "pycurl"}


def imported(tree: ast.AST) -> Iterator[str]:
    """Give the names of all modules that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def trees() -> Iterator[tuple[str, ast.AST]]:
    """Give every module of the package, read."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def test_the_client_is_imported_in_one_module() -> None:
    """httpx and httpcore are known to ports/web.py alone: one file to change for their successor."""
    users = {name for name, tree in trees() for module in imported(tree) if module.split(".")[0] in CLIENT}
    assert users == {"ports/web.py"}


def test_no_other_way_to_the_web_is_imported() -> None:
    """No second HTTP client goes past the guard."""
    others = {(name, module) for name, tree in trees() for module in imported(tree) if module in ELSEWHERE}
    assert others == set()


def test_the_client_is_called_by_its_transport_alone() -> None:
    """No client, no proxy of its own, no mounts, no redirects, no decoding by the client."""
    tree = ast.parse((PACKAGE / "ports" / "web.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in CLIENT:
            assert node.attr not in FORBIDDEN
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"text", "aiter_bytes", "aiter_text", "aread", "json", "next_request"}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            given = {keyword.arg for keyword in node.keywords}
            assert not given & {"mounts", "follow_redirects", "trust_env", "verify"}
            assert "proxy" not in given or getattr(node.func.value, "id", "") not in CLIENT
    pools = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "AsyncConnectionPool"
    ]
    assert len(pools) == 1


DIALLERS = {
    "ports/lines.py",
    # `doctor` asks whether the proxy and hosts of its own list answer; no URL from outside, nothing sent.
    "cli/checkup.py",
}


def test_only_dialling_modules_open_connections() -> None:
    """Connections are opened beneath the guard, and by `doctor` to hosts of its own list."""
    calls = {"open_connection", "create_connection", "sock_connect"}
    openers = {
        name
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in calls
    }
    assert openers <= DIALLERS
    assert "ports/lines.py" in openers
