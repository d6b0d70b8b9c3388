# MX-20: use rests on orders that are live.
package mx20

import rego.v1

r := input.resource

classes := {"spyware", "interception", "geolocation", "retained-data"}

other if not r.class in classes

other if r.events_high == null

other if r.events_high <= 0

used if {
	r.events_high != null
	r.events_high > 0
}

bad if r.orders == 0

bad if r.orders_live == false

good if {
	r.orders != 0
	r.orders_live != false
}

verdict := "not-concerned" if other

else := "unknown" if not used

else := "broken" if bad

else := "kept" if good

else := "unknown"
