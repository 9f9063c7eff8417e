"""What a record is: fields that an editor may type, each with what it means and how it may look, and its place.

The fields of a kind of record are those of its class, as `model` lists them. A record is one thing: another with the
same words is another record.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, NoReturn, TypeVar, dataclass_transform

from msgspec import Struct

from explainer.problems import Place

R = TypeVar("R", bound="Record")


class Field(Struct, frozen=True):
    """A field of a kind of record. What is `computed` is worked out and cannot be typed."""

    description: str
    example: str
    required: bool = False
    default: Any = None
    computed: bool = False


def required(description: str, example: str) -> Any:
    """A field that must be written."""
    return Field(description, example, required=True)


def optional(description: str, example: str, default: Any = None) -> Any:
    """A field that may be left out."""
    return Field(description, example, default=default)


def many(description: str, example: str) -> Any:
    """A list that may be left out."""
    return Field(description, example, default=())


def computed(default: Any = None) -> Any:
    """A field that is worked out."""
    return Field("", "", default=default, computed=True)


@dataclass_transform(kw_only_default=True, frozen_default=True, eq_default=False)
class _Typed:
    """Something with fields that cannot be set again."""

    called: ClassVar[str]
    fields: ClassVar[Mapping[str, Field]] = {}  # those that an editor may type, in the order of the class

    def __init_subclass__(cls) -> None:
        """Take in the fields of a class, and leave their defaults in their place."""
        found = {name: value for name, value in vars(cls).items() if isinstance(value, Field)}
        cls.fields = {name: field for name, field in found.items() if not field.computed}
        for name, field in found.items():
            if field.required:
                delattr(cls, name)
            else:
                setattr(cls, name, field.default)

    def __init__(self, **values: Any) -> None:
        vars(self).update(values)

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"{name} of {self.called} cannot be set; records stay as they are")


class Record(_Typed):
    """What all records share. `called` is the record in a sentence, `listed_in` where an editor finds it."""

    called: ClassVar[str] = "a record"
    noun: ClassVar[str] = "record"
    listed_in: ClassVar[str] = ""
    plural: ClassVar[str] = "records"
    place: Place
    places: Mapping[str, Place]

    def at(self, field: str) -> Place:
        """Where the value of a field stands; the beginning of the record where it was left out."""
        return self.places.get(field, self.place)

    def lacks(self, field: str) -> bool:
        """Whether a field was left out, and not only written wrongly."""
        return field not in self.places


def changed(record: R, **values: Any) -> R:
    """The record with other values in some fields."""
    return type(record)(**vars(record) | values)
