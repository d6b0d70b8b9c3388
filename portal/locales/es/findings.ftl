# Hallazgos, reglas, calendario.
nav-findings = Hallazgos
nav-rules = Reglas
nav-calendar = Lo que vence
follow = Seguir
rule = Regla
rulebook = Compendio de reglas
yes = sí
no = no
no-law = Este registro no ha adoptado ningún compendio de reglas: nada se juzga, y que no haya hallazgos no dice que todo esté bien.
no-law-how = Quien lleva el registro adopta uno con una presentación que queda en la bitácora:
missing-title = Falta un compendio de reglas adoptado
missing-says = El registro lo adoptó y sus archivos no están aquí o no corresponden a su huella. Lo que toca juzgar a estas reglas no se está juzgando; se juzgará en cuanto alguien envíe el documento:
says-broken = incumplida
says-unknown = no se puede saber
says-no-rule = sin regla vigente
says-fault = falla de la regla
says-kept = cumplida
says-running = corre un plazo
severity-breach = incumplimiento
severity-flag = alerta
severity-would-breach = de incumplirse: incumplimiento
severity-would-flag = de incumplirse: alerta
rests-filed = se apoya en lo presentado
rests-claimed = se apoya en afirmaciones de otros
case-conduct = la actuación de { $body }
case-withheld = el campo reservado «{ $field }» de { $filing }
finding-nobody = alguien que no consta
finding-same-body = ese organismo
finding-broken = Hasta donde consta, la regla { $rule } está incumplida desde el { $since }: { $case }. Responde { $body }.
finding-claimed = Según afirman otros, la regla { $rule } estaría incumplida desde el { $since }: { $case }. Responde { $body }.
finding-due = La regla { $rule } se incumplirá a partir del { $since } si nada más se presenta: { $case }. Responde { $body }.
finding-unknown = No se puede saber si la regla { $rule } se cumple: { $case }. Responde { $body }. Desde el { $since }.
finding-no-rule = Para esta fecha, { $since }, no hay versión vigente de la regla { $rule }: { $case }. Responde { $body }.
finding-fault = La regla { $rule } no se pudo calcular, por una falla de la propia regla: { $case }. Responde { $body }. Desde el { $since }.
finding-why = Por qué
age-today = hoy
age-ahead = { $n ->
    [one] mañana
   *[other] dentro de { $n } días
}
age-days = { $n ->
    [one] hace 1 día
   *[other] hace { $n } días
}
age-years = { $n ->
    [0] hace casi un año
    [one] hace 1 año
   *[other] hace { $n } años
}
days-left = { $n ->
    [0] último día
    [one] queda 1 día
   *[other] quedan { $n } días
}
days-over = { $n ->
    [one] venció hace 1 día
   *[other] venció hace { $n } días
}
findings-intro = Qué reglas están incumplidas hasta donde muestra el registro, en qué caso y quién responde. Un hallazgo no es una condena: sale de lo presentado y de lo que otros afirman, y cada uno dice en qué se apoya y qué lo aclararía.
findings-day = Como está al
findings-rules = Todas las reglas
findings-calendar = Lo que vence
findings-here = Lo que encuentran hoy las reglas vigentes, lo más grave primero.
findings-all = Ver todos los hallazgos
findings-see = Ver
findings-of = { $title }: { $limits }
findings-count = { $n ->
    [0] Ningún hallazgo
    [one] 1 hallazgo
   *[other] { $n } hallazgos
}
findings-none = Las reglas vigentes no encuentran nada de lo pedido. No quiere decir que no exista: solo se juzga lo presentado y lo afirmado.
findings-beyond = La lista termina antes de esta página.
findings-by-body = Por quien responde
findings-by-body-caption = Reglas incumplidas hasta donde consta, por organismo
findings-by-rule = Por regla
findings-by-rule-caption = Las reglas con más que aclarar
entry-found = Lo que dicen las reglas vigentes de esta presentación.
total-breaches = { $n ->
    [one] incumplimiento, hasta donde consta
   *[other] incumplimientos, hasta donde consta
}
total-flags = { $n ->
    [one] alerta: alguien debería mirar
   *[other] alertas: alguien debería mirar
}
total-claimed = { $n ->
    [one] de ellos se apoya en afirmaciones de otros
   *[other] de ellos se apoyan en afirmaciones de otros
}
total-unknown = no se puede saber
total-running = { $n ->
    [one] plazo que corre
   *[other] plazos que corren
}
find-says = Qué dice
find-severity = Gravedad
find-rests = En qué se apoya
find-body = Quién responde
find-kind = Clase de caso
find-record = Ficha (id de la tecnología)
case-title = Ante las reglas: { $case }
case-day = Como está al
case-id = Caso
case-now = Hoy
case-ahead = Más adelante
case-before = Antes
case-until = Fue así hasta el
case-none = Ninguna regla vigente encuentra nada en este caso.
case-kept = Reglas que cumple
case-kept-says = Conciernen a este caso y, con lo que consta, se cumplen. La página de cada regla dice qué exige y con qué política se comprueba.
why = Por qué
why-missing = Qué falta saber
why-entries = Se apoya en
why-law = Con qué ley
fact-absent = no consta ninguno
fact-unknown = no se sabe
fact-empty = ninguno
deadline = Plazo
in-force = Versión vigente
in-force-from = desde el
in-force-to = hasta el
in-force-always = desde siempre
cite-article = art.
read-yes = ley leída entera
read-partly = ley leída en parte
read-no = ley no leída
status-verified = leída en la fuente
status-unverified = sin verificar
status-design = diseño propio
rules-intro = Cada regla es una página: qué exige, por qué importa, qué ley hay detrás y el programa que la comprueba. Aquí consta qué reglas rigen, quién las adoptó y qué encuentran.
n-rules = { $n ->
    [one] 1 regla
   *[other] { $n } reglas
}
rules-bodies = juzga a
rules-caption = Reglas, con lo que encuentra hoy cada una
rules-regulations = Quién las adoptó
rules-regulations-says = Adoptar, enmendar y terminar son presentaciones en la bitácora. La huella nombra los archivos exactos: con ellos cualquiera llega a los mismos hallazgos.
rules-regulations-caption = Normas, la última primero
rules-act = Acto
rules-by = Adoptada por
rules-files = Archivos
n-broken = Incumplida
n-claimed = De ello, según otros
n-unknown = No se puede saber
n-kept = Cumplida
n-running = Corre un plazo
n-no-rule = Sin regla vigente
n-faults = Fallas
n-breaches = Incumplimientos
n-flags = Alertas
rule-unverified = La ley detrás de esta versión no se ha leído en su fuente: está de memoria o de segunda mano. Sus hallazgos valen lo que valga esa lectura.
rule-judges = Juzga
rule-finds = Casos según lo que encuentra hoy:
rule-requires = ¿Qué exige?
rule-matters = ¿Por qué importa?
rule-settles = ¿Qué lo aclararía?
rule-versions = Versiones
rule-versions-says = Cada caso se juzga con la versión vigente en su propia fecha. Entre dos versiones, y después de la última, no hay regla vigente.
rule-versions-caption = Versiones, la última primero
rule-status = Fundamento
rule-numbers = Números de la ley
rule-policy = La política que la comprueba
rule-policy-says = Está escrita en Cedar y es lo que se ejecuta, palabra por palabra.
rule-policy-see = Ver la política
rule-policy-named = política
rule-examples = Ejemplos
rule-examples-says = Historias inventadas que prueban la regla: una que la incumple, una que la cumple y, si puede darse, una que no se puede juzgar. Se comprueban cada vez que la regla cambia.
rule-example-see = Ver la historia
rule-file = Archivo
rule-answers = responde a
example-breaks = la incumple
example-keeps = la cumple
example-unknown = no se puede juzgar
due-days = { $n ->
    [one] plazo de 1 día
   *[other] plazo de { $n } días
}
due-working-days = { $n ->
    [one] plazo de 1 día hábil
   *[other] plazo de { $n } días hábiles
}
due-months = { $n ->
    [one] plazo de 1 mes
   *[other] plazo de { $n } meses
}
due-hours = { $n ->
    [one] plazo de 1 hora
   *[other] plazo de { $n } horas
}
calendar-intro = Plazos que corren y normas que terminan. Lo que vence después de hoy todavía se cumple; dejará de cumplirse si nadie presenta nada antes.
calendar-count = { $n ->
    [0] Ningún plazo
    [one] 1 plazo
   *[other] { $n } plazos
} del { $from } al { $to }
calendar-picture = Plazos por mes.
calendar-caption = Plazos que vencen:
calendar-last = Último día
calendar-case = Caso
calendar-more = { $n ->
    [one] Hay 1 plazo más; acorte las fechas o descargue el archivo.
   *[other] Hay { $n } plazos más; acorte las fechas o descargue el archivo.
}
calendar-lapses = Normas que terminan
calendar-lapses-says = Después de su último día no hay regla vigente, salvo que se adopte otra.
calendar-lapses-none = Ninguna norma ni versión de una regla termina en los próximos 180 días.
calendar-lapses-caption = Normas y versiones que terminan, la más próxima primero
calendar-ends = Termina
calendar-what = Norma o regla
calendar-kind = Qué es
calendar-alarm = Aviso
calendar-suspensions = Días en que no corren los plazos
calendar-laws = Detiene los plazos de: { $laws }
calendar-suspensions-caption = Suspensiones, ahora y en estas fechas
calendar-now = ahora
lapse-regulation = norma que adopta un compendio de reglas
lapse-version = versión de una regla
alarm-within = en menos de { $n } días
alarm-later = más adelante
