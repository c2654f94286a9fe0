"""A second opinion: the same questions, answered again by slow and plain code that shares nothing with the
service, on histories that were made by chance."""
