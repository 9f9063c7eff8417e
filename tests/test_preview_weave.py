"""Pages as they are served: places and script put in, all else as it was built."""

import re

from explainer.preview.weave import Woven, waiting_page, weave
from explainer.problems import Place

PAGE = b"""<!doctype html>
<html lang="en">
<head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'">
<title>T</title>
</head>
<body><h1>Report</h1>
<p id="figure--cost">1 &amp; 2 <a class="m" href="/sources/b/#quote--x">B</a> <a href="#figure--cost">here</a>
<br/><a href="/sources/late/">L</a> <a href="https://example.org/">out</a> </p>
</body>
</html>
"""
PLACES = {
    "/sources/a/": Place("content/sources/a.yaml", 1, 1),
    "/sources/a/#figure--cost": Place("content/sources/a.yaml", 14, 5),
    "/sources/b/#quote--x": Place('content/sources/"b".yaml', 3, 2),
}


def woven(path: str = "/sources/a/") -> str:
    return weave(PAGE, path, Woven(7, PLACES, frozenset(("/sources/late/",)), '/home/"me"')).decode()


def test_elements_carry_their_places() -> None:
    page = woven()
    assert '<p id="figure--cost" data-at="content/sources/a.yaml:14:5">' in page
    assert '<a class="m" href="/sources/b/#quote--x" data-at="content/sources/&quot;b&quot;.yaml:3:2">' in page
    assert '<a href="#figure--cost" data-at="content/sources/a.yaml:14:5">' in page
    assert '<h1 data-at="content/sources/a.yaml:1:1">' in page
    assert '<a href="https://example.org/">' in page


def test_a_draft_and_what_leads_to_it_is_marked() -> None:
    assert '<a href="/sources/late/" data-draft="">' in woven()
    assert '<html lang="en" data-site="7">' in woven()
    assert '<html lang="en" data-site="7" data-draft="">' in woven("/sources/late/")


def test_the_policy_lets_the_script_in_and_nothing_else() -> None:
    policy = re.search('Policy" content="([^"]*)"', woven())
    assert policy
    assert policy[1] == "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'"


def test_what_is_not_added_stays_byte_for_byte() -> None:
    page = re.sub(r' data-[a-z]+="[^"]*"', "", woven())
    page = re.sub(r'<link rel="stylesheet" href="/__preview__/preview.css"><script [^>]*></script>', "", page)
    page = re.sub("(Policy\" content=\"default-src 'none'; style-src 'self')[^\"]*", r"\1", page)
    assert page.encode() == PAGE


def test_the_project_folder_cannot_break_out_of_its_attribute() -> None:
    assert 'data-root="/home/&quot;me&quot;"' in woven()
    assert b'data-root="&quot;&gt;"' in waiting_page('">')
