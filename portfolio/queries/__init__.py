"""Reads: start from what the actor may see."""
