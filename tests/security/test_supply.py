"""What we run on (T88), and what stands in the repository (T86)."""

import json
import re
import subprocess
import sys
from pathlib import Path

from bot import sbom

ROOT = Path(__file__).resolve().parents[2]
LOCKED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.M | re.I)
SECRETS = {
    "a private key": re.compile(r"-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----"),
    "a channel access token of LINE": re.compile(r"\b[A-Za-z0-9+/]{150,180}=(?:[^=]|$)"),
    "a password in an address": re.compile(r"\w+://[^\s:/\"'{}<>]+:(?!password@|hush:)[^\s@/\"'{}<>*]{6,}@"),
    "a key of a cloud": re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bghp_\w{36}\b"),
}


def test_the_bill_of_materials_names_what_is_locked_and_nothing_else(figure):
    """T88."""
    told = json.loads(subprocess.run([sys.executable, "-m", "bot.cli", "sbom"], cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    locked = {(re.sub(r"[-_.]+", "-", name).lower(), version) for name, version in LOCKED.findall((ROOT / "requirements" / "runtime.txt").read_text("utf-8"))}
    named = {one["purl"].removeprefix("pkg:pypi/").partition("@")[0]: one["version"] for one in told["components"]}
    assert told["bomFormat"] == "CycloneDX"
    assert set(named.items()) <= locked, "what is installed is not what is locked: make test"
    references = {one["bom-ref"] for one in told["components"]}
    assert all(set(edge["dependsOn"]) <= references for edge in told["dependencies"])
    assert told == sbom.document()
    licensed = sum("licenses" in one for one in told["components"])
    figure("T88", libraries=len(named), of_locked=len({name for name, _ in locked}), with_licence=licensed, known_faults="make audit needs the internet")


def test_every_requirement_is_locked_with_its_hashes():
    """T88: what is installed is what was looked at."""
    for name in ("runtime", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
        for block in re.split(r"\n(?=\S)", text.strip()):
            assert "--hash=sha256:" in block, block[:80]


def test_no_secret_stands_in_the_repository(figure):
    """T86."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout.decode().split("\0")
    names = [name for name in listed if name and not name.startswith(("assets/", "requirements/"))] or [
        str(path.relative_to(ROOT)) for folder in ("bot", "domain", "emulator", "tests", "docs", "locales") for path in (ROOT / folder).rglob("*.*")
    ]
    found, read = [], 0
    for name in names:
        path = ROOT / name
        if path.suffix in {".png", ".ttf", ".otf", ".ico", ".pyc", ".pdf", ".gz"} or not path.is_file() or "min.js" in name:
            continue
        text, read = path.read_text("utf-8", "replace"), read + 1
        found += [(name, what) for what, pattern in SECRETS.items() if pattern.search(text)]
    assert found == []
    figure("T86", files=read, secrets=len(found))
