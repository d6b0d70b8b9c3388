//! The codelists: closed vocabularies with labels in Spanish and English, kept as `spec/codelists/*.csv` by a test.
//! A code is never reused for another meaning; growing a list is a change of the specification.

use crate::{
    field::{Field, Reading, shortened},
    json::Node,
    lang::Words,
    nearest::nearest,
    problem::Reason,
    schema::Schema,
    shown::{Rows, Shown},
};

/// A codelist as data: name, description, codes with labels.
#[derive(Debug, Clone)]
pub struct Codelist {
    /// The list's name, as `body-kind`.
    pub name: &'static str,
    /// What it lists.
    pub description: &'static str,
    /// Codes and labels, in the list's own order.
    pub codes: Vec<(&'static str, Words)>,
}

macro_rules! codelists {
    ($( $(#[doc = $doc:literal])* $name:ident $list:literal { $( $variant:ident $code:literal $es:literal $en:literal; )* } )*) => {
        $(
            $(#[doc = $doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub enum $name { $( #[doc = $en] $variant, )* }

            impl $name {
                /// Every code, in the list's order.
                pub const ALL: &'static [$name] = &[ $( $name::$variant, )* ];

                /// The code as filed.
                #[must_use]
                pub const fn code(self) -> &'static str {
                    match self { $( $name::$variant => $code, )* }
                }

                /// The label in both languages.
                #[must_use]
                pub const fn words(self) -> Words {
                    match self { $( $name::$variant => Words::new($es, $en), )* }
                }

                /// Reads a code.
                #[must_use]
                pub fn parse(code: &str) -> Option<$name> {
                    $name::ALL.iter().copied().find(|item| item.code() == code)
                }
            }

            impl Field for $name {
                fn read(node: &Node<'_>, reading: &mut Reading) -> Option<Self> {
                    let text = reading.string(node)?;
                    let code = $name::parse(text);
                    if code.is_none() {
                        let nearest = nearest(text, $name::ALL.iter().map(|item| item.code()));
                        let value = shortened(text);
                        reading.problem(node.line, Reason::NotInCodelist { value, codelist: $list, nearest });
                    }
                    code
                }

                fn schema() -> Schema {
                    Schema::codes($list, $name::ALL.iter().map(|item| item.code()).collect())
                }

                fn show(&self, rows: &mut Rows) {
                    rows.value(Shown::Code(self.code(), self.words()));
                }
            }
        )*

        /// Every codelist.
        #[must_use]
        pub fn codelists() -> Vec<Codelist> {
            vec![ $( Codelist {
                name: $list,
                description: concat!($($doc),*).trim_ascii(),
                codes: $name::ALL.iter().map(|item| (item.code(), item.words())).collect(),
            }, )* ]
        }
    };
}

impl Codelist {
    /// The list of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Codelist> {
        codelists().into_iter().find(|list| list.name == name)
    }
}

impl FigureOutcome {
    /// Whether it is one of the ends of a request, each of which it has once: they add up to what was asked for.
    #[must_use]
    pub const fn is_of_decision(self) -> bool {
        use FigureOutcome as Of;
        matches!(self, Of::Granted | Of::Modified | Of::Refused | Of::Withdrawn | Of::Pending | Of::Ended)
    }
}

codelists! {
    /// What kind of body or company this is.
    BodyKind "body-kind" {
        Prosecutor "prosecutor" "Fiscalía o procuraduría" "Public prosecution office";
        Court "court" "Tribunal o juzgado" "Court";
        Police "police" "Policía" "Police";
        ArmedForce "armed-force" "Fuerza armada" "Armed force";
        Intelligence "intelligence" "Servicio de inteligencia" "Intelligence service";
        Ministry "ministry" "Secretaría o ministerio" "Ministry";
        Government "government" "Gobierno o gobierno local" "Government or local government";
        PrisonService "prison-service" "Sistema penitenciario" "Prison service";
        Migration "migration" "Autoridad migratoria" "Migration authority";
        Tax "tax" "Autoridad fiscal o financiera" "Tax or financial authority";
        Regulator "regulator" "Regulador" "Regulator";
        Oversight "oversight" "Órgano de control u ombudsperson" "Oversight body";
        Audit "audit" "Auditoría" "Audit office";
        Legislature "legislature" "Poder legislativo" "Legislature";
        StateCompany "state-company" "Empresa pública" "State-owned company";
        Operator "operator" "Operador de telecomunicaciones" "Telecommunications operator";
        Vendor "vendor" "Proveedor, fabricante o intermediario" "Vendor, maker or intermediary";
        CivilSociety "civil-society" "Organización de la sociedad civil" "Civil society organisation";
        Academic "academic" "Universidad o laboratorio" "University or laboratory";
        Press "press" "Medio de comunicación" "Press";
        International "international" "Organismo internacional" "International body";
        Registrar "registrar" "Quien lleva este registro" "The keeper of this register";
    }
    /// The sector a body belongs to.
    Sector "sector" {
        Public "public" "Público" "Public";
        Private "private" "Privado" "Private";
        CivilSociety "civil-society" "Sociedad civil" "Civil society";
        Academia "academia" "Academia" "Academia";
        Press "press" "Prensa" "Press";
        International "international" "Internacional" "International";
    }
    /// What a law lets a body do.
    Power "power" {
        Intercept "intercept" "Intervenir comunicaciones" "Intercept communications";
        Extract "extract" "Extraer datos de equipos" "Extract data from devices";
        Geolocate "geolocate" "Geolocalizar en tiempo real" "Geolocate in real time";
        RetainedData "retained-data" "Pedir datos conservados" "Ask for retained data";
        Purchase "purchase" "Adquirir tecnología" "Buy technology";
        Authorise "authorise" "Autorizar medidas" "Authorise measures";
        Oversee "oversee" "Supervisar" "Oversee";
    }
    /// What a key filing does.
    KeyAction "key-action" {
        Grant "grant" "Otorga" "Grants";
        Revoke "revoke" "Revoca" "Revokes";
    }
    /// What a key may file for its body (spec/filing.md#keys-and-roles).
    Role "role" {
        Registrar "registrar" "Registro" "Registrar";
        Officer "officer" "Servidor público que presenta" "Filing officer";
        Judge "judge" "Juzgado" "Judge";
        Auditor "auditor" "Control y auditoría" "Oversight and audit";
        Operator "operator" "Operador de telecomunicaciones" "Telecommunications operator";
        Vendor "vendor" "Proveedor" "Vendor";
        Observer "observer" "Observador: sociedad civil, prensa, academia" "Observer: civil society, press, academia";
        Expert "expert" "Grupo de expertos" "Expert group";
    }
    /// What a regulation filing does to a rulebook.
    RegulationAction "regulation-action" {
        Adopt "adopt" "Adopta" "Adopts";
        Amend "amend" "Modifica" "Amends";
        End "end" "Termina" "Ends";
    }
    /// Classes of surveillance technology.
    TechnologyClass "technology-class" {
        Spyware "spyware" "Programa espía en equipos" "Spyware on devices";
        Interception "interception" "Intervención en la red" "Network interception";
        Geolocation "geolocation" "Geolocalización por la red" "Geolocation through the network";
        ImsiCatcher "imsi-catcher" "Antena falsa (IMSI)" "Cell-site simulator (IMSI catcher)";
        Extraction "extraction" "Extracción forense de equipos" "Device extraction";
        RetainedData "retained-data" "Acceso a datos conservados" "Retained-data access";
        DataAnalysis "data-analysis" "Análisis de datos" "Data analysis";
        Drone "drone" "Dron" "Drone";
        Camera "camera" "Cámara" "Camera";
        PlateReader "plate-reader" "Lector de placas" "Licence-plate reader";
        Biometric "biometric" "Reconocimiento biométrico" "Biometric recognition";
        SocialMedia "social-media" "Monitoreo de redes sociales" "Social-media monitoring";
        Other "other" "Otra" "Other";
    }
    /// What a technology can do.
    Capability "capability" {
        Content "content" "Contenido de comunicaciones" "Content of communications";
        Metadata "metadata" "Metadatos" "Metadata";
        Location "location" "Ubicación" "Location";
        Microphone "microphone" "Micrófono" "Microphone";
        Camera "camera" "Cámara" "Camera";
        Files "files" "Archivos del equipo" "Files on the device";
        Credentials "credentials" "Contraseñas y llaves" "Passwords and keys";
        Biometrics "biometrics" "Biometría" "Biometrics";
        Bulk "bulk" "Recolección masiva" "Bulk collection";
        RemoteImplant "remote-implant" "Instalación a distancia" "Remote installation";
        ZeroClick "zero-click" "Sin acción de la persona" "Without any act of the person";
        AerialImage "aerial-image" "Imagen aérea" "Aerial image";
    }
    /// How a body holds a technology.
    HeldAs "held-as" {
        Owned "owned" "Propia" "Owned";
        Licensed "licensed" "Con licencia" "Licensed";
        Leased "leased" "Arrendada" "Leased";
        Loaned "loaned" "Prestada" "On loan";
        Pilot "pilot" "De prueba" "On trial";
        SharedAccess "shared-access" "Acceso compartido" "Shared access";
        Service "service" "Como servicio" "As a service";
    }
    /// How a technology was acquired.
    Method "method" {
        Purchase "purchase" "Compra" "Purchase";
        Grant "grant" "Subsidio" "Grant";
        Donation "donation" "Donación" "Donation";
        Trial "trial" "Prueba gratuita" "Free trial";
        Loan "loan" "Préstamo" "Loan";
        Seizure "seizure" "Decomiso" "Seized asset";
        Sharing "sharing" "Acceso compartido" "Shared access";
    }
    /// Where the money comes from.
    Funding "funding" {
        Budget "budget" "Presupuesto público" "Public budget";
        SecretBudget "secret-budget" "Partida secreta" "Secret budget item";
        Grant "grant" "Subsidio" "Grant";
        Donation "donation" "Donación" "Donation";
        SeizedAssets "seized-assets" "Bienes decomisados" "Seized assets";
        None "none" "Sin dinero" "No money";
    }
    /// Sections of a use policy or an impact report.
    Section "section" {
        Purpose "purpose" "Finalidad" "Purpose";
        AuthorisedUse "authorised-use" "Usos autorizados" "Authorised uses";
        ForbiddenUse "forbidden-use" "Usos prohibidos" "Forbidden uses";
        DataCollected "data-collected" "Datos que recoge" "Data collected";
        Access "access" "Acceso" "Access";
        Protection "protection" "Protección" "Protection";
        Retention "retention" "Conservación" "Retention";
        PublicAccess "public-access" "Acceso público" "Public access";
        Sharing "sharing" "Transferencias" "Sharing";
        Training "training" "Capacitación" "Training";
        Oversight "oversight" "Supervisión" "Oversight";
        RightsImpact "rights-impact" "Efecto en los derechos" "Impact on rights";
        Equity "equity" "Equidad" "Equity";
        Alternatives "alternatives" "Alternativas" "Alternatives";
        Cost "cost" "Costo" "Cost";
        EndOfLife "end-of-life" "Fin de uso" "End of life";
    }
    /// What a check found.
    CheckResult "check-result" {
        Clear "clear" "Sin hallazgo" "Clear";
        Hit "hit" "Con hallazgo" "Hit";
        NotChecked "not-checked" "No revisado" "Not checked";
    }
    /// What a comment asks for.
    Position "position" {
        Support "support" "A favor" "In favour";
        Oppose "oppose" "En contra" "Against";
        Amend "amend" "Pide cambios" "Asks for changes";
        Question "question" "Pregunta" "Question";
    }
    /// Why a comment of a person without a key is not shown.
    UnshownReason "unshown-reason" {
        PersonalData "personal-data" "Datos personales" "Personal data";
        Threat "threat" "Amenaza" "Threat";
        OffTopic "off-topic" "Fuera del asunto consultado" "Outside the matter";
        Spam "spam" "Publicidad o envío masivo" "Advertising or mass sending";
    }
    /// What became of a comment.
    AnswerOutcome "answer-outcome" {
        Adopted "adopted" "Aceptado" "Adopted";
        Partly "partly" "En parte" "Partly adopted";
        NotAdopted "not-adopted" "No aceptado" "Not adopted";
        OutOfScope "out-of-scope" "Fuera de tema" "Out of scope";
    }
    /// What a decision is about.
    Trigger "trigger" {
        Funding "funding" "Pedir dinero" "Seeking money";
        Acquisition "acquisition" "Adquirir" "Acquiring";
        NewUse "new-use" "Nuevo uso" "New use";
        Sharing "sharing" "Compartir" "Sharing";
        Policy "policy" "Política de uso" "Use policy";
        Review "review" "Revisión anual" "Annual review";
    }
    /// What was decided.
    DecisionResult "decision-result" {
        Approved "approved" "Aprobado" "Approved";
        Conditional "conditional" "Aprobado con condiciones" "Approved with conditions";
        Refused "refused" "Rechazado" "Refused";
        Ceased "ceased" "Que cese" "To cease";
        NoOpinion "no-opinion" "Sin opinión en plazo" "No opinion given in time";
    }
    /// What a contract is to those before it.
    ContractKind "contract-kind" {
        Original "original" "Original" "Original";
        Renewal "renewal" "Renovación" "Renewal";
        Amendment "amendment" "Modificación" "Amendment";
        Extension "extension" "Ampliación" "Extension";
    }
    /// What a party does in the chain of sellers.
    PartyRole "party-role" {
        Maker "maker" "Fabricante" "Maker";
        Reseller "reseller" "Revendedor" "Reseller";
        Broker "broker" "Intermediario" "Broker";
        Integrator "integrator" "Integrador" "Integrator";
        Owner "owner" "Propietario" "Owner";
        Guarantor "guarantor" "Garante" "Guarantor";
        Affiliate "affiliate" "Empresa vinculada" "Affiliate";
        Payee "payee" "Cobrador" "Payee";
    }
    /// How a contract was awarded.
    Procedure "procedure" {
        Open "open" "Licitación pública" "Open tender";
        Restricted "restricted" "Invitación restringida" "Restricted invitation";
        Direct "direct" "Adjudicación directa" "Direct award";
    }
    /// What a quantity counts.
    Unit "unit" {
        Targets "targets" "Objetivos" "Targets";
        Seats "seats" "Licencias de usuario" "Seats";
        Searches "searches" "Búsquedas" "Searches";
        Devices "devices" "Equipos" "Devices";
        Licences "licences" "Licencias" "Licences";
        Requests "requests" "Solicitudes" "Requests";
        Orders "orders" "Órdenes" "Orders";
        Refusals "refusals" "Negativas" "Refusals";
        Lines "lines" "Líneas" "Lines";
        People "people" "Personas" "People";
        Cases "cases" "Expedientes" "Cases";
        Charges "charges" "Consignaciones" "Cases with charges";
        Contracts "contracts" "Contratos" "Contracts";
        Operators "operators" "Operadores" "Operators";
        Days "days" "Días" "Days";
        Events "events" "Eventos" "Events";
        Items "items" "Bienes" "Items";
        Payments "payments" "Pagos" "Payments";
        Companies "companies" "Empresas" "Companies";
        Bodies "bodies" "Organismos" "Bodies";
        Entries "entries" "Asientos" "Entries";
        Accounts "accounts" "Cuentas" "Accounts";
        Identifiers "identifiers" "Identificadores" "Identifiers";
        Notices "notices" "Avisos" "Notices";
        Convictions "convictions" "Condenas" "Convictions";
        Incidents "incidents" "Incidentes hallados" "Incidents found";
        SeriousIncidents "serious-incidents" "Incidentes graves" "Serious incidents";
        ToldIncidents "told-incidents" "Incidentes avisados a las personas" "Incidents of which people were told";
        Inhabitants "inhabitants" "Habitantes" "Inhabitants";
    }
    /// What an order allows.
    Measure "measure" {
        Interception "interception" "Intervención" "Interception";
        StoredContent "stored-content" "Contenido guardado" "Stored content";
        RetainedData "retained-data" "Datos conservados" "Retained data";
        Geolocation "geolocation" "Geolocalización en tiempo real" "Real-time geolocation";
        Extraction "extraction" "Extracción de equipos" "Device extraction";
        Spyware "spyware" "Programa espía" "Spyware";
        ImsiCatcher "imsi-catcher" "Antena falsa" "IMSI catcher";
        AreaSearch "area-search" "Búsqueda por zona (geocerca)" "Area search (geofence)";
        SubscriberData "subscriber-data" "Datos del abonado" "Subscriber data";
        Other "other" "Otra" "Other";
    }
    /// What became of a request.
    OrderOutcome "order-outcome" {
        Granted "granted" "Concedida" "Granted";
        Modified "modified" "Concedida con cambios" "Granted with changes";
        Refused "refused" "Negada" "Refused";
        Withdrawn "withdrawn" "Retirada" "Withdrawn";
        Pending "pending" "Pendiente" "Pending";
        Ratified "ratified" "Ratificada" "Ratified";
        NotRatified "not-ratified" "No ratificada" "Not ratified";
    }
    /// What became of what a figure counts.
    FigureOutcome "figure-outcome" {
        Granted "granted" "Concedidas" "Granted";
        Modified "modified" "Concedidas con cambios" "Granted with changes";
        Refused "refused" "Negadas" "Refused";
        Withdrawn "withdrawn" "Retiradas" "Withdrawn";
        Pending "pending" "Pendientes" "Pending";
        Ended "ended" "Terminadas antes de decidirse" "Ended before a decision";
        Ratified "ratified" "Ratificadas" "Ratified";
        NotRatified "not-ratified" "No ratificadas" "Not ratified";
        Executed "executed" "Ejecutadas" "Carried out";
        Answered "answered" "Atendidas con datos" "Answered with data";
        PartlyAnswered "partly-answered" "Atendidas en parte" "Partly answered";
        Challenged "challenged" "Rechazadas o impugnadas" "Rejected or challenged";
        NoData "no-data" "Atendidas sin datos" "Answered without data";
    }
    /// What a name as published is to bodies.
    NameRelation "name-relation" {
        Names "names" "Nombra a" "Names";
        DoesNotName "does-not-name" "No nombra a" "Does not name";
    }
    /// Why two sides differ, as one of them explains it.
    GapReason "gap-reason" {
        CountingRule "counting-rule" "Cuentan cosas distintas" "They count different things";
        Period "period" "Asignan a periodos distintos" "They assign to different periods";
        Scope "scope" "Una parte abarca más" "One side covers more";
        Several "several" "Una orden, varios operadores u objetivos" "One order, several operators or targets";
        Late "late" "Falta presentar; se presentará" "Not filed yet; will be";
        Withheld "withheld" "Reservado por ley" "Withheld by law";
        Error "error" "Error; se corrigió o corregirá" "An error; was or will be corrected";
        NoDuty "no-duty" "No hay obligación de informar" "No duty to report";
        Unexplained "unexplained" "No se puede explicar" "Cannot be explained";
    }
    /// Classes of people whose protection asks for more.
    SubjectClass "subject-class" {
        Press "press" "Prensa" "Press";
        Defender "defender" "Defensa de derechos" "Rights defender";
        Lawyer "lawyer" "Abogacía" "Lawyer";
        Legislator "legislator" "Legislatura" "Legislator";
        Judge "judge" "Judicatura" "Judge";
        Candidate "candidate" "Candidatura" "Candidate";
        Minor "minor" "Menor de edad" "Minor";
        Health "health" "Salud" "Health worker";
        Official "official" "Servicio público" "Public official";
        Scientist "scientist" "Ciencia" "Scientist";
    }
    /// Kinds of data.
    DataKind "data-kind" {
        Content "content" "Contenido" "Content";
        Metadata "metadata" "Metadatos" "Metadata";
        Location "location" "Ubicación" "Location";
        Device "device" "Datos del equipo" "Device data";
        Images "images" "Imágenes" "Images";
        Biometrics "biometrics" "Biometría" "Biometrics";
        Reports "reports" "Informes" "Reports";
        Logs "logs" "Bitácoras de uso" "Use logs";
    }
    /// What went wrong.
    IncidentKind "incident-kind" {
        Misuse "misuse" "Uso indebido" "Misuse";
        UnlawfulUse "unlawful-use" "Uso sin orden o sin facultad" "Use without order or power";
        Error "error" "Error" "Error";
        Breach "breach" "Vulneración de seguridad" "Security breach";
        Loss "loss" "Pérdida" "Loss";
        Exposure "exposure" "Exposición pública" "Public exposure";
    }
    /// How serious it is.
    Grade "grade" {
        Minor "minor" "Leve" "Minor";
        Serious "serious" "Grave" "Serious";
        Critical "critical" "Crítico" "Critical";
    }
    /// Whether the person was told.
    Told "told" {
        Told "told" "Avisada" "Told";
        Deferred "deferred" "Aplazado por un juzgado" "Deferred by a judge";
        NotTold "not-told" "Sin aviso" "Not told";
    }
    /// Why nothing may be disposed of.
    HoldReason "hold-reason" {
        Inquiry "inquiry" "Investigación" "Inquiry";
        Complaint "complaint" "Queja" "Complaint";
        Court "court" "Orden judicial o amparo" "Court order";
        Audit "audit" "Auditoría" "Audit";
        Defence "defence" "Petición de la defensa" "Request of the defence";
    }
    /// Why a technology ends.
    RetirementReason "retirement-reason" {
        ContractEnd "contract-end" "Fin del contrato" "End of contract";
        Obsolete "obsolete" "Obsoleta" "Obsolete";
        Unlawful "unlawful" "Ilegal" "Unlawful";
        Replaced "replaced" "Sustituida" "Replaced";
        Transferred "transferred" "Transferida" "Transferred";
        Ordered "ordered" "Por orden" "By order";
    }
    /// How a technology ends.
    RetirementMethod "retirement-method" {
        Uninstalled "uninstalled" "Desinstalada" "Uninstalled";
        LicenceEnded "licence-ended" "Fin de licencia" "Licence ended";
        Returned "returned" "Devuelta" "Returned";
        Transferred "transferred" "Transferida" "Transferred";
        Destroyed "destroyed" "Destruida" "Destroyed";
    }
    /// Category of destruction (NIST SP 800-88).
    Sanitisation "sanitisation" {
        Clear "clear" "Borrado lógico (Clear)" "Clear";
        Purge "purge" "Purga (Purge)" "Purge";
        Destroy "destroy" "Destrucción (Destroy)" "Destroy";
    }
    /// What the independent verification found.
    AttestationResult "attestation-result" {
        Verified "verified" "Verificado" "Verified";
        Partly "partly" "Verificado en parte" "Partly verified";
        NotVerified "not-verified" "No verificado" "Not verified";
    }
    /// Step of an inspection.
    InspectionKind "inspection-kind" {
        Request "request" "Solicitud" "Request";
        Access "access" "Acceso" "Access";
        Refusal "refusal" "Negativa" "Refusal";
        Finding "finding" "Constatación" "Finding";
        Recommendation "recommendation" "Recomendación" "Recommendation";
        Ruling "ruling" "Resolución" "Ruling";
        Reply "reply" "Respuesta" "Reply";
    }
    /// State of a complaint.
    ComplaintState "complaint-state" {
        Received "received" "Recibida" "Received";
        Acknowledged "acknowledged" "Con acuse" "Acknowledged";
        Decided "decided" "Resuelta" "Decided";
        Closed "closed" "Cerrada" "Closed";
    }
    /// What repairs the harm.
    RemedyKind "remedy-kind" {
        Stopped "stopped" "Medida detenida" "Measure stopped";
        DataDestroyed "data-destroyed" "Datos destruidos" "Data destroyed";
        Compensation "compensation" "Indemnización" "Compensation";
        Discipline "discipline" "Sanción" "Discipline";
        EvidenceExcluded "evidence-excluded" "Prueba excluida" "Evidence excluded";
        Prosecution "prosecution" "Proceso penal" "Prosecution";
        Apology "apology" "Disculpa pública" "Public apology";
    }
    /// Whether notice was given.
    NoticeState "notice-state" {
        Sent "sent" "Enviado" "Sent";
        Deferred "deferred" "Aplazado por un juzgado" "Deferred by a judge";
        Impossible "impossible" "Imposible" "Not possible";
    }
    /// A vote.
    Choice "choice" {
        For "for" "A favor" "For";
        Against "against" "En contra" "Against";
        Abstain "abstain" "Abstención" "Abstain";
    }
    /// OGP completion scale.
    Completion "completion" {
        NotStarted "not-started" "Sin iniciar" "Not started";
        Limited "limited" "Limitado" "Limited";
        Substantial "substantial" "Sustancial" "Substantial";
        Completed "completed" "Completo" "Completed";
        Withdrawn "withdrawn" "Retirado" "Withdrawn";
    }
    /// Stages of a technology's life, in order.
    Stage "stage" {
        Need "need" "Necesidad" "Need";
        Consultation "consultation" "Consulta" "Consultation";
        Authorisation "authorisation" "Autorización" "Authorisation";
        Purchase "purchase" "Compra" "Purchase";
        Use "use" "Uso" "Use";
        Oversight "oversight" "Supervisión" "Oversight";
        Disposal "disposal" "Disposición final" "Disposal";
    }
    /// What an outside statement says.
    ClaimKind "claim-kind" {
        Purchase "purchase" "Compra" "Purchase";
        Payment "payment" "Pago" "Payment";
        Object "object" "Objeto del contrato" "Object of the contract";
        Supplier "supplier" "Proveedor o intermediario" "Supplier or intermediary";
        Use "use" "Uso" "Use";
        Figure "figure" "Cifra" "Figure";
        Target "target" "Objetivos" "Targets";
        Denial "denial" "Negativa o desmentido" "Denial";
        Secrecy "secrecy" "Reserva de información" "Secrecy";
        Absence "absence" "Ausencia de registro" "Absence of a record";
        Power "power" "Facultad legal" "Legal power";
        Finding "finding" "Constatación de autoridad" "Finding of an authority";
        Ruling "ruling" "Resolución" "Ruling";
        End "end" "Fin de uso" "End of use";
        Promise "promise" "Compromiso" "Promise";
        Other "other" "Otra" "Other";
    }
    /// How far a statement was checked against its source.
    Mark "mark" {
        Verified "verified" "Verificada: leída en la fuente" "Verified: read in the source";
        Partly "partly" "En parte: la fuente lo muestra, no se leyó completa" "Partly: the source shows it, not read in full";
        Unverified "unverified" "Sin verificar" "Unverified";
    }
    /// Who says it.
    PublisherKind "publisher-kind" {
        Press "press" "Prensa" "Press";
        Court "court" "Tribunal" "Court";
        Auditor "auditor" "Auditoría" "Auditor";
        Oversight "oversight" "Órgano garante o de derechos humanos" "Oversight or human-rights body";
        Forensic "forensic" "Laboratorio forense" "Forensic laboratory";
        CivilSociety "civil-society" "Sociedad civil" "Civil society";
        Government "government" "Gobierno" "Government";
        Vendor "vendor" "Proveedor" "Vendor";
        Leak "leak" "Filtración" "Leak";
        International "international" "Organismo internacional" "International body";
    }
    /// Why a value is absent.
    UnknownReason "unknown-reason" {
        NotFound "not-found" "No se halló en las fuentes leídas" "Not found in the sources read";
        NotPublished "not-published" "No se ha publicado" "Not published";
        Refused "refused" "Se negó" "Refused";
        NeverRecorded "never-recorded" "Nunca se registró" "Never recorded";
        Destroyed "destroyed" "Se destruyó" "Destroyed";
        NotYet "not-yet" "Todavía no" "Not yet";
        Disputed "disputed" "En disputa: véanse las afirmaciones" "Disputed: see the claims";
        DoesNotApply "does-not-apply" "No aplica" "Does not apply";
    }
    /// Why text that reads like a person's name is none.
    Clearance "clearance" {
        BodyName "body-name" "Nombre de un organismo" "Name of a body";
        CompanyName "company-name" "Nombre de una empresa" "Name of a company";
        ProductName "product-name" "Nombre de un producto" "Name of a product";
        PlaceName "place-name" "Nombre de un lugar" "Name of a place";
        LawName "law-name" "Nombre de una ley o caso público" "Name of a law or public case";
        DocumentNumber "document-number" "Número de un documento" "Number of a document";
        Publication "publication" "Título de una publicación" "Title of a publication";
    }
    /// What a document is.
    DocumentKind "document-kind" {
        Contract "contract" "Contrato" "Contract";
        Annex "annex" "Anexo técnico" "Technical annex";
        ImpactReport "impact-report" "Estudio de impacto" "Impact report";
        Policy "policy" "Política" "Policy";
        Decision "decision" "Decisión" "Decision";
        Order "order" "Orden judicial" "Court order";
        Certificate "certificate" "Constancia" "Certificate";
        LogDigest "log-digest" "Resumen de bitácora" "Log digest";
        Report "report" "Informe" "Report";
        Ruling "ruling" "Resolución" "Ruling";
        Evidence "evidence" "Prueba" "Evidence";
        Other "other" "Otro" "Other";
    }
    /// Language of a document or name (BCP 47).
    Language "language" {
        Es "es" "Español" "Spanish";
        En "en" "Inglés" "English";
        Nah "nah" "Náhuatl" "Nahuatl";
        Yua "yua" "Maya" "Yucatec Maya";
        Tzo "tzo" "Tsotsil" "Tsotsil";
        Tzh "tzh" "Tseltal" "Tseltal";
        Mix "mix" "Mixteco" "Mixtec";
        Zap "zap" "Zapoteco" "Zapotec";
        Other "other" "Otro" "Other";
    }
}
