name = Observatory of registers
skip = Go to the content
switch = Español
menu = Parts of the observatory
crumbs = Where you are
tools = Downloads
download = Download
follow-alerts = Follow the alerts (Atom)
footer-what = This observatory copies and verifies each register: tree, signatures, admission, and that nothing seen before was taken back. What it shows comes from verified entries; it does not vouch for what they say.
footer-traces = Nothing is kept of who reads or what they look for.
footer-code = The program
error-title = This cannot be shown
error-missing = There is no such page, register or jurisdiction here.
error-failed = The index does not answer now; try again in a moment.

home-title = Registers
home-intro = The registers of surveillance that are followed, those that need somebody's eyes first. A register that falls silent or shows two histories is seen here.
home-count = { $n ->
    [one] {$n} register
   *[other] {$n} registers
}
home-caption = Registers, their state and when they were verified
a-demonstration = {$name} (demonstration)
its-answers = Its answers
add-one = Is a country missing? How to add a register
add-how = Whoever keeps this observatory adds a table to its directory. The key is the one that the register publishes in places that no single server controls.
never = never
state-new = not visited yet
state-verified = verified
state-alert = with alerts
state-silent = silent
state-split-view = two histories
state-unreachable = cannot be reached
witnesses-none = its policy asks for no witness
witnesses-unwitnessed = unwitnessed
witnesses-some = cosigned by {$n} of {$all} witnesses

compare-title = Compare
compare-intro = The same thirty questions to each register, answered from its verified entries. "Not published" is an answer and is counted. What is counted in another way is not compared, and nothing is ranked by size.
compare-choose = Choose two to five registers
compare-go = Compare
compare-unknown = no register `{$id}` is followed; see the list of registers
compare-most = too many: five at most at a time
part-purchase = Purchase
part-use = Use
part-disposal = End of use, oversight and remedy
answers-value = Answers with figures
answers-not-published = Not published
answers-withheld = Withheld
answers-no-duty = No law asks for it
answer-not-published = not published
answer-withheld = withheld
answer-no-duty = no law asks for it
not-verified = not verified yet
withheld-under = withheld under {$laws}
though-asked = asked for by {$law}
more-figures = { $n ->
    [one] and {$n} figure more, not added to these
   *[other] and {$n} figures more, not added to these
}
at-least = at least {$n}
among = { $n ->
    [one] among {$n} filing
   *[other] among {$n} filings
}
signed-nil = { $n ->
    [one] zero signed in {$n} return
   *[other] zero signed in {$n} returns
}
per-100-000 = {$n} for each 100,000 inhabitants ({$year})
entries = entries
how-answered = How it is answered
side-court = says the court
side-agency = says who uses it
side-operator = says the operator
side-vendor = says the vendor
side-oversight = says who oversees
side-treasury = says the treasury
side-observer = says an observer
common-common = They count the same.
common-few = Fewer than two registers have figures.
common-several = Not compared: an answer has several figures that are not added.
common-units = Not compared: unlike units.
common-rules = Not compared: unlike counting rules, classes or sides.
common-years = Of different years.

jurisdictions-title = Jurisdictions
jurisdictions-intro = Each jurisdiction inherits the rules of those above it. Each fact tells its source and how far it was checked.
inherits-from = Inherits rules from:
no-register-here = No register is followed here.
rules-title = Rules
no-rules = The directory knows no rules for this jurisdiction; that does not mean that there are none.
strictest = the strictest
inherited = inherited
strictest-most = Of {$n} rules the one that asks for most holds: {$limit}.
strictest-least = Of {$n} rules the one that allows least holds: {$limit}.
limit-at-least = At least {$n}
limit-at-most = At most {$n}
no-duty-title = What no law asks for here
no-member = The directory does not know it as a member.
member-national = national member
member-local = local member
member-since = {$kind} since {$year}
people-title = Inhabitants
no-population = The directory does not know its population; no rates are computed.

exports-title = Exports
exports-intro = Sales that a vendor filed in one register, beside purchases that a state filed in another, joined by the OCID or by number and parties. There is no form for export licences: a sale that was filed is what there is.
stand-matched = With their counterpart
stand-no-counterpart = Without counterpart in the register of the other country
stand-no-register = No register of the other country is followed
deal-sale = Sale
deal-purchase = Purchase
no-number = no number published
matched-by-ocid = by OCID:
matched-by-number = by number and parties:
entry-in = {$register}, entry {$n}
exports-more = { $n ->
    [one] and {$n} more in the files
   *[other] and {$n} more in the files
}

alerts-title = Alerts
alerts-intro = What is and was wrong with the registers that are followed.
feed-title = Alerts of the observatory
no-alerts = Nothing: what each register signed and shows agrees with what was seen before.
alert-over = (over)

col-register = Register
col-state = State
col-jurisdiction = Jurisdiction
col-entries = Entries
col-verified = Verified
col-newest = Newest
col-question = Question
col-parent = Lies in
col-registers = Registers
col-rules = Rules
col-ogp = Open Government Partnership
col-deal = Contract
col-sellers = Seller
col-buyer = Buyer
col-amount = Amount
