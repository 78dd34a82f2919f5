"""Whom a document is about, and who makes it: metadata, locations, parties, roles, the tool."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

import attrs

from ridehire_partybuild.compliance import Assessment
from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.exchange.report.told import Names, subject_name
from ridehire_partybuild.exchange.stamps import in_utc
from ridehire_partybuild.model import Actor, Station
from ridehire_partybuild.values import ActorRole, SubjectKind

from .words import line, made, prop, timed

__all__ = ["COOPERATING", "Subjects"]

VERSION = "1.2.1"
COOPERATING = "cooperating"
"""The role of who helps; who answers has one of the four roles."""

TYPES: Mapping[SubjectKind, str] = {
    SubjectKind.STATION: "location",
    SubjectKind.CITY: "location",
    SubjectKind.BRANCH: "party",
    SubjectKind.ACTOR: "party",
}
"""What OSCAL calls what we judge."""


@attrs.frozen(eq=False)
class Subjects:
    """The subjects of an assessment, as its documents name and define them."""

    assessment: Assessment
    stamp: datetime = attrs.field(converter=in_utc)
    lang: Lang
    names: Names | None

    def say(self, code: str, **told: str) -> str:
        """Return a phrase of these documents."""
        return render(f"oscal.{code}", self.lang, **told)

    @cached_property
    def identity(self) -> tuple[str, ...]:
        """What makes it this assessment and no other: rules, days and subjects."""
        told = self.assessment
        profile = "" if told.profile is None else str(told.profile.id)
        subjects = (f"{kind.value}:{name}" for kind, name in told.register.subjects)
        days = (told.on.isoformat(), told.known.isoformat())
        return (str(told.guideline.id), profile, *days, *subjects)

    def name(self, subject: str) -> str:
        """Return what people call a subject."""
        return line(subject_name(self.assessment, subject, self.names))

    def uuid(self, subject: str) -> str:
        """Return the uuid of a subject."""
        return made("subject", self.kind(subject).value, subject)

    def kind(self, subject: str) -> SubjectKind:
        """Return what a subject is."""
        return self.assessment.register.of(subject).kind

    def reference(self, subject: str) -> dict[str, Any]:
        """Return what names a subject elsewhere in the document."""
        kind = TYPES[self.kind(subject)]
        return {"subject-uuid": self.uuid(subject), "type": kind, "title": self.name(subject)}

    @cached_property
    def tool(self) -> str:
        """The uuid of the tool that found what it found."""
        return made("tool")

    @property
    def origins(self) -> list[dict[str, Any]]:
        """Where a statement comes from: the tool."""
        return [{"actors": [{"type": "tool", "actor-uuid": self.tool}]}]

    @property
    def assets(self) -> dict[str, Any]:
        """The tool, and the platform on which it runs."""
        component = {
            "uuid": self.tool,
            "type": "software",
            "title": "ridehire-partybuild",
            "description": self.say("tool"),
            "status": {"state": "operational"},
        }
        platform = {
            "uuid": made("platform"),
            "title": "ridehire-partybuild",
            "uses-components": [{"component-uuid": self.tool}],
        }
        return {"components": [component], "assessment-platforms": [platform]}

    def metadata(self, title: str) -> dict[str, Any]:
        """Return what stands at the top of a document; its remarks are the guideline's notice."""
        guideline = self.assessment.tailored
        return {
            "title": line(title),
            "last-modified": timed(self.stamp),
            "version": timed(self.stamp),
            "oscal-version": VERSION,
            "props": [
                prop("guideline", guideline.id),
                prop("on", self.assessment.on.isoformat()),
                prop("known", self.assessment.known.isoformat()),
                prop("language", "zh-CN" if self.lang == "zh" else "en"),
            ],
            "roles": [
                *({"id": one.value, "title": one.label(self.lang)} for one in ActorRole),
                {"id": COOPERATING, "title": self.say("cooperating")},
            ],
            **self._listed("locations", "location"),
            **self._listed("parties", "party"),
            "remarks": guideline.notice.in_(self.lang),
        }

    def _listed(self, name: str, wanted: str) -> dict[str, Any]:
        """Return the subjects of a type under their name; no list is written empty."""
        known = self.assessment.register.subjects
        found = [self._defined(kind, one) for kind, one in known if TYPES[kind] == wanted]
        return {name: found} if found else {}

    def _defined(self, kind: SubjectKind, subject: str) -> dict[str, Any]:
        props = list(self._props(kind, subject))
        if TYPES[kind] == "location":
            return {"uuid": self.uuid(subject), "title": self.name(subject), "props": props}
        named = {"type": "organization", "name": self.name(subject)}
        return {"uuid": self.uuid(subject), **named, "props": props}

    def _props(self, kind: SubjectKind, subject: str) -> Iterator[dict[str, Any]]:
        file = self.assessment.register.of(subject)
        yield prop("subject-id", subject)
        yield prop("subject-kind", kind.value)
        if file.region is not None:
            yield prop("region", str(file.region))
        if isinstance(file.record, Station) and file.record.tier is not None:
            yield prop("tier", file.record.tier.value)
        if isinstance(file.record, Actor):
            yield prop("role", file.record.role.value)
