# La mesa de presentación: borradores, preguntas, firma, entrega, recibos.

nav-file = Presentar
desk-intro = Para quien presenta: qué debe su organismo y para cuándo, y un borrador que se revisa antes de firmarlo. Nadie necesita una cuenta; la clave que firma nunca sale de su equipo.
desk-mirror = Esto es una copia que solo muestra. Las presentaciones se hacen en el registro:
desk-for = ¿Por qué organismo o empresa presenta?
desk-choose = Elija
desk-show-owed = Mostrar qué debe
desk-owed = Qué debe
desk-owed-none = Ningún informe de este organismo está atrasado ni por vencer. Los demás plazos están en el calendario.
desk-begin-return = Comenzar este informe
desk-more-owed = { $n ->
    [one] Se debe un informe más.
   *[other] Se deben { $n } informes más.
}
desk-all-owed = Cada periodo de cada obligación
desk-calendar = Todos los plazos, en el calendario
desk-begin = Comenzar un borrador
desk-form = ¿Qué presenta?
desk-any-stage = De ninguna etapa en particular
desk-body = ¿Quién presenta?
desk-copy = Como una presentación anterior (opcional)
desk-copy-hint = El id de una presentación: se toma lo que dice, para cambiarlo. Para corregir una presentación, elija arriba el formulario «Corrección».
desk-no-such-filing = No hay una presentación con ese id y de ese formulario.
desk-begin-form = Comenzar
desk-upload = Continuar con un archivo
desk-upload-says = Un borrador guardado desde esta página o escrito por un programa (JSON), o una presentación firmada: se abre como borrador y todo en él se puede cambiar.
desk-upload-file = Archivo
desk-upload-button = Abrir
desk-many = Muchas presentaciones a la vez
desk-many-says = Para tablas más grandes y mapas propios está el programa, que revisa y presenta fila por fila:
desk-not-text = El archivo no es texto en UTF-8; guárdelo en UTF-8 y envíelo otra vez.
desk-no-form = El archivo no es un borrador: no es un objeto JSON cuyo `form` sea un formulario del registro.
desk-form-and-body = Elija un formulario y diga quién presenta, como `mx/sedena`.
desk-draft = Borrador: { $form }
desk-kept = Se conserva aquí hasta el { $day }; cada vez que guarda, 60 días más.
desk-address = Conserve la dirección de esta página.
desk-address-says = Es el único camino de vuelta al borrador. Quien la tenga puede leerlo y cambiarlo; nadie más puede encontrarlo.
desk-progress = { $n } de { $of } preguntas necesarias contestadas.
desk-continue = Continuar
desk-sign = Firmar y entregar
desk-right = Correcto
desk-right-says = El registro lo recibiría como está, firmado con una clave que tenga la función.
desk-already = Presentado
desk-already-says = El mismo texto consta ya como asiento { $n }.
desk-unfinished = Sin terminar
desk-unfinished-says = Faltan preguntas por contestar.
desk-wrong = Por corregir
desk-wrong-says = { $n ->
    [one] El registro lo rechazaría por un motivo.
   *[other] El registro lo rechazaría por { $n } motivos.
}
desk-untried = Sin revisar
desk-untried-says = El registro no puede revisarlo ahora; lo que escribió se conserva. Inténtelo de nuevo en un momento.
desk-section-what = Quién, qué, cuándo
desk-section-own = Qué dice
desk-section-more = Si lo tiene
desk-section-evidence = En qué se apoya
desk-section-held = Lo que se reserva o no se conoce
desk-state-answered = contestada
desk-state-open = por contestar
desk-state-expected = por contestar, o diga por qué no
desk-state-optional = si la tiene
desk-state-explained = explicada
desk-state-wrong = por corregir
desk-as-file = El borrador como archivo
desk-as-file-says = Para conservarlo, para que otros lo revisen, para firmarlo en otra parte, para continuar después.
desk-download = Guardar el borrador (JSON)
desk-delete = Borrar este borrador de aquí
desk-required = Debe constar.
desk-expected = Debe constar; o diga que no se conoce, o bajo qué ley se reserva.
desk-optional = Puede quedar vacío.
desk-unknown = O bien: no se conoce
desk-unknown-hint = Un hueco no es una respuesta: diga por qué no la hay.
desk-withhold = Se reserva conforme a una ley
desk-known = Se conoce
desk-save = Guardar y continuar
desk-save-list = Guardar y mostrar la lista
desk-more = Guardar y añadir más
desk-another = Guardar y añadir otro elemento
desk-add = Añadir un elemento
desk-items = { $n ->
    [one] Un elemento, con su página.
   *[other] { $n } elementos, cada uno con su página.
}
desk-items-meanwhile = No se quitó nada: esto es lo que consta ahora.
desk-back = Volver a la lista
desk-meanwhile = El borrador se guardó mientras tanto en otra parte
desk-meanwhile-says = Quizá en otra ventana. Abajo está lo que escribió, todavía sin guardar: guarde otra vez para ponerlo en lugar de lo que consta ahora.
desk-meanwhile-now = Lo que consta ahora:
desk-nothing = nada
desk-yes = Sí
desk-no = No
desk-one-of = Llene una de estas opciones.
desk-or = o
desk-hint-json = Como JSON, igual que en un archivo.
desk-hint-integer = Un número entero, solo con cifras.
desk-hint-date = Un día, como 2026-03-31.
desk-hint-instant = Una hora en UTC, como 2026-03-31T17:05:00Z.
desk-hint-url = Una dirección que comience con https://
desk-hint-sha256 = 64 caracteres, 0-9 y a-f.
desk-hint-dated = Un año, mes o día, como 2026, 2026-03 o 2026-03-31.
desk-hint-vkey = Una clave verificadora: nombre, + y lo que sigue, en una línea.
desk-hint-country = Un país en dos letras, como mx.
desk-hint-currency = Una moneda en tres letras, como MXN.
desk-hint-place = Un lugar, como mx o us-ca.
desk-hint-reference = El id de un organismo o de una presentación, como mx/sedena o mx/sedena/contract/2019-1.
desk-hint-filing = El id de una presentación, como mx/sedena/contract/2019-1.
desk-hint-body = El id de un organismo o empresa, como mx/sedena.

sign-roles = Debe firmarlo una clave que tenga una de estas funciones por quien presenta:
sign-what = Lo que firma
sign-what-says = Exactamente este texto, byte por byte. Será público en cuanto se entregue, y queda.
sign-program = Con el programa, en su equipo
sign-program-says = Después firme y entregue con una orden; la clave se queda donde está:
sign-here = En este navegador
sign-here-says = Elija su archivo de clave. Se lee solo en esta ventana y no se envía a ninguna parte; funciona también sin red, una vez que la página está aquí.
sign-key = Archivo de clave
sign-done = Firmado. Mire abajo el texto firmado y después entréguelo.
sign-no-key = Esto no es un archivo de clave completo: tiene una línea que comienza con PRIVATE+KEY+.
sign-other-key = Esta clave es para otro fin; las presentaciones se firman con una clave de tipo Ed25519.
sign-failed = Este navegador no pudo firmar con la clave; use el programa.
desk-sign-title = Firmar y entregar
send-title = Entregar lo firmado
send-intro = Una presentación firmada con cualquier programa, en cualquier equipo. La respuesta es un recibo que prueba que consta.
send-paste = Presentación firmada
send-file = O como archivo
send-button = Entregar
send-empty = No hay nada que entregar: pegue una presentación firmada o elija su archivo.
send-refused = { $n ->
    [one] No se recibió, por un motivo. Nada se asentó.
   *[other] No se recibió, por { $n } motivos. Nada se asentó.
}
send-unavailable = El registro no puede confirmar presentaciones ahora. Lo que envió está abajo: entregue otra vez el mismo texto en un momento; nunca se asienta dos veces.

slip-title = Recibo del asiento { $n }
slip-says = Este asiento está en la bitácora. El recibo lo prueba ante cualquiera, sin preguntar al registro, y no dice nada de lo que se presentó.
slip-next = Qué sigue
slip-keep = Conserve el recibo:
slip-download = guardarlo
slip-read = Cualquiera puede leer el asiento:
slip-check = Cualquiera puede comprobar el recibo, aquí o sin conexión:
slip-then = Las normas en vigor juzgan lo presentado en instantes; lo que encuentran está en la página de aquello de que trata. Un error se corrige con otra presentación, y ambas quedan.
slip-text = El recibo
slip-picture = El mismo recibo, para leerlo con una cámara
slip-no-picture = El recibo es demasiado largo para una imagen.

error-draft = No hay tal borrador
error-draft-says = La dirección no lleva a ningún borrador, o lleva a uno que se entregó, se borró o no se guardó en 60 días.
error-draft-next = Comience otro, o abra el archivo que guardó.
error-busy = Demasiados borradores
error-busy-says = Hoy se comenzaron más borradores de los que aquí se conservan.
error-busy-next = Escriba el borrador con el programa, `veedor draft`, o vuelva mañana.
slip-print = Imprimir el recibo
desk-not-said = No se dice
desk-strange = Lo que este formulario no conoce
desk-take-out = Quitarlo
desk-delete-yes = Sí, borrarlo para siempre
error-later = Recibido; el recibo sigue
error-later-says = El asiento está en disco y consta. Se está publicando; su recibo estará aquí en un momento.
error-later-next = Cargue de nuevo esta página. Entregar otra vez el mismo texto no hace daño: nunca se asienta dos veces.

table-intro = Una tabla cuyas filas son presentaciones: elija el mapa que conoce sus columnas, diga quién presenta y traiga el archivo. Se revisa cada fila, se prueba cada presentación contra el registro y nada se envía antes de que usted firme.
table-mapping = ¿Qué hay en la tabla?
table-file-label = La tabla
table-file-hint = Un archivo de hasta 4 MiB y 5,000 filas, como libro (XLSX), CSV (en UTF-8) o JSON. De un libro se lee la primera hoja, si lo que hay en la tabla no nombra otra.
table-button = Revisar la tabla
table-columns = Qué columnas lleva cada uno
table-header-row = El encabezado está en la fila { $n }.
table-unverified = Sin verificar:
table-no-mapping = Elija qué hay en la tabla.
table-no-filer = Diga quién presenta la tabla, como `mx/sedena`.
table-empty = El archivo no tiene filas: elija una tabla con encabezado y al menos una fila debajo.
table-workbook = El archivo es un libro de otra clase (ODS, XLS), que aquí no se lee: guárdelo como XLSX, o su hoja como CSV en UTF-8.
table-title = Tabla: { $mapping }
table-address-says = Es el único camino de vuelta a lo que sigue. Quien la tenga puede leerlo y borrarlo; nadie más puede encontrarlo. La tabla misma no se conserva.
table-kept = Se conserva aquí hasta el { $day }, o hasta que tablas más nuevas necesiten su lugar. La misma tabla se puede traer otra vez.
table-filer = Presenta
table-rows = Filas leídas
table-filings = Presentaciones en borrador
table-held = Filas retenidas
table-whole = Completa
table-whole-says = Cada fila está en una de las presentaciones de abajo.
table-part = En parte
table-part-says = Lo de abajo se puede presentar. Hay filas retenidas: corríjalas en la tabla y tráigala otra vez, o presente antes lo demás.
table-cut = Incompleta
table-cut-says = La tabla no se leyó hasta el final. Lo que se leyó antes está abajo.
table-ended = Dónde terminó la lectura
table-found = Qué corregir
table-found-says = Por fila y columna de la tabla. Un error retiene su fila; un aviso, no.
table-error = Error
table-warning = Aviso
table-row = fila { $n }
table-more = { $n ->
    [one] … y una más de este tipo
   *[other] … y { $n } más de este tipo
}
table-tried = Cada una se prueba sola, como está, contra el registro en este momento. Con ello nada se presenta.
table-tried-right = { $n ->
    [one] Una se recibiría, firmada con una clave que tenga la función.
   *[other] { $n } se recibirían, firmadas con una clave que tenga la función.
}
table-tried-wrong = { $n ->
    [one] Una se rechazaría.
   *[other] { $n } se rechazarían.
}
table-tried-already = { $n ->
    [one] Una ya consta.
   *[other] { $n } ya constan.
}
table-not-tried = { $n ->
    [one] Una no se prueba en esta página.
   *[other] { $n } no se prueban en esta página.
}
table-open = Abrir como borrador
table-before = Presentaciones anteriores a estas
table-after = Presentaciones siguientes
table-along = Firmarlas y presentarlas
table-download = Guardar los borradores (JSON Lines)
table-file = Después se firman y presentan todos con un comando; la clave se queda donde está:
table-again = Van en su orden, cada recibo se verifica y se guarda junto al archivo, y una presentación rechazada no detiene a las demás. Si se corta, el mismo comando continúa: lo que consta no se presenta dos veces.
table-rest = Lo que queda
table-held-says = Las filas retenidas, como llegaron, cada una con sus motivos:
table-held-download = guardarlas (CSV)
table-another = Traer la tabla otra vez, u otra
table-delete = Borrar esto aquí
table-next-encoding = guarde el archivo como CSV en UTF-8 y tráigalo otra vez
table-next-columns = compare su encabezado con las columnas que la mesa muestra
table-next-header = empiece la tabla con el encabezado que la mesa muestra, en esa fila
table-next-json = corrija el archivo, o guarde la tabla como CSV
table-next-workbook = guarde sólo la hoja de la tabla, como CSV en UTF-8, y tráigala
table-next-count = corrija la celda: un número entero, o un rango como <10
table-next-cell = corrija la celda
table-next-long = divida la tabla, o use el programa, que recibe tablas de cualquier tamaño
table-next-same = quite la fila repetida, o dé otro número a una de las dos

error-tables = Se están leyendo otras tablas
error-tables-says = Solo se leen unas pocas tablas a la vez.
error-tables-next = Envíela otra vez en un momento, o use el programa, `veedor import`.

fix-choice = «{ $value }» no está entre las opciones; elija una de la lista
fix-choice-near = «{ $value }» no está entre las opciones; quizá quiso decir «{ $near }»
fix-answer = falta contestar esto; contéstelo
fix-answer-or-explain = falta contestar esto; contéstelo, o diga que no se conoce o con qué ley se reserva
fix-number = esto no es un número entero; escríbalo solo con cifras
fix-yes-no = elija sí o no
fix-shape = lo que hay aquí no corresponde a la pregunta; llénela de nuevo
fix-unknown = el formulario no tiene esta pregunta; quítela
fix-no-field = esto no nombra una pregunta del formulario; elija una de las sugeridas
fix-both = hay una respuesta y a la vez se dice por qué no la hay; deje una de las dos
fix-source = lo que otros dijeron o publicaron necesita su fuente; agréguela en «{ $field }»
fix-name = esto puede ser el nombre de una persona ({ $value }); nombre organismos y cargos, no personas; si no nombra a nadie, dígalo en «{ $field }»
fix-digits = esto puede ser el número de una persona ({ $value }); quítelo; si numera un documento, dígalo en «{ $field }»
fix-id = el asiento { $n } ya tiene este número; tome el siguiente, o comience una corrección

desk-document = O elija el documento
desk-document-says = Hasta 32 MiB. Aquí se calculan y se anotan su SHA-256 y su tamaño; el documento mismo se entrega con el recibo, cuando la presentación conste.
slip-documents = Documentos
slip-documents-says = La presentación los nombra por su SHA-256. Un documento se recibe cuando la presentación consta, de quien lo tenga, si sus bytes tienen ese SHA-256; después cualquiera puede descargarlo.
slip-document-here = aquí está
slip-document-open = por entregar
slip-document-file = Documento
slip-document-send = Entregar el documento
