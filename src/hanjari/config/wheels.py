"""Static files that other packages carry in their wheels, found without importing the packages."""

from importlib.util import find_spec
from pathlib import Path

CHART = "static/unfold/js/chart"
"""Chart.js with its licence, in django-unfold's wheel: the one folder of it that we serve."""


def wheel_folders(package: str, inside: str) -> list[Path]:
    """The folder, in a list; an empty one where the package is absent and pages show tables only."""
    spec = find_spec(package)
    places = (spec.submodule_search_locations if spec else None) or []
    return [folder for place in places if (folder := Path(place, inside)).is_dir()]
