//! The vocabulary of facts: what every kind of case has, declared once; what each means in Spanish stands in
//! `meanings.rs`. The Cedar schema, `docs/facts.md` and the explanations of findings are made from these tables;
//! `facts/` fills them.

use register::{form::Form, lang::Words};

use crate::{
    fact::{FactDef, FactType, Key, Moment, Set, Text, Texts},
    meanings,
};

macro_rules! vocabulary {
    ($(
        $(#[doc = $doc:literal])*
        $kind:ident $module:ident $code:literal $es:literal $en:literal form $form:expr; {
            $( $key:ident $name:ident : $type:ty $(as $texts:tt)?, $presence:ident, $fes:literal, $fen:literal, $means:literal; )*
        }
    )*) => {
        /// A kind of case, and the body that answers for it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum CaseKind { $( $(#[doc = $doc])* $kind, )* }

        impl CaseKind {
            /// Every kind, the answering body first.
            pub const ALL: &'static [CaseKind] = &[ $( CaseKind::$kind, )* ];

            /// Its name: the Cedar action, and in addresses.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $( CaseKind::$kind => $code, )* }
            }

            /// The Cedar entity type.
            #[must_use]
            pub const fn entity(self) -> &'static str {
                match self { $( CaseKind::$kind => stringify!($kind), )* }
            }

            /// Its name in both languages.
            #[must_use]
            pub const fn words(self) -> Words {
                match self { $( CaseKind::$kind => Words::new($es, $en), )* }
            }

            /// What it is, in both languages.
            #[must_use]
            pub const fn means(self) -> Words {
                match self { $(
                    CaseKind::$kind => Words::new(meanings::$module::ITSELF, concat!($($doc),*).trim_ascii()),
                )* }
            }

            /// The form whose filings are cases of this kind.
            #[must_use]
            pub const fn form(self) -> Option<Form> {
                match self { $( CaseKind::$kind => $form, )* }
            }

            /// Its facts.
            #[must_use]
            pub const fn facts(self) -> &'static [FactDef] {
                match self { $( CaseKind::$kind => $module::FACTS, )* }
            }
        }

        $(
            #[doc = concat!("Keys of the facts of `", $code, "`.")]
            #[allow(missing_docs, dead_code, reason = "the table says what each means")]
            pub(crate) mod $module {
                use super::*;

                #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "places of facts, named as their keys")]
                enum Place { $( $key, )* }

                $( pub(crate) const $key: Key<$type> = Key::new(Place::$key as usize); )*

                pub(crate) const FACTS: &[FactDef] = &[ $( FactDef {
                    name: stringify!($name),
                    type_: <$type as FactType>::TYPE,
                    always: vocabulary!(@$presence),
                    texts: vocabulary!(@texts $($texts)?),
                    words: Words::new($fes, $fen),
                    means: Words::new(meanings::$module::$key, $means),
                }, )* ];
            }
        )*
    };
    (@texts) => { None };
    (@texts words) => { Some(Texts::Words) };
    (@texts ids) => { Some(Texts::Ids) };
    (@texts laws) => { Some(Texts::Laws) };
    (@texts forms) => { Some(Texts::Forms) };
    (@texts others) => { Some(Texts::Others) };
    (@texts $codes:literal) => { Some(Texts::Codes($codes)) };
    (@always) => { true };
    (@maybe) => { false };
}

vocabulary! {
    /// The body that answers for a case: who asked, bought, used, holds, or filed it. `principal` in every policy.
    Body body "body" "Organismo responsable" "Body that answers" form None; {
        ID id: Text as ids, maybe, "Id", "Id", "The body's id, as `mx/sedena`; unknown where the filing does not say who it is.";
        JURISDICTION jurisdiction: Text as ids, maybe, "Jurisdicción", "Jurisdiction", "First part of the id, as `mx` or `us-ca`.";
        KIND kind: Text as "body-kind", maybe, "Tipo", "Kind", "Code of body-kind, by the description that lists go by.";
        SECTOR sector: Text as "sector", maybe, "Sector", "Sector", "Code of sector.";
        PARENT_KIND parent_kind: Text as "body-kind", maybe, "Tipo del organismo del que depende", "Kind of the body it is part of", "Code of body-kind of its `parent`.";
        POWERS powers: Set as "power", maybe, "Facultades", "Powers", "Codes of power that a law gives it on the date of the case; unknown where no description states any power.";
        BEGAN_ON began_on: Moment, maybe, "Existe desde", "Exists from", "First day of its existence.";
        ENDED_ON ended_on: Moment, maybe, "Existió hasta", "Existed until", "Last day of its existence.";
        SUCCEEDED succeeded: bool, always, "Tiene sucesor", "Has a successor", "Another body says that it took over its functions.";
    }
    /// A surveillance technology over its whole life; its holder answers. Counts include the filings about it that stand.
    Technology technology "technology" "Tecnología" "Technology" form Some(Form::Technology); {
        DATE date: Moment, always, "Fecha", "Date", "Day of the case: since when it is held or, where that is not known, first day of `occurred`.";
        OWN own: bool, always, "Presentada por quien la tiene", "Filed by its holder", "Its holder filed it itself; others may have transcribed it.";
        WITHHELD withheld: Set as others, always, "Campos reservados", "Fields withheld", "Names of the fields its filer withheld.";
        CLASS class: Text as "technology-class", always, "Clase", "Class", "Code of technology-class.";
        CAPABILITIES capabilities: Set as "capability", always, "Capacidades", "Capabilities", "Codes of capability.";
        HELD_AS held_as: Text as "held-as", maybe, "Cómo se tiene", "Held as", "Code of held-as.";
        MAKER_NAMED maker_named: bool, maybe, "Con fabricante", "Maker named", "Whether its maker is named.";
        LAWS laws: Set as laws, always, "Leyes invocadas", "Laws relied on", "Codes of the laws in `legal_basis`, by the rulebook's list of laws; other names in small letters.";
        HOSTED_ABROAD hosted_abroad: bool, maybe, "Datos en otro país", "Data abroad", "A place in `hosting` is in another country than its holder; absent where no place is given.";
        HAS_POWER has_power: bool, maybe, "Su titular tiene facultad", "Holder has the power", "The holder's powers on that date include one that its class needs (spyware: intercept or extract; interception: intercept; geolocation: geolocate; imsi-catcher: intercept or geolocate; extraction: extract; retained-data: retained-data); absent for classes that need none.";
        POWER_DOUBTED power_doubted: i64, always, "Afirmaciones de falta de facultad", "Claims of lacking power", "Claims of kind power about it.";
        ACQUISITIONS acquisitions: i64, always, "Necesidades documentadas", "Acquisitions filed", "Filings of form acquisition.";
        IMPACT_SECTIONS impact_sections: Set as "section", always, "Secciones del estudio de impacto", "Impact report sections", "Codes of section that its acquisitions list.";
        POLICIES policies: i64, always, "Políticas de uso", "Use policies", "Filings of form policy.";
        POLICIES_IN_FORCE policies_in_force: i64, always, "Políticas sin fecha de fin", "Policies without an end", "Policies without `to`: more than one contradict each other.";
        CONSULTATIONS consultations: i64, always, "Consultas", "Consultations", "Filings of form consultation.";
        APPROVALS approvals: i64, always, "Aprobaciones", "Approvals", "Decisions with result approved or conditional.";
        APPROVED_ON approved_on: Moment, maybe, "Aprobada el", "Approved on", "Day of the first approval.";
        APPROVAL_UNTIL approval_until: Moment, maybe, "Aprobación hasta", "Approval until", "Latest end of an approval; absent where one has no end or there is none.";
        CEASED_ON ceased_on: Moment, maybe, "Que cese desde", "To cease from", "Day of the first decision with result ceased or refused.";
        LAST_REVIEW_ON last_review_on: Moment, maybe, "Última revisión", "Last review", "Day of the latest decision about the review.";
        DILIGENCES diligences: i64, always, "Revisiones del proveedor", "Vendor checks", "Filings of form diligence.";
        CONTRACTS contracts: i64, always, "Contratos", "Contracts", "Contracts that name it, whoever filed them.";
        OWN_CONTRACTS own_contracts: i64, always, "Contratos presentados por las partes", "Contracts filed by a party", "Contracts filed by buyer or supplier.";
        RENEWALS renewals: i64, always, "Renovaciones", "Renewals", "Contracts of kind renewal, extension or amendment.";
        FIRST_CONTRACT_ON first_contract_on: Moment, maybe, "Primer contrato", "First contract", "First day of the earliest contract.";
        CONTRACT_END contract_end: Moment, maybe, "Fin del último contrato", "End of the last contract", "Latest `to` of its contracts; unknown where one of them does not say.";
        PAYMENTS payments: i64, always, "Pagos", "Payments", "Payments under its contracts, as filed.";
        LAST_PAYMENT_ON last_payment_on: Moment, maybe, "Último pago", "Last payment", "Day of the latest payment filed.";
        USES uses: i64, always, "Informes de uso", "Use filings", "Filings of form use.";
        USES_WITHOUT_LOG uses_without_log: i64, always, "Usos sin bitácora", "Uses without a log", "Use filings that say that no log was kept.";
        FIRST_USE_ON first_use_on: Moment, maybe, "Primer uso", "First use", "First day of the earliest use filed.";
        LAST_USE_ON last_use_on: Moment, maybe, "Último uso", "Last use", "Last day of the latest use filed.";
        EVENTS_LOW events_low: i64, always, "Usos, al menos", "Events, at least", "Sum of the low bounds of `events` in its use filings.";
        EVENTS_HIGH events_high: i64, maybe, "Usos, a lo sumo", "Events, at most", "Sum of the high bounds of `events` in its use filings; unknown where one does not say.";
        ORDERS orders: i64, always, "Órdenes", "Orders", "Orders that name it.";
        GRANTED granted: i64, always, "Órdenes concedidas", "Orders granted", "Orders that name it, granted, modified or ratified.";
        LAST_ORDER_ON last_order_on: Moment, maybe, "Última orden", "Last order", "Day of the latest order that names it.";
        TARGETS_BOUGHT targets_bought: i64, maybe, "Objetivos comprados", "Targets bought", "Sum of contract quantities in targets, seats or licences, high bound; absent where no contract gives any.";
        EVENTS_BOUGHT events_bought: i64, maybe, "Usos comprados", "Events bought", "Sum of contract quantities in searches or events, high bound; absent where no contract gives any.";
        MOST_TARGETS most_targets: i64, maybe, "Más objetivos en un periodo", "Most targets in a period", "Largest low bound of `targets` in one of its use filings; absent where none gives any.";
        HOLDS holds: i64, always, "Prohibiciones de disponer", "Holds", "Holds whose scope names it or its holder.";
        HELD_UNTIL held_until: Moment, maybe, "Prohibición hasta", "Held until", "Latest end of a hold; the year 2199 where one has no end.";
        RETIREMENTS retirements: i64, always, "Actas de fin de uso", "Retirements filed", "Filings of form retirement.";
        RETIRED_ON retired_on: Moment, maybe, "Fin de uso efectivo", "Retired on", "Latest day a retirement took effect.";
        ATTESTED attested: bool, always, "Fin verificado por otro", "End verified by another", "A retirement or destruction has an attestation with result verified by a body that is not its filer.";
        DESTRUCTIONS destructions: i64, always, "Destrucciones", "Destructions", "Filings of form destruction.";
        INCIDENTS incidents: i64, always, "Incidentes", "Incidents", "Filings of form incident.";
        LAST_INCIDENT_ON last_incident_on: Moment, maybe, "Último incidente grave", "Last grave incident", "Day the latest incident graded serious or critical was found.";
        CLAIMED_PURCHASES claimed_purchases: i64, always, "Compras afirmadas por otros", "Purchases claimed", "Claims of kind purchase or payment about it.";
        CLAIMED_USES claimed_uses: i64, always, "Usos afirmados por otros", "Uses claimed", "Claims of kind use or target about it.";
        FIRST_CLAIMED_USE_ON first_claimed_use_on: Moment, maybe, "Primer uso afirmado", "First use claimed", "First day of the earliest claim of kind use or target.";
        LAST_CLAIMED_USE_ON last_claimed_use_on: Moment, maybe, "Último uso afirmado", "Last use claimed", "Last day of the latest claim of kind use or target.";
        CLAIMED_EVENTS claimed_events: i64, maybe, "Usos contados por otros", "Events claimed", "Largest low bound of claims of kind figure at stage use in searches or events.";
        CLAIMED_OPERATORS claimed_operators: i64, maybe, "Operadores según otros", "Operators, claimed", "Largest high bound of claims in operators.";
        CLAIMED_ORDERS claimed_orders: i64, maybe, "Órdenes contadas por otros", "Orders claimed", "Largest high bound of claims of kind figure at stage use in orders or requests.";
        CLAIMED_BOUGHT claimed_bought: i64, maybe, "Cantidad comprada según otros", "Quantity bought, claimed", "Largest high bound of claims at stage purchase in searches, events, targets, seats or licences.";
        DENIED_USES denied_uses: i64, always, "Usos negados", "Uses denied", "Claims of kind denial at stage use about it.";
        DENIALS denials: i64, always, "Negativas", "Denials", "Claims of kind denial about it at any stage.";
        SECRECIES secrecies: i64, always, "Reservas", "Secrecy claimed", "Claims of kind secrecy about it.";
        CLAIMED_ABSENCES claimed_absences: Set as "stage", always, "Ausencias afirmadas", "Absences claimed", "Codes of the stages at which a claim of kind absence says that records are missing.";
        CLAIMED_ENDS claimed_ends: i64, always, "Fines de uso afirmados", "Ends claimed", "Claims of kind end at stage disposal about it.";
        CLAIMED_END_ON claimed_end_on: Moment, maybe, "Fin afirmado el", "End claimed on", "Last day of the earliest claim of kind end at stage disposal.";
        RULINGS rulings: i64, always, "Resoluciones", "Rulings", "Claims of kind ruling or finding about it.";
    }
    /// The need for a technology and the plan to acquire it.
    Acquisition acquisition "acquisition" "Necesidad y adquisición" "Need and acquisition" form Some(Form::Acquisition); {
        DATE date: Moment, always, "Fecha", "Date", "Last day of `occurred`.";
        WITHHELD withheld: Set as others, always, "Campos reservados", "Fields withheld", "Names of the fields its filer withheld.";
        CLASS class: Text as "technology-class", maybe, "Clase", "Class", "Code of technology-class of its technology.";
        METHOD method: Text as "method", always, "Modo", "Method", "Code of method.";
        FUNDING funding: Text as "funding", always, "Origen de los recursos", "Funding", "Code of funding.";
        VALUE_GIVEN value_given: bool, maybe, "Con valor", "Value given", "Whether its value is given.";
        CEILING_GIVEN ceiling_given: bool, always, "Con tope", "Ceiling given", "Whether a ceiling for the whole life is given.";
        PAID_PERCENT paid_percent: i64, maybe, "Pagado sobre el tope, %", "Paid of the ceiling, %", "Payments for the technology in percent of the ceiling, rounded up; unknown where currencies differ.";
        IMPACT_SECTIONS impact_sections: Set as "section", always, "Secciones del estudio de impacto", "Impact report sections", "Codes of section with real content.";
        ALTERNATIVES_GIVEN alternatives_given: bool, maybe, "Con alternativas", "Alternatives given", "Whether less intrusive ways were considered.";
        APPROVED_ON approved_on: Moment, maybe, "Aprobada el", "Approved on", "Day of the first approval of its technology.";
        CONTRACTED_ON contracted_on: Moment, maybe, "Contratada el", "Contracted on", "First day of the earliest contract for its technology.";
        CONSULTED_ON consulted_on: Moment, maybe, "Consulta cerrada el", "Consultation closed on", "Last day of the earliest consultation about its technology.";
        HAS_POWER has_power: bool, maybe, "Quien adquiere tiene facultad", "Acquirer has the power", "As has_power of the technology, for who acquires it.";
    }
    /// A use policy.
    Policy policy "policy" "Política de uso" "Use policy" form Some(Form::Policy); {
        DATE date: Moment, always, "Fecha", "Date", "First day in force.";
        UNTIL until: Moment, maybe, "En vigor hasta", "In force until", "Last day in force.";
        SECTIONS sections: Set as "section", always, "Secciones", "Sections", "Codes of section.";
        RETENTION_DAYS retention_days: i64, maybe, "Días de conservación", "Days of retention", "Longest time data are kept, in days.";
        APPROVED_BY_NAMED approved_by_named: bool, maybe, "Con quien la aprobó", "Approver named", "Whether it is said who approved it.";
        APPROVED_BY_SELF approved_by_self: bool, maybe, "Aprobada por el propio organismo", "Approved by itself", "The body that filed it approved it.";
        OTHERS others: i64, always, "Otras políticas de la misma tecnología", "Other policies of the technology", "Other policies of the same technology whose time overlaps.";
        FIRST_USE_ON first_use_on: Moment, maybe, "Primer uso", "First use", "First day of the earliest use of its technology.";
        CONSULTED_ON consulted_on: Moment, maybe, "Consulta cerrada el", "Consultation closed on", "Last day of the earliest consultation about its technology.";
        CLASS class: Text as "technology-class", maybe, "Clase", "Class", "Code of technology-class of its technology.";
    }
    /// A check of a vendor.
    Diligence diligence "diligence" "Revisión del proveedor" "Vendor check" form Some(Form::Diligence); {
        DATE date: Moment, always, "Fecha", "Date", "Last day of `occurred`.";
        LISTS lists: i64, always, "Listas revisadas", "Lists checked", "How many lists were checked.";
        HITS hits: i64, always, "Con hallazgo", "Hits", "Lists with result hit.";
        NOT_CHECKED not_checked: i64, always, "Sin revisar", "Not checked", "Lists with result not-checked.";
        OWNERS_KNOWN owners_known: bool, maybe, "Se conoce a los dueños", "Owners known", "Whether the owners behind the vendor are known.";
        VALID_UNTIL valid_until: Moment, always, "Vale hasta", "Valid until", "Last day the check holds.";
        WAIVED waived: bool, always, "Con dispensa", "Waived", "A hit was set aside with reasons.";
        WAIVED_UNTIL waived_until: Moment, maybe, "Dispensa hasta", "Waiver until", "Last day of the waiver.";
        RENEWED renewed: bool, always, "Renovada", "Renewed", "A later check of the same vendor for the same technology is filed.";
        CONTRACT_END contract_end: Moment, maybe, "Fin del último contrato", "End of the last contract", "As contract_end of the technology.";
    }
    /// A public consultation.
    Consultation consultation "consultation" "Consulta" "Consultation" form Some(Form::Consultation); {
        DATE date: Moment, always, "Abre", "Opens", "First day for comments.";
        OPEN_DAYS open_days: i64, always, "Días abierta", "Days open", "Days for comments, both ends included.";
        CLOSES closes: Moment, always, "Cierra", "Closes", "Last day for comments.";
        FINAL_DUE final_due: Moment, maybe, "Texto final el", "Final text due", "Day the final text is due.";
        FINAL_ON final_on: Moment, maybe, "Texto final", "Final text", "Day of the first decision or policy about its technology after it closed.";
        COMMENTS comments: i64, always, "Comentarios", "Comments", "Comments filed.";
        LATE_COMMENTS late_comments: i64, always, "Comentarios fuera de plazo", "Comments outside the window", "Comments dated before it opened or after it closed.";
        UNANSWERED unanswered: i64, always, "Sin respuesta", "Unanswered", "Comments without an answer.";
        ADOPTED adopted: i64, always, "Aceptados", "Adopted", "Comments answered as adopted or partly adopted.";
        LANGUAGES languages: Set as "language", always, "Idiomas", "Languages", "Codes of language it is held in.";
        DECIDED_ON decided_on: Moment, maybe, "Decidido el", "Decided on", "Day of the first decision about its technology on or after its opening.";
        TEXT_CHANGED text_changed: bool, maybe, "Se decidió otro texto", "Another text was decided", "The text of that decision is not the text consulted.";
        RECEIVED received: Moment, always, "Recibida", "Received", "Day on which the register received it, in UTC.";
    }
    /// A decision of the competent body.
    Decision decision "decision" "Decisión" "Decision" form Some(Form::Decision); {
        DATE date: Moment, always, "Fecha", "Date", "Last day of `occurred`.";
        TRIGGER trigger: Text as "trigger", always, "Motivo", "About", "Code of trigger.";
        RESULT result: Text as "decision-result", always, "Resultado", "Result", "Code of decision-result.";
        UNTIL until: Moment, maybe, "Vigente hasta", "Valid until", "Day the approval ends.";
        REASONS_GIVEN reasons_given: bool, maybe, "Con razones", "Reasons given", "Whether reasons are given.";
        VOTES_GIVEN votes_given: bool, always, "Con votos", "Votes given", "Votes for and against are given.";
        CONSULTED consulted: bool, always, "Hubo consulta", "Consulted", "A consultation about its technology closed before it.";
        CONSULTATION_CLOSED_ON consultation_closed_on: Moment, maybe, "Consulta cerrada el", "Consultation closed on", "Last day of the latest consultation about its technology that opened before it.";
        UNANSWERED unanswered: i64, always, "Comentarios sin respuesta", "Comments unanswered", "Comments in consultations about its technology without an answer.";
        IMPACT_SECTIONS impact_sections: Set as others, always, "Secciones del estudio de impacto", "Impact report sections", "As impact_sections of the technology.";
        ALTERNATIVES_GIVEN alternatives_given: bool, maybe, "Con alternativas", "Alternatives given", "An acquisition of its technology says which less intrusive ways were considered.";
        DECIDED_BY_HOLDER decided_by_holder: bool, maybe, "Decide quien la tiene", "Decided by the holder", "The body that holds the technology decided.";
        RENEWED renewed: bool, always, "Renovada", "Renewed", "A later decision with result approved or conditional is filed for the technology.";
        LAST_USE_ON last_use_on: Moment, maybe, "Último uso", "Last use", "Last day of the latest use of its technology.";
        DILIGENCE_VALID diligence_valid: bool, always, "Proveedor revisado", "Vendor checked", "A vendor check of its technology was valid that day.";
    }
    /// A contract; its buyer answers.
    Contract contract "contract" "Contrato" "Contract" form Some(Form::Contract); {
        DATE date: Moment, always, "Fecha", "Date", "Last day of `occurred`: when it was signed, as far as known.";
        OWN own: bool, always, "Presentado por una parte", "Filed by a party", "Buyer or supplier filed it; others may have transcribed it.";
        WITHHELD withheld: Set as others, always, "Campos reservados", "Fields withheld", "Names of the fields its filer withheld.";
        CLASS class: Text as "technology-class", maybe, "Clase", "Class", "Code of technology-class of what it buys; absent where it names no technology.";
        TECHNOLOGY_NAMED technology_named: bool, maybe, "Con tecnología", "Technology named", "Whether it names a technology of the register.";
        NUMBER_GIVEN number_given: bool, maybe, "Con número", "Number given", "Whether its number is given.";
        KIND kind: Text as "contract-kind", maybe, "Tipo", "Kind", "Code of contract-kind.";
        PARENT_GIVEN parent_given: bool, always, "Con contrato anterior", "Parent given", "It names the contract it renews, extends or amends.";
        PROCEDURE procedure: Text as "procedure", maybe, "Procedimiento", "Procedure", "Code of procedure.";
        EXCEPTION_GIVEN exception_given: bool, always, "Con excepción fundada", "Exception cited", "It cites the law that exempts it from tender.";
        EXCEPTION_LAWS exception_laws: Set as laws, always, "Ley de la excepción", "Law of the exception", "Code of that law, by the rulebook's list of laws.";
        OBJECT object: Text as words, maybe, "Objeto", "Object", "The object as written, in small letters without accents.";
        AMOUNT amount: i64, maybe, "Importe, centésimos", "Amount, hundredths", "Amount in hundredths of its currency.";
        CURRENCY currency: Text as others, maybe, "Moneda", "Currency", "ISO 4217 code.";
        FROM from: Moment, maybe, "Desde", "From", "First day.";
        TO to: Moment, maybe, "Hasta", "Until", "Last day.";
        END_USER_NAMED end_user_named: bool, maybe, "Con usuario final", "End user named", "Whether the unit that uses it is named.";
        SUPPLIER_NAMED supplier_named: bool, maybe, "Con proveedor", "Supplier named", "Whether who sells is named.";
        SUPPLIER_AGE_DAYS supplier_age_days: i64, maybe, "Antigüedad del proveedor, días", "Age of the supplier, days", "Days from the supplier's first day to the contract; unknown where no description says since when it exists.";
        MAKER_NAMED maker_named: bool, always, "Con fabricante", "Maker named", "A party with the role maker, or the supplier is the technology's maker.";
        PARTIES parties: i64, always, "Empresas en la cadena", "Companies in the chain", "Parties beside buyer and supplier.";
        OWNERS_KNOWN owners_known: bool, maybe, "Se conoce a los dueños", "Owners known", "Every party, and a vendor check of the supplier, say that the owners are known; absent where nobody says anything.";
        BUDGET_ITEM budget_item: Text as words, maybe, "Partida", "Budget item", "As filed, in small letters without accents.";
        QUANTITIES_GIVEN quantities_given: bool, always, "Con cantidades", "Quantities given", "It says how much it allows or delivers.";
        RECEIVED received: Moment, always, "Recibido", "Received", "Day on which the register received it, in UTC.";
        PAYMENTS payments: i64, always, "Pagos", "Payments", "Payments filed under it.";
        PAID_PERCENT paid_percent: i64, maybe, "Pagado, %", "Paid, %", "Payments under it in percent of its amount, rounded up; unknown where currencies differ or the amount is not known.";
        LAST_PAYMENT_ON last_payment_on: Moment, maybe, "Último pago", "Last payment", "Day of the latest payment.";
        APPROVED_ON approved_on: Moment, maybe, "Aprobada el", "Approved on", "Day of the first approval of its technology.";
        ACQUISITION_FILED acquisition_filed: bool, always, "Necesidad documentada", "Acquisition filed", "The need for its technology was filed with a date not after the contract's.";
        DILIGENCE_VALID diligence_valid: bool, always, "Proveedor revisado", "Vendor checked", "A vendor check of its technology was valid on the contract's date.";
        HIT_WITHOUT_WAIVER hit_without_waiver: bool, always, "Hallazgo sin dispensa", "Hit without waiver", "A vendor check of its technology has a hit that no waiver covers on the contract's date.";
        HAS_POWER has_power: bool, maybe, "El comprador tiene facultad", "Buyer has the power", "As has_power of the technology, for the buyer; absent where it names no technology.";
        CONTINUED continued: bool, always, "Con renovación", "Continued", "Another contract names it as its parent.";
        RETIRED_ON retired_on: Moment, maybe, "Fin de uso", "Retired on", "Latest day a retirement of its technology took effect.";
        RETIREMENTS retirements: i64, always, "Actas de fin de uso", "Retirements filed", "Retirements filed of its technology.";
        USES uses: i64, always, "Informes de uso", "Use filings", "Use filings of its technology.";
        CLAIMED_AMOUNTS claimed_amounts: i64, always, "Importes distintos afirmados", "Different amounts claimed", "How many different amounts claims give for it.";
        DENIALS denials: i64, always, "Negativas", "Denials", "Claims of kind denial about it.";
        SECRECIES secrecies: i64, always, "Reservas", "Secrecy claimed", "Claims of kind secrecy about it.";
        AFFIRMATIONS affirmations: i64, always, "Afirmaciones de que existe", "Claims that it exists", "Claims of kind purchase or payment about it.";
    }
    /// A payment; its payer answers.
    Payment payment "payment" "Pago" "Payment" form Some(Form::Payment); {
        DATE date: Moment, always, "Fecha", "Date", "Last day of `occurred`.";
        OWN own: bool, always, "Presentado por una parte", "Filed by a party", "Payer or payee filed it.";
        PAYEE_IN_CHAIN payee_in_chain: bool, maybe, "Cobra una parte del contrato", "Payee is a party", "The payee is the contract's supplier or a party of its chain.";
        AFTER_END after_end: bool, maybe, "Después del contrato", "After the contract", "It is dated after the contract's last day; absent where a later contract continues it.";
        AFTER_RETIREMENT after_retirement: bool, maybe, "Después del fin de uso", "After the retirement", "It is dated after its technology's retirement took effect; absent where there is none.";
        TREASURY_NUMBER_GIVEN treasury_number_given: bool, maybe, "Con folio de tesorería", "Treasury number given", "Whether the treasury's number is given.";
        BUDGET_ITEM budget_item: Text as words, maybe, "Partida", "Budget item", "As filed, in small letters without accents.";
        CONTRACT_OWN contract_own: bool, always, "Contrato presentado por una parte", "Contract filed by a party", "Its contract was filed by buyer or supplier.";
        SAME_CURRENCY same_currency: bool, maybe, "En la moneda del contrato", "In the contract's currency", "Whether it is in the contract's currency.";
        DAYS_FROM_START days_from_start: i64, maybe, "Días desde el inicio del contrato", "Days from the contract's start", "Negative where paid before it began.";
    }
    /// An order or authorisation; who asked answers.
    Order order "order" "Orden" "Order" form Some(Form::Order); {
        DATE date: Moment, always, "Fecha", "Date", "Day it was decided; else asked; else first day of `occurred`.";
        OWN own: bool, always, "Presentada por juzgado o solicitante", "Filed by court or requester", "Court or requester filed it.";
        WITHHELD withheld: Set as others, always, "Campos reservados", "Fields withheld", "Names of the fields its filer withheld.";
        MEASURE measure: Text as "measure", always, "Medida", "Measure", "Code of measure.";
        TECHNOLOGY_NAMED technology_named: bool, maybe, "Nombra la tecnología", "Technology named", "Whether the request names the technology; false where its filer says that it was never recorded.";
        CLASS class: Text as "technology-class", maybe, "Clase", "Class", "Code of technology-class of that technology.";
        REQUESTER_NAMED requester_named: bool, maybe, "Con solicitante", "Requester named", "Whether who asks is named.";
        COURT_NAMED court_named: bool, maybe, "Con juzgado", "Court named", "Whether who decides is named.";
        COURT_KIND court_kind: Text as "body-kind", maybe, "Tipo de quien decide", "Kind of who decides", "Code of body-kind.";
        COURT_JURISDICTION court_jurisdiction: Text as ids, maybe, "Jurisdicción de quien decide", "Jurisdiction of who decides", "First part of its id: `mx` is federal, `mx-ver` a state.";
        COURT_MAY_AUTHORISE court_may_authorise: bool, maybe, "Quien decide puede autorizar", "Who decides may authorise", "Its powers that day include authorise; unknown where no description states any.";
        COURT_IS_REQUESTER court_is_requester: bool, maybe, "Decide quien solicita", "Decided by who asks", "Requester and court are one body.";
        HAS_POWER has_power: bool, maybe, "Quien solicita tiene facultad", "Requester has the power", "Its powers that day include one the measure needs (interception, stored-content, spyware: intercept, for spyware also extract; geolocation, imsi-catcher: geolocate or intercept; retained-data: retained-data; extraction: extract); absent for other measures.";
        ASKED_AT asked_at: Moment, maybe, "Solicitada", "Asked at", "When it was asked.";
        DECIDED_AT decided_at: Moment, maybe, "Decidida", "Decided at", "When it was decided.";
        OUTCOME outcome: Text as "order-outcome", always, "Resultado", "Outcome", "Code of order-outcome.";
        LIVE live: bool, always, "Permite la medida", "Allows the measure", "Granted, modified or ratified.";
        FROM from: Moment, maybe, "Desde", "From", "First day of the measure.";
        TO to: Moment, maybe, "Hasta", "Until", "Last day of the measure.";
        TERM_DAYS term_days: i64, maybe, "Duración, días", "Term, days", "Days from first to last day, both included.";
        EXTENSION extension: bool, always, "Es prórroga", "Is an extension", "It extends an earlier order.";
        EXTENSIONS extensions: i64, always, "Prórrogas hasta aquí", "Extensions so far", "How many extensions the chain has up to and with this order.";
        ORIGINAL_DAYS original_days: i64, maybe, "Duración original, días", "Original term, days", "Term of the first order of the chain.";
        CHAIN_DAYS chain_days: i64, maybe, "Duración con prórrogas, días", "Term with extensions, days", "Days from the first day of the chain's first order to the last day of this one, both included.";
        CHAIN_MONTHS chain_months: i64, maybe, "Duración con prórrogas, meses", "Term with extensions, months", "The same in months begun: 1 January to 30 June is 6, to 1 July is 7.";
        EMERGENCY emergency: bool, always, "De urgencia", "Emergency", "It began without prior order.";
        LEGAL_BASIS_GIVEN legal_basis_given: bool, always, "Con fundamento", "Legal basis given", "It cites at least one law.";
        LAWS laws: Set as laws, always, "Leyes", "Laws", "Codes of the laws it cites, by the rulebook's list of laws; other names in small letters without accents.";
        MATTER matter: Text as words, maybe, "Materia", "Matter", "Crime or threat class as filed, in small letters without accents.";
        SUBJECTS_LOW subjects_low: i64, maybe, "Personas, al menos", "People, at least", "Low bound of subjects.";
        SUBJECTS_HIGH subjects_high: i64, maybe, "Personas, a lo sumo", "People, at most", "High bound of subjects.";
        SUBJECT_CLASSES subject_classes: Set as "subject-class", always, "Clases protegidas", "Protected classes", "Codes of subject-class.";
        SIGNATURES signatures: i64, always, "Firmas", "Signatures", "How many keys signed the filing: two keys, four eyes.";
        CASE_COMMITTED case_committed: bool, always, "Con compromiso del caso", "Case committed", "It has the commitment that court, agency and operator share.";
        EARLIER_SAME_CASE earlier_same_case: i64, always, "Órdenes anteriores del caso", "Earlier orders of the case", "Orders with the same commitment that are not of its chain and began earlier.";
        USES uses: i64, always, "Informes de uso", "Use filings", "Use filings that name it.";
        USE_OUTSIDE use_outside: bool, maybe, "Uso fuera de plazo", "Use outside its term", "A use filing that names it lies not wholly between its first and last day; absent where there is none.";
        OUTCOMES outcomes: i64, always, "Resultados presentados", "Outcomes filed", "Outcome filings about it.";
        CHARGES_HIGH charges_high: i64, maybe, "Consignaciones, a lo sumo", "Charges, at most", "High bound of charges in the latest outcome.";
        EXTENDED extended: bool, always, "Prorrogada", "Extended", "A later order extends it.";
        NOTIFIED_ON notified_on: Moment, maybe, "Aviso el", "Notice on", "Day of the first notice to the person that was sent.";
        NOTICE_DEFERRED_UNTIL notice_deferred_until: Moment, maybe, "Aviso aplazado hasta", "Notice deferred until", "Latest end of a judge's deferral; absent where none has an end.";
        NOTICE_DEFERRALS notice_deferrals: i64, always, "Aplazamientos", "Deferrals", "How often notice was deferred.";
        DEFERRED_BY_COURT deferred_by_court: bool, maybe, "Aplazó un juzgado", "Deferred by a court", "Every deferral names a court; absent where there is none.";
        NOTICE_IMPOSSIBLE notice_impossible: bool, always, "Aviso imposible", "Notice not possible", "A notice says that it is not possible.";
        RECEIVED received: Moment, always, "Recibida", "Received", "Day on which the register received it, in UTC.";
    }
    /// Use of a technology in a period; its holder, else the filer, answers.
    Use usage "use" "Uso" "Use" form Some(Form::Use); {
        DATE date: Moment, always, "Fecha", "Date", "First day of `occurred`.";
        UNTIL until: Moment, maybe, "Hasta", "Until", "Last day of `occurred`.";
        OWN own: bool, always, "Presentado por quien la tiene", "Filed by the holder", "The technology's holder filed it.";
        CLASS class: Text as "technology-class", always, "Clase", "Class", "Code of technology-class; `other` where it is not known.";
        EVENTS_LOW events_low: i64, maybe, "Usos, al menos", "Events, at least", "Low bound of events.";
        EVENTS_HIGH events_high: i64, maybe, "Usos, a lo sumo", "Events, at most", "High bound of events.";
        TARGETS_LOW targets_low: i64, maybe, "Objetivos, al menos", "Targets, at least", "Low bound of targets.";
        OPERATORS_LOW operators_low: i64, maybe, "Operadores, al menos", "Operators, at least", "Low bound of operators.";
        LOG_FILED log_filed: bool, maybe, "Con bitácora", "Log filed", "Whether the digest of the use log is given; false where its filer says that none was kept.";
        LOG_ENTRIES log_entries: i64, maybe, "Asientos de la bitácora", "Log entries", "Entries in the use log.";
        ORDERS orders: i64, maybe, "Órdenes", "Orders", "Orders it names; unknown where its filer withholds them or does not know.";
        ORDERS_LIVE orders_live: bool, maybe, "Órdenes vigentes", "Orders live", "Every order it names allows the measure and covers the whole period; unknown where an order does not say; absent where it names none.";
        ORDERS_NAME_IT orders_name_it: bool, maybe, "Las órdenes nombran la tecnología", "Orders name the technology", "Every order it names was asked for this technology; absent where it names none.";
        POLICY_IN_FORCE policy_in_force: bool, always, "Política en vigor", "Policy in force", "A use policy of the technology was in force on its first day.";
        APPROVED_BEFORE approved_before: bool, always, "Aprobada antes", "Approved before", "The technology was approved on or before its first day.";
        ASSESSED_BEFORE assessed_before: bool, always, "Estudio de impacto antes", "Assessed before", "An acquisition with an impact report is dated on or before its first day.";
        AFTER_CEASED after_ceased: bool, maybe, "Después de ordenarse el cese", "After it had to cease", "It ends after a decision that the technology cease; absent where there is none.";
        AFTER_RETIREMENT after_retirement: bool, maybe, "Después del fin de uso", "After the retirement", "It ends after the technology's retirement took effect; absent where there is none.";
        AFTER_CONTRACT after_contract: bool, maybe, "Después del último contrato", "After the last contract", "It ends after the technology's last contract; unknown where a contract does not say its end.";
        TARGETS_BOUGHT targets_bought: i64, maybe, "Objetivos comprados", "Targets bought", "As targets_bought of the technology.";
        HAS_POWER has_power: bool, maybe, "Quien la usa tiene facultad", "User has the power", "As has_power of the technology, on its first day.";
        RECEIVED received: Moment, always, "Recibido", "Received", "Day on which the register received it, in UTC.";
    }
    /// Figures of a period, or a signed nil; the body whose figures they are answers.
    Return returns "return" "Informe de cifras" "Return" form Some(Form::Return); {
        DATE date: Moment, always, "Fecha", "Date", "First day of the period.";
        UNTIL until: Moment, maybe, "Fin del periodo", "End of the period", "Last day of the period.";
        PERIOD_DAYS period_days: i64, maybe, "Días del periodo", "Days of the period", "Both ends included.";
        NIL nil: bool, always, "Nada que informar", "Nothing to report", "A signed nil.";
        FIGURES figures: i64, always, "Cifras", "Figures", "How many figures.";
        WITHOUT_COUNT without_count: i64, always, "Cifras sin cantidad", "Figures without a count", "Figures whose count is withheld or not known.";
        MEASURES measures: Set as "measure", always, "Medidas", "Measures", "Codes of measure in its figures.";
        UNITS units: Set as "unit", always, "Unidades", "Units", "Codes of unit in its figures.";
        OUTCOMES_GIVEN outcomes_given: bool, always, "Por resultado", "By outcome", "A figure says what became of the requests.";
        PUBLISHED_ON published_on: Moment, maybe, "Publicado el", "Published on", "Day the figures were published elsewhere.";
        RECEIVED received: Moment, always, "Recibido", "Received", "Day on which the register received it, in UTC.";
        RESTATES restates: bool, always, "Sustituye a otro", "Restates another", "It restates an earlier return.";
        CLAIMED_USES claimed_uses: i64, always, "Usos afirmados en el periodo", "Uses claimed in the period", "Claims of kind use or target about a technology of the filer whose period overlaps.";
        BALANCES balances: bool, maybe, "Cuadra", "Balances", "For each figure without outcome: what was granted, changed, refused, withdrawn, ended and is pending can add up to it, and no other part is more than it; absent where no figure can be held against parts.";
        OWN own: bool, always, "De quien informa", "Of the reporter", "Filed by the body whose figures these are.";
    }
    /// Data handed to another body.
    Sharing sharing "sharing" "Transferencia" "Sharing" form Some(Form::Sharing); {
        DATE date: Moment, always, "Fecha", "Date", "Last day of `occurred`.";
        RECIPIENT_KIND recipient_kind: Text as "body-kind", maybe, "Tipo de receptor", "Kind of recipient", "Code of body-kind.";
        ABROAD abroad: bool, always, "A otro país", "Abroad", "The recipient's jurisdiction is of another country.";
        DATA data: Set as "data-kind", always, "Datos", "Data", "Codes of data-kind.";
        LEGAL_BASIS_GIVEN legal_basis_given: bool, maybe, "Con fundamento", "Legal basis given", "Whether the law it rests on is given.";
        POLICY_HAS_SHARING policy_has_sharing: bool, always, "La política prevé transferencias", "Policy covers sharing", "A use policy in force that day has a section on sharing.";
        APPROVED approved: bool, always, "Aprobada", "Approved", "A decision about sharing, approved or conditional, came on or before that day.";
    }
    /// Something that went wrong.
    Incident incident "incident" "Incidente" "Incident" form Some(Form::Incident); {
        DATE date: Moment, always, "Detectado", "Found", "Day it was found.";
        KIND kind: Text as "incident-kind", always, "Tipo", "Kind", "Code of incident-kind.";
        GRADE grade: Text as "grade", always, "Gravedad", "Grade", "Code of grade.";
        TOLD told: Text as "told", maybe, "Aviso", "Told", "Code of told.";
        PEOPLE_HIGH people_high: i64, maybe, "Personas, a lo sumo", "People, at most", "High bound of people affected.";
        RECEIVED received: Moment, always, "Recibido", "Received", "Day on which the register received it, in UTC.";
        REMEDIES remedies: i64, always, "Reparaciones", "Remedies", "Remedies whose case it is.";
    }
    /// A hold: nothing in its scope may be disposed of.
    Hold hold "hold" "Prohibición de disponer" "Hold" form Some(Form::Hold); {
        DATE date: Moment, always, "Desde", "From", "First day.";
        UNTIL until: Moment, maybe, "Hasta", "Until", "Last day.";
        REASON reason: Text as "hold-reason", always, "Motivo", "Reason", "Code of hold-reason.";
        DISPOSED_WITHIN disposed_within: bool, always, "Se dispuso de algo", "Disposed of within", "A retirement took effect or a destruction happened within its scope and time.";
        CLAIMED_END_WITHIN claimed_end_within: bool, always, "Se afirma un fin de uso", "End claimed within", "A claim of kind end at stage disposal about its scope falls into its time.";
    }
    /// The end of a technology's use; the body that held it answers.
    Retirement retirement "retirement" "Fin de uso" "Retirement" form Some(Form::Retirement); {
        DATE date: Moment, always, "Fecha", "Date", "Day it took effect; else decided; else last day of `occurred`.";
        WITHHELD withheld: Set as others, always, "Campos reservados", "Fields withheld", "Names of the fields its filer withheld.";
        CLASS class: Text as "technology-class", maybe, "Clase", "Class", "Code of technology-class.";
        ORDERED_BY_NAMED ordered_by_named: bool, maybe, "Con quien lo ordenó", "Orderer named", "Whether who ordered it is named; false where its filer says that it was never recorded.";
        REASON_GIVEN reason_given: bool, maybe, "Con motivo", "Reason given", "Whether the reason is given.";
        METHOD method: Text as "retirement-method", maybe, "Modo", "Method", "Code of retirement-method.";
        DECIDED_ON decided_on: Moment, maybe, "Decidido", "Decided", "Day it was decided.";
        EFFECTIVE_ON effective_on: Moment, maybe, "Efectivo", "Effective", "Day it took effect.";
        LOGS_EXPORTED logs_exported: bool, maybe, "Bitácoras exportadas", "Logs exported", "Whether the digest of the exported use logs is given; false where its filer says that there were none.";
        LOG_ENTRIES log_entries: i64, maybe, "Asientos exportados", "Entries exported", "Entries in the exported logs.";
        USED_LOG_ENTRIES used_log_entries: i64, maybe, "Asientos declarados en uso", "Entries declared in use", "Sum of log_entries of the technology's use filings; absent where there are none, unknown where one does not say.";
        CUSTODIAN_NAMED custodian_named: bool, maybe, "Con custodia", "Custodian named", "Whether who keeps the logs is named.";
        REVOKED_ON revoked_on: Moment, maybe, "Licencia revocada", "Licence revoked", "Day the vendor revoked the licence.";
        CERTIFICATE certificate: bool, maybe, "Con constancia", "With certificate", "Whether the digest of the certificate is given.";
        HOLD_OPEN hold_open: bool, always, "Había prohibición", "A hold was open", "A hold on the technology or its holder covered that day.";
        INQUIRY_CLAIMED inquiry_claimed: bool, always, "Se afirma una investigación", "An inquiry is claimed", "A claim about the technology at stage oversight or disposal of kind ruling, finding or other is dated before it.";
        ATTESTED_ON attested_on: Moment, maybe, "Verificado el", "Verified on", "Day another body attested it as verified.";
        LAST_ACTIVITY_ON last_activity_on: Moment, maybe, "Última actividad", "Last activity", "Latest day of a use, order or payment of the technology.";
        RECEIVED received: Moment, always, "Recibido", "Received", "Day on which the register received it, in UTC.";
    }
    /// Destruction of items or records; who ordered it answers.
    Destruction destruction "destruction" "Destrucción" "Destruction" form Some(Form::Destruction); {
        DATE date: Moment, always, "Fecha", "Date", "Last day of `occurred`.";
        CLASS class: Text as "technology-class", maybe, "Clase", "Class", "Code of technology-class.";
        BY_COURT by_court: bool, maybe, "La ordenó un juzgado", "Ordered by a court", "Who ordered it is a court.";
        ITEMS items: i64, always, "Bienes", "Items", "Items destroyed.";
        RECORDS records: i64, maybe, "Registros", "Records", "High bound of records destroyed.";
        CATEGORIES categories: Set as "sanitisation", always, "Categorías", "Categories", "Codes of sanitisation of its items.";
        VERIFIED_BY_OTHER verified_by_other: bool, maybe, "Verificó otro", "Verified by another", "Who verified it is neither its filer nor who ordered it; false where its filer says that nobody did.";
        OBSERVERS observers: i64, always, "Observadores", "Observers", "Observers who were there.";
        CERTIFICATE certificate: bool, maybe, "Con constancia", "With certificate", "Whether the digest of the certificate is given.";
        HOLD_OPEN hold_open: bool, always, "Había prohibición", "A hold was open", "A hold on the technology, its holder or the filer covered that day.";
        DEFENCE_HOLD defence_hold: bool, always, "Había petición de la defensa", "A defence hold was open", "Such a hold had the reason defence.";
        ATTESTED_ON attested_on: Moment, maybe, "Verificada el", "Verified on", "Day another body attested it as verified.";
    }
    /// One step of an inspection; the body inspected answers.
    Inspection inspection "inspection" "Inspección" "Inspection" form Some(Form::Inspection); {
        DATE date: Moment, always, "Fecha", "Date", "Last day of `occurred`.";
        KIND kind: Text as "inspection-kind", always, "Paso", "Step", "Code of inspection-kind.";
        GRADE grade: Text as "grade", maybe, "Gravedad", "Grade", "Code of grade.";
        DUE due: Moment, maybe, "Plazo", "Due", "Day the answer is due.";
        REPLIED_ON replied_on: Moment, maybe, "Respondida el", "Replied on", "Day of the first later step that follows it, filed by the body inspected or of kind access, reply or refusal.";
        REFUSED refused: bool, always, "Negada", "Refused", "A later step of kind refusal follows it.";
        FOLLOWED followed: bool, always, "Con paso siguiente", "Followed", "Any later step follows it.";
        LAST_STEP_ON last_step_on: Moment, always, "Último paso", "Last step", "Day of the latest step that follows it, else its own.";
    }
    /// A complaint; the body it is against answers.
    Complaint complaint "complaint" "Queja" "Complaint" form Some(Form::Complaint); {
        DATE date: Moment, always, "Fecha", "Date", "Last day of `occurred`.";
        STATE state: Text as "complaint-state", always, "Estado", "State", "Code of complaint-state.";
        FIRST first: bool, always, "Primera presentación", "First filing", "It follows no earlier step.";
        DUE due: Moment, maybe, "Plazo", "Due", "Day the next step is due.";
        ACKNOWLEDGED_ON acknowledged_on: Moment, maybe, "Acuse el", "Acknowledged on", "Day of the first later step that follows it.";
        DECIDED_ON decided_on: Moment, maybe, "Resuelta el", "Decided on", "Day of the first later step with state decided or closed, any number of steps away.";
    }
    /// A remedy; who has to do it is not said, so who ordered it answers.
    Remedy remedy "remedy" "Reparación" "Remedy" form Some(Form::Remedy); {
        DATE date: Moment, always, "Fecha", "Date", "Last day of `occurred`.";
        KIND kind: Text as "remedy-kind", always, "Tipo", "Kind", "Code of remedy-kind.";
        DUE due: Moment, maybe, "Plazo", "Due", "Day it is due.";
        DONE_ON done_on: Moment, maybe, "Cumplida el", "Done on", "Day it was done; absent where its filer says not yet.";
    }
    /// A public commitment; who leads answers.
    Commitment commitment "commitment" "Compromiso público" "Commitment" form Some(Form::Commitment); {
        DATE date: Moment, always, "Fecha", "Date", "First day of `occurred`.";
        LEAD_NAMED lead_named: bool, maybe, "Con responsable", "Lead named", "Whether who leads is named.";
        DUE due: Moment, maybe, "Plazo", "Due", "Day it is due.";
        MILESTONES milestones: i64, always, "Hitos", "Milestones", "How many milestones.";
        NEXT_DUE next_due: Moment, maybe, "Primer hito sin cumplir", "First milestone not done", "Earliest due day of a milestone without progress of state completed or withdrawn.";
        PROGRESS progress: i64, always, "Avances", "Progress filings", "Filings of form progress.";
        STATE state: Text as "completion", maybe, "Avance", "Completion", "Code of completion in the latest progress about the whole; absent where there is none.";
        EVIDENCE evidence: bool, maybe, "Con prueba", "With evidence", "That progress has the digest of its evidence.";
        LAST_PROGRESS_ON last_progress_on: Moment, maybe, "Último avance", "Last progress", "Last day of the latest progress.";
        COMPLETED completed: bool, always, "Cumplido", "Completed", "The latest progress about the whole says completed.";
    }
    /// A draft of a rulebook; its filer answers.
    Draft draft "draft" "Proyecto de reglas" "Draft rulebook" form Some(Form::Draft); {
        DATE date: Moment, always, "Fecha", "Date", "Last day of `occurred`.";
        CONSULTED consulted: bool, always, "Con consulta", "Consulted", "A consultation is about it.";
        VOTES_FOR votes_for: i64, always, "Votos a favor", "Votes for", "Votes for.";
        VOTES_AGAINST votes_against: i64, always, "Votos en contra", "Votes against", "Votes against.";
        SECTORS sectors: Set as "sector", always, "Sectores que votaron", "Sectors that voted", "Codes of sector of the bodies that voted.";
        ADOPTED_ON adopted_on: Moment, maybe, "Adoptado el", "Adopted on", "Day of a regulation with its digest.";
    }
    /// A regulation filing; who adopted it answers.
    Regulation regulation "regulation" "Reglas en vigor" "Regulation" form Some(Form::Regulation); {
        DATE date: Moment, always, "Fecha", "Date", "First day in force.";
        ACTION action: Text as "regulation-action", always, "Acto", "Action", "Code of regulation-action.";
        UNTIL until: Moment, maybe, "En vigor hasta", "In force until", "Last day in force.";
        FOLLOWED followed: bool, always, "Con continuación", "Followed", "A later regulation of the same rulebook begins on or before the day after its last.";
        DIGEST_GIVEN digest_given: bool, maybe, "Con huella", "Digest given", "Whether the digest of the rulebook is given.";
        DRAFTED drafted: bool, always, "Con proyecto", "Drafted", "A draft with its digest was filed before.";
    }
    /// A field withheld in a filing; who decided it answers.
    Withholding withholding "withholding" "Reserva" "Withholding" form None; {
        DATE date: Moment, always, "Fecha", "Date", "Day the filing was received.";
        FIELD field: Text as others, always, "Campo", "Field", "Path of the field.";
        FORM form: Text as forms, always, "Formulario", "Form", "Form of the filing.";
        LAWS laws: Set as laws, always, "Fundamento", "Legal basis", "Code of the law it rests on, by the rulebook's list of laws.";
        ARTICLE_GIVEN article_given: bool, always, "Con artículo", "Article given", "The legal basis names an article.";
        REVIEW_ON review_on: Moment, always, "Se revisa el", "Reviewed on", "Day it ends or is reviewed.";
        DAYS days: i64, always, "Días de reserva", "Days withheld", "Days from receipt to review.";
        COMMITTED committed: bool, always, "Con compromiso", "Committed", "It has a commitment to the value.";
        OPENED_ON opened_on: Moment, maybe, "Abierta el", "Opened on", "Day the value was opened.";
        DECIDED_BY_FILER decided_by_filer: bool, always, "Decidió quien presenta", "Decided by the filer", "The filer itself decided it.";
        WITHHELD_FIELDS withheld_fields: i64, always, "Campos reservados en total", "Fields withheld in all", "How many fields the filing withholds.";
    }
    /// What two sides say of the same thing in one period; the authority answers, where it is of one.
    Gap gap "gap" "Diferencia entre dos partes" "Gap between two sides" form None; {
        DATE date: Moment, always, "Fecha", "Date", "The day of known_on; of one side only, its first day.";
        RULE rule: Text as others, always, "Regla de cotejo", "Matching rule", "Code of the matching rule (docs/figures.md).";
        MEASURE measure: Text as "measure", maybe, "Medida", "Measure", "Code of measure; absent of payments.";
        BOTH_SIDES both_sides: bool, always, "Hablan las dos partes", "Both sides speak", "Both sides say an amount. Where one says nothing, that is no gap.";
        APART apart: bool, maybe, "No coinciden", "Apart", "No amount is within the bounds of both sides; unknown where they may agree only because part of a side is withheld or not known.";
        APART_LOW apart_low: i64, always, "Diferencia, al menos", "Apart by at least", "The least the two can be apart; 0 where they may agree. Payments in ten-thousandths of their currency.";
        APART_HIGH apart_high: i64, maybe, "Diferencia, a lo sumo", "Apart by at most", "The most the two can be apart; unknown where part of a side is withheld or not known.";
        APART_PERCENT apart_percent: i64, maybe, "Diferencia, %", "Apart by, %", "The least difference in percent of the smaller side, rounded down; absent where that is 0.";
        KNOWN_ON known_on: Moment, maybe, "Conocida desde", "Known since", "Day on which the register knew both sides; of cases, the day on which the first came that has no counterpart and that no explanation covers.";
        DISPUTED disputed: bool, always, "Una parte en disputa", "A side disputed", "Transcriptions of one figure differ from each other.";
        EXPLAINED explained: bool, always, "Explicada", "Explained", "An explanation of it stands; of cases, one that came after all that have no counterpart.";
        REASONS reasons: Set as "gap-reason", always, "Motivos", "Reasons", "Codes of gap-reason of its explanations.";
        PUT_RIGHT_BY put_right_by: Moment, maybe, "Se corrige el", "Put right by", "Latest day by which an explanation says that it will be put right.";
    }
    /// What a body did over time, one case a body.
    Conduct conduct "conduct" "Actuación de un organismo" "Conduct of a body" form None; {
        DATE date: Moment, always, "Fecha", "Date", "Latest day on which anything about its conduct is dated.";
        DESCRIBED described: bool, always, "Descrito", "Described", "A description of it stands.";
        ROLES roles: Set as "role", always, "Funciones de sus claves", "Roles of its keys", "Codes of role of the keys it holds or held.";
        TECHNOLOGIES technologies: i64, always, "Tecnologías", "Technologies", "Technologies it holds, whoever filed them.";
        OWN_TECHNOLOGIES own_technologies: i64, always, "Tecnologías presentadas por él", "Technologies it filed", "Technologies it holds and filed itself.";
        INTRUSIVE intrusive: i64, always, "Tecnologías intrusivas", "Intrusive technologies", "Technologies it holds of class spyware, interception, imsi-catcher, geolocation or extraction.";
        FIRST_HELD_ON first_held_on: Moment, maybe, "Primera tecnología", "First technology", "Earliest day of a technology it holds.";
        CONTRACTS contracts: i64, always, "Contratos", "Contracts", "Contracts in which it buys.";
        DIRECT_AWARDS direct_awards: i64, always, "Adjudicaciones directas", "Direct awards", "Contracts in which it buys by direct award.";
        ORDERS orders: i64, always, "Órdenes pedidas", "Orders asked", "Orders it asked for.";
        REFUSED refused: i64, always, "Órdenes negadas", "Orders refused", "Orders it asked for that were refused or not ratified.";
        EMERGENCIES emergencies: i64, always, "Órdenes de urgencia", "Emergency orders", "Emergency orders among them.";
        RATIFIED ratified: i64, always, "Urgencias ratificadas", "Emergencies ratified", "Emergency orders that were ratified or granted.";
        EMERGENCY_PERCENT emergency_percent: i64, maybe, "Urgencias, %", "Emergencies, %", "Emergency orders in percent of its orders, rounded down; absent without orders.";
        OUTCOMES outcomes: i64, always, "Órdenes con resultado", "Orders with an outcome", "Outcome filings about its orders.";
        CHARGED charged: i64, always, "Con consignación", "With charges", "Outcome filings with at least one charge.";
        CHARGED_PERCENT charged_percent: i64, maybe, "Con consignación, %", "With charges, %", "Those in percent of outcome filings, rounded down; absent without outcomes.";
        RETURNS returns: i64, always, "Informes de cifras", "Returns", "Returns it filed or that are about it.";
        LAST_RETURN_UNTIL last_return_until: Moment, maybe, "Cifras hasta", "Figures until", "Last day covered by a return it filed.";
        SHARINGS sharings: i64, always, "Transferencias", "Sharings", "Sharings it filed.";
        INCIDENTS incidents: i64, always, "Incidentes", "Incidents", "Incidents it filed.";
        INSPECTIONS inspections: i64, always, "Pasos de inspección", "Inspection steps", "Inspection steps about it.";
        REFUSALS refusals: i64, always, "Negativas a inspección", "Inspections refused", "Inspection steps of kind refusal about it.";
        COMPLAINTS complaints: i64, always, "Quejas", "Complaints", "First complaints against it.";
        WITHHOLDINGS withholdings: i64, always, "Reservas", "Withholdings", "Fields it decided to withhold.";
        CLAIMED_REQUESTS claimed_requests: i64, maybe, "Solicitudes contadas por otros", "Requests claimed", "Largest high bound of claims of kind figure, about it, in requests or orders.";
        CLAIMED_CHARGES claimed_charges: i64, maybe, "Consignaciones contadas por otros", "Charges claimed", "Largest high bound of claims about it in charges.";
        CLAIMED_CASES claimed_cases: i64, maybe, "Expedientes contados por otros", "Cases claimed", "Largest low bound of claims about it in cases.";
        ZERO_CLAIMED zero_claimed: i64, always, "Ceros declarados", "Zeros declared", "Claims about it with a count of zero at stage use.";
        CLAIMED_USES claimed_uses: i64, always, "Usos afirmados por otros", "Uses claimed", "Claims of kind use or target that are about it.";
        POWER_DOUBTED power_doubted: i64, always, "Afirmaciones de falta de facultad", "Claims of lacking power", "Claims of kind power that are about it.";
        DENIALS denials: i64, always, "Negativas", "Denials", "Claims of kind denial that are about it.";
        SECRECIES secrecies: i64, always, "Reservas afirmadas", "Secrecy claimed", "Claims of kind secrecy that are about it.";
        CLAIMED_ABSENCES claimed_absences: Set as "stage", always, "Ausencias afirmadas", "Absences claimed", "Codes of the stages at which a claim of kind absence about it says that records are missing.";
        DUTIES_ENDED duties_ended: i64, always, "Deberes suprimidos", "Duties ended", "Claims of kind end at stage oversight that are about it.";
    }
}

impl CaseKind {
    /// The kind of case that filings of a form are, if any.
    #[must_use]
    pub fn of_form(form: Form) -> Option<CaseKind> {
        CaseKind::ALL.iter().copied().find(|kind| kind.form() == Some(form))
    }

    /// The kinds that are judged: all but the body that answers.
    pub fn judged() -> impl Iterator<Item = CaseKind> {
        CaseKind::ALL.iter().copied().filter(|kind| *kind != CaseKind::Body)
    }

    /// Reads a kind's code.
    #[must_use]
    pub fn parse(code: &str) -> Option<CaseKind> {
        CaseKind::ALL.iter().copied().find(|kind| kind.code() == code)
    }
}
