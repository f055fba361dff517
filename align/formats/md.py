"""A Markdown table of the sentences, numbered paragraph.sentence, findings listed below it. Write only."""

from __future__ import annotations

import re

from align.formats.languages import name_of
from align.model import Bitext

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#&$])")
_BREAK = re.compile(r"\s*[\r\n\v\f\x85\u2028\u2029]+\s*")


def render(bitext: Bitext) -> str:
    """The beads of `bitext` as a table of three columns: number, source, target."""
    lines = [f"| | {name_of(bitext.source.language)} | {name_of(bitext.target.language)} |", "|---|---|---|"]
    remarks: list[str] = []
    paragraph, sentence = -1, 0
    for pair in bitext:
        sentence = sentence + 1 if pair.paragraph == paragraph else 1
        paragraph = pair.paragraph
        number = f"{paragraph + 1}.{sentence}"
        lines.append(f"| {number} | {escape(pair.source_text)} | {escape(pair.target_text)} |")
        remarks += (
            f"- {number} **{escape(finding.severity)}** {escape(finding.check)}: {escape(finding.message)}"
            for finding in pair.findings
        )
    if remarks:
        lines += ["", *remarks]
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """`text` as Markdown that shows it as it is, on one line; line breaks become `<br>`."""
    return _BREAK.sub("<br>", _SPECIAL.sub(r"\\\1", text).strip())
