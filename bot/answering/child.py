"""What runs in an answering process: `python -m bot.answering.child PLANS`. Not for importing.

It reads questions from standard input, one after the other, and writes what it found to standard output. It has the
plans and nothing else: no database, no keys, no token. It ends when its parent does, however that ends.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from bot.answering.frames import read_frame, write_frame
from bot.plans.live import LiveAnswers


def main() -> None:
    """First the stamp of the plans that it answers from, then a `Found` for each question; None where one failed."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is not a frame
    answers = LiveAnswers(Path(sys.argv[1]))
    gc.freeze()  # the plans stay: the collector need not look through them again and again
    write_frame(out, answers.stamp)
    while (question := read_frame(sys.stdin.buffer)) is not None:
        try:
            found = answers.current.look_up(question)
        except Exception:  # the parent answers it itself, and logs what is wrong then
            found = None
        write_frame(out, found)


if __name__ == "__main__":
    main()
