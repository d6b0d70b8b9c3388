//! Faults: what is wrong with a rulebook's pages, where, and what to do next, for people who know the law and do not
//! program. One variant a reason, one sentence a language; all faults of a rulebook are told at once.

use std::fmt;

use register::lang::Lang;

/// One thing that is wrong with a rulebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, as the rulebook names it.
    pub file: String,
    /// Its line, from 1.
    pub line: u32,
    /// The heading it stands under; empty before the first.
    pub heading: String,
    /// A short name of the reason that never changes.
    pub code: &'static str,
    /// What is wrong and what to do, in Spanish.
    pub es: String,
    /// The same in English.
    pub en: String,
}

impl Fault {
    /// What is wrong and what to do, in one language.
    #[must_use]
    pub fn says(&self, lang: Lang) -> &str {
        lang.of(&self.es, &self.en)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fault { file, line, heading, code, en, .. } = self;
        write!(f, "{file}:{line}: {}{en} [{code}]", Under(heading))
    }
}

/// A heading in front of a sentence, where there is one.
struct Under<'a>(&'a str);

impl fmt::Display for Under<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(f, "{}: ", self.0) }
    }
}

/// The faults of one file, in the order they are found.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    file: String,
    heading: String,
    found: Vec<Fault>,
}

impl Faults {
    /// No faults yet of a file.
    pub(crate) fn of(file: &str) -> Faults {
        Faults { file: file.into(), ..Faults::default() }
    }

    /// From here on, faults stand under this heading.
    pub(crate) fn under(&mut self, heading: &str) {
        self.heading = heading.into();
    }

    /// Notes a fault; the same one is noted once, however many versions share it.
    pub(crate) fn at(&mut self, line: u32, reason: Reason) {
        let Faults { file, heading, found } = self;
        let fault = Fault {
            file: file.clone(),
            line,
            heading: heading.clone(),
            code: reason.code(),
            es: reason.says(Lang::Es),
            en: reason.says(Lang::En),
        };
        if !found.contains(&fault) {
            found.push(fault);
        }
    }

    /// How many there are, to see later whether there are more.
    pub(crate) fn count(&self) -> usize {
        self.found.len()
    }

    /// All of them, by line.
    pub(crate) fn finish(mut self) -> Vec<Fault> {
        self.found.sort_by_key(|fault| fault.line);
        self.found
    }
}

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
        "falta el archivo `rulebook.toml`: agréguelo como dice law/README.md"
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
    /// Nothing under a heading.
    HeadingEmpty { heading } "heading-empty"
        "no hay nada bajo `## {heading}`: escríbalo"
        "there is nothing under `## {heading}`: write it";

    // TOML.

    /// Text that is not TOML.
    NotToml { says } "not-toml"
        "esto no se puede leer como TOML ({says}): revise comillas, comas y corchetes"
        "this cannot be read as TOML ({says}): look at quotes, commas and brackets";
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
        "`{value}` no es una fila de docs/requirements.md: se escriben como `UA-7`"
        "`{value}` is no row of docs/requirements.md: they are written as `UA-7`";
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
        "la ley `{law}` no está en `rulebook.toml`{instead}: agréguela ahí, con dónde se lee"
        "the law `{law}` is not in `rulebook.toml`{instead}: add it there, with where it can be read";
    /// No citation and no word about that.
    CitesNothing { status } "cites-nothing"
        "la versión no cita ninguna ley y dice `{status}`: cite la ley, o ponga `status = \"design\"` si la regla es nuestra"
        "the version cites no law and says `{status}`: cite the law, or write `status = \"design\"` if the rule is our own";
    /// A design rule that cites.
    DesignCites "design-cites"
        "una regla de diseño no tiene ley detrás y aquí se cita una: ponga `verified` o `unverified`, o quite la cita"
        "a rule of our own design has no law behind it and one is cited here: write `verified` or `unverified`, or take out the citation";
    /// Parameter name that Cedar cannot take.
    ParameterName { name } "parameter-name"
        "un parámetro no puede llamarse `{name}`: use letras minúsculas, cifras y `_`, y no `at` ni `due`"
        "a parameter cannot be called `{name}`: use small letters, digits and `_`, and neither `at` nor `due`";
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
        "la política no se puede leer ({says}): revise paréntesis, llaves y el punto y coma del final"
        "the policy cannot be read ({says}): look at parentheses, braces and the semicolon at its end";
    /// Not exactly one policy.
    NotOnePolicy { count } "not-one-policy"
        "el bloque tiene {count} políticas y debe tener una: junte las condiciones con `||`, o haga otra página"
        "the block has {count} policies and must have one: join the conditions with `||`, or make another page";
    /// A permit.
    NotForbid "not-forbid"
        "una regla dice qué se incumple: escriba `forbid` en lugar de `permit`"
        "a rule says what breaks it: write `forbid` instead of `permit`";
    /// No single action.
    NotOneKind "not-one-kind"
        "diga de qué clase de caso trata: `action == Action::\"order\"`, con una de las clases de docs/facts.md"
        "say which kind of case it is about: `action == Action::\"order\"`, with one of the kinds of docs/facts.md";
    /// A kind that there is none of.
    KindUnknown { kind, instead } "kind-unknown"
        "no hay casos de la clase `{kind}`{instead}: las clases están en docs/facts.md"
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
    AskFirst { fact, owner, attribute } "ask-first"
        "`{fact}` puede faltar: pregunte antes si lo hay, `{owner} has {attribute} && …`, en el mismo `when` o en uno anterior; para «no lo hay, o es tardío» escriba `!({owner} has {attribute} && …)`"
        "`{fact}` may be absent: ask for it first, `{owner} has {attribute} && …`, in the same `when` or an earlier one; for “there is none, or it is late” write `!({owner} has {attribute} && …)`";
    /// A fact that the kind does not have.
    FactUnknown { fact, kind, instead } "fact-unknown"
        "`{kind}` no tiene el hecho `{fact}`{instead}: los que tiene están en docs/facts.md"
        "`{kind}` has no fact `{fact}`{instead}: those it has are in docs/facts.md";
    /// A code that the codelist of a fact does not have.
    CodeUnknown { code, fact, list, instead } "code-unknown"
        "`{code}` no está entre los códigos de `{fact}`{instead}: son los de spec/codelists/{list}.csv"
        "`{code}` is none of the codes of `{fact}`{instead}: they are those of spec/codelists/{list}.csv";
    /// A parameter that the version does not have.
    ParameterUnknown { name, instead } "parameter-unknown"
        "la versión no tiene el parámetro `{name}`{instead}: agréguelo a su línea `parameters`"
        "the version has no parameter `{name}`{instead}: add it to its line `parameters`";
    /// Values of different types.
    Types { says } "types"
        "esto compara o usa valores de distinta clase ({says}): un día con un día, un número con un número, un texto con un texto"
        "this compares or uses values of different types ({says}): a day with a day, a number with a number, a text with a text";
    /// Any other thing that Cedar's validator says.
    Invalid { says } "invalid"
        "Cedar no acepta la política: {says}"
        "Cedar does not accept the policy: {says}";
    /// A condition that can never hold.
    NeverBroken "never-broken"
        "nada puede incumplir esta política: sus condiciones se contradicen, o preguntan algo que nunca es así"
        "nothing can break this policy: its conditions contradict one another, or ask what is never so";
    /// A thing of Cedar that rules do without.
    Unsupported { what } "unsupported"
        "las reglas no usan {what}: dígalo con los hechos de docs/facts.md, o pida un hecho nuevo"
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
    /// An example heading that is none.
    ExampleHeading { heading } "example-heading"
        "los ejemplos se llaman `Breaks it`, `Keeps it` y `Cannot be judged`, no `{heading}`"
        "examples are called `Breaks it`, `Keeps it` and `Cannot be judged`, not `{heading}`";
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
    /// A form that there is none of.
    FormUnknown { form, instead } "form-unknown"
        "no hay un formulario `{form}`{instead}: están en spec/forms.md"
        "there is no form `{form}`{instead}: they are in spec/forms.md";
    /// A filing of an example that would not be read.
    FilingRefused { id, field, says_es, says_en } "filing-refused"
        "`{id}`, campo `{field}`: {says_es}"
        "`{id}`, field `{field}`: {says_en}";
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
