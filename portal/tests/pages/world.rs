//! A small register: one technology with what was transcribed, claimed, denied, corrected and withdrawn. Everything goes
//! through admission, log, publication and index; times and keys are fixed, so that pages come out the same.

use std::sync::{Arc, Mutex, atomic::AtomicBool};

use ::rulebook::bundle::bundle;
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode},
};
use portal::{
    index::Index,
    log::Log,
    pages,
    rulebooks::Rulebooks,
    site::{About, Site},
    today::Today,
};
use register::{Admission, Register, SignedFiling, time::Instant};
use sha2::{Digest as _, Sha256};
use tlog::{Algorithm, Receipt, SignerKey};
use tower::ServiceExt;

use crate::rulebook;

/// Filings in order: who signs, and the filing.
const FILINGS: &[(Signer, &str)] = &[
    (
        Signer::Registrar,
        r#"{"form":"body","id":"mx/registro/body/registro","filer":"mx/registro","occurred":"2026-01-01","body":"mx/registro","name":"Registro de ejemplo","kind":"registrar","country":"mx"}"#,
    ),
    (
        Signer::Registrar,
        r#"{"form":"body","id":"mx/registro/body/observatorio","filer":"mx/registro","occurred":"2026-01-01","body":"mx/observatorio","name":"Observatorio de ejemplo","kind":"civil-society","country":"mx"}"#,
    ),
    (
        Signer::Registrar,
        r#"{"form":"key","id":"mx/registro/key/2","filer":"mx/registro","occurred":"2026-01-02","action":"grant","key":"OBSERVER","holder":"mx/observatorio","role":"observer"}"#,
    ),
    (
        Signer::Observer,
        r#"{"form":"body","id":"mx/observatorio/body/procuraduria","filer":"mx/observatorio","occurred":"2026-01-03","body":"mx/procuraduria","name":"Procuraduría de ejemplo","kind":"prosecutor","sector":"public","country":"mx","names":[{"name":"PDE"},{"name":"Example prosecution office","language":"en"}],"powers":[{"power":"intercept","law":{"law":"Ley de ejemplo","article":"16","from":"2014-03-05"}}],"to":"2019-01-19"}"#,
    ),
    (
        Signer::Observer,
        r#"{"form":"body","id":"mx/observatorio/body/fiscalia","filer":"mx/observatorio","occurred":"2026-01-03","body":"mx/fiscalia","name":"Fiscalía de ejemplo","kind":"prosecutor","succeeds":["mx/procuraduria"],"from":"2019-01-20"}"#,
    ),
    (
        Signer::Observer,
        r#"{"form":"body","id":"mx/observatorio/body/fabricante","filer":"mx/observatorio","occurred":"2026-01-03","body":"il/fabricante","name":"Fabricante de ejemplo","kind":"vendor"}"#,
    ),
    (
        Signer::Observer,
        r#"{"form":"body","id":"mx/observatorio/body/revendedor","filer":"mx/observatorio","occurred":"2026-01-03","body":"mx/revendedor","name":"Revendedor <b>& hijos</b>","kind":"vendor"}"#,
    ),
    (
        Signer::Observer,
        r#"{"form":"technology","id":"mx/observatorio/technology/1","filer":"mx/observatorio","occurred":"2014-10-29","name":"Pegaso","class":"spyware","summary":"Programa espía comprado para 500 objetivos.","summary_en":"Spyware bought for 500 targets.","holder":"mx/procuraduria","held_as":"licensed","maker":"il/fabricante","capabilities":["content"],"sources":[{"title":"Nota de ejemplo","publisher":"Diario de ejemplo","published":"2017-06","url":"https://example.org/nota?a=1&b=2"}],"unknown":[{"field":"held_from","reason":"not-published"}]}"#,
    ),
    (
        Signer::Observer,
        r#"{"form":"contract","id":"mx/observatorio/contract/1","filer":"mx/observatorio","occurred":"2014-10-29","technology":"mx/observatorio/technology/1","number":"PDE-2014-1","kind":"original","buyer":"mx/procuraduria","end_user":"mx/procuraduria","supplier":"mx/revendedor","procedure":"direct","object":"Pegaso, 500 objetivos","amount":{"amount":"32016000","currency":"USD"},"from":"2014-10-29","to":"2017-12-31","budget_item":"33701","quantities":[{"count":{"value":500},"unit":"targets"}],"sources":[{"title":"Nota de ejemplo","publisher":"Diario de ejemplo"}]}"#,
    ),
    (
        Signer::Observer,
        r#"{"form":"claim","id":"mx/observatorio/claim/1","filer":"mx/observatorio","about":["mx/observatorio/technology/1"],"occurred":"2014-10-29","stage":"purchase","kind":"payment","says":"Se pagaron 32.016 millones de dólares.","says_en":"32.016 million dollars were paid.","publisher_kind":"press","mark":"verified","amount":{"amount":"32016000","currency":"USD"},"question":"importe pagado / amount paid","sources":[{"title":"Nota de ejemplo","publisher":"Diario de ejemplo"}]}"#,
    ),
    (
        Signer::Observer,
        r#"{"form":"claim","id":"mx/observatorio/claim/2","filer":"mx/observatorio","about":["mx/observatorio/technology/1"],"occurred":"2014-10-29","stage":"purchase","kind":"payment","says":"Se pagaron 15 millones de dólares.","publisher_kind":"leak","mark":"partly","amount":{"amount":"15000000","currency":"USD"},"question":"importe pagado / amount paid","contradicts":["mx/observatorio/claim/1"],"sources":[{"title":"Otra nota","publisher":"Revista de ejemplo"}]}"#,
    ),
    (
        Signer::Observer,
        r#"{"form":"claim","id":"mx/observatorio/claim/3","filer":"mx/observatorio","about":["mx/observatorio/technology/1","mx/procuraduria"],"occurred":{"from":"2016-01-01","to":"2017-12-31"},"stage":"use","kind":"denial","says":"La Procuraduría de ejemplo niega haberlo usado.","publisher":"mx/procuraduria","publisher_kind":"government","mark":"unverified","sources":[{"title":"Comunicado","publisher":"Procuraduría de ejemplo"}]}"#,
    ),
    (
        Signer::Observer,
        r#"{"form":"claim","id":"mx/observatorio/claim/4","filer":"mx/observatorio","about":["mx/observatorio/technology/1"],"occurred":"2017-06-19","stage":"oversight","kind":"other","says":"=CONTAR(A1) <script>alert(1)</script>","publisher_kind":"press","mark":"unverified","sources":[{"title":"\"><img src=x onerror=alert(1)>","publisher":"@diario"}]}"#,
    ),
    (
        Signer::Observer,
        r#"{"form":"claim","id":"mx/observatorio/claim/5","filer":"mx/observatorio","about":["mx/observatorio/technology/1"],"occurred":"2017-06-20","stage":"use","kind":"use","says":"Una afirmación que se retira.","publisher_kind":"press","mark":"unverified","sources":[{"title":"Nota","publisher":"Diario de ejemplo"}]}"#,
    ),
    (
        Signer::Observer,
        r#"{"form":"withdrawal","id":"mx/observatorio/withdrawal/1","filer":"mx/observatorio","occurred":"2026-01-05","withdraws":"mx/observatorio/claim/5","reason":"La nota fue desmentida por su autor."}"#,
    ),
    (
        Signer::Observer,
        r#"{"form":"correction","id":"mx/observatorio/correction/1","filer":"mx/observatorio","occurred":"2026-01-06","corrects":"mx/observatorio/technology/1","reason":"Se añade una capacidad documentada.","replacement":{"name":"Pegaso","class":"spyware","summary":"Programa espía comprado para 500 objetivos y renovado.","summary_en":"Spyware bought for 500 targets and renewed.","holder":"mx/procuraduria","held_as":"licensed","maker":"il/fabricante","capabilities":["content","remote-implant"]},"unknown":[{"field":"replacement.held_from","reason":"not-published"}]}"#,
    ),
];

/// What a register with a rulebook has besides: the regulation, and contracts that set its rules to work.
const JUDGED: &[(Signer, &str)] = &[
    (
        Signer::Registrar,
        r#"{"form":"regulation","id":"mx/registro/regulation/1","filer":"mx/registro","occurred":"2026-01-05","action":"adopt","rulebook":"ejemplo","version":"2026.1","from":"2010-01-01","to":"2026-12-31","digest":"DIGEST","adopted_by":"mx/registro"}"#,
    ),
    (
        Signer::Observer,
        r#"{"form":"contract","id":"mx/observatorio/contract/2","filer":"mx/observatorio","occurred":"2026-01-04","technology":"mx/observatorio/technology/1","number":"PDE-2026-1","kind":"renewal","buyer":"mx/procuraduria","end_user":"mx/procuraduria","supplier":"mx/revendedor","procedure":"direct","object":"Renovación","from":"2026-01-04","to":"2026-03-31","budget_item":"33701","withheld":[{"field":"amount","legal_basis":{"law":"Ley de ejemplo","article":"110"},"harm":"Revelaría una capacidad","decided_by":"mx/procuraduria","review":"2030-01-01","commitment":"COMMITMENT"}],"sources":[{"title":"Nota de ejemplo","publisher":"Diario de ejemplo"}]}"#,
    ),
];

/// Drafts besides: who may file them, one with its files, one without, one whose document is no rulebook.
const DRAFTED: &[(Signer, &str)] = &[
    (
        Signer::Registrar,
        r#"{"form":"body","id":"mx/registro/body/consejo","filer":"mx/registro","occurred":"2026-01-05","body":"mx/consejo","name":"Consejo de ejemplo","kind":"civil-society"}"#,
    ),
    (
        Signer::Registrar,
        r#"{"form":"key","id":"mx/registro/key/3","filer":"mx/registro","occurred":"2026-01-05","action":"grant","key":"EXPERT","holder":"mx/consejo","role":"expert"}"#,
    ),
    (
        Signer::Expert,
        r#"{"form":"draft","id":"mx/consejo/draft/1","filer":"mx/consejo","occurred":"2026-01-06","rulebook":"ejemplo","version":"2026.2","digest":"DRAFT","changes":"Se suprime <una> regla y se agrega otra."}"#,
    ),
    (
        Signer::Expert,
        r#"{"form":"draft","id":"mx/consejo/draft/2","filer":"mx/consejo","occurred":"2026-01-06","rulebook":"ejemplo","version":"2026.3","digest":"LOST","changes":"Nadie envió sus archivos."}"#,
    ),
    (
        Signer::Expert,
        r#"{"form":"draft","id":"mx/consejo/draft/3","filer":"mx/consejo","occurred":"2026-01-06","rulebook":"ejemplo","version":"2026.4","digest":"FAULTY","changes":"Sus archivos tienen defectos."}"#,
    ),
    (
        Signer::Expert,
        r#"{"form":"draft","id":"mx/consejo/draft/4","filer":"mx/consejo","occurred":"2026-01-06","rulebook":"otras","version":"1","digest":"OTHER","changes":"Reglas de un nombre que no se ha adoptado."}"#,
    ),
];

/// What a court is asked and decides, and what is asked of everybody: a request that was decided, one that was not, what an
/// agency says of the court; comments in time and late, answers of the body that asked and of another.
const HEARD: &[(Signer, &str)] = &[
    (
        Signer::Registrar,
        r#"{"form":"body","id":"mx/registro/body/juzgado","filer":"mx/registro","occurred":"2026-01-06","body":"mx/juzgado","name":"Juzgado de ejemplo","kind":"court"}"#,
    ),
    (
        Signer::Registrar,
        r#"{"form":"key","id":"mx/registro/key/4","filer":"mx/registro","occurred":"2026-01-06","action":"grant","key":"COURT","holder":"mx/juzgado","role":"judge"}"#,
    ),
    (
        Signer::Registrar,
        r#"{"form":"key","id":"mx/registro/key/5","filer":"mx/registro","occurred":"2026-01-06","action":"grant","key":"OFFICER","holder":"mx/procuraduria","role":"officer"}"#,
    ),
    (
        Signer::Officer,
        r#"{"form":"order","id":"mx/procuraduria/order/1","filer":"mx/procuraduria","occurred":"2026-01-06","reference":"P-1","asked_at":"2026-01-05T10:00:00Z","measure":"interception","technology":"mx/observatorio/technology/1","requester":"mx/procuraduria","court":"mx/juzgado","outcome":"pending","matter":"secuestro","subjects":{"value":2},"unknown":[{"field":"decided_at","reason":"not-yet"},{"field":"from","reason":"not-yet"},{"field":"to","reason":"not-yet"}]}"#,
    ),
    (
        Signer::Officer,
        r#"{"form":"order","id":"mx/procuraduria/order/2","filer":"mx/procuraduria","occurred":"2026-01-06","reference":"P-2","asked_at":"2026-01-05T11:00:00Z","measure":"interception","technology":"mx/observatorio/technology/1","requester":"mx/procuraduria","court":"mx/juzgado","outcome":"pending","matter":"secuestro","subjects":{"value":2},"unknown":[{"field":"decided_at","reason":"not-yet"},{"field":"from","reason":"not-yet"},{"field":"to","reason":"not-yet"}]}"#,
    ),
    (
        Signer::Officer,
        r#"{"form":"order","id":"mx/procuraduria/order/3","filer":"mx/procuraduria","occurred":"2026-01-06","reference":"P-3","asked_at":"2026-01-05T12:00:00Z","decided_at":"2026-01-05T13:00:00Z","from":"2026-01-06","to":"2026-06-30","measure":"interception","technology":"mx/observatorio/technology/1","requester":"mx/procuraduria","court":"mx/juzgado","outcome":"granted","matter":"secuestro","subjects":{"value":2}}"#,
    ),
    (
        Signer::Court,
        r#"{"form":"order","id":"mx/juzgado/order/1","filer":"mx/juzgado","occurred":"2026-01-06","about":["mx/procuraduria/order/1"],"reference":"J-1","from":"2026-01-06","to":"2026-04-30","asked_at":"2026-01-05T10:00:00Z","decided_at":"2026-01-05T18:00:00Z","measure":"interception","technology":"mx/observatorio/technology/1","requester":"mx/procuraduria","court":"mx/juzgado","outcome":"modified","matter":"secuestro","subjects":{"value":2}}"#,
    ),
    (
        Signer::Court,
        r#"{"form":"order","id":"mx/juzgado/order/2","filer":"mx/juzgado","occurred":"2026-01-06","reference":"J-2","asked_at":"2026-01-05T10:00:00Z","decided_at":"2026-01-05T18:00:00Z","measure":"interception","technology":"mx/observatorio/technology/1","requester":"mx/procuraduria","court":"mx/juzgado","outcome":"refused","matter":"secuestro","subjects":{"value":2},"unknown":[{"field":"from","reason":"not-yet"},{"field":"to","reason":"not-yet"}]}"#,
    ),
    (
        Signer::Court,
        r#"{"form":"order","id":"mx/juzgado/order/3","filer":"mx/juzgado","occurred":"2026-01-06","reference":"J-3","from":"2026-01-06","to":"2026-01-31","asked_at":"2026-01-05T10:00:00Z","decided_at":"2026-01-05T18:00:00Z","measure":"interception","technology":"mx/observatorio/technology/1","requester":"mx/procuraduria","court":"mx/juzgado","outcome":"granted","matter":"secuestro","subjects":{"value":2}}"#,
    ),
    (
        Signer::Officer,
        r#"{"form":"order","id":"mx/procuraduria/order/4","filer":"mx/procuraduria","occurred":"2026-01-06","reference":"J-1","from":"2026-01-06","to":"2026-06-30","asked_at":"2026-01-05T10:00:00Z","decided_at":"2026-01-05T18:00:00Z","measure":"interception","technology":"mx/observatorio/technology/1","requester":"mx/procuraduria","court":"mx/juzgado","outcome":"granted","matter":"secuestro","subjects":{"value":2}}"#,
    ),
    (
        Signer::Officer,
        r#"{"form":"order","id":"mx/procuraduria/order/5","filer":"mx/procuraduria","occurred":"2026-01-06","about":["mx/juzgado/order/3"],"reference":"J-3","from":"2026-01-06","to":"2026-01-31","asked_at":"2026-01-05T10:00:00Z","decided_at":"2026-01-05T18:00:00Z","measure":"interception","technology":"mx/observatorio/technology/1","requester":"mx/procuraduria","court":"mx/juzgado","outcome":"granted","matter":"secuestro","subjects":{"value":2}}"#,
    ),
    (
        Signer::Expert,
        r#"{"form":"consultation","id":"mx/consejo/consultation/1","filer":"mx/consejo","occurred":"2026-01-06","question":"Pregunta 1","opens":"2026-01-02","closes":"2026-03-20","final_due":"2026-04-30","text":"LOST"}"#,
    ),
    (
        Signer::Expert,
        r#"{"form":"consultation","id":"mx/consejo/consultation/2","filer":"mx/consejo","occurred":"2026-01-06","question":"Pregunta 2","opens":"2026-01-02","closes":"2026-01-05","final_due":"2026-02-01","text":"LOST"}"#,
    ),
    (
        Signer::Observer,
        r#"{"form":"comment","id":"mx/observatorio/comment/1","filer":"mx/observatorio","occurred":"2026-01-06","consultation":"mx/consejo/consultation/1","paragraph":"3","position":"amend","says":"Comentario 1"}"#,
    ),
    (
        Signer::Observer,
        r#"{"form":"comment","id":"mx/observatorio/comment/2","filer":"mx/observatorio","occurred":"2026-01-06","consultation":"mx/consejo/consultation/2","paragraph":"3","position":"oppose","says":"Comentario 2"}"#,
    ),
    (
        Signer::Expert,
        r#"{"form":"answer","id":"mx/consejo/answer/1","filer":"mx/consejo","occurred":"2026-01-06","comment":"mx/observatorio/comment/1","outcome":"adopted","reason":"Tiene razón.","change":"Se añade."}"#,
    ),
    (
        Signer::Expert,
        r#"{"form":"comment","id":"mx/consejo/comment/1","filer":"mx/consejo","occurred":"2026-01-04","consultation":"mx/consejo/consultation/2","position":"question","says":"¿Quién borra los datos?","language":"es","received":{"commitment":"1111111111111111111111111111111111111111111111111111111111111111","called":"Vecindario <b>del mercado</b>"}}"#,
    ),
    (
        Signer::Registrar,
        r#"{"form":"comment","id":"mx/registro/comment/1","filer":"mx/registro","occurred":"2026-01-06","consultation":"mx/consejo/consultation/2","paragraph":"2","position":"oppose","says":"Amo tlahtolli","language":"nah","received":{"commitment":"2222222222222222222222222222222222222222222222222222222222222222"}}"#,
    ),
    (
        Signer::Expert,
        r#"{"form":"unshown","id":"mx/consejo/unshown/1","filer":"mx/consejo","occurred":"2026-01-06","consultation":"mx/consejo/consultation/2","reason":"personal-data","says":"Nombra a dos personas.","comments":[{"commitment":"3333333333333333333333333333333333333333333333333333333333333333","received":"2026-01-02"},{"commitment":"4444444444444444444444444444444444444444444444444444444444444444","received":"2026-01-05"}]}"#,
    ),
    (
        Signer::Officer,
        r#"{"form":"unshown","id":"mx/procuraduria/unshown/1","filer":"mx/procuraduria","occurred":"2026-01-06","consultation":"mx/consejo/consultation/2","reason":"spam","comments":[{"commitment":"1111111111111111111111111111111111111111111111111111111111111111","received":"2026-01-02"}]}"#,
    ),
    (
        Signer::Officer,
        r#"{"form":"answer","id":"mx/procuraduria/answer/1","filer":"mx/procuraduria","occurred":"2026-01-06","comment":"mx/observatorio/comment/1","outcome":"adopted","reason":"Responde quien no preguntó.","change":"Se añade."}"#,
    ),
    (
        Signer::Officer,
        r#"{"form":"answer","id":"mx/procuraduria/answer/2","filer":"mx/procuraduria","occurred":"2026-01-06","comment":"mx/observatorio/comment/2","outcome":"adopted","reason":"Responde quien no preguntó.","change":"Se añade."}"#,
    ),
];

/// Figures that later returns give anew: one changed twice, one the same again, one withheld, one told as a range; what an
/// observer transcribed; days that no year holds; and who never restated anything.
const RESTATED: &[(Signer, &str)] = &[
    (
        Signer::Registrar,
        r#"{"form":"key","id":"mx/registro/key/5","filer":"mx/registro","occurred":"2026-01-06","action":"grant","key":"OFFICER","holder":"mx/procuraduria","role":"officer"}"#,
    ),
    (
        Signer::Officer,
        r#"{"form":"return","id":"mx/procuraduria/return/2016","filer":"mx/procuraduria","nil":false,"occurred":{"from":"2016-01-01","to":"2016-12-31"},"published":"2017-02-01","figures":[{"measure":"interception","unit":"orders","counting_rule":"por día de la decisión","count":{"value":1100}},{"measure":"interception","unit":"orders","counting_rule":"por día de la decisión","outcome":"refused","count":{"value":40}},{"measure":"interception","unit":"people","counting_rule":"por persona","count":{"value":4}},{"measure":"geolocation","unit":"orders","counting_rule":"por día de la decisión","category":"<b>urgente</b>"}],"withheld":[{"field":"figures[3].count","legal_basis":{"law":"Ley de ejemplo","article":"110"},"harm":"Revelaría una capacidad","decided_by":"mx/procuraduria","review":"2030-01-01","commitment":"COMMITMENT"}]}"#,
    ),
    (
        Signer::Observer,
        r#"{"form":"return","id":"mx/observatorio/return/1","filer":"mx/observatorio","reporter":"mx/procuraduria","nil":false,"occurred":{"from":"2016-01-01","to":"2016-12-31"},"figures":[{"measure":"interception","unit":"orders","counting_rule":"por día de la decisión","count":{"value":1110}}],"sources":[{"title":"Informe de 2016","publisher":"Procuraduría de ejemplo"}]}"#,
    ),
    (
        Signer::Officer,
        r#"{"form":"return","id":"mx/procuraduria/return/2017","filer":"mx/procuraduria","nil":false,"occurred":{"from":"2017-01-01","to":"2017-12-31"},"published":"2018-02-01","restates_figures":["mx/procuraduria/return/2016"],"figures":[{"measure":"interception","unit":"orders","counting_rule":"por día de la decisión","count":{"value":900}},{"measure":"interception","unit":"orders","counting_rule":"por día de la decisión","period":{"from":"2016-01-01","to":"2016-12-31"},"count":{"value":1150}},{"measure":"interception","unit":"orders","counting_rule":"por día de la decisión","period":{"from":"2016-01-01","to":"2016-12-31"},"outcome":"refused","count":{"value":40}}]}"#,
    ),
    (
        Signer::Officer,
        r#"{"form":"return","id":"mx/procuraduria/return/2018","filer":"mx/procuraduria","nil":false,"occurred":{"from":"2018-01-01","to":"2018-12-31"},"restates_figures":["mx/procuraduria/return/2016","mx/procuraduria/return/2017"],"figures":[{"measure":"interception","unit":"orders","counting_rule":"por día de la resolución","period":{"from":"2016-01-01","to":"2016-12-31"},"count":{"value":1090}},{"measure":"interception","unit":"orders","counting_rule":"por día de la resolución","period":{"from":"2017-01-01","to":"2017-12-31"},"count":{"low":880,"high":890}}]}"#,
    ),
    (
        Signer::Officer,
        r#"{"form":"return","id":"mx/procuraduria/return/ejercicio","filer":"mx/procuraduria","nil":false,"occurred":{"from":"2016-07-01","to":"2017-06-30"},"figures":[{"measure":"interception","unit":"orders","counting_rule":"por ejercicio","count":{"value":950}},{"measure":"interception","unit":"orders","counting_rule":"por ejercicio","period":{"from":"2017-10-01"},"count":{"value":12}}]}"#,
    ),
    (
        Signer::Observer,
        r#"{"form":"return","id":"mx/observatorio/return/2","filer":"mx/observatorio","nil":false,"occurred":{"from":"2018-01-01","to":"2018-12-31"},"figures":[{"measure":"interception","unit":"orders","counting_rule":"por noticia","count":{"value":7}}],"sources":[{"title":"Nota","publisher":"Diario de ejemplo"}]}"#,
    ),
];

/// The day for which the rules are asked: 10 March 2026.
const TODAY: i64 = 20_522;

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// The day of the first entry.
pub(crate) const FIRST_DAY: i64 = 20_459;

/// What differs between registers.
#[derive(Debug, Clone, Copy)]
struct Plan {
    demonstration: bool,
    files: Files,
    /// Milliseconds from one entry to the next.
    step: i64,
    today: i64,
}

const PLAN: Plan = Plan { demonstration: true, files: Files::Kept, step: 60_000, today: TODAY };

/// The story with its regulation early on, so that what the rules find changes with what comes.
fn by_days() -> Vec<(Signer, &'static str)> {
    let (begins, goes_on) = FILINGS.split_at(8);
    [begins, &JUDGED[..1], goes_on, &JUDGED[1..]].concat()
}

/// What is there of the rulebook that the register adopted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Files {
    Kept,
    Lost,
}

/// The record of the story.
pub(crate) const RECORD: &str = "records/mx/observatorio/technology/1";

/// Whose key signs.
#[derive(Debug, Clone, Copy)]
enum Signer {
    Registrar,
    Observer,
    Expert,
    Court,
    Officer,
}

/// A register that answers.
pub(crate) struct World {
    router: Router,
    site: Arc<Site>,
    books: Rulebooks,
    pub(crate) receipts: Vec<Receipt>,
    /// The signed filings as sent.
    pub(crate) filings: Vec<Vec<u8>>,
    /// The entries as they stand in the log.
    pub(crate) entries: Vec<Vec<u8>>,
    pub(crate) dir: tempfile::TempDir,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

/// The keys of those who file.
struct Keys {
    registrar: SignerKey,
    observer: SignerKey,
    expert: SignerKey,
    court: SignerKey,
    officer: SignerKey,
}

impl Keys {
    fn new() -> Keys {
        Keys {
            registrar: key("mx/registro", 2),
            observer: key("mx/observatorio", 3),
            expert: key("mx/consejo", 4),
            court: key("mx/juzgado", 5),
            officer: key("mx/procuraduria", 6),
        }
    }

    fn of(&self, signer: Signer) -> &SignerKey {
        match signer {
            Signer::Registrar => &self.registrar,
            Signer::Observer => &self.observer,
            Signer::Expert => &self.expert,
            Signer::Court => &self.court,
            Signer::Officer => &self.officer,
        }
    }

    /// A filing with the keys it names in the place of their names.
    fn named_in(&self, text: &str) -> String {
        let text = text.replace("OBSERVER", &self.observer.verifier().to_string());
        let text = text.replace("EXPERT", &self.expert.verifier().to_string());
        let text = text.replace("\"COURT\"", &format!("\"{}\"", self.court.verifier()));
        text.replace("\"OFFICER\"", &format!("\"{}\"", self.officer.verifier()))
    }
}

impl World {
    /// The whole story, published and indexed.
    pub(crate) fn new() -> World {
        World::with(FILINGS, Plan { files: Files::Lost, ..PLAN })
    }

    /// The story after its technology was withdrawn.
    pub(crate) fn withdrawn() -> World {
        let withdrawal = r#"{"form":"withdrawal","id":"mx/observatorio/withdrawal/9","filer":"mx/observatorio","occurred":"2026-01-02","sources":[{"title":"Nota","publisher":"Observatorio"}],"withdraws":"mx/observatorio/technology/1","reason":"Se registró dos veces"}"#;
        World::with(&[FILINGS, &[(Signer::Observer, withdrawal)]].concat(), Plan { files: Files::Lost, ..PLAN })
    }

    /// The same with a rulebook in force.
    pub(crate) fn judged() -> World {
        World::with(&[FILINGS, JUDGED].concat(), PLAN)
    }

    /// The same with drafts of rulebooks.
    pub(crate) fn drafted() -> World {
        World::with(&[FILINGS, JUDGED, DRAFTED].concat(), PLAN)
    }

    /// The same with orders before a court and with consultations.
    pub(crate) fn heard() -> World {
        World::with(&[FILINGS, JUDGED, &DRAFTED[..2], HEARD].concat(), PLAN)
    }

    /// The same with payments: by the payer, of another payer, and one that is withdrawn.
    pub(crate) fn paid() -> World {
        let payment = |payer: &str, n: u32, amount: &str| {
            format!(
                r#"{{"form":"payment","id":"mx/procuraduria/payment/{n}","filer":"mx/procuraduria","occurred":"2026-01-06","contract":"mx/observatorio/contract/1","amount":{{"amount":"{amount}","currency":"MXN"}},"payer":"{payer}","payee":"mx/revendedor","treasury_number":"T-{n}","budget_item":"33701","sources":[{{"title":"Nota de ejemplo","publisher":"Diario de ejemplo"}}]}}"#
            )
        };
        let own = [payment("mx/procuraduria", 1, "1000000.50"), payment("mx/procuraduria", 2, "7")];
        let other = payment("mx/consejo", 3, "900000000");
        let withdrawn = r#"{"form":"withdrawal","id":"mx/procuraduria/withdrawal/1","filer":"mx/procuraduria","occurred":"2026-01-06","withdraws":"mx/procuraduria/payment/2","reason":"Se presentó por error."}"#;
        let paid = [
            (Signer::Officer, own[0].as_str()),
            (Signer::Officer, own[1].as_str()),
            (Signer::Officer, other.as_str()),
            (Signer::Officer, withdrawn),
        ];
        World::with(&[FILINGS, JUDGED, &DRAFTED[..2], HEARD, &paid].concat(), PLAN)
    }

    /// The story with figures that were restated, one entry a day.
    pub(crate) fn restated() -> World {
        World::with(&[FILINGS, RESTATED].concat(), Plan { files: Files::Lost, step: DAY, ..PLAN })
    }

    /// The same where somebody who did not ask answers again and again.
    pub(crate) fn heard_among_others() -> World {
        let answer = |n| {
            format!(
                r#"{{"form":"answer","id":"mx/procuraduria/answer/1{n}","filer":"mx/procuraduria","occurred":"2026-01-06","comment":"mx/observatorio/comment/1","outcome":"adopted","reason":"Responde quien no preguntó.","change":"Se añade."}}"#
            )
        };
        let answers: Vec<String> = (0..30).map(answer).collect();
        let answers: Vec<(Signer, &str)> = answers.iter().map(|text| (Signer::Officer, text.as_str())).collect();
        World::with(&[FILINGS, JUDGED, &DRAFTED[..2], HEARD, &answers].concat(), PLAN)
    }

    /// The story with more courts than a list to choose from may have.
    pub(crate) fn crowded() -> World {
        let court = |n| {
            format!(
                r#"{{"form":"body","id":"mx/registro/body/j{n}","filer":"mx/registro","occurred":"2026-01-05","body":"mx/juzgado-{n}","name":"Juzgado {n:03} de Distrito","kind":"court"}}"#
            )
        };
        let courts: Vec<String> = (1..=301).map(court).collect();
        let courts = courts.iter().map(|text| (Signer::Registrar, text.as_str()));
        let filings: Vec<(Signer, &str)> = FILINGS.iter().copied().chain(courts).collect();
        World::with(&filings, Plan { files: Files::Lost, step: 1_000, ..PLAN })
    }

    /// Tries the drafts that were asked for.
    pub(crate) fn try_drafts(&self) {
        self.site.trials.work(&self.site, &self.books, &AtomicBool::new(false));
    }

    /// The same where nobody kept the files of the rulebook.
    pub(crate) fn judged_without_files() -> World {
        World::with(&[FILINGS, JUDGED].concat(), Plan { files: Files::Lost, ..PLAN })
    }

    /// A register with nothing but its own first key.
    pub(crate) fn empty() -> World {
        World::with(&[], Plan { demonstration: false, files: Files::Lost, ..PLAN })
    }

    /// The story with a rulebook in force, one entry a day.
    pub(crate) fn by_days() -> World {
        World::with(&by_days(), Plan { step: DAY, ..PLAN })
    }

    /// The same as it was on a day with so many entries.
    pub(crate) fn on_day(entries: usize) -> World {
        World::with(&by_days()[..entries - 1], Plan { step: DAY, today: FIRST_DAY + entries as i64 - 1, ..PLAN })
    }

    fn with(filings: &[(Signer, &str)], plan: Plan) -> World {
        let Plan { demonstration, files, step, today } = plan;
        let dir = tempfile::tempdir().expect("a folder");
        let log_key = || key("veedor.example/registro", 1);
        let keys = Keys::new();
        Log::create(dir.path(), &log_key()).expect("a log");
        let (mut log, mut publisher) = Log::open(dir.path(), log_key()).expect("a log");
        let genesis = format!(
            r#"{{"form":"key","id":"mx/registro/key/1","filer":"mx/registro","occurred":"2026-01-01","action":"grant","key":"{}","holder":"mx/registro","role":"registrar"}}"#,
            keys.registrar.verifier()
        );
        let named = |name, files| {
            let bytes = bundle(files);
            let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            (name, digest, bytes)
        };
        let documents = [
            named("DIGEST", &rulebook::files()),
            named("DRAFT", &rulebook::draft()),
            named("FAULTY", &rulebook::faulty()),
            named("OTHER", &rulebook::other()),
        ];
        let first = std::iter::once((Signer::Registrar, genesis.as_str()));
        let mut register = Register::new();
        let (mut receipts, mut sent, mut entries) = (Vec::new(), Vec::new(), Vec::new());
        for (at, (signer, text)) in first.chain(filings.iter().copied()).enumerate() {
            let text = keys.named_in(text);
            let text = documents.iter().fold(text, |text, (name, digest, _)| text.replace(name, digest));
            let text = text.replace("COMMITMENT", &"ab".repeat(32)).replace("LOST", &"ef".repeat(32));
            let bytes = sign(&text, keys.of(signer));
            let admitted = admit(&register, &bytes, 1_767_700_000_000 + at as i64 * step);
            receipts.extend(log.append(&[&admitted.entry_bytes()]).expect("appended").receipts());
            entries.push(admitted.entry_bytes());
            register = register.apply(&admitted);
            sent.push(bytes);
        }
        let size = publisher.publish_once().expect("published");
        let about = About {
            name_es: "Registro de ejemplo".into(),
            name_en: "Example register".into(),
            registrar: "mx/registro".into(),
            demonstration,
        };
        let index = dir.path().join("index.db");
        let public = dir.path().join("public");
        let folder = public.join("blobs/sha256");
        if files == Files::Kept {
            std::fs::create_dir_all(&folder).expect("a folder");
            for (_, digest, bundle) in &documents {
                std::fs::write(folder.join(digest), bundle).expect("written");
            }
        }
        let mut site = Site::new(about, log_key().verifier(), &public, &index, log.published(), log.published());
        let checkpoint = site.log.checkpoint(&site.key).expect("a checkpoint");
        let checkpoint = checkpoint.checkpoint();
        assert_eq!(checkpoint.size, size);
        site.today = Today::Fixed(today);
        let books = Rulebooks::default().with_documents(folder);
        site.books = Mutex::new(books.clone());
        let mut index = Index::open(&index).expect("an index").judging(books.clone(), Arc::clone(&site.law));
        index.catch_up(&site.log, checkpoint, |_| {}).expect("followed");
        let site = Arc::new(site);
        World { router: pages::router(Arc::clone(&site)), site, books, receipts, filings: sent, entries, dir }
    }

    /// Asks for an address.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).header("host", "veedor.example").body(Body::empty()).expect("a request"))
    }

    /// Sends a request.
    pub(crate) fn send(&self, request: Request<Body>) -> Answer {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.expect("an answer");
            let (parts, body) = response.into_parts();
            let bytes = axum::body::to_bytes(body, 16 << 20).await.expect("a body");
            let body = String::from_utf8(bytes.to_vec()).expect("UTF-8");
            Answer { status: parts.status, headers: parts.headers, body }
        })
    }
}

impl Answer {
    /// The text of a header.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

fn key(name: &str, seed: u8) -> SignerKey {
    SignerKey::from_seed(name, Algorithm::Ed25519, [seed; 32]).expect("a key")
}

fn sign(text: &str, key: &SignerKey) -> Vec<u8> {
    let text = format!("{text}\n");
    let line = key.sign(&text).expect("signed").to_string();
    format!("{text}\n{}\n", line.trim_end()).into_bytes()
}

fn admit(register: &Register, bytes: &[u8], millis: i64) -> Box<register::Admitted> {
    let filing = SignedFiling::parse(bytes).expect("a filing");
    let signers = register.keys().verify(&filing);
    let received = Instant::from_millis(millis).expect("a time");
    match register.admit(&filing, &signers, received) {
        Ok(Admission::New(admitted)) => admitted,
        other => panic!("{}: {other:?}", filing.text()),
    }
}
