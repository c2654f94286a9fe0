"""One of the ten hardest tables, written as a card in the language as it is, to see whether it can say them.

They are not in the catalogue. What the language has no word for yet stands in ``words_to_come`` with its
type, so that the files type-check today and the missing words are known by name. The others are served
cards; ``tests/spec/test_hardest_tables.py`` names them.
"""
