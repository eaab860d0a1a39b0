"""Verbs: one public function per thing a person does; they flush and never commit."""
