# Drafts of rulebooks.

drafts-title = Drafts of rules
drafts-intro = What somebody proposes to change in the rules, before anybody adopts it. Each draft has a page with both texts side by side and with what it would change in the cases that are here.
drafts-none = Nobody has filed a draft of rules.
drafts-caption = Drafts, the latest first
drafts-link = Drafts of rules that were filed
draft = Draft
draft-title = Draft of rules: { $draft }
draft-standing = Standing
draft-adopted = adopted
draft-proposed = proposed
draft-by = Filed by
draft-changes = What changes
draft-page = See what this draft changes
draft-waiting = What changes in the register's cases is still to be seen; it will be soon, and nobody has to wait here.
draft-reading = Seeing what changes in the register's cases: { $done } of { $of } entries read.
draft-judging = Seeing what changes in the register's cases: { $done } of { $of } cases seen.
draft-again = Look again
draft-not-at-hand = The draft's rules are not here: nobody has sent the document with that digest. As soon as it comes, what changes will be seen.
draft-not-then = What the draft changes is seen in today's cases, not in those of a day that is over.
draft-faults = { $n ->
    [one] The document is no rulebook: it has one fault.
   *[other] The document is no rulebook: it has { $n } faults. The first of them:
}
draft-effect = What changes
draft-beside-in-force = Beside { $book }, in force.
draft-beside-last = Beside { $book }, adopted last; not in force today.
draft-beside-nothing = Nothing of that name was adopted: every rule is new.
draft-tried = { $cases ->
    [one] One case, of { $entries } entries, seen on { $day }.
   *[other] { $cases } cases, of { $entries } entries, seen on { $day }.
}
draft-removes = Attention! The draft removes the rule
draft-nothing = The draft changes no rule.
draft-effect-caption = Rules that change: before → under the draft
draft-change = Change
draft-concerns = Cases it concerns
draft-rule-removed = removed
draft-rule-added = new
draft-rule-changed = changes
draft-rule-text = its text changes; no case stands otherwise
draft-rule-moved = same text, other cases
draft-rule-by-rule = Rule by rule
draft-move = { $n ->
    [one] One case goes from “{ $from }” to “{ $to }”:
   *[other] { $n } cases go from “{ $from }” to “{ $to }”:
}
draft-more = { $n ->
    [one] … and one more
   *[other] … and { $n } more
}
draft-files = Other files that change
draft-sides = Both texts side by side
draft-before = Before
draft-after = Draft
draft-too-long = The texts are too long to be shown here; they are in the files.
draft-same-lines = { $n ->
    [one] … one line the same
   *[other] … { $n } lines the same
}
draft-same = What stays the same
draft-same-rules = { $n ->
    [one] One rule stays as it is
   *[other] { $n } rules stay as they are
}
draft-repeat = Check it yourself
draft-repeat-says = Anybody can repeat this count with the draft's files in a folder (DIR) and the address of this register (URL). The last line goes further: it looks, among all cases there could be and not only those that were filed, for one that the rules in force and the draft judge differently.
