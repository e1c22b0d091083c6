"""`sumairu sbom`: what the service is made of, as a CycloneDX document: every library it runs on, with version and licence.

Read from what is installed, beginning at this project's own requirements: what is only for developing is not in it.
"""

import re
import uuid
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

NAME = "sumairu"
REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements" / "runtime.in"


def document() -> dict[str, Any]:
    """The document as CycloneDX 1.6 has it. The same installation gives the same document, its serial number included."""
    parts = sorted(_closure(_wanted()), key=lambda one: _plain(one.metadata["Name"]))
    components = [_component(one) for one in parts]
    serial = uuid.uuid5(uuid.NAMESPACE_URL, " ".join(one["purl"] for one in components))
    known = {_plain(one.metadata["Name"]) for one in parts}
    edges = [{"ref": _purl(one), "dependsOn": sorted(_purl(metadata.distribution(name)) for name in _needs(one) & known)} for one in parts]
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": f"urn:uuid:{serial}", "version": 1,
        "metadata": {"component": {"type": "application", "name": NAME, "bom-ref": NAME}},
        "components": components,
        "dependencies": [{"ref": NAME, "dependsOn": sorted(_purl(metadata.distribution(name)) for name in _wanted())}, *edges],
    }  # fmt: skip


def _wanted() -> list[str]:
    lines = (line.partition("#")[0].strip() for line in REQUIREMENTS.read_text("utf-8").splitlines())
    return [_plain(re.split(r"[\[<>=!~; ]", line)[0]) for line in lines if line and not line.startswith("-")]


def _closure(names: list[str]) -> Iterator[metadata.Distribution]:
    waiting, seen = list(names), set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # An extra that nobody asked for, or another system's.
            continue
        yield found
        waiting += _needs(found)


def _needs(one: metadata.Distribution) -> set[str]:
    """What it needs; of its extras only those our own requirements ask for."""
    asked = re.search(rf"^{re.escape(_plain(one.metadata['Name']))}\[([^]]+)\]", REQUIREMENTS.read_text("utf-8"), re.M)
    extras = re.split(r"[,\s]+", asked[1]) if asked else []
    return {
        _plain(re.split(r"[\[<>=!~;( ]", line)[0]) for line in one.requires or []
        if (extra := re.search(r"extra == ['\"]([\w-]+)", line)) is None or extra[1] in extras
    }  # fmt: skip


def _component(one: metadata.Distribution) -> dict[str, Any]:
    told = one.metadata
    licence = next(iter(told.get_all("License-Expression") or []), "") or next((name.rpartition(" :: ")[2] for name in told.get_all("Classifier") or [] if name.startswith("License ::")), "")
    component = {"type": "library", "name": told["Name"], "version": one.version, "purl": _purl(one), "bom-ref": _purl(one)}
    return component | ({"licenses": [{"license": {"name": licence}}]} if licence else {})


def _purl(one: metadata.Distribution) -> str:
    return f"pkg:pypi/{_plain(one.metadata['Name'])}@{one.version}"


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
