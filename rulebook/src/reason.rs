//! What can be wrong with a rulebook's pages: one variant a reason, one sentence a language, each with what to do next.

use register::lang::Lang;

macro_rules! reasons {
    ($(
        $(#[doc = $doc:literal])*
        $variant:ident $({ $($field:ident),* })? $code:literal $es:literal $en:literal;
    )*) => {
        /// What can be wrong.
        #[derive(Debug, Clone)]
        #[expect(missing_docs, reason = "the sentences say what each field is")]
        pub enum Reason { $( $(#[doc = $doc])* $variant $({ $($field: String),* })?, )* }

        impl Reason {
            /// The code of every reason.
            pub const CODES: &'static [&'static str] = &[ $($code),* ];

            /// Its code.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self { $( Reason::$variant { .. } => $code, )* }
            }

            /// Its sentence in a language.
            #[must_use]
            pub fn says(&self, lang: Lang) -> String {
                match (self, lang) { $(
                    (Reason::$variant $({ $($field),* })?, Lang::Es) => { $( $( let _ = $field; )* )? format!($es) }
                    (Reason::$variant $({ $($field),* })?, Lang::En) => { $( $( let _ = $field; )* )? format!($en) }
                )* }
            }
        }
    };
}

reasons! {
    // The rulebook as a whole.

    /// There is no `rulebook.toml`.
    NoBook "no-book"
        "falta el archivo `rulebook.toml`: agréguelo como dice law/README.es.md"
        "the file `rulebook.toml` is missing: add it as law/README.md says";
    /// A file that is neither page nor card.
    StrayFile { name } "stray-file"
        "`{name}` no es `rulebook.toml` ni una página de regla: nómbrelo CLAVE-nombre.md, como `MX-07-plazo-para-decidir.md`, o quítelo de la carpeta"
        "`{name}` is neither `rulebook.toml` nor a rule page: name it CODE-name.md, as `MX-07-plazo-para-decidir.md`, or take it out of the folder";
    /// Two pages with one code.
    CodeTaken { code, file } "code-taken"
        "la clave `{code}` ya es de `{file}`: dé otra a una de las dos"
        "the code `{code}` belongs to `{file}` already: give one of the two another";
    /// Two laws with one code, or two names.
    LawTaken { name } "law-taken"
        "`{name}` nombra dos leyes de la lista: deje una"
        "`{name}` names two laws of the list: leave one";
    /// A law's name that no text of a filing can be.
    LawName { name, normal } "law-name"
        "`{name}` no se puede encontrar así: los nombres se comparan en minúsculas, sin acentos y con espacios sencillos; escriba `{normal}`"
        "`{name}` cannot be found as written: names are compared in small letters, without accents, with single spaces; write `{normal}`";
    /// Not a body pattern.
    BodyPattern { value } "body-pattern"
        "`{value}` no es un id de organismo con `*` en los huecos, como `mx/*`"
        "`{value}` is not a body's id with `*` for its gaps, as `mx/*`";

    // The page and its headings.

    /// No title.
    NoTitle "no-title"
        "falta el título en la primera línea: escriba `# CLAVE Título · Title`"
        "the title is missing in the first line: write `# CODE Título · Title`";
    /// Title without its second language.
    TitleOneLanguage { title } "title-one-language"
        "el título `{title}` debe estar en los dos idiomas: `Título · Title`, primero en español"
        "the title `{title}` needs both languages: `Título · Title`, Spanish first";
    /// Title with another code than the file.
    TitleCode { title, code } "title-code"
        "el título empieza con `{title}` y el archivo con `{code}`: deben ser la misma clave"
        "the title begins with `{title}` and the file name with `{code}`: they must be the same code";
    /// No card.
    NoCard "no-card"
        "falta la ficha: un bloque ```toml entre el título y el primer encabezado"
        "the card is missing: a ```toml block between the title and the first heading";
    /// A needed heading is not there.
    NoHeading { heading } "no-heading"
        "falta el encabezado `## {heading}`: agréguelo en su lugar"
        "the heading `## {heading}` is missing: add it in its place";
    /// A heading in the wrong place.
    HeadingOrder { heading, before } "heading-order"
        "`## {heading}` está después de `## {before}` y va antes: muévalo"
        "`## {heading}` stands after `## {before}` and belongs before it: move it";
    /// A heading twice.
    HeadingTwice { heading } "heading-twice"
        "`## {heading}` está dos veces: una los dos textos bajo el primero"
        "`## {heading}` stands twice: join both texts under the first";
    /// A heading that pages do not have.
    HeadingUnknown { heading } "heading-unknown"
        "las páginas de reglas no tienen el encabezado `## {heading}`: use `###` dentro de un apartado, o quítelo"
        "rule pages have no heading `## {heading}`: use `###` inside a section, or take it out";
    /// A heading of pages, written otherwise.
    HeadingNear { heading, instead } "heading-near"
        "el encabezado `## {heading}` se escribe `## {instead}`"
        "the heading `## {heading}` is written `## {instead}`";
    /// Nothing under a heading.
    HeadingEmpty { heading } "heading-empty"
        "no hay nada bajo `## {heading}`: escríbalo"
        "there is nothing under `## {heading}`: write it";

    // TOML.

    /// Text that is not TOML.
    NotToml { says } "not-toml"
        "esto no se puede leer, y el lector de fichas (TOML) dice en inglés «{says}»: revise comillas, comas y corchetes"
        "this cannot be read, and the reader of cards (TOML) says “{says}”: look at quotes, commas and brackets";
    /// The same, in words of ours.
    TomlWritten { says_es, says_en } "toml"
        "{says_es}"
        "{says_en}";
    /// A field that must be there.
    FieldMissing { field } "field-missing"
        "falta `{field}`: agréguelo"
        "`{field}` is missing: add it";
    /// Text in one language only.
    TranslationMissing { field, other } "translation-missing"
        "falta `{field}`: lo que se dice en `{other}` se dice en los dos idiomas"
        "`{field}` is missing: what is said in `{other}` is said in both languages";
    /// A field that is not known here.
    FieldUnknown { field, instead } "field-unknown"
        "aquí no hay un campo `{field}`; los que hay: {instead}"
        "there is no field `{field}` here; there are: {instead}";
    /// A value of another kind than the field's.
    FieldKind { field, wants, found } "field-kind"
        "`{field}` se escribe como `{wants}`, no `{found}`"
        "`{field}` is written as `{wants}`, not `{found}`";
    /// Nothing where something is needed.
    FieldEmpty { field } "field-empty"
        "`{field}` está vacío: escríbalo, o quite la línea si no hace falta"
        "`{field}` is empty: write it, or take the line out if it is not needed";
    /// Nothing where something must be.
    FieldBlank { field } "field-blank"
        "`{field}` está vacío y hace falta: escríbalo"
        "`{field}` is empty and needed: write it";
    /// A word that is not on the list.
    NotOneOf { field, value, words } "not-one-of"
        "`{field}` no puede ser `{value}`: use uno de {words}"
        "`{field}` cannot be `{value}`: use one of {words}";

    // The card.

    /// No version.
    NoVersion "no-version"
        "falta al menos una `[[version]]`: agregue la que está en vigor"
        "at least one `[[version]]` is needed: add the one in force";
    /// Not a row of the requirements.
    Answers { value } "answers"
        "`{value}` no es una fila de requisitos: se escriben como `UA-7`, con mayúsculas, un guion y un número, y están en docs/requirements.md"
        "`{value}` is no row of the requirements: they are written as `UA-7`, capitals, a hyphen and a number, and stand in docs/requirements.md";
    /// A row twice.
    AnswersTwice { value } "answers-twice"
        "`{value}` está dos veces en `answers`: deje una"
        "`{value}` stands twice in `answers`: leave one";
    /// A row behind the last of its part.
    AnswersBeyond { value, last } "answers-beyond"
        "no hay una fila `{value}`: la última de su parte es `{last}`, según `requirements` en `rulebook.toml`"
        "there is no row `{value}`: the last of its part is `{last}`, by `requirements` in `rulebook.toml`";
    /// A part that the list does not have.
    AnswersPart { value, part, instead, parts } "answers-part"
        "no hay una fila `{value}`, porque la lista de requisitos no tiene la parte `{part}`{instead}: tiene {parts}, según `requirements` en `rulebook.toml`"
        "there is no row `{value}`, for the list of requirements has no part `{part}`{instead}: it has {parts}, by `requirements` in `rulebook.toml`";
    /// A part of the list that no row could name.
    RequirementsPart { name } "requirements-part"
        "una parte de la lista de requisitos se nombra con mayúsculas, como `UA`, no `{name}`"
        "a part of the list of requirements is named by capitals, as `UA`, not `{name}`";
    /// Ends before it begins.
    EndsFirst { from, to } "ends-first"
        "termina el `{to}`, antes de empezar el `{from}`: corrija una de las fechas"
        "it ends on `{to}`, before it begins on `{from}`: correct one of the dates";
    /// Two versions at once.
    Overlap { first, second } "overlap"
        "la versión que empieza {first} y la que empieza {second} rigen a la vez para los mismos organismos: ponga `to` a la primera, o `bodies` a las dos"
        "the version that begins {first} and the one that begins {second} are in force at once for the same bodies: give the first a `to`, or both their `bodies`";
    /// A law that the list does not have.
    LawUnlisted { law, instead } "law-unlisted"
        "la ley `{law}` no está en `rulebook.toml`{instead}: escriba su clave, o agréguela ahí, con dónde se lee"
        "the law `{law}` is not in `rulebook.toml`{instead}: write its code, or add it there, with where it can be read";
    /// No citation and no word about that.
    CitesNothing { status } "cites-nothing"
        "la versión no cita ninguna ley y dice `{status}`: cite la ley, o ponga `status = \"design\"` si la regla es nuestra"
        "the version cites no law and says `{status}`: cite the law, or write `status = \"design\"` if the rule is our own";
    /// A design rule that cites.
    DesignCites "design-cites"
        "una regla de diseño no tiene ley detrás y aquí se cita una: ponga `verified` o `unverified`, o quite la cita"
        "a rule of our own design has no law behind it and one is cited here: write `verified` or `unverified`, or take out the citation";
    /// Verified, and the law was not read.
    VerifiedUnread { law } "verified-unread"
        "la versión dice `verified` y de `{law}` dice `rulebook.toml` que no se leyó (`read = \"no\"`): ponga `unverified`, diga en la cita dónde se leyó (`url`), o corrija `read`"
        "the version says `verified`, and of `{law}` `rulebook.toml` says that it was not read (`read = \"no\"`): write `unverified`, say in the citation where it was read (`url`), or correct `read`";
    /// Verified, and nobody can look it up.
    VerifiedNowhere { law } "verified-nowhere"
        "la versión dice `verified` y no se dice dónde se lee `{law}`: ponga su `published` o su `url` en `rulebook.toml`, o `unverified`"
        "the version says `verified`, and nothing says where `{law}` can be read: put its `published` or its `url` into `rulebook.toml`, or write `unverified`";
    /// No source.
    NoSource "no-source"
        "`sources` está vacío: diga de dónde se sabe que importa, como `{{ title = \"…\", publisher = \"…\", published = \"2024-05\", url = \"https://…\" }}`"
        "`sources` is empty: say from where it is known that it matters, as `{{ title = \"…\", publisher = \"…\", published = \"2024-05\", url = \"https://…\" }}`";
    /// An address that is none.
    Address { field, value } "address"
        "`{field}` no es una dirección completa, `{value}`: escríbala como en el navegador, con `https://` al principio"
        "`{field}` is no whole address, `{value}`: write it as the browser shows it, beginning with `https://`";
    /// A law in a policy by another name than its code.
    LawByCode { law, instead } "law-by-code"
        "`{law}` no es la clave de ninguna ley de `rulebook.toml`{instead}: escriba la clave, o agregue la ley ahí, con dónde se lee"
        "`{law}` is the code of no law of `rulebook.toml`{instead}: write the code, or add the law there, with where it can be read";
    /// Parameter name that Cedar cannot take.
    ParameterName { name } "parameter-name"
        "un parámetro no puede llamarse `{name}`: use letras minúsculas, cifras y `_`, y no `at` ni `due`"
        "a parameter cannot be called `{name}`: use small letters, digits and `_`, and neither `at` nor `due`";
    /// A span of time that policies cannot read.
    SpanInCard { name, text, instead } "span-in-card"
        "`{name} = \"{text}\"` no es un lapso: escriba `{name} = \"{instead}\"`, con días `d`, horas `h` o minutos `m`"
        "`{name} = \"{text}\"` is no span of time: write `{name} = \"{instead}\"`, with days `d`, hours `h` or minutes `m`";
    /// Months or years, which no span has.
    MonthsInCard { name, text } "months-in-card"
        "`{name} = \"{text}\"` no es un lapso: los meses se cuentan por el calendario, con `due = {{ from = \"date\", months = 6 }}`"
        "`{name} = \"{text}\"` is no span of time: months are counted by the calendar, with `due = {{ from = \"date\", months = 6 }}`";
    /// Parameter that the policy does not ask.
    ParameterUnused { name } "parameter-unused"
        "la política no usa el parámetro `{name}`: escríbalo como `context.{name}` o quítelo"
        "the policy does not use the parameter `{name}`: write it as `context.{name}` or take it out";
    /// Deadline not asked.
    DueUnused "due-unused"
        "la versión cuenta un plazo (`due`) y la política no lo pregunta: escriba `context has due && context.at > context.due`, o quite `due`"
        "the version counts a deadline (`due`) and the policy does not ask it: write `context has due && context.at > context.due`, or take out `due`";
    /// Deadline asked and not counted.
    DueMissing "due-missing"
        "la política pregunta `context.due` y la versión no dice cómo se cuenta: agregue `due = {{ from = \"date\", days = 15 }}`"
        "the policy asks `context.due` and the version does not say how it is counted: add `due = {{ from = \"date\", days = 15 }}`";
    /// Deadline that counts from no moment.
    DueFrom { fact, kind, instead } "due-from"
        "`{fact}` no es un momento de `{kind}`: el plazo se cuenta desde uno de {instead}"
        "`{fact}` is no moment of `{kind}`: the deadline counts from one of {instead}";
    /// Deadline without a unit, or with two.
    DueUnit "due-unit"
        "`due` debe tener una sola cuenta, de 1 a 20000: `days`, `working_days`, `months` u `hours`"
        "`due` needs exactly one count, from 1 to 20000: `days`, `working_days`, `months` or `hours`";
    /// A term of hours beside the day of receipt.
    HoursReceived "hours-received"
        "`received` es un día, y un plazo en `hours` desde él o frente a él se equivocaría hasta por un día: cuente `days`, o use otro hecho"
        "`received` is a day, and a term in `hours` from it or beside it would be wrong by up to a day: count `days`, or use another fact";
    /// Not a yearly day.
    HolidayDay { value } "holiday-day"
        "`{value}` no es un día de cada año: escríbalo `MM-DD`, como `05-01`"
        "`{value}` is no day of every year: write it `MM-DD`, as `05-01`";

    /// Two suspensions at once.
    SuspensionsOverlap { first, second } "suspensions-overlap"
        "la suspensión que empieza el `{first}` y la que empieza el `{second}` se enciman: únalas o corrija las fechas"
        "the suspension that begins on `{first}` and the one on `{second}` overlap: join them or correct the dates";

    // The policy.

    /// No policy block.
    NoPolicy "no-policy"
        "falta la política: un bloque ```cedar"
        "the policy is missing: a ```cedar block";
    /// A version names a policy that is not there.
    PolicyUnknown { block } "policy-unknown"
        "no hay un bloque `{block}`: agréguelo, o corrija `policy` en la versión"
        "there is no block `{block}`: add it, or correct `policy` in the version";
    /// Two blocks of one name.
    PolicyTwice { block } "policy-twice"
        "hay dos bloques `{block}`: ponga un nombre a cada uno después de `cedar`, o deje uno"
        "there are two blocks `{block}`: give each a name after `cedar`, or leave one";
    /// A block that no version uses.
    PolicyUnused { block } "policy-unused"
        "ninguna versión usa el bloque `{block}`: nómbrelo en la línea `policy` de una versión (el que no tiene nombre es el de las versiones sin `policy`), o quítelo"
        "no version uses the block `{block}`: name it in the line `policy` of a version (the one without a name is that of versions without `policy`), or take it out";
    /// Versions of one rule about different kinds of case.
    PolicyKinds { one, other } "policy-kinds"
        "un bloque juzga casos de `{one}` y otro de `{other}`: una regla juzga una sola clase; haga dos páginas"
        "one block judges cases of `{one}` and another of `{other}`: a rule judges one kind; make two pages";
    /// Text that is not Cedar.
    NotCedar { says } "not-cedar"
        "la política no se puede leer, y Cedar dice en inglés «{says}»: revise paréntesis, llaves, comillas y el punto y coma del final"
        "the policy cannot be read, and Cedar says “{says}”: look at parentheses, braces, quotes and the semicolon at its end";
    /// More levels than any reader follows.
    TooDeep { open, joined } "too-deep"
        "la política tiene más de {open} paréntesis, corchetes o llaves abiertos a la vez, o más de {joined} partes unidas con `&&`, `||`, `.`, `[` o cuentas: haga dos reglas de ella, o pregunte por una lista, `[\"…\", \"…\"].contains(…)`, en lugar de muchos `||`"
        "the policy has more than {open} brackets open at once, or more than {joined} parts joined by `&&`, `||`, `.`, `[` or arithmetic: make two rules of it, or ask for a list, `[\"…\", \"…\"].contains(…)`, instead of many `||`";
    /// A word or sign in a wrong place.
    Misplaced { found } "misplaced"
        "`{found}` no puede estar aquí: antes falta o sobra algo; revise paréntesis, llaves, comas, `&&` y `||`"
        "`{found}` cannot stand here: something before it is missing or too much; look at parentheses, braces, commas, `&&` and `||`";
    /// Half a sign.
    HalfSign { found, sign } "half-sign"
        "en lugar de `{found}` escriba `{sign}`"
        "instead of `{found}` write `{sign}`";
    /// A word of a language where Cedar has a sign.
    WordForSign { found, sign } "word-for-sign"
        "en lugar de la palabra `{found}` escriba `{sign}`"
        "instead of the word `{found}` write `{sign}`";
    /// The text ends too early.
    Unclosed "unclosed"
        "la política se acaba antes de tiempo: falta cerrar un paréntesis o una llave, o el punto y coma del final"
        "the policy ends too early: a parenthesis or a brace is not closed, or the semicolon at its end is missing";
    /// Quotes that are not closed, or of another kind.
    Quotes { found } "quotes"
        "las comillas {found} no se cierran o no son las que hacen falta: los textos van entre comillas rectas, como `\"granted\"`"
        "the quotes {found} are not closed or are the wrong ones: texts stand in straight double quotes, as `\"granted\"`";
    /// A sign that Cedar does not have.
    SignUnknown { found } "sign-unknown"
        "el signo `{found}` no se usa en las políticas: quítelo, o póngalo dentro de un texto entre comillas"
        "the sign `{found}` is not used in policies: take it out, or put it into a text in quotes";
    /// `=`.
    SingleEquals "single-equals"
        "para preguntar si dos cosas son iguales se escribe `==`, no `=`"
        "to ask whether two things are equal write `==`, not `=`";
    /// `a < b < c`.
    TwoComparisons "two-comparisons"
        "aquí hay varias comparaciones seguidas: escriba cada una entera y júntelas con `&&`, como `a > b && a < c`"
        "several comparisons follow one another here: write each of them whole and join them with `&&`, as `a > b && a < c`";
    /// A word that is neither fact nor text.
    BareWord { word } "bare-word"
        "`{word}` así, suelto, no dice nada: si es un hecho del caso escriba `resource.{word}`; si es un parámetro, `context.{word}`; si es un código o un texto, `\"{word}\"`"
        "`{word}` by itself says nothing: if it is a fact of the case write `resource.{word}`; if a parameter, `context.{word}`; if a code or a text, `\"{word}\"`";
    /// A question that Cedar does not have.
    CallUnknown { name, instead } "call-unknown"
        "no hay una pregunta `{name}(…)`{instead}: las que hay están en law/README.es.md, en «La política»"
        "there is no question `{name}(…)`{instead}: those there are stand in law/README.md, under “The policy”";
    /// A method written as a function.
    CallAfter { name } "call-after"
        "`{name}(…)` se escribe detrás de aquello por lo que pregunta, con un punto: `resource.….{name}(…)`"
        "`{name}(…)` is written behind what it asks about, with a point: `resource.….{name}(…)`";
    /// A function written as a method.
    CallBefore { name } "call-before"
        "`{name}` se escribe delante, con su texto entre los paréntesis: `{name}(\"…\")`"
        "`{name}` is written in front, with its text between the parentheses: `{name}(\"…\")`";
    /// Too many or too few values in a call.
    Arguments { name, wants, found } "arguments"
        "entre los paréntesis de `{name}(…)` va esta cantidad de valores: {wants}; aquí hay {found}; varios códigos se escriben como una lista, `[\"a\", \"b\"]`"
        "between the parentheses of `{name}(…)` belongs this number of values: {wants}; here there are {found}; several codes are written as a list, `[\"a\", \"b\"]`";
    /// `when { }`.
    EmptyClause "empty-clause"
        "entre las llaves no hay condición: escríbala, o quite ese `when` o `unless`"
        "there is no condition between the braces: write it, or take out that `when` or `unless`";
    /// Another word than `when` and `unless`.
    ConditionWord { word } "condition-word"
        "una condición empieza con `when` (se incumple cuando) o `unless` (salvo que), no con `{word}`"
        "a condition begins with `when` (it is broken when) or `unless` (unless), not with `{word}`";
    /// A head of another form.
    HeadForm "head-form"
        "el encabezado de la política se escribe `forbid (principal, action == Action::\"order\", resource)`, con su clase de caso en lugar de `order`; las condiciones van después, en `when {{ … }}`"
        "the head of the policy is written `forbid (principal, action == Action::\"order\", resource)`, with your kind of case instead of `order`; conditions come after it, in `when {{ … }}`";
    /// Division.
    Division { sign } "division"
        "en las políticas no se divide (`{sign}`): multiplique del otro lado, como `resource.a * 100 > resource.b * 20`, o pida un hecho que ya traiga la proporción"
        "policies do not divide (`{sign}`): multiply on the other side, as `resource.a * 100 > resource.b * 20`, or ask for a fact that brings the ratio";
    /// A number that is too large.
    NumberLarge { number } "number-large"
        "el número `{number}` es demasiado grande: el mayor es 9223372036854775807"
        "the number `{number}` is too large: the largest is 9223372036854775807";
    /// A backslash in a text.
    TextEscape "text-escape"
        "la barra invertida `\\` tiene un uso especial dentro de un texto: escríbala dos veces, `\\\\`, o quítela"
        "the backslash `\\` has a special use inside a text: write it twice, `\\\\`, or take it out";
    /// `like` without a text.
    LikePattern { found } "like-pattern"
        "detrás de `like` va un texto entre comillas con `*` en los huecos, como `like \"*ropa*\"`, no `{found}`"
        "behind `like` belongs a text in quotes with `*` for its gaps, as `like \"*ropa*\"`, not `{found}`";
    /// `has` without a name.
    HasName { found, name } "has-name"
        "detrás de `has` va solo el nombre del hecho: escriba `has {name}`, no `has {found}`"
        "behind `has` belongs the name of the fact alone: write `has {name}`, not `has {found}`";
    /// A word that Cedar keeps for itself.
    Reserved { word } "reserved"
        "`{word}` es una palabra que Cedar se reserva y no puede nombrar nada aquí: use un hecho de docs/facts.es.md o ponga el texto entre comillas"
        "`{word}` is a word that Cedar keeps for itself and can name nothing here: use a fact of docs/facts.md or put the text in quotes";
    /// Not exactly one policy.
    NotOnePolicy { count } "not-one-policy"
        "el bloque tiene {count} políticas y debe tener una: junte las condiciones con `||`, o haga otra página"
        "the block has {count} policies and must have one: join the conditions with `||`, or make another page";
    /// A permit.
    NotForbid { word } "not-forbid"
        "una regla dice qué la incumple: escriba `forbid` en lugar de `{word}`"
        "a rule says what breaks it: write `forbid` instead of `{word}`";
    /// No single action.
    NotOneKind "not-one-kind"
        "diga de qué clase de caso trata: `action == Action::\"order\"`, con una de las clases de docs/facts.es.md"
        "say which kind of case it is about: `action == Action::\"order\"`, with one of the kinds of docs/facts.md";
    /// A kind that there is none of.
    KindUnknown { kind, instead } "kind-unknown"
        "no hay casos de la clase `{kind}`{instead}: las clases están en docs/facts.es.md"
        "there are no cases of kind `{kind}`{instead}: the kinds are in docs/facts.md";
    /// Principal or resource limited in the head.
    HeadLimited { what } "head-limited"
        "en el encabezado de la política escriba solo `{what}`: lo que lo limita va en el primer `when`"
        "in the head of the policy write only `{what}`: what limits it belongs into the first `when`";
    /// No condition.
    NoCondition "no-condition"
        "la política no tiene condición y la incumpliría todo: agregue `when {{ … }}`"
        "the policy has no condition and everything would break it: add `when {{ … }}`";
    /// A fact that may be absent, read without asking first.
    AskFirst { fact, label_es, label_en, owner, attribute } "ask-first"
        "`{fact}`{label_es} puede faltar: pregunte antes si lo hay, `{owner} has {attribute} && …`, en el mismo `when` o en uno anterior; para «no lo hay, o es tardío» escriba `!({owner} has {attribute} && …)`"
        "`{fact}`{label_en} may be absent: ask for it first, `{owner} has {attribute} && …`, in the same `when` or an earlier one; for “there is none, or it is late” write `!({owner} has {attribute} && …)`";
    /// A fact that the kind does not have.
    FactUnknown { fact, kind, instead } "fact-unknown"
        "`{kind}` no tiene el hecho `{fact}`{instead}: los que tiene los muestra `veedor law facts {kind}`, y docs/facts.es.md"
        "`{kind}` has no fact `{fact}`{instead}: those it has are shown by `veedor law facts {kind}`, and docs/facts.md";
    /// A code that the codelist of a fact does not have.
    CodeUnknown { code, fact, kind, instead } "code-unknown"
        "`{code}` no está entre los códigos de `{fact}`{instead}: los que hay los muestra `veedor law facts {kind}`"
        "`{code}` is none of the codes of `{fact}`{instead}: those there are are shown by `veedor law facts {kind}`";
    /// Capitals or accents in a text that is held against small letters.
    SmallLetters { text, normal } "small-letters"
        "`{text}` nunca coincidirá: los textos se comparan en minúsculas y sin acentos; escriba `{normal}`"
        "`{text}` will never match: texts are compared in small letters without accents; write `{normal}`";
    /// A parameter that the version does not have.
    ParameterUnknown { name, instead } "parameter-unknown"
        "la versión no tiene el parámetro `{name}`{instead}: agréguelo a su línea `parameters`"
        "the version has no parameter `{name}`{instead}: add it to its line `parameters`";
    /// A value of another kind than its place needs.
    Types { here, label_es, label_en, is_es, is_en, wants_es, wants_en, facts_es, facts_en, next_es, next_en } "types"
        "`{here}`{label_es} es {is_es} y aquí hace falta {wants_es}{facts_es}: {next_es}"
        "`{here}`{label_en} is {is_en} where {wants_en} is needed{facts_en}: {next_en}";
    /// A moment or a span beside a number.
    Beside { here, label_es, label_en, is_es, is_en, facts_es, facts_en, next_es, next_en } "beside"
        "`{here}`{label_es} es {is_es}, que no se junta con un número{facts_es}: {next_es}"
        "`{here}`{label_en} is {is_en}, which does not go with a number{facts_en}: {next_en}";
    /// Values of different kinds held against each other.
    Unlike { here, kinds_es, kinds_en, facts_es, facts_en, next_es, next_en } "unlike"
        "`{here}` junta cosas de distinta clase, {kinds_es}{facts_es}: {next_es}"
        "`{here}` puts together things of different kinds, {kinds_en}{facts_en}: {next_en}";
    /// Any other thing that Cedar's validator says.
    Invalid { says } "invalid"
        "Cedar, la lengua de las políticas, no acepta esto y dice en inglés «{says}»: dígalo de otro modo, como enseña law/README.es.md en «La política»"
        "Cedar, the language of policies, does not accept this and says “{says}”: say it another way, as law/README.md shows under “The policy”";
    /// A list without items.
    EmptyList "empty-list"
        "una lista vacía `[]` no se compara: para saber si no hay nada pregunte `resource.….isEmpty()`"
        "an empty list `[]` cannot be compared: to know whether there is nothing ask `resource.….isEmpty()`";
    /// A name of a kind of case that there is none of, in `is`.
    EntityUnknown { name, instead } "entity-unknown"
        "no hay nada que se llame `{name}`{instead}: quite esa condición; la clase de caso ya está en el encabezado, `action == Action::\"order\"`"
        "there is nothing called `{name}`{instead}: take that condition out; the kind of case is in the head already, `action == Action::\"order\"`";
    /// A moment or span made of something else than written text.
    NotWritten { here } "not-written"
        "en `{here}` va entre los paréntesis un texto entre comillas, como `datetime(\"2024-01-31\")` o `duration(\"30d\")`: un hecho o parámetro se escribe sin ello, como `resource.date` o `context.term`"
        "in `{here}` a text in quotes belongs between the parentheses, as `datetime(\"2024-01-31\")` or `duration(\"30d\")`: a fact or parameter is written without, as `resource.date` or `context.term`";
    /// A day that is none.
    DayWritten { text } "day-written"
        "`{text}` no es un día ni un instante: escriba `datetime(\"2024-01-31\")` o `datetime(\"2024-01-31T09:30:00Z\")`"
        "`{text}` is neither a day nor an instant: write `datetime(\"2024-01-31\")` or `datetime(\"2024-01-31T09:30:00Z\")`";
    /// A span that is none.
    SpanWritten { text } "span-written"
        "`{text}` no es un lapso: escriba un número y su unidad sin espacio, días `d`, horas `h` o minutos `m`, como `duration(\"30d\")`; los meses y los días hábiles los cuenta `due` en la ficha"
        "`{text}` is no span of time: write a number and its unit without a space, days `d`, hours `h` or minutes `m`, as `duration(\"30d\")`; months and working days are counted by `due` in the card";
    /// The body or the case as such, not one of its facts.
    WholeThing { name } "whole-thing"
        "por `{name}` solo no se pregunta: nombre uno de sus hechos, como `principal.id == \"mx/fgr\"` o `resource.date > …`"
        "`{name}` by itself is not asked: name one of its facts, as `principal.id == \"mx/fgr\"` or `resource.date > …`";
    /// A list of other things than texts.
    ListOfTexts "list-of-texts"
        "las listas llevan textos entre comillas, `[\"a\", \"b\"]`, o solo números antes de `.contains`, como `[1, 2].contains(resource.x)`"
        "lists hold texts in quotes, `[\"a\", \"b\"]`, or numbers alone before `.contains`, as `[1, 2].contains(resource.x)`";
    /// A body written as a thing of Cedar.
    BodyLiteral { id } "body-literal"
        "un organismo se reconoce por su id: escriba `principal has id && principal.id == \"{id}\"`"
        "a body is known by its id: write `principal has id && principal.id == \"{id}\"`";
    /// A condition that can never hold.
    NeverBroken "never-broken"
        "nada puede incumplir esta política: sus condiciones se contradicen, o preguntan algo que nunca es así"
        "nothing can break this policy: its conditions contradict one another, or ask what is never so";
    /// A thing of Cedar that rules do without.
    Unsupported { what } "unsupported"
        "las reglas no usan {what}: dígalo con los hechos de docs/facts.es.md, o pida un hecho nuevo"
        "rules do without {what}: say it with the facts of docs/facts.md, or ask for a new fact";
    /// `context.at` in a place from which no day follows.
    AtPlace "at-place"
        "de este uso de `context.at` no se sigue desde qué día se incumple: compárelo directamente, como `context.at > resource.to.offset(duration(\"30d\"))`"
        "from this use of `context.at` it does not follow on which day the rule is broken: compare it directly, as `context.at > resource.to.offset(duration(\"30d\"))`";

    // Examples.

    /// No example of a kind.
    NoExample { heading } "no-example"
        "falta el ejemplo `### {heading}`: una historia con su bloque ```toml"
        "the example `### {heading}` is missing: a history with its ```toml block";
    /// A history that cannot be judged, of a policy that can always judge.
    NoUnknown "no-unknown"
        "ningún hecho de la política puede ser desconocido, de modo que todo caso se puede juzgar: quite esta historia"
        "no fact of the policy can be unknown, so that every case can be judged: take this history out";
    /// An example heading that is none.
    ExampleHeading { heading } "example-heading"
        "los ejemplos se llaman `Breaks it`, `Keeps it` y `Cannot be judged`, no `{heading}`"
        "examples are called `Breaks it`, `Keeps it` and `Cannot be judged`, not `{heading}`";
    /// An example heading, written otherwise.
    ExampleHeadingNear { heading, instead } "example-heading-near"
        "el ejemplo `### {heading}` se escribe `### {instead}`"
        "the example `### {heading}` is written `### {instead}`";
    /// An example without its block.
    ExampleBlock { heading } "example-block"
        "bajo `### {heading}` va un solo bloque ```toml con sus [[filing]]"
        "under `### {heading}` there must be exactly one ```toml block with its [[filing]]";
    /// An example without filings.
    NoFiling "no-filing"
        "la historia no tiene ningún [[filing]]: agregue al menos uno"
        "the history has no [[filing]]: add at least one";
    /// A filing that refers to one that the history does not have.
    NotInExample { id, by } "not-in-example"
        "`{by}` se refiere a `{id}`, que no está en esta historia: agregue ese [[filing]], o quite la referencia"
        "`{by}` refers to `{id}`, which is not in this history: add that [[filing]], or take the reference out";
    /// Bodies that take over from each other in a circle.
    SuccessionCircle { bodies } "succession-circle"
        "los organismos se suceden en círculo, {bodies}: ninguno puede venir después de sí mismo; quite uno de los `succeeds`"
        "the bodies take over from each other in a circle, {bodies}: none can come after itself; take out one `succeeds`";
    /// A form that there is none of.
    FormUnknown { form, instead, forms } "form-unknown"
        "no hay un formulario `{form}`{instead}; los que hay: {forms}"
        "there is no form `{form}`{instead}; there are: {forms}";
    /// A filing of an example that would not be read.
    FilingRefused { id, field, says_es, says_en } "filing-refused"
        "`{id}`, campo `{field}`: {says_es}"
        "`{id}`, field `{field}`: {says_en}";
    /// A filing received before it happened.
    ReceivedFirst { received, occurred } "received-first"
        "se recibió el `{received}`, antes de que ocurriera el `{occurred}`: corrija `received` u `occurred`"
        "it was received on `{received}`, before it happened on `{occurred}`: correct `received` or `occurred`";
    /// An example that does not say for which day.
    ExampleAt "example-at"
        "la política pregunta por el día (`context.at` o `context.due`): agregue `at = 2024-12-01` antes del primer [[filing]]"
        "the policy asks for the day (`context.at` or `context.due`): add `at = 2024-12-01` before the first [[filing]]";
    /// A case that is not what the example means.
    CaseKind { case, kind } "case-kind"
        "`{case}` no es un caso de `{kind}` de esta historia: nombre uno de los que hay, o quite `case`"
        "`{case}` is no case of `{kind}` in this history: name one of those that there are, or take out `case`";
    /// A history without a case.
    NoCase { kind } "no-case"
        "la historia no tiene ningún caso de `{kind}`: agregue un [[filing]] de esa clase"
        "the history has no case of `{kind}`: add a [[filing]] of that kind";
    /// The verdict is another.
    OtherVerdict { wants_es, wants_en, case, got_es, got_en, because_es, because_en } "other-verdict"
        "debe {wants_es} y no es así: `{case}` {got_es}{because_es}"
        "it should {wants_en} and does not: `{case}` {got_en}{because_en}";
    /// Nothing did what it should.
    NoVerdict { wants_es, wants_en, got_es, got_en } "no-verdict"
        "debe {wants_es} y ningún caso lo hace: {got_es}"
        "it should {wants_en} and no case does: {got_en}";
}
