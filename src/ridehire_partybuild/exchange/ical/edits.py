"""What people changed in a calendar that was handed out: told, and applied to the sessions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

import attrs

from ridehire_partybuild.errors import Lang, Problem, render
from ridehire_partybuild.model import Session
from ridehire_partybuild.values import SessionId, SessionStatus, Term, Text

from .events import needs_one_of

__all__ = ["CalendarEdits", "EditKind", "ForeignEvent", "SessionEdit"]


class EditKind(Term):
    """What became of a session's event."""

    MOVED = "moved"
    CANCELLED = "cancelled"
    REINSTATED = "reinstated"
    REWORDED = "reworded"
    RELOCATED = "relocated"
    ABSENT = "absent"


@attrs.frozen(kw_only=True)
class SessionEdit:
    """One thing that was changed of one session.

    Attributes:
        session: Of which.
        called: What it was handed out as: its summary and times.
        kind: What.
        before: How it was handed out, in words.
        after: How it came back, in words.
        changes: The fields of the session that so change; none where the event is absent.
        line: Where its event begins; None: it is absent.
    """

    session: SessionId
    called: Text
    kind: EditKind
    before: str | Term = ""
    after: str | Term = ""
    changes: Mapping[str, Any] = attrs.field(factory=dict, hash=False)
    line: int | None = None

    def text(self, lang: Lang = "en") -> str:
        """Return it as a sentence."""
        told: dict[str, str] = {"session": self.session, "called": self.called.in_(lang)}
        told["kind"] = self.kind.label(lang)
        for name, one in (("before", self.before), ("after", self.after)):
            told[name] = one.label(lang) if isinstance(one, Term) else one
        code = "absent" if self.kind is EditKind.ABSENT else "line"
        return render(f"calendar_edit.{code}", lang, **told)


@attrs.frozen(kw_only=True)
class ForeignEvent:
    """An event that is none of ours: only when it is, for what it is about is nobody's business.

    Attributes:
        uid: Its UID.
        line: Where it begins.
        times: When it begins and ends; of a repeated one each time within the span asked for.
    """

    uid: str
    line: int
    times: tuple[tuple[datetime, datetime], ...]


@attrs.frozen(kw_only=True)
class CalendarEdits:
    """A calendar read back, against the sessions that it was made from.

    Attributes:
        sessions: As they were handed out.
        edits: What was changed, in the order of the sessions.
        unknown: UIDs of ours that none of the sessions has.
        foreign: Events of others.
        unreadable: Sessions whose event could not be read; they stay as they were.
        problems: Why, and what else could not be read.
    """

    sessions: tuple[Session, ...]
    edits: tuple[SessionEdit, ...] = ()
    unknown: tuple[str, ...] = ()
    foreign: tuple[ForeignEvent, ...] = ()
    unreadable: tuple[SessionId, ...] = ()
    problems: tuple[Problem, ...] = ()

    def applied(self, *, absent: Literal["keep", "cancel"] = "keep") -> tuple[Session, ...]:
        """Return the sessions as edited.

        Args:
            absent: What a deleted event means. To delete it is what people do who do not want to
                see it; to call a session off is another thing.

        Raises:
            InvalidValue: another ``absent``.
        """
        needs_one_of(("keep", "cancel"), "absent", absent)
        changes: dict[SessionId, dict[str, Any]] = {}
        for one in self.edits:
            more = dict(one.changes)
            if one.kind is EditKind.ABSENT and absent == "cancel":
                more["status"] = SessionStatus.CANCELLED
            changes.setdefault(one.session, {}).update(more)
        return tuple(attrs.evolve(one, **changes.get(one.id, {})) for one in self.sessions)

    def text(self, lang: Lang = "en") -> str:
        """Return all of it in words, one thing a line; nothing, where nothing was changed."""
        told = [one.text(lang) for one in self.edits]
        told += [render("calendar_edit.unknown", lang, uid=one) for one in self.unknown]
        if self.foreign:
            told.append(render("calendar_edit.foreign", lang, count=len(self.foreign)))
        return "\n".join([*told, *(one.text(lang) for one in self.problems)])
