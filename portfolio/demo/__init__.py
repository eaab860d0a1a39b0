"""The demonstration centre: sample files and the words in them."""
