"""Planted bugs: the test of the tests. Each patch is a mistake that one named test must see."""
