"""A CDS Hooks service: protocols, time and judgement. The medicine is in ``cards``.

What the rooms are for, and which may import which, is told in docs/architecture.md.
"""
