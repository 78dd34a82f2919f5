"""The words of the command line, with their help in both languages."""

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NoReturn, cast, get_args

import attrs

from ridehire_partybuild import __version__
from ridehire_partybuild.errors import InvalidValue, Lang
from ridehire_partybuild.model.naming import joined
from ridehire_partybuild.values import ActorRole, Period, Span

from .formats import CHANGES, ITEMS, PLANS, REGISTERS, REPORTS, TEMPLATES, YEARS, ending
from .words import say, shown

__all__ = ["PROGRAM", "UsageError", "language", "parsed"]

PROGRAM = "python -m ridehire_partybuild"
LANGS: tuple[Lang, ...] = get_args(Lang)


class UsageError(Exception):
    """The arguments are no command."""


def language(arguments: Sequence[str]) -> Lang:
    """Return the language that is asked for, wherever it stands: help and refusals need it first.

    >>> language(["check", "--lang", "en"]), language(["--lang=en"]), language(["check"])
    ('en', 'en', 'zh')
    """
    for word, value in zip(arguments, [*arguments[1:], ""], strict=False):
        for lang in LANGS:
            if word == f"--lang={lang}" or (word == "--lang" and value == lang):
                return lang
    return "zh"


def _date(text: str, lang: Lang) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        told = say("usage.date", lang, value=shown(repr(text)))
        raise argparse.ArgumentTypeError(told) from None


def _span(text: str, lang: Lang) -> Span:
    try:
        return Span.parse(text) if "/" in text else Period.parse(text).span
    except InvalidValue as error:
        raise argparse.ArgumentTypeError(error.text(lang)) from None


def _number(text: str, lang: Lang) -> int:
    if re.fullmatch(r"[0-9]{1,18}", text) is None:
        told = say("usage.number", lang, value=shown(repr(text)))
        raise argparse.ArgumentTypeError(told)
    return int(text)


def _year(text: str, lang: Lang) -> int:
    if re.fullmatch(r"2(0[0-9]{2}|100)", text) is None:
        told = say("usage.year", lang, value=shown(repr(text)))
        raise argparse.ArgumentTypeError(told)
    return int(text)


def _path(text: str, lang: Lang, endings: tuple[str, ...]) -> str:
    if ending(text) not in endings or "\0" in text:
        told = say("usage.ending", lang, value=shown(repr(text)), endings=joined(endings, lang))
        raise argparse.ArgumentTypeError(told)
    return text


def _word(text: str, lang: Lang, words: tuple[str, ...]) -> str:
    if text not in words:
        told = say("usage.word", lang, value=shown(repr(text)), words=joined(words, lang))
        raise argparse.ArgumentTypeError(told)
    return text


@attrs.frozen
class _Option:
    """One argument: its name, its help, how it is read, and what else argparse is told."""

    name: str
    help: str
    read: Callable[[str, Lang], Any] | None = None
    more: Mapping[str, Any] = attrs.field(factory=dict)
    fill: Mapping[str, str] = attrs.field(factory=dict)


def _out(formats: Mapping[str, Any], *, needed: bool = True) -> _Option:
    endings = tuple(formats)
    more = {"dest": "out", "metavar": "FILE", "action": "append", "required": needed, "default": []}
    read = partial(_path, endings=endings)
    fill = {"endings": " ".join(endings)}
    return _Option("-o", "outs", read, more, fill)


def _given(name: str, told: str) -> _Option:
    return _Option(name, told, None, {"metavar": "FILE"})


def _flag(name: str, told: str) -> _Option:
    return _Option(name, told, None, {"action": "store_true"})


_DAY = {"metavar": "DATE"}
_ON = _Option("--on", "on", _date, _DAY)
_GUIDELINE = _Option("--guideline", "guideline", None, {"metavar": "FILE"})
_PROFILE = _Option("--profile", "profile", None, {"metavar": "NAME"})
_RECORDED = _Option("--recorded-on", "recorded_on", _date, _DAY, {"else_": "same_day"})
_SINCE = _Option("--records-since", "records_since", _date, _DAY)
_BEFORE = (
    _Option("--since", "since", _date, _DAY),
    _Option("--against", "against", None, {"metavar": "FILE"}),
)
_FORCE = _flag("--force", "force")
_MARKED = _Option(
    "--marked", "marked", partial(_path, endings=(".xlsx", ".csv")), {"metavar": "FILE"}
)
_YEAR = _Option("--year", "year", _year, {"metavar": "YEAR"}, {"endings": " ".join(YEARS)})
_ACTOR = _Option(
    "--actor", "actor", None, {"metavar": "WHO"},
    {"roles": " ".join(one.value for one in ActorRole), "endings": " ".join(ITEMS)},
)  # fmt: skip
_NOTICE = _flag("--notice", "notice")
_NUMBER = {"metavar": "N"}
_CHECKED = (_given("register", "register"), _GUIDELINE, _PROFILE, _ON)

OPTIONS: Mapping[str, Sequence[_Option]] = {
    "import": (
        _given("table", "table"), _out(REGISTERS),
        attrs.evolve(_RECORDED, fill={"else_": "today"}), _SINCE, _MARKED, _FORCE,
    ),
    "check": (
        *_CHECKED, _Option("--known", "known", _date, _DAY), _RECORDED, _SINCE,
        _flag("--strict", "strict"),
    ),
    "plan": (
        _given("register", "register"), _Option("--span", "span", _span, {"required": True}),
        _GUIDELINE, _PROFILE, _Option("--on", "on_plan", _date, _DAY), _RECORDED, _SINCE,
        _Option("--seed", "seed", _number, {"default": 0, **_NUMBER}),
        _Option("--moves", "moves", _number, _NUMBER),
        _out(PLANS, needed=False), _FORCE,
    ),
    "report": (
        *_CHECKED, _YEAR, _ACTOR, _NOTICE, _RECORDED, _SINCE, _out({**REPORTS, **YEARS, **ITEMS}),
        _FORCE,
    ),
    "compare": (
        *_CHECKED, *_BEFORE, _RECORDED, _SINCE, _out(CHANGES, needed=False), _FORCE,
    ),
    "lint": (_given("file", "guideline_file"),),
    "template": (_out(TEMPLATES), _FORCE),
}  # fmt: skip
"""The arguments of each command, beside those that all have."""

_ALL = (
    _Option("--lang", "lang", partial(_word, words=LANGS), {"metavar": "LANG"}),
    _Option(
        "--format", "format", partial(_word, words=("text", "json")),
        {"metavar": "FORMAT", "default": "text"},
    ),
)  # fmt: skip


class _Parser(argparse.ArgumentParser):
    """A parser that raises what is wrong, and prints no English before Chinese."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(message)


class _Once(argparse.Action):
    """Keep the value of an option; of two, nobody knows which was meant."""

    def __init__(self, *given: Any, lang: Lang, **more: Any) -> None:
        super().__init__(*given, **more)
        self._lang = lang

    def __call__(self, _: Any, namespace: argparse.Namespace, value: Any, __: Any = None) -> None:
        before = f"{self.dest} was given"  # no option is called so
        if hasattr(namespace, before):
            raise argparse.ArgumentError(self, say("usage.twice", self._lang))
        setattr(namespace, before, True)
        setattr(namespace, self.dest, value)


class _Formatter(argparse.HelpFormatter):
    """Help in the language that was asked for."""

    lang: Lang = "zh"

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Begin with the word for usage."""
        told = say("help.usage", self.lang) if prefix is None else prefix
        super().add_usage(usage, actions, groups, told)


class _EnglishFormatter(_Formatter):
    lang: Lang = "en"


def _new(lang: Lang, **more: Any) -> _Parser:
    formatter = _Formatter if lang == "zh" else _EnglishFormatter
    epilog = say("help.codes", lang)
    return _Parser(
        add_help=False, allow_abbrev=False, formatter_class=formatter, epilog=epilog, **more
    )


def _add(parser: _Parser, options: Sequence[_Option], lang: Lang) -> argparse._ArgumentGroup:
    """Add arguments; return the group of those that may be left out."""
    given = parser.add_argument_group(say("help.given", lang))
    asked = parser.add_argument_group(say("help.options", lang))
    for one in options:
        fill = {key: _filled(value, lang) for key, value in one.fill.items()}
        more = dict(one.more)
        if one.read is not None:
            more.update(type=_reader(one.read, lang))
        group = asked if one.name.startswith("-") else given
        if group is asked and "action" not in more:
            more.update(action=partial(_Once, lang=lang))
        group.add_argument(one.name, help=say(f"help.{one.help}", lang, **fill), **more)
    asked.add_argument("-h", "--help", action="help", help=say("help.help", lang))
    return asked


def _reader(read: Callable[[str, Lang], Any], lang: Lang) -> Callable[[str], Any]:
    return lambda text: read(text, lang)


def _filled(value: str, lang: Lang) -> str:
    """Return what stands in a help text: the text of that code, or the words themselves."""
    return say(f"help.{value}", lang) if value.isidentifier() else value


def _parser(lang: Lang) -> _Parser:
    parser = _new(lang, prog=PROGRAM, description=say("help.what", lang))
    before = attrs.evolve(_ALL[0], more={**_ALL[0].more, "dest": "lang_before"})
    asked = _add(parser, [before], lang)
    asked.add_argument(
        "--version", action="version", version=__version__, help=say("help.version", lang)
    )
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="COMMAND", title=say("help.commands", lang),
        parser_class=cast("Any", partial(_new, lang)),
    )  # fmt: skip
    for name, options in OPTIONS.items():
        what = say(f"help.{name}", lang)
        _add(commands.add_parser(name, help=what, description=what), (*options, *_ALL), lang)
    return parser


def parsed(arguments: Sequence[str], lang: Lang, today: date) -> argparse.Namespace:
    """Return what was asked for, days filled in that were left out.

    Raises:
        UsageError: that is no command; its text is in ``lang``.
        SystemExit: help or the version was asked for, and printed.
    """
    try:
        options = _parser(lang).parse_args(list(arguments))
    except UsageError as error:
        raise UsageError(_told(str(error), lang)) from None
    if options.lang_before is not None and options.lang is not None:  # one on each side
        raise UsageError(say("usage.argument", lang, where="--lang", what=say("usage.twice", lang)))
    if getattr(options, "on", None) is None:
        options.on = today
    if getattr(options, "recorded_on", None) is None:
        options.recorded_on = options.on
    return options


_MESSAGES: Sequence[tuple[str, str]] = (
    (r"the following arguments are required: (?P<what>.*)", "required"),
    (r"unrecognized arguments: (?P<what>.*)", "unrecognized"),
    (r"argument (?P<where>[^:]*): invalid choice: (?P<what>.*?) \(choose from .*", "choice"),
    (r"argument (?P<where>[^:]*): expected .* arguments?", "value"),
    (r"argument (?P<where>[^:]*): (?P<what>.*)", "argument"),
)
"""What argparse says, in English alone, and which of our texts says it."""


def _told(message: str, lang: Lang) -> str:
    told = shown(message)
    for pattern, code in _MESSAGES:
        found = re.fullmatch(pattern, told, re.DOTALL)
        if found is not None:
            return say(f"usage.{code}", lang, **found.groupdict())
    return told
