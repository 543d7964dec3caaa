"""What records say, in words of the interface language; shared by the terminal, the page and the explanations."""

from __future__ import annotations

from collections.abc import Iterable

from marsad.types import Coding, Deaths, Entity, Event, Place, Versions
from marsad.view.labels import Labels

_DOUBT = 0.5  # confidence of a participant up to which it is shown as doubtful


def comma(labels: Labels) -> str:
    """The separator of a list."""
    return "، " if labels.lang == "ar" else ", "


def listed(parts: Iterable[str], labels: Labels) -> str:
    """The parts that are not empty, each once, as a list."""
    return comma(labels).join(dict.fromkeys(part for part in parts if part))


def entity_name(entity: Entity | Place, labels: Labels) -> str:
    """The display name of who or what the words mean; empty when they resolve to nothing."""
    if entity.name is not None:
        name = entity.name.ar if labels.lang == "ar" else entity.name.en
        if name and name != entity.id:  # some peoples have no English name yet
            return name
    return labels.country(entity.country) if entity.country else ""


def entity_facts(entity: Entity, labels: Labels) -> str:
    """Identity, country and sector of a participant in words: "Security Council, United Nations"."""
    country = labels.country(entity.country) if entity.country else ""
    sector = labels.of("sector", entity.sector) if entity.sector else ""
    return listed([entity_name(entity, labels), country, sector], labels)


def is_doubtful(entity: Entity) -> bool:
    """Whether a participant is as likely none."""
    return entity.confidence is not None and entity.confidence <= _DOUBT


def entity_codes(entity: Entity) -> str:
    """Country and sector as codes: "AZE GOV"."""
    return " ".join(code for code in (entity.country, entity.sector) if code)


def place_facts(place: Place, labels: Labels) -> str:
    """Name, country and precision of a place in words."""
    country = labels.country(place.country) if place.country else ""
    precision = labels.of("precision", place.precision) if place.precision else ""
    return listed([entity_name(place, labels), country, precision], labels)


def place_codes(place: Place) -> str:
    """Country code and coordinates of a place: "AZE 39.85 46.75"."""
    point = f"{place.lat:g} {place.lon:g}" if place.lat is not None and place.lon is not None else ""
    return " ".join(part for part in (place.country or "", point) if part)


def type_label(event: Event, labels: Labels) -> str:
    """Type and modes in words: "Threaten: violence"."""
    modes = listed((labels.mode(event.type, mode) for mode in event.mode), labels)
    name = labels.of("type", event.type)
    return f"{name}: {modes}" if modes else name


def type_code(event: Event) -> str:
    """Type and modes as codes: "THREATEN/violence"."""
    return "/".join([event.type, *event.mode])


def remarks(event: Event, labels: Labels) -> list[str]:
    """What sets an event apart from something that has just happened: its status, and background."""
    found = [] if event.status == "asserted" else [labels.of("status", event.status)]
    return [*found, labels.ui("historical")] if event.historical else found


def summary(event: Event, labels: Labels) -> str:
    """Who towards whom, in names, the doubtful left out beside others: "France → Security Council"."""
    arrow = " ← " if labels.lang == "ar" else " → "
    sides = [_names(_sure(side), labels) for side in (event.actor, event.recipient)]
    if not event.recipient:
        return sides[0] or labels.ui("unnamed")
    return arrow.join(side or labels.ui("unnamed") for side in sides)


def deaths_words(told: Deaths, labels: Labels) -> str:
    """A number of dead in words: "12", "40 or more", "20 or fewer", "40 to 70", "about 30"."""
    name = "range"
    if told.low is None or told.high is None:
        name = "most" if told.low is None else "least"
    elif told.low == told.high:
        name = "about" if told.rule.endswith(".about") else "exact"
    return labels.ui(f"deaths_{name}").format(low=told.low, high=told.high)


def _sure(side: tuple[Entity, ...]) -> tuple[Entity, ...]:
    return tuple(x for n, x in enumerate(side) if n == 0 or not is_doubtful(x))


def _names(entities: tuple[Entity, ...], labels: Labels) -> str:
    return listed((entity_name(entity, labels) or entity.text for entity in entities), labels)


def counts(coding: Coding, labels: Labels) -> str:
    """How many events and quotations an article has: "Events: 12, Quotations: 3"."""
    return listed(
        [
            f"{labels.ui('events')}: {len(coding.events)}",
            f"{labels.ui('quotes')}: {len(coding.quotes)}",
        ],
        labels,
    )


def version_words(versions: Versions) -> str:
    """Coder and data version on one line."""
    return f"marsad {versions.coder}, data {versions.data}"
