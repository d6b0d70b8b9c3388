# Orders before a court, and consultations.

nav-orders = Orders before a court
orders-intro = What one court is asked to allow, what it allowed and for how long: what a judge needs to see before signing, and what everybody may see afterwards. No person, number or device is named.
orders-court = Court
orders-asked = { $n ->
    [0] To be decided
    [one] To be decided: one
   *[other] To be decided: { $n }
}
orders-asked-none = No request waits for this court.
orders-running = { $n ->
    [0] Running
    [one] Running: one
   *[other] Running: { $n }
}
orders-running-none = No order of this court runs.
orders-refused = { $n ->
    [0] Refused or withdrawn
    [one] Refused or withdrawn: one
   *[other] Refused or withdrawn: { $n }
}
orders-refused-none = This court refused none, as far as was filed.
orders-ended = { $n ->
    [0] Ended
    [one] Ended: one
   *[other] Ended: { $n }
}
orders-ended-none = No order of this court has ended.
orders-more = { $n ->
    [one] … and one more; the files have all.
   *[other] … and { $n } more; the files have all.
}
orders-latest = Only the latest { $n } orders before this court are looked at here.
orders-technology = Technology
orders-others = Also before this court
orders-no-others = no other order of the same case, or of the same requester with the same technology
orders-found = What the rules say
orders-nothing-found = No rule in force finds anything in it now.
orders-decide = Draft your decision
orders-to-decide = to be decided
orders-left = { $n ->
    [0] { $outcome }; ends today
    [one] { $outcome }; one day left
   *[other] { $outcome }; { $n } days left
}
orders-open-end = { $outcome }; no last day was filed

consultations-title = Consultations
consultations-intro = What bodies ask before they buy, use or make rules: until when one can speak, what was said, and what became of each comment.
consultations-anybody = In an open consultation anybody can comment, without an account and without a key.
consultations-none = Nobody has filed a consultation.
consultations-caption = Consultations, the latest first
consultation-title = Consultation
consultation-question = What is asked
consultation-phase = Phase
consultation-by = Held by
consultation-opens = Opens
consultation-closes = Last day (UTC)
consultation-final = Final text due
consultation-text = Text consulted (SHA-256)
consultation-read = Read it
consultation-comments = Comments
consultation-answered = Answered
consultation-planned = { $n ->
    [one] opens tomorrow
   *[other] opens in { $n } days
}
consultation-open = { $n ->
    [0] open; today is the last day
    [one] open; one day left
   *[other] open; { $n } days left
}
consultation-closed = closed
consultation-late = { $n ->
    [one] closed; one answer is overdue
   *[other] closed; { $n } answers are overdue
}
consultation-said = What was said
consultation-progress = { $n } of { $of } comments answered.
consultation-unanswered = not answered
consultation-change = What changed:
consultation-speak = Comment
consultation-speak-says = Every body, company or organisation with a key can comment so; one that has none asks the register keeper for one. The comment is public, and so is its answer.
consultation-filed-by = Filed by
consultation-person = A person without a key
consultation-deleted = deleted by whoever sent it, and filed all the same
consultation-withdrawn = withdrawn; takes no comments
consultation-withdrawn-by = Withdrawn by entry
consultation-altered = not what was sent
consultation-answer = Answer
consultation-person-says = Anybody can comment, without an account, without a key and without giving a name. Whoever sends one gets a code that tells what became of it.
consultation-person-begin = Write a comment
consultation-speak-key = Comment with the key of a body or organisation
consultation-begin = Begin a comment

# Who buys from whom.
network-title = Buyers, sellers and makers
network-intro = Who buys surveillance technology, through whom, and who makes it: from every contract that stands in the register, whoever filed it.
network-body = Only contracts that name a body or company (its id, as mx/sedena)
network-count = { $n ->
    [0] No contract.
    [one] One contract.
   *[other] { $n } contracts.
}
network-latest = Only the latest { $n } contracts are looked at here; the data files have all.
network-picture = A line where contracts go, thicker where there are more.
network-describes = { $n ->
    [one] Three columns: buyers, sellers, makers. One chain.
   *[other] Three columns: buyers, sellers, makers. { $n } chains.
}
network-caption = Chains of trade, those of most contracts first
network-buyers = Buyers
network-suppliers = Sellers
network-makers = Makers
network-buyer = Buyer
network-supplier = Seller
network-maker = Maker
network-technologies = Technologies
network-contracts = Contracts
network-not-filed = not filed
network-more = { $n ->
    [one] … and one more chain; the files have all.
   *[other] … and { $n } more chains; the files have all.
}
network-none = No contract was filed.

orders-told = { $n ->
    [0] What others say that it decided
    [one] What others say that it decided: one
   *[other] What others say that it decided: { $n }
}
orders-told-none = Nobody else says that this court decided anything.
orders-filed-by = Filed by
consultation-cut = The latest { $n } comments are looked at here.
consultation-after = after the last day
orders-also = Also filed by
orders-also-agrees = It says the same as the court.
orders-also-differs = { $n ->
    [one] One field in which they differ
   *[other] { $n } fields in which they differ
}
