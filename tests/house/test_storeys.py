"""What the import linter can't see: relations by string, room cards, file roles, views behind urls."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "src" / "hanjari"
STOREYS = [
    ("kit",),
    ("language",),
    ("people",),
    ("journal",),
    ("channels",),
    ("commitments", "listening"),
    ("conversations",),
    ("issues",),
    ("desk", "public"),
    ("demo",),
    ("config",),
]
STOREY = {room: number for number, rooms in enumerate(STOREYS) for room in rooms}
ROOMS = sorted(path.parent for path in HOUSE.glob("*/__init__.py"))
NEVER = {
    "utils",
    "manager",
    "managers",
    "helper",
    "helpers",
    "service",
    "services",
    "handle",
    "handler",
    "process",
    "data",
}


def test_every_room_has_its_storey():
    assert {room.name for room in ROOMS} == set(STOREY)


def test_no_relation_points_up_or_sideways():
    ours = {model for model in apps.get_models() if model.__module__.startswith("hanjari.")}
    faults = [
        f"{model._meta.label} → {field.related_model._meta.label}"
        for model in ours
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model in ours
        if field.related_model._meta.app_label != model._meta.app_label
        if STOREY[field.related_model._meta.app_label] >= STOREY[model._meta.app_label]
    ]
    assert not faults


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_room_has_a_card(room):
    card = ast.get_docstring(ast.parse((room / "__init__.py").read_text())) or ""
    assert all(f"\n{word}: " in card for word in ("Owns", "Calls", "Announces"))


def _modules():
    return [path for path in HOUSE.rglob("*.py") if "migrations" not in path.parts]


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(HOUSE)))
def test_no_module_has_a_name_that_says_nothing(path):
    assert not NEVER & set(path.stem.split("_"))


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{name.name}" for name in node.names}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return found


def test_views_are_imported_only_by_urls_and_views():
    faults = [
        f"{path.relative_to(HOUSE)} imports {name}"
        for path in _modules()
        if path.name != "urls.py" and "views" not in path.parts and path.name != "views.py"
        for name in _imports(path)
        if name.startswith("hanjari.") and "views" in name.split(".")
    ]
    assert not faults


LOWER = {
    "models": {"actions", "forms", "listeners", "queries", "tasks", "views"},
    "queries": {"actions", "forms", "listeners", "tasks", "views"},
    "actions": {"forms", "listeners", "tasks", "views"},
    "forms": {"listeners", "tasks", "views"},
}


def test_file_roles_call_in_one_direction():
    """Models ← queries ← actions ← forms ← views, listeners and tasks, inside a room."""
    faults = []
    for path in _modules():
        room, *rest = path.relative_to(HOUSE).with_suffix("").parts
        role = rest[0] if rest else ""
        for name in _imports(path):
            parts = name.split(".")
            if (
                parts[:2] == ["hanjari", room]
                and len(parts) > 2
                and parts[2] in LOWER.get(role, ())
            ):
                faults.append(f"{path.relative_to(HOUSE)} imports {name}")
    assert not faults


def test_a_view_has_at_most_fifteen_lines():
    faults = []
    for path in _modules():
        if path.name != "views.py" and "views" not in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                doc = node.body[0] if ast.get_docstring(node) is not None else None
                lines = (
                    node.end_lineno - node.lineno - (doc.end_lineno - doc.lineno + 1 if doc else 0)
                )
                if lines > 15:
                    faults.append(f"{path.relative_to(HOUSE)}:{node.lineno} {node.name} {lines}")
    assert not faults


def test_nothing_comes_from_another_host():
    """No CDN: pages, styles and scripts name no other host."""
    faults = [
        f"{path.relative_to(HOUSE)}"
        for path in HOUSE.rglob("*")
        if path.suffix in {".html", ".css", ".js"}
        if any(
            mark in path.read_text()
            for mark in (
                'src="http',
                "src='http",
                "url(http",
                "@import url(http",
                'rel="stylesheet" href="http',
            )
        )
    ]
    assert not faults
