"""What SARIF 2.1.0 demands of the file that `fastbusy lint --sarif` wrote of lint_test's files."""
import json
import re
import sys

log = json.load(open(sys.argv[1]))
assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-2.1.0.json")
(run,) = log["runs"]
driver = run["tool"]["driver"]
rules = {rule["id"] for rule in driver["rules"]}
assert driver["name"] == "fastbusy" and len(rules) == len(driver["rules"])
assert all(rule["shortDescription"]["text"].endswith(".") for rule in driver["rules"])
assert run["columnKind"] == "unicodeCodePoints"
(invocation,) = run["invocations"]
assert invocation["executionSuccessful"] is False  # broken.yaml
assert len(invocation["toolExecutionNotifications"]) == 1


def check_location(location):
    physical = location["physicalLocation"]
    assert re.fullmatch(r"[A-Za-z0-9/._~%-]+", physical["artifactLocation"]["uri"])
    assert physical["region"]["startLine"] >= 1 and physical["region"].get("startColumn", 1) >= 1


found = run["results"]
assert [one["ruleId"] for one in found].count("FB501") == 2
for one in found:
    assert one["ruleId"] in rules and one["level"] in ("error", "warning", "note")
    assert one["message"]["text"]
    (location,) = one["locations"]
    check_location(location)
    assert re.fullmatch(r"[0-9a-f]{16}|FB.*", one["partialFingerprints"]["fastbusyLint/v1"])
    ids = [other["id"] for other in one.get("relatedLocations", [])]
    assert ids == sorted(set(ids))
    for other in one.get("relatedLocations", []):
        check_location(other)
        assert other["message"]["text"]
both = [one for one in found if one["ruleId"] == "FB501"]
assert both[0]["partialFingerprints"] == both[1]["partialFingerprints"]
assert all(one["relatedLocations"] for one in both)
assert "suppressions" not in both[0]
assert both[1]["suppressions"] == [{"kind": "inSource", "justification": 'of <that> & "more"'}]
