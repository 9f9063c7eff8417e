"""Our own prose: which sentences the cited records hold, which they do not, and where each problem is marked."""

from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import indent
from typing import TypeAlias

import pytest

from explainer.evidence.holding import Hold
from explainer.load import load_content
from explainer.problems import ContentError, Place, Problem

Project: TypeAlias = Callable[..., Path]
Marks: TypeAlias = list[tuple[str, str]]  # of each problem its code and the words it marks

FILES = {
    "site.yaml": """
        title: Who pays for the tunnel?
        standfirst: Three reports give two prices.
        url: https://tunnel.example/
        names: [Eastern Harbour, Twenty Friends]
        """,
    "people.yaml": """
        - id: ana-ruiz
          name: Ana Ruiz
          other_names: [Anna Ruiz]
          offices:
            - title: Minister of Transport
              also_called: [transport minister]
              reference: Government gazette, 6 September 2022
        - id: bo-ruiz
          name: Bo Ruiz
          country: East Shore
        - id: elke-van-der-zee
          name: Elke van der Zee
        - id: mono
          name: Mono
        """,
    "measures.yaml": """
        - id: build-cost
          title: Cost of building the tunnel
        - id: jobs
          title: Jobs
        """,
    "timeline.yaml": """
        - id: vote
          date: 2024-05-10
          text: The board votes.
        - id: charter
          date: 1987
          text: A charter is signed by Ana Ruiz.
          reference: Harbour board, charter of 1987
        """,
    "glossary.yaml": """
        - id: article-5
          term: Article 5
          other_terms: [the Fifteen Pages, Tunnel Act]
          definition: A page of the charter.
        """,
    "sources/gazette.yaml": """
        headline: Tunnel could open in 2031
        headline_by: source
        publisher: Harbour Gazette
        date_published: 2024-05-03
        date_basis: printed
        text: gazette.txt
        summary: {gazette}
        figures:
          - id: cost
            measure: build-cost
            as_printed: up to £1.2 billion
          - id: jobs
            measure: jobs
            as_printed: 30,000 jobs
            claimant: ana-ruiz
        quotes:
          - id: not-a-penny
            exact: not a penny more for the 18 towns
            kind: fragment
            speaker: ana-ruiz
        people:
          - person: ana-ruiz
            names: [Ana Ruiz, Ruiz]
            role: transport minister
        events:
          - event: vote
            passage: the vote of all 22
            date_as_printed: on that day
        """,
    "sources/herald.yaml": """
        headline: Minister sets a limit
        headline_by: source
        date_published: 2024-06
        date_basis: printed
        text: herald.txt
        summary: {herald}
        people:
          - person: bo-ruiz
            names: [Bo Ruiz, Ruiz]
          - person: mono
            names: [Mono]
        terms:
          - term: article-5
            words: [Article 5]
        """,
    "sources/lagune.yaml": """
        headline: The fares of 40 ferries
        headline_by: editor
        date_published: 2024-07-01/2024-07-04
        date_basis: printed
        text: lagune.txt
        summary: {lagune}
        people:
          - person: elke-van-der-zee
            names: [Elke van der Zee, Van der Zee]
        notes:
          - passage: seven and a half
            kind: error
            text: There were 19, says Kim Oak.
            reference: Harbour board, notice of 2 May 2024
        """,
}
SUMMARIES = {"gazette": "The price is capped.", "herald": "There is a limit.", "lagune": "Ferries cost more."}
STORY = "sections:\n  - id: price\n    heading: What would it cost?\n    text: |\n"


def plain(text: str) -> str:
    """A text without its indentation here."""
    lines = text.strip("\n").split("\n")
    width = len(lines[0]) - len(lines[0].lstrip())
    return "\n".join(line[width:] for line in lines)


def explain(project: Project, files: Mapping[str, str], **summaries: str) -> tuple[list[Problem], dict[str, str]]:
    """Every problem in an explainer of three reports, and the texts of its files."""
    written = {f"content/{name}": plain(text).format(**SUMMARIES | summaries) for name, text in FILES.items()}
    root = project(written | {f"content/{name}": text for name, text in files.items()})
    (root / "content" / "evidence.lock").unlink(missing_ok=True)  # of other words
    try:
        return [], load_content(root / "content", "content", hold=Hold.DRAFT)[1]
    except ContentError as error:
        return list(error.problems), error.texts


def marked(text: str, place: Place) -> str:
    assert place.line == place.end_line
    return text.split("\n")[place.line - 1][place.column - 1 : place.end_column - 1]


def marks(found: tuple[list[Problem], dict[str, str]]) -> Marks:
    problems, texts = found
    return [(p.code, marked(texts[p.place.path], p.place)) for p in problems]


def of_story(project: Project, text: str) -> Marks:
    """What is wrong with a text that stands in the story, in a literal block."""
    return marks(explain(project, {"explainer.yaml": STORY + indent(text, "      ") + "\n"}))


def test_the_three_reports_have_no_problem(project: Project) -> None:
    assert of_story(project, "There is a limit [@gazette].") == []


# --- citing -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "There is a limit [@gazette].",
        "There is a limit [@f:gazette/cost].",
        "There is a limit [@q:gazette/not-a-penny].",
        "There was a vote [@e:vote].",
        "This page asks who pays. {.editor}",
        "This page\nasks who pays.\n{.editor}",
        "- One says so [@gazette].\n- This page does not. {.editor}",
        "> There is a limit\n> [@gazette].",
    ],
)
def test_a_paragraph_cites_or_is_the_editors_own(text: str, project: Project) -> None:
    assert of_story(project, text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("There is a limit.", ["There is a limit."]),
        ("There is\na limit.", ["There is"]),
        ("There [@gazette].\n\nIs a limit.", ["Is a limit."]),
        ("- There [@gazette]\n- is a limit\n\n  1. or not", ["is a limit", "or not"]),
        ("> There\n> is", ["There"]),
        ("See [the people](/people/).", ["See [the people](/people/)."]),
    ],
)
def test_a_paragraph_that_does_not_is_marked_by_its_first_line(text: str, words: list[str], project: Project) -> None:
    assert of_story(project, text) == [("uncited", line) for line in words]


def test_a_point_at_a_glance_cites_too(project: Project) -> None:
    points = "at_a_glance:\n  - label: A\n    text: It is much.\n  - label: B\n    text: It is [@gazette].\n"
    assert marks(explain(project, {"explainer.yaml": points + STORY + "      A limit [@gazette].\n"})) == [
        ("uncited", "It is much.")
    ]


def test_what_stands_in_the_file_of_a_source_cites_it(project: Project) -> None:
    found = explain(project, {}, gazette="There is a limit.\nkey_points: [It holds.]")
    assert marks(found) == []


# --- numbers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "It costs £1.2 billion [@f:gazette/cost].",
        "It costs up to £1.2 billion [@f:gazette/cost].",
        "It brings 30,000 jobs [@f:gazette/jobs].",
        "It brings 30,000 jobs at £1.2 billion [@f:gazette/jobs; @f:gazette/cost].",
        "It brings 30,000 jobs [@herald; @f:gazette/jobs].",
        "All 18 towns pay [@q:gazette/not-a-penny].",
        "On 3 May 2024 it was much [@gazette].",
        "In May 2024 it was much [@gazette].",
        "In 2024 it was much [@herald].",
        "In June 2024 it was much [@herald].",
        "On 10 May 2024 the board voted [@e:vote].",
        "It opens in 2031 [@gazette].",
        "All 40 ferries cost more [@lagune].",
        "It was signed in 1987 [@e:charter].",
        "One of two reports, three or four of twelve towns, twice [@gazette].",
        "Nine towns, and Ten more [@gazette].",
        "The first, the second and a third report [@gazette].",
        "It rests on Article 5 [@gazette].",
        "It rests on article 5 of the fifteen pages [@gazette].",
        "It rests on Twenty Friends [@gazette].",
        "It costs much [@gazette], as [the list](/figures/#n-99) has it.",
        "See [it](https://tunnel.example/2030/55) or <https://tunnel.example/55> [@gazette].",
        "No one has a G7 ferry [@gazette].",
    ],
)
def test_a_number_that_is_held_passes(text: str, project: Project) -> None:
    assert of_story(project, text) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("It costs £1.3 billion [@f:gazette/cost].", ["£1.3 billion"]),
        ("It costs £1.2 million [@f:gazette/cost].", ["£1.2 million"]),
        ("It costs £1.2 billion [@gazette].", ["£1.2 billion"]),
        ("It costs £1.2 billion [@f:gazette/jobs].", ["£1.2 billion"]),
        ("It brings 30,000 jobs [@gazette].", ["30,000"]),
        ("It brings 3,000 jobs [@f:gazette/jobs].", ["3,000"]),
        ("It brings thirteen jobs [@f:gazette/jobs].", ["thirteen"]),
        ("It brings Thirteen jobs and 7 more [@f:gazette/jobs].", ["Thirteen", "7"]),
        ("It brings twenty-one jobs [@f:gazette/jobs].", ["twenty-one"]),
        ("It brings two hundred jobs [@gazette].", ["two hundred"]),
        ("It brings thousands of jobs [@gazette].", ["thousands"]),
        ("It brings a dozen jobs [@gazette].", ["a dozen"]),
        ("Two-thirds of the jobs and half of the towns [@gazette].", ["Two-thirds", "half"]),
        ("It grows by five per cent [@gazette].", ["five per cent"]),
        ("All 18 towns pay [@gazette].", ["18"]),
        ("On 4 May 2024 it was much [@gazette].", ["4 May 2024"]),
        ("On 3 May 2023 it was much [@gazette].", ["3 May 2023"]),
        ("On 3 May 2024 it was much [@herald].", ["3 May 2024"]),
        ("On 10 May 2024 the board voted [@gazette].", ["10 May 2024"]),
        ("It opens in 2031 [@herald].", ["2031"]),
        ("There are 22 of them [@e:vote].", ["22"]),
        ("It rests on Article 6 [@gazette].", ["6"]),
        ("See [all 99 of them](/figures/) [@gazette].", ["99"]),
        ("There are *99* or **98** [@gazette].", ["99", "98"]),
        ("There are 99, 99 and 99 [@gazette].", ["99", "99", "99"]),
        ("There are 99. {.editor}", ["99"]),
    ],
)
def test_a_number_that_is_not_held_is_marked(text: str, numbers: list[str], project: Project) -> None:
    assert of_story(project, text) == [("number", number) for number in numbers]


@pytest.mark.parametrize("number", ["£1.2 billion", "30,000", "18"])
def test_a_report_in_its_own_file_still_has_to_cite_its_figures_and_quotations(number: str, project: Project) -> None:
    assert marks(explain(project, {}, gazette=f"There are {number}.")) == [("number", number)]


@pytest.mark.parametrize(
    "text", ["Opens in 2031.", "As of 3 May 2024.", "The vote of 22.", "A cost [@f:cost] of £1.2 billion."]
)
def test_a_report_in_its_own_file_holds_its_date_its_headline_and_its_passages(text: str, project: Project) -> None:
    assert marks(explain(project, {}, gazette=text)) == []


# --- people -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz has a limit [@gazette].",
        "Anna Ruiz has a limit [@gazette].",
        "Ana Ruiz’s limit and Ana Ruiz's price [@gazette].",
        "Ana Ruiz has a limit [@herald; @gazette].",
        "Ana Ruiz has a limit [@f:gazette/cost].",
        "Ana Ruiz was at the vote [@e:vote].",
        "Elke van der Zee and Mono were there [@e:charter].",
        "Ruiz has a limit [@gazette].",
        "Ruiz has a limit [@herald].",
        "Elke van der Zee, Van der Zee’s ferry [@lagune].",
        "Monopoly is no clown [@lagune].",
    ],
)
def test_a_person_whom_a_cited_report_names_passes(text: str, project: Project) -> None:
    assert of_story(project, text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ana Ruiz has a limit [@herald].", ["Ana Ruiz"]),
        ("Anna Ruiz’s limit [@herald].", ["Anna Ruiz"]),
        ("Bo Ruiz and Ana Ruiz have a limit [@herald].", ["Ana Ruiz"]),
        ("Ruiz has a limit [@lagune].", ["Ruiz"]),
        ("Ana Ruiz knows that Ana Ruiz has a limit [@herald].", ["Ana Ruiz"]),
        ("Elke van der Zee knows [@gazette].", ["Elke van der Zee"]),
        ("Mono was at the vote [@e:vote].", ["Mono"]),
        ("Ana Ruiz and Mono know [@lagune].", ["Ana Ruiz", "Mono"]),
        ("See [Ana Ruiz](/people/ana-ruiz/) [@herald].", ["Ana Ruiz"]),
        ("Ana Ruiz is the minister. {.editor}", ["Ana Ruiz"]),
    ],
)
def test_a_person_whom_no_cited_report_names_is_marked(text: str, names: list[str], project: Project) -> None:
    assert of_story(project, text) == [("person", name) for name in names]


def test_the_hint_says_which_reports_name_the_person(project: Project) -> None:
    story = STORY + "      Ruiz knows [@lagune].\n      Mono knows.\n"
    problems, _ = explain(project, {"explainer.yaml": story})
    assert [problem.hint for problem in problems] == [
        "cite one that does: gazette, herald",
        "cite one that does: herald",
    ]


def test_two_people_of_one_family_name_are_told_apart_by_the_whole_name(project: Project) -> None:
    assert of_story(project, "Ruiz, that is Bo Ruiz, says so [@gazette].") == [("person", "Bo Ruiz")]


@pytest.mark.parametrize(("summary", "name"), [("Bo Ruiz sets a limit.", "Bo Ruiz"), ("A limit, *Mono* says.", "Mono")])
def test_a_summary_names_whom_its_report_names(summary: str, name: str, project: Project) -> None:
    assert marks(explain(project, {}, gazette=summary)) == [("person", name)]
    assert marks(explain(project, {}, herald=summary)) == []


def test_a_summary_may_cite_the_report_that_does(project: Project) -> None:
    assert marks(explain(project, {}, gazette="Bo Ruiz differs [@herald].")) == []


# --- nobody we know ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Ferries sail at dawn [@gazette].",
        "The Gazette and a Ferry sail [@gazette].",
        "It is in Parliament, Government and Opposition [@gazette].",
        "The Minister of Transport knows [@gazette].",
        "the Transport Minister knows [@gazette].",
        "As the Harbour Gazette has it [@gazette].",
        "“Minister sets a limit” is its headline [@herald].",
        "On the East Shore, by Eastern Harbour [@gazette].",
        "By the Tunnel Act [@gazette].",
        "On Friday Parliament voted [@gazette].",
        "It was a May Monday [@gazette].",
        "It sails [@gazette]. When Parliament votes, the Ferry stops: Then Parliament stops [@gazette]. Is Parliament it?",
        "One says Ana Ruiz. Ferries sail [@gazette].",
        "Ana Ruiz, Minister of Transport, knows [@gazette].",
        "Elke van der Zee of the Harbour Gazette knows [@lagune].",
        "Ana Ruiz’s Ferry sails [@gazette].",
        "Parliament’s Ferry sails [@gazette].",
        "See [a Ferry](/Kim/Oak/ 'Kim Oak') or <https://Kim.Oak.example/Kim-Oak> [@gazette].",
    ],
)
def test_capitals_that_name_nobody_pass(text: str, project: Project) -> None:
    assert of_story(project, text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kim Oak knows [@gazette].", ["Kim Oak"]),
        ("The Kim Oak knows [@gazette].", ["Kim Oak"]),
        ("When Kim Oak knows, so does Kim Oak [@gazette].", ["Kim Oak", "Kim Oak"]),
        ("Here Jan van der Oak knows [@gazette].", ["Jan van der Oak"]),
        ("Kim Oak’s ferry sails [@gazette].", ["Kim Oak"]),
        ("Kim Oak's Ferry sails [@gazette].", ["Kim Oak"]),
        ("Captain Émile Øst-Orsted knows [@gazette].", ["Captain Émile Øst-Orsted"]),
        ("Ana Oak knows Kim Ruiz [@gazette].", ["Ana Oak"]),
        ("The Bank of East Oak and the port [@gazette].", ["Bank of East Oak"]),
        ("Ana Ruiz, Kim Oak and Bo Elm know [@gazette].", ["Kim Oak", "Bo Elm"]),
        ("[Kim Oak](/people/) knows [@gazette].", ["Kim Oak"]),
        ("Kim Oak [@gazette] Elm knows.", ["Kim Oak"]),
        ("Kim Oak is ours. {.editor}", ["Kim Oak"]),
    ],
)
def test_two_words_with_capitals_are_somebody(text: str, names: list[str], project: Project) -> None:
    assert of_story(project, text) == [("person", name) for name in names]


def test_a_name_is_ours_where_the_site_lists_it(project: Project) -> None:
    site = plain(FILES["site.yaml"]).replace("[", "[Kim Oak, ")
    story = STORY + "      Kim Oak knows [@gazette].\n"
    assert marks(explain(project, {"explainer.yaml": story, "site.yaml": site})) == []


# --- quotations -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "She said “not a penny more” [@gazette].",
        'It is "not a penny", or “Not a penny more.” [@q:gazette/not-a-penny].',
        "The limit drops its “up to” [@f:gazette/cost].",
        "By “the vote of all” [@gazette] it was done.",
    ],
)
def test_words_recorded_of_a_cited_report_may_stand_in_quotation_marks(text: str, project: Project) -> None:
    assert of_story(project, text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She said “not a pound more” [@gazette].", "“not a pound more”"),
        ('She said "all is well" [@gazette].', '"all is well"'),
        ("She said “not a penny more” [@herald].", "“not a penny more”"),
        ("We say “so”. {.editor}", "“so”"),
    ],
)
def test_other_words_in_quotation_marks_are_nobodys(text: str, words: str, project: Project) -> None:
    assert of_story(project, text) == [("quotation", words)]


def test_the_hint_says_which_figure_to_cite(project: Project) -> None:
    (problem,) = explain(project, {"explainer.yaml": STORY + "      It costs £1.2 billion [@gazette].\n"})[0]
    assert problem.hint == "the report alone is cited: write [@f:gazette/cost] instead of the number"


# --- other files ------------------------------------------------------------------------------------------------------

EVENT = "- id: vote\n  date: 2024-05-10\n  text: {}\n"
TERM = "- id: article-5\n  term: Article 5\n  definition: {}\n"


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("timeline.yaml", EVENT.format("Ana Ruiz votes on 10 May 2024."), []),
        ("timeline.yaml", EVENT.format("All 22 vote."), [("number", "22")]),
        ("timeline.yaml", EVENT.format("Bo Ruiz votes."), [("person", "Bo Ruiz")]),
        ("timeline.yaml", EVENT.format("Kim Oak votes."), [("person", "Kim Oak")]),
        ("timeline.yaml", EVENT.format("Kim Oak and Bo Ruiz vote.") + "  reference: Minutes\n", []),
        ("timeline.yaml", EVENT.format("All 22 vote.") + "  reference: Minutes\n", [("number", "22")]),
        ("glossary.yaml", TERM.format("Page 5 of Article 5."), [("number", "5")]),
        ("glossary.yaml", TERM.format("A page of Kim Oak in Old Town."), []),
        ("glossary.yaml", TERM.format("A page of Ana Ruiz."), [("person", "Ana Ruiz")]),
        ("glossary.yaml", TERM.format("A page of Ana Ruiz [@gazette]."), []),
        ("glossary.yaml", TERM.format("Page 5 of Ana Ruiz.") + "  reference: Charter\n", []),
    ],
)
def test_the_timeline_and_the_glossary(file: str, text: str, expected: Marks, project: Project) -> None:
    assert marks(explain(project, {file: text})) == expected


def test_notes_bring_their_own_basis_and_are_left_alone(project: Project) -> None:
    assert "There were 19, says Kim Oak." in FILES["sources/lagune.yaml"]
    assert marks(explain(project, {})) == []


def test_what_a_position_says_in_our_words_is_held_against_its_report(project: Project) -> None:
    questions = "- id: open\n  text: When?\n  answers: {soon: Soon}\n"
    position = (
        "\npositions:\n  - question: open\n    answer: soon\n    stance: asserts\n    passage: in 24 days\n    gist: "
    )
    files = {"questions.yaml": questions}
    silent = {name: f"{SUMMARIES[name]}\nsilent_on: [open]" for name in ("herald", "lagune")}
    assert marks(explain(project, files, gazette=f"A.{position}Ana Ruiz says so, in 24 days.", **silent)) == []
    assert marks(explain(project, files, gazette=f"A.{position}Mono says so, in 25.", **silent)) == [
        ("person", "Mono"),
        ("number", "25"),
    ]


# --- places -----------------------------------------------------------------------------------------------------------

BLOCKS = {
    "two lines": "One [@gazette] or 99,\nthen 98 and Bo Ruiz.",
    "a paragraph before": "One [@herald].\n\nThen 99 or\n98 [@gazette], says Bo Ruiz.",
    "a list": "- One [@gazette] or 99\n- then 98 [@gazette]\n\n  1. or Bo Ruiz [@gazette]",
    "a list that goes on": "- One [@gazette] or 99,\n  then 98\n  and Bo Ruiz",
    "a quotation": "> One [@gazette] or 99,\n> then 98\n> and Bo Ruiz",
    "a lazy quotation": "> One [@gazette] or 99,\nthen 98\nand Bo Ruiz",
    "a list in a quotation": "> - One [@gazette] or 99,\n>   then 98\n>   and Bo Ruiz",
    "a hard break": "One [@gazette] or 99,\\\nthen 98   \n   and Bo Ruiz",
    "links": "See [one](/figures/) [@gazette] or [99](https://x.example/1_(2)),\n<https://x.example/3> 98 and\n[Bo Ruiz](/people/).",
    "a citation over two lines": "One [@gazette;\n@f:gazette/cost] or 99,\nthen 98 and Bo Ruiz.",
    "characters of two columns": "漢字 🌊 é [@gazette] 99 or 🌊 98, Bo Ruiz",
    "emphasis and escapes": "*One* [@gazette] \\* **99** &amp; `98` or *Bo Ruiz*",
    "the same line twice": "or 99 [@gazette]\nor\n98 Bo Ruiz",
}


@pytest.mark.parametrize("block", BLOCKS)
def test_the_words_are_marked_to_the_column(block: str, project: Project) -> None:
    assert sorted(of_story(project, BLOCKS[block])) == [("number", "98"), ("number", "99"), ("person", "Bo Ruiz")]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("It costs £1.2\nbillion [@gazette].", ("number", "£1.2")),
        ("It was Bo\nRuiz [@gazette].", ("person", "Bo")),
        ("- It was Jan van\n  der Oak [@gazette].", ("person", "Jan van")),
    ],
)
def test_of_words_on_two_lines_those_on_the_first_are_marked(
    text: str, first: tuple[str, str], project: Project
) -> None:
    assert of_story(project, text) == [first]


@pytest.mark.parametrize(
    "field",
    [
        ">\n      It has 99\n      [@gazette].",
        ">-\n      It has\n      99 [@gazette].",
        "It has\n      99 [@gazette].",
        '"It has \\u0039\\u0039 [@gazette]."',
        "'It''s 99 [@gazette].'",
    ],
)
def test_where_yaml_folds_or_escapes_the_whole_text_is_marked(field: str, project: Project) -> None:
    story = STORY.replace("|\n", "") + field + "\n"
    problems, texts = explain(project, {"explainer.yaml": story})
    (problem,) = problems
    lines = texts["content/explainer.yaml"].split("\n")
    assert problem.code == "number"
    assert (problem.place.line, lines[3][problem.place.column - 1 :]) == (4, field.split("\n")[0])
    assert problem.place.end_line == len(lines) - 1 or problem.place.end_line == len(lines)


@pytest.mark.parametrize(("field", "column"), [("It has 99 [@gazette].", 18), ("'It has 99 [@gazette].'", 19)])
def test_on_one_line_the_words_are_marked(field: str, column: int, project: Project) -> None:
    (problem,) = explain(project, {"explainer.yaml": STORY.replace("|\n", "") + field + "\n"})[0]
    assert problem.place == Place("content/explainer.yaml", 4, column, 4, column + 2)


# --- only once all else is well ---------------------------------------------------------------------------------------


def test_what_the_words_rest_on_is_put_right_first(project: Project) -> None:
    story = STORY + "      It has 99 [@gazete].\n"
    assert marks(explain(project, {"explainer.yaml": story})) == [("unknown-reference", "@gazete")]


def test_several_problems_in_one_run(project: Project) -> None:
    story = STORY + "      Kim Oak has 99.\n"
    found = marks(explain(project, {"explainer.yaml": story}, herald="Ana Ruiz has 98."))
    assert found == [
        ("person", "Kim Oak"),
        ("uncited", "Kim Oak has 99."),
        ("number", "99"),
        ("person", "Ana Ruiz"),
        ("number", "98"),
    ]
