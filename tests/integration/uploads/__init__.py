"""Sending files to Portfolio as it runs: gunicorn, a worker, a real store and real lines."""
