from __future__ import annotations

import subprocess
import sys

import pytest

import ecvet_office

HEAVY = ("xlwings", "docx", "openpyxl", "click", "pydantic", "lxml")


def loaded_after(code: str) -> set[str]:
    tell = f"import sys; print(' '.join(one for one in {HEAVY!r} if one in sys.modules))"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{tell}"], capture_output=True, check=True)
    return set(done.stdout.decode().split())


def test_importing_the_package_loads_no_library() -> None:
    assert loaded_after("import ecvet_office") == set()


def test_reading_and_judging_loads_neither_word_nor_excel_nor_the_command_line() -> None:
    loaded = loaded_after("from ecvet_office import evaluate, read")
    assert not loaded & {"xlwings", "docx", "openpyxl", "click"}


@pytest.mark.parametrize("name", sorted({*ecvet_office.__all__} - {"__version__"}))
def test_a_public_name_is_a_function_with_a_docstring_found_on_first_use(name: str) -> None:
    found = getattr(ecvet_office, name)
    assert callable(found)
    assert found.__doc__
    assert getattr(ecvet_office, name) is found


def test_the_public_names_are_listed_before_they_are_loaded() -> None:
    code = "import ecvet_office; assert {'read', 'evaluate', 'fill', 'update', '__version__'} <= set(dir(ecvet_office))"
    assert loaded_after(code) == set()


def test_another_name_is_an_attribute_error_that_names_it() -> None:
    with pytest.raises(AttributeError, match="module 'ecvet_office' has no attribute 'write'"):
        getattr(ecvet_office, "write")  # noqa: B009 # mypy would see through the dot
