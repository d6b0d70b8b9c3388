#!/usr/bin/env python3
"""Holds the contracts of a running register to the schema of the Open Contracting Data Standard 1.1.5, as its own library carries
it, and merges them with the standard's own program.

  ocds.py BASE SCHEMA    BASE is the address of the register, SCHEMA a file with the schema of releases
"""

import json
import sys
import urllib.request

import jsonschema
import ocdsmerge

base, path = sys.argv[1:]
schema = json.load(open(path))
assert schema["id"].endswith("/1__1__5/release-schema.json"), schema["id"]
check = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
faults = []


def closed(schema, value, at):
    """Members that the schema does not know, at any depth: a misspelt one is none."""
    while "$ref" in schema:
        schema = definitions[schema["$ref"].rsplit("/", 1)[1]]
    if isinstance(value, list):
        for item in value:
            closed(schema.get("items", {}), item, at)
    elif isinstance(value, dict) and schema.get("properties"):
        for name, member in value.items():
            if name not in schema["properties"]:
                faults.append(f"{at}: the standard has no `{name}`")
            else:
                closed(schema["properties"][name], member, f"{at}/{name}")


definitions = schema["definitions"]
for lang in ("es", "en"):
    address, releases = f"{base}/{lang}/ocds.json", []
    while address:
        package = json.load(urllib.request.urlopen(address))
        missing = [name for name in ("uri", "version", "publisher", "publishedDate", "releases") if name not in package]
        faults += [f"{address}: `{name}` is missing" for name in missing]
        releases += package["releases"]
        address = package.get("links", {}).get("next")
    for release in releases:
        faults += [f"{release['id']}: {'/'.join(map(str, fault.path))}: {fault.message}" for fault in check.iter_errors(release)]
        # `filing` is a member of our own.
        closed(schema, {name: value for name, value in release.items() if name != "filing"}, release["id"])
    filed = json.load(urllib.request.urlopen(f"{base}/{lang}/network.json"))
    contracts = {contract for chain in filed["chains"] for contract in chain["contracts"]}
    told = {release["filing"]["id"] for release in releases}
    if contracts != told:
        faults.append(f"{lang}: contracts that only one of both tells: {sorted(contracts ^ told)}")
    merger = ocdsmerge.Merger(schema)
    for ocid in {release["ocid"] for release in releases}:
        of = [release for release in releases if release["ocid"] == ocid]
        compiled = merger.create_compiled_release(of)
        if compiled["tag"] != ["compiled"] or not compiled["contracts"]:
            faults.append(f"{ocid}: compiles to {compiled['tag']} with {len(compiled['contracts'])} contracts")
print("\n".join(faults) or f"OCDS 1.1.5: {len(releases)} contracts, none at fault")
sys.exit(bool(faults) or not releases)
