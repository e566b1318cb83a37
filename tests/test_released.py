"""The newest code opens what each released version has left behind, and all of it is there."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.pledges.model import State
from bot.store.examining import examine
from bot.store.sqlite import SqliteStore
from tests.conftest import NOW
from tests.released import DATA, NAME, unpack_release

RELEASES = sorted(DATA.glob("store-*.sql"))


def test_there_is_one_at_least() -> None:
    assert RELEASES


@pytest.mark.parametrize("release", RELEASES, ids=lambda file: file.stem)
def test_a_database_of_that_version_is_brought_up_and_holds_what_it_held(release: Path, tmp_path: Path) -> None:
    path = unpack_release(release, tmp_path)
    assert examine(path).unknown == ()
    with closing(SqliteStore(path)) as store:
        (pledge,) = store.pledges.sent_by("console:hoa")
        assert (pledge.name, pledge.village, pledge.year) == (NAME, "thôn 2", 2027)
        assert pledge.state is State.VILLAGE_CONFIRMED
        assert len(store.pledges.drafts("console:mai")) == 1
        alerts = store.alerts.ledger(NOW - timedelta(days=99), NOW + timedelta(days=99))
        assert len(alerts) >= 5
        assert {alert.chat for alert in alerts} == {"telegram:7"}
        notices = store.outbox.by_prefix("release")
        assert [notice.message.lead for notice in notices] == ["Tin báo"]
        assert [opinion.good for opinion in store.opinions()] == [True]
        assert store.audit.verify().broken_at is None
        assert store.audit.verify().entries > 0
        assert store.turn_keys()  # everything sealed can be opened
    after = examine(path)
    assert (after.faults, after.missing, after.unknown) == ((), (), ())
