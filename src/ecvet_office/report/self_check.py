"""The self-check as text for people, as JSON, and as rows of a result sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ecvet_office.credit.self_check import AreaScore, area_scores, level_of, score_number, whole_score
from ecvet_office.model.register import Register
from ecvet_office.model.self_check import LEVELS
from ecvet_office.report.credit import INDENT, json_number
from ecvet_office.report.plain_text import Paint, table_lines, unpainted, wrapped
from ecvet_office.workbook.cell_values import CellValue

WHOLE = "all areas"
NO_ANSWER = "no answer"


def self_check_text(register: Register, paint: Paint = unpainted, width: int | None = None) -> list[str]:
    """Gives the scores of the areas and of the whole, what levels mean, and the weakest questions of each area."""
    scores = area_scores(register)
    if not scores:
        return []
    rows: list[tuple[str, ...]] = [("area", "score", "answered")]
    rows += [(_named(one), _text(one.score), f"{one.answered} of {len(one.questions)}") for one in scores]
    answered, questions = _answers(scores)
    rows.append((WHOLE, _text(whole_score(scores)), f"{answered} of {questions}"))
    lines = [paint("Self-check", "strong"), *table_lines(rows, {1}, width), ""]
    lines += [f"{INDENT}{level}  {words}" for level, words in LEVELS.items()]
    weak = [one for one in scores if one.weakest]
    lines += ["", paint("The weakest answers of each area", "strong")] if weak else []
    for one in sorted(weak, key=lambda one: one.score or Fraction(0)):  # sorting keeps the order of equal scores
        lines += wrapped(f"{_named(one)}:", width)
        for question in one.weakest:
            lines += wrapped(
                f"{question.level}  {question.question}{_next(question.next_action)}", width, INDENT, INDENT
            )
    return lines


def self_check_json(register: Register) -> dict[str, object]:
    """Gives the scores as objects; they have two decimals."""
    scores = area_scores(register)
    answered, questions = _answers(scores)
    whole = whole_score(scores)
    return {
        "score": None if whole is None else json_number(score_number(whole)),
        "answered": answered,
        "questions": questions,
        "areas": [
            {
                "area": one.area.id,
                "title": one.area.title,
                "score": None if one.score is None else json_number(score_number(one.score)),
                "answered": one.answered,
                "questions": len(one.questions),
                "weakest": [question.question for question in one.weakest],
            }
            for one in scores
        ],
    }


def self_check_rows(register: Register) -> Iterator[list[CellValue | None]]:
    """Gives a row of the result sheet for the whole, then one for each area."""
    scores = area_scores(register)
    whole = whole_score(scores)
    if scores:
        number = None if whole is None else score_number(whole)
        answered, questions = _answers(scores)
        yield [None, WHOLE, number, _decimal(answered), _decimal(questions), None, None]
    for one in scores:
        yield [
            one.area.group,
            _named(one),
            None if one.score is None else score_number(one.score),
            _decimal(one.answered),
            _decimal(len(one.questions)),
            "\n".join(f"{level_of(question)}  {question.question}" for question in one.weakest) or None,
            "\n".join(dict.fromkeys(question.next_action for question in one.weakest if question.next_action)) or None,
        ]


def _decimal(number: int) -> CellValue:
    return score_number(Fraction(number)).to_integral_value()


def _answers(scores: Sequence[AreaScore]) -> tuple[int, int]:
    return sum(one.answered for one in scores), sum(len(one.questions) for one in scores)


def _named(one: AreaScore) -> str:
    return f"{one.area.id} {one.area.title}" if one.area.title else one.area.id


def _text(score: Fraction | None) -> str:
    return NO_ANSWER if score is None else str(score_number(score))


def _next(action: str | None) -> str:
    return f" Next: {action}" if action else ""
