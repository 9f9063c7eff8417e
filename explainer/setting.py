"""Jinja's compiler, told what this project knows of its layouts, so that a page is set in half the time.

Everything that is printed is text or an error, everything a layout looks into is a view, and what it calls is a macro.
So what is printed goes through one function instead of two, and attributes and macros are looked up by Python itself
and not by the general ways of the template engine, which try items, filters and contexts too.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from decimal import Decimal
from io import StringIO
from keyword import iskeyword
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import compiler, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.loaders import split_template_path
from jinja2.utils import missing
from markupsafe import Markup, escape

from explainer.cache import Cache, key_of, stamp_of

_MARKED = re.compile("[&<>'\"]").search


def as_text(value: Any) -> str:
    """What a layout prints, escaped. Raises TypeError for what is none; True and False are none either."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if isinstance(value, str):
        return escape(value) if _MARKED(value) else value
    if kind is int:
        return str(value)
    if isinstance(value, Decimal):
        return escape(value)
    shown = "nothing (None)" if value is None else f"a {'type' if isinstance(value, type) else kind.__name__}"
    raise TypeError(f"it prints {shown}, which is no text")


class Compiler(CodeGenerator):
    """See above. Of Jinja's compiler it replaces how four kinds of expressions are written down."""

    def _output_child_pre(self, *_: Any) -> None:
        self.write("environment.as_text(")

    def _output_child_post(self, *_: Any) -> None:
        self.write(")")

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:
        """An `if` without `else` is empty, and no object of Jinja's that becomes so where it is printed."""
        node.expr2 = node.expr2 or nodes.Const("")
        super().visit_CondExpr(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        if forward_caller or node.dyn_args or node.dyn_kwargs or any(iskeyword(each.key) for each in node.kwargs):
            super().visit_Call(node, frame, forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for each in (*node.args, *node.kwargs):
            self.visit(each, frame)
            self.write(", ")
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """A macro that takes what it names, and no more, needs none of what Jinja's `Macro` does at each call."""
        if macro_ref.accesses_kwargs or macro_ref.accesses_varargs or macro_ref.accesses_caller:
            super().macro_def(macro_ref, frame)
        else:
            names = [argument.name for argument in macro_ref.node.args]
            self.write(f"environment.macro(macro, {getattr(macro_ref.node, 'name', '')!r}, {names!r})")


def macro(set_: Callable[..., str], name: str, names: list[str]) -> Callable[..., Markup]:
    """What a layout calls: the compiled body of a macro, which wants a value or `missing` for each of its names."""
    count = len(names)
    set_.__defaults__ = (missing,) * count

    def called(*given: Any, **named: Any) -> Markup:
        if len(given) > count:
            raise TypeError(f"macro {name!r} takes not more than {count} argument(s)")
        if named:
            given += tuple(named.pop(each, missing) for each in names[len(given) :])
        if named:
            raise TypeError(f"macro {name!r} takes no keyword argument {next(iter(named))!r}")
        return str.__new__(Markup, set_(*given))  # as Markup(…) does when it has looked at what it is given

    return called


class Compiled(jinja2.BytecodeCache):
    """What layouts were compiled to before, which is not read of Jinja's own cache: it believes what it finds."""

    def __init__(self, cache: Cache) -> None:
        self.cache = cache
        self.code = stamp_of(compiler, sys.modules[__name__])

    def _key(self, bucket: Bucket) -> str:
        return key_of(b"layout", self.code, bucket.key.encode(), bucket.checksum.encode())

    def load_bytecode(self, bucket: Bucket) -> None:
        if found := self.cache.read(self._key(bucket)):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.cache.write(self._key(bucket), bucket.bytecode_to_string())


class Environment(jinja2.Environment):
    """Jinja's, with that compiler."""

    code_generator_class = Compiler
    macro = staticmethod(macro)
    as_text: Callable[[Any], str] = staticmethod(as_text)


class _Eager(jinja2.StrictUndefined):
    """An undefined name is an error where it is written, not where a macro it was handed to first uses it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._fail_with_undefined_error()


class Loader(jinja2.FileSystemLoader):
    """Layouts by their names; one that cannot be read has a mistake in its first line."""

    held: Mapping[str, bytes] | None = None  # all files that there are, where they were read at once

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            return super().get_source(environment, template) if self.held is None else self._held(template, self.held)
        except jinja2.TemplateNotFound:
            raise
        except UnicodeDecodeError:
            raise jinja2.TemplateSyntaxError("it is not UTF-8", 1, template) from None
        except OSError as error:
            raise jinja2.TemplateSyntaxError(error.strerror or "", 1, template) from None

    def _held(self, template: str, held: Mapping[str, bytes]) -> tuple[str, str, Callable[[], bool]]:
        name = "/".join(split_template_path(template))
        if name not in held:
            raise jinja2.TemplateNotFound(template)
        lines = StringIO(held[name].decode("utf-8"), newline=None)  # with its breaks as Python reads those of a file
        return lines.read(), str(Path(self.searchpath[0], name)), lambda: True


def environment_of(folder: Path, cache: Cache) -> Environment:
    """What sets the layouts of a folder, each as it was when it was first used."""
    return Environment(
        loader=Loader(folder),
        undefined=_Eager,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        optimized=False,  # to look for what is constant would take longer than it saves
        bytecode_cache=Compiled(cache),
    )


def compile_all(folder: Path, cache: Cache) -> None:
    """Keep what each layout is compiled to. The longest come first, for they are used by many pages; of one that cannot
    be compiled is told when a page is set."""
    environment = environment_of(folder, cache)
    for path in sorted(folder.glob("*.html"), key=lambda path: -path.stat().st_size):
        with suppress(jinja2.TemplateError):
            environment.get_template(path.name)
