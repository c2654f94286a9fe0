"""Files instead of an EHR: hook requests and bundles judged as the service judges them, and counted."""
