"""The tables of partners: institutions, people, memoranda."""

from __future__ import annotations

from ecvet_office.model.memoranda import (
    CONFIRMATIONS,
    PARTNER_ROLES,
    Memorandum,
    MemorandumPartner,
    MemorandumQualification,
)
from ecvet_office.model.partners import FUNCTIONS, Partner, Person
from ecvet_office.workbook.columns import choice, choices, day, identity, integer, long, name, ref, refs, text, yes_no
from ecvet_office.workbook.tables import Table

INSTITUTIONS: tuple[Table, ...] = (
    Table(
        "Partners", "Partners", Partner, "partners",
        (
            identity("I"),
            text("name", "Name", "The institution's full name.", "WB05", width=34),
            text("country", "Country", "In full.", "WB05"),
            text("type", "Type", "For example: vocational school, company, chamber, job service.", width=20),
            text("address", "Address", "Printed in every agreement.", width=28),
            text("postcode", "Postcode", width=10),
            text("city", "City"),
            text("email", "E-mail", width=28),
            text("telephone", "Telephone"),
            text("fax", "Fax"),
            text("website", "Website", width=26),
            text("oid", "OID", "The organisation's id in the programme: E and eight digits.", width=12),
            choices("functions", "Functions", FUNCTIONS, "What it may do; separate with semicolons."),
        ),
        ("id",), ("name",), "I", shown=True, about="Your own institution and everybody you work with.",
    ),
    Table(
        "People", "People", Person, "people",
        (
            identity("H"),
            text("name", "Name", "Given name, then family name.", "WB05", width=26),
            ref("institution", "Institution", "Partners", required="WB05"),
            text("position", "Position", width=24),
            text("email", "E-mail", width=28),
            text("telephone", "Telephone"),
            text("language", "Language", width=10),
            yes_no("may_sign", "May sign"),
        ),
        ("id",), ("name",), "H",
        about="People at the institutions: who assesses, validates, recognises, mentors, signs.",
    ),
)  # fmt: skip

MEMORANDA: tuple[Table, ...] = (
    Table(
        "Memoranda", "Memoranda", Memorandum, "memoranda",
        (
            identity("M"),
            text("file_code", "File code", "A short name; the drop-downs show it."),
            long("objectives", "Objectives", "What the partners want to reach together.", "AG05"),
            long("other_objectives", "Other objectives"),
            day("valid_from", "Valid from", "First day.", "WB05"),
            day("valid_until", "Valid until", "Last day, included.", "AG05"),
            choices("deviations", "Confirmations not given", CONFIRMATIONS,
                    "Which of the five standing confirmations the partners do not give."),
            long("roles_and_tools", "Roles and tools", "Who assesses, documents, validates, recognises; which forms."),
            integer("shortest_stay", "Shortest stay", "In days."),
            integer("longest_stay", "Longest stay", "In days."),
            day("evaluation_on", "Evaluation on", required="AG05"),
            text("evaluation_by", "Evaluation by", "A person or an institution.", "AG05", width=26),
            yes_no("no_other_actors", "No other actors",
                   "Needed: yes where nobody else has a part; else name the actor on the sheet Memorandum partners."),
            long("additional_information", "Additional information"),
            long("annexes", "Annexes"),
        ),
        ("id",), ("file_code",), "M", about="Memoranda of understanding with your partners.",
    ),
    Table(
        "MemorandumPartners", "Memorandum partners", MemorandumPartner, "memorandum_partners",
        (
            ref("memorandum", "Memorandum", "Memoranda", required="WB05"),
            ref("institution", "Institution", "Partners", required="WB05"),
            choice("role", "Role", PARTNER_ROLES, required="WB05"),
            text("function", "Function", "For another actor: what it does.", width=28),
            name("contact", "Contact",
                 help_="Needed for who signs, unless the sheet Partners has an e-mail or telephone."),
        ),
        ("memorandum", "institution", "role"), about="Who signs each memorandum, whom it covers, who else has a part.",
    ),
    Table(
        "MemorandumQualifications", "Memorandum qualifications", MemorandumQualification, "memorandum_qualifications",
        (
            ref("memorandum", "Memorandum", "Memoranda", required="WB05"),
            ref("institution", "Institution", "Partners", required="WB05"),
            name("qualification", "Qualification", "Qualifications", "One of the sheet Qualifications, or a title.",
                 "AG07"),
            integer("eqf_level", "EQF level", "1 to 8.", "AG07"),
            text("nqf_level", "NQF level", width=10),
            name("corresponds_to", "Corresponds to", "Qualifications",
                 "The qualification on the other side; where it is empty, two qualifications are compared all "
                 "the same."),
            long("comparability_note", "Comparability note", "Needed where the EQF levels of the two sides differ."),
            refs("units", "Units for mobility", "Units",
                 help_="Type the title or the id as on the sheet Units, several with semicolons."),
            choices("enclosures", "Enclosures", (
                "Europass Certificate Supplement", "outcomes of the qualification", "description of units", "other",
            )),
            long("other_enclosure", "Other enclosure", "What else is enclosed; it is printed beneath the box Other."),
        ),
        about="The qualifications that each memorandum covers, with their levels.",
    ),
)  # fmt: skip
