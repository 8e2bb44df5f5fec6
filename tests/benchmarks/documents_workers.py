"""What the processes of a bulk run take: `python -m benchmarks.documents_workers BOOK JOBS DOCUMENTS`.

It makes the records and files of so many transcripts of a workbook, which is read and judged before the clock starts,
and prints a line of JSON: CPU seconds of this process, CPU seconds of each worker from its start, and the largest
memory of each worker in MiB (0 where the system does not tell it).
"""

from __future__ import annotations

import gc
import json
import os
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from ecvet_office import evaluate, read
from ecvet_office.documents.bulk import make_in_bulk
from ecvet_office.documents.executors import local_executor
from ecvet_office.documents.filling import prepare
from ecvet_office.documents.prepared import PreparedDocument
from ecvet_office.evaluation import Evaluation
from ecvet_office.workbook.collector import records_left_alone

JUDGED_ON = date(2026, 1, 15)
ASKED = 20  # times; each worker answers at least once while the others are asleep
STATUS = Path("/proc/self/status")  # of Linux; elsewhere a child's largest memory counts what its parent had


def usage() -> tuple[int, float, float]:
    """Gives the id of this process, its CPU seconds and its largest memory in MiB."""
    time.sleep(0.05)
    peak = re.search(r"VmHWM:\s+(\d+) kB", STATUS.read_text(encoding="ascii")) if STATUS.exists() else None
    return os.getpid(), time.process_time(), int(peak[1]) / 1024 if peak else 0.0


def transcripts(evaluation: Evaluation) -> Iterator[PreparedDocument]:
    """Gives the transcripts of the workbook without end, each under a name of its own."""
    for year in count():
        for one in prepare("transcript", evaluation):
            yield replace(one, file_name=f"{year}_{one.file_name}")


def main(book: Path, jobs: int, documents: int) -> None:
    """Makes the documents and prints what it took."""
    evaluation = evaluate(read(book), JUDGED_ON)
    gc.collect()
    with records_left_alone(), TemporaryDirectory() as folder, local_executor(jobs) as executor:
        began = time.process_time()
        make_in_bulk(islice(transcripts(evaluation), documents), Path(folder), executor, workers=jobs)
        here = time.process_time() - began
        told = [executor.submit(usage) for _ in range(ASKED)] if jobs > 1 else []
        workers = {pid: (seconds, peak) for pid, seconds, peak in (one.result() for one in told)}
    seconds, peaks = ([one[place] for one in workers.values()] for place in (0, 1))
    print(json.dumps({"here": here, "workers": seconds, "peaks": peaks}))  # noqa: T201 # another process reads it


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
