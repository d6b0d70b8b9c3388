# MX-01: who asks may ask. A fact that is absent is null, one that is not known is left out.
package mx01

import rego.v1

r := input.resource

p := input.principal

kinds := {
	"armed-force", "state-company", "migration", "tax", "prison-service", "ministry", "government", "legislature",
	"regulator", "audit", "oversight",
}

bad if p.kind in kinds

bad if r.has_power == false

good if {
	not p.kind in kinds
	p.kind != false
	r.has_power != false
}

verdict := "not-concerned" if r.measure == "other"

else := "broken" if bad

else := "kept" if good

else := "unknown"
