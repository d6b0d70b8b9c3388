//! What every kind of case and every fact means, in Spanish. English stands beside the declaration in `vocabulary.rs`,
//! which takes each of these by the name of its key: without one it does not compile, and one left over is dead code.

macro_rules! meanings {
    ($( $module:ident $itself:literal { $( $key:ident $means:literal; )* } )*) => { $(
        #[doc = concat!("Meanings of the facts of `", stringify!($module), "`.")]
        pub(crate) mod $module {
            /// What a case of this kind is.
            pub(crate) const ITSELF: &str = $itself;
            $( pub(crate) const $key: &str = $means; )*
        }
    )* };
}

meanings! {
    body "El organismo que responde de un caso: quien pidió, compró, usó, tiene o presentó. En toda política es `principal`." {
        ID "El id del organismo, como `mx/sedena`; desconocido donde la presentación no dice quién es.";
        JURISDICTION "Primera parte del id, como `mx` o `us-ca`.";
        KIND "Código del catálogo body-kind, según la descripción por la que se guían las listas.";
        SECTOR "Código del catálogo sector.";
        PARENT_KIND "Código de body-kind del organismo del que depende (`parent`).";
        POWERS "Códigos de power que una ley le da en la fecha del caso; desconocido donde ninguna descripción dice facultades.";
        BEGAN_ON "Primer día de su existencia.";
        ENDED_ON "Último día de su existencia.";
        SUCCEEDED "Otro organismo dice que asumió sus funciones.";
    }
    technology "Una tecnología de vigilancia durante toda su vida; responde quien la tiene. Se cuentan las presentaciones sobre ella que no se han retirado." {
        DATE "Día del caso: desde cuándo se tiene o, si no se sabe, primer día de `occurred`.";
        OWN "La presentó quien la tiene; también otros pueden haberla transcrito.";
        WITHHELD "Nombres de los campos que reservó quien la presenta.";
        CLASS "Código de technology-class.";
        CAPABILITIES "Códigos de capability.";
        HELD_AS "Código de held-as.";
        MAKER_NAMED "Si se nombra al fabricante.";
        LAWS "Claves de las leyes de `legal_basis`, según la lista de leyes del compendio; otros nombres, en minúsculas.";
        HOSTED_ABROAD "Un lugar de `hosting` está en otro país que quien la tiene; ausente donde no se da ningún lugar.";
        HAS_POWER "Las facultades de quien la tiene incluyen en esa fecha una de las que su clase exige (spyware: intercept o extract; interception: intercept; geolocation: geolocate; imsi-catcher: intercept o geolocate; extraction: extract; retained-data: retained-data); ausente para las clases que no exigen ninguna.";
        POWER_DOUBTED "Afirmaciones de tipo power sobre ella.";
        ACQUISITIONS "Presentaciones del formulario acquisition.";
        IMPACT_SECTIONS "Códigos de section que enumeran sus adquisiciones.";
        POLICIES "Presentaciones del formulario policy.";
        POLICIES_IN_FORCE "Políticas sin `to`: más de una se contradicen.";
        CONSULTATIONS "Presentaciones del formulario consultation.";
        APPROVALS "Decisiones con resultado approved o conditional.";
        APPROVED_ON "Día de la primera aprobación.";
        APPROVAL_UNTIL "Último fin de una aprobación; ausente donde alguna no tiene fin o no hay ninguna.";
        CEASED_ON "Día de la primera decisión con resultado ceased o refused.";
        LAST_REVIEW_ON "Día de la última decisión sobre la revisión.";
        DILIGENCES "Presentaciones del formulario diligence.";
        CONTRACTS "Contratos que la nombran, los presente quien los presente.";
        OWN_CONTRACTS "Contratos que presentó el comprador o el proveedor.";
        RENEWALS "Contratos de tipo renewal, extension o amendment.";
        FIRST_CONTRACT_ON "Primer día del contrato más antiguo.";
        CONTRACT_END "El `to` más tardío de sus contratos; desconocido donde alguno no lo dice.";
        PAYMENTS "Pagos de sus contratos, según lo presentado.";
        LAST_PAYMENT_ON "Día del último pago presentado.";
        USES "Presentaciones del formulario use.";
        USES_WITHOUT_LOG "Informes de uso que dicen que no se llevó bitácora.";
        FIRST_USE_ON "Primer día del uso más antiguo que se presentó.";
        LAST_USE_ON "Último día del uso más reciente que se presentó.";
        EVENTS_LOW "Suma de las cotas inferiores de `events` en sus informes de uso.";
        EVENTS_HIGH "Suma de las cotas superiores de `events` en sus informes de uso; desconocido donde alguno no lo dice.";
        ORDERS "Órdenes que la nombran.";
        GRANTED "Órdenes que la nombran, concedidas, modificadas o ratificadas.";
        LAST_ORDER_ON "Día de la última orden que la nombra.";
        TARGETS_BOUGHT "Suma de las cantidades contratadas en targets, seats o licences, por su cota superior; ausente donde ningún contrato da alguna.";
        EVENTS_BOUGHT "Suma de las cantidades contratadas en searches o events, por su cota superior; ausente donde ningún contrato da alguna.";
        MOST_TARGETS "La mayor cota inferior de `targets` en uno de sus informes de uso; ausente donde ninguno la da.";
        HOLDS "Prohibiciones de disponer cuyo alcance la nombra a ella o a quien la tiene.";
        HELD_UNTIL "Último fin de una prohibición de disponer; el año 2199 donde alguna no tiene fin.";
        RETIREMENTS "Presentaciones del formulario retirement.";
        RETIRED_ON "Último día en que surtió efecto un fin de uso.";
        ATTESTED "Un fin de uso o una destrucción tiene una verificación con resultado verified de un organismo que no es quien lo presentó.";
        DESTRUCTIONS "Presentaciones del formulario destruction.";
        INCIDENTS "Presentaciones del formulario incident.";
        LAST_INCIDENT_ON "Día en que se detectó el último incidente de gravedad serious o critical.";
        CLAIMED_PURCHASES "Afirmaciones de tipo purchase o payment sobre ella.";
        CLAIMED_USES "Afirmaciones de tipo use o target sobre ella.";
        FIRST_CLAIMED_USE_ON "Primer día de la afirmación más antigua de tipo use o target.";
        LAST_CLAIMED_USE_ON "Último día de la afirmación más reciente de tipo use o target.";
        CLAIMED_EVENTS "La mayor cota inferior de las afirmaciones de tipo figure en la etapa use, en searches o events.";
        CLAIMED_OPERATORS "La mayor cota superior de las afirmaciones en operators.";
        CLAIMED_ORDERS "La mayor cota superior de las afirmaciones de tipo figure en la etapa use, en orders o requests.";
        CLAIMED_BOUGHT "La mayor cota superior de las afirmaciones en la etapa purchase, en searches, events, targets, seats o licences.";
        DENIED_USES "Afirmaciones de tipo denial en la etapa use sobre ella.";
        DENIALS "Afirmaciones de tipo denial sobre ella, en cualquier etapa.";
        SECRECIES "Afirmaciones de tipo secrecy sobre ella.";
        CLAIMED_ABSENCES "Códigos de las etapas (catálogo stage) en que una afirmación de tipo absence dice que faltan documentos.";
        CLAIMED_ENDS "Afirmaciones de tipo end en la etapa disposal sobre ella.";
        CLAIMED_END_ON "Último día de la afirmación más antigua de tipo end en la etapa disposal.";
        RULINGS "Afirmaciones de tipo ruling o finding sobre ella.";
    }
    acquisition "La necesidad de una tecnología y el plan para adquirirla." {
        DATE "Último día de `occurred`.";
        WITHHELD "Nombres de los campos que reservó quien la presenta.";
        CLASS "Código de technology-class de su tecnología.";
        METHOD "Código de method.";
        FUNDING "Código de funding.";
        VALUE_GIVEN "Si se da su valor.";
        CEILING_GIVEN "Si se da un tope para toda la vida de la tecnología.";
        PAID_PERCENT "Pagos por la tecnología en por ciento del tope, redondeado hacia arriba; desconocido donde las monedas difieren.";
        IMPACT_SECTIONS "Códigos de section con contenido verdadero.";
        ALTERNATIVES_GIVEN "Si se consideraron medios menos intrusivos.";
        APPROVED_ON "Día de la primera aprobación de su tecnología.";
        CONTRACTED_ON "Primer día del contrato más antiguo de su tecnología.";
        CONSULTED_ON "Último día de la consulta más antigua sobre su tecnología.";
        HAS_POWER "Como has_power de la tecnología, para quien la adquiere.";
    }
    policy "Una política de uso." {
        DATE "Primer día en vigor.";
        UNTIL "Último día en vigor.";
        SECTIONS "Códigos de section.";
        RETENTION_DAYS "Tiempo máximo que se conservan los datos, en días.";
        APPROVED_BY_NAMED "Si se dice quién la aprobó.";
        APPROVED_BY_SELF "La aprobó el mismo organismo que la presentó.";
        OTHERS "Otras políticas de la misma tecnología cuya vigencia coincide en parte con la suya.";
        FIRST_USE_ON "Primer día del uso más antiguo de su tecnología.";
        CONSULTED_ON "Último día de la consulta más antigua sobre su tecnología.";
        CLASS "Código de technology-class de su tecnología.";
    }
    diligence "Una revisión del proveedor." {
        DATE "Último día de `occurred`.";
        LISTS "Cuántas listas se revisaron.";
        HITS "Listas con resultado hit.";
        NOT_CHECKED "Listas con resultado not-checked.";
        OWNERS_KNOWN "Si se conoce a los dueños que están detrás del proveedor.";
        VALID_UNTIL "Último día en que vale la revisión.";
        WAIVED "Un hallazgo se dispensó con razones.";
        WAIVED_UNTIL "Último día de la dispensa.";
        RENEWED "Se presentó una revisión posterior del mismo proveedor para la misma tecnología.";
        CONTRACT_END "Como contract_end de la tecnología.";
    }
    consultation "Una consulta pública." {
        DATE "Primer día para comentar.";
        OPEN_DAYS "Días para comentar, con ambos extremos incluidos.";
        CLOSES "Último día para comentar.";
        FINAL_DUE "Día en que debe estar el texto final.";
        FINAL_ON "Día de la primera decisión o política sobre su tecnología después del cierre.";
        COMMENTS "Comentarios presentados.";
        LATE_COMMENTS "Comentarios con fecha anterior a la apertura o posterior al cierre.";
        UNANSWERED "Comentarios sin respuesta.";
        ADOPTED "Comentarios a los que se respondió que se aceptan, en todo o en parte.";
        LANGUAGES "Códigos de language de los idiomas en que se hace.";
        DECIDED_ON "Día de la primera decisión sobre su tecnología, desde la apertura en adelante.";
        TEXT_CHANGED "El texto de esa decisión no es el texto consultado.";
        RECEIVED "Día en que la recibió el registro, en UTC.";
    }
    decision "Una decisión del órgano competente." {
        DATE "Último día de `occurred`.";
        TRIGGER "Código de trigger.";
        RESULT "Código de decision-result.";
        UNTIL "Día en que termina la aprobación.";
        REASONS_GIVEN "Si se dan razones.";
        VOTES_GIVEN "Se dan los votos a favor y en contra.";
        CONSULTED "Antes de ella cerró una consulta sobre su tecnología.";
        CONSULTATION_CLOSED_ON "Último día de la consulta más reciente sobre su tecnología que abrió antes de ella.";
        UNANSWERED "Comentarios sin respuesta en las consultas sobre su tecnología.";
        IMPACT_SECTIONS "Como impact_sections de la tecnología.";
        ALTERNATIVES_GIVEN "Una adquisición de su tecnología dice qué medios menos intrusivos se consideraron.";
        DECIDED_BY_HOLDER "Decidió el organismo que tiene la tecnología.";
        RENEWED "Para la tecnología se presentó una decisión posterior con resultado approved o conditional.";
        LAST_USE_ON "Último día del uso más reciente de su tecnología.";
        DILIGENCE_VALID "Ese día valía una revisión del proveedor de su tecnología.";
    }
    contract "Un contrato; responde el comprador." {
        DATE "Último día de `occurred`: cuándo se firmó, hasta donde se sabe.";
        OWN "Lo presentó el comprador o el proveedor; también otros pueden haberlo transcrito.";
        WITHHELD "Nombres de los campos que reservó quien lo presenta.";
        CLASS "Código de technology-class de lo que compra; ausente donde no nombra ninguna tecnología.";
        TECHNOLOGY_NAMED "Si nombra una tecnología del registro.";
        NUMBER_GIVEN "Si se da su número.";
        KIND "Código de contract-kind.";
        PARENT_GIVEN "Nombra el contrato que renueva, amplía o modifica.";
        PROCEDURE "Código de procedure.";
        EXCEPTION_GIVEN "Cita la ley que lo exceptúa de la licitación.";
        EXCEPTION_LAWS "Clave de esa ley, según la lista de leyes del compendio.";
        OBJECT "El objeto como está escrito, en minúsculas y sin acentos.";
        AMOUNT "Importe en centésimos de su moneda.";
        CURRENCY "Código ISO 4217.";
        FROM "Primer día.";
        TO "Último día.";
        END_USER_NAMED "Si se nombra a la unidad que la usa.";
        SUPPLIER_NAMED "Si se nombra a quien vende.";
        SUPPLIER_AGE_DAYS "Días desde el primer día del proveedor hasta el contrato; desconocido donde ninguna descripción dice desde cuándo existe.";
        MAKER_NAMED "Hay una parte con el papel maker, o el proveedor es el fabricante de la tecnología.";
        PARTIES "Partes además del comprador y el proveedor.";
        OWNERS_KNOWN "Todas las partes, y una revisión del proveedor, dicen que se conoce a los dueños; ausente donde nadie dice nada.";
        BUDGET_ITEM "Como se presentó, en minúsculas y sin acentos.";
        QUANTITIES_GIVEN "Dice cuánto permite o entrega.";
        RECEIVED "Día en que lo recibió el registro, en UTC.";
        PAYMENTS "Pagos de este contrato que se presentaron.";
        PAID_PERCENT "Pagos de este contrato en por ciento de su importe, redondeado hacia arriba; desconocido donde las monedas difieren o no se sabe el importe.";
        LAST_PAYMENT_ON "Día del último pago.";
        APPROVED_ON "Día de la primera aprobación de su tecnología.";
        ACQUISITION_FILED "La necesidad de su tecnología se presentó con fecha no posterior a la del contrato.";
        DILIGENCE_VALID "En la fecha del contrato valía una revisión del proveedor de su tecnología.";
        HIT_WITHOUT_WAIVER "Una revisión del proveedor de su tecnología tiene un hallazgo que ninguna dispensa cubre en la fecha del contrato.";
        HAS_POWER "Como has_power de la tecnología, para el comprador; ausente donde no nombra ninguna tecnología.";
        CONTINUED "Otro contrato lo nombra como su contrato anterior.";
        RETIRED_ON "Último día en que surtió efecto un fin de uso de su tecnología.";
        RETIREMENTS "Actas de fin de uso presentadas de su tecnología.";
        USES "Informes de uso de su tecnología.";
        CLAIMED_AMOUNTS "Cuántos importes distintos dan de él las afirmaciones.";
        DENIALS "Afirmaciones de tipo denial sobre él.";
        SECRECIES "Afirmaciones de tipo secrecy sobre él.";
        AFFIRMATIONS "Afirmaciones de tipo purchase o payment sobre él.";
    }
    payment "Un pago; responde quien paga." {
        DATE "Último día de `occurred`.";
        OWN "Lo presentó quien paga o quien cobra.";
        PAYEE_IN_CHAIN "Quien cobra es el proveedor del contrato o una parte de su cadena de venta.";
        AFTER_END "Tiene fecha posterior al último día del contrato; ausente donde un contrato posterior lo continúa.";
        AFTER_RETIREMENT "Tiene fecha posterior a la que surtió efecto el fin de uso de su tecnología; ausente donde no lo hay.";
        TREASURY_NUMBER_GIVEN "Si se da el folio de la tesorería.";
        BUDGET_ITEM "Como se presentó, en minúsculas y sin acentos.";
        CONTRACT_OWN "Su contrato lo presentó el comprador o el proveedor.";
        SAME_CURRENCY "Si está en la moneda del contrato.";
        DAYS_FROM_START "Negativo donde se pagó antes de que empezara.";
    }
    order "Una orden o autorización; responde quien la solicitó." {
        DATE "Día en que se decidió; si no consta, en que se solicitó; si tampoco, primer día de `occurred`.";
        OWN "La presentó el juzgado o quien solicita.";
        WITHHELD "Nombres de los campos que reservó quien la presenta.";
        MEASURE "Código de measure.";
        TECHNOLOGY_NAMED "Si la solicitud nombra la tecnología; falso donde quien presenta dice que nunca se asentó.";
        CLASS "Código de technology-class de esa tecnología.";
        REQUESTER_NAMED "Si se nombra a quien solicita.";
        COURT_NAMED "Si se nombra a quien decide.";
        COURT_KIND "Código de body-kind.";
        COURT_JURISDICTION "Primera parte de su id: `mx` es federal; `mx-ver`, un estado.";
        COURT_MAY_AUTHORISE "Sus facultades de ese día incluyen authorise; desconocido donde ninguna descripción dice facultades.";
        COURT_IS_REQUESTER "Quien solicita y quien decide son un mismo organismo.";
        HAS_POWER "Sus facultades de ese día incluyen una de las que la medida exige (interception, stored-content, spyware: intercept, y para spyware también extract; geolocation, imsi-catcher: geolocate o intercept; retained-data: retained-data; extraction: extract); ausente para otras medidas.";
        ASKED_AT "Cuándo se solicitó.";
        DECIDED_AT "Cuándo se decidió.";
        OUTCOME "Código de order-outcome.";
        LIVE "Concedida, modificada o ratificada.";
        FROM "Primer día de la medida.";
        TO "Último día de la medida.";
        TERM_DAYS "Días del primero al último, ambos incluidos.";
        EXTENSION "Prorroga una orden anterior.";
        EXTENSIONS "Cuántas prórrogas tiene la cadena hasta esta orden, incluida.";
        ORIGINAL_DAYS "Duración de la primera orden de la cadena.";
        CHAIN_DAYS "Días desde el primer día de la primera orden de la cadena hasta el último día de esta, ambos incluidos.";
        CHAIN_MONTHS "Lo mismo en meses iniciados: del 1 de enero al 30 de junio son 6; al 1 de julio, 7.";
        EMERGENCY "Empezó sin orden previa.";
        LEGAL_BASIS_GIVEN "Cita al menos una ley.";
        LAWS "Claves de las leyes que cita, según la lista de leyes del compendio; otros nombres, en minúsculas y sin acentos.";
        MATTER "Delito o clase de amenaza como se presentó, en minúsculas y sin acentos.";
        SUBJECTS_LOW "Cota inferior de subjects.";
        SUBJECTS_HIGH "Cota superior de subjects.";
        SUBJECT_CLASSES "Códigos de subject-class.";
        SIGNATURES "Cuántas claves firmaron la presentación: dos claves, cuatro ojos.";
        CASE_COMMITTED "Tiene el compromiso (huella) que comparten juzgado, autoridad y operador.";
        EARLIER_SAME_CASE "Órdenes con el mismo compromiso que no son de su cadena y empezaron antes.";
        USES "Informes de uso que la nombran.";
        USE_OUTSIDE "Un informe de uso que la nombra no queda del todo entre su primer y su último día; ausente donde no hay ninguno.";
        OUTCOMES "Presentaciones de resultado (outcome) sobre ella.";
        CHARGES_HIGH "Cota superior de charges en el último resultado.";
        EXTENDED "Una orden posterior la prorroga.";
        NOTIFIED_ON "Día del primer aviso a la persona que se envió.";
        NOTICE_DEFERRED_UNTIL "Último fin de un aplazamiento judicial; ausente donde ninguno tiene fin.";
        NOTICE_DEFERRALS "Cuántas veces se aplazó el aviso.";
        DEFERRED_BY_COURT "Todos los aplazamientos nombran un juzgado; ausente donde no hay ninguno.";
        NOTICE_IMPOSSIBLE "Un aviso dice que no es posible avisar.";
        RECEIVED "Día en que la recibió el registro, en UTC.";
    }
    usage "El uso de una tecnología en un periodo; responde quien la tiene o, si no se sabe, quien presenta." {
        DATE "Primer día de `occurred`.";
        UNTIL "Último día de `occurred`.";
        OWN "Lo presentó quien tiene la tecnología.";
        CLASS "Código de technology-class; `other` donde no se sabe.";
        EVENTS_LOW "Cota inferior de events.";
        EVENTS_HIGH "Cota superior de events.";
        TARGETS_LOW "Cota inferior de targets.";
        OPERATORS_LOW "Cota inferior de operators.";
        LOG_FILED "Si se da la huella de la bitácora de uso; falso donde quien presenta dice que no se llevó.";
        LOG_ENTRIES "Asientos de la bitácora de uso.";
        ORDERS "Órdenes que nombra; desconocido donde quien presenta las reserva o no las sabe.";
        ORDERS_LIVE "Todas las órdenes que nombra permiten la medida y cubren el periodo entero; desconocido donde una orden no lo dice; ausente donde no nombra ninguna.";
        ORDERS_NAME_IT "Todas las órdenes que nombra se solicitaron para esta tecnología; ausente donde no nombra ninguna.";
        POLICY_IN_FORCE "En su primer día estaba en vigor una política de uso de la tecnología.";
        APPROVED_BEFORE "La tecnología se aprobó a más tardar en su primer día.";
        ASSESSED_BEFORE "Una adquisición con estudio de impacto tiene fecha a más tardar de su primer día.";
        AFTER_CEASED "Termina después de una decisión de que la tecnología cese; ausente donde no la hay.";
        AFTER_RETIREMENT "Termina después de que surtió efecto el fin de uso de la tecnología; ausente donde no lo hay.";
        AFTER_CONTRACT "Termina después del último contrato de la tecnología; desconocido donde un contrato no dice su fin.";
        TARGETS_BOUGHT "Como targets_bought de la tecnología.";
        HAS_POWER "Como has_power de la tecnología, en su primer día.";
        RECEIVED "Día en que lo recibió el registro, en UTC.";
    }
    returns "Cifras de un periodo, o la declaración firmada de que no hay nada que informar; responde el organismo del que son las cifras." {
        DATE "Primer día del periodo.";
        UNTIL "Último día del periodo.";
        PERIOD_DAYS "Con ambos extremos incluidos.";
        NIL "La declaración firmada de que no hay nada que informar.";
        FIGURES "Cuántas cifras hay.";
        WITHOUT_COUNT "Cifras cuya cantidad se reserva o no se sabe.";
        MEASURES "Códigos de measure de sus cifras.";
        UNITS "Códigos de unit de sus cifras.";
        OUTCOMES_GIVEN "Una cifra dice qué fue de las solicitudes.";
        PUBLISHED_ON "Día en que las cifras se publicaron en otro lugar.";
        RECEIVED "Día en que lo recibió el registro, en UTC.";
        RESTATES "Sustituye a un informe anterior.";
        CLAIMED_USES "Afirmaciones de tipo use o target sobre una tecnología de quien presenta cuyo periodo coincide en parte.";
        BALANCES "Para cada cifra sin resultado: lo concedido, modificado, negado, retirado, terminado y pendiente puede sumarla, y ninguna otra parte es mayor que ella; ausente donde ninguna cifra se puede cotejar con sus partes.";
        OWN "Lo presentó el organismo del que son las cifras.";
    }
    sharing "Datos entregados a otro organismo." {
        DATE "Último día de `occurred`.";
        RECIPIENT_KIND "Código de body-kind.";
        ABROAD "La jurisdicción de quien recibe es de otro país.";
        DATA "Códigos de data-kind.";
        LEGAL_BASIS_GIVEN "Si se da la ley en que se funda.";
        POLICY_HAS_SHARING "Una política de uso en vigor ese día tiene un apartado de transferencias.";
        APPROVED "A más tardar ese día hubo una decisión sobre transferencias, approved o conditional.";
    }
    incident "Algo que salió mal." {
        DATE "Día en que se detectó.";
        KIND "Código de incident-kind.";
        GRADE "Código de grade.";
        TOLD "Código de told.";
        PEOPLE_HIGH "Cota superior de personas afectadas.";
        RECEIVED "Día en que lo recibió el registro, en UTC.";
        REMEDIES "Reparaciones de las que es el caso.";
    }
    hold "Una prohibición de disponer: de nada de lo que abarca se puede disponer." {
        DATE "Primer día.";
        UNTIL "Último día.";
        REASON "Código de hold-reason.";
        DISPOSED_WITHIN "Dentro de su alcance y de su tiempo surtió efecto un fin de uso u ocurrió una destrucción.";
        CLAIMED_END_WITHIN "Una afirmación de tipo end en la etapa disposal sobre lo que abarca cae dentro de su tiempo.";
    }
    retirement "El fin del uso de una tecnología; responde el organismo que la tenía." {
        DATE "Día en que surtió efecto; si no consta, en que se decidió; si tampoco, último día de `occurred`.";
        WITHHELD "Nombres de los campos que reservó quien lo presenta.";
        CLASS "Código de technology-class.";
        ORDERED_BY_NAMED "Si se nombra a quien lo ordenó; falso donde quien presenta dice que nunca se asentó.";
        REASON_GIVEN "Si se da el motivo.";
        METHOD "Código de retirement-method.";
        DECIDED_ON "Día en que se decidió.";
        EFFECTIVE_ON "Día en que surtió efecto.";
        LOGS_EXPORTED "Si se da la huella de las bitácoras de uso exportadas; falso donde quien presenta dice que no había.";
        LOG_ENTRIES "Asientos de las bitácoras exportadas.";
        USED_LOG_ENTRIES "Suma de log_entries de los informes de uso de la tecnología; ausente donde no hay informes, desconocido donde alguno no lo dice.";
        CUSTODIAN_NAMED "Si se nombra a quien guarda las bitácoras.";
        REVOKED_ON "Día en que el proveedor revocó la licencia.";
        CERTIFICATE "Si se da la huella de la constancia.";
        HOLD_OPEN "Ese día regía una prohibición de disponer de la tecnología o de quien la tiene.";
        INQUIRY_CLAIMED "Una afirmación sobre la tecnología en la etapa oversight o disposal, de tipo ruling, finding u other, tiene fecha anterior.";
        ATTESTED_ON "Día en que otro organismo lo dio por verificado.";
        LAST_ACTIVITY_ON "Último día de un uso, una orden o un pago de la tecnología.";
        RECEIVED "Día en que lo recibió el registro, en UTC.";
    }
    destruction "La destrucción de bienes o registros; responde quien la ordenó." {
        DATE "Último día de `occurred`.";
        CLASS "Código de technology-class.";
        BY_COURT "Quien la ordenó es un juzgado.";
        ITEMS "Bienes destruidos.";
        RECORDS "Cota superior de registros destruidos.";
        CATEGORIES "Códigos de sanitisation de sus bienes.";
        VERIFIED_BY_OTHER "Quien la verificó no es quien la presenta ni quien la ordenó; falso donde quien presenta dice que nadie la verificó.";
        OBSERVERS "Observadores que estuvieron presentes.";
        CERTIFICATE "Si se da la huella de la constancia.";
        HOLD_OPEN "Ese día regía una prohibición de disponer de la tecnología, de quien la tiene o de quien presenta.";
        DEFENCE_HOLD "Una de esas prohibiciones tenía el motivo defence.";
        ATTESTED_ON "Día en que otro organismo la dio por verificada.";
    }
    inspection "Un paso de una inspección; responde el organismo inspeccionado." {
        DATE "Último día de `occurred`.";
        KIND "Código de inspection-kind.";
        GRADE "Código de grade.";
        DUE "Día en que vence el plazo para responder.";
        REPLIED_ON "Día del primer paso posterior que lo sigue y que presentó el organismo inspeccionado, o que es de tipo access, reply o refusal.";
        REFUSED "Lo sigue un paso posterior de tipo refusal.";
        FOLLOWED "Lo sigue algún paso posterior.";
        LAST_STEP_ON "Día del último paso que lo sigue; si no hay, el suyo.";
    }
    complaint "Una queja; responde el organismo contra el que se presenta." {
        DATE "Último día de `occurred`.";
        STATE "Código de complaint-state.";
        FIRST "No sigue a ningún paso anterior.";
        DUE "Día en que vence el plazo del paso siguiente.";
        ACKNOWLEDGED_ON "Día del primer paso posterior que la sigue.";
        DECIDED_ON "Día del primer paso posterior con estado decided o closed, a cualquier número de pasos.";
    }
    remedy "Una reparación; no se dice quién debe cumplirla, así que responde quien la ordenó." {
        DATE "Último día de `occurred`.";
        KIND "Código de remedy-kind.";
        DUE "Día en que vence el plazo.";
        DONE_ON "Día en que se cumplió; ausente donde quien presenta dice que todavía no.";
    }
    commitment "Un compromiso público; responde quien lo encabeza." {
        DATE "Primer día de `occurred`.";
        LEAD_NAMED "Si se nombra a quien lo encabeza.";
        DUE "Día en que vence el plazo.";
        MILESTONES "Cuántos hitos tiene.";
        NEXT_DUE "Vencimiento más próximo de un hito sin avance en estado completed o withdrawn.";
        PROGRESS "Presentaciones del formulario progress.";
        STATE "Código de completion del último avance sobre el conjunto; ausente donde no hay ninguno.";
        EVIDENCE "Ese avance tiene la huella de su prueba.";
        LAST_PROGRESS_ON "Último día del avance más reciente.";
        COMPLETED "El último avance sobre el conjunto dice completed.";
    }
    draft "Un proyecto de compendio de reglas; responde quien lo presenta." {
        DATE "Último día de `occurred`.";
        CONSULTED "Hay una consulta sobre él.";
        VOTES_FOR "Votos a favor.";
        VOTES_AGAINST "Votos en contra.";
        SECTORS "Códigos de sector de los organismos que votaron.";
        ADOPTED_ON "Día de una norma en vigor con su huella.";
    }
    regulation "La presentación que pone en vigor, modifica o termina un compendio de reglas; responde quien lo adoptó." {
        DATE "Primer día en vigor.";
        ACTION "Código de regulation-action.";
        UNTIL "Último día en vigor.";
        FOLLOWED "Otra posterior del mismo compendio empieza a más tardar al día siguiente de su último día.";
        DIGEST_GIVEN "Si se da la huella del compendio de reglas.";
        DRAFTED "Antes se presentó un proyecto con su huella.";
    }
    withholding "Un campo reservado en una presentación; responde quien lo decidió." {
        DATE "Día en que se recibió la presentación.";
        FIELD "Ruta del campo.";
        FORM "Formulario de la presentación.";
        LAWS "Clave de la ley en que se funda, según la lista de leyes del compendio.";
        ARTICLE_GIVEN "El fundamento legal nombra un artículo.";
        REVIEW_ON "Día en que la reserva termina o se revisa.";
        DAYS "Días desde la recepción hasta la revisión.";
        COMMITTED "Tiene un compromiso con el valor.";
        OPENED_ON "Día en que se abrió el valor reservado.";
        DECIDED_BY_FILER "Lo decidió el mismo organismo que presenta.";
        WITHHELD_FIELDS "Cuántos campos reserva la presentación.";
    }
    gap "Lo que dos partes dicen de lo mismo en un periodo; responde la autoridad, donde es de una." {
        DATE "El día de known_on; de una sola parte, su primer día.";
        RULE "Código de la regla de cotejo (docs/figures.md).";
        MEASURE "Código de measure; ausente en los pagos.";
        BOTH_SIDES "Las dos partes dicen una cantidad. Donde una no dice nada, no hay diferencia.";
        APART "Ninguna cantidad cabe en las cotas de ambas partes; desconocido donde pueden coincidir solo porque algo de una parte se reserva o no se sabe.";
        APART_LOW "Lo menos que pueden diferir; 0 donde pueden coincidir. Los pagos, en diezmilésimos de su moneda.";
        APART_HIGH "Lo más que pueden diferir; desconocido donde algo de una parte se reserva o no se sabe.";
        APART_PERCENT "La menor diferencia en por ciento de la parte más pequeña, redondeada hacia abajo; ausente donde esa es 0.";
        KNOWN_ON "Día en que el registro conocía a las dos partes; de casos, el día en que llegó el primero sin contraparte que ninguna explicación abarca.";
        DISPUTED "Las transcripciones de una misma cifra difieren entre sí.";
        EXPLAINED "Hay una explicación de ella que no se ha retirado; de casos, una que llegó después de todos los que no tienen contraparte.";
        REASONS "Códigos de gap-reason de sus explicaciones.";
        PUT_RIGHT_BY "Último día en que, según una explicación, se habrá corregido.";
    }
    conduct "Lo que hizo un organismo a lo largo del tiempo; un caso por organismo." {
        DATE "Último día con fecha de cualquier cosa sobre su actuación.";
        DESCRIBED "Hay una descripción de él que no se ha retirado.";
        ROLES "Códigos de role de las claves que tiene o tuvo.";
        TECHNOLOGIES "Tecnologías que tiene, las presente quien las presente.";
        OWN_TECHNOLOGIES "Tecnologías que tiene y que presentó él mismo.";
        INTRUSIVE "Tecnologías que tiene de clase spyware, interception, imsi-catcher, geolocation o extraction.";
        FIRST_HELD_ON "Primer día de una tecnología que tiene.";
        CONTRACTS "Contratos en que compra.";
        DIRECT_AWARDS "Contratos en que compra por adjudicación directa.";
        ORDERS "Órdenes que solicitó.";
        REFUSED "Órdenes que solicitó y que se negaron o no se ratificaron.";
        EMERGENCIES "Órdenes de urgencia entre ellas.";
        RATIFIED "Órdenes de urgencia que se ratificaron o concedieron.";
        EMERGENCY_PERCENT "Órdenes de urgencia en por ciento de sus órdenes, redondeado hacia abajo; ausente sin órdenes.";
        OUTCOMES "Presentaciones de resultado (outcome) sobre sus órdenes.";
        CHARGED "Presentaciones de resultado con al menos una consignación.";
        CHARGED_PERCENT "Esas en por ciento de las presentaciones de resultado, redondeado hacia abajo; ausente sin resultados.";
        RETURNS "Informes de cifras que presentó o que tratan de él.";
        LAST_RETURN_UNTIL "Último día que abarca un informe de cifras que presentó.";
        SHARINGS "Transferencias que presentó.";
        INCIDENTS "Incidentes que presentó.";
        INSPECTIONS "Pasos de inspección sobre él.";
        REFUSALS "Pasos de inspección de tipo refusal sobre él.";
        COMPLAINTS "Quejas contra él, contadas por su primera presentación.";
        WITHHOLDINGS "Campos que decidió reservar.";
        CLAIMED_REQUESTS "La mayor cota superior de las afirmaciones de tipo figure sobre él, en requests u orders.";
        CLAIMED_CHARGES "La mayor cota superior de las afirmaciones sobre él en charges.";
        CLAIMED_CASES "La mayor cota inferior de las afirmaciones sobre él en cases.";
        ZERO_CLAIMED "Afirmaciones sobre él con cantidad cero en la etapa use.";
        CLAIMED_USES "Afirmaciones de tipo use o target que tratan de él.";
        POWER_DOUBTED "Afirmaciones de tipo power que tratan de él.";
        DENIALS "Afirmaciones de tipo denial que tratan de él.";
        SECRECIES "Afirmaciones de tipo secrecy que tratan de él.";
        CLAIMED_ABSENCES "Códigos de las etapas (catálogo stage) en que una afirmación de tipo absence sobre él dice que faltan documentos.";
        DUTIES_ENDED "Afirmaciones de tipo end en la etapa oversight que tratan de él.";
    }
}
