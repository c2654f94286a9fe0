"""The only outgoing network: what the prefetch lacks is asked of the client's FHIR server, inside the time.

Out come raw resources, and of each list whether it is complete.
"""
