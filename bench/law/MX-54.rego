# MX-54: the person is told within ninety days of the end, unless a judge put it off. Moments are milliseconds.
package mx54

import rego.v1

r := input.resource

wait := 7776000000

concerned if {
	r.live
	not r.extended
	not r.notice_impossible
}

late if {
	r.to != null
	input.at > r.to + wait
}

early if r.to == null

early if input.at <= r.to + wait

put_off if {
	r.notice_deferred_until != null
	r.notice_deferred_until >= input.at
	r.deferred_by_court == true
}

due if r.notice_deferred_until == null

due if r.notice_deferred_until < input.at

due if r.deferred_by_court == null

due if r.deferred_by_court == false

bad if {
	r.notified_on == null
	late
	due
}

good if r.notified_on != null

good if early

good if put_off

verdict := "not-concerned" if not concerned

else := "broken" if bad

else := "kept" if good

else := "unknown"
