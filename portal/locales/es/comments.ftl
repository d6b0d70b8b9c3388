# Comentar sin clave y sin cuenta.
comment-title = Comentar
comment-look = Revise su comentario
comment-received = Comentario recibido
comment-until = Se reciben comentarios hasta el { $day } (UTC), inclusive.
comment-proposal = La consulta y lo que ya se dijo
comment-over = La consulta cerró el { $day } (UTC) y ya no recibe comentarios.
comment-early = La consulta abre el { $day }; ese día podrá comentar.
comment-mirror = Esto es una copia del registro, que solo muestra. Comente en { $url }
comment-not-now = El registro no recibe comentarios ahora. Vuelva más tarde.
comment-results = Lo que se dijo y qué fue de cada comentario
comment-not-sent = Lo que usted escribió no se envió
comment-safe = Si alguien puede hacerle daño por lo que diga,
comment-safe-says = no escriba desde un aparato o una red que esa persona vigile, y no cuente lo que solo usted sabe.
comment-kept-says = Alguien lee cada comentario antes de que se muestre; después queda público para siempre. El registro no guarda quién lo envía: ni nombre, ni correo, ni dirección del aparato, ni hora. De un comentario de hoy la página de la consulta dice solo el número; desde mañana (UTC) consta en la lista.
comment-position = Qué pide
comment-says = Su comentario
comment-says-hint = Hasta { $n } caracteres. Sin nombres de personas, teléfonos, correos ni domicilios. Si necesita más, envíe otro comentario por párrafo.
comment-paragraph = De qué párrafo o documento
comment-paragraph-hint = Como está numerado en el texto. Déjelo vacío si habla de todo.
comment-called = Cómo quiere que se le llame
comment-called-hint = Déjelo vacío para no dar nombre. Aquí no cabe un nombre completo: no podría borrarse nunca.
comment-language = Idioma en que escribe
comment-go-look = Revisar antes de enviar
comment-go-send = Enviar
comment-go-change = Cambiar algo
comment-look-says = Esto es lo que se enviará. Todavía no se ha enviado nada.
comment-look-again = Mire otra vez
comment-reads-like = Esto parece { $kind }: { $text }
comment-look-again-says = Si lo es, quítelo: lo que se muestra ya no puede borrarse. Si no lo es, envíelo así; quien lo lea decidirá si puede mostrarse.
comment-for-ever = Mientras nadie lo haya presentado podrá borrarlo con su código. Después nadie podrá.
comment-your-code = Su código será { $code }. Anótelo por si se corta la conexión al enviar.
comment-personal = aquí parece haber { $kind } ({ $text }); quítelo: un comentario queda público para siempre
comment-person = parece el nombre de una persona; elija otro o déjelo vacío: no podría borrarse nunca
comment-too-long = tiene { $n } caracteres y caben { $most }; acórtelo o repártalo en varios comentarios
comment-empty = falta el comentario; escríbalo
comment-no-position = falta decir qué pide; elija una de las cuatro
comment-unseen = hay caracteres que no se ven, de los que vienen con un texto pegado; escríbalo de nuevo
comment-garbled = lo que llegó no es texto; escríbalo de nuevo
comment-full = esperan ya tantos comentarios como el registro guarda; no se recibió nada, pruebe mañana
comment-often = llegaron demasiados comentarios en esta hora; no se recibió nada, pruebe dentro de una hora
comment-other-code = ese código ya es de otro comentario; no se recibió nada, revíselo y envíelo de nuevo
comment-not-kept = el registro no pudo guardar el comentario; no se recibió nada, envíelo de nuevo más tarde
comment-code-says = Comentario recibido. Su código es:
comment-shown-within = Se mostrará, o se dirá por qué no, antes de 2 días: a más tardar el
comment-next-keep = Imprima esta página o copie el código. Nadie puede dárselo otra vez: el registro no lo guarda.
comment-next-follow = Con el código ve qué fue de su comentario, y lo borra mientras nadie lo haya presentado.
comment-next-list = La página de la consulta ya lo cuenta, y desde mañana (UTC) lo enumera, sin sus palabras.
comment-received-on = Recibido el
comment-shown-by = Se muestra a más tardar el
comment-commitment = Compromiso
comment-promise = La promesa firmada del registro
comment-promise-says = Con su firma el registro dice que recibió un comentario con este compromiso, y hasta qué día tiene para mostrarlo o decir por qué no. Si pasa el día y no hace ni lo uno ni lo otro, y usted no lo borró, esta promesa lo prueba.
comment-picture = La misma promesa, para leerla con un teléfono
comment-whole = todo el texto
comment-no-name = sin nombre

# Qué fue de un comentario.
comments-title = Qué fue de mi comentario
comments-intro = Escriba el código que recibió al enviarlo.
comments-code = Código
comments-code-hint = Veinte letras y cifras, como 7K2M-0Q9F-4XAB-1C3D-E5GH. Da igual si usa mayúsculas o guiones.
comments-look = Ver
comments-no-code = No hay un comentario con ese código. Revíselo; de lo que se decidió hace más de dos años ya no se informa.
comments-elsewhere = Esto es una copia del registro, que solo muestra. Pregunte en el registro mismo:
comments-another = Otro código
comments-sent = Lo que usted envió
comments-delete = Borrar mi comentario
comments-delete-says = Se borran sus palabras. Queda constancia de que se recibió un comentario y de que quien lo envió lo borró.
comments-delete-yes = Sí, borrarlo
comments-waiting = espera
comments-waiting-says = Todavía nadie lo ha presentado. A más tardar el { $day } se muestra o se dice por qué no.
comments-late = espera, con retraso
comments-late-says = Tenía que mostrarse, o decirse por qué no, a más tardar el { $day }. El registro prometió y no cumplió: la promesa firmada, abajo, lo prueba. Enséñela al órgano de control, a la prensa o a una organización en que confíe.
comments-altered = presentado con otras palabras
comments-altered-deleted = presentado con otras palabras, y borrado por quien lo envió
comments-altered-deleted-says = Quien lo presentó no presentó lo que usted envió, y de eso queda constancia. Las palabras de usted se borraron.
comments-altered-says = Quien lo presentó no presentó lo que usted envió. Sus palabras siguen aquí y siguen esperando: se prometió mostrarlas a más tardar el { $day }.
comments-filed = presentado
comments-filed-says = Consta en el registro y se muestra en la página de la consulta.
comments-withdrawn = presentado y después retirado
comments-withdrawn-says = Quien presentó su comentario lo retiró después. Lo que presentó sigue legible en el asiento, con el motivo.
comments-undecided = se dijo que no se muestra, y eso se retiró
comments-undecided-says = Quien lo leyó dio un motivo para no mostrarlo y lo retiró. Tenía que mostrarse, o decirse por qué no, a más tardar el { $day }.
comments-unshown = no se muestra
comments-unshown-says = Quien lo leyó decidió no mostrarlo y dio el motivo en el registro. Si no está de acuerdo, la promesa firmada, abajo, y sus palabras prueban qué se calló.
comments-taken-back = borrado por quien lo envió
comments-taken-back-says = Sus palabras se borraron. Consta que se recibió un comentario y que quien lo envió lo borró.
comments-filed-anyway = borrado por quien lo envió, y presentado de todos modos
comments-filed-anyway-says = Sus palabras se borraron aquí, y de todos modos se firmó una presentación con el compromiso de su comentario. Lo que está en la bitácora no puede borrarse.
comments-same = Se presentó exactamente lo que usted envió
comments-other = Lo que ahora dice el registro no es lo que usted envió
comments-answer = { $outcome }. { $reason }

# De quienes no tienen clave, en la página de una consulta.
unshown-reason = Motivo
unshown-says = Explicación
without-key-title = Comentarios de personas sin clave
without-key-intro = Cada comentario que se recibe se cuenta aquí el mismo día, y desde el día siguiente (UTC) consta en la lista. En dos días tiene que mostrarse arriba, con una presentación firmada, o decirse por qué no.
without-key-received = Recibidos
without-key-shown = Mostrados
without-key-answered = Respondidos
without-key-unshown = No mostrados, con su motivo
without-key-waiting = En espera
without-key-late = Con retraso, también los que se mostraron tarde
without-key-taken-back = Borrados por quien los envió
without-key-withdrawn = Presentados y después retirados
without-key-unlisted = Los que esperan solo los conoce el registro mismo, hoy: en una copia, o como se sabía otro día, no se pueden contar.
without-key-list = Recibidos que no se muestran
without-key-list-says = Esta lista la lleva el registro y todavía no está en la bitácora: nadie más la comprueba. Quien envió un comentario tiene una promesa firmada con el mismo compromiso.
without-key-caption = Comentarios recibidos que no se muestran, primero los más antiguos
without-key-state = Estado
without-key-is-waiting = recibido, aún no se muestra
without-key-is-late = con retraso
without-key-is-altered = presentado con otras palabras
without-key-is-withdrawn = presentado y retirado
without-key-is-taken-back = borrado por quien lo envió
without-key-is-filed-anyway = borrado por quien lo envió, y presentado de todos modos
without-key-today = { $n ->
    [one] Hoy llegó uno más; desde mañana (UTC) consta en la lista.
   *[other] Hoy llegaron { $n } más; desde mañana (UTC) constan en la lista.
}
without-key-more = { $n ->
    [one] … y uno más; el archivo JSON los tiene todos.
   *[other] … y { $n } más; el archivo JSON los tiene todos.
}
without-key-reasons = Por qué no se muestran
without-key-comments = { $n ->
    [one] un comentario
   *[other] { $n } comentarios
}
without-key-follow = Ver con un código qué fue de un comentario
