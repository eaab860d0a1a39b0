"""What pages, uploads and rules cost, measured on the served app: ``python -m tests.bench``."""
