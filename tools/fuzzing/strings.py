"""A random source -> text that is likely to be trouble: characters nobody sees, endless Markdown, huge numbers."""

from __future__ import annotations

from random import Random

UNSEEN = [
    0x00,
    0x07,
    0x1B,
    0x7F,
    0x85,
    0xAD,
    0x34F,
    0x61C,
    0x115F,
    0x1160,
    0x17B4,
    0x180B,
    0x180E,
    0x200B,
    0x200C,
    0x200D,
]
UNSEEN += [
    0x200E,
    0x200F,
    0x2028,
    0x2029,
    0x202A,
    0x202E,
    0x2060,
    0x2066,
    0x2069,
    0x206F,
    0x3164,
    0xFDD0,
    0xFE0F,
    0xFEFF,
]
UNSEEN += [0xFFA0, 0xFFF9, 0xFFFC, 0xFFFE, 0x1BCA0, 0x1D173, 0x1FFFE, 0xE0001, 0xE0020, 0xE0100, 0xF0000, 0x10FFFF]

ODD = (
    "ﷺ" * 40, "e" + "\u0301" * 2000, "a" + "\u0300\u0316" * 3000, "\u1100\u1161\u11a8" * 50,
    "שלום العربية 中文 हिन्दी ไทย", "👨‍👩‍👧‍👦🏴‍☠️🇬🇧", "ﬁﬂ①½Ⅷ㍿ｶﾞ", "İıſßẞǅ", "۱۲۳ ١٢٣ १२३ ²³¹ 𝟙𝟚",
    "\\u0000 \\x00 %00 &#0; &#x202e; &lt;script&gt;", "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "]]>--></style></title>{{ 7*7 }}{% raw %}", "javascript:alert(1)", "'\"`$(x);|&\n::error file=x::y",
    "\ud7ff\ue000\ufffd", "None", "null", "~", "true", "NaN", ".inf", "1e999", "-0", "0x", "0o8", "=", "<<",
    "%YAML 1.2", "---", "...",
)  # fmt: skip

MARKDOWN = (
    "[", "![", "[a](", "[a](b ", "](", "`", "`a", "``` ", "*a ", "*a_ ", "a**b", "_", "<", "<a", "<http:", "&",
    "&amp", ">", "> ", "- ", "1. ", "999999999. ", "\\", "[@", "[@a]", "[@a;", "[@f:", "[@gazette]", "[]", "[](/a)",
    "[[]", "![[]()", "[x](<", '[x](/a "', "{.editor}", "{ ", "{.", "~~a", '"a ', "# a\n", "=\n", "a\n=\n", "***\n",
    "|a", "|-|\n", "a\n\n", "- a\n\n", "  - a\n", "&#0;", "<!--", "<![CDATA[", "\t", "    x\n", " ", "\n", "“", "“a”",
    "2024-05-03 ", "£1 ", "twenty ", "half a ", "Ana ", "Ana of ", "(", "[^1]",
)  # fmt: skip

QUANTITIES = (
    "up to ", "about ", "between ", "from ", "no more than ", "1", "1,", "1,000,", "1.", "10/", "/0", "1/3 ", "two ",
    "twenty", "-", "–", "million ", "trillion ", "hundred ", "£", "$", "us$", "%", " per cent", " percentage points",
    " of GDP", " a year", " until 2030", " in 9999", "half ", "a third ", "²", "١", "½", "∞", "to ", "and ", "times ",
    "double ", "e", "dozen ", "each ", "٬", "९",
)  # fmt: skip

DATES = (
    "0000", "0001", "0001-01-01", "9999-12-31", "9999", "10000", "-0001", "2024-02-30", "2023-02-29", "2024-13",
    "2024-00", "2024-06-31", "../..", "../2024", "2024/..", "2024/2023", "2024-05-03/2024-05-03",
    "2024-05/2024-05-31", "2024~", "2024-05%", "2024-05-03?", "2024-21", "Y12024", "156X", "2024-05-03T10:00",
    "2024-05-0３", "٢٠٢٤-٠٥-٠٣", "2024-5-3", "2024-05-03/", "/2024", "2024/2025/2026", "0001~/9999?", "9999-12-31/..",
    "../0001-01-01",
)  # fmt: skip

NUMBERS = (
    "0", "-0", "-1", "0.000000001", "999999999999999999999", "-999999999999999999999", "9" * 22, "9" * 5000, "1e5",
    "0x10", "0o17", "1_000", "1,000", "+5", ".5", "5.", "1.5.5", ".inf", "-.nan", "00012", "١٢", "1" + "0" * 400,
)  # fmt: skip

ADDRESSES = (
    "https://", "http://[::1]/", "http://[", "https://a:b@c:99999/", "https://example.org/" + "a/" * 3000,
    "https://example.org/%2e%2e/%00", "https://EXAMPLE.org/../x", "https://xn--/", "https://пример.рф/",
    "https://example.org/?#", "https://example.org/a b", "javascript:1", "https://example.org/\\..\\",
    "file:///etc/passwd", "https://example.org:0/", "https://exa\tmple.org", "https://" + "a" * 70000,
)  # fmt: skip

SMALL, LARGE = 400, 60_000  # characters of what is repeated


def unseen(random: Random) -> str:
    """One character that nobody sees, or that no text should hold."""
    return chr(random.choice(UNSEEN))


def repeated(random: Random, pieces: tuple[str, ...]) -> str:
    """One piece or two in turn, again and again."""
    piece = "".join(random.choices(pieces, k=random.choice((1, 1, 1, 2, 3))))
    return piece * (random.choice((3, SMALL, LARGE, LARGE)) // len(piece) + 1)


def mixed(random: Random, pieces: tuple[str, ...]) -> str:
    """Pieces in any order."""
    return "".join(random.choices(pieces, k=random.choice((2, 5, 20, 300))))


def hostile(random: Random) -> str:
    """Any of it."""
    kind = random.randrange(9)
    if kind == 0:
        return repeated(random, MARKDOWN)
    if kind == 1:
        return mixed(random, MARKDOWN)
    if kind == 2:
        return random.choice((repeated, mixed))(random, QUANTITIES)
    if kind == 3:
        return "before" + unseen(random) * random.choice((1, 1, 50)) + "after"
    if kind == 4:
        return random.choice(ODD) * random.choice((1, 1, 30))
    if kind == 5:
        return "".join(
            chr(random.choice((random.randrange(32, 0xD800), random.randrange(0xE000, 0x110000)))) for _ in range(30)
        )
    if kind == 6:
        return random.choice("a 1-é中🙂.") * random.choice((1000, 19_999, 20_001, 100_000, 2_000_000))
    return random.choice(random.choice((DATES, NUMBERS, ADDRESSES, ODD)))
