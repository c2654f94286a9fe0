"""Inputs that nobody should send, against the service as it is installed: a real server over real HTTP."""
