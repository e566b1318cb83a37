"""The index in use is replaced as a whole, saved when it is large, and built anew only when texts change."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.search.index import Index
from knowledge.search.live import LiveIndex, fingerprint

OLD, NEW = ["hồ sơ khen thưởng", "báo cáo"], ["báo cáo", "hồ sơ khen thưởng"]


def first(index: Index) -> int:
    return index.search("hồ sơ", 1)[0].id


def test_nothing_is_found_before_the_first_texts() -> None:
    assert LiveIndex().current.search("hồ sơ", 1) == []


@pytest.mark.parametrize("large", [1, 10_000])
def test_who_searches_the_old_index_goes_on_while_the_next_gets_the_new(tmp_path: Path, large: int) -> None:
    live = LiveIndex(tmp_path, large=large)
    live.replace(OLD)
    held = live.current
    live.replace(NEW)
    assert first(held) == 0
    assert first(live.current) == 1


def test_the_same_texts_are_not_indexed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    LiveIndex(tmp_path, large=1).replace(OLD)
    restarted = LiveIndex(tmp_path, large=1)  # builds its empty index before building is forbidden
    monkeypatch.setattr(Index, "build", lambda *_, **__: pytest.fail("built again"))
    assert first(restarted.replace(OLD)) == 0


def test_only_the_newest_index_stays_on_the_disk(tmp_path: Path) -> None:
    live = LiveIndex(tmp_path, large=1)
    live.replace(OLD)
    live.replace(NEW)
    assert [place.name for place in tmp_path.iterdir()] == [fingerprint(NEW)]


def test_a_failed_replacement_leaves_the_old_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live = LiveIndex(tmp_path, large=1)
    live.replace(OLD)

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Index, "save", fail)
    with pytest.raises(OSError, match="disk full"):
        live.replace(NEW)
    assert first(live.current) == 0
    assert [place.name for place in tmp_path.iterdir()] == [fingerprint(OLD)]


def test_small_libraries_write_nothing(tmp_path: Path) -> None:
    LiveIndex(tmp_path / "index").replace(OLD)
    assert not (tmp_path / "index").exists()


def test_a_small_index_says_that_it_is_not_saved(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="not saved"):
        Index.build(OLD).save(tmp_path)


def test_the_name_of_an_index_tells_texts_contexts_and_their_order_apart() -> None:
    names = [
        fingerprint(OLD),
        fingerprint(NEW),
        fingerprint(OLD, NEW),
        fingerprint(["ab", "c"]),
        fingerprint(["a", "bc"]),
    ]
    assert len(set(names)) == len(names)
    assert fingerprint(OLD) == fingerprint(list(OLD))
