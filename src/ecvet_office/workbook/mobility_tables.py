"""The tables of a stay: learners, packages, agreements, results, decisions, papers."""

from __future__ import annotations

from dataclasses import replace

from ecvet_office.model.agreements import (
    AGREED_CHANGES,
    MODES,
    PLACES_OF_SUPPORT,
    AgreedOutcome,
    Agreement,
    Package,
    Placement,
    ResponsiblePerson,
)
from ecvet_office.model.learners import WAYS_OF_LEARNING, EarlierUnit, Enrolment, Learner
from ecvet_office.model.results import DOCUMENTS, PARTIES, PRIOR_LEARNING, STEPS, Decision, Paper, Result
from ecvet_office.model.stages import STAGE_LABELS
from ecvet_office.workbook.columns import (
    Column,
    Kind,
    choice,
    choices,
    day,
    identity,
    integer,
    long,
    name,
    number,
    ref,
    refs,
    text,
    yes_no,
)
from ecvet_office.workbook.tables import Table

# Every agreement has a row for these, so that they are no exceptions although no rule demands them.
PRINTED_ROWS = frozenset({"assessed_when", "recorded_how", "validated_how", "recognised_how"})

TERMS = (
    text("host_company", "Host company", "The company where the learner works, if not the host itself.", width=22),
    ref("intermediary", "Intermediary", "Partners", help_="An organisation in between, if one is involved."),
    ref("qualification", "Qualification", "Qualifications", help_="Leave empty for the learner's own."),
    refs("targets", "Units or outcomes", "Units", "Outcomes",
         help_="Type the title or the id as on the sheet Units, or on Outcomes where less than a unit is meant; "
               "several with semicolons.", required="AG17"),
    long("additional_outcomes", "Additional outcomes", "In words; they are not for credit."),
    long("activities", "Activities", "Places, tasks, courses.", "AG29"),
    long("assessment_method", "Assessment method", "How the host assesses.", "AG29"),
    text("assessed_when", "Assessed when", "Printed in the agreement. For example: in the last week.", printed=True),
    name("assessor", "Assessor", help_="Who assesses at the host.", required="AG29"),
    text("recorded_how", "Recorded how",
         "Printed in the agreement: how and when the assessment is written down.", width=26, printed=True),
    name("validator", "Validator", help_="Who validates at home.", required="AG27"),
    text("validated_how", "Validated how",
         "Printed in the agreement: how validation is carried out.", width=26, printed=True),
    name("recogniser", "Recogniser", help_="Who recognises at home.", required="AG27"),
    text("recognised_how", "Recognised how",
         "Printed in the agreement: how recognition is conducted.", width=26, printed=True),
    name("home_mentor", "Home mentor", help_="Who accompanies the learner at home."),
    name("host_mentor", "Host mentor", help_="Who accompanies the learner at the host."),
    text("document_issued", "Document issued", "For example: transcript, Europass Mobility.", width=22, printed=True),
    choices("enclosures", "Enclosures", (
        "description of units", "learning activities", "individual development plan", "assessment procedure",
        "template for documenting outcomes", "assessment grid", "Europass CV", "Europass Certificate Supplement",
        "Europass Mobility", "Europass Language Passport", "European Skills Passport", "outcomes already acquired",
        "other",
    ), "What is attached; separate with semicolons."),
    text("activity_type", "Activity type", "For example: short-term learning mobility of VET learners.", width=26),
    choice("mode", "Mode", MODES, "Of the stay. The Erasmus+ learning agreement asks for it."),
    long("monitoring", "Monitoring and mentoring",
         "For the Erasmus+ learning agreement: how both institutions follow and support the stay."),
    long("evaluation_criteria", "Evaluation criteria", "Only where those on the sheet Outcomes are not meant."),
    long("evaluation_procedure", "Evaluation procedure", "Only where the one on the sheet Units is not meant."),
    long("recognition_conditions", "Recognition conditions",
         "For the Erasmus+ learning agreement: what has to be met so that learning should be recognised."),
    long("reintegration", "Reintegration",
         "For the Erasmus+ learning agreement: how the learner is taken back in at home."),
    long("additional_provisions", "Additional provisions", "Anything else that the parties agree."),
)  # fmt: skip

ON_THE_WAY = (
    text("progress", "Progress so far", "What the learner has reached at home so far.", width=30, printed=True),
    day("actual_start", "Actual start"),
    day("actual_end", "Actual end"),
    integer("interruption_days", "Interruption days"),
    integer("travel_days", "Travel days"),
    day("virtual_from", "Virtual from"),
    day("virtual_to", "Virtual to"),
    integer("virtual_hours", "Virtual hours", "Hours of learning from a distance, as they were."),
    text("withdrawn_because", "Withdrawn because", width=24),
    text("mobility_id", "Mobility ID"),
    ref("home", "Home", "Partners", help_="Only where it is not the coordinating institution."),
    ref(
        "group",
        "Group",
        "MobilityGroups",
        help_="Only for who travels with a group that has one learning programme: enter it on the sheet Mobility "
        "groups, and who goes along on the sheet Accompanying persons.",
    ),
)
"""What an agreement says of a stay besides who goes, when, and with which package."""


def _where_it_differs(column: Column) -> Column:
    """Gives the column of an agreement for what its package says already."""
    return replace(column, help=f"Only where it differs from the package. {column.help}".rstrip(), rare=True)


YEAR: tuple[Table, ...] = (
    Table(
        "Learners", "Learners", Learner, "learners",
        (
            identity("L"),
            text("family_name", "Family name", "As in the passport.", "AG15"),
            text("given_names", "Given names", "As in the passport.", "AG15"),
            day("date_of_birth", "Date of birth", "Decides whether a guardian signs.", "AG15"),
            text("sex", "Sex", "Male, female, or empty.", width=8),
            text("nationality", "Nationality"),
            text("address", "Address", width=30),
            text("email", "E-mail", width=26),
            text("telephone", "Telephone"),
            text("class_name", "Class", width=10),
            ref("qualification", "Qualification", "Qualifications", help_="What the learner is training for.",
                required="WB05"),
            text("guardian1_name", "Guardian 1 name", "Parent or legal guardian; needed for a minor."),
            text("guardian1_address", "Guardian 1 address", width=30),
            text("guardian1_telephone", "Guardian 1 telephone"),
            text("guardian1_email", "Guardian 1 e-mail", width=26),
            text("guardian2_name", "Guardian 2 name", "A second one, if both sign."),
            text("guardian2_address", "Guardian 2 address", width=30),
            text("guardian2_telephone", "Guardian 2 telephone"),
            text("guardian2_email", "Guardian 2 e-mail", width=26),
            replace(text("school_year", "School year", "Of the qualification, for example: second year."), rare=True),
            replace(text("job_title", "Job title", "Only of staff who go abroad; empty for learners."), rare=True),
        ),
        ("id",), ("given_names", "family_name"), "L", shown=True,
        about="One row for each learner, typed once. No health or other sensitive data.",
    ),
    Table(
        "Packages", "Packages", Package, "packages",
        (
            identity("K"),
            text("name", "Name", "How you call it among yourselves.", "WB05", width=28),
            ref("host", "Host", "Partners", help_="The institution that trains and assesses.", required="AG14"),
            *(one if one.required or one.key in PRINTED_ROWS else replace(one, rare=True) for one in TERMS),
        ),
        ("id",), ("name",), "K", shown=True,
        about="What is the same for many learners: host, units, activities, who assesses and who validates.",
    ),
    Table(
        "Agreements", "Agreements", Agreement, "agreements",
        (
            identity("A"),
            ref("learner", "Learner", "Learners", required="AG20"),
            ref("package", "Package", "Packages", help_="What the learner does abroad."),
            ref("memorandum", "Memorandum", "Memoranda", required="AG10"),
            choice("status", "Status", STAGE_LABELS, "Where the stay stands; empty is a draft."),
            day("planned_start", "Planned start", "First day.", "AG16"),
            day("planned_end", "Planned end", "Last day, included.", "AG16"),
            *(replace(one, rare=True) for one in ON_THE_WAY),
            _where_it_differs(ref("host", "Host", "Partners")),
            *map(_where_it_differs, TERMS),
        ),
        ("id",), ("learner",), "A", shown=True,
        about="Learner, package, memorandum, dates. The columns with a lighter header stay empty for most stays: they "
        "are for what happens on the way, and for what differs from the package.",
    ),
    Table(
        "Results", "Results", Result, "results",
        (
            ref("context", "Agreement", "Agreements", help_="Or the words: prior learning.", required="WB05",
                words=(PRIOR_LEARNING,)),
            ref("learner", "Learner", "Learners", required="WB05"),
            ref("outcome", "Outcome", "Outcomes", required="WB05"),
            yes_no("achieved", "Achieved", "Yes or no, as the assessor found."),
            day("date", "Date", "Of the assessment.", "RE09"),
            long("method", "Method", "Only where it differs from the package."),
            name("assessor", "Assessor", help_="Only where it differs from the package."),
            text("grade", "Grade", width=8),
            text("scale", "Scale", "For example: 0-20.", width=10),
            text("evidence", "Evidence", width=24),
            long("strong_points", "Strong points"),
            long("weak_points", "Weak points"),
            long("deviation", "Deviation", "What differs from what was agreed."),
            long("remark", "Remark"),
        ),
        shown=True, about="What the host assessed: one row for each learner and outcome.",
    ),
    Table(
        "Papers", "Papers", Paper, "papers",
        (
            Column("number", "Number", Kind.ID, "Leave empty: ecvet update writes the numbers.", width=10),
            choice("document", "Document", DOCUMENTS, required="WB05"),
            integer("version", "Version"),
            ref("subject", "For", "Agreements", "Memoranda", "Learners", "MobilityGroups", required="WB05",
                help_="The agreement, memorandum, learner or mobility group that it is about."),
            ref("party", "Party", "Partners", words=PARTIES, required="WB05",
                help_="Who signs: a role in an agreement, an institution in a memorandum."),
            day("sent", "Sent"),
            day("due", "Due"),
            day("reminded", "Reminded"),
            day("returned", "Returned"),
            name("signatory", "Signatory"),
            text("position", "Position"),
            text("place", "Place"),
            day("signed_on", "Signed on", "As it stands on the paper; never filled in for the signer."),
            choice("signature_kind", "Kind of signature", ("ink", "scan", "electronic")),
            text("file", "File", width=30),
        ),
        ("number",), (), "P", shown=True,
        about="Who signs what, and when it came back.",
    ),
)  # fmt: skip

EXCEPTIONS: tuple[Table, ...] = (
    Table(
        "Enrolments", "Enrolments", Enrolment, "enrolments",
        (
            ref("learner", "Learner", "Learners", required="WB05"),
            ref("qualification", "Qualification", "Qualifications", required="WB05"),
        ),
        ("learner", "qualification"), about="Further qualifications of a learner.",
    ),
    Table(
        "EarlierUnits", "Earlier units", EarlierUnit, "earlier_units",
        (
            ref("learner", "Learner", "Learners", required="WB05"),
            ref("qualification", "Qualification", "Qualifications", required="WB05"),
            ref("unit", "Unit", "Units", required="WB05"),
            name("recognised_by", "Recognised by", required="RE18"),
            day("on", "On", required="RE18"),
            choice("learnt_how", "Learnt how", WAYS_OF_LEARNING),
        ),
        about="Units recognised before: they need no agreement and no assessment here.",
    ),
    Table(
        "Placements", "Placements", Placement, "placements",
        (
            ref("agreement", "Agreement", "Agreements", required="WB05"),
            text("company", "Company", required="WB05", width=28),
            day("from_", "From"),
            day("to", "To"),
            name("mentor", "Mentor"),
            name("assessor", "Assessor"),
        ),
        about="Only for a stay in more than one company.",
    ),
    Table(
        "ResponsiblePersons", "Responsible persons", ResponsiblePerson, "responsible_persons",
        (
            ref("stay", "Package or agreement", "Packages", "Agreements", required="WB05"),
            name("person", "Person", required="WB05"),
            choice("place", "Where", PLACES_OF_SUPPORT, "Where this person sees to the stay.", required="WB05"),
            long("responsibilities", "Responsibilities", "What this person does for the learner."),
        ),
        about="Only for more people than the two mentors, for those who travel along, and for their responsibilities.",
    ),
    Table(
        "AgreedOutcomes", "Agreed outcomes", AgreedOutcome, "agreed_outcomes",
        (
            ref("agreement", "Agreement", "Agreements", required="WB05"),
            ref("outcome", "Outcome", "Outcomes", required="WB05"),
            choice("change", "Change", AGREED_CHANGES),
        ),
        ("agreement", "outcome"), about="Only where an agreement differs from its package.",
    ),
    Table(
        "Decisions", "Decisions", Decision, "decisions",
        (
            ref("learner", "Learner", "Learners", required="WB05"),
            ref("qualification", "Qualification", "Qualifications", help_="Leave empty for the learner's own."),
            ref("subject", "Unit or outcome", "Units", "Outcomes", required="WB05"),
            ref("context", "Agreement", "Agreements", help_="Or the words: prior learning.", words=(PRIOR_LEARNING,)),
            choice("step", "Step", STEPS, required="RE07"),
            name("by", "By", help_="The person who decided.", required="RE07"),
            day("on", "On", required="RE07"),
            long("reason", "Reason", "Needed for a refusal."),
            number("points", "Other points", "Only where the table's points do not hold."),
            text("points_rule", "Rule for other points", width=28),
            replace(
                number("points_there", "Converted from",
                       "Points of another system that became the other points, by a row of Points conversions."),
                rare=True),
            replace(text("system", "Of system", "The other system, such as ECTS.", width=12), rare=True),
        ),
        about="What the home institution decided: validated, recognised or refused, by whom and when.",
    ),
)  # fmt: skip
