//! The forms a filing can have: a closed list in one table (architecture: who, purchase, use, disposal, oversight,
//! promises, any). Adding a form is one line here and one record in `forms/`.

use crate::{
    codelist::{Role, Stage},
    field::{Field, Members, Reading},
    forms::{any, disposal, oversight, promises, purchase, sides, usage, who},
    lang::Words,
    schema::{Property, Schema},
    shown::Rows,
};

macro_rules! forms {
    ($( $variant:ident($record:ty) $code:literal $es:literal $en:literal $stage:expr, [$($role:ident)*]; )*) => {
        /// A form.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Form { $( #[doc = $en] $variant, )* }

        /// What a filing says, by its form.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Content { $( #[doc = $en] $variant(Box<$record>), )* }

        impl Form {
            /// Every form, in the order of a technology's life.
            pub const ALL: &'static [Form] = &[ $( Form::$variant, )* ];

            /// The form's name in ids and JSON.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $( Form::$variant => $code, )* }
            }

            /// The form's name in both languages.
            #[must_use]
            pub const fn words(self) -> Words {
                match self { $( Form::$variant => Words::new($es, $en), )* }
            }

            /// The stage of a technology's life that filings of this form belong to.
            #[must_use]
            pub const fn stage(self) -> Option<Stage> {
                match self { $( Form::$variant => $stage, )* }
            }

            /// The roles whose keys may file this form.
            #[must_use]
            pub const fn roles(self) -> &'static [Role] {
                match self { $( Form::$variant => &[ $( Role::$role, )* ], )* }
            }

            /// Reads a form's name.
            #[must_use]
            pub fn parse(code: &str) -> Option<Form> {
                match code { $( $code => Some(Form::$variant), )* _ => None }
            }

            /// The form's own fields.
            #[must_use]
            pub fn properties(self) -> Vec<Property> {
                match self { $( Form::$variant => <$record>::properties(), )* }
            }

            /// The form's own fields as a schema.
            #[must_use]
            pub fn schema(self) -> Schema {
                match self { $( Form::$variant => <$record as Field>::schema(), )* }
            }

            fn read_record(self, members: &mut Members<'_, '_>, reading: &mut Reading) -> Option<Content> {
                match self {
                    $( Form::$variant => <$record>::read_members(members, reading).map(|record| Content::$variant(Box::new(record))), )*
                }
            }
        }

        impl Content {
            /// The form of this content.
            #[must_use]
            pub const fn form(&self) -> Form {
                match self { $( Content::$variant(_) => Form::$variant, )* }
            }

            /// Shows the form's own fields.
            pub fn show(&self, rows: &mut Rows) {
                match self { $( Content::$variant(record) => record.show(rows), )* }
            }
        }
    };
}

forms! {
    Body(who::Body) "body" "Organismo o empresa" "Body or company" None, [Registrar Observer Officer];
    Key(who::Key) "key" "Clave" "Key" None, [Registrar];
    Regulation(who::Regulation) "regulation" "Norma en vigor" "Rulebook in force" None, [Registrar Expert];
    Technology(purchase::Technology) "technology" "Tecnología" "Technology" Some(Stage::Need), [Officer Observer Auditor];
    Acquisition(purchase::Acquisition) "acquisition" "Necesidad y adquisición" "Need and acquisition" Some(Stage::Need), [Officer];
    Policy(purchase::Policy) "policy" "Política de uso" "Use policy" Some(Stage::Consultation), [Officer];
    Diligence(purchase::Diligence) "diligence" "Debida diligencia del proveedor" "Vendor due diligence" Some(Stage::Authorisation), [Officer Auditor];
    Consultation(purchase::Consultation) "consultation" "Consulta" "Consultation" Some(Stage::Consultation), [Officer Auditor Expert];
    Comment(purchase::Comment) "comment" "Comentario" "Comment" Some(Stage::Consultation), [Registrar Observer Officer Auditor Operator Vendor Expert];
    Unshown(purchase::Unshown) "unshown" "Comentarios no mostrados" "Comments not shown" Some(Stage::Consultation), [Registrar Officer Auditor Expert];
    Answer(purchase::Answer) "answer" "Respuesta a un comentario" "Answer to a comment" Some(Stage::Consultation), [Officer Auditor Expert];
    Decision(purchase::Decision) "decision" "Decisión" "Decision" Some(Stage::Authorisation), [Officer Auditor];
    Contract(purchase::Contract) "contract" "Contrato" "Contract" Some(Stage::Purchase), [Officer Vendor Observer];
    Payment(purchase::Payment) "payment" "Pago" "Payment" Some(Stage::Purchase), [Officer Vendor Auditor Observer];
    Order(usage::Order) "order" "Orden" "Order" Some(Stage::Use), [Judge Officer Operator Observer];
    Use(usage::Use) "use" "Uso" "Use" Some(Stage::Use), [Officer];
    Return(usage::Return) "return" "Informe de un periodo" "Return for a period" Some(Stage::Use), [Officer Judge Operator Vendor Auditor Observer];
    Outcome(usage::Outcome) "outcome" "Resultado" "Outcome" Some(Stage::Use), [Officer Judge];
    Sharing(usage::Sharing) "sharing" "Transferencia de datos" "Sharing of data" Some(Stage::Use), [Officer];
    Incident(usage::Incident) "incident" "Incidente" "Incident" Some(Stage::Use), [Officer Auditor Operator Vendor];
    Hold(disposal::Hold) "hold" "Prohibición de disponer" "Hold" Some(Stage::Oversight), [Judge Auditor Officer];
    Retirement(disposal::Retirement) "retirement" "Retiro" "Retirement" Some(Stage::Disposal), [Officer];
    Destruction(disposal::Destruction) "destruction" "Destrucción" "Destruction" Some(Stage::Disposal), [Officer Judge];
    Attestation(disposal::Attestation) "attestation" "Verificación independiente" "Attestation" Some(Stage::Disposal), [Auditor Observer Vendor];
    Inspection(oversight::Inspection) "inspection" "Inspección" "Inspection" Some(Stage::Oversight), [Auditor Judge Officer];
    Complaint(oversight::Complaint) "complaint" "Queja" "Complaint" Some(Stage::Oversight), [Auditor Observer];
    Remedy(oversight::Remedy) "remedy" "Reparación" "Remedy" Some(Stage::Oversight), [Judge Auditor Officer];
    Notice(oversight::Notice) "notice" "Aviso a la persona" "Notice to the person" Some(Stage::Oversight), [Judge Officer];
    Draft(promises::Draft) "draft" "Proyecto de norma" "Draft of a rulebook" None, [Expert];
    Vote(promises::Vote) "vote" "Voto" "Vote" None, [Expert];
    Commitment(promises::Commitment) "commitment" "Compromiso" "Commitment" None, [Registrar Officer Observer];
    Progress(promises::Progress) "progress" "Avance" "Progress" None, [Registrar Officer Observer Auditor];
    Claim(any::Claim) "claim" "Afirmación con fuente" "Claim with source" None, [Observer Auditor Registrar];
    Alias(sides::Alias) "alias" "Nombre enlazado" "Name linked" None, [Registrar Officer Auditor Operator Vendor Observer];
    Explanation(sides::Explanation) "explanation" "Explicación de una diferencia" "Explanation of a gap" Some(Stage::Oversight), [Officer Judge Auditor Operator Vendor];
    Correction(any::Correction) "correction" "Corrección" "Correction" None, [Registrar Officer Judge Auditor Operator Vendor Observer Expert];
    Withdrawal(any::Withdrawal) "withdrawal" "Retiro de lo presentado" "Withdrawal" None, [Registrar Officer Judge Auditor Operator Vendor Observer Expert];
    Opening(any::Opening) "opening" "Apertura de lo reservado" "Opening" None, [Registrar Officer Judge Auditor Operator Vendor Observer Expert];
}

impl Form {
    /// Reads the form's own fields, and notes where they contradict one another.
    pub(crate) fn read(self, members: &mut Members<'_, '_>, reading: &mut Reading) -> Option<Content> {
        let content = self.read_record(members, reading)?;
        match &content {
            Content::Return(returned) => returned.contradictions(members, reading),
            Content::Key(key) => key.contradictions(members, reading),
            _ => {}
        }
        Some(content)
    }

    /// Whether what is filed under this form by an observer is a transcription of what others published, and so needs
    /// a source.
    #[must_use]
    pub const fn needs_source(self, role: Role) -> bool {
        matches!(self, Form::Claim)
            || (matches!(role, Role::Observer)
                && matches!(
                    self,
                    Form::Technology
                        | Form::Contract
                        | Form::Payment
                        | Form::Order
                        | Form::Return
                        | Form::Alias
                        | Form::Commitment
                        | Form::Progress
                ))
    }
}
