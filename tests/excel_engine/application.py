"""The engine that xlwings is given for Excel, its one application, and the books open in it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import xlwings as xw

from excel_engine.cells import cleaned
from excel_engine.ranges import Call, FileRange
from excel_engine.sheets import FileNames, FileSheets

_BUTTONS = {
    "ok": ("ok",),
    "ok_cancel": ("ok", "cancel"),
    "yes_no": ("yes", "no"),
    "yes_no_cancel": ("yes", "no", "cancel"),
}
_process_numbers = itertools.count(1)


@dataclass(frozen=True)
class Alert:
    """A message box that Excel would have shown."""

    prompt: str
    title: str | None
    buttons: str
    mode: str | None


class FileEngine:
    """Stands in for Excel: `calls` are all exchanges with cells, in order; `alerts` the boxes shown.

    `answers` are what the user presses in the next boxes, first come first; without one it is the first button.
    """

    name = "excel"
    type = "desktop"
    clean_value_data = staticmethod(cleaned)

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.alerts: list[Alert] = []
        self.answers: list[str] = []
        self.apps = FileApps(self)

    def count(self, verb: str, sheet: str | None = None) -> int:
        """Gives how many calls of this verb there were, on one sheet or on all."""
        return sum(call.verb == verb and sheet in {None, call.sheet} for call in self.calls)

    @staticmethod
    def prepare_xl_data_element(value: object, _options: dict[str, object]) -> object:
        return "" if value is None else value


class FileApps:
    """What `xw.apps` stands on: one application."""

    def __init__(self, engine: FileEngine) -> None:
        self._app = FileApp(engine)

    def keys(self) -> list[int]:
        return [self._app.pid]

    def __iter__(self) -> Iterator[FileApp]:
        return iter([self._app])

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> FileApp:
        if pid != self._app.pid:
            raise KeyError(pid)
        return self._app


class FileApp:
    """What an `xw.App` stands on."""

    def __init__(self, engine: FileEngine) -> None:
        self.engine = engine
        self.pid = next(_process_numbers)
        self.books = FileBooks(self)
        self.selection: FileRange | None = None
        self.visible = self.screen_updating = self.display_alerts = self.enable_events = self.interactive = True
        # Excel gives False while the status bar is its own.
        self.status_bar: str | bool = False
        self._calculation = "automatic"

    @property
    def calculation(self) -> str:
        return self._calculation

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in {"automatic", "manual", "semiautomatic"}:
            raise KeyError(value)
        self._calculation = value

    def activate(self, steal_focus: bool = False) -> None:
        """Does nothing: there is one application, and no window."""

    def alert(self, prompt: str, title: str | None, buttons: str, mode: str | None, _callback: str | None) -> str:
        offered = _BUTTONS[buttons]
        self.engine.alerts.append(Alert(prompt, title, buttons, mode))
        answer = self.engine.answers.pop(0) if self.engine.answers else offered[0]
        if answer not in offered:
            raise ValueError(f"the box has no button {answer}")
        return answer


class FileBooks:
    """What `xw.App.books` stands on."""

    def __init__(self, app: FileApp) -> None:
        self.app = app
        self.opened: list[FileBook] = []

    @property
    def active(self) -> FileBook:
        return self.opened[-1]

    def __iter__(self) -> Iterator[FileBook]:
        return iter(self.opened)

    def __len__(self) -> int:
        return len(self.opened)

    def __call__(self, key: int | str) -> FileBook:
        for number, book in enumerate(self.opened, 1):
            if key in {number, book.name}:
                return book
        raise KeyError(key)

    def open(self, fullname: str, *_: object, **__: object) -> FileBook:
        """Opens a workbook; the many options that Excel has for it have no effect."""
        self.opened.append(FileBook(self, Path(fullname).resolve()))
        return self.opened[-1]


class FileBook:
    """What an `xw.Book` stands on: the file read twice, once with formulas and once with the values Excel saved."""

    def __init__(self, books: FileBooks, path: Path) -> None:
        self.books, self.app, self.path = books, books.app, path
        self.formulas = openpyxl.load_workbook(path, keep_vba=path.suffix == ".xlsm")
        self.values = openpyxl.load_workbook(path, data_only=True)

    @property
    def api(self) -> openpyxl.Workbook:
        return self.formulas

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def fullname(self) -> str:
        return str(self.path)

    @property
    def sheets(self) -> FileSheets:
        return FileSheets(self)

    @property
    def names(self) -> FileNames:
        return FileNames(self)

    def activate(self) -> None:
        self.books.opened.sort(key=lambda book: book is self)

    def close(self) -> None:
        self.books.opened.remove(self)

    def save(self, path: str | None, password: str | None) -> None:
        """Saves the workbook, under a new name if one is given, which the open book then has."""
        if password is not None:
            raise NotImplementedError("passwords")
        target = self.path if path is None else Path(path).resolve()
        if not target.parent.is_dir():
            raise xw.XlwingsError(f"Excel makes no folder {target.parent}")
        for sheet in self.sheets:
            for table in sheet.tables:
                table.fit_columns()
        self.formulas.save(target)
        self.path = target
