"""Content -> for each address of the site, the place in YAML of what stands there.

What a page shows it links to, so a link is enough to tell what stands beside it: neither layouts nor what they are
given know of places, and a built site cannot hold one. Paragraphs have no address; `markdown` says what they have.
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.addresses import Addresses
from explainer.anchors import mentioned, note_ids, own, position_place, positions, shared
from explainer.model import DRAFT, Content, Source
from explainer.problems import Place


def places_of(content: Content, addresses: Addresses) -> dict[str, Place]:
    """By address from the root of the host, fragment included: where an editor finds it."""
    found = {addresses.href(path): place for path, place in _pages(content)}
    for source in content.sources:
        found |= places_of_source(content, source, addresses)
    return found


def places_of_source(content: Content, source: Source, addresses: Addresses) -> dict[str, Place]:
    """Those of a source and its records."""
    page = addresses.href(f"/sources/{source.id}/")
    return {
        page: source.place,
        **{f"{page}#{fragment}": place for fragment, place in _own(content, source)},
        **{addresses.href(path): place for path, place in _listed(source)},
    }


def drafts_of(content: Content, addresses: Addresses) -> frozenset[str]:
    """The addresses that no built site has: of drafts, and of who and what is in drafts alone."""
    apart = content.only_in_drafts
    drafts = [source for source in content.sources if source.status == DRAFT]
    found = [f"/sources/{source.id}/" for source in drafts]
    found += [path for source in drafts for path, _ in _listed(source)]
    found += [f"/people/{person.id}/" for person in content.people if f"person {person.id}" in apart]
    found += [f"/figures/#{measure.id}" for measure in content.measures if f"measure {measure.id}" in apart]
    found += [f"/timeline/#{event.id}" for event in content.events if f"event {event.id}" in apart]
    found += [f"/glossary/#{term.id}" for term in content.terms if f"term {term.id}" in apart]
    return frozenset(map(addresses.href, found))


def _pages(content: Content) -> Iterator[tuple[str, Place]]:
    yield "/", content.site.at("title")
    for section in content.explainer.sections:
        yield f"/#{section.id}", section.at("heading")
    for person in content.people:
        yield f"/people/{person.id}/", person.place
    for measure in content.measures:
        yield f"/figures/#{measure.id}", measure.place
    for question in content.questions:
        yield f"/questions/{question.id}/", question.place
    for event in content.events:
        yield f"/timeline/#{event.id}", event.place
    for term in content.terms:
        yield f"/glossary/#{term.id}", term.place


def _own(content: Content, source: Source) -> Iterator[tuple[str, Place]]:
    """The records of a source on its own page."""
    for figure in source.figures:
        yield own("figure", figure.id), figure.place
    for quote in source.quotes:
        yield own("quote", quote.id), quote.place
    for mention in source.people:
        yield own("person", mention.person.id), mention.place
    for position, number in positions(source):
        yield own("position", f"{position.question.id}/{number}"), position.place
    silent = {str(name): name.place for name in source.silent_on}
    for question in content.questions:
        if question.id in silent:
            yield own("position", f"{question.id}/1"), silent[question.id]
    for told in source.events:
        yield own("event", told.event.id), told.place
    for usage in source.terms:
        yield own("term", usage.term.id), usage.place
    for note, name in zip(source.notes, note_ids(source), strict=True):
        yield own("note", name), note.place


def _listed(source: Source) -> Iterator[tuple[str, Place]]:
    """The same records on the pages that list all of a kind, and on those of people."""
    for figure in source.figures:
        yield f"/figures/#{shared(source, figure)}", figure.place
        if figure.claimant:
            yield f"/people/{figure.claimant.id}/#{own('figure', f'{source.id}/{figure.id}')}", figure.place
    for quote in source.quotes:
        yield f"/quotes/#{shared(source, quote)}", quote.place
        if quote.speaker:
            yield f"/people/{quote.speaker.id}/#{own('quote', f'{source.id}/{quote.id}')}", quote.place
    for mention in source.people:
        yield f"/people/{mention.person.id}/#{mentioned(source)}", mention.place
    for position, number in positions(source):
        question = position.question.id
        yield f"/questions/{question}/#{position_place(source, number)}", position.place
        if position.claimant:
            yield (
                f"/people/{position.claimant.id}/#{own('position', f'{source.id}/{question}/{number}')}",
                position.place,
            )
    for silent in source.silent_on:
        yield f"/questions/{silent}/#{position_place(source, 1)}", silent.place
