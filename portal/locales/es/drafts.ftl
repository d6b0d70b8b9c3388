# Proyectos de reglas.

drafts-title = Proyectos de reglas
drafts-intro = Lo que se propone cambiar en las reglas, antes de que nadie lo adopte. Cada proyecto tiene una página con los dos textos frente a frente y con lo que cambiaría en los casos que ya constan.
drafts-none = Nadie ha presentado un proyecto de reglas.
drafts-caption = Proyectos, el más reciente primero
drafts-link = Proyectos de reglas presentados
draft = Proyecto
draft-title = Proyecto de reglas: { $draft }
draft-standing = Situación
draft-adopted = adoptado
draft-proposed = propuesto
draft-by = Lo presenta
draft-changes = Qué cambia
draft-page = Ver qué cambia este proyecto
draft-waiting = Falta ver qué cambia en los casos del registro; se hará enseguida, sin que haya que esperar aquí.
draft-reading = Se está viendo qué cambia en los casos del registro: { $done } de { $of } asientos leídos.
draft-judging = Se está viendo qué cambia en los casos del registro: { $done } de { $of } casos vistos.
draft-again = Volver a mirar
draft-not-at-hand = Las reglas del proyecto no están aquí: nadie ha enviado el documento con esa huella. En cuanto llegue se verá qué cambia.
draft-not-then = Qué cambia el proyecto se ve en los casos de hoy, no en los de un día pasado.
draft-faults = { $n ->
    [one] El documento no es un compendio de reglas: tiene un defecto.
   *[other] El documento no es un compendio de reglas: tiene { $n } defectos. Los primeros:
}
draft-effect = Qué cambia
draft-beside-in-force = Frente a { $book }, en vigor.
draft-beside-last = Frente a { $book }, el último adoptado; hoy no rige.
draft-beside-nothing = Nada con ese nombre se ha adoptado: toda regla es nueva.
draft-tried = { $cases ->
    [one] Un caso, de { $entries } asientos, visto el { $day }.
   *[other] { $cases } casos, de { $entries } asientos, vistos el { $day }.
}
draft-removes = ¡Atención! El proyecto suprime la regla
draft-nothing = El proyecto no cambia ninguna regla.
draft-effect-caption = Reglas que cambian: antes → con el proyecto
draft-change = Cambio
draft-concerns = Casos que toca
draft-rule-removed = suprimida
draft-rule-added = nueva
draft-rule-changed = cambia
draft-rule-text = cambia su texto; ningún caso queda distinto
draft-rule-moved = mismo texto, otros casos
draft-rule-by-rule = Regla por regla
draft-move = { $n ->
    [one] Un caso pasa de «{ $from }» a «{ $to }»:
   *[other] { $n } casos pasan de «{ $from }» a «{ $to }»:
}
draft-more = { $n ->
    [one] … y uno más
   *[other] … y { $n } más
}
draft-files = Otros archivos que cambian
draft-sides = Los dos textos frente a frente
draft-before = Antes
draft-after = Proyecto
draft-too-long = Los textos son demasiado largos para ponerlos aquí; están en los archivos.
draft-same-lines = { $n ->
    [one] … una línea igual
   *[other] … { $n } líneas iguales
}
draft-same = Lo que queda igual
draft-same-rules = { $n ->
    [one] Una regla queda como está
   *[other] { $n } reglas quedan como están
}
draft-repeat = Compruébelo
draft-repeat-says = Cualquiera puede repetir esta cuenta con los archivos del proyecto en una carpeta (DIR) y la dirección de este registro (URL). La última línea va más lejos: busca, entre todos los casos posibles y no solo entre los presentados, uno que las reglas en vigor y el proyecto juzguen de otro modo.
