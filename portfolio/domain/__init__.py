"""Rules as plain Python: no Flask, SQLAlchemy, boto3, clock or id generation."""
