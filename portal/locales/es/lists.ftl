# Inicio, búsqueda, organismos, contradicciones.
home-intro = Qué tecnología de vigilancia se compró, cómo se usó y cómo terminó: lo que las autoridades presentaron, lo que otros afirman con su fuente, y lo que nadie presentó.
home-search = ¿Qué busca?
home-search-hint = Una tecnología, un organismo, una empresa o una palabra: Pegasus, geolocalización, dron.
home-empty = Nadie ha presentado nada todavía.
home-state = Cómo está el registro
home-technologies = { $n ->
    [one] tecnología registrada
   *[other] tecnologías registradas
}
home-unfiled = { $n ->
    [one] tecnología de la que quien la tiene no presentó nada
   *[other] tecnologías de las que quien las tiene no presentó nada
}
home-claims = { $n ->
    [one] afirmación de terceros, con su fuente
   *[other] afirmaciones de terceros, con su fuente
}
home-disagreements = { $n ->
    [one] pregunta a la que las fuentes responden distinto
   *[other] preguntas a las que las fuentes responden distinto
}
home-weightiest = Tecnologías más documentadas
home-all = Ver todas las tecnologías
home-classes = Por clase
home-stages = Hasta qué etapa se sabe
home-latest = Últimos asientos
home-log = Ver toda la bitácora
holder-unknown = no se sabe quién
find-title = Tecnologías
find-words = Palabras
find-class = Clase
find-holder = Quién la tiene
find-stage = Última etapa conocida
find-any = Cualquiera
find-unfiled = Solo las que nadie reportó: quien la tiene no presentó nada
find-apply = Aplicar
find-clear = Quitar los filtros
find-count = { $n ->
    [0] Ninguna tecnología
    [one] 1 tecnología
   *[other] { $n } tecnologías
}
find-caption = Tecnologías, de la última registrada a la primera
find-name = Tecnología
find-reached = Última etapa conocida
find-filed = Presentó quien la tiene
find-claims = Afirmaciones
find-none = Nada cumple todo lo pedido a la vez. Que no esté aquí no quiere decir que no exista: solo que nadie lo ha presentado ni afirmado.
find-problem = No se entiende «{ $value }» en «{ $field }». Elija una de las opciones.
find-without-q = Sin las palabras: { $n }
find-without-class = Sin la clase: { $n }
find-without-holder = Sin quién la tiene: { $n }
find-without-stage = Sin la etapa: { $n }
find-without-unfiled = También con presentaciones de quien la tiene: { $n }
filed-nothing = nada
bodies-count = { $n ->
    [one] El registro describe 1 organismo o empresa.
   *[other] El registro describe { $n } organismos y empresas.
}
bodies-found = { $n ->
    [one] Consta 1 organismo o empresa con ese nombre o de esa clase.
   *[other] Constan { $n } organismos y empresas con ese nombre o de esa clase.
}
bodies-words = Palabras de su nombre, sus siglas o su id
bodies-kind = Clase
bodies-id-or-words = El id de un organismo o empresa, como mx/sedena, o palabras de su nombre para encontrarlo.
bodies-look = Todos
body-to-desk = Qué debe, y presentar en su nombre
body-holds = Tecnología que tiene
body-holds-caption = Lo que presentó y lo que no, por tecnología
body-makes = Tecnología que fabrica
body-makes-caption = Tecnologías de este fabricante
body-filed-of-it = Presentó quien la tiene
body-filed-all = Presentó algo de toda la tecnología que tiene
body-filed-nothing = No presentó nada de la tecnología que tiene ({ $n })
body-filed-some = No presentó nada de { $n } de las tecnologías que tiene
body-powers = Qué le permite la ley
body-powers-caption = Facultades, con la ley que las da
body-no-powers = El registro no tiene ninguna facultad legal de este organismo para vigilar.
body-succession = De dónde viene y qué la sigue
body-succeeds = Sucede a
body-successors = Lo sucede
body-parts = Dependen de él
body-filed = Lo que presentó
body-about = Lo que otros presentaron o afirman
body-more = Aquí solo lo último; todo lo demás se alcanza por cada tecnología y en la bitácora
body-sources = Fuentes de esta descripción
body-id = Id del organismo:
body-described = descrito en el
power = Facultad
law = Ley
article = Artículo
from = Desde
until = Hasta
not-filed = no consta
disagreements-count = { $n ->
    [0] Ninguna pregunta tiene hoy respuestas distintas.
    [one] 1 pregunta tiene respuestas distintas.
   *[other] { $n } preguntas tienen respuestas distintas.
}
answers-more = { $n ->
    [one] Una respuesta más en los archivos de esta página.
   *[other] { $n } respuestas más en los archivos de esta página.
}
find-near = { $n ->
    [one] ¿Quiso decir «{ $words }»? Una tecnología.
   *[other] ¿Quiso decir «{ $words }»? { $n } tecnologías.
}
find-changed = { $form } de { $filer }, asiento { $n }.
