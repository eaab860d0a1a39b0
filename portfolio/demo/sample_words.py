"""What the demo's evidence files say. Every person, firm and complaint in it is made up."""

TICKETS = [
    ("T-101", "Parcel two days late", "2 d"),
    ("T-102", "Wrong colour sent", "1 d"),
    ("T-103", "Invoice asked twice", "1 d"),
    ("T-104", "Lid cracked in transit", "6 h"),
    ("T-105", "Change of delivery day", "3 h"),
    ("T-106", "Thanks for the call", "1 h"),
]

LOG_ROWS = [
    ("Mon 2", "Parcel late", "Resent, called back"),
    ("Mon 2", "Wrong colour", "Exchange arranged"),
    ("Tue 3", "Parcel late", "Depot rung at 8am"),
    ("Wed 4", "Cracked lid", "New lid posted"),
    ("Thu 5", "Parcel late", "Depot rung at 8am"),
    ("Fri 6", "Invoice twice", "Credit note sent"),
]

QUEUE = [
    ("A 14", "Desk 2, returns"),
    ("A 15", "Desk 1, deliveries"),
    ("A 16", "Desk 2, returns"),
    ("A 17", "Desk 3, accounts"),
    ("A 18", "Desk 1, deliveries"),
]

VOICE_NOTE = (
    "This is a demonstration recording. Follow-up note, ninth of November. "
    "I rang the customer back at twenty past nine, as I had promised. "
    "I said sorry that the parcel was late again and asked which day would suit. "
    "The customer chose Wednesday morning. I repeated the day and the address, "
    "booked it while we spoke, and will ring once more when it has arrived."
)

EMAIL_PAGES = [
    [
        "From: customer ████████████████",
        "To: Help desk",
        "Sent: Monday 9 November 2026, 10.14am",
        "Subject: Second late parcel",
        "",
        "Good morning,",
        "",
        "the parcel promised for last Friday is still not here. It is the second",
        "time this month. I need the parts by Wednesday or my own work stops.",
        "What can you do, and when will I know?",
        "",
        "██████████████",
        "",
        "From: Demo Candidate 5",
        "To: customer ████████████████",
        "Sent: Monday 9 November 2026, 11.02am",
        "Subject: Re: Second late parcel",
        "",
        "Thank you for telling us, and I am sorry: twice in a month is not good",
        "enough. Your parcel is at the depot with a label that cannot be read.",
        "",
        "You can choose:",
        "  1. we send the parts again today, with you on Wednesday by noon, or",
        "  2. you collect them from our counter today, from 2pm.",
        "",
        "Both cost you nothing. Which suits you better? I will ring you at 9.20am",
        "tomorrow in any case.",
    ],
    [
        "From: customer ████████████████",
        "To: Help desk",
        "Sent: Tuesday 10 November 2026, 9.20am",
        "Subject: Re: Re: Second late parcel",
        "",
        "Please send them again. Wednesday by noon is fine. Thank you for the call.",
        "",
        "██████████████",
        "",
        "From: Demo Candidate 5",
        "To: Depot",
        "Sent: Tuesday 10 November 2026, 9.34am",
        "Subject: Labels that cannot be read",
        "",
        "Three of our seven late parcels this month had a torn or wet label.",
        "Could we try the plastic pouches for a week? I will count the late",
        "parcels again on the 20th and tell you what changed.",
    ],
]

REFLECTION = [
    "What I changed after the late parcels",
    "In October our log showed seven late parcels. I had answered each customer by "
    "itself and not looked at the list as a whole.",
    "When I read the log again I saw that four of the seven came through the same depot. "
    "I asked my supervisor whether I might ring the depot each morning at eight, "
    "before customers ring us.",
    "In the first week of November there were two late parcels, and both customers knew "
    "before they had to ask. One wrote back to thank us for the call.",
    "Next time I would look for a pattern after the third complaint, not the seventh, and "
    "I would write down when I had promised to ring back, so that a colleague can do it "
    "if I am away.",
]

NOTES = """Shift notes, Monday 2 November 2026 (demonstration only)

8.00   Rang the depot: two parcels held, both for labels.
8.20   Told both customers before they rang us.
10.45  Caller unhappy about the colour of a chair. Offered exchange or refund; chose exchange.
13.10  New colleague asked how to log a complaint. Sat with them for the first two.
16.30  Three tickets left open, each with the time I promised to ring back.
"""
