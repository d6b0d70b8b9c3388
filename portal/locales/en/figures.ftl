nav-gaps = Gaps
nav-use = Use and outcomes
nav-duties = Who owes figures
gaps-intro = What courts, agencies, operators, vendors and the treasury say of the same thing, and how far apart they are. Where one side says nothing, that is said; it is no zero.
gaps-apart = { $n ->
    [one] 1 gap: the sides do not agree
   *[other] { $n } gaps: the sides do not agree
}
gaps-only = { $n ->
    [one] 1 of which one side only speaks
   *[other] { $n } of which one side only speaks
}
gaps-agree = { $n ->
    [one] 1 on which the sides may agree
   *[other] { $n } on which the sides may agree
}
gaps-count = { $n ->
    [0] Nothing is compared here.
    [one] 1 comparison.
   *[other] { $n } comparisons, those that are apart first and the largest of them first.
}
gaps-none = No figures of two sides are of the same thing yet. Figures come by filings of the form `return`, by orders and by payments.
gaps-uncompared = { $n ->
    [one] 1 figure is of days in two years, or has no end: it is compared with nothing and is in no gap.
   *[other] { $n } figures are of days in two years, or have no end: they are compared with nothing and are in no gap.
}
gaps-caption = What two sides say of the same thing
gap-what = Of what
gap-side-1 = One side
gap-side-2 = The other side
gap-apart = Apart by
gap-stand = How they stand
gap-rule = What is compared
gap-clock = Explanation
gap-nothing = says nothing
gap-nothing-says = Nothing of this side is on record here. That is no zero.
gap-picture = Both sides on one scale
gap-disputed = Transcriptions of one figure differ: the amount is everything that they may mean.
gap-filings = { $n ->
    [one] 1 filing counted one by one
   *[other] { $n } filings counted one by one
}
gap-alone = { $n ->
    [0] Every case has its counterpart on the other side.
    [one] 1 case without a counterpart on the other side:
   *[other] { $n } cases without a counterpart on the other side, the first of them:
}
gap-uncompared = { $n ->
    [one] Not compared: 1 figure of this side is of days in two years, or has no end:
   *[other] Not compared: { $n } figures of this side are of days in two years, or have no end; the first:
}
gap-statements = Statements of the side:
gap-filing = Filing
gap-by = Says it
gap-amount = How much
gap-counting = Counting rule
gap-added = In the sum
gap-explanations = Explanations
gap-unexplained = Nobody has explained this.
gap-later = No explanation covers the cases without a counterpart that came from { $day } on.
gap-until = to be put right by
gap-how = Either side explains it by a filing of the form `explanation`, with this as its `gap`:
gap-findings = What the rules find
gap-explained = { $n ->
    [one] Explained once
   *[other] Explained { $n } times
}
gap-due = { $n ->
    [one] To be explained by { $day }: 1 day left
   *[other] To be explained by { $day }: { $n } days left
}
gap-overdue = { $n ->
    [one] Not explained by { $day }: 1 day late
   *[other] Not explained by { $day }: { $n } days late
}
stand-apart = Apart
stand-only = One side only
stand-agree = May agree
side-court = Courts
side-agency = Agencies
side-operator = Operators
side-vendor = Vendors
side-oversight = Oversight and public registers
side-treasury = Treasury
side-observer = Observers
side-unknown = Not known who
name-unlinked = name of the source, not linked to a body
amount-open = at least { $n }
left-added = added
left-covered = not added: another figure of the same reporter covers the period
left-restated = not added: a later return takes its place
left-part = not added: part of a total that is given
left-other-unit = not added: another unit
left-transcribed = not added: the reporter filed its own
by-reporter = Who reports
by-other = Other side
by-place = Place
by-measure = Measure
by-basis = Legal basis
by-technology = Technology
by-year = Year
by-half = Half-year
by-quarter = Quarter
by-month = Month
not-told = not told
counted-return = Figures of returns
counted-filing = Counted from filings
rule-filings = one each: { $form }
use-intro = What was asked for, granted and refused, how many people, days and money, and what came of it. Sides, units and counting rules that differ are never added; what was not published leaves a sum open and is no zero.
use-by = Rows by
use-then = and by
use-unit = Unit
use-counted = Counted from
use-count = { $n ->
    [0] No figures.
    [one] 1 row.
   *[other] { $n } rows.
}
use-none = Nothing here says anything in figures yet.
use-caption = Figures, added up where reporter's side, unit, counting rule and class are the same
use-side = Side
use-all = All
use-outcomes = What became of them
use-rate = Per 100,000 people
use-rests = Entries
use-more = { $n ->
    [one] One more row is in the CSV and JSON files.
   *[other] { $n } more rows are in the CSV and JSON files.
}
use-absent = { $n ->
    [one] 1 figure withheld or not known
   *[other] { $n } figures withheld or not known
}
use-protected = fewer than five people: told as 1–4
use-unbalanced = parts and whole are apart by { $by }
use-recompute = Compute these figures again from the log:
bars-nothing = nothing on record
duties-intro = Which figures the rulebooks in force ask for, of whom and for which period, and what came. A zero is only what somebody signed as zero.
duties-totals = In all
duties-each = By duty
duties-none = No rulebook in force asks anybody for figures.
duty-due = { $n ->
    [one] due 1 day after the period
   *[other] due { $n } days after the period
}
duty-earlier = { $n ->
    [one] 1 earlier period is in the CSV and JSON files.
   *[other] { $n } earlier periods are in the CSV and JSON files.
}
duty-verified = law read
duty-unverified = law not read at its source
duty-design = a rule of ours
owed-filed = Filed
owed-nil = Signed zero
owed-late = Late
owed-partly = Filed in part: a figure withheld or not known
owed-refused = Withheld
owed-transcribed = Published elsewhere
owed-missing = Not on record here
owed-not-yet-due = Not due yet
owed-ended = No duty any more
owed-days = { $n ->
    [one] 1 day overdue
   *[other] { $n } days overdue
}
owed-days-late = { $n ->
    [one] 1 day late
   *[other] { $n } days late
}
owed-until = until { $day }
body-owes = Figures it owes
nav-series = Figures through time
series-intro = Every value that a reporter published of each period, the oldest first, with the day and the change. What was restated is not taken away: it stands here beside what took its place.
series-count = { $n ->
    [0] This reporter has published no figures here.
    [one] 1 figure through time.
   *[other] { $n } figures through time.
}
series-restated = { $n ->
    [one] 1 value restated
   *[other] { $n } values restated
}
series-reporters = Reporters that restated figures
series-none = Nobody has restated figures here. Ask for a reporter by its id, as `mx/fgr`, or by the name its source gives it.
series-caption = Values published of each period
series-period = Period
series-change = Change
series-state = State
series-published = Published
series-received = Received here
series-was = Restated later
series-stands = Stands
series-absent = withheld or not known
series-same = no change
series-more = { $by } more
series-less = { $by } less
