"""Whole qualifications in the formats of others: 1EdTech CASE v1.1 and Mahara's .matrix."""
