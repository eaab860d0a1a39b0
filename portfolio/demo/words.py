"""What the demo people say: our own sentences, of work at a help desk nobody really has."""

from dataclasses import dataclass

from portfolio.domain.evidence import EvidenceType


@dataclass(frozen=True)
class ItemWords:
    """An item a demo candidate adds: what it is, which sample files, what it shows."""

    title: str
    kind: EvidenceType
    files: tuple[str, ...]
    shows: str
    method: str


ITEMS = (
    ItemWords(
        "Emails with a customer, names removed",
        EvidenceType.PRODUCT,
        ("email-thread.pdf",),
        "A parcel was late. I found out why, offered a refund or a new delivery and wrote back "
        "the same day until it was settled.",
        "EP",
    ),
    ItemWords(
        "What I changed after the busy week",
        EvidenceType.PERSONAL_STATEMENT,
        ("reflective-account.docx",),
        "I describe the queue we had, what I tried first, what did not work and what I would do "
        "again.",
        "EPS",
    ),
    ItemWords(
        "Help desk before opening, with my notes",
        EvidenceType.PRODUCT,
        ("help-desk.jpg", "shift-notes.txt"),
        "How I set the desk up and the notes I made for the next shift.",
        "EP",
    ),
    ItemWords(
        "Voice note after a follow-up call",
        EvidenceType.PERSONAL_STATEMENT,
        ("follow-up-note.m4a",),
        "I recorded straight after the call what was agreed, by when and why.",
        "EPS",
    ),
    ItemWords(
        "Complaint log, my entries",
        EvidenceType.PRODUCT,
        ("complaint-log.heic", "shift-notes.txt"),
        "The entries in green are mine: what was asked, what I did, when it was closed.",
        "EP",
    ),
    ItemWords(
        "The queue board in use",
        EvidenceType.PRODUCT,
        ("queue-board.mp4",),
        "A short film of the board I helped to design, on a busy morning, with no customer in it.",
        "EP",
    ),
)

OBSERVED = (
    "Seen at the help desk from 10am to 10.40am. The candidate greeted each customer, asked what "
    "was needed, repeated it in their own words and settled four requests. One needed a colleague: "
    "the candidate explained the wait and came back with the answer."
)
DISCUSSED = (
    "We spoke for 25 minutes about the policies that bind the desk. Asked why a promise is written "
    "down, the candidate named three reasons and gave an example for each. Asked what happens when "
    "a customer goes elsewhere, they explained it with last quarter's figures."
)

WHY_MET = (
    "Shown in full: what was done, for whom and with what result.",
    "The steps are clear and the candidate's own part is plain.",
    "Two examples, both complete and from real work.",
    "Explained with reasons, and the reasons fit what was done.",
    "The record made at the time bears it out.",
)
WHY_NOT_YET = (
    "Says what was done, not yet why. A sentence on the reason would settle it.",
    "One example only, and it stops before the result.",
)
FEEDBACK = (
    "You kept the customer's side in view throughout, and your notes let anyone follow what you "
    "did. Next, say a little more about why you chose this way.",
    "Clear and complete. Keep writing things down on the day, as you did here.",
    "Good choice of evidence: it shows real work and it is easy to follow.",
)
FEEDBACK_REFERRED = (
    "You handled the problem well and stayed calm. For the two criteria marked not yet, add a "
    "short statement on what changed after your suggestion and why it helped."
)
