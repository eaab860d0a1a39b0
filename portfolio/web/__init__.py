"""HTTP: the only place that knows requests, cookies, forms and templates."""
