"""Prose for what is no page of ours: as text, and as HTML that a feed reader shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from markupsafe import Markup, escape

from explainer.pages.parts import Piece, Ties

_BLOCK = re.compile(r"</?(?:p|ul|ol|li|br|hr|blockquote)\b[^>]*>")
_COMMENT = re.compile("<!--.*?-->", re.S)
_TAG = re.compile("<[^>]*>")
_LINK = Markup('<a href="{}">{}</a>')


def plain(pieces: Iterable[Piece], letters: str = "{}") -> str:
    """Prose as text: figures, quotes and dates in their words, reports by their letters, set as `letters` says."""
    return "".join(piece.before + _words(piece, letters) + piece.after for piece in pieces)


def line(pieces: Iterable[Piece]) -> str:
    """Prose as text on one line, letters in brackets, for those who do not see them in their rings."""
    return " ".join(plain(pieces, "[{}]").split())


def _words(piece: Piece, letters: str) -> str:
    if piece.kind == "html":
        return unescape(_TAG.sub("", _BLOCK.sub(" ", piece.html)))
    if piece.kind == "cite":
        return letters.format(", ".join(mark.letter for tied in piece.ties for mark in tied))
    return f"“{piece.words}”" if piece.kind == "quote" else piece.words


def as_html(pieces: Iterable[Piece]) -> Markup:
    """Prose as HTML without classes; a letter stands in brackets and leads to its record. Links are as the pieces have
    them, so that they are in full if these were made so."""
    return Markup().join(escape(piece.before) + _html(piece) + escape(piece.after) for piece in pieces)


def _html(piece: Piece) -> Markup:
    match piece.kind:
        case "html":
            return Markup(_COMMENT.sub("", piece.html))  # in which the preview says where a paragraph was written
        case "link":  # its end is in the HTML that follows
            return Markup('<a href="{}">').format(piece.href)
        case "cite":
            return _letters(piece.ties)
        case "date":
            return _LINK.format(piece.href, piece.words)
    words = f"“{piece.words}”" if piece.kind == "quote" else piece.words
    return Markup("{} {}").format(_LINK.format(piece.href, words), _letters(piece.ties))


def _letters(ties: Ties) -> Markup:
    links = (_LINK.format(mark.href, mark.letter) for group in ties for mark in group)
    return Markup("[{}]").format(Markup(", ").join(links))
