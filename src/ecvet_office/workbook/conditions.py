"""Conditional formats: what is missing, out of date, contradictory or unknown is seen while one types.

Each is told by a sign too (a pattern in an empty cell, ! or ? before a value) or by the cell's own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from openpyxl.formatting.rule import DataBar, FormatObject, Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from ecvet_office.credit.grades import Standing
from ecvet_office.credit.training_plan import HELD
from ecvet_office.credit.training_plan import Standing as PlanStanding
from ecvet_office.law.pages import page
from ecvet_office.model.matrix import COVERED, NOT_COVERED, PARTLY
from ecvet_office.model.places import column_letters
from ecvet_office.model.stages import Stage
from ecvet_office.workbook.columns import Column, Kind, header_of
from ecvet_office.workbook.computed import CHECK, grid
from ecvet_office.workbook.computed_column import RECOGNISED_POINTS, Computed
from ecvet_office.workbook.computed_conversion import CONTACT, HOURS_CHECK, SIZE
from ecvet_office.workbook.computed_credit import POINTS, SEE_PROGRESS, SHARE
from ecvet_office.workbook.computed_grades import FOLLOWS, PASSED_WORDS, SEE_FINDINGS
from ecvet_office.workbook.computed_learning_time import HOURS
from ecvet_office.workbook.computed_matrix import VERDICT
from ecvet_office.workbook.computed_prior_learning import JUDGED
from ecvet_office.workbook.formulas import ERASMUS_ONLY, USES_POINTS, id_part
from ecvet_office.workbook.layout import BY_NAME, LABEL_SEPARATOR
from ecvet_office.workbook.results_layout import BOARD_UNITS, MATRIX_PARTNERS
from ecvet_office.workbook.styles import (
    AMBER,
    BLUE,
    DATE_FORMAT,
    FIRST_OWN_FORMAT,
    GREEN,
    MUTED,
    RED,
    TEAL,
    condition,
    missing,
)
from ecvet_office.workbook.tables import Table

ROWS = 2000  # a format reaches further down than the table, for programs that do not grow it
BAR_COLOUR = "9DB4D6"
WRONG_DATE, WRONG_TEXT, UNKNOWN_TEXT = f'"! "{DATE_FORMAT}', '"! "@', '"? "@'
NUMBERS = {code: FIRST_OWN_FORMAT + 36 + index for index, code in enumerate((WRONG_DATE, WRONG_TEXT, UNKNOWN_TEXT))}

PERIODS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "Agreements": (("planned_start", "planned_end"), ("actual_start", "actual_end"), ("virtual_from", "virtual_to")),
    "Memoranda": (("valid_from", "valid_until"),),
    "Units": (("valid_from", "valid_until"),),
    "Placements": (("from_", "to"),),
    "AccompanyingPersons": (("from_", "to"),),
    "Papers": (("sent", "returned"),),
    "MobilityUnits": (("left_on", "returned_on"),),
    "PriorLearning": (("identified_on", "documented_on"),),
}
"""By table, dates of which the second must not come before the first."""

SAID_BY_PACKAGES = frozenset(column.key for column in BY_NAME["Packages"].columns)
"""What an agreement need not say where it names a package."""

EXPIRING = {"Memoranda": "valid_until", "Units": "valid_until"}

Colours = tuple[str, str]
STAGES: Mapping[str, Colours] = {
    Stage.DRAFT.label: MUTED, Stage.READY_TO_SIGN.label: TEAL, Stage.SENT.label: TEAL, Stage.SIGNED.label: BLUE,
    Stage.UNDER_WAY.label: BLUE, Stage.RETURNED.label: TEAL, Stage.DECIDED.label: GREEN, Stage.WITHDRAWN.label: MUTED,
}  # fmt: skip
WORDS: Mapping[tuple[str, str], Mapping[str, Colours]] = {
    ("Agreements", "Status"): STAGES,
    ("MyLearners", "Stage"): STAGES,
    ("Results", "Achieved"): {"yes": GREEN, "no": AMBER},
    ("Decisions", "Step *"): {"validated": BLUE, "recognised": GREEN, "refused": RED},
    ("Decisions", POINTS): {SEE_PROGRESS: AMBER},
    ("Learners", RECOGNISED_POINTS): {SEE_PROGRESS: AMBER},
    ("Findings", "Severity"): {"error": RED, "warning": AMBER, "todo": BLUE, "info": MUTED},
    ("Credit", "State"): {"recognised": GREEN, "validated": BLUE, "assessed": BLUE, "failed": AMBER, "refused": RED},
    ("Progress", "Eligible"): {"yes": GREEN},
    ("Learners", FOLLOWS): {
        **dict.fromkeys(PASSED_WORDS, GREEN),
        Standing.CONTROL: BLUE,
        Standing.OPEN: BLUE,
        Standing.FAILED: AMBER,
        SEE_FINDINGS: RED,
    },
    ("GradeResults", "What follows"): {
        Standing.PASSED: GREEN,
        Standing.CONTROL: BLUE,
        Standing.OPEN: BLUE,
        Standing.FAILED: AMBER,
    },
    ("Matrix", "Covered *"): {COVERED: GREEN, PARTLY: AMBER, NOT_COVERED: RED},
    ("TrainingPlan", "Standing"): {one: GREEN if one in HELD else AMBER for one in PlanStanding},
    **{("MatrixPicture", header): {"C": GREEN, "P": AMBER, "N": RED} for header in MATRIX_PARTNERS},
    ("Remediation", "State"): {"validated": BLUE, "assessed": BLUE, "failed": AMBER, "refused": RED},
}
"""By table and header, the words that colour their cell."""

UNIT_SIGNS: Mapping[str, Colours] = {"✔": GREEN, "…": BLUE, "!": AMBER}
FIRST_SIGNS: Mapping[tuple[str, str], Mapping[str, Colours]] = {
    ("Qualifications", CHECK): {"✔": GREEN, "!": RED, "…": AMBER},
    ("MobilityUnits", CHECK): {"✔": GREEN, "!": RED, "…": AMBER},
    ("PartsAbroad", CHECK): {"✔": GREEN, "!": RED, "…": AMBER},
    ("TaskFields", HOURS): {"!": RED},
    ("Courses", HOURS_CHECK): {"✔": GREEN, "!": RED},
    ("Courses", CONTACT): {"✔": GREEN, "!": RED},
    ("Courses", SIZE): {"✔": GREEN, "!": RED},
    ("Evidence", JUDGED): {"✔": GREEN, "…": AMBER, "!": RED},
    ("Checklist", "State"): {"✔": GREEN, "!": AMBER},
    ("Certified", "State"): {"✔": GREEN, "…": AMBER},
    ("EntryResults", "On entry"): {"✔": GREEN, "…": AMBER},
    ("CourseCheck", "State"): {"✔": GREEN, "!": AMBER},
    ("Board", "Complete"): {"✔": GREEN, "…": AMBER},
    **{("Board", header): UNIT_SIGNS for header in BOARD_UNITS},
    ("Profiles", CHECK): {"✔": GREEN, "!": RED},
    ("Trials", VERDICT): {"✔": GREEN, "…": BLUE, "!": AMBER},
}
"""By table and header, the sign at the beginning of a cell that colours it."""


def add_conditions(sheet: Worksheet, table: Table, tables: frozenset[str]) -> None:
    """Adds the conditional formats of an input table.

    Args:
        sheet: where the table stands, from A1 on.
        table: the layout of the table.
        tables: the names of all tables of the workbook; a name of another table cannot be looked up.
    """
    columns = [(column_letters(index), one) for index, one in enumerate(grid(table), 1)]
    places = {one.header if isinstance(one, Computed) else one.key: letters for letters, one in columns}
    for letters, formula, look in _rules(table, places, tables):
        _add(sheet, letters, formula, look)
    _add_words(
        sheet,
        table.name,
        {one.header if isinstance(one, Computed) else header_of(one): letters for letters, one in columns},
    )
    if SHARE in places:
        ends = [FormatObject(type="num", val=0), FormatObject(type="num", val=100)]
        bar = Rule(type="dataBar", dataBar=DataBar(cfvo=ends, color=f"FF{BAR_COLOUR}"))
        sheet.conditional_formatting.add(f"{places[SHARE]}2:{places[SHARE]}{ROWS}", bar)


def add_result_conditions(sheet: Worksheet, name: str, headers: tuple[str, ...]) -> None:
    """Adds the conditional formats of a result table, which stands from A1 on."""
    _add_words(sheet, name, {header: column_letters(index) for index, header in enumerate(headers, 1)})


def _add(sheet: Worksheet, letters: str, formula: str, look: DifferentialStyle) -> None:
    rule = Rule(type="expression", dxf=look, formula=[formula])
    sheet.conditional_formatting.add(f"{letters}2:{letters}{ROWS}", rule)


def _add_words(sheet: Worksheet, table: str, letters: Mapping[str, str]) -> None:
    for (name, header), words in WORDS.items():
        if name == table and header in letters:
            for word, colours in words.items():
                _add(sheet, letters[header], f'${letters[header]}2="{word}"', condition(colours))
    for (name, header), signs in FIRST_SIGNS.items():
        if name == table and header in letters:
            for sign, colours in signs.items():
                _add(sheet, letters[header], f'LEFT(${letters[header]}2,1)="{sign}"', condition(colours))


def _rules(
    table: Table, places: Mapping[str, str], tables: frozenset[str]
) -> Iterator[tuple[str, str, DifferentialStyle]]:
    """Gives, by column, the formula for its first row, and the look where the formula holds."""
    begun = "+".join(f"COUNTA(${first}2:${last}2)" for first, last in _input_areas(table))
    for column in table.columns:
        letters = places[column.key]
        if column.required:
            needed = "".join(f",{one}" for one in _when_needed(table, column, places))
            yield letters, f"AND(LEN(TRIM(${letters}2))=0,{begun}>0{needed})", missing()
        if column.kind in {Kind.DATE, Kind.NUMBER, Kind.INTEGER}:
            yield letters, f"ISTEXT(${letters}2)", _sign(AMBER, UNKNOWN_TEXT)
        if column.kind is Kind.REF and tables.issuperset(column.ref):
            yield letters, _is_unknown(f"${letters}2", column), _sign(AMBER, UNKNOWN_TEXT)
    if table.prefix:
        letters = places[table.columns[0].key]
        again = f"MATCH(${letters}2,${letters}$2:${letters}${ROWS},0)<ROW()-1"
        yield letters, f'AND(${letters}2<>"",IFERROR({again},FALSE))', _sign(RED, WRONG_TEXT)
    yield from _rules_on_dates(table, places)


def _when_needed(table: Table, column: Column, places: Mapping[str, str]) -> Iterator[str]:
    """Gives the conditions under which the rule that asks for a value speaks at all."""
    rule = page(column.required)
    if rule.needs_points:
        yield USES_POINTS
    if rule.erasmus_only is None:
        yield f"NOT({ERASMUS_ONLY})"
    if table.name == "Agreements" and column.key in SAID_BY_PACKAGES:
        yield f'${places["package"]}2=""'


def _rules_on_dates(table: Table, places: Mapping[str, str]) -> Iterator[tuple[str, str, DifferentialStyle]]:
    for first, last in PERIODS.get(table.name, ()):
        if first not in places or last not in places:
            continue
        start, end = f"${places[first]}2", f"${places[last]}2"
        formula = f"AND(ISNUMBER({start}),ISNUMBER({end}),{end}<{start})"
        yield places[last], formula, _sign(RED, WRONG_DATE)
    if EXPIRING.get(table.name) in places:
        until = f"${places[EXPIRING[table.name]]}2"
        yield places[EXPIRING[table.name]], f"AND(ISNUMBER({until}),{until}<TODAY())", _sign(AMBER, WRONG_DATE)
    if table.name == "Papers":
        due, sent, back = (f"${places[key]}2" for key in ("due", "sent", "returned"))
        formula = f'AND(ISNUMBER({due}),{due}<TODAY(),{sent}<>"",{back}="")'
        yield places["due"], formula, _sign(RED, WRONG_DATE)


def _input_areas(table: Table) -> list[tuple[str, str]]:
    """Gives the first and last letters of each run of columns that people fill: a formula is never an empty cell."""
    numbered = enumerate(grid(table), 1)
    areas = []
    for is_input, run in groupby(numbered, key=lambda item: isinstance(item[1], Column)):
        places = [index for index, _ in run]
        if is_input:
            areas.append((column_letters(places[0]), column_letters(places[-1])))
    return areas


def _is_unknown(cell: str, column: Column) -> str:
    """Gives whether no row of the other tables bears the id, the label or the name that a cell holds."""
    text = f"TRIM({cell})"
    known = [f'{text}="{word}"' for word in column.words]
    by_name = f'"*{LABEL_SEPARATOR}"&{text}'
    for table in column.ref:
        ways = ((id_part(text), f"Ids_{table}"), (text, f"Pick_{table}"), (by_name, f"Pick_{table}"))
        known += [f"ISNUMBER(MATCH({looked_up},{names},0))" for looked_up, names in ways]
    return f'AND({text}<>"",NOT(OR({",".join(known)})))'


def _sign(colours: Colours, number_format: str) -> DifferentialStyle:
    return condition(colours, number_format, format_number=NUMBERS[number_format])
