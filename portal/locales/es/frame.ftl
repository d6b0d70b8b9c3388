# Marco de todas las páginas y páginas de error.
title-in = { $page } — { $site }
skip = Ir al contenido
demonstration = Demostración.
demonstration-says = Los datos se tomaron de fuentes públicas para mostrar cómo funciona el registro; nadie los presentó de oficio.
search = Buscar
search-label = Buscar en el registro
switch = English
menu = Secciones
crumbs = Dónde está usted
nav-home = Inicio
nav-records = Tecnologías
nav-bodies = Organismos y empresas
nav-disagreements = Contradicciones
nav-verify = Verificar
nav-log = Bitácora
nav-about = Qué prueba
strip = Estado del registro
strip-as-of = Al
strip-root = Raíz
strip-verified = firma del registro comprobada
strip-unverified = firma del registro no comprobada
strip-behind = { $n ->
    [one] un asiento publicado aún no aparece en las páginas
   *[other] { $n } asientos publicados aún no aparecen en las páginas
}
n-entries = { $n ->
    [one] 1 asiento
   *[other] { $n } asientos
}
n-filings = { $n ->
    [one] 1 presentación
   *[other] { $n } presentaciones
}
n-claims = { $n ->
    [one] 1 afirmación
   *[other] { $n } afirmaciones
}
n-statements = { $n ->
    [one] 1 documento
   *[other] { $n } documentos
}
download = Descargar
cite = Citar
cite-as = { $page }. { $site }, al { $at } ({ $entries }, raíz { $root }). { $address }
cite-root = raíz
print-hint = Al imprimir, el pie lleva la dirección, la versión y la raíz.
footer-what = Veedor es un registro público de la compra, el uso y la disposición final de tecnología de vigilancia, que nadie puede reescribir en silencio.
footer-more = Qué prueba y qué no
footer-traces = No guardamos rastro de la lectura: sin cookies, sin registro de lo que busca y sin más código en su navegador que el que comprueba recibos y, para quien presenta, firma.
footer-code = Código fuente
footer-licence = licencia Apache 2.0
footer-version = versión
in-other = en inglés
problems = Hay algo que corregir
pages = Páginas
pages-first = Volver al principio
pages-next = Siguientes
error-404 = No está aquí
error-404-says = No hay nada en esta dirección. Lo que se presentó una vez no desaparece del registro: quizá la dirección esté incompleta.
error-404-next = Búsquelo por su nombre o su id.
error-400 = No se entiende la dirección
error-400-says = Una parte de la dirección no se pudo leer.
error-400-next = Revise lo que sigue al signo de interrogación, o empiece de nuevo con una búsqueda.
error-413 = Demasiado grande
error-413-says = Lo enviado pasa de 256 KiB. Un recibo tiene unos pocos miles de bytes y una presentación no más de 64 KiB.
error-413-next = Envíe solo el recibo y la presentación.
error-503 = Ahora no es posible
error-503-says = El índice de las páginas no responde en este momento. Nada se ha perdido: la bitácora publicada lo tiene todo.
error-503-next = Inténtelo en unos minutos. La bitácora se puede leer mientras tanto en /log/checkpoint.
error-500 = Una falla nuestra
error-500-says = La página no se pudo hacer. La falla es del programa, no de usted, y quedó anotada sin lo que buscaba.
error-500-next = Inténtelo de nuevo, o siga por otra página.
as-of-known = Según lo conocido el { $day } ({ $entries }).
as-of-today = Mostrar hoy
as-of-label = Según lo conocido el
as-of-go = Mostrar ese día
no-day-unclear = «{ $value }» no es un día del calendario, como 2026-03-01.
no-day-ahead = El { $day } aún no llega. El registro muestra cualquier día hasta hoy.
no-day-early = El { $day } el registro no tenía aún ningún asiento; recibió el primero el { $first }.
no-day-empty = El { $day } el registro no tenía aún ningún asiento, y tampoco tiene ahora.
error-day = Ese día no se puede mostrar
error-day-says = El día pedido no se puede mostrar.
error-day-next = Elija otro día, o vea el registro como está hoy.
error-then = No estaba aquí entonces
error-then-says = El { $day } no había nada en esta dirección. Lo que hay hoy se presentó después.
error-then-next = Vea esta dirección como está hoy, o busque entre lo que se conocía entonces.
embed = Esta imagen para una página suya
embed-more = La página con la tabla
