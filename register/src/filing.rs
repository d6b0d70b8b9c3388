//! Filings (spec/filing.md): what every filing has, and the signed note it comes in. The bytes that were signed are
//! kept; nothing is ever serialised again.

use std::sync::Arc;

use tlog::{
    hash::Hash,
    note::{Note, SignatureLine},
};

use crate::{
    codelist::{Clearance, DocumentKind, Language, UnknownReason},
    entry::MAX_FILING,
    field::{Located, Members, Reading, record, shortened},
    form::{Content, Form},
    forms::Law,
    id::{BodyId, FilingId, Reference},
    json::{self, Node},
    lang::Words,
    nearest::nearest,
    problem::{Problem, Reason, Refusal},
    schema::{self, Property},
    shown::{Row, Rows},
    time::{Date, When},
    value::{Dated, Name, Sha256, Text, Url},
};

/// What one filing says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    /// Its id, never reused.
    pub id: FilingId,
    /// The body that files.
    pub filer: BodyId,
    /// What it is about.
    pub about: Vec<Reference>,
    /// Day or period of what it tells.
    pub occurred: When,
    /// The form's own fields.
    pub content: Content,
    /// Where it was published before.
    pub sources: Vec<Source>,
    /// Papers, named by hash.
    pub documents: Vec<Document>,
    /// Fields withheld, each with its legal basis.
    pub withheld: Vec<Withheld>,
    /// Fields whose value is not known, each with the reason.
    pub unknown: Vec<Unknown>,
    /// Bodies as the source names them, where it is not decided which bodies of the register they are.
    pub named: Vec<Named>,
    /// Texts that read like names and are none.
    pub cleared: Vec<Cleared>,
}

record! {
    /// Where something was published.
    pub struct Source {
        /// Title.
        required title: Name = "Título", "Title";
        /// Who published it.
        required publisher: Name = "Publicó", "Publisher";
        /// Date of publication, as precise as it is known.
        optional published: Dated = "Fecha", "Date";
        /// Where it can be read.
        optional url: Url = "Dirección", "Address";
        /// Page, paragraph or annex.
        optional part: Name = "Parte", "Part";
    }
}

record! {
    /// A paper, kept beside the log and named by its SHA-256.
    pub struct Document {
        /// What it is.
        required kind: DocumentKind = "Tipo", "Kind";
        /// Title.
        required title: Name = "Título", "Title";
        /// SHA-256 of its bytes.
        required sha256: Sha256 = "SHA-256", "SHA-256";
        /// Size in bytes.
        required bytes: u64 = "Bytes", "Bytes";
        /// Media type, as `application/pdf`.
        required media_type: Name = "Tipo de archivo", "Media type";
        /// Language.
        optional language: Language = "Idioma", "Language";
    }
}

record! {
    /// A field that is withheld: under which law, after which harm test, by whom, until when.
    pub struct Withheld {
        /// Path of the field.
        required field: Name = "Campo", "Field";
        /// Law it rests on.
        required legal_basis: Law = "Fundamento legal", "Legal basis";
        /// Harm test.
        required harm: Text = "Prueba de daño", "Harm test";
        /// Body that decided it.
        required decided_by: BodyId = "Lo decidió", "Decided by";
        /// Day it ends or is reviewed.
        required review: Date = "Se revisa el", "Reviewed on";
        /// Commitment to the value (spec/commitment.md).
        optional commitment: Sha256 = "Compromiso", "Commitment";
    }
}

record! {
    /// A field whose value is not known.
    pub struct Unknown {
        /// Path of the field.
        required field: Name = "Campo", "Field";
        /// Why.
        required reason: UnknownReason = "Motivo", "Reason";
    }
}

record! {
    /// A body as the source names it. The register links it to a body by identifier, by names that bodies filed, or by
    /// filings of form `alias`; the filing keeps the source's spelling.
    pub struct Named {
        /// Path of the field that would hold the body; one list may have many.
        required field: Name = "Campo", "Field";
        /// The name, as published.
        required name: Name = "Nombre publicado", "Name as published";
        /// Another register that the source gives a number of.
        optional scheme: Name = "Registro", "Register";
        /// The number there.
        optional identifier: Name = "Número", "Number";
    }
}

record! {
    /// A text that reads like a person's name and is none, as the filer declares under signature.
    pub struct Cleared {
        /// Path of the text.
        required field: Name = "Campo", "Field";
        /// What it names.
        required because: Clearance = "Es", "It is";
    }
}

/// Signatures of one filing at most. A joint filing has two or three; each costs a verification.
pub const MAX_SIGNERS: usize = 8;

/// A filing as signed: the bytes, what could be read of them, and every problem of their shape.
#[derive(Debug, Clone)]
pub struct SignedFiling(Arc<Parts>);

/// What a signed filing holds; shared, so that a filing is handed on without being copied.
#[derive(Debug)]
struct Parts {
    bytes: Box<[u8]>,
    text: Hash,
    text_length: usize,
    signatures: Vec<SignatureLine>,
    head: Head,
    filing: Option<Arc<Filing>>,
    problems: Vec<Problem>,
    references: Vec<Located>,
}

/// The part of a filing that admission needs even where the rest is malformed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Head {
    pub(crate) form: Option<Form>,
    pub(crate) id: Option<FilingId>,
    pub(crate) filer: Option<BodyId>,
}

impl SignedFiling {
    /// Reads a signed note whose text is a filing. Problems of shape are kept, to be told together with those of
    /// admission.
    ///
    /// # Errors
    /// When the bytes are too many, not UTF-8, no signed note, or the text is no JSON: then nothing else can be said.
    pub fn parse(bytes: &[u8]) -> Result<SignedFiling, Refusal> {
        SignedFiling::read(bytes, Reading::default())
    }

    /// Reads what stands in a log: as [`SignedFiling::parse`], but without the search for personal data, whose rules
    /// grow. What was admitted by the rules of its day stays readable.
    ///
    /// # Errors
    /// As [`SignedFiling::parse`].
    pub fn parse_logged(bytes: &[u8]) -> Result<SignedFiling, Refusal> {
        SignedFiling::read(bytes, Reading::of_log())
    }

    /// A draft as it would be once somebody signed it: under a line that is no signature, by a name that no key has. It can
    /// be tried; nobody can file it.
    ///
    /// # Errors
    /// As [`SignedFiling::parse`].
    pub fn unsigned(text: &str) -> Result<SignedFiling, Refusal> {
        // As long as a line of Ed25519: the id of a key and 64 bytes.
        SignedFiling::parse(format!("{text}\n\u{2014} unsigned {}=\n", "A".repeat(91)).as_bytes())
    }

    fn read(bytes: &[u8], reading: Reading) -> Result<SignedFiling, Refusal> {
        if bytes.len() > MAX_FILING {
            return Err(Refusal::whole(Reason::TooLarge { bytes: bytes.len(), limit: MAX_FILING }));
        }
        if let Err(error) = std::str::from_utf8(bytes) {
            return Err(Refusal::whole(Reason::NotUtf8 { offset: error.valid_up_to() }));
        }
        let note = Note::parse(bytes).map_err(|error| Refusal::whole(Reason::NotSignedNote { error }))?;
        let items = note.signatures().len();
        if items > MAX_SIGNERS {
            return Err(Refusal::whole(Reason::TooMany { items, limit: MAX_SIGNERS }));
        }
        let (head, filing, problems, references) = read_text(note.text(), reading)?;
        Ok(SignedFiling(Arc::new(Parts {
            text: Hash::leaf(note.text().as_bytes()),
            text_length: note.text().len(),
            signatures: note.signatures().to_vec(),
            bytes: bytes.into(),
            head,
            filing: filing.map(Arc::new),
            problems,
            references,
        })))
    }

    /// The bytes as they were signed and sent.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0.bytes
    }

    /// The signed text: the filing's JSON.
    #[must_use]
    pub fn text(&self) -> &str {
        // INVARIANT: `parse` checked that the bytes are UTF-8 and that the text is their beginning.
        std::str::from_utf8(&self.0.bytes[..self.0.text_length]).unwrap_or_default()
    }

    /// Digest of the signed text; the same text with other signatures is the same filing.
    #[must_use]
    pub fn text_digest(&self) -> Hash {
        self.0.text
    }

    /// What it says, where its shape is right.
    #[must_use]
    pub fn filing(&self) -> Option<&Arc<Filing>> {
        self.0.filing.as_ref()
    }

    /// The signatures.
    #[must_use]
    pub fn signatures(&self) -> &[SignatureLine] {
        &self.0.signatures
    }

    /// The problems of its shape.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.0.problems
    }

    /// The ids it refers to.
    #[must_use]
    pub fn references(&self) -> &[Located] {
        &self.0.references
    }

    /// Whether the two are one and the same reading of the same bytes.
    pub(crate) fn is_same(&self, other: &SignedFiling) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    pub(crate) fn head(&self) -> &Head {
        &self.0.head
    }
}

type ReadText = (Head, Option<Filing>, Vec<Problem>, Vec<Located>);

/// Reads an unsigned draft: what it says, or every problem of its shape.
///
/// # Errors
/// All problems of the text.
pub fn read_draft(text: &str) -> Result<Filing, Refusal> {
    let (_, filing, problems, _) = read_text(text, Reading::default())?;
    filing.ok_or(Refusal { problems })
}

fn read_text(text: &str, mut reading: Reading) -> Result<ReadText, Refusal> {
    let node = json::parse(text).map_err(|error| Refusal {
        problems: vec![Problem {
            line: Some(error.line),
            field: String::new(),
            reason: Reason::NotJson { column: error.column, fault: error.fault },
        }],
    })?;
    let mut head = Head::default();
    let filing = read_filing(&node, &mut reading, &mut head);
    let (problems, references) = reading.finish();
    let filing = filing.filter(|_| problems.is_empty());
    Ok((head, filing, problems, references))
}

fn read_filing(node: &Node<'_>, reading: &mut Reading, head: &mut Head) -> Option<Filing> {
    let mut members = reading.members(node)?;
    // What excuses an absence or a name is read first, so that it is known when the field's turn comes.
    let cleared = members.list::<Cleared>("cleared", reading);
    let line = members.line_of("cleared");
    cleared.iter().flatten().for_each(|cleared| reading.clear(cleared.field.as_str(), cleared.because, line));
    let withheld = members.list::<Withheld>("withheld", reading);
    let line = members.line_of("withheld");
    withheld.iter().flatten().for_each(|withheld| reading.explain(withheld.field.as_str(), line));
    let unknown = members.list::<Unknown>("unknown", reading);
    let line = members.line_of("unknown");
    unknown.iter().flatten().for_each(|unknown| reading.explain(unknown.field.as_str(), line));
    let named = members.list::<Named>("named", reading);
    let line = members.line_of("named");
    named.iter().flatten().for_each(|one| reading.name(one.field.as_str(), line));
    let form = read_form(&mut members, reading);
    let id = read_id(&mut members, reading, form);
    let filer = members.required::<BodyId>("filer", reading);
    *head = Head { form, id: id.clone(), filer: filer.clone() };
    if let (Some(id), Some(filer)) = (&id, &filer)
        && id.body() != *filer
    {
        let line = members.line_of("id");
        reading.at("id", |reading| reading.problem(line, Reason::IdOfAnotherFiler { body: id.body() }));
    }
    let about = members.list::<Reference>("about", reading);
    let occurred = members.required::<When>("occurred", reading);
    let sources = members.list::<Source>("sources", reading);
    let documents = members.list::<Document>("documents", reading);
    let content = form.and_then(|form| form.read(&mut members, reading));
    if form.is_some() {
        members.finish(reading);
    }
    Some(Filing {
        id: id?,
        filer: filer?,
        about: about?,
        occurred: occurred?,
        content: content?,
        sources: sources?,
        documents: documents?,
        withheld: withheld?,
        unknown: unknown?,
        named: named?,
        cleared: cleared?,
    })
}

fn read_form(members: &mut Members<'_, '_>, reading: &mut Reading) -> Option<Form> {
    let line = members.line();
    let Some(node) = members.take("form") else {
        reading.at("form", |reading| reading.problem(line, Reason::Missing { may_be_explained: false }));
        return None;
    };
    reading.at("form", |reading| {
        let text = reading.string(node)?;
        let form = Form::parse(text);
        if form.is_none() {
            let nearest = nearest(text, Form::ALL.iter().map(|form| form.code()));
            reading.problem(node.line, Reason::UnknownForm { value: shortened(text), nearest });
        }
        form
    })
}

/// The filing's own id. It is no reference, so it does not go through [`Field::read`].
fn read_id(members: &mut Members<'_, '_>, reading: &mut Reading, form: Option<Form>) -> Option<FilingId> {
    let line = members.line();
    let Some(node) = members.take("id") else {
        reading.at("id", |reading| reading.problem(line, Reason::Missing { may_be_explained: false }));
        return None;
    };
    let wants = Words::new(
        "un id {jurisdicción}/{organismo}/{formulario}/{número}, como mx/sedena/contract/2019-1",
        "an id {jurisdiction}/{body}/{form}/{number}, as mx/sedena/contract/2019-1",
    );
    reading.at("id", |reading| {
        let id = reading.parsed(node, wants, FilingId::parse)?;
        if form.is_some_and(|form| form != id.form()) {
            reading.problem(node.line, Reason::IdOfAnotherForm { form: id.form().code().into() });
        }
        Some(id)
    })
}

impl Filing {
    /// The form.
    #[must_use]
    pub fn form(&self) -> Form {
        self.content.form()
    }

    /// The earlier filing that this one corrects, withdraws or opens.
    #[must_use]
    pub fn target(&self) -> Option<&FilingId> {
        match &self.content {
            Content::Correction(correction) => Some(&correction.corrects),
            Content::Withdrawal(withdrawal) => Some(&withdrawal.withdraws),
            Content::Opening(opening) => Some(&opening.opens),
            _ => None,
        }
    }

    /// The form's own fields as rows for people.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        let mut rows = Rows::default();
        self.content.show(&mut rows);
        rows.finish()
    }
}

/// The path of a field in its own form: a correction names it within what it replaces, as `replacement.reporter`.
#[must_use]
pub fn own_path(path: &str) -> &str {
    path.strip_prefix("replacement.").unwrap_or(path)
}

/// The fields that every filing has, for schemas and drafts.
#[must_use]
pub fn envelope() -> Vec<Property> {
    use crate::{
        field::{
            Presence::{Optional, Required},
            property,
        },
        schema::Schema,
    };
    let forms = Form::ALL.iter().map(|form| form.code()).collect();
    vec![
        Property {
            name: "form",
            label: Words::new("Formulario", "Form"),
            description: "The form of the filing.",
            presence: Required,
            schema: Schema::codes("form", forms),
        },
        property::<FilingId>("id", Words::new("Id", "Id"), "Never reused; begins with the filer.", Required),
        property::<BodyId>("filer", Words::new("Presenta", "Filer"), "The body that files.", Required),
        property::<Vec<Reference>>("about", Words::new("Sobre", "About"), "What the filing is about.", Optional),
        property::<When>("occurred", Words::new("Ocurrió", "Occurred"), "Day or period of what it tells.", Required),
        property::<Vec<Source>>(
            "sources",
            Words::new("Fuentes", "Sources"),
            "Where it was published before.",
            Optional,
        ),
        property::<Vec<Document>>(
            "documents",
            Words::new("Documentos", "Documents"),
            "Papers, named by hash.",
            Optional,
        ),
        property::<Vec<Withheld>>(
            "withheld",
            Words::new("Reservado", "Withheld"),
            "Fields withheld, with legal basis.",
            Optional,
        ),
        property::<Vec<Unknown>>(
            "unknown",
            Words::new("Desconocido", "Unknown"),
            "Fields whose value is not known, with the reason.",
            Optional,
        ),
        property::<Vec<Named>>(
            "named",
            Words::new("Nombres publicados", "Names as published"),
            "Bodies as the source names them, not yet linked to bodies of the register.",
            Optional,
        ),
        property::<Vec<Cleared>>(
            "cleared",
            Words::new("No son personas", "Not persons"),
            "Texts that read like names and are none.",
            Optional,
        ),
    ]
}

/// The JSON Schema of filings of one form, as kept in `spec/schema/`.
#[must_use]
pub fn schema_json(form: Form) -> String {
    let mut properties = envelope();
    for property in properties.iter_mut().filter(|property| property.name == "form") {
        property.schema = schema::Schema::codes("form", vec![form.code()]);
    }
    properties.extend(form.properties());
    let head = [
        ("$schema", schema::quote("https://json-schema.org/draft/2020-12/schema")),
        ("$id", schema::quote(&format!("https://veedor.org/schema/{}.json", form.code()))),
        ("title", schema::quote(form.words().en)),
        ("x-title-es", schema::quote(form.words().es)),
    ];
    let mut json = schema::object_json(&properties, &head, 0);
    json.push('\n');
    json
}
