"""The service from outside: raw requests, with the answer read from the clinical tables alone."""
