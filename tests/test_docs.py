"""The docs say what the program does: fields, examples, commands, modules, decisions."""

import re
from pathlib import Path

import pytest

from explainer import cli, model
from explainer.columns import TABLES
from explainer.files import Folder
from explainer.pipeline import build_site
from explainer.record import Record
from explainer.schema import Schema, record_schema

ROOT = Path(__file__).parent.parent
CONTENT_MD = ROOT / "docs" / "content.md"
START, END = "<!-- fields -->\n", "<!-- end of fields -->"

FILES: dict[type[Record], str] = {
    model.Site: "`site.yaml`",
    model.Explainer: "`explainer.yaml`",
    model.Point: "`at_a_glance` in `explainer.yaml`",
    model.Section: "`sections` in `explainer.yaml`",
    model.Person: "`people.yaml`, a list",
    model.Office: "`offices` of a person",
    model.Measure: "`measures.yaml`, a list",
    model.Question: "`questions.yaml`, a list",
    model.Event: "`timeline.yaml`, a list",
    model.Term: "`glossary.yaml`, a list",
    model.Correction: "`corrections.yaml`, a list",
    model.Source: "`sources/<id>.yaml`",
    model.Figure: "`figures` of a source",
    model.Quote: "`quotes` of a source",
    model.Mention: "`people` of a source",
    model.Position: "`positions` of a source",
    model.Told: "`events` of a source",
    model.Usage: "`terms` of a source",
    model.Note: "`notes` of a source",
    model.Ignored: "`ignore` of a source",
}


def kind_words(value: Schema) -> str:
    """What an editor types in a field, by its schema."""
    if "enum" in value:
        return " or ".join(f"`{option}`" for option in value["enum"])
    if value["title"].startswith("list: "):
        return f"list: {kind_words(value['items'])}"
    return "fields, see below" if "properties" in value else str(value["title"])


def field_tables() -> str:
    """The tables of docs/content.md."""
    parts = []
    for record, where in FILES.items():
        schema = record_schema(record)
        rows = ["| field | what is typed | what it is | for example |", "|---|---|---|---|"]
        for name, field in record.fields.items():
            shown = f"**`{name}`**" if field.required else f"`{name}`"
            example = f"`{field.example}`" if field.example else ""
            rows.append(f"| {shown} | {kind_words(schema['properties'][name])} | {field.description} | {example} |")
        parts.append(f"### {where}\n\n" + "\n".join(rows) + "\n")
    return "\n" + "\n".join(parts) + "\n"


def test_every_field_is_documented(update: bool) -> None:
    text = CONTENT_MD.read_text("utf-8")
    before, rest = text.split(START)
    after = rest.split(END)[1]
    if update:
        CONTENT_MD.write_text(before + START + field_tables() + END + after, "utf-8")
        pytest.fail("the tables were rewritten; read them, then run again without --update")
    assert rest.split(END)[0] == field_tables()


def test_every_record_has_its_table() -> None:
    records = {each for each in vars(model).values() if isinstance(each, type) and issubclass(each, Record)}
    assert records - {Record} == set(FILES)


def test_the_example_builds(tmp_path: Path) -> None:
    blocks = re.findall(r"^`(content/[^`]+)`\n\n```yaml\n(.*?)^```", CONTENT_MD.read_text("utf-8"), re.M | re.S)
    assert len(blocks) == 10
    for name, text in blocks:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    built = build_site(Folder(tmp_path / "content", "content"), Folder(ROOT / "layouts", "layouts"), draft=True)
    assert "£1.2 billion" in built.files["index.html"].decode()


def column_tables() -> str:
    """The tables of docs/data.md."""
    parts = []
    for name, table in TABLES.items():
        rows = ["| column | kind | what it holds |", "|---|---|---|"]
        for column in table.columns:
            shown = f"**`{column.name}`**" if column.always else f"`{column.name}`"
            said = f" One of {', '.join(f'`{option}`' for option in column.options)}." if column.options else ""
            kind = f"id of `{column.of}`" if column.of else {"url": "address"}.get(column.kind, column.kind)
            rows.append(f"| {shown} | {kind} | {column.description}{said} |")
        parts.append(f"### `{name}`\n\n{table.description}\n\n" + "\n".join(rows) + "\n")
    return "\n" + "\n".join(parts) + "\n"


def test_every_column_is_documented(update: bool) -> None:
    path = ROOT / "docs" / "data.md"
    before, rest = path.read_text("utf-8").split("<!-- tables -->\n")
    found, after = rest.split("<!-- end of tables -->")
    if update:
        path.write_text(f"{before}<!-- tables -->\n{column_tables()}<!-- end of tables -->{after}", "utf-8")
        pytest.fail("the tables were rewritten; read them, then run again without --update")
    assert found == column_tables()


def test_the_readme_names_every_command_and_option(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for command in cli.COMMANDS:
        with pytest.raises(SystemExit):
            cli.main([command, "--help"], ROOT)
        options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help"}
        (line,) = re.findall(rf"^    \.venv/bin/python build\.py \[?{command}\]? .*$", readme, re.M)
        assert set(re.findall(r"--[a-z-]+", line)) == options


def test_the_report_in_the_readme_is_what_is_printed() -> None:
    """Its lines stand in the reports that are tested."""
    block = (ROOT / "README.md").read_text("utf-8").split("```\ncontent/")[1].split("```")[0]
    reports = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests/problems").glob("*/report.txt"))
    for line in f"content/{block}".strip().splitlines():
        assert line in reports


def test_the_architecture_names_every_module() -> None:
    text = (ROOT / "docs/architecture.md").read_text("utf-8")
    modules = {path.stem for path in (ROOT / "explainer").glob("*.py")} - {"__init__"}
    modules |= {f"{path.name}/" for path in (ROOT / "explainer").iterdir() if (path / "__init__.py").exists()}
    cells = [row.split("|")[1] for row in text.splitlines() if row.startswith("| `")]
    named = {name for cell in cells for name in re.findall(r"`([a-z]+/?)`", cell)}
    assert named == modules


def test_every_module_says_what_it_is_for() -> None:
    for path in (ROOT / "explainer").rglob("*.py"):
        assert path.read_text("utf-8").startswith('"""'), path


def test_decisions_are_numbered_without_gaps() -> None:
    names = sorted(path.name for path in (ROOT / "docs/decisions").glob("*.md"))
    assert [name[:4] for name in names] == [f"{n:04}" for n in range(1, len(names) + 1)]


def test_links_between_docs_lead_somewhere() -> None:
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")):
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8")):
            assert "://" in target or (page.parent / target).exists() or target.startswith("/"), (page.name, target)


def test_the_package_keeps_its_direction() -> None:
    """No module imports one that comes after it in the pipeline."""
    rows = [row for row in (ROOT / "docs/architecture.md").read_text("utf-8").splitlines() if row.startswith("| `")]
    order = [name for row in rows for name in re.findall(r"`([a-z]+)/?`", row.split("|")[1])]
    rank = {name: n for n, name in enumerate(order)}
    for path in (ROOT / "explainer").rglob("*.py"):
        own = path.stem if path.parent.name == "explainer" else path.parent.name
        imported = re.findall(r"^\s*from explainer\.(\w+)", path.read_text("utf-8"), re.M)
        assert all(rank[name] <= rank[own] for name in imported if own in rank), path
