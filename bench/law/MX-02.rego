# MX-02: a federal judge who may authorise decides.
package mx02

import rego.v1

r := input.resource

content := {"interception", "stored-content", "spyware"}

# Days since 1970: 2016-06-18 and 2024-01-01.
measures := content if input.day < 16970

else := content | {"extraction"} if input.day < 19723

else := content | {"extraction", "retained-data"}

concerned if {
	r.measure in measures
	r.live
}

good if {
	r.court_named != false
	r.court_kind in {"court", null}
	r.court_jurisdiction in {"mx", null}
	r.court_may_authorise != false
	r.court_is_requester != true
}

verdict := "not-concerned" if not concerned

else := "broken" if bad

else := "kept" if good

else := "unknown"

bad if r.court_named == false

bad if {
	r.court_kind != null
	r.court_kind != "court"
}

bad if {
	r.court_jurisdiction != null
	r.court_jurisdiction != "mx"
}

bad if r.court_may_authorise == false

bad if r.court_is_requester == true
