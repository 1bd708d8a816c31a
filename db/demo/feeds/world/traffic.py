"""Traffic of the invented city: speed of a link, bicycles, free places of a car park, buses, cars at toll gates."""

from datetime import datetime
from math import exp

from db.demo.feeds.world.chance import SEOUL, hours, local_hour, unit, wander
from db.demo.feeds.world.places import CarPark, Link, Stand

SPEED_SECONDS = 300
"""Speeds change so often."""
SLOW, STANDING = 25, 15
"""Below these speeds in km/h traffic is 지체 and 정체."""
_SILENT_CHANCE = 0.015
QUARTER = 900
"""Cars at toll gates are counted over so many seconds."""
_FIRST_BUS, _LAST_BUS = 5.5, 23.2


def speed(seed: int, link: Link, at: datetime) -> float:
    """km/h in the five minutes before `at`."""
    at = datetime.fromtimestamp(at.timestamp() // SPEED_SECONDS * SPEED_SECONDS, SEOUL)
    hour = hours(at)
    outward = 1 if link.number % 2 else -1
    load = link.road.strain * _rush(at, outward)
    load += 0.12 * wander(seed, f"road:{link.road.name}", hour, 0.8)
    load += 0.1 * wander(seed, f"link:{link.id}", hour, 0.4)
    load += 0.25 * link.road.strain * (unit(seed, f"narrow:{link.id}") - 0.4)
    return round(max(4.0, link.road.free * (1 - min(max(load, -0.1), 0.88))), 1)


def is_silent(seed: int, link: Link, at: datetime) -> bool:
    """Nothing is known of the link in this half hour."""
    return unit(seed, f"silent:{link.id}", int(hours(at) * 2)) < _SILENT_CHANCE


def congestion(kmh: float) -> int:
    """1 원활, 2 지체, 3 정체."""
    return 3 if kmh < STANDING else 2 if kmh < SLOW else 1


def bikes(seed: int, stand: Stand, at: datetime) -> int:
    """Bicycles that can be taken; fewer in the evening than at night."""
    filled = 0.62 - 0.22 * _bump(local_hour(at), 18, 3) + 0.4 * wander(seed, stand.id, hours(at), 1.5)
    return round(stand.size * min(max(filled, 0.0), 1.0))


def free_places(seed: int, park: CarPark, at: datetime) -> int:
    """Fewer at midday, more on the week's ends."""
    weekend = at.astimezone(SEOUL).weekday() >= 5
    taken = 0.18 + (0.4 if weekend else 0.62) * _bump(local_hour(at), 13.5, 4.5)
    taken += 0.15 * wander(seed, park.name, hours(at), 1.2)
    return round(park.size * (1 - min(max(taken, 0.02), 1.0)))


def toll_cars(seed: int, at: datetime) -> int:
    """Cars at all toll gates of the country in the quarter of an hour that ends."""
    day = 0.35 + 0.65 * _bump(local_hour(at), 13, 6.5) + 0.25 * _bump(local_hour(at), 18, 1.5)
    return round(62_000 * day * (1 + 0.06 * wander(seed, "toll", hours(at), 1.7)))


def buses(seed: int, route: str, at: datetime) -> int:
    """Buses on the road on a route: none at night, more in the rush hours."""
    hour = local_hour(at)
    if not _FIRST_BUS <= hour <= _LAST_BUS:
        return 0
    most = 8 + round(10 * unit(seed, f"route:{route}"))
    load = 0.7 + 0.15 * (_bump(hour, 8, 1.5) + _bump(hour, 18.3, 1.7))
    return max(1, round(most * (load + 0.08 * wander(seed, f"buses:{route}", hours(at), 1.1))))


def _rush(at: datetime, outward: int) -> float:
    """0 an empty night .. about 1 a rush hour; mornings are worse inward, evenings outward."""
    hour, weekday = local_hour(at), at.astimezone(SEOUL).weekday()
    midday = 0.42 * _bump(hour, 14, 5)
    if weekday >= 5:
        return 0.6 * _bump(hour, 15.5, 4) + 0.3 * midday
    friday = 0.1 if weekday == 4 else 0.0
    morning = (0.85 - 0.15 * outward) * _bump(hour, 8.1, 1.1)
    evening = (0.85 + 0.15 * outward + friday) * _bump(hour, 18.4, 1.4)
    return morning + evening + midday


def _bump(hour: float, middle: float, width: float) -> float:
    return exp(-(((hour - middle) / width) ** 2))
