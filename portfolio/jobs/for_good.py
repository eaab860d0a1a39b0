"""What a handler raises when trying again is of no use."""


class ForGood(Exception):
    """The job can never succeed; its message is kept, so it holds no personal data."""
