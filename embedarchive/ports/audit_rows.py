"""Hold rows that were derived again against the rows that are stored, table by table, cell by cell.

Nothing here knows what a table is about: the derived rows come from the functions that write rows
(`ports.rows`), and which row belongs to which follows from the foreign keys of the database itself.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from embedarchive.ports.archive import ArchiveReader
from embedarchive.ports.rows import WORD_TABLE, Row
from embedarchive.ports.store import ORDER
from embedarchive.records import Cell, Finding

ORDINALS = ("seq", "n")
"""Columns that number the rows of one owner from 1."""
SHOWN = 80
"""Characters of a long text that are shown on either side of the first difference."""
Key: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, as far as comparing needs to know it."""

    name: str
    key: str
    """`id`; for a full-text index `rowid`."""
    defaults: Mapping[str, Cell]
    """The columns besides the key, each with what stands in it where nothing was written."""
    parents: Mapping[str, str]
    """The columns that refer to rows of the same transaction, each with the table it refers to."""

    def ordinal(self, row: Row) -> int | None:
        """Return the number of a row among those of its owner; None where they are not numbered."""
        return next((row[name] for name in ORDINALS if name in self.defaults), None)


@dataclass(frozen=True, slots=True)
class Step:
    """One table on the way from a root to all that hangs on it."""

    table: Table
    owners: Mapping[str, str]
    """The columns that refer to tables nearer to the root, each with the table."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one database that one transaction writes."""

    by_name: Mapping[str, Table]

    @classmethod
    def of(cls, reader: ArchiveReader) -> Tables:
        """Read them from the database; a table that came with a later version may not be there."""
        names = [name for name in ORDER if name != "event" and reader.rows(f"PRAGMA table_info({name})")]
        return cls({name: _table(reader, name, names) for name in names})

    def way(self, root: str) -> list[Step]:
        """Return the tables whose rows hang on a root, each after those it hangs on."""
        reached, steps = [root], []
        while step := next(self._next(reached), None):
            steps.append(step)
            reached.append(step.table.name)
        return steps

    def _next(self, reached: Sequence[str]) -> Iterator[Step]:
        for table in self.by_name.values():
            owners = {column: name for column, name in table.parents.items() if name in reached}
            if owners and table.name not in reached:
                yield Step(table, owners)


def _table(reader: ArchiveReader, name: str, names: Sequence[str]) -> Table:
    columns = reader.rows(f"PRAGMA table_info({name})")
    foreign = reader.rows(f"PRAGMA foreign_key_list({name})")
    parents = {key["from"]: key["table"] for key in foreign if key["table"] in names}
    key = "id"
    if name == WORD_TABLE:
        key, parents = "rowid", {"rowid": "citation"}
    defaults = {row["name"]: _default(row["dflt_value"]) for row in columns if row["name"] != key}
    return Table(name, key, defaults, parents)


def _default(expression: str | None) -> Cell:
    """Return the value of a column's default: ours are numbers and quoted texts."""
    if expression is None:
        return None
    quoted = expression.startswith("'")
    return expression[1:-1].replace("''", "'") if quoted else int(expression)


@dataclass(slots=True)
class Tally:
    """What was compared."""

    rows: int = 0
    identical: int = 0


@dataclass(slots=True)
class Comparison:
    """All that hangs on one root: an article, or a link that was followed by itself."""

    reader: ArchiveReader
    tables: Tables
    root: str
    root_id: int
    derived: Mapping[str, list[Row]]
    """The rows of a `Book` that was begun with nothing."""
    tally: Tally
    _pairs: dict[tuple[str, int], int] = field(default_factory=dict)
    """By table and derived key: the stored key."""
    _stored: dict[str, list[Row]] = field(default_factory=dict)

    def findings(self) -> Iterator[Finding]:
        """Yield every difference."""
        root = self.tables.by_name[self.root]
        self._stored[self.root] = self._rows(root, [(root.key, [self.root_id])])
        yield from self._compare(root, {})
        for step in self.tables.way(self.root):
            wanted = [
                (column, [row[self.tables.by_name[name].key] for row in self._stored[name]])
                for column, name in step.owners.items()
            ]
            self._stored[step.table.name] = self._rows(step.table, wanted)
            yield from self._compare(step.table, step.owners)

    def _rows(self, table: Table, wanted: Iterable[tuple[str, list[int]]]) -> list[Row]:
        """Return the stored rows of which a column has one of the wanted values."""
        found: dict[int, Row] = {}
        for column, values in wanted:
            sql = f"""SELECT {table.key}, * FROM "{table.name}"
                WHERE "{column}" IN (SELECT value FROM json_each(?)) ORDER BY {table.key}"""
            if values:
                found |= {row[table.key]: row for row in self.reader.rows(sql, json.dumps(values))}
        return [found[key] for key in sorted(found)]

    def _compare(self, table: Table, owners: Mapping[str, str]) -> Iterator[Finding]:
        derived: dict[Key, list[Row]] = defaultdict(list)
        for row in self.derived.get(table.name, []):
            derived[self._key_of_derived(table, owners, row)].append(row)
        stored: dict[Key, list[Row]] = defaultdict(list)
        for row in self._stored[table.name]:
            stored[*(row[column] for column in owners), table.ordinal(row)].append(row)
        for key in dict.fromkeys([*derived, *stored]):
            for ours, theirs in self._matched(table, owners, derived[key], stored[key]):
                yield from self._judge(table, owners, ours, theirs)

    def _key_of_derived(self, table: Table, owners: Mapping[str, str], row: Row) -> Key:
        """Say by the stored keys of its owners whose row it is; an owner that is not stored has none."""
        named = (
            None if row[column] is None else self._pairs.get((name, row[column]), "not stored")
            for column, name in owners.items()
        )
        return *named, table.ordinal(row)

    def _matched(
        self, table: Table, owners: Mapping[str, str], derived: list[Row], stored: list[Row]
    ) -> Iterator[tuple[Row | None, Row | None]]:
        """Pair rows of one owner: those that are alike first, the rest in their order."""
        left = list(stored)
        unlike: list[Row] = []
        for row in derived:
            alike = next((one for one in left if not self._differing(table, owners, row, one)), None)
            if alike is None:
                unlike.append(row)
            else:
                left.remove(alike)
                yield row, alike
        for place in range(max(len(unlike), len(left))):
            yield (
                unlike[place] if place < len(unlike) else None,
                left[place] if place < len(left) else None,
            )

    def _judge(
        self, table: Table, owners: Mapping[str, str], derived: Row | None, stored: Row | None
    ) -> Iterator[Finding]:
        self.tally.rows += 1
        if derived is None or stored is None:
            yield _lone(table, derived, stored)
            return
        self._pairs[table.name, derived[table.key]] = stored[table.key]
        found = [*self._differing(table, owners, derived, stored)]
        self.tally.identical += not found
        yield from (differs(table.name, stored[table.key], *one) for one in found)
        for column, name in self._asides(table, owners).items():
            if derived[column] is not None and stored[column] is not None:
                yield from self._aside(self.tables.by_name[name], derived[column], stored[column])

    def _differing(
        self, table: Table, owners: Mapping[str, str], derived: Row, stored: Row
    ) -> list[tuple[str, Cell, Cell]]:
        asides = self._asides(table, owners)
        expected = {**table.defaults, **derived}
        apart = {name: expected[name] for name in table.defaults if name not in owners and name not in asides}
        found = differing(stored, apart)
        for column in asides:
            if (expected[column] is None) != (stored[column] is None):
                found.append((column, stored[column], "a row" if expected[column] is not None else None))
        return found

    @staticmethod
    def _asides(table: Table, owners: Mapping[str, str]) -> dict[str, str]:
        """Return the columns that refer to rows which may be shared, as the text of an article."""
        return {column: name for column, name in table.parents.items() if column not in owners}

    def _aside(self, table: Table, derived: int, stored: int) -> Iterator[Finding]:
        ours = next(row for row in self.derived[table.name] if row[table.key] == derived)
        theirs = next(iter(self._rows(table, [(table.key, [stored])])), None)
        yield from self._judge(table, {}, ours, theirs)


def differing(stored: Row, derived: Row) -> list[tuple[str, Cell, Cell]]:
    """Return column, stored and derived value of the cells in which two rows differ."""
    return [(name, stored[name], derived[name]) for name in derived if stored[name] != derived[name]]


def differs(table: str, row: int | str, column: str, stored: Cell, derived: Cell) -> Finding:
    """Name one cell that does not say what follows from the bytes."""
    shown, should = _excerpts(stored, derived)
    told = f"{table} {row}: {column} says {shown!r}, and {should!r} follows from what was kept"
    return Finding("differs", told, table=table, row=row, column=column, stored=shown, derived=should)


def _lone(table: Table, derived: Row | None, stored: Row | None) -> Finding:
    """Name a row that only one side has."""
    if stored is not None:
        key = stored[table.key]
        told = f"{table.name} {key} does not follow from what was kept"
        return Finding("unknown-row", told, table=table.name, row=key)
    assert derived is not None
    columns = {name: derived[name] for name in derived if name != table.key}
    content = json.dumps(columns, ensure_ascii=False, default=repr)
    told = f"a row of {table.name} is missing that follows from what was kept: {content[: 2 * SHOWN]}"
    return Finding("missing-row", told, table=table.name, derived=content[: 10 * SHOWN])


def _excerpts(stored: Cell, derived: Cell) -> tuple[Cell, Cell]:
    """Cut two long texts round their first difference."""
    if not (isinstance(stored, str) and isinstance(derived, str)):
        return tuple(one[: 2 * SHOWN] if isinstance(one, str) else one for one in (stored, derived))  # type: ignore[return-value]
    alike = next((n for n, (a, b) in enumerate(zip(stored, derived, strict=False)) if a != b), None)
    place = min(len(stored), len(derived)) if alike is None else alike
    start = max(0, place - SHOWN)
    return stored[start : place + SHOWN], derived[start : place + SHOWN]
