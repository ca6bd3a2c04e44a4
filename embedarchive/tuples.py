"""`NamedTuple` as `typing` has it, for a program that is to start quickly.

Importing `typing` takes a third of a start of Python, and its `NamedTuple` writes, compiles and runs code for
each class: ten times what making the class takes. Here a class is made of what stands in its body alone, and
the code that makes its values is shared. Type checkers see `typing.NamedTuple`.

A module that uses it begins with `from __future__ import annotations`, so that no annotation is evaluated: a
type that only annotations name need not be imported. tests/test_tuples.py holds both kinds side by side.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from collections import namedtuple

    MOST = 40
    """Fields that a class may have."""
    _PLACES = [f"field_{place}" for place in range(MOST)]
    _WIDE = namedtuple("Wide", _PLACES)  # named, for what nobody holds may be emptied while it is read
    _BY_PLACE = [vars(_WIDE)[place] for place in _PLACES]
    """What reads the first field of a tuple, the second and so on: no attribute of Python's own is faster."""

    class _Values(tuple):
        """What all classes share: their values are made, written out and changed in the same way."""

        __slots__ = ()
        _fields = ()

        def __new__(cls, *values, **named):
            if named or len(values) != len(cls._fields):
                values += cls._rest(len(values), named)
            return tuple.__new__(cls, values)

        @classmethod
        def _rest(cls, given, named):
            """Return the values of the fields that were not given by their place."""
            fields = cls._fields[given:]
            known = cls._field_defaults | named if named else cls._field_defaults
            if given > len(cls._fields) or not named.keys() <= set(fields) or not known.keys() >= set(fields):
                raise TypeError(f"{cls.__name__} takes {', '.join(cls._fields)}; got {given} and {[*named]}")
            return tuple([known[field] for field in fields])

        @classmethod
        def _make(cls, values):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"{cls.__name__} has {len(cls._fields)} fields, not {len(made)}")
            return made

        def _replace(self, **named):
            values = [named.pop(field, value) for field, value in zip(self._fields, self, strict=True)]
            if named:
                raise ValueError(f"{type(self).__name__} has no field {', '.join(named)}")
            return tuple.__new__(type(self), values)

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self):
            return tuple(self)

        def __repr__(self):
            told = (f"{field}={value!r}" for field, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({', '.join(told)})"

    class _Making(type):
        """Makes of a body with annotations a class of tuples, whose own kind is no other than `type`."""

        def __new__(cls, name, bases, body):
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body["__annotations__"])
            if len(fields) > MOST:
                raise TypeError(f"{name} has {len(fields)} fields; raise embedarchive.tuples.MOST")
            defaults = {field: body.pop(field) for field in fields if field in body}
            body.update(zip(fields, _BY_PLACE[: len(fields)], strict=True))
            body |= {
                "__slots__": (),
                "__match_args__": fields,
                "_fields": fields,
                "_field_defaults": defaults,
            }
            return type(name, (_Values,), body)

    class NamedTuple(metaclass=_Making):
        """What a class is derived from that is to be a tuple with names."""


__all__ = ["NamedTuple"]
