# Record of a technology, cards, versions.
record-held-by = Held by
record-made-by = made by
record-withdrawn = Who registered this technology withdrew it
tombstone-reason = Reason given:
tombstone-says = The log keeps its hash; what is still served stands below.
tombstone-last = Last version, entry
tombstone-search = Search the technologies
record-contradictions = { $n ->
    [one] The sources contradict each other on 1 question
   *[other] The sources contradict each other on { $n } questions
}
record-changed = Corrected later: see what changed
record-entered = How it was registered
record-id = Id of the record:
verdict-none = Its holder filed nothing
verdict-all = { $n ->
    [one] Its holder filed 1 document; nothing of the least is missing
   *[other] Its holder filed { $n } documents; nothing of the least is missing
}
verdict-some = { $n ->
    [one] Its holder filed 1 document and owes { $never }
   *[other] Its holder filed { $n } documents and owes { $never }
}
state-filed = filed
state-claimed = said by others
state-missing = never filed
state-nothing = nothing known
life = The line of its life
life-title = Life line, from need to disposal
life-caption = Solid line: how far it is known to have come. Each shape tells how it is known.
stages-caption = The seven stages: what is known and what was not filed
stage = Stage
stage-known = What is known
stage-n-filed = Filed
stage-n-transcribed = Transcribed
stage-n-claims = Claimed
stage-never = Never filed
stage-filed = { $n ->
    [one] 1 filing by who acted is on record.
   *[other] { $n } filings by who acted are on record.
}
stage-claimed = { $sources ->
    [0] Others claim it
    [one] 1 source claims it
   *[other] { $sources } sources claim it
}{ $n ->
    [one] , in 1 document.
   *[other] , in { $n } documents.
}
stage-denied = { $n ->
    [one] 1 document denies it.
   *[other] { $n } documents deny it.
}
stage-holder-nothing = Its holder filed nothing of this.
stage-missing = The technology got further, yet of this stage there is nothing: neither filed nor claimed.
stage-nothing = Nothing was filed and nothing is claimed.
stage-by-stage = Stage by stage
stage-filed-head = Filed by who acted
stage-transcribed-head = Transcribed by others from published papers
stage-claims-head = Claimed by others, with their source
contradictions = What contradicts itself
contradictions-says = The sources answer the same question differently. The register keeps them all, side by side, and does not choose.
answer-by = Who says it
answer-figure = Figure
answer-says = What it says
answer-mark = Verification
answer-no-figure = no figure
history = History
history-caption = Everything filed about this technology, the latest first
versions = Versions
versions-caption = Versions of the filing; none is erased
version = Version
version-first = Original filing
received = Received
reason = Reason
entry = Entry
form = Form
what = What it says
filer = Filer
field = Field
difference = Difference
difference-see = See what changed
diff-title = What changed from version { $old } to { $new }
diff-count = { $n ->
    [one] 1 field changed
   *[other] { $n } fields changed
}
diff-kind = Change
diff-added = added
diff-removed = removed
diff-changed = changed
diff-nothing = nothing
diff-none = The two versions say the same.
diff-all = All versions
diff-back = Back to the filing
proof-of-change = On record in
mark-verified = read in the source
mark-partly = read in part
mark-unverified = unverified
card-says = Said by:
card-amount = Amount
card-count = Count
card-period = Period
card-contradicts = Contradicts
card-absent = What is not known or is withheld
unknown-says = Not known: { $reason }.
withheld-says = Withheld under { $law }; decided by { $by }; reviewed on { $until }.
sources = Sources
filed-by = filed by
withdrawn = withdrawn
withdrawn-in = withdrawn in entry
