# MX-08: six months at most.
package mx08

import rego.v1

r := input.resource

concerned if {
	r.measure in {"interception", "stored-content", "spyware"}
	"CNPP" in r.laws
	r.live
}

bad if {
	r.chain_months != null
	r.chain_months > 6
}

good if r.chain_months == null

good if r.chain_months <= 6

verdict := "not-concerned" if not concerned

else := "broken" if bad

else := "kept" if good

else := "unknown"
