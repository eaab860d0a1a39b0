"""The demo's people, by the part they play in the stories."""

ADMINISTRATOR = "administrator1@demo.test"
ASSESSOR = "assessor1@demo.test"
QUALITY_ASSURER = "iqa1@demo.test"
VERIFIER = "verifier1@demo.test"
DEPARTMENT_HEAD = "head1@demo.test"
SENIOR_MANAGER = "senior1@demo.test"
MANAGING_DIRECTOR = "director1@demo.test"

NEW_CANDIDATE = "candidate1@demo.test"
NEARLY_DONE = "candidate2@demo.test"
SENT_BACK = "candidate3@demo.test"
WAITING = "candidate5@demo.test"
