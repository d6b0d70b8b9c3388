//! Problems as HTTP answers: RFC 9457 problem details, in both languages. The only place that knows status codes of
//! refusals.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use register::{
    lang::Lang,
    problem::{Problem, Refusal},
};
use serde_json::{Value, json};

/// A problem as an answer: status, title and what to do.
#[derive(Debug, Clone)]
pub struct Details {
    status: StatusCode,
    body: Value,
}

impl Details {
    /// A problem that is not a filing's.
    #[must_use]
    pub fn new(status: StatusCode, code: &str, en: &str, es: &str) -> Details {
        let kind = format!("https://veedor.org/problems/{code}");
        Details { status, body: json!({ "type": kind, "status": status.as_u16(), "title": en, "title_es": es }) }
    }

    /// A refused filing: every reason, with line and field, in both languages.
    #[must_use]
    pub fn refusal(refusal: &Refusal) -> Details {
        let status = match refusal.problems.first().map(|problem| problem.reason.code()) {
            Some("too-large") => StatusCode::PAYLOAD_TOO_LARGE,
            _ if refusal.unreadable() => StatusCode::BAD_REQUEST,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let problems: Vec<Value> = refusal.problems.iter().take(MAX_TOLD).map(problem).collect();
        let count = refusal.problems.len();
        let mut details = Details::new(
            status,
            "refused",
            &format!("the filing was refused for {count} reason(s); nothing was logged"),
            &format!("la presentación se rechazó por {count} motivo(s); nada se asentó"),
        );
        details.body["problems"] = Value::Array(problems);
        details
    }
}

/// Problems told of one filing: nobody reads more, and a hostile filing of 64 KiB could have ten thousand.
const MAX_TOLD: usize = 200;

fn problem(problem: &Problem) -> Value {
    json!({
        "line": problem.line,
        "field": problem.field,
        "code": problem.reason.code(),
        "rule": problem.reason.rule(),
        "es": problem.reason.says(Lang::Es),
        "next_es": problem.reason.next(Lang::Es),
        "en": problem.reason.says(Lang::En),
        "next_en": problem.reason.next(Lang::En),
    })
}

impl IntoResponse for Details {
    fn into_response(self) -> Response {
        let kind = HeaderValue::from_static("application/problem+json");
        let mut response = (self.status, format!("{:#}\n", self.body)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        if self.status == StatusCode::SERVICE_UNAVAILABLE || self.status == StatusCode::TOO_MANY_REQUESTS {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}
