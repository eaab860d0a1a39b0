"""The commands of ``python -m portfolio``: each module adds one family of them."""
