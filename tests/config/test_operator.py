"""The operator's page tells every setting and every command, and nothing else."""

import re
from pathlib import Path

from hanjari.config.command import COMMANDS
from hanjari.config.environment import SETTINGS, Setting

PAGE = Path(__file__).resolve().parents[2] / "docs" / "operator.md"


def line(setting: Setting) -> str:
    return f"| `{setting.name}` | {f'`{setting.default}`' if setting.default else ''} | {setting.meaning} |"


def test_the_table_of_settings_is_the_environment():
    told = re.findall(r"^\| `(?:HANJARI_|DATABASE|NATS).*$", PAGE.read_text(), re.MULTILINE)
    assert told == [line(setting) for setting in SETTINGS]


def test_every_setting_that_is_made_is_listed():
    source = (PAGE.parents[1] / "src/hanjari/config/environment.py").read_text()
    assert len(re.findall(r"^[A-Z_]+ = Setting\(", source, re.MULTILINE)) == len(SETTINGS)


def test_every_command_is_told():
    page = PAGE.read_text()
    shown = {name for name, command in COMMANDS.items() if command.summary} - {"demo"}
    assert shown == set(re.findall(r"^\| `hanjari ([a-z-]+)", page, re.MULTILINE))
