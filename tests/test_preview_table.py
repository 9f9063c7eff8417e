"""Requests -> answers, without a socket: the manners of GitHub Pages, and everything that is refused."""

import pytest

from explainer.preview.table import Answer, Request, content_type, foreign, look_up, path_of, refusal

FILES = dict.fromkeys(
    ("index.html", "404.html", "sources/index.html", "about.html", "data/figures.json", "assets/site.css"), b""
)


@pytest.mark.parametrize("base", ["/", "/repo/", "/a/b/"])
def test_addresses_as_on_pages(base: str) -> None:
    def found(path: str) -> Answer:
        return look_up(FILES, base, base + path)

    assert found("") == Answer(200, "index.html")
    assert found("sources/") == Answer(200, "sources/index.html")
    assert found("sources") == Answer(301, location=f"{base}sources/")
    assert found("about") == Answer(200, "about.html")
    assert found("about.html") == Answer(200, "about.html")
    assert found("Sources/") == found("ABOUT") == Answer(404, "404.html")  # names are told apart by case
    assert found("a/b/c/d") == found("data/") == found("about/") == Answer(404, "404.html")  # at any depth, no listing


def test_the_root_of_the_host_leads_to_the_site() -> None:
    assert look_up(FILES, "/repo/", "/") == look_up(FILES, "/repo/", "/repo") == Answer(302, location="/repo/")
    assert look_up(FILES, "/repo/", "/other/") == look_up(FILES, "/repo/", "/repository/") == Answer(404, "404.html")


def test_types_are_those_of_pages() -> None:
    assert content_type("a/index.html") == "text/html; charset=utf-8"
    assert content_type("data/figures.csv") == "text/csv; charset=utf-8"
    assert content_type("LICENCE") == content_type("a.b/c") == content_type(".html") == "application/octet-stream"


# --- what is refused --------------------------------------------------------------------------------------------------


def asked(target: bytes = b"/", method: str = "GET", **headers: str) -> Request:
    given = {"host": "127.0.0.1:8000"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(method, target, tuple(given.items()))


def test_an_ordinary_request_is_not_refused() -> None:
    assert refusal(asked(b"/sources/?a=b"), "127.0.0.1") is None


@pytest.mark.parametrize(
    "target",
    [
        b"/../etc/passwd",
        b"/%2e%2e/%2e%2e/etc/passwd",
        b"/..%2f..%2fetc/passwd",
        b"/..%5c..%5cetc%5cpasswd",
        b"/assets/..%2f..%2fcontent/site.yaml",
        b"//etc/passwd",
        b"/index.html%00.css",
        b"/%252e%252e/etc/passwd",
        b"/%ff%fe",
        b"/@fs/etc/passwd",
        b"/content/site.yaml",
        b"/index.html/.",
        b"/assets/site.css?raw??",
    ],
)
def test_no_address_leads_out_of_the_site(target: bytes) -> None:
    answer = look_up(FILES, "/", path_of(target))
    assert answer.name in ("404.html", "assets/site.css")
    assert answer.location == ""


@pytest.mark.parametrize("target", [b"http://evil.example/", b"*", b"/a#b", b"/a\nb", b"/a\x7f", b"", b"/\x00"])
def test_a_target_of_another_form_is_refused(target: bytes) -> None:
    refused = refusal(asked(target), "127.0.0.1")
    assert refused and refused.status == 400


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example:127.0.0.1",
        "192.168.0.7",
        "",
        "[::2]",
        "user@localhost",
    ],
)
def test_a_name_that_somebody_else_may_point_here_is_refused(host: str) -> None:
    refused = refusal(asked(host=host), "127.0.0.1")
    assert refused and refused.status == 403
    assert host not in refused.words or not host


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "a.localhost:1", "127.0.0.1", "[::1]:8000", "[::1]"])
def test_names_of_this_machine(host: str) -> None:
    assert refusal(asked(host=host), "127.0.0.1") is None


def test_listening_everywhere_takes_any_number_but_no_name() -> None:
    assert refusal(asked(host="192.168.0.7:8000"), "0.0.0.0") is None
    assert refusal(asked(host="evil.example"), "0.0.0.0") is not None
    assert refusal(asked(host="my-desk:8000"), "my-desk") is None


def test_two_hosts_or_none_are_refused() -> None:
    one = ("host", "localhost")
    assert refusal(Request("GET", b"/", (one, ("host", "evil.example"))), "127.0.0.1") is not None
    assert refusal(Request("GET", b"/", ()), "127.0.0.1") is not None


def test_what_a_proxy_would_say_is_not_believed() -> None:
    assert refusal(asked(host="evil.example", x_forwarded_host="localhost"), "127.0.0.1") is not None


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS", "CONNECT", "TRACE", "get"])
def test_only_reading(method: str) -> None:
    refused = refusal(asked(method=method), "127.0.0.1")
    assert refused and refused.status == 405


def test_another_site_cannot_ask_for_what_is_our_own() -> None:
    assert foreign(asked()) is None
    assert foreign(asked(origin="http://127.0.0.1:8000", sec_fetch_site="same-origin")) is None
    for origin in (
        "http://evil.example",
        "null",
        "https://127.0.0.1:8000",
        "http://127.0.0.1:9000",
        "http://localhost",
    ):
        assert foreign(asked(origin=origin)) is not None
    assert foreign(asked(sec_fetch_site="cross-site")) is not None
    assert foreign(asked(sec_fetch_site="same-site")) is not None  # another port of this machine
