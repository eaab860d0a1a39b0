"""Tables: typed columns and named constraints; no queries, no rules."""
