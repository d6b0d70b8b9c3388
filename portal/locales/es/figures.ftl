nav-gaps = Diferencias
nav-use = Uso y resultados
nav-duties = Quién debe cifras
gaps-intro = Qué dicen de lo mismo los tribunales, las autoridades, los operadores, los proveedores y la tesorería, y cuánto se apartan. Donde una parte calla, se dice; no es un cero.
gaps-apart = { $n ->
    [one] 1 diferencia: las partes no coinciden
   *[other] { $n } diferencias: las partes no coinciden
}
gaps-only = { $n ->
    [one] 1 de la que habla una sola parte
   *[other] { $n } de las que habla una sola parte
}
gaps-agree = { $n ->
    [one] 1 en la que las partes pueden coincidir
   *[other] { $n } en las que las partes pueden coincidir
}
gaps-count = { $n ->
    [0] Aquí no se compara nada.
    [one] 1 comparación.
   *[other] { $n } comparaciones; primero las que no coinciden, de mayor a menor.
}
gaps-none = Todavía no hay cifras de dos partes sobre lo mismo. Las cifras llegan con presentaciones del formulario `return`, con órdenes y con pagos.
gaps-uncompared = { $n ->
    [one] 1 cifra es de días de dos años o no tiene fin: no se compara con nada y no está en ninguna diferencia.
   *[other] { $n } cifras son de días de dos años o no tienen fin: no se comparan con nada y no están en ninguna diferencia.
}
gaps-caption = Qué dicen dos partes de lo mismo
gap-what = De qué
gap-side-1 = Una parte
gap-side-2 = La otra parte
gap-apart = Diferencia
gap-stand = Cómo quedan
gap-rule = Qué se compara
gap-clock = Explicación
gap-nothing = no dice nada
gap-nothing-says = Aquí no consta nada de esta parte. No es un cero.
gap-picture = Las dos partes a la misma escala
gap-disputed = Las transcripciones de una cifra difieren: la cantidad es todo lo que pueden significar.
gap-filings = { $n ->
    [one] 1 presentación contada una por una
   *[other] { $n } presentaciones contadas una por una
}
gap-alone = { $n ->
    [0] Cada caso tiene su contraparte en el otro lado.
    [one] 1 caso sin contraparte en el otro lado:
   *[other] { $n } casos sin contraparte en el otro lado, los primeros:
}
gap-uncompared = { $n ->
    [one] No se compara: 1 cifra de esta parte es de días de dos años o no tiene fin:
   *[other] No se comparan: { $n } cifras de esta parte son de días de dos años o no tienen fin; las primeras:
}
gap-statements = Cifras de la parte:
gap-filing = Presentación
gap-by = Lo dice
gap-amount = Cuánto
gap-counting = Regla de conteo
gap-added = En la suma
gap-explanations = Explicaciones
gap-unexplained = Nadie la ha explicado.
gap-later = Ninguna explicación abarca los casos sin contraparte que llegaron desde el { $day }.
gap-until = se corrige el
gap-how = Cualquiera de las partes la explica con una presentación del formulario `explanation`, con esto como `gap`:
gap-findings = Qué hallan las reglas
gap-explained = { $n ->
    [one] Explicada una vez
   *[other] Explicada { $n } veces
}
gap-due = { $n ->
    [one] Debe explicarse a más tardar el { $day }: queda 1 día
   *[other] Debe explicarse a más tardar el { $day }: quedan { $n } días
}
gap-overdue = { $n ->
    [one] No se explicó a más tardar el { $day }: 1 día de retraso
   *[other] No se explicó a más tardar el { $day }: { $n } días de retraso
}
stand-apart = No coinciden
stand-only = Habla una sola parte
stand-agree = Pueden coincidir
side-court = Tribunales
side-agency = Autoridades
side-operator = Operadores
side-vendor = Proveedores
side-oversight = Órganos de control y registros públicos
side-treasury = Tesorería
side-observer = Observadores
side-unknown = No se sabe quién
name-unlinked = nombre de la fuente, sin enlazar a un organismo
amount-open = { $n } o más
left-added = sumada
left-covered = no se suma: otra cifra del mismo informante abarca el periodo
left-restated = no se suma: un informe posterior la sustituye
left-part = no se suma: es parte de un total que se da
left-other-unit = no se suma: otra unidad
left-transcribed = no se suma: el informante presentó las suyas
by-reporter = Quién informa
by-other = La otra parte
by-place = Lugar
by-measure = Medida
by-basis = Fundamento legal
by-technology = Tecnología
by-year = Año
by-half = Semestre
by-quarter = Trimestre
by-month = Mes
not-told = no se dice
counted-return = Cifras de informes
counted-filing = Contadas de presentaciones
rule-filings = una cada una: { $form }
use-intro = Qué se pidió, se concedió y se negó, cuántas personas, días y dinero, y con qué resultado. Nunca se suman partes, unidades ni reglas de conteo distintas; lo que no se publicó deja abierta la suma y no es un cero.
use-by = Filas por
use-then = y por
use-unit = Unidad
use-counted = Contadas de
use-count = { $n ->
    [0] Ninguna cifra.
    [one] 1 fila.
   *[other] { $n } filas.
}
use-none = Todavía nada dice aquí algo en cifras.
use-caption = Cifras, sumadas donde la parte, la unidad, la regla de conteo y la clase son las mismas
use-side = Parte
use-all = En total
use-outcomes = Qué fue de ellas
use-rate = Por 100,000 personas
use-rests = Asientos
use-more = { $n ->
    [one] Una fila más está en los archivos CSV y JSON.
   *[other] { $n } filas más están en los archivos CSV y JSON.
}
use-absent = { $n ->
    [one] 1 cifra reservada o desconocida
   *[other] { $n } cifras reservadas o desconocidas
}
use-protected = menos de cinco personas: se dice 1–4
use-unbalanced = las partes y el total difieren en { $by }
use-recompute = Vuelva a calcular estas cifras desde la bitácora:
bars-nothing = no consta nada
duties-intro = Qué cifras piden las normas en vigor, a quién y de qué periodo, y qué llegó. Cero es solo lo que alguien firmó como cero.
duties-totals = En total
duties-each = Por deber
duties-none = Ninguna norma en vigor pide cifras a nadie.
duty-due = { $n ->
    [one] vence 1 día después del periodo
   *[other] vence { $n } días después del periodo
}
duty-earlier = { $n ->
    [one] 1 periodo anterior está en los archivos CSV y JSON.
   *[other] { $n } periodos anteriores están en los archivos CSV y JSON.
}
duty-verified = ley leída
duty-unverified = ley no leída en su fuente
duty-design = regla nuestra
owed-filed = Presentado
owed-nil = Cero firmado
owed-late = Con retraso
owed-partly = Presentado en parte: una cifra reservada o no conocida
owed-refused = Reservado
owed-transcribed = Publicado en otro lugar
owed-missing = No consta aquí
owed-not-yet-due = Aún no vence
owed-ended = Ya no hay deber
owed-days = { $n ->
    [one] vencido hace 1 día
   *[other] vencido hace { $n } días
}
owed-days-late = { $n ->
    [one] 1 día de retraso
   *[other] { $n } días de retraso
}
owed-until = hasta el { $day }
body-owes = Cifras que debe
nav-series = Cifras en el tiempo
series-intro = Cada valor que quien informa publicó de cada periodo, primero el más antiguo, con su día y su cambio. Lo que se sustituyó no se quita: está aquí junto a lo que tomó su lugar.
series-count = { $n ->
    [0] Quien informa no ha publicado cifras aquí.
    [one] 1 cifra en el tiempo.
   *[other] { $n } cifras en el tiempo.
}
series-restated = { $n ->
    [one] 1 valor sustituido
   *[other] { $n } valores sustituidos
}
series-reporters = Quienes sustituyeron cifras
series-none = Nadie ha sustituido cifras aquí. Busque a quien informa por su id, como `mx/fgr`, o por el nombre que le da su fuente.
series-caption = Valores publicados de cada periodo
series-period = Periodo
series-change = Cambio
series-state = Estado
series-published = Publicado
series-received = Recibido aquí
series-was = Sustituido después
series-stands = Vigente
series-absent = reservado o no conocido
series-same = sin cambio
series-more = { $by } más
series-less = { $by } menos
