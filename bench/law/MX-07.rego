# MX-07: six hours to decide. Moments are milliseconds.
package mx07

import rego.v1

r := input.resource

hours := 21600000

concerned if {
	r.measure in {"interception", "stored-content", "spyware", "extraction"}
	by_law
	r.outcome != "withdrawn"
	not r.emergency
}

by_law if "CNPP" in r.laws

by_law if "LFCDO" in r.laws

bad if {
	r.asked_at != null
	r.decided_at != null
	r.decided_at - r.asked_at > hours
}

bad if {
	r.asked_at != null
	r.decided_at == null
	input.at > r.asked_at + hours
}

good if r.asked_at == null

good if {
	r.decided_at != null
	r.decided_at - r.asked_at <= hours
}

good if {
	r.decided_at == null
	input.at <= r.asked_at + hours
}

verdict := "not-concerned" if not concerned

else := "broken" if bad

else := "kept" if good

else := "unknown"
