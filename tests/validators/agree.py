"""Three independent validators and `connectors validate` agree about the folders of good and bad configurations.

Usage: agree.py PATH-OF-CONNECTORS. Ends with "N passed, N failed".
"""

import json
import os
import pathlib
import subprocess
import sys

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
# Codes that the schema refuses too; all others concern what a schema cannot say.
BY_SCHEMA = {"E101", "E102", "E103", "E104", "E105", "E106", "E107", "E108", "E109", "E201", "E202", "E301", "E401", "E402", "E403"}
# Python's `re` lets one final line break pass `$`; schemas/README.md says so.
PYTHON_ACCEPTS = {"e201-newline.json"}
# Hosts and ports that a pattern cannot judge; schemas/README.md says so.
SCHEMA_ACCEPTS = {"e401-port.json", "e401-wildcard-https.json", "e401-return-wildcard.json"}
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "NAVER_CLIENT_SECRET": "Abcd1234Ef",
    "KAKAO_CLIENT_SECRET": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
    "KAKAO_ADMIN_KEY": "a0b1c2d3e4f5061728394a5b6c7d8e9f",
}


def without_repeats(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise ValueError("repeated member")
    return dict(pairs)


def main():
    schema = json.loads((ROOT / "schemas/connectors.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.Draft202012Validator.check_schema(schema)
    python = jsonschema.Draft7Validator(schema)
    files = sorted([*(ROOT / "tests/config/good").glob("*.json"), *(ROOT / "tests/config/bad").glob("*.json")])
    files = [path for path in files if not path.name.endswith(".setup.json")]
    documents = {}
    for path in files:
        try:
            text = path.read_bytes().decode("utf-8")
            documents[path] = (text, json.loads(text, object_pairs_hook=without_repeats))
        except (ValueError, UnicodeDecodeError, RecursionError):
            continue  # not JSON at all: nothing for a schema to judge
    request = json.dumps({"schema": schema, "texts": [text for text, _ in documents.values()]})

    def verdicts(script):
        run = subprocess.run(["node", HERE / script], input=request, stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(run.stdout)

    ajv, hyperjump = verdicts("ajv.mjs"), verdicts("hyperjump.mjs")
    passed = failed = 0
    for (path, (_, document)), by_ajv, by_hyperjump in zip(documents.items(), ajv, hyperjump, strict=True):
        run = subprocess.run([PROGRAM, "validate", "--no-env", "--format", "json", path], capture_output=True, text=True, env=ENVIRONMENT)
        codes = {finding["code"] for finding in json.loads(run.stdout)["findings"]}
        marked = bool(codes & BY_SCHEMA)
        error = any(code.startswith("E") for code in codes)
        by_python = python.is_valid(document)
        if path.name in PYTHON_ACCEPTS:
            assert by_python, f"{path.name} is no exception any more"
            by_python = False
        if path.name in SCHEMA_ACCEPTS:
            assert marked and by_python, f"{path.name} is no exception any more"
            marked = False
        # What is marked is refused by the schema, and what the schema refuses has an error.
        kept = (not marked or not by_python) and (by_python or error)
        if kept and by_python == by_ajv == by_hyperjump:
            passed += 1
        else:
            failed += 1
            print(f"{path.name}: connectors {sorted(codes)}, jsonschema {by_python}, ajv {by_ajv}, hyperjump {by_hyperjump}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or passed < 200 else 0


sys.exit(main())
