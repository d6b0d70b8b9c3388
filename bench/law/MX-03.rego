# MX-03: matters in which nothing may be intercepted.
package mx03

import rego.v1

r := input.resource

matters := {
	"electoral", "materia electoral", "asunto electoral", "fiscal", "materia fiscal", "mercantil", "materia mercantil",
	"civil", "materia civil", "laboral", "materia laboral", "administrativa", "administrativo", "materia administrativa",
}

concerned if {
	r.measure in {"interception", "stored-content", "spyware"}
	r.live
}

bad if r.matter in matters

bad if {
	at := indexof(r.matter, "detenid")
	at >= 0
	contains(substring(r.matter, at, -1), "con su defens")
}

good if r.matter == null

good if {
	r.matter != null
	not bad
}

verdict := "not-concerned" if not concerned

else := "broken" if bad

else := "kept" if good

else := "unknown"
