"""`ecvet enrol`: what it prints, writes, remembers and ends with, and the agreements that follow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from ecvet_office.cli import ecvet
from ecvet_office.workbook.building import write_new
from ecvet_office.workbook.parsing import parse
from ecvet_office.workbook.reading import read

STAY = ("--package", "K1", "--start", "2026-10-05", "--end", "2026-11-13")
TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
LIST = "Nachname;Vorname;Geburtsdatum;Bemerkung\nMüller;Zoë;14.05.2005;ruhig\nVirtanen;Aino;14.05.2006;\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ecvet, [str(one) for one in arguments])


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    write_new("mobility", tmp_path / "plan.xlsx", example=True)
    return tmp_path / "plan.xlsx"


def names(folder: Path, text: str = LIST) -> Path:
    (folder / "class.csv").write_text(text, encoding="cp1252")
    return folder / "class.csv"


def test_a_class_is_enrolled_and_gets_its_agreements_in_two_languages(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "enrolled.xlsx"
    done = run("enrol", plan, names(tmp_path), *STAY, "-o", out)
    assert done.exit_code == 0, done.output
    assert "row 2: L4 and A4 added" in done.output
    assert "row 3: L1 is there, A5 added" in done.output
    assert "1 new learner, 2 new agreements, 0 there already, 0 not enrolled" in done.output
    filled = run("fill", "learning-agreement", out, "-o", tmp_path / "papers", "--language", "en+fr", "--draft",
                 "--on", "2026-01-15")  # fmt: skip
    assert filled.exit_code == 0, filled.output
    papers = [path for path in (tmp_path / "papers").iterdir() if "_A4" in path.name or "_A5" in path.name]
    texts = [" ".join(part.text or "" for part in Document(str(path)).element.iter(TEXT)) for path in papers]
    assert len(papers) == 2
    assert sum("Zoë" in text and "Müller" in text for text in texts) == 1
    assert all("Contrat pédagogique" in text or "apprentissage" in text for text in texts)
    assert all("5 October 2026" in text and "13 November 2026" in text for text in texts)


def test_nobody_s_name_is_printed_or_remembered(plan: Path, tmp_path: Path) -> None:
    done = run("enrol", plan, names(tmp_path), *STAY)
    remembered = (tmp_path / "plan.columns.json").read_text(encoding="utf-8")
    assert json.loads(remembered)["columns"] == {
        "Nachname": "family name",
        "Vorname": "given names",
        "Geburtsdatum": "date of birth",
    }
    for text in (done.output, remembered):
        assert not any(name in text for name in ("Müller", "Zoë", "Virtanen", "ruhig"))


def test_a_likeness_writes_nothing_until_it_is_confirmed_and_is_then_remembered(plan: Path, tmp_path: Path) -> None:
    listed = names(tmp_path, LIST.replace("Geburtsdatum", "Geburtsdatm"))
    asked = run("enrol", plan, listed, *STAY)
    assert asked.exit_code == 1
    assert 'confirm by --map "Geburtsdatm=date of birth"' in asked.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["class.csv", "plan.xlsx"]
    said = run("enrol", plan, listed, *STAY, "--map", "Geburtsdatm=date of birth")
    assert said.exit_code == 0, said.output
    assert (tmp_path / "plan.enrolled.xlsx").exists()
    again = run("enrol", plan, listed, *STAY, "--show")
    assert again.exit_code == 0
    assert ["Geburtsdatm", "date", "of", "birth", "confirmed"] in map(str.split, again.output.splitlines())


def test_show_writes_nothing(plan: Path, tmp_path: Path) -> None:
    done = run("enrol", plan, names(tmp_path), *STAY, "--show")
    assert done.exit_code == 0
    assert "nothing was written" in done.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["class.csv", "plan.xlsx"]


def test_who_is_left_to_a_person_is_named_by_row_and_ends_in_exit_code_1(plan: Path, tmp_path: Path) -> None:
    done = run("enrol", plan, names(tmp_path, LIST.replace("Aino", "Aino Maria")), *STAY, "-o", tmp_path / "out.xlsx")
    assert done.exit_code == 1
    assert "row 3: not enrolled: may be L1" in done.output
    assert len(parse(read(tmp_path / "out.xlsx"))[0].agreements) == len(parse(read(plan))[0].agreements) + 1


def test_json_tells_of_every_row_and_column(plan: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(ecvet, ["enrol", str(plan), str(names(tmp_path)), *STAY, "--show", "--format", "json"])
    told = json.loads(done.stdout)
    assert [row["fate"] for row in told["rows"]] == ["new learner", "known learner"]
    assert told["columns"][3] == {"header": "Bemerkung", "field": None, "how": "left out"}
    assert told["written"] is None


def test_a_damaged_memory_of_headers_is_said_and_nothing_is_written(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.columns.json").write_text('{"columns": ["x"]}', encoding="utf-8")
    done = run("enrol", plan, names(tmp_path), *STAY)
    assert done.exit_code == 2
    assert "plan.columns.json cannot be read" in done.output
    assert not (tmp_path / "plan.enrolled.xlsx").exists()


def test_a_package_that_is_not_there_is_answered_with_those_that_are(plan: Path, tmp_path: Path) -> None:
    done = run("enrol", plan, names(tmp_path), "--package", "K7")
    assert done.exit_code == 2
    assert "There is: K1 · Home care in Lyon, whole unit" in done.output


def test_a_list_without_a_date_of_birth_is_said_to_have_none(plan: Path, tmp_path: Path) -> None:
    none = run("enrol", plan, names(tmp_path, "Nachname;Vorname;Wann\nMüller;Zoë;14.05.2005\n"), *STAY, "--show")
    assert "no column is read as the date of birth" in none.output
    assert '--map "HEADER=date of birth"' in none.output
    assert "no column is read as" not in run("enrol", plan, names(tmp_path), *STAY, "--show").output
