//! `veedor law` where no register is needed: checking, new pages, facts, comparing.

use expect_test::expect;

use crate::{
    law_pages::{CARD, decided, longest},
    shell::Shell,
};

#[test]
fn a_good_rulebook_is_counted_and_its_gaps_are_told() {
    let shell = Shell::new();
    let ended = longest(6).replace("from = 2016-06-18\n", "from = 2016-06-18\nto = 2025-07-16\n");
    shell.rulebook(
        "law/mx-test",
        &[("rulebook.toml", CARD), ("MX-07-plazo.md", &decided(6)), ("MX-08-duracion.md", &ended)],
    );
    expect![[r#"
        1 conjunto(s) de reglas, 2 regla(s), 0 defecto(s)
        mx-test 1: 2 regla(s), 2 versión(es): 2 verificadas, 0 sin verificar, 0 de diseño
          aviso: law/mx-test/MX-08-duracion.md:8: [[version]]: MX-08 no tiene regla en vigor desde el 2025-07-17; si la ley cambió, agregue la versión que sigue
        exit 0
    "#]]
    .assert_eq(&shell.run("law check law"));
    expect![[r#"
        {
          "faults": 0,
          "rulebooks": [
            {
              "place": "law/mx-test",
              "name": "mx-test",
              "version": "1",
              "rules": 2,
              "versions": 2,
              "verified": 2,
              "unverified": 0,
              "design": 0,
              "gaps": [
                {
                  "rule": "MX-08",
                  "file": "MX-08-duracion.md",
                  "line": 8,
                  "from": "2025-07-17",
                  "to": null
                }
              ],
              "faults": []
            }
          ]
        }
        exit 0
    "#]]
    .assert_eq(&shell.english("law check law/mx-test --json"));
}

#[test]
fn every_fault_is_told_at_once_with_file_line_and_heading() {
    let shell = Shell::new();
    let good = longest(6);
    let wrong_type =
        good.replace("chain_months > context.max_months", "chain_months > context.max_months && resource.measure == 3");
    let unknown_fact = good.replace("MX-08", "MX-09").replace("resource.live", "resource.alive");
    let version = "[[version]]\nfrom = 2020-01-01\nstatus = \"verified\"\ncites = [{ law = \"CNPP\" }]\n";
    let overlap = good.replace("MX-08", "MX-10").replacen(
        "[[version]]",
        &format!("{version}parameters = {{ max_months = 3 }}\n\n[[version]]"),
        1,
    );
    let one_language = good.replace("MX-08 Duración máxima · Longest term", "MX-11 Duración máxima");
    let no_source = good.replace("MX-08", "MX-12").replace("law = \"CNPP\"", "law = \"CPF\"");
    let does_not = good.replace("MX-08", "MX-13").replace("to = 2024-12-31", "to = 2024-02-28");
    shell.rulebook(
        "book",
        &[
            ("rulebook.toml", CARD),
            ("MX-08-tipo.md", &wrong_type),
            ("MX-09-hecho.md", &unknown_fact),
            ("MX-10-versiones.md", &overlap),
            ("MX-11-idioma.md", &one_language),
            ("MX-12-fuente.md", &no_source),
            ("MX-13-ejemplo.md", &does_not),
        ],
    );
    expect![[r#"
        1 rulebook(s), 0 rule(s), 6 fault(s)
        book/MX-08-tipo.md:44: Policy: `resource.measure == 3` puts together things of different kinds, a number and a text (`resource.measure`, “Measure”, is a text): a number is written without quotes and compared with a number; a text in quotes, with a text [unlike]
        book/MX-09-hecho.md:43: Policy: `order` has no fact `alive` (`live`?): those it has are shown by `veedor law facts order`, and docs/facts.md [fact-unknown]
        book/MX-10-versiones.md:8: MX-10 Duración máxima · Longest term: the version that begins `2016-06-18` and the one that begins `2020-01-01` are in force at once for the same bodies: give the first a `to`, or both their `bodies` [overlap]
        book/MX-11-idioma.md:1: the title `Duración máxima` needs both languages: `Título · Title`, Spanish first [title-one-language]
        book/MX-12-fuente.md:11: MX-12 Duración máxima · Longest term: the law `CPF` is not in `rulebook.toml`: write its code, or add it there, with where it can be read [law-unlisted]
        book/MX-13-ejemplo.md:49: Examples: Breaks it: it should break the rule and no case does: `mx/juzgado/order/1` keeps it (by `resource.chain_months` (“Term with extensions, months”) = 2) [no-verdict]
        book: not counted until its pages have no faults
        exit 1
    "#]].assert_eq(&shell.english("law check book"));
    expect![[r#"
        1 conjunto(s) de reglas, 0 regla(s), 6 defecto(s)
        book/MX-08-tipo.md:44: Policy: `resource.measure == 3` junta cosas de distinta clase, un número y un texto (`resource.measure`, «Medida», es un texto): un número se escribe sin comillas y se compara con un número; un texto, entre comillas y con un texto [unlike]
        book/MX-09-hecho.md:43: Policy: `order` no tiene el hecho `alive` (`live`?): los que tiene los muestra `veedor law facts order`, y docs/facts.es.md [fact-unknown]
        book/MX-10-versiones.md:8: MX-10 Duración máxima · Longest term: la versión que empieza `2016-06-18` y la que empieza `2020-01-01` rigen a la vez para los mismos organismos: ponga `to` a la primera, o `bodies` a las dos [overlap]
        book/MX-11-idioma.md:1: el título `Duración máxima` debe estar en los dos idiomas: `Título · Title`, primero en español [title-one-language]
        book/MX-12-fuente.md:11: MX-12 Duración máxima · Longest term: la ley `CPF` no está en `rulebook.toml`: escriba su clave, o agréguela ahí, con dónde se lee [law-unlisted]
        book/MX-13-ejemplo.md:49: Examples: Breaks it: debe incumplir la regla y ningún caso lo hace: `mx/juzgado/order/1` la cumple (por `resource.chain_months` («Duración con prórrogas, meses») = 2) [no-verdict]
        book: no se cuenta hasta que no tenga defectos en sus páginas
        exit 1
    "#]].assert_eq(&shell.run("law check book"));
}

#[test]
fn what_cannot_be_read_ends_with_3() {
    let shell = Shell::new();
    shell.rulebook("book", &[("rulebook.toml", CARD)]);
    shell.write("book/MX-01-x.md", [0xff, 0xfe]);
    std::fs::create_dir(shell.path("empty")).unwrap();
    expect![[r#"
        error: `book/MX-01-x.md` is not UTF-8 text; save it so, or take it out of the folder
        exit 3
        error: there is no rulebook in `empty`: looked for a folder with `rulebook.toml`, or a folder of such
        exit 3
        error: there is no file `none`
        exit 3
    "#]]
    .assert_eq(&["book", "empty", "none"].map(|dir| shell.english(&format!("law check {dir}"))).concat());
}

/// The steps of law/README.md: new, filled in, checked.
#[test]
fn from_an_empty_file_to_a_rule_that_runs() {
    let shell = Shell::new();
    expect![[r#"
        error: there is no `law/mx-test/rulebook.toml`: write it first, as law/README.md says, or give another folder with `--dir`
        exit 3
    "#]].assert_eq(&shell.english("law new mx-test MX-99 plazo-de-respuesta"));
    shell.rulebook("law/mx-test", &[("rulebook.toml", CARD)]);
    expect![[r#"
        Página nueva en law/mx-test/MX-99-plazo-de-respuesta.md
        Complétela de arriba abajo; lo que falta lo dice: veedor law check law/mx-test
        exit 0
    "#]]
    .assert_eq(&shell.run("law new mx-test MX-99 plazo-de-respuesta"));
    expect![[r##"
        # MX-99 Plazo de respuesta ·

        ```toml
        severity = "breach"            # breach: se incumple la ley · flag: alguien debería mirar
        answers = []                   # filas de docs/requirements.md, como "UA-7"
        sources = []                   # { title = "…", publisher = "…", published = "2024-05", url = "https://…" }

        [[version]]
        # from = 2016-06-18            # primer día en vigor; se omite donde no se sabe
        # to = 2025-07-16              # último día en vigor; se omite mientras rige
        status = ""                    # verified: leída en la fuente · unverified: de memoria o de segunda mano · design: nuestra
        cites = []                     # { law = "…", article = "…" }, leyes de rulebook.toml
        parameters = { term = "30d" }
        ```

        ## ¿Qué exige?

        ## What it requires

        ## ¿Por qué importa?

        ## Why it matters

        ## ¿Qué lo aclararía?

        ## What would settle it

        ## Policy

        ```cedar
        forbid (principal, action == Action::"order", resource)
        // A quién concierne. Lo que tiene un caso: docs/facts.es.md#order
        when { resource.date >= datetime("1900-01-01") }
        // Cuándo se incumple.
        when { !(resource has asked_at) && context.at > resource.date.offset(context.term) };
        ```

        ## Examples

        ### Breaks it

        ```toml
        at = 2024-12-01

        [[filing]]
        form = "order"
        filer = "mx/organismo"
        occurred = 2024-02-01
        measure = "interception"  # Medida · Measure; stored-content, retained-data, geolocation, extraction, spyware, imsi-catcher, area-search, subscriber-data, other
        # technology =  # Tecnología · Technology
        # requester =  # Solicita · Requester
        # court =  # Decide · Court
        # asked_at =  # Solicitada · Asked at
        # decided_at =  # Decidida · Decided at
        outcome = "granted"  # Resultado · Outcome; modified, refused, withdrawn, pending, ratified, not-ratified
        # from =  # Desde · From
        # to =  # Hasta · Until
        # legal_basis = [{ law = "", article = "" }]  # Fundamento legal · Legal basis
        # matter =  # Materia · Matter
        # subjects =  # Personas · Subjects
        # unknown = [{ field = "…", reason = "never-recorded" }]  # no lo hubo
        ```

        ### Keeps it

        ```toml
        at = 2024-12-01

        [[filing]]
        form = "order"
        filer = "mx/organismo"
        occurred = 2024-02-01
        measure = "interception"  # Medida · Measure; stored-content, retained-data, geolocation, extraction, spyware, imsi-catcher, area-search, subscriber-data, other
        # technology =  # Tecnología · Technology
        # requester =  # Solicita · Requester
        # court =  # Decide · Court
        # asked_at =  # Solicitada · Asked at
        # decided_at =  # Decidida · Decided at
        outcome = "granted"  # Resultado · Outcome; modified, refused, withdrawn, pending, ratified, not-ratified
        # from =  # Desde · From
        # to =  # Hasta · Until
        # legal_basis = [{ law = "", article = "" }]  # Fundamento legal · Legal basis
        # matter =  # Materia · Matter
        # subjects =  # Personas · Subjects
        # unknown = [{ field = "…", reason = "never-recorded" }]  # no lo hubo
        ```

        ### Cannot be judged

        ```toml
        at = 2024-12-01

        [[filing]]
        form = "order"
        filer = "mx/organismo"
        occurred = 2024-02-01
        measure = "interception"  # Medida · Measure; stored-content, retained-data, geolocation, extraction, spyware, imsi-catcher, area-search, subscriber-data, other
        # technology =  # Tecnología · Technology
        # requester =  # Solicita · Requester
        # court =  # Decide · Court
        # asked_at =  # Solicitada · Asked at
        # decided_at =  # Decidida · Decided at
        outcome = "granted"  # Resultado · Outcome; modified, refused, withdrawn, pending, ratified, not-ratified
        # from =  # Desde · From
        # to =  # Hasta · Until
        # legal_basis = [{ law = "", article = "" }]  # Fundamento legal · Legal basis
        # matter =  # Materia · Matter
        # subjects =  # Personas · Subjects
        unknown = [{ field = "", reason = "not-published" }]
        ```
    "##]].assert_eq(&shell.read("law/mx-test/MX-99-plazo-de-respuesta.md"));
    let told = ["mx-test MX-99 otra", "mx-test mx99 otra", "mx-test MX-98 Otra", "mx-test MX-98 otra --kind orden"];
    expect![[r#"
        error: the code `MX-99` belongs to `law/mx-test/MX-99-plazo-de-respuesta.md` already; choose another
        exit 3
        error: a page is called CODE-name: `mx99` should be like `MX-99`, and `otra` words in small letters without accents, joined by hyphens
        exit 2
        error: a page is called CODE-name: `MX-98` should be like `MX-99`, and `Otra` words in small letters without accents, joined by hyphens
        exit 2
        error: there is no kind of case `orden`; the kinds are technology, acquisition, policy, diligence, consultation, decision, contract, payment, order, use, return, sharing, incident, hold, retirement, destruction, inspection, complaint, remedy, commitment, draft, regulation, withholding, gap, conduct
        exit 2
    "#]].assert_eq(&told.map(|line| shell.english(&format!("law new {line}"))).concat());
    expect![[r#"
        1 rulebook(s), 0 rule(s), 9 fault(s)
        law/mx-test/MX-99-plazo-de-respuesta.md:1: the title `Plazo de respuesta ·` needs both languages: `Título · Title`, Spanish first [title-one-language]
        law/mx-test/MX-99-plazo-de-respuesta.md:6: MX-99 Plazo de respuesta ·: `sources` is empty: say from where it is known that it matters, as `{ title = "…", publisher = "…", published = "2024-05", url = "https://…" }` [no-source]
        law/mx-test/MX-99-plazo-de-respuesta.md:11: MX-99 Plazo de respuesta ·: `version.status` cannot be `""`: use one of `verified`, `unverified`, `design` [not-one-of]
        law/mx-test/MX-99-plazo-de-respuesta.md:16: there is nothing under `## ¿Qué exige?`: write it [heading-empty]
        law/mx-test/MX-99-plazo-de-respuesta.md:18: there is nothing under `## What it requires`: write it [heading-empty]
        law/mx-test/MX-99-plazo-de-respuesta.md:20: there is nothing under `## ¿Por qué importa?`: write it [heading-empty]
        law/mx-test/MX-99-plazo-de-respuesta.md:22: there is nothing under `## Why it matters`: write it [heading-empty]
        law/mx-test/MX-99-plazo-de-respuesta.md:24: there is nothing under `## ¿Qué lo aclararía?`: write it [heading-empty]
        law/mx-test/MX-99-plazo-de-respuesta.md:26: there is nothing under `## What would settle it`: write it [heading-empty]
        law/mx-test: not counted until its pages have no faults
        exit 1
    "#]].assert_eq(&shell.english("law check law"));
    let page = shell.read("law/mx-test/MX-99-plazo-de-respuesta.md");
    shell.write("law/mx-test/MX-99-plazo-de-respuesta.md", filled(&page));
    expect![[r#"
        1 rulebook(s), 1 rule(s), 0 fault(s)
        mx-test 1: 1 rule(s), 1 version(s): 0 verified, 0 unverified, 1 design
        exit 0
    "#]]
    .assert_eq(&shell.english("law check law"));
}

/// The page filled in from top to bottom, as its faults ask.
fn filled(page: &str) -> String {
    let headings = [
        "¿Qué exige?",
        "What it requires",
        "¿Por qué importa?",
        "Why it matters",
        "¿Qué lo aclararía?",
        "What would settle it",
    ];
    let told = headings.iter().fold(page.to_owned(), |page, heading| {
        page.replacen(&format!("## {heading}\n"), &format!("## {heading}\n\nSe avisa en treinta días.\n"), 1)
    });
    let told = told
        .replace("Plazo de respuesta ·", "Plazo de respuesta · Time to answer")
        .replace("status = \"\"      ", "status = \"design\"")
        .replace("sources = []", "sources = [{ title = \"…\", publisher = \"…\" }]");
    let (breaks, rest) = told.split_once("### Keeps it").unwrap();
    let (keeps, last) = rest.split_once("### Cannot be judged").unwrap();
    // That nobody asked is known of the first; of the last it is not.
    let never = "outcome = \"granted\"\nunknown = [{ field = \"asked_at\", reason = \"never-recorded\" }]";
    let breaks = breaks.replace("outcome = \"granted\"", never);
    let keeps = keeps.replace("outcome = \"granted\"", "asked_at = 2024-02-01T08:00:00Z\noutcome = \"granted\"");
    let last = last.replace("field = \"\"", "field = \"asked_at\"");
    format!("{breaks}### Keeps it{keeps}### Cannot be judged{last}")
}

#[test]
fn facts_are_listed_in_the_language_of_the_reader() {
    let shell = Shell::new();
    expect![[r#"
        withholding: Reserva. Un campo reservado en una presentación; responde quien lo decidió.
          date                       momento             Fecha
                                     Día en que se recibió la presentación.
          field                      texto               Campo
                                     Ruta del campo.
          form                       texto               Formulario
                                     Formulario de la presentación.
          laws                       conjunto de textos  Fundamento
                                     Clave de la ley en que se funda, según la lista de leyes del compendio.
          article_given              sí o no             Con artículo
                                     El fundamento legal nombra un artículo.
          review_on                  momento             Se revisa el
                                     Día en que la reserva termina o se revisa.
          days                       número              Días de reserva
                                     Días desde la recepción hasta la revisión.
          committed                  sí o no             Con compromiso
                                     Tiene un compromiso con el valor.
          opened_on?                 momento             Abierta el
                                     Día en que se abrió el valor reservado.
          decided_by_filer           sí o no             Decidió quien presenta
                                     Lo decidió el mismo organismo que presenta.
          withheld_fields            número              Campos reservados en total
                                     Cuántos campos reserva la presentación.
        exit 0
    "#]]
    .assert_eq(&shell.run("law facts withholding"));
    expect![[r#"
        error: there is no kind of case `witholding`; the kinds are body, technology, acquisition, policy, diligence, consultation, decision, contract, payment, order, use, return, sharing, incident, hold, retirement, destruction, inspection, complaint, remedy, commitment, draft, regulation, withholding, gap, conduct
        exit 2
    "#]].assert_eq(&shell.english("law facts witholding"));
}

#[test]
fn comparing_proves_or_shows_a_case() {
    let shell = Shell::new();
    shell.both_rules("six", "1", 6);
    shell.both_rules("nine", "2", 9);
    expect![[r#"
        mx-test 1 → mx-test 2, the versions in force on 2026-01-01, for every possible case
        Order: looser
            Order: Allows the measure = yes, Term with extensions, months = 7 — MX-08 forbids it ("mx-test 1"); "mx-test 2" allows it
          MX-08: looser
            Order: Allows the measure = yes, Term with extensions, months = 7 — MX-08 forbids it ("mx-test 1"); "mx-test 2" allows it
        Outside the analysis:
          Facts are computed by the register and taken as given: how it counts, adds up or dates is not compared.
          Facts that are not known are not modelled: kept is compared with broken, not the third verdict.
          Cases shown may join facts that contradict each other in nature, such as a term of 3 days in a chain of 1.
          Moments are of the years 1900 to 2199, as in the register; numbers and texts may be any, also such as no list has.
          Calendars are not compared: of two deadlines counted alike the one with the larger amount does not end earlier; nothing is assumed of others.
        exit 0
    "#]].assert_eq(&shell.english("law compare six nine --on 2026-01-01"));
    let reworded = longest(6).replace(
        "when { resource has chain_months && resource.chain_months > context.max_months }",
        "unless { !(resource has chain_months && !(resource.chain_months <= context.max_months)) }",
    );
    let card = CARD.replace("version = \"1\"", "version = \"3\"");
    shell.rulebook(
        "reworded",
        &[("rulebook.toml", &card), ("MX-07-plazo.md", &decided(6)), ("MX-08-duracion.md", &reworded)],
    );
    let equal = shell.english("law compare six reworded --on 2026-01-01");
    assert!(equal.contains("MX-08: equal, proved for every case") && equal.ends_with("exit 0\n"), "{equal}");
    let fewer =
        CARD.replace("bodies = [\"mx/*\"]", "bodies = [\"mx/fgr\"]").replace("version = \"1\"", "version = \"4\"");
    shell.rulebook("fewer", &[("rulebook.toml", &fewer), ("MX-08-duracion.md", &longest(6))]);
    expect![[r#"
        mx-test 1 → mx-test 4, las versiones en vigor el 2026-01-01, para todo caso posible
        ¡ATENCIÓN! La regla MX-07 (Orden) está en «mx-test 1» y ya no está en «mx-test 4».
        Orden: más laxa
            Orden: Permite la medida = sí, Duración con prórrogas, meses = 7, organismo: Id = "mx/AAA" — lo prohíbe MX-08 («mx-test 1»); «mx-test 4» lo permite
          MX-07: SUPRIMIDA
          MX-08: más laxa
            Orden: Permite la medida = sí, Duración con prórrogas, meses = 7, organismo: Id = "mx/AAA" — lo prohíbe MX-08 («mx-test 1»); «mx-test 4» lo permite
        Fuera del análisis:
          Los hechos los calcula el registro y aquí se toman como dados: cómo se cuenta, se suma o se fecha no se compara.
          Los hechos que no se saben no se modelan: se compara cumplido contra incumplido, no el tercer veredicto.
          Los casos de ejemplo pueden juntar hechos que en la realidad se contradicen, como un plazo de 3 días en una cadena de 1.
          Solo hay momentos de los años 1900 a 2199, como en el registro; los números y textos pueden ser cualesquiera, también los que ninguna lista tiene.
          Los calendarios no se comparan: de dos plazos contados igual, el de mayor cantidad no vence antes; de los demás no se supone nada.
        exit 1
    "#]].assert_eq(&shell.run("law compare six fewer --on 2026-01-01"));
}

#[test]
fn comparing_names_versions_of_other_days() {
    let shell = Shell::new();
    let earlier = |from: &str, to: &str, months: u32| {
        let version = |from: &str, to: &str, months: u32| {
            format!(
                "[[version]]\nfrom = {from}\n{to}status = \"verified\"\ncites = [{{ law = \"CNPP\" }}]\n\
                 parameters = {{ max_months = {months} }}\n"
            )
        };
        let page = longest(6);
        let (head, rest) = page.split_once("[[version]]").unwrap();
        let (_, rest) = rest.split_once("```").unwrap();
        let (first, now) = (version(from, to, months), version("2016-06-18", "", 6));
        format!("{head}{first}\n{now}```{rest}")
    };
    let until = "to = 2016-06-17\n";
    let card = CARD.replace("version = \"1\"", "version = \"2\"");
    let decided_later = decided(6).replace("from = 2016-06-18", "from = 2026-06-01");
    shell.rulebook("old", &[("rulebook.toml", CARD), ("MX-08-duracion.md", &earlier("2009-01-01", until, 6))]);
    let new = earlier("2009-01-01", "to = 2015-12-31\n", 9);
    let files = [("rulebook.toml", &*card), ("MX-07-plazo.md", &decided_later), ("MX-08-duracion.md", &new)];
    shell.rulebook("new", &files);
    let others = |told: String, from: &str, to: &str| {
        let told = told.split_once(from).unwrap().1;
        told.split_once(to).unwrap().0.to_owned()
    };
    let english = others(shell.english("law compare old new --on 2026-01-01"), "for every possible case\n", "Outside");
    expect![[r#"
        Order: equal, proved for every case
        note: MX-07 has no version in force that day in "mx-test 2": it is compared as if it were not there.
        Versions of other days, not compared, that differ:
          MX-07: the version from 2026-06-01 on is new.
          MX-08: the version from 2009-01-01 to 2016-06-17 changed, and now runs from 2009-01-01 to 2015-12-31; compare them with `--on 2015-12-31`.
    "#]].assert_eq(&english);
    let spanish = others(shell.run("law compare new old --on 2026-01-01"), "para todo caso posible\n", "Fuera");
    expect![[r#"
        Orden: igual, probado para todo caso
        aviso: MX-07 no tiene versión en vigor ese día en «mx-test 2»: se compara como si no estuviera.
        Versiones de otros días, sin comparar, que difieren:
          MX-07: la versión desde el 2026-06-01 ya no está.
          MX-08: la versión del 2009-01-01 al 2015-12-31 cambió, y va ahora del 2009-01-01 al 2016-06-17; compárelas con `--on 2015-12-31`.
    "#]].assert_eq(&spanish);
    let json: serde_json::Value =
        serde_json::from_str(shell.run("law compare old new --on 2026-01-01 --json").split_once("exit ").unwrap().0)
            .unwrap();
    expect![[r#"
        [
          {
            "rule": "MX-07",
            "old": null,
            "new": {
              "from": "2026-06-01",
              "to": null
            },
            "alike": false,
            "on": null,
            "says": {
              "es": "MX-07: la versión desde el 2026-06-01 es nueva.",
              "en": "MX-07: the version from 2026-06-01 on is new."
            }
          },
          {
            "rule": "MX-08",
            "old": {
              "from": "2009-01-01",
              "to": "2016-06-17"
            },
            "new": {
              "from": "2009-01-01",
              "to": "2015-12-31"
            },
            "alike": false,
            "on": "2015-12-31",
            "says": {
              "es": "MX-08: la versión del 2009-01-01 al 2016-06-17 cambió, y va ahora del 2009-01-01 al 2015-12-31; compárelas con `--on 2015-12-31`.",
              "en": "MX-08: the version from 2009-01-01 to 2016-06-17 changed, and now runs from 2009-01-01 to 2015-12-31; compare them with `--on 2015-12-31`."
            }
          }
        ]"#]].assert_eq(&format!("{:#}", json["other_versions"]));
}

#[test]
fn a_bundle_is_unpacked_into_a_new_folder_only() {
    let shell = Shell::new();
    shell.both_rules("six", "1", 6);
    let adopted = shell.english("law adopt six --registrar mx/registro --number 2026-1 --from 2026-01-01 --out r.json");
    assert!(adopted.ends_with("exit 0\n"), "{adopted}");
    expect![[r#"
        3 file(s) in draft
        Digest: HASH. It must be the one that the draft or the regulation says.
        Check it: veedor law check draft
        exit 0
    "#]]
    .assert_eq(&shell.english("law unpack r.bundle draft"));
    for file in ["rulebook.toml", "MX-07-plazo.md", "MX-08-duracion.md"] {
        assert_eq!(shell.read(&format!("draft/{file}")), shell.read(&format!("six/{file}")));
    }
    assert!(shell.run("law check draft").ends_with("exit 0\n"));
    shell.write("out.bundle", "veedor-rulebook@v1\nfile ../out.md 1\nx");
    shell.write("cut.bundle", "veedor-rulebook@v1\nfile a.md 9\nx");
    shell.write("other.bundle", "{}\n");
    let lines = [
        "r.bundle draft",
        "out.bundle new",
        "cut.bundle new",
        "other.bundle new",
        "none.bundle new",
        "r.bundle r.json",
    ];
    let told = |run: &dyn Fn(&str) -> String| lines.map(|line| run(&format!("law unpack {line}"))).concat();
    expect![[r#"
        error: the folder `draft` is not empty and nothing is written into it; give a new one
        exit 2
        error: `out.bundle` names a file `../out.md`, which might leave the folder: nothing was written; do not trust whoever gave it to you
        exit 3
        error: `cut.bundle` is damaged: at byte 19 there should be a line `file NAME BYTES`, names in order and each once; download it again
        exit 3
        error: `other.bundle` is no bundle of a rulebook: it must begin with the line `veedor-rulebook@v1`; ask for the file that the draft's digest names, `URL/blobs/sha256/DIGEST`
        exit 3
        error: there is no file `none.bundle`
        exit 3
        error: `r.json` exists already and is not overwritten; choose another name
        exit 3
    "#]].assert_eq(&told(&|line| shell.english(line)));
    expect![[r#"
        error: la carpeta `draft` no está vacía y no se escribe en ella; dé una nueva
        exit 2
        error: `out.bundle` nombra un archivo `../out.md`, que podría salir de la carpeta: no se escribió nada; no confíe en quien se lo dio
        exit 3
        error: `cut.bundle` está dañado: en el byte 19 debería haber una línea `file NOMBRE BYTES`, con los nombres en orden y una vez cada uno; vuelva a descargarlo
        exit 3
        error: `other.bundle` no es el documento de un compendio de reglas: debe empezar con la línea `veedor-rulebook@v1`; pida el archivo que nombra la huella del proyecto, `URL/blobs/sha256/HUELLA`
        exit 3
        error: no existe el archivo `none.bundle`
        exit 3
        error: `r.json` ya existe y no se sobrescribe; elija otro nombre
        exit 3
    "#]].assert_eq(&told(&|line| shell.run(line)));
    assert!(!shell.path("new").exists() && !shell.path("out.md").exists(), "nothing is written of what is refused");
}

#[test]
fn comparing_says_what_it_lacks() {
    let shell = Shell::new();
    shell.both_rules("six", "1", 6);
    shell.both_rules("nine", "2", 9);
    let told = ["six nine --solver ./no-such-solver", "six nowhere", "in-force in-force"];
    expect![[r#"
        error: the solver `./no-such-solver` cannot be started (No such file or directory (os error 2)); install it with `apt install cvc5`, or give the program with `--solver` or `VEEDOR_CVC5`
        exit 3
        error: `nowhere` is neither a folder nor a rulebook that came with the program (ccops, human-rights, mx-federal, register)
        exit 3
        error: `in-force` can be one of the two; the other says of which rulebook
        exit 2
    "#]].assert_eq(&told.map(|line| shell.english(&format!("law compare {line}"))).concat());
}
