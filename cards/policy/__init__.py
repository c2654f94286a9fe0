"""Every number a clinician could dispute, with its unit, the range a site may choose from, and its source.

V1, V2 and K say how a source was seen: read itself, read in a secondary page, general knowledge or service choice.
"""

SERVICE = "service choice, to be confirmed by the clinical owner [K]"
"""The source of a number that no published source names."""
