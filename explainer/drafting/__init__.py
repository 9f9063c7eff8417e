"""The private text of a report -> the start of its source file: what is certain as values, what is not as questions.

Of the text the draft repeats the quotations in full, and elsewhere never more than 11 words in a row.
"""

from explainer.drafting.source import draft_source

__all__ = ["draft_source"]
