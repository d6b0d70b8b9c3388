# The filing desk: drafts, questions, signing, handing in, receipts.

nav-file = File
desk-intro = For those who file: what your body owes and by when, and a draft that is checked before you sign it. Nobody needs an account; the key that signs never leaves your machine.
desk-mirror = This is a copy that only shows. Filings go to the register:
desk-for = For which body or company do you file?
desk-choose = Choose
desk-show-owed = Show what it owes
desk-owed = What it owes
desk-owed-none = No return is late or falls due for this body. Other deadlines are in the calendar.
desk-begin-return = Begin this return
desk-more-owed = { $n ->
    [one] One more return is owed.
   *[other] { $n } more returns are owed.
}
desk-all-owed = Every period of every duty
desk-calendar = Every deadline, in the calendar
desk-begin = Begin a draft
desk-form = What do you file?
desk-any-stage = Not of one stage
desk-body = Who files?
desk-copy = Like an earlier filing (optional)
desk-copy-hint = The id of a filing: what it says is taken over, to be changed. To correct a filing, choose the form “Correction” above.
desk-no-such-filing = There is no filing with that id and of that form.
desk-begin-form = Begin
desk-upload = Go on with a file
desk-upload-says = A draft saved from this page or written by a program (JSON), or a signed filing: it is opened as a draft, and everything in it can be changed.
desk-upload-file = File
desk-upload-button = Open
desk-many = Many filings at once
desk-many-says = Larger tables and mappings of your own are for the program, which checks and files row by row:
desk-not-text = The file is not text in UTF-8; save it as UTF-8 and send it again.
desk-no-form = The file is no draft: it is no JSON object whose `form` is a form of the register.
desk-form-and-body = Choose a form and say who files, as `mx/sedena`.
desk-draft = Draft: { $form }
desk-kept = It is kept here until { $day }; each time you save, 60 days longer.
desk-address = Keep the address of this page.
desk-address-says = It is the only way back to the draft. Whoever has it can read and change the draft; nobody else can find it.
desk-progress = { $n } of { $of } questions answered that must be.
desk-continue = Continue
desk-sign = Sign and hand in
desk-right = Right
desk-right-says = The register would take it as it stands, signed by a key with the role.
desk-already = Filed
desk-already-says = The same text stands already as entry { $n }.
desk-unfinished = Unfinished
desk-unfinished-says = Some questions are still to be answered.
desk-wrong = To put right
desk-wrong-says = { $n ->
    [one] The register would refuse it for one reason.
   *[other] The register would refuse it for { $n } reasons.
}
desk-untried = Not checked
desk-untried-says = The register cannot check it now; what you wrote is kept. Try again in a moment.
desk-section-what = Who, what, when
desk-section-own = What it says
desk-section-more = If you have it
desk-section-evidence = What it rests on
desk-section-held = What is held back or not known
desk-state-answered = answered
desk-state-open = to answer
desk-state-expected = to answer, or say why not
desk-state-optional = if you have it
desk-state-explained = explained
desk-state-wrong = to put right
desk-as-file = The draft as a file
desk-as-file-says = To keep, to let others check, to sign elsewhere, to go on with later.
desk-download = Save the draft (JSON)
desk-delete = Delete this draft here
desk-required = Must be there.
desk-expected = Must be there; or say that it is not known, or under which law it is withheld.
desk-optional = May be left empty.
desk-unknown = Or: it is not known
desk-unknown-hint = A blank is no answer: say why there is none.
desk-withhold = It is withheld under a law
desk-known = It is known
desk-save = Save and continue
desk-save-list = Save and show the list
desk-more = Save and add more
desk-another = Save and add another
desk-add = Add one
desk-items = { $n ->
    [one] One of them, with a page of its own.
   *[other] { $n } of them, each with a page of its own.
}
desk-items-meanwhile = Nothing was taken out: this is what stands there now.
desk-back = Back to the list
desk-meanwhile = The draft was saved elsewhere meanwhile
desk-meanwhile-says = Perhaps in another window. Below is what you wrote, not yet saved: save again to put it in the place of what stands there now.
desk-meanwhile-now = What stands there now:
desk-nothing = nothing
desk-yes = Yes
desk-no = No
desk-one-of = Fill in one of these.
desk-or = or
desk-hint-json = As JSON, as in a file.
desk-hint-integer = A whole number, in digits only.
desk-hint-date = A day, as 2026-03-31.
desk-hint-instant = A time in UTC, as 2026-03-31T17:05:00Z.
desk-hint-url = An address that begins with https://
desk-hint-sha256 = 64 characters, 0-9 and a-f.
desk-hint-dated = A year, month or day, as 2026, 2026-03 or 2026-03-31.
desk-hint-vkey = A verifier key: name, + and what follows, in one line.
desk-hint-country = A country in two letters, as mx.
desk-hint-currency = A currency in three letters, as MXN.
desk-hint-place = A place, as mx or us-ca.
desk-hint-reference = The id of a body or filing, as mx/sedena or mx/sedena/contract/2019-1.
desk-hint-filing = The id of a filing, as mx/sedena/contract/2019-1.
desk-hint-body = The id of a body or company, as mx/sedena.

sign-roles = It must be signed by a key with one of these roles for the filer:
sign-what = What you sign
sign-what-says = Exactly this text, byte for byte. It will be public as soon as it is handed in, and it stays.
sign-program = With the program, on your machine
sign-program-says = Then sign and hand in with one command; the key stays where it is:
sign-here = In this browser
sign-here-says = Choose your key file. It is read in this window only and sent nowhere; it works without network too, once the page is here.
sign-key = Key file
sign-done = Signed. Look at the signed text below, then hand it in.
sign-no-key = This is no whole key file: it holds one line that begins with PRIVATE+KEY+.
sign-other-key = This key is for another purpose; filings are signed with a key of kind Ed25519.
sign-failed = This browser could not sign with the key; use the program.
desk-sign-title = Sign and hand in
send-title = Hand in what is signed
send-intro = A signed filing from any program, on any machine. The answer is a receipt that proves it stands.
send-paste = Signed filing
send-file = Or as a file
send-button = Hand in
send-empty = There is nothing to hand in: paste a signed filing or choose its file.
send-refused = { $n ->
    [one] It was not taken, for one reason. Nothing was logged.
   *[other] It was not taken, for { $n } reasons. Nothing was logged.
}
send-unavailable = The register cannot acknowledge filings now. What you sent stands below: hand in the same text again in a moment; it is never logged twice.

slip-title = Receipt of entry { $n }
slip-says = This entry stands in the log. The receipt proves it to anybody, without asking the register, and says nothing of what was filed.
slip-next = What happens next
slip-keep = Keep the receipt:
slip-download = save it
slip-read = Everybody can read the entry:
slip-check = Anybody can check the receipt, here or off line:
slip-then = The rules in force judge what was filed within moments; what they find is on the page of what it is about. A mistake is corrected with another filing, and both stay.
slip-text = The receipt
slip-picture = The same receipt, to be read with a camera
slip-no-picture = The receipt is too long for a picture.

error-draft = There is no such draft
error-draft-says = The address leads to no draft, or to one that was handed in, deleted, or not saved for 60 days.
error-draft-next = Begin another, or open the file you saved.
error-busy = Too many drafts
error-busy-says = More drafts were begun today than are kept here.
error-busy-next = Write the draft with the program, `veedor draft`, or come back tomorrow.
slip-print = Print the receipt
desk-not-said = Nothing said
desk-strange = What this form does not know
desk-take-out = Take it out
desk-delete-yes = Yes, delete it for good
error-later = Acknowledged; the receipt follows
error-later-says = The entry is on disk and stands. It is being published; its receipt is here in a moment.
error-later-next = Load this page again. Handing in the same text again does no harm: it is never logged twice.

table-intro = A table whose rows are filings: choose the mapping that knows its columns, say who files, and bring the file. Every row is checked, every filing is tried against the register, and nothing is sent before you sign.
table-mapping = What is in the table?
table-file-label = The table
table-file-hint = A file of up to 4 MiB and 5,000 rows, as workbook (XLSX), CSV (in UTF-8) or JSON. Of a workbook the first sheet is read, unless what is in the table names another.
table-button = Check the table
table-columns = Which columns each takes
table-header-row = The header stands in row { $n }.
table-unverified = Not verified:
table-no-mapping = Choose what is in the table.
table-no-filer = Say who files the table, as `mx/sedena`.
table-empty = There is no row in the file: choose a table with a header and at least one row below it.
table-workbook = The file is a workbook of another kind (ODS, XLS), which is not read here: save it as XLSX, or its sheet as CSV in UTF-8.
table-title = Table: { $mapping }
table-address-says = It is the only way back to what is below. Whoever has it can read it and delete it; nobody else can find it. The table itself is not kept.
table-kept = It is kept here until { $day }, or until newer tables need its place. The same table can be brought again.
table-filer = Files
table-rows = Rows read
table-filings = Filings drafted
table-held = Rows held back
table-whole = Whole
table-whole-says = Every row is in a filing below.
table-part = In part
table-part-says = What is below can be filed. Rows are held back: put them right in the table and bring it again, or file the rest first.
table-cut = Not whole
table-cut-says = The table was not read to its end. What was read before is below.
table-ended = Where the reading ended
table-found = What to put right
table-found-says = By row and column of the table. An error holds its row back, a warning does not.
table-error = Error
table-warning = Warning
table-row = row { $n }
table-more = { $n ->
    [one] … and one more of this kind
   *[other] … and { $n } more of this kind
}
table-tried = Each is tried alone, as it is, against the register at this moment. Nothing is filed by it.
table-tried-right = { $n ->
    [one] One would be taken, signed by a key with the role.
   *[other] { $n } would be taken, signed by a key with the role.
}
table-tried-wrong = { $n ->
    [one] One would be refused.
   *[other] { $n } would be refused.
}
table-tried-already = { $n ->
    [one] One stands already.
   *[other] { $n } stand already.
}
table-not-tried = { $n ->
    [one] One is not tried on this page.
   *[other] { $n } are not tried on this page.
}
table-open = Open as a draft
table-before = Filings before these
table-after = Filings after these
table-along = Sign and file them
table-download = Save the drafts (JSON Lines)
table-file = Then sign and file all of them with one command; the key stays where it is:
table-again = They go in their order, each receipt is verified and kept beside the file, and a filing that is refused stops no other. Cut off, the same command goes on: what stands is not filed twice.
table-rest = What is left
table-held-says = The rows held back, as they came, each with its reasons:
table-held-download = save them (CSV)
table-another = Bring the table again, or another
table-delete = Delete this here
table-next-encoding = save the file as CSV in UTF-8 and bring it again
table-next-columns = compare its header with the columns listed at the desk
table-next-header = begin the table with the header that the desk lists, in that row
table-next-json = put the file right, or save the table as CSV
table-next-workbook = save the sheet of the table alone, as CSV in UTF-8, and bring that
table-next-count = correct the cell: a whole number, or a range as <10
table-next-cell = correct the cell
table-next-long = split the table, or use the program, which takes tables of any size
table-next-same = take the repeated row out, or give one of the two another number

error-tables = Other tables are being read
error-tables-says = Only a few tables are read at a time.
error-tables-next = Send it again in a moment, or use the program, `veedor import`.

fix-choice = “{ $value }” is none of the choices; choose one of the list
fix-choice-near = “{ $value }” is none of the choices; perhaps “{ $near }” is meant
fix-answer = this is not answered; answer it
fix-answer-or-explain = this is not answered; answer it, or say that it is not known or under which law it is withheld
fix-number = this is no whole number; write it in digits only
fix-yes-no = choose yes or no
fix-shape = what stands here does not fit the question; fill it in anew
fix-unknown = the form has no such question; take it out
fix-no-field = this names no question of the form; choose one that is suggested
fix-both = there is an answer, and yet it is said why there is none; keep one of the two
fix-source = what others said or published needs its source; add one under “{ $field }”
fix-name = this may be the name of a person ({ $value }); name bodies and posts, not persons; if it names no person, say so under “{ $field }”
fix-digits = this may be the number of a person ({ $value }); take it out; if it numbers a document, say so under “{ $field }”
fix-id = entry { $n } has this number already; take the next number, or begin a correction

desk-document = Or choose the document
desk-document-says = Up to 32 MiB. Its SHA-256 and its size are worked out here and filled in; the document itself is handed in with the receipt, once the filing stands.
slip-documents = Documents
slip-documents-says = The filing names these by their SHA-256. A document is taken once the filing stands, from whoever has it, where its bytes have that hash; then anybody can download it.
slip-document-here = here
slip-document-open = still to be handed in
slip-document-file = Document
slip-document-send = Hand in the document
