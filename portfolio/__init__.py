"""Portfolio: learner portfolios for UK vocational qualifications."""
