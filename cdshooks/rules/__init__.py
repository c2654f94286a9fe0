"""Criteria, the author's language, the plan, the decision, its explanation, suggestions, cards as JSON.

Pure: no network, no database, no clock. Authors of cards import ``cdshooks.rules.language`` alone.
"""
