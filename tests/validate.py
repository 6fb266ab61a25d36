"""validate.py SCHEMA FILE...: does each JSON file obey the JSON Schema (draft 2020-12)?
Exit codes: 0 all do; 1 one does not; 2 the schema is wrong, or python3-jsonschema is missing."""
import json
import sys

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("validate.py: install python3-jsonschema (./dev setup does)", file=sys.stderr)
    sys.exit(2)

schema = json.load(open(sys.argv[1], encoding="utf-8"))
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
wrong = 0
for path in sys.argv[2:]:
    for error in list(validator.iter_errors(json.load(open(path, encoding="utf-8"))))[:5]:
        where = "/".join(str(piece) for piece in error.absolute_path)
        print(f"{path}: {where}: {error.message[:300]}", file=sys.stderr)
        wrong = 1
sys.exit(wrong if len(sys.argv) > 2 else 2)
