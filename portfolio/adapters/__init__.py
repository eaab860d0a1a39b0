"""The outside: storage, mail, file types, viewing copies."""
