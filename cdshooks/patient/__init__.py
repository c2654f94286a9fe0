"""FHIR resources to facts, leniently, each with its reference; terminology, units, doses, courses of drugs.

Pure: no network, no database, no clock. The day is an argument.
"""
