"""Groups that travel with one learning programme, and the persons who accompany them.

The programme of a group is set for the whole group; afterwards it is kept with the list of participants, accompanying
persons included, as proof ("How to manage mobility documents", of the Erasmus+ guides).
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from ecvet_office.model.records import Record


class MobilityGroup(Record):
    """Learners who travel together with one learning programme; each has an agreement that names the group.

    Attributes:
        programme: day by day, where there is more to say than the activities of the package.
        mobility_id: that the programme's tool gives the group as a whole.
    """

    table: ClassVar[str] = "MobilityGroups"

    id: str
    name: str | None = None
    programme: str | None = None
    mobility_id: str | None = None


class AccompanyingPerson(Record):
    """Somebody who travels along with a group: no learning agreement is made for them.

    Attributes:
        person: id of a row of the sheet People, or a name.
        institution: id of an institution or its name, where the sheet People does not say it.
        leads: whether this is the one whom the programme's tool asks for a report.
        from_: the first day with the group; None for the first day of the stay.
        to: the last day with the group, included; None for the last day of the stay.
    """

    table: ClassVar[str] = "AccompanyingPersons"

    group: str
    person: str | None = None
    institution: str | None = None
    role: str | None = None
    leads: bool | None = None
    from_: date | None = None
    to: date | None = None
    email: str | None = None
    telephone: str | None = None
