"""The tables of group mobility: which groups there are, and who accompanies them."""

from __future__ import annotations

from dataclasses import replace

from ecvet_office.model.mobility_groups import AccompanyingPerson, MobilityGroup
from ecvet_office.workbook.columns import day, identity, long, name, ref, text, yes_no
from ecvet_office.workbook.tables import Table

MOBILITY_GROUPS: tuple[Table, ...] = (
    Table(
        "MobilityGroups", "Mobility groups", MobilityGroup, "mobility_groups",
        (
            identity("G"),
            text("name", "Name", "How you call the group, such as Lyon in spring.", "WB05", width=28),
            long("programme", "Programme",
                 "Day by day: place, activity, the learning outcome it serves, who is responsible."),
            replace(text("mobility_id", "Mobility ID", "Of the whole group, if the programme's tool gives it one."),
                    rare=True),
        ),
        ("id",), ("name",), "G",
        about="Only for learners who travel together with one learning programme: then each of their agreements names "
        "the group.",
    ),
    Table(
        "AccompanyingPersons", "Accompanying persons", AccompanyingPerson, "accompanying_persons",
        (
            ref("group", "Group", "MobilityGroups", required="WB05"),
            name("person", "Person", required="WB05"),
            name("institution", "Institution", "Partners", help_="Only where the sheet People does not say it."),
            text("role", "Role", "For example: teacher, interpreter.", printed=True),
            yes_no("leads", "Leads the group", "Yes for the one who reports on the group to the programme."),
            day("from_", "From", "Only where it is not the first day of the stay."),
            day("to", "To", "Only where it is not the last day of the stay."),
            text("email", "E-mail", "Only where the sheet People does not say it.", width=26),
            text("telephone", "Telephone", "Only where the sheet People does not say it."),
        ),
        about="Who travels along with a group, and for how long. No health or other sensitive data.",
    ),
)  # fmt: skip
