"""The tables -> datapackage.json, which tells programs what the columns of each hold and how the tables hang together.

Data Package and Table Schema, version 2: https://datapackage.org/. No clock is read: it is dated by site.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from explainer.addresses import Addresses
from explainer.columns import TABLES, Column, Table
from explainer.licences import known_licence
from explainer.model import Content, Site

_PROFILES = "https://datapackage.org/profiles/2.0"
Described = dict[str, Any]


def data_package(content: Content, tables: Mapping[str, bytes], addresses: Addresses) -> Described:
    """The descriptor of some tables, given as the bytes of their CSV files."""
    site = content.site
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "explainer",
        "title": site.title,
        "description": _about(site),
        "homepage": addresses.full("/"),
        **_dated(site),
        **_licensed(site),
        "contributors": [{"title": f"The editors of “{site.title}”", "roles": ["author"]}],
        "sources": [
            {"title": source.headline} | ({"path": source.url} if source.url else {}) for source in content.sources
        ],
        "resources": [_resource(name, TABLES[name], data) for name, data in tables.items()],
    }


def _about(site: Site) -> str:
    licence = f"Our words: {site.licence}. " if site.licence else ""
    apostrophe = "A cell that a spreadsheet would run as a formula begins with an apostrophe."
    return f"{site.description or site.standfirst} {licence}Quotations remain their owners’. {apostrophe}"


def _dated(site: Site) -> Described:
    """Its version is the day its content last changed, if that is known to the day."""
    day = site.updated.day if site.updated else None
    return {"version": day.isoformat(), "created": f"{day.isoformat()}T00:00:00Z"} if day else {}


def _licensed(site: Site) -> Described:
    """A licence that has no name for programs is only told in the description: the standard wants one or an address."""
    licence = known_licence(site.licence)
    if licence is None:
        return {}
    return {"licenses": [{"name": licence.name, "path": licence.path, "title": site.licence}]}


def _resource(name: str, table: Table, data: bytes) -> Described:
    return {
        "name": name,
        "type": "table",
        "path": f"data/{name}.csv",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
        "schema": _schema(table),
    }


def _schema(table: Table) -> Described:
    keys = [_key(column) for column in table.columns if column.of]
    return {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        **({"primaryKey": ["id"]} if table.has_ids else {}),
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(column: Column) -> Described:
    kinds: Mapping[str, Described] = {
        "url": {"type": "string", "format": "uri"},
        "list": {"type": "list", "delimiter": "; "},
    }
    constraints = dict(_constraints(column))
    return {
        "name": column.name,
        **kinds.get(column.kind, {"type": column.kind}),
        "description": column.description,
        **({"constraints": constraints} if constraints else {}),
    }


def _constraints(column: Column) -> Iterator[tuple[str, Any]]:
    if column.always:
        yield "required", True
    if column.options:
        yield "enum", list(column.options)


def _key(column: Column) -> Described:
    return {"fields": [column.name], "reference": {"resource": column.of, "fields": ["id"]}}
