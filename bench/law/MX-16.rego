# MX-16: terms of the national security law. Moments are milliseconds.
package mx16

import rego.v1

r := input.resource

day := 86400000

concerned if {
	"LSN" in r.laws
	r.live
}

late if {
	r.asked_at != null
	r.decided_at != null
	r.decided_at - r.asked_at > day
}

in_time if r.asked_at == null

in_time if r.decided_at == null

in_time if r.decided_at - r.asked_at <= day

long if {
	not r.extension
	r.term_days != null
	r.term_days > 180
}

short if r.extension

short if r.term_days == null

short if r.term_days <= 180

longer if {
	r.extension
	r.term_days != null
	r.original_days != null
	r.term_days > r.original_days
}

no_longer if not r.extension

no_longer if r.term_days == null

no_longer if r.original_days == null

no_longer if r.term_days <= r.original_days

bad if late

bad if long

bad if r.extensions > 1

bad if longer

good if {
	in_time
	short
	r.extensions <= 1
	no_longer
}

verdict := "not-concerned" if not concerned

else := "broken" if bad

else := "kept" if good

else := "unknown"
