//! `veedor law` against a register: adopting, listing, explaining, trying a draft.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};

use expect_test::expect;

use crate::{law_pages::CARD, law_pages::longest, shell::Shell};

/// A register that adopted the two rules, with two orders of nine and of three months.
fn register() -> Shell {
    let shell = Shell::with_register();
    shell.both_rules("six", "1", 6);
    shell.write("juzgado.json", body());
    shell.write("key.json", grant(&shell));
    shell.write("long.json", order("1", "2024-09-15", "decided_at"));
    shell.write("short.json", order("2", "2024-04-30", "matter"));
    let adopted = shell.run("law adopt six --registrar mx/registro --number 2026-1 --from 2016-01-01 --out adopt.json");
    assert!(adopted.ends_with("exit 0\n"), "{adopted}");
    let served = shell.serve();
    let by_registrar = ["adopt.json", "juzgado.json", "key.json"].map(|draft| (draft, "data/registrar.key"));
    for (draft, key) in by_registrar.into_iter().chain([("long.json", "juzgado.key"), ("short.json", "juzgado.key")]) {
        let told = shell.run(&format!("file {draft} --key {key} --url {}", served.url));
        assert!(told.contains("Aceptada"), "{draft}: {told}");
    }
    let digest = digest(&shell);
    assert_eq!(
        put(&served.url, &format!("/blobs/sha256/{digest}"), &std::fs::read(shell.path("adopt.bundle")).unwrap()),
        201
    );
    served.stop();
    shell
}

fn body() -> &'static str {
    r#"{ "form": "body", "id": "mx/registro/body/juzgado", "filer": "mx/registro", "occurred": "2020-01-01",
  "body": "mx/juzgado", "name": "Juzgado de prueba", "kind": "court" }
"#
}

fn grant(shell: &Shell) -> String {
    let made = shell.command("keygen mx/juzgado --out juzgado.key").output().unwrap();
    let said = String::from_utf8(made.stdout).unwrap();
    let key = said.lines().find(|line| line.starts_with("mx/juzgado+")).unwrap();
    format!(
        r#"{{ "form": "key", "id": "mx/registro/key/juzgado", "filer": "mx/registro", "occurred": "2020-01-01",
  "action": "grant", "key": "{key}", "holder": "mx/juzgado", "role": "judge" }}
"#
    )
}

fn order(number: &str, to: &str, unknown: &str) -> String {
    let decided = if unknown == "decided_at" { "" } else { "\n  \"decided_at\": \"2024-01-01T10:00:00Z\"," };
    let lacks = ["technology", "requester", "matter", "subjects", "decided_at"].into_iter();
    let lacks = lacks.filter(|field| decided.is_empty() || *field != "decided_at");
    let unknown: Vec<String> =
        lacks.map(|field| format!(r#"{{ "field": "{field}", "reason": "not-found" }}"#)).collect();
    format!(
        r#"{{ "form": "order", "id": "mx/juzgado/order/{number}", "filer": "mx/juzgado", "occurred": "2024-01-01",
  "measure": "interception", "outcome": "granted", "court": "mx/juzgado",
  "legal_basis": [{{ "law": "CNPP", "article": "291" }}],
  "asked_at": "2024-01-01T08:00:00Z",{decided}
  "from": "2024-01-01", "to": "{to}",
  "unknown": [{}] }}
"#,
        unknown.join(", ")
    )
}

/// The digest of the rulebook in `adopt.json`.
fn digest(shell: &Shell) -> String {
    let draft = shell.read("adopt.json");
    draft.split("\"digest\": \"").nth(1).unwrap()[..64].to_owned()
}

/// Sends a document as `curl -T` does; the status that is answered.
fn put(url: &str, path: &str, bytes: &[u8]) -> u16 {
    let address = url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let head = format!(
        "PUT {path} HTTP/1.1\r\nHost: {address}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        bytes.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(bytes).unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default()
}

#[test]
fn what_is_adopted_is_listed_and_explained() {
    let shell = register();
    expect![[r#"
        1 act(s):
          entry 2: Adopts mx-test 1, 2016-01-01 –
            HASH
        exit 0
    "#]]
    .assert_eq(shell.english("law list --data data").split_once("The register, ").unwrap().1);
    expect![[r#"
        mx/juzgado/order/1 (Order), of 2024-01-01, asked on 2026-01-01
        It is not known who answers.
        Facts of the case:
          date                       Date = 2024-01-01 (entry 5)
          own                        Filed by court or requester = yes (entry 5)
          withheld                   Fields withheld = (none) (entry 5)
          measure                    Measure = Interception (entry 5)
          technology_named           Technology named = (not known) (entry 5)
          requester_named            Requester named = (not known) (entry 5)
          court_named                Court named = yes (entry 5)
          court_kind                 Kind of who decides = Court (entry 5)
          court_jurisdiction         Jurisdiction of who decides = "mx" (entry 5)
          court_may_authorise        Who decides may authorise = (not known)
          court_is_requester         Decided by who asks = (not known) (entry 5)
          has_power                  Requester has the power = (not known)
          asked_at                   Asked at = 2024-01-01T08:00:00Z (entry 5)
          decided_at                 Decided at = (not known) (entry 5)
          outcome                    Outcome = Granted (entry 5)
          live                       Allows the measure = yes (entry 5)
          from                       From = 2024-01-01 (entry 5)
          to                         Until = 2024-09-15 (entry 5)
          term_days                  Term, days = 259 (entry 5)
          extension                  Is an extension = no (entry 5)
          extensions                 Extensions so far = 0 (entry 5)
          original_days              Original term, days = 259 (entry 5)
          chain_days                 Term with extensions, days = 259 (entry 5)
          chain_months               Term with extensions, months = 9 (entry 5)
          emergency                  Emergency = no (entry 5)
          legal_basis_given          Legal basis given = yes (entry 5)
          laws                       Laws = "cnpp" (entry 5)
          matter                     Matter = (not known) (entry 5)
          subjects_low               People, at least = (not known) (entry 5)
          subjects_high              People, at most = (not known) (entry 5)
          subject_classes            Protected classes = (none) (entry 5)
          signatures                 Signatures = 1 (entry 5)
          case_committed             Case committed = no (entry 5)
          earlier_same_case          Earlier orders of the case = 0
          uses                       Use filings = 0
          outcomes                   Outcomes filed = 0
          extended                   Extended = no
          notice_deferrals           Deferrals = 0
          notice_impossible          Notice not possible = no
          received                   Received = DAY (entry 5)
          There is none: class, use_outside, charges_high, notified_on, notice_deferred_until, deferred_by_court
        Facts of the body that answers:
          id                         Id = (not known)
          jurisdiction               Jurisdiction = (not known)
          kind                       Kind = (not known)
          sector                     Sector = (not known)
          parent_kind                Kind of the body it is part of = (not known)
          powers                     Powers = (not known)
          began_on                   Exists from = (not known)
          ended_on                   Existed until = (not known)
          succeeded                  Has a successor = no

        MX-08 Longest term — broken (mx-test)
          since 2024-01-01
          because:
            Allows the measure = yes (entry 5)
            Term with extensions, months = 9 (entry 5)
          law: National Code of Criminal Procedure, 291 (verified)
          would settle it: Texto.

        MX-07 Time to decide — cannot be judged (mx-test)
          since 2024-01-01
          what is missing:
            Decided at = (not known) (entry 5)
          law: National Code of Criminal Procedure, 291 (verified)
          would settle it: Texto.
        exit 1
    "#]]
    .assert_eq(&shell.english("law explain mx/juzgado/order/1 --data data --on 2026-01-01"));
    expect![[r#"
        mx/juzgado/order/2 (Orden), del 2024-01-01, visto el 2026-01-01
        No se sabe quién responde.
        Hechos del caso:
          date                       Fecha = 2024-01-01 (asiento 6)
          own                        Presentada por juzgado o solicitante = sí (asiento 6)
          withheld                   Campos reservados = (ninguna) (asiento 6)
          measure                    Medida = Intervención (asiento 6)
          technology_named           Nombra la tecnología = (no se sabe) (asiento 6)
          requester_named            Con solicitante = (no se sabe) (asiento 6)
          court_named                Con juzgado = sí (asiento 6)
          court_kind                 Tipo de quien decide = Tribunal o juzgado (asiento 6)
          court_jurisdiction         Jurisdicción de quien decide = "mx" (asiento 6)
          court_may_authorise        Quien decide puede autorizar = (no se sabe)
          court_is_requester         Decide quien solicita = (no se sabe) (asiento 6)
          has_power                  Quien solicita tiene facultad = (no se sabe)
          asked_at                   Solicitada = 2024-01-01T08:00:00Z (asiento 6)
          decided_at                 Decidida = 2024-01-01T10:00:00Z (asiento 6)
          outcome                    Resultado = Concedida (asiento 6)
          live                       Permite la medida = sí (asiento 6)
          from                       Desde = 2024-01-01 (asiento 6)
          to                         Hasta = 2024-04-30 (asiento 6)
          term_days                  Duración, días = 121 (asiento 6)
          extension                  Es prórroga = no (asiento 6)
          extensions                 Prórrogas hasta aquí = 0 (asiento 6)
          original_days              Duración original, días = 121 (asiento 6)
          chain_days                 Duración con prórrogas, días = 121 (asiento 6)
          chain_months               Duración con prórrogas, meses = 4 (asiento 6)
          emergency                  De urgencia = no (asiento 6)
          legal_basis_given          Con fundamento = sí (asiento 6)
          laws                       Leyes = "cnpp" (asiento 6)
          matter                     Materia = (no se sabe) (asiento 6)
          subjects_low               Personas, al menos = (no se sabe) (asiento 6)
          subjects_high              Personas, a lo sumo = (no se sabe) (asiento 6)
          subject_classes            Clases protegidas = (ninguna) (asiento 6)
          signatures                 Firmas = 1 (asiento 6)
          case_committed             Con compromiso del caso = no (asiento 6)
          earlier_same_case          Órdenes anteriores del caso = 0
          uses                       Informes de uso = 0
          outcomes                   Resultados presentados = 0
          extended                   Prorrogada = no
          notice_deferrals           Aplazamientos = 0
          notice_impossible          Aviso imposible = no
          received                   Recibida = DAY (asiento 6)
          No hay: class, use_outside, charges_high, notified_on, notice_deferred_until, deferred_by_court
        Hechos de quien responde:
          id                         Id = (no se sabe)
          jurisdiction               Jurisdicción = (no se sabe)
          kind                       Tipo = (no se sabe)
          sector                     Sector = (no se sabe)
          parent_kind                Tipo del organismo del que depende = (no se sabe)
          powers                     Facultades = (no se sabe)
          began_on                   Existe desde = (no se sabe)
          ended_on                   Existió hasta = (no se sabe)
          succeeded                  Tiene sucesor = no

        MX-08 Duración máxima — cumplida (mx-test)
          desde el 2024-01-01
          por:
            Duración con prórrogas, meses = 4 (asiento 6)
          fundamento: Código Nacional de Procedimientos Penales, 291 (verificado)
        exit 0
    "#]]
    .assert_eq(&shell.run("law explain mx/juzgado/order/2 --data data --on 2026-01-01 --rule MX-08"));
    expect![[r#"
        error: there is no case `mx/juzgado/order/3`; did you mean `mx/juzgado/order/1`, `mx/juzgado/order/2`?
        exit 2
    "#]]
    .assert_eq(&shell.english("law explain mx/juzgado/order/3 --data data"));
    expect![[r#"
        error: `order three` is no case: it is a filing's id, such an id with `#` and the field withheld, or a body's id
        exit 2
    "#]]
    .assert_eq(&shell.english("law explain order␣three --data data"));
    std::fs::remove_file(shell.path("data/public/blobs/sha256").join(digest(&shell))).unwrap();
    let told = shell.english("law explain mx/juzgado/order/1 --data data --on 2026-01-01");
    assert!(told.contains("note: the rulebook mx-test 1 (entry 2) is not at hand"), "{told}");
    let told = shell.english("law explain mx/juzgado/order/1 --data data --on 2026-01-01 --rulebook six");
    assert!(told.contains("MX-08 Longest term — broken (mx-test)"), "{told}");
}

#[test]
fn a_draft_is_tried_on_what_is_filed() {
    let shell = register();
    shell.both_rules("nine", "2", 9);
    expect![[r#"
        Draft mx-test 2 beside mx-test 1 (in force on 2026-01-01): 5 case(s), asked on 2026-01-01
        MX-08 Longest term
          cases it concerns: 2 → 2
          broken: 1 → 0
          cannot be judged: 0 → 0
          kept: 1 → 2
            from "broken" to "kept": 1
              mx/juzgado/order/1
        1 rule(s) without effect on these cases
        Page to read: effect.html
        exit 0
    "#]]
    .assert_eq(&shell.english("law try --draft nine --data data --on 2026-01-01 --html effect.html"));
    let page = shell.read("effect.html");
    assert!(page.contains("<li>mx/juzgado/order/1</li>") && !page.contains("<script"), "{page}");
    let card = CARD.replace("version = \"1\"", "version = \"3\"");
    shell.rulebook("fewer", &[("rulebook.toml", &card), ("MX-08-duracion.md", &longest(6))]);
    expect![[r#"
        Proyecto mx-test 3 frente a mx-test 1 (en vigor el 2026-01-01): 5 caso(s), vistos el 2026-01-01
        ¡ATENCIÓN! El proyecto SUPRIME la regla MX-07 Plazo para decidir: no tiene su página `MX-07-plazo.md`; si no es eso lo que se quiere, devuélvala a la carpeta
        MX-07 Plazo para decidir (SUPRIMIDA)
          casos que toca: 2 → 0
          incumplida: 0 → 0
          no se puede juzgar: 1 → 0
          cumplida: 1 → 0
            de «no se puede juzgar» a «no le toca»: 1
              mx/juzgado/order/1
            de «cumplida» a «no le toca»: 1
              mx/juzgado/order/2
        1 regla(s) sin efecto en estos casos
        exit 1
    "#]]
    .assert_eq(&shell.run("law try --draft fewer --data data --on 2026-01-01"));
    let over_http = {
        let served = shell.serve();
        shell.english(&format!("law try --draft nine --url {} --on 2026-01-01", served.url))
    };
    assert!(over_http.contains("beside mx-test 1 (in force on 2026-01-01)"), "{over_http}");
    let compared = shell.english("law compare in-force nine --data data --on 2026-01-01");
    assert!(compared.contains("looser") && compared.ends_with("exit 0\n"), "{compared}");
}

#[test]
fn what_is_adopted_is_said_with_what_to_do_next() {
    let shell = Shell::with_register();
    shell.both_rules("six", "1", 6);
    expect![[r#"
        Draft in regulation-mx-test-2026-1.json
        1. Sign and file it: veedor file regulation-mx-test-2026-1.json --key registrar.key --url URL
        2. Send the pages, once it stands: curl -T regulation-mx-test-2026-1.bundle URL/blobs/sha256/1e67e040bbb03f90841a4b288abd6af9f54e8416a068426c370e125d9cd80379
        exit 0
    "#]].assert_eq(
        &shell.english("law adopt six --registrar mx/registro --number 2026-1 --from 2026-01-01 --to 2026-12-31"),
    );
    let checked = shell.english("check regulation-mx-test-2026-1.json --data data --key data/registrar.key");
    assert!(checked.contains("would be admitted, as entry 2"), "{checked}");
    expect![[r#"
        Draft in regulation-mx-test-2026-2.json
        1. Sign and file it: veedor file regulation-mx-test-2026-2.json --key registrar.key --url URL
        exit 0
    "#]]
    .assert_eq(&shell.english("law adopt six --registrar mx/registro --number 2026-2 --from 2027-01-01 --end"));
    let told = [
        "six --registrar registro --number 1 --from 2026-01-01",
        "six --registrar mx/registro --number one␣two --from 2026-01-01",
        "six --registrar mx/registro --number 1 --from 2026-02-30",
        "six --registrar mx/registro --number 1 --from 2026-01-02 --to 2026-01-01",
        "seven --registrar mx/registro --number 1 --from 2026-01-02",
    ];
    expect![[r#"
        error: `registro` is no body's id; expected jurisdiction/body, as mx/inai
        exit 2
        error: `one two` cannot be the last part of an id: small letters, digits and hyphens, as `2026-1`
        exit 2
        error: `2026-02-30` is no value for --from <DATE>: 2026-12-31
        exit 2
        error: `--to` is before `--from`; correct one of the two
        exit 2
        error: `seven` is neither a folder nor a rulebook that came with the program (ccops, human-rights, mx-federal, register)
        exit 3
    "#]].assert_eq(&told.map(|line| shell.english(&format!("law adopt {line}"))).concat());
}
