# MX-04: an interception by the national security law needs a threat that the law names.
package mx04

import rego.v1

r := input.resource

threats := {
	"espionaje", "sabotaje", "terroris", "rebelion", "traicion a la patria", "genocidio", "interferencia extranjera",
	"delincuencia organizada", "partes integrantes de la federacion", "unidad de la federacion",
	"operaciones militares", "operaciones navales", "aviacion", "diplomatico", "navegacion maritima",
	"materiales nucleares", "armas quimicas", "armas biologicas", "destruccion masiva", "inteligencia",
	"infraestructura", "fisco federal", "articulo 5", "art. 5",
}

concerned if {
	"LSN" in r.laws
	r.live
}

named if {
	some threat in threats
	contains(r.matter, threat)
}

bad if {
	r.matter != null
	not named
}

good if r.matter == null

good if named

verdict := "not-concerned" if not concerned

else := "broken" if bad

else := "kept" if good

else := "unknown"
