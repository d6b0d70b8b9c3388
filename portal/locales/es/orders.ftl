# Órdenes ante un juzgado, y consultas.

nav-orders = Órdenes ante un juzgado
orders-intro = Qué se pide a un juzgado que permita, qué permitió y por cuánto tiempo: lo que quien juzga necesita ver antes de firmar, y lo que todos pueden ver después. No se nombra a ninguna persona, número ni equipo.
orders-court = Juzgado
orders-asked = { $n ->
    [0] Por decidir
    [one] Por decidir: una
   *[other] Por decidir: { $n }
}
orders-asked-none = Ninguna solicitud espera a este juzgado.
orders-running = { $n ->
    [0] En curso
    [one] En curso: una
   *[other] En curso: { $n }
}
orders-running-none = Ninguna orden de este juzgado está en curso.
orders-refused = { $n ->
    [0] Negadas o retiradas
    [one] Negada o retirada: una
   *[other] Negadas o retiradas: { $n }
}
orders-refused-none = Este juzgado no negó ninguna, según lo presentado.
orders-ended = { $n ->
    [0] Terminadas
    [one] Terminada: una
   *[other] Terminadas: { $n }
}
orders-ended-none = Ninguna orden de este juzgado ha terminado.
orders-more = { $n ->
    [one] … y una más; los archivos las tienen todas.
   *[other] … y { $n } más; los archivos las tienen todas.
}
orders-latest = Aquí se miran solo las últimas { $n } órdenes ante este juzgado.
orders-technology = Tecnología
orders-others = También ante este juzgado
orders-no-others = ninguna otra orden del mismo caso, ni del mismo solicitante con la misma tecnología
orders-found = Qué dicen las normas
orders-nothing-found = Ninguna norma en vigor encuentra algo en ella ahora.
orders-decide = Redactar su decisión
orders-to-decide = por decidir
orders-left = { $n ->
    [0] { $outcome }; termina hoy
    [one] { $outcome }; queda un día
   *[other] { $outcome }; quedan { $n } días
}
orders-open-end = { $outcome }; no se presentó un último día

consultations-title = Consultas
consultations-intro = Lo que los organismos preguntan antes de comprar, usar o normar: hasta cuándo se puede hablar, qué se dijo y qué fue de cada comentario.
consultations-anybody = En una consulta abierta puede comentar cualquier persona, sin cuenta y sin clave.
consultations-none = Nadie ha presentado una consulta.
consultations-caption = Consultas, la más reciente primero
consultation-title = Consulta
consultation-question = Qué se pregunta
consultation-phase = Fase
consultation-by = La celebra
consultation-opens = Abre
consultation-closes = Último día (UTC)
consultation-final = Texto final para el
consultation-text = Texto consultado (SHA-256)
consultation-read = Leerlo
consultation-comments = Comentarios
consultation-answered = Respondidos
consultation-planned = { $n ->
    [one] abre mañana
   *[other] abre en { $n } días
}
consultation-open = { $n ->
    [0] abierta; hoy es el último día
    [one] abierta; queda un día
   *[other] abierta; quedan { $n } días
}
consultation-closed = cerrada
consultation-late = { $n ->
    [one] cerrada; una respuesta está atrasada
   *[other] cerrada; { $n } respuestas están atrasadas
}
consultation-said = Qué se dijo
consultation-progress = { $n } de { $of } comentarios respondidos.
consultation-unanswered = sin respuesta
consultation-change = Qué cambió:
consultation-speak = Comentar
consultation-speak-says = Puede comentar así todo organismo, empresa u organización que tenga una clave; quien no la tiene la pide a quien lleva el registro. El comentario es público, y su respuesta también.
consultation-filed-by = Lo presentó
consultation-person = Una persona sin clave
consultation-deleted = borrado por quien lo envió, y presentado de todos modos
consultation-withdrawn = retirada; no recibe comentarios
consultation-withdrawn-by = La retiró el asiento
consultation-altered = no es lo que se envió
consultation-answer = Respuesta
consultation-person-says = Cualquier persona puede comentar, sin cuenta, sin clave y sin dar su nombre. Al enviarlo recibe un código con el que ve qué fue de su comentario.
consultation-person-begin = Escribir un comentario
consultation-speak-key = Comentar con la clave de un organismo u organización
consultation-begin = Comenzar un comentario

# Quién compra a quién.
network-title = Compradores, vendedores y fabricantes
network-intro = Quién compra tecnología de vigilancia, por medio de quién, y quién la fabrica: de todo contrato que consta en el registro, lo haya presentado quien lo haya presentado.
network-body = Solo contratos que nombran a un organismo o empresa (su id, como mx/sedena)
network-count = { $n ->
    [0] Ningún contrato.
    [one] Un contrato.
   *[other] { $n } contratos.
}
network-latest = Aquí se miran solo los últimos { $n } contratos; los archivos de datos los tienen todos.
network-picture = Una línea por donde van los contratos, más gruesa donde hay más.
network-describes = { $n ->
    [one] Tres columnas: compradores, vendedores, fabricantes. Una cadena.
   *[other] Tres columnas: compradores, vendedores, fabricantes. { $n } cadenas.
}
network-caption = Cadenas de compraventa, primero las de más contratos
network-buyers = Compradores
network-suppliers = Vendedores
network-makers = Fabricantes
network-buyer = Comprador
network-supplier = Vendedor
network-maker = Fabricante
network-technologies = Tecnologías
network-contracts = Contratos
network-not-filed = no presentado
network-more = { $n ->
    [one] … y una cadena más; los archivos las tienen todas.
   *[other] … y { $n } cadenas más; los archivos las tienen todas.
}
network-none = No se ha presentado ningún contrato.

orders-told = { $n ->
    [0] Lo que otros dicen que decidió
    [one] Lo que otros dicen que decidió: una
   *[other] Lo que otros dicen que decidió: { $n }
}
orders-told-none = Nadie más dice que este juzgado haya decidido algo.
orders-filed-by = La presentó
consultation-cut = Aquí se miran los últimos { $n } comentarios.
consultation-after = después del último día
orders-also = También la presentó
orders-also-agrees = Dice lo mismo que el juzgado.
orders-also-differs = { $n ->
    [one] Un campo en que difieren
   *[other] { $n } campos en que difieren
}
