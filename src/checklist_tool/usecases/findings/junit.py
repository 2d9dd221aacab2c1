"""JUnit XML, the form of Jenkins' XSD: a case for each problem, and one for each file without."""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree as ET

from checklist_tool.problems import ChecklistError
from checklist_tool.shown import in_line, visible
from checklist_tool.usecases.findings import Examination, advice, reason


def written(findings: Examination) -> str:
    """What fails the check is a failure; what does not is skipped and says so.

    The name of a case has no line in it: a server follows a case from run to run by its name.
    """
    failures = set(findings.failures)
    suite = ET.Element("testsuite", name="checklist validate")
    names: Counter[tuple[str, str]] = Counter()
    tainted = set()
    for problem, new, _ in findings.each():
        place, path = problem.place, findings.path(problem)
        tainted.add(problem.place.path)
        where = f"{path}:{place.line}:{place.column}"
        name = " ".join(filter(None, (problem.code, problem.item, problem.identity[-1])))
        names[path, name] += 1
        if names[path, name] > 1:
            name += f"（{names[path, name]}）"
        case = ET.SubElement(suite, "testcase", classname=path, name=name)
        failed = new and problem in failures
        why = "" if failed else "（提醒）" if new else "（原有）"
        about = {"type": problem.code, "message": f"{where}: {why}{problem.message}"}
        outcome = ET.SubElement(case, "failure" if failed else "skipped", about)
        outcome.text = advice(problem)
    for path in findings.files:
        if path not in tainted:
            ET.SubElement(
                suite, "testcase", classname=in_line(findings.above + path), name="没有问题"
            )
    return _finished(suite)


def not_carried_out(error: ChecklistError) -> str:
    """One case, with an error that is no failure of the lists."""
    suite = ET.Element("testsuite", name="checklist validate")
    case = ET.SubElement(suite, "testcase", classname="checklist", name="检查没有做成")
    about = {"type": "not-carried-out", "message": in_line(error.message)}
    ET.SubElement(case, "error", about).text = visible(reason(error))
    return _finished(suite)


def _finished(suite: ET.Element) -> str:
    counts = {
        "tests": "testcase",
        "failures": ".//failure",
        "errors": ".//error",
        "skipped": ".//skipped",
    }
    suite.attrib |= {name: str(len(suite.findall(path))) for name, path in counts.items()}
    suites = ET.Element("testsuites")
    suites.append(suite)
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'
