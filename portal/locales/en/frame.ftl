# Frame of all pages, and error pages.
title-in = { $page } — { $site }
skip = Skip to content
demonstration = Demonstration.
demonstration-says = The data were taken from public sources to show how the register works; no authority filed them.
search = Search
search-label = Search the register
switch = Español
menu = Sections
crumbs = Where you are
nav-home = Home
nav-records = Technologies
nav-bodies = Bodies and companies
nav-disagreements = Contradictions
nav-verify = Verify
nav-log = Log
nav-about = What it proves
strip = State of the register
strip-as-of = As of
strip-root = Root
strip-verified = register’s signature checked
strip-unverified = register’s signature not checked
strip-behind = { $n ->
    [one] one published entry is not on the pages yet
   *[other] { $n } published entries are not on the pages yet
}
n-entries = { $n ->
    [one] 1 entry
   *[other] { $n } entries
}
n-filings = { $n ->
    [one] 1 filing
   *[other] { $n } filings
}
n-claims = { $n ->
    [one] 1 claim
   *[other] { $n } claims
}
n-statements = { $n ->
    [one] 1 document
   *[other] { $n } documents
}
download = Download
cite = Cite
cite-as = { $page }. { $site }, as of { $at } ({ $entries }, root { $root }). { $address }
cite-root = root
print-hint = Printed, the foot bears address, version and root.
footer-what = Veedor is a public register of the purchase, use and disposal of surveillance technology that nobody can rewrite in silence.
footer-more = What it proves and what it cannot
footer-traces = We keep no trace of reading: no cookies, no record of what you look for, and no code in your browser but what checks receipts and, for those who file, signs.
footer-code = Source code
footer-licence = Apache 2.0 licence
footer-version = version
in-other = in Spanish
problems = Something needs correcting
pages = Pages
pages-first = Back to the beginning
pages-next = Next
error-404 = It is not here
error-404-says = Nothing is at this address. What was once filed does not vanish from the register: perhaps the address is not complete.
error-404-next = Search for it by name or id.
error-400 = The address cannot be understood
error-400-says = A part of the address could not be read.
error-400-next = Look at what follows the question mark, or begin anew with a search.
error-413 = Too large
error-413-says = What was sent is larger than 256 KiB. A receipt has a few thousand bytes and a filing no more than 64 KiB.
error-413-next = Send only the receipt and the filing.
error-503 = Not possible now
error-503-says = The index behind the pages does not answer at the moment. Nothing is lost: the published log has it all.
error-503-next = Try again in a few minutes. Meanwhile the log can be read at /log/checkpoint.
error-500 = A fault of ours
error-500-says = The page could not be made. The fault is the program’s, not yours, and was noted without what you looked for.
error-500-next = Try again, or go on by another page.
as-of-known = As known on { $day } ({ $entries }).
as-of-today = Show today
as-of-label = As known on
as-of-go = Show that day
no-day-unclear = “{ $value }” is no day of the calendar, as 2026-03-01.
no-day-ahead = { $day } has not come yet. The register shows any day until today.
no-day-early = On { $day } the register had no entry yet; it received its first on { $first }.
no-day-empty = On { $day } the register had no entry yet, and it has none now.
error-day = This day cannot be shown
error-day-says = The day asked for cannot be shown.
error-day-next = Take another day, or look at the register as it is today.
error-then = It was not here then
error-then-says = On { $day } nothing was at this address. What is here today was filed later.
error-then-next = Look at this address as it is today, or search among what was known then.
embed = This picture for a page of yours
embed-more = The page with the table
