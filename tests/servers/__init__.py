"""Real servers for tests, on loopback, in temporary folders, stopped by who started them."""
