"""Work for each person who does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evaltools.stats.checks import amount_or_none, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Events for each member of staff, with both numbers kept.

    Attributes
    ----------
    value : float or None
        Events for each member of staff; None where `reason` is given.
    count : int or None
        Events, as given.
    staff : float or None
        Members of staff, or full-time posts, as given.
    reason : {"not-reported", "no-staff"} or None
        Why there is no load; None when there is one.
    """

    value: float | None
    count: int | None
    staff: float | None
    reason: Literal["not-reported", "no-staff"] | None


def load(count: int | None, staff: float | None) -> Load:
    """Divide the work among those who did it, such as consultations for each specialist.

    Parameters
    ----------
    count : int or None
        Events, 0 or more; None where not reported.
    staff : float or None
        Members of staff, or full-time posts, 0 or more; None where unknown.

    Returns
    -------
    Load
        Events for each member of staff. No count is "not-reported"; staff of 0
        or None is "no-staff". A count of 0 is a load of 0.

    Raises
    ------
    ValueError
        If `count` is not a whole number (of an integer type) from 0 up, or
        `staff` is negative or not finite. The message repeats the value.

    Notes
    -----
    The average is count / staff. It has no interval: work and staff are counted
    in full, not sampled. It says nothing of how evenly the work was shared.

    Examples
    --------
    >>> load(1446, 6).value
    241.0
    >>> load(40, 2.5).value
    16.0
    >>> load(120, None).reason
    'no-staff'
    """
    events = None if count is None else whole("count", count)
    people = amount_or_none("staff", staff)
    value = None
    reason: Literal["not-reported", "no-staff"] | None = None
    if events is None:
        reason = "not-reported"
    elif not people:
        reason = "no-staff"
    else:
        value = events / people
    return Load(value=value, count=events, staff=people, reason=reason)
