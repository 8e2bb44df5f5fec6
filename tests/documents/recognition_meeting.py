"""A class before its recognition meeting on 12 June 2026: everything that can stand on an agenda and in minutes."""

from __future__ import annotations

import re
from datetime import date

from ecvet_office.documents.filling import prepare
from ecvet_office.documents.plain_text import texts
from ecvet_office.documents.prepared import PreparedDocument
from ecvet_office.evaluation import Evaluation, evaluate
from ecvet_office.workbook.markdown import sheets_from_markdown

DAY = date(2026, 6, 12)
CLASS = """
| Settings | setting | value |
| | coordinator | I1 |
| | languages | en |
| | points | {points} |
| Partners | id | name | country | address | postcode | city | email |
| | I1 | Satakunta Example Vocational College | Finland | Esimerkkikatu 1 | "28100" | Pori | mobility@satakunta.example |
| | I2 | Lycée professionnel Exemple | France | 12 rue des Exemples | "69003" | Lyon | mobilite@lycee.example |
| People | id | name | institution | position | may sign |
| | H1 | Maija Koskinen | I1 | Mobility coordinator | |
| | H2 | Pekka Lahti | I1 | Head of department | yes |
| | H3 | Claire Dubois | I2 | Teacher of health care | |
| Qualifications | id | title | eqf level | points |
| | Q1 | Practical nurse | 4 | 120 |
| Units | id | title |
| | U1 | Growth and participation |
| | U2 | Working in home care |
| | U3 | Working with older people |
| Unit points | qualification | unit | points | requires |
| | Q1 | U1 | 20 | |
| | Q1 | U2 | 40 | |
| | Q1 | U3 | 60 | U1 |
| Outcomes | id | unit | kind | outcome | criterion |
| | 1.1 | U1 | K | Explains how people grow | oral question |
| | 2.1 | U2 | S | Plans a home visit | plan is complete |
| | 2.2 | U2 | S | Carries out a home visit | three visits observed |
| | 2.3 | U2 | C | Works alone and safely | statement of the mentor |
| | 3.1 | U3 | K | Explains how ageing changes needs | theory test |
| Packages | id | name | host | qualification | targets | assessor |
| | K1 | Home care in Lyon | I2 | Q1 | U2 | H3 |
| | K2 | Parts of home care | I2 | Q1 | 2.1; 2.2 | H3 |
| | K3 | Older people | I2 | Q1 | U3 | H3 |
| Learners | id | family name | given names | date of birth | qualification |
| | L1 | Virtanen | Aino | 2006-05-14 | Q1 |
| | L2 | Berg | Bruno | 2006-09-02 | Q1 |
| | L3 | Παπαδοπούλου | Ελένη | 2005-01-30 | Q1 |
| | L4 | Şahin | Deniz | 2005-11-11 | Q1 |
| | L5 | Łęcka | Ewa | 2006-02-03 | Q1 |
| Agreements | id | learner | package | status | planned start | planned end |
| | A1 | L1 | K1 | returned | 2026-03-02 | 2026-04-10 |
| | A2 | L2 | K2 | returned | 2026-03-02 | 2026-04-10 |
| | A3 | L3 | K1 | returned | 2026-03-02 | 2026-04-10 |
| | A4 | L4 | K3 | returned | 2026-03-02 | 2026-04-10 |
| | A5 | L5 | K1 | returned | 2026-03-02 | 2026-04-10 |
| Results | context | learner | outcome | achieved | date | assessor |
| | A1 | L1 | 2.1 | yes | 2026-03-20 | |
| | A1 | L1 | 2.2 | yes | 2026-04-08 | |
| | A1 | L1 | 2.3 | yes | 2026-04-09 | Luc Moreau |
| | A2 | L2 | 2.1 | yes | 2026-04-08 | |
| | A2 | L2 | 2.2 | no | 2026-04-08 | |
| | A2 | L2 | 2.3 | yes | 2026-04-09 | |
| | A3 | L3 | 2.1 | yes | | |
| | A3 | L3 | 2.2 | yes | 2026-06-15 | |
| | A3 | L3 | 2.3 | | 2026-04-09 | |
| | A4 | L4 | 3.1 | yes | 2026-04-09 | |
| | prior learning | L5 | 1.1 | yes | 2026-05-04 | H1 |
| | A5 | L5 | 2.1 | yes | 2026-04-08 | |
| | A5 | L5 | 2.2 | yes | 2026-04-08 | |
| Decisions | learner | qualification | subject | context | step | by | on | reason |
| | L4 | Q1 | U3 | A4 | validated | H1 | 2026-05-05 | |
| | L5 | Q1 | U2 | A5 | refused | H2 | 2026-05-06 | The log book is missing. |
| | L5 | Q1 | 1.1 | prior learning | validated | | 2026-05-06 | |
{decided}
"""  # noqa: E501 # a row of a table is one line
DECIDED = """
| | L1 | Q1 | U2 | A1 | validated | H1 | 2026-06-12 | |
| | L1 | Q1 | U2 | A1 | recognised | H2 | 2026-06-12 | |
| | L2 | Q1 | 2.1 | A2 | validated | H1 | 2026-06-12 | |
| | L2 | Q1 | 2.3 | A2 | refused | H2 | 2026-06-12 | Nobody at home had agreed on it. |
| | L4 | Q1 | U3 | A4 | recognised | H2 | 2026-06-13 | |
""".strip("\n")


def of_the_class(*, points: str = "yes", decided: str = DECIDED) -> Evaluation:
    """Gives the class as it stands after the meeting; with nothing decided, before it."""
    return evaluate(sheets_from_markdown(CLASS.format(points=points, decided=decided)), DAY)


def of_a_large_class() -> Evaluation:
    """Gives the class with each learner thirty times, under ids of their own."""
    text = CLASS.format(points="yes", decided=DECIDED)
    head, learners, rest = text.partition("| Learners | id")
    lines = [line for row in (learners + rest).splitlines() for line in _repeated(row)]
    return evaluate(sheets_from_markdown(head + "\n".join(lines)), DAY)


def _repeated(row: str) -> list[str]:
    others = (re.sub(r"\b([LA])([1-5])\b", rf"\g<1>\g<2>{number:02}", row) for number in range(1, 30))
    return [*dict.fromkeys((row, *others))] if row.startswith("| |") else [row]


def paper(document: str, evaluation: Evaluation, language: str = "en", day: date = DAY) -> PreparedDocument:
    """Gives the agenda or the minutes of a day, before its bytes are made."""
    (made,) = prepare(document, evaluation, (), language, draft=True, days=(day,))
    return made


def shown(document: str, evaluation: Evaluation, language: str = "en") -> str:
    """Gives the text that a reader sees."""
    return texts(paper(document, evaluation, language).filled().data)
