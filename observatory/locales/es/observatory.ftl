name = Observatorio de registros
skip = Ir al contenido
switch = English
menu = Partes del observatorio
crumbs = Dónde está
tools = Descargas
download = Descargar
follow-alerts = Seguir las alertas (Atom)
footer-what = Este observatorio copia y verifica cada registro: árbol, firmas, admisión y que nada de lo visto antes se haya quitado. Lo que muestra sale de asientos verificados; no responde por lo que digan.
footer-traces = No se guarda quién lee ni qué busca.
footer-code = El programa
error-title = No se puede mostrar
error-missing = Aquí no hay tal página, registro ni jurisdicción.
error-failed = El índice no responde ahora; vuelva a intentarlo en un momento.

home-title = Registros
home-intro = Los registros de vigilancia que se siguen, los que necesitan atención primero. Un registro que calla o muestra dos historias se ve aquí.
home-count = { $n ->
    [one] {$n} registro
   *[other] {$n} registros
}
home-caption = Registros, su estado y cuándo se verificaron
a-demonstration = {$name} (demostración)
its-answers = Sus respuestas
add-one = ¿Falta un país? Cómo agregar un registro
add-how = Quien lleva este observatorio agrega una tabla a su directorio. La clave es la que el registro publica en lugares que no controla un solo servidor.
never = nunca
state-new = aún no visitado
state-verified = verificado
state-alert = con alertas
state-silent = callado
state-split-view = dos historias
state-unreachable = no se alcanza
witnesses-none = su política no pide testigos
witnesses-unwitnessed = sin testigos
witnesses-some = cofirmado por {$n} de {$all} testigos

compare-title = Comparar
compare-intro = Las mismas treinta preguntas a cada registro, contestadas con sus asientos verificados. «No publicado» es una respuesta y se cuenta. Lo que se cuenta de otra manera no se compara, y nada se ordena por tamaño.
compare-choose = Elija de dos a cinco registros
compare-go = Comparar
compare-unknown = no se sigue ningún registro `{$id}`; vea la lista de registros
compare-most = son demasiados: a lo más cinco a la vez
part-purchase = Compra
part-use = Uso
part-disposal = Fin de uso, supervisión y reparación
answers-value = Respuestas con cifras
answers-not-published = No publicado
answers-withheld = Reservado
answers-no-duty = Ninguna ley lo pide
answer-not-published = no publicado
answer-withheld = reservado
answer-no-duty = ninguna ley lo pide
not-verified = aún no verificado
withheld-under = reservado según {$laws}
though-asked = lo pide {$law}
more-figures = { $n ->
    [one] y {$n} cifra más, que no se suma a estas
   *[other] y {$n} cifras más, que no se suman a estas
}
at-least = al menos {$n}
among = { $n ->
    [one] entre {$n} presentación
   *[other] entre {$n} presentaciones
}
signed-nil = { $n ->
    [one] cero firmado por {$n} informe
   *[other] cero firmado por {$n} informes
}
per-100-000 = {$n} por cada 100 000 habitantes ({$year})
entries = asientos
how-answered = Cómo se contesta
side-court = dice el juzgado
side-agency = dice quien usa
side-operator = dice el operador
side-vendor = dice el proveedor
side-oversight = dice quien supervisa
side-treasury = dice la tesorería
side-observer = dice un observador
common-common = Cuentan lo mismo.
common-few = Menos de dos registros tienen cifras.
common-several = No se compara: alguna respuesta tiene varias cifras que no se suman.
common-units = No se compara: unidades distintas.
common-rules = No se compara: reglas de conteo, clases o partes distintas.
common-years = De años distintos.

jurisdictions-title = Jurisdicciones
jurisdictions-intro = Cada jurisdicción hereda las reglas de las que están sobre ella. Cada dato dice su fuente y hasta dónde se verificó.
inherits-from = Hereda reglas de:
no-register-here = Aquí no se sigue ningún registro.
rules-title = Reglas
no-rules = El directorio no conoce reglas para esta jurisdicción; no quiere decir que no las haya.
strictest = la más estricta
inherited = heredada
strictest-most = De {$n} reglas vale la que más exige: {$limit}.
strictest-least = De {$n} reglas vale la que menos permite: {$limit}.
limit-at-least = Al menos {$n}
limit-at-most = A lo más {$n}
no-duty-title = Lo que ninguna ley pide aquí
no-member = El directorio no la conoce como miembro.
member-national = miembro nacional
member-local = miembro local
member-since = {$kind} desde {$year}
people-title = Habitantes
no-population = El directorio no conoce su población; no se calculan tasas.

exports-title = Exportaciones
exports-intro = Ventas que un proveedor presentó en un registro, frente a compras que un Estado presentó en otro, unidas por el OCID o por número y partes. No hay formato para licencias de exportación: una venta presentada es lo que hay.
stand-matched = Con su contraparte
stand-no-counterpart = Sin contraparte en el registro del otro país
stand-no-register = Del otro país no se sigue ningún registro
deal-sale = Venta
deal-purchase = Compra
no-number = sin número publicado
matched-by-ocid = por OCID:
matched-by-number = por número y partes:
entry-in = {$register}, asiento {$n}
exports-more = { $n ->
    [one] y {$n} más en los archivos
   *[other] y {$n} más en los archivos
}

alerts-title = Alertas
alerts-intro = Lo que está y estuvo mal con los registros que se siguen.
feed-title = Alertas del observatorio
no-alerts = Nada: lo que cada registro firmó y muestra coincide con lo visto antes.
alert-over = (terminó)

col-register = Registro
col-state = Estado
col-jurisdiction = Jurisdicción
col-entries = Asientos
col-verified = Verificado
col-newest = Lo más nuevo
col-question = Pregunta
col-parent = Depende de
col-registers = Registros
col-rules = Reglas
col-ogp = Alianza para el Gobierno Abierto
col-deal = Contrato
col-sellers = Vende
col-buyer = Compra
col-amount = Importe
