# Registro de una tecnología, tarjetas, versiones.
record-held-by = La tiene
record-made-by = la fabrica
record-withdrawn = Quien la registró retiró esta tecnología
tombstone-reason = Motivo que dio:
tombstone-says = La bitácora conserva su huella; lo que todavía se muestra está abajo.
tombstone-last = Última versión, asiento
tombstone-search = Buscar entre las tecnologías
record-contradictions = { $n ->
    [one] Las fuentes se contradicen en 1 pregunta
   *[other] Las fuentes se contradicen en { $n } preguntas
}
record-changed = Corregida después: ver qué cambió
record-entered = Cómo se registró
record-id = Id del registro:
verdict-none = Quien la tiene no presentó nada
verdict-all = { $n ->
    [one] Quien la tiene presentó 1 documento; nada falta de lo mínimo
   *[other] Quien la tiene presentó { $n } documentos; nada falta de lo mínimo
}
verdict-some = { $n ->
    [one] Quien la tiene presentó 1 documento y le faltan { $never }
   *[other] Quien la tiene presentó { $n } documentos y le faltan { $never }
}
state-filed = presentado
state-claimed = lo dicen otros
state-missing = nadie lo presentó
state-nothing = nada consta
life = La línea de su vida
life-title = Línea de vida, de la necesidad a la disposición final
life-caption = Línea continua: hasta dónde se sabe que llegó. Cada forma dice cómo se sabe.
stages-caption = Las siete etapas: qué se sabe y qué no se presentó
stage = Etapa
stage-known = Qué se sabe
stage-n-filed = Presentado
stage-n-transcribed = Transcrito
stage-n-claims = Afirmado
stage-never = Nunca presentado
stage-filed = { $n ->
    [one] Consta 1 presentación de quien actuó.
   *[other] Constan { $n } presentaciones de quien actuó.
}
stage-claimed = { $sources ->
    [0] Otros lo afirman
    [one] 1 fuente lo afirma
   *[other] { $sources } fuentes lo afirman
}{ $n ->
    [one] , en 1 documento.
   *[other] , en { $n } documentos.
}
stage-denied = { $n ->
    [one] 1 documento lo niega.
   *[other] { $n } documentos lo niegan.
}
stage-holder-nothing = Quien la tiene no presentó nada de esto.
stage-missing = La tecnología llegó más lejos, pero de esta etapa no hay nada: ni presentado ni afirmado.
stage-nothing = Nada se presentó ni se afirma.
stage-by-stage = Etapa por etapa
stage-filed-head = Presentado por quien actuó
stage-transcribed-head = Transcrito por otros de papeles publicados
stage-claims-head = Afirmado por otros, con su fuente
contradictions = Lo que se contradice
contradictions-says = Las fuentes dan respuestas distintas a la misma pregunta. El registro las guarda todas, una junto a otra, y no elige.
answer-by = Quién lo dice
answer-figure = Cifra
answer-says = Qué dice
answer-mark = Verificación
answer-no-figure = sin cifra
history = Historia
history-caption = Todo lo presentado sobre esta tecnología, lo último primero
versions = Versiones
versions-caption = Versiones de la presentación; ninguna se borra
version = Versión
version-first = Presentación original
received = Recibido
reason = Motivo
entry = Asiento
form = Formulario
what = Qué dice
filer = Presenta
field = Campo
difference = Diferencia
difference-see = Ver qué cambió
diff-title = Qué cambió de la versión { $old } a la { $new }
diff-count = { $n ->
    [one] 1 campo cambió
   *[other] { $n } campos cambiaron
}
diff-kind = Cambio
diff-added = añadido
diff-removed = quitado
diff-changed = cambiado
diff-nothing = nada
diff-none = Las dos versiones dicen lo mismo.
diff-all = Todas las versiones
diff-back = Volver a la presentación
proof-of-change = Consta en
mark-verified = leída en la fuente
mark-partly = leída en parte
mark-unverified = sin verificar
card-says = Lo dice:
card-amount = Importe
card-count = Cantidad
card-period = Periodo
card-contradicts = Contradice a
card-absent = Lo que no se sabe o se reserva
unknown-says = No se sabe: { $reason }.
withheld-says = Reservado según { $law }; lo decidió { $by }; se revisa el { $until }.
sources = Fuentes
filed-by = presenta
withdrawn = retirado
withdrawn-in = retirado en el asiento
