"""The libraries that the models of the tag statistics need; nothing else in the project does."""

from __future__ import annotations

from importlib.util import find_spec

MODULES = ("fastcluster", "numpy", "scipy", "sklearn", "threadpoolctl")


class LibrariesMissing(Exception):
    """The libraries are not installed; the message says how to install them."""


def check() -> None:
    """Look for the libraries without importing them.

    Raises:
        LibrariesMissing: one of them is not there.
    """
    missing = [module for module in MODULES if find_spec(module) is None]
    if missing:
        raise LibrariesMissing(
            f"The var statistics is true, but Python lacks {', '.join(missing)}. Install what the"
            " statistics need with `python3 run.py install statistics`, or into an environment of"
            " your own with `pip install -r requirements/statistics.txt`; or set the var to false."
        )
