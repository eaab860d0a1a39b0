"""Exchanging whole qualifications with other programs."""
