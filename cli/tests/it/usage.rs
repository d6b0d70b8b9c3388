//! Help, mistakes on the command line, settings, keys, drafts, completions and manual pages.

use expect_test::expect;

use crate::shell::Shell;

#[test]
fn help_is_in_the_language_of_the_reader() {
    let shell = Shell::new();
    expect![[r#"
        Veedor: registro público de tecnología de vigilancia, que cualquiera puede verificar.

        Uso: veedor [OPCIONES] <COMANDO>

        Comandos:
          init         Hace un registro: carpeta, claves y los dos primeros asientos
          keygen       Hace una clave para firmar presentaciones
          draft        Da un borrador de un formulario, o la lista de sus campos
          check        ¿Se admitiría? Todos los motivos, antes de presentar
          file         Firma y presenta; guarda el recibo y lo verifica antes de decir que se aceptó
          comments     Comentarios de personas sin clave: leerlos, mostrarlos o decir por qué no; comprobar
                       una promesa
          import       Convierte una tabla publicada en borradores; con --file también los presenta
          redact       Busca probables datos personales en archivos, sin repetirlos
          verify       Verifica un recibo sin red, paso por paso
          receipt      Trae un asiento y su recibo, los verifica y los guarda
          as-of        Dice qué tenía un registro un día, probado contra su bitácora, y una página como se
                       conocía entonces
          diff         Dice qué cambió entre dos versiones de una presentación, o en una página entre dos
                       días
          serve        Pone en marcha un registro
          rebuild      Rehace el índice a partir de la bitácora
          bulk         Hace los archivos de datos: todas las tablas en CSV, JSON Lines y Parquet
          fsck         Vuelve a verificar todo: árbol, firmas, admisión, documentos
          figures      Calcula cifras desde la bitácora, o comprueba una tabla publicada
          reconcile    Compara lo que dicen dos partes: tribunal, autoridad, operador, proveedor, tesorería
          missing      Dice quién debe cifras de qué periodo y no las dio
          witness      Es testigo de bitácoras: cofirma que cada una solo creció
          mirror       Guarda una copia verificada de un registro, que se puede volver a mostrar
          monitor      Sigue un registro y lo comprueba todo otra vez: bitácora, firmas, admisión, reglas,
                       cifras, páginas
          observatory  Sigue muchos registros, verifica cada uno y los pone lado a lado
          law          Las leyes como reglas: revisarlas, probarlas, compararlas, adoptarlas
          demo         Pone en marcha la demostración: el caso mexicano, presentado, con recibos, en un
                       portal
          completions  Da lo que un intérprete de comandos necesita para completar
          man          Da las páginas de manual

        Opciones:
              --json              Un documento JSON en la salida, para programas
              --lang <es|en>      Idioma: es o en; sin ella, el del sistema
              --config <ARCHIVO>  Archivo de opciones; sin ella, ./veedor.toml si existe
          -V, --version           Muestra la versión
          -h, --help              Muestra esta ayuda

        Cada opción se puede dar también como variable VEEDOR_… (VEEDOR_DATA, VEEDOR_LANG) o en veedor.toml
        (data = "…"); gana la línea de comandos.
        Salida: 0 bien · 1 hallazgos o verificación fallida · 2 uso · 3 no se puede leer o alcanzar.
        exit 0
    "#]]
    .assert_eq(&shell.run("--help"));
    expect![[r#"
        Verify everything again: tree, signatures, admission, documents

        Usage: veedor fsck [OPTIONS] <DIR|URL>

        Values:
          <DIR|URL>  Data folder or address of a register

        Options:
              --json           One JSON document on standard output, for programs
              --vkey <VKEY>    Public key of the log, instead of the one of the folder or server
              --lang <es|en>   Language: es or en; without it, the system's
              --repair         Repair what can be repaired first; what was damaged is kept beside it
              --config <FILE>  Settings file; without it, ./veedor.toml if there is one
          -h, --help           Show this help
        exit 0
    "#]]
    .assert_eq(&shell.english("fsck --help"));
}

#[test]
fn mistakes_are_told_in_the_language_of_the_reader_and_end_with_2() {
    let shell = Shell::new();
    let told: String = [
        "",
        "chek x",
        "verify",
        "verify --polcy x",
        "check",
        "check --data",
        "demo --synthetic many",
        "--lang fr check x",
    ]
    .iter()
    .map(|line| format!("$ veedor {line}\n{}{}", shell.run(line), shell.english(line)))
    .collect();
    expect![[r#"
        $ veedor 
        error: falta el comando; vea `veedor --help`
        exit 2
        error: the command is missing; see `veedor --help`
        exit 2
        $ veedor chek x
        error: no existe el comando `chek`; ¿quiso decir `check`?
        exit 2
        error: there is no command `chek`; did you mean `check`?
        exit 2
        $ veedor verify
        error: falta <RECIBO>
        exit 2
        error: <RECEIPT> is missing
        exit 2
        $ veedor verify --polcy x
        error: no existe el argumento `--polcy`; ¿quiso decir `--policy`?
        exit 2
        error: there is no argument `--polcy`; did you mean `--policy`?
        exit 2
        $ veedor check
        error: falta <ARCHIVO>...
        exit 2
        error: <FILE>... is missing
        exit 2
        $ veedor check --data
        error: falta el valor de --data <CARPETA>
        exit 2
        error: --data <DIR> needs a value
        exit 2
        $ veedor demo --synthetic many
        error: `many` no sirve para --synthetic <N>: se espera un número entero
        exit 2
        error: `many` is no value for --synthetic <N>: expected a whole number
        exit 2
        $ veedor --lang fr check x
        error: `fr` no sirve para --lang <es|en>: es, en
        exit 2
        error: `fr` is no value for --lang <es|en>: es, en
        exit 2
    "#]]
    .assert_eq(&told);
}

#[test]
fn settings_come_from_the_file_then_the_environment_then_the_command_line() {
    let shell = Shell::new();
    shell.write("veedor.toml", "out = 'from-file.key'\nlang = 'en'\n");
    expect![[r#"
        Private key in from-file.key, readable by you only. Public key:
        mx/a+KEY
        Ask the registrar to grant it (form `key`) for your body and role.
        exit 0
    "#]]
    .assert_eq(&shell.run("keygen mx/a"));
    assert!(shell.path("from-file.key").exists());
    shell.finish(shell.command("keygen mx/a").env("VEEDOR_OUT", "from-variable.key"), b"");
    assert!(shell.path("from-variable.key").exists());
    shell.finish(shell.command("keygen mx/a --out from-line.key").env("VEEDOR_OUT", "other.key"), b"");
    assert!(shell.path("from-line.key").exists() && !shell.path("other.key").exists());
    shell.write("bad.toml", "out = 'x'\n\nouut = 'y'\n");
    let told = shell.run("keygen mx/a --config bad.toml");
    assert!(told.starts_with("error: bad.toml:3: no existe la opción `ouut`"), "{told}");
    assert!(shell.run("keygen mx/a --config none.toml").ends_with("exit 3\n"));
}

#[test]
fn a_key_is_readable_by_its_owner_only_and_never_overwritten() {
    use std::os::unix::fs::PermissionsExt as _;
    let shell = Shell::new();
    expect![[r#"
        Clave privada en fgr.key, legible sólo por usted. Clave pública:
        mx/fgr+KEY
        Pida al registro que la otorgue (formulario `key`) para su organismo y su función.
        exit 0
    "#]]
    .assert_eq(&shell.run("keygen mx/fgr --out fgr.key"));
    assert!(shell.read("fgr.key").starts_with("PRIVATE+KEY+mx/fgr+"));
    let mode = std::fs::metadata(shell.path("fgr.key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    expect![[r#"
        error: `fgr.key` exists already and is not overwritten; choose another name
        exit 3
    "#]]
    .assert_eq(&shell.english("keygen mx/fgr --out fgr.key"));
    expect![[r#"
        error: the key cannot be used: `two words` is no key name: it must not be empty nor hold a space, a control character or `+`
        exit 2
    "#]].assert_eq(&shell.english("keygen two␣words"));
}

#[test]
fn a_draft_has_what_must_be_there_and_the_list_has_everything() {
    let shell = Shell::new();
    expect![[r#"
        {
          "form": "payment",
          "id": "mx/fgr/payment/",
          "filer": "mx/fgr",
          "occurred": "",
          "sources": [],
          "contract": "",
          "amount": {
            "amount": "",
            "currency": ""
          },
          "payer": "",
          "payee": "",
          "treasury_number": "",
          "budget_item": ""
        }
        The fields in words, optional ones too: veedor draft payment --fields
        exit 0
    "#]]
    .assert_eq(&shell.english("draft payment --filer mx/fgr"));
    expect![[r#"
        Pago
          form                         obligatorio  Formulario [form]
          id                           obligatorio  Id
          filer                        obligatorio  Presenta
          about                        opcional     Sobre
          occurred                     obligatorio  Ocurrió
          sources                      opcional     Fuentes
          documents                    opcional     Documentos
          withheld                     opcional     Reservado
          unknown                      opcional     Desconocido
          named                        opcional     Nombres publicados
          cleared                      opcional     No son personas
          contract                     obligatorio  Contrato
          amount                       obligatorio  Importe
          amount.amount                obligatorio  Importe
          amount.currency              obligatorio  Moneda
          payer                        obligatorio  Paga
          payee                        esperado     Cobra
          treasury_number              esperado     Folio de tesorería
          budget_item                  esperado     Partida
        exit 0
    "#]]
    .assert_eq(&shell.run("draft payment --fields"));
    expect![[r#"
        error: no existe el formulario `pago`; los formularios son body, key, regulation, technology, acquisition, policy, diligence, consultation, comment, unshown, answer, decision, contract, payment, order, use, return, outcome, sharing, incident, hold, retirement, destruction, attestation, inspection, complaint, remedy, notice, draft, vote, commitment, progress, claim, alias, explanation, correction, withdrawal, opening
        exit 2
    "#]].assert_eq(&shell.run("draft pago"));
}

#[test]
fn shells_and_manuals_are_served() {
    let shell = Shell::new();
    assert!(shell.run("completions bash").contains("_veedor()"));
    expect![[r#"
        49 páginas de manual en pages
        exit 0
    "#]]
    .assert_eq(&shell.run("man pages"));
    assert!(shell.read("pages/veedor-verify.1").contains("Verifica un recibo sin red"));
    assert!(shell.english("man").contains("a public register of surveillance technology"));
}
