"""What is deployed fits the bot: its settings, commands, signs of life; and nothing is open that it does not need."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.__main__ import COMMANDS
from bot.settings import PREFIX, Settings, env_key

ROOT = Path(__file__).parent.parent
UNIT = ROOT / "docs" / "deploy" / "campaign-bot.service"
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
KNOWN = {env_key(name) for name in Settings.model_fields}


@pytest.fixture
def service() -> dict[str, Any]:
    """The one service of the compose file."""
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    ((_, service),) = compose["services"].items()
    assert set(compose["secrets"]) == set(service["secrets"])
    assert {mount.split(":")[0] for mount in service["volumes"]} == set(compose["volumes"])
    found: dict[str, Any] = service
    return found


def test_the_container_is_closed_but_for_one_volume_and_tmp(service: dict[str, Any]) -> None:
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert [mount.split(":")[1] for mount in service["volumes"]] == ["/data"]
    assert [mount.split(":")[0] for mount in service["tmpfs"]] == ["/tmp"]
    assert "ports" not in service
    assert "privileged" not in service


def test_no_secret_stands_in_the_environment_of_the_container(service: dict[str, Any]) -> None:
    assert f"{PREFIX}TOKEN" not in service["environment"]
    assert service["environment"][f"{PREFIX}TOKEN_FILE"] == "/run/secrets/token"


@pytest.mark.parametrize("file", ["compose.yaml", "Dockerfile", "docs/deploy/campaign-bot.service"])
def test_every_setting_that_is_named_exists(file: str) -> None:
    named = set(re.findall(rf"\b{PREFIX}[A-Z_]+", (ROOT / file).read_text(encoding="utf-8")))
    assert named
    assert named <= KNOWN


def test_the_health_check_asks_where_the_bot_answers() -> None:
    listens = re.search(r"CAMPAIGN_BOT_HEALTH_LISTEN=(\S+)", DOCKERFILE)
    asks = re.search(r"HEALTHCHECK.*?http://(\S+?)/healthz", DOCKERFILE, re.DOTALL)
    assert listens
    assert asks
    assert listens[1] == asks[1]


def test_the_container_does_not_run_as_root_and_keeps_data_and_keys_apart_in_the_volume() -> None:
    assert re.search(r"^USER (?!root)\w+$", DOCKERFILE, re.MULTILINE)
    data, keys = (re.search(rf"CAMPAIGN_BOT_{name}_DIR=(/data/\w+)", DOCKERFILE) for name in ("DATA", "KEYS"))
    assert data
    assert keys
    assert data[1] != keys[1]
    assert f"/data {data[1]} {keys[1]}" in DOCKERFILE  # made for the bot's user


def test_the_unit_starts_commands_that_are_there_and_is_closed() -> None:
    text = UNIT.read_text(encoding="utf-8")
    started = re.findall(r"^ExecStart\w*=-?\S+/campaign-bot (\w+)$", text, re.MULTILINE)
    assert started == ["doctor", "serve"]
    assert set(started) <= set(COMMANDS)
    for line in ("ProtectSystem=strict", "NoNewPrivileges=yes", "CapabilityBoundingSet=", "LoadCredential=token:"):
        assert line in text


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_understands_every_line_of_the_unit() -> None:
    done = subprocess.run(["systemd-analyze", "verify", str(UNIT)], capture_output=True, text=True, check=False)
    lines = [line for line in done.stderr.splitlines() if UNIT.name in line and "is not executable" not in line]
    assert lines == []
