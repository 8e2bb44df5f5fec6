"""The tables of points that come from another system, and of points that changed."""

from __future__ import annotations

from ecvet_office.model.points_record import PointsChange, PointsConversion
from ecvet_office.workbook.columns import day, long, name, number, ref, text
from ecvet_office.workbook.tables import Table

POINTS_RECORD: tuple[Table, ...] = (
    Table(
        "PointsConversions", "Points conversions", PointsConversion, "points_conversions",
        (
            text("system", "System", "The other system: ECTS, or another by its name.", "WB05", width=16),
            number("points_there", "Points there", "In that system.", "WB05"),
            ref("qualification", "Qualification", "Qualifications", help_="Only where it holds for one alone."),
            number("points_here", "Points here", "ECVET points that these become.", "PT17"),
            name("decided_by", "Decided by", required="PT17"),
            day("on", "On", required="PT17"),
            text("document", "Document", "Where the decision stands, such as minutes with their date.", "PT17",
                 width=36),
        ),
        ("system", "points_there", "qualification"),
        about="What points of another system become here. ECTS and ECVET points are never added up without it.",
    ),
    Table(
        "PointsHistory", "Points history", PointsChange, "points_history",
        (
            ref("qualification", "Qualification", "Qualifications", required="WB05"),
            ref("unit", "Unit", "Units", help_="Empty where the points of the whole qualification changed."),
            number("old_points", "Old points", "Empty in the first row, which begins the record."),
            number("new_points", "New points", required="PT16"),
            day("on", "On", "Not needed in the first row."),
            text("by", "By", "Who decided. Not needed in the first row.", width=24),
            long("reason", "Reason", "Why the points changed. Not needed in the first row."),
        ),
        about="Every change of points keeps the old ones and the reason. ecvet update --history adds the rows.",
    ),
)  # fmt: skip
