# MX-06: what a request must say.
package mx06

import rego.v1

r := input.resource

concerned if {
	r.measure in {"interception", "stored-content", "spyware"}
	r.own
	r.live
}

bad if not r.legal_basis_given

bad if r.subjects_high == null

bad if r.term_days == null

good if {
	r.legal_basis_given
	r.subjects_high != null
	r.term_days != null
}

verdict := "not-concerned" if not concerned

else := "broken" if bad

else := "kept" if good

else := "unknown"
