# Findings, rules, calendar.
nav-findings = Findings
nav-rules = Rules
nav-calendar = What falls due
follow = Follow
rule = Rule
rulebook = Rulebook
yes = yes
no = no
no-law = This register has adopted no rulebook: nothing is judged, and that there are no findings does not say that all is well.
no-law-how = The registrar adopts one with a filing that stays in the log:
missing-title = An adopted rulebook is missing
missing-says = The register adopted it, and its files are not here or do not have its digest. What these rules would judge is not being judged; it will be as soon as somebody sends the document:
says-broken = broken
says-unknown = cannot be known
says-no-rule = no rule in force
says-fault = fault of the rule
says-kept = kept
says-running = a deadline runs
severity-breach = breach
severity-flag = flag
severity-would-breach = if broken: a breach
severity-would-flag = if broken: a flag
rests-filed = rests on what was filed
rests-claimed = rests on claims of others
case-conduct = the conduct of { $body }
case-withheld = the withheld field “{ $field }” of { $filing }
finding-nobody = somebody not on file
finding-same-body = that body
finding-broken = As far as the register shows, the rule { $rule } is broken since { $since }: { $case }. It is for { $body } to answer.
finding-claimed = According to what others claim, the rule { $rule } would be broken since { $since }: { $case }. It is for { $body } to answer.
finding-due = The rule { $rule } will be broken from { $since } on unless something more is filed: { $case }. It is for { $body } to answer.
finding-unknown = Whether the rule { $rule } is kept cannot be known: { $case }. It is for { $body } to answer. Since { $since }.
finding-no-rule = For this date, { $since }, no version of the rule { $rule } is in force: { $case }. It is for { $body } to answer.
finding-fault = The rule { $rule } could not be worked out, by a fault of the rule itself: { $case }. It is for { $body } to answer. Since { $since }.
finding-why = Why
age-today = today
age-ahead = { $n ->
    [one] tomorrow
   *[other] in { $n } days
}
age-days = { $n ->
    [one] 1 day ago
   *[other] { $n } days ago
}
age-years = { $n ->
    [0] almost a year ago
    [one] 1 year ago
   *[other] { $n } years ago
}
days-left = { $n ->
    [0] last day
    [one] 1 day left
   *[other] { $n } days left
}
days-over = { $n ->
    [one] ended 1 day ago
   *[other] ended { $n } days ago
}
findings-intro = Which rules are broken as far as the register shows, in which case, and who answers. A finding is no conviction: it follows from what was filed and what others claim, and each says on what it rests and what would settle it.
findings-day = As it stands on
findings-rules = All rules
findings-calendar = What falls due
findings-here = What the rules in force find today, gravest first.
findings-all = See all findings
findings-see = See
findings-of = { $title }: { $limits }
findings-count = { $n ->
    [0] No finding
    [one] 1 finding
   *[other] { $n } findings
}
findings-none = The rules in force find nothing of what was asked. That does not mean there is nothing: only what was filed and claimed is judged.
findings-beyond = The list ends before this page.
findings-by-body = By who answers
findings-by-body-caption = Rules broken as far as the register shows, by body
findings-by-rule = By rule
findings-by-rule-caption = The rules with most to settle
entry-found = What the rules in force say of this filing.
total-breaches = { $n ->
    [one] breach, as far as the register shows
   *[other] breaches, as far as the register shows
}
total-flags = { $n ->
    [one] flag: somebody should look
   *[other] flags: somebody should look
}
total-claimed = { $n ->
    [one] of these rests on claims of others
   *[other] of these rest on claims of others
}
total-unknown = cannot be known
total-running = { $n ->
    [one] deadline that runs
   *[other] deadlines that run
}
find-says = What it says
find-severity = Severity
find-rests = On what it rests
find-body = Who answers
find-kind = Kind of case
find-record = Record (id of the technology)
case-title = Before the rules: { $case }
case-day = As it stands on
case-id = Case
case-now = Today
case-ahead = Later
case-before = Before
case-until = It was so until
case-none = No rule in force finds anything in this case.
case-kept = Rules that it keeps
case-kept-says = They concern this case and, with what is on file, they are kept. The page of each rule says what it requires and by which policy that is checked.
why = Why
why-missing = What is not known
why-entries = It rests on
why-law = Under which law
fact-absent = none on file
fact-unknown = not known
fact-empty = none
deadline = Deadline
in-force = Version in force
in-force-from = from
in-force-to = to
in-force-always = from ever
cite-article = art.
read-yes = law read whole
read-partly = law read in part
read-no = law not read
status-verified = read in the source
status-unverified = not verified
status-design = our own design
rules-intro = Each rule is a page: what it requires, why it matters, which law stands behind it, and the program that checks it. Here is which rules are in force, who adopted them and what they find.
n-rules = { $n ->
    [one] 1 rule
   *[other] { $n } rules
}
rules-bodies = judges
rules-caption = Rules, with what each finds today
rules-regulations = Who adopted them
rules-regulations-says = To adopt, to amend and to end are filings in the log. The digest names the exact files: with them anyone comes to the same findings.
rules-regulations-caption = Regulations, the latest first
rules-act = Act
rules-by = Adopted by
rules-files = Files
n-broken = Broken
n-claimed = Of these, by claims
n-unknown = Cannot be known
n-kept = Kept
n-running = A deadline runs
n-no-rule = No rule in force
n-faults = Faults
n-breaches = Breaches
n-flags = Flags
rule-unverified = The law behind this version was not read in its source: it is from memory or at second hand. Its findings are worth what that reading is worth.
rule-judges = Judges
rule-finds = Cases by what it finds today:
rule-requires = What it requires
rule-matters = Why it matters
rule-settles = What would settle it
rule-versions = Versions
rule-versions-says = Each case is judged by the version in force on its own date. Between two versions, and after the last, there is no rule in force.
rule-versions-caption = Versions, the latest first
rule-status = Foundation
rule-numbers = Numbers of the law
rule-policy = The policy that checks it
rule-policy-says = It is written in Cedar and is what runs, word for word.
rule-policy-see = See the policy
rule-policy-named = policy
rule-examples = Examples
rule-examples-says = Invented histories that test the rule: one that breaks it, one that keeps it and, where it can be, one that cannot be judged. They are checked whenever the rule changes.
rule-example-see = See the history
rule-file = File
rule-answers = answers
example-breaks = breaks it
example-keeps = keeps it
example-unknown = cannot be judged
due-days = { $n ->
    [one] deadline of 1 day
   *[other] deadline of { $n } days
}
due-working-days = { $n ->
    [one] deadline of 1 working day
   *[other] deadline of { $n } working days
}
due-months = { $n ->
    [one] deadline of 1 month
   *[other] deadline of { $n } months
}
due-hours = { $n ->
    [one] deadline of 1 hour
   *[other] deadline of { $n } hours
}
calendar-intro = Deadlines that run and regulations that end. What falls due after today is still kept; it will not be if nobody files anything before.
calendar-count = { $n ->
    [0] No deadline
    [one] 1 deadline
   *[other] { $n } deadlines
} from { $from } to { $to }
calendar-picture = Deadlines by month.
calendar-caption = Deadlines that end:
calendar-last = Last day
calendar-case = Case
calendar-more = { $n ->
    [one] There is 1 deadline more; ask for fewer days or download the file.
   *[other] There are { $n } deadlines more; ask for fewer days or download the file.
}
calendar-lapses = Regulations that end
calendar-lapses-says = After its last day no rule is in force, unless another is adopted.
calendar-lapses-none = No regulation and no version of a rule ends within the next 180 days.
calendar-lapses-caption = Regulations and versions that end, the nearest first
calendar-ends = Ends
calendar-what = Regulation or rule
calendar-kind = What it is
calendar-alarm = Warning
calendar-suspensions = Days on which deadlines do not run
calendar-laws = Stops the terms of: { $laws }
calendar-suspensions-caption = Suspensions, now and in these days
calendar-now = now
lapse-regulation = regulation that adopts a rulebook
lapse-version = version of a rule
alarm-within = in less than { $n } days
alarm-later = later
