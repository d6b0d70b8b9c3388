//! Keys and roles (spec/filing.md#keys-and-roles): which key files what, for which body, since when. Granted and
//! revoked by filings only.

use std::{collections::BTreeMap, sync::Arc};

use tlog::note::{KeyId, SignatureLine, VerifierKey, check_each};

use crate::{codelist::Role, filing::SignedFiling, form::Form, id::BodyId, problem::Reason, time::Date};

/// One key as granted.
#[derive(Debug, Clone)]
pub struct Grant {
    /// The key.
    pub key: VerifierKey,
    /// Body it belongs to.
    pub holder: BodyId,
    /// What it may file.
    pub role: Role,
    /// First day of validity.
    pub from: Date,
    /// Last day of validity.
    pub to: Option<Date>,
    /// Entry that granted it.
    pub granted: u64,
    /// Entry that revoked it.
    pub revoked: Option<u64>,
}

/// All keys the register knows; cheap to clone, so that signatures can be checked beside the single writer.
#[derive(Debug, Clone, Default)]
pub struct Keys(Arc<BTreeMap<KeyId, Vec<Grant>>>);

/// Which signatures of one filing were checked with which outcome. Only [`Keys`] makes one, and it holds for that very
/// filing: for any other, admission checks the signatures itself.
#[derive(Debug, Clone)]
pub struct Signers {
    filing: SignedFiling,
    checked: Vec<Option<bool>>,
}

impl Keys {
    /// The grant of the key that a signature line names.
    #[must_use]
    pub fn of_line(&self, line: &SignatureLine) -> Option<&Grant> {
        self.named(line.key_id, line.name.as_str())
    }

    /// The grant of a key.
    #[must_use]
    pub fn of_key(&self, key: &VerifierKey) -> Option<&Grant> {
        self.named(key.key_id(), key.name().as_str())
    }

    fn named(&self, id: KeyId, name: &str) -> Option<&Grant> {
        self.0.get(&id)?.iter().find(|grant| grant.key.name().as_str() == name)
    }

    /// Every key ever granted.
    pub fn all(&self) -> impl Iterator<Item = &Grant> {
        self.0.values().flatten()
    }

    /// Checks every signature by a known key. Costs one Ed25519 verification each; admission trusts the outcome.
    #[must_use]
    pub fn verify(&self, filing: &SignedFiling) -> Signers {
        self.signers(filing, |grant, line| fits(grant, filing, line))
    }

    /// The same of each of many filings, in a fraction of the time where they are hundreds ([`tlog::note::check_each`]).
    #[must_use]
    pub fn verify_each(&self, filings: &[&SignedFiling]) -> Vec<Signers> {
        let mut good =
            check_each(&filings.iter().filter_map(|filing| self.only_line(filing)).collect::<Vec<_>>()).into_iter();
        let checked = |filing: &&SignedFiling| match self.only_line(filing) {
            Some(_) => Signers { filing: (*filing).clone(), checked: vec![good.next()] },
            None => self.verify(filing),
        };
        filings.iter().map(checked).collect()
    }

    /// The signature of a filing that has one, as nearly all do, where the register knows its key. Of several, no more are looked
    /// at than until one is not good.
    fn only_line<'a>(&'a self, filing: &'a SignedFiling) -> Option<(&'a VerifierKey, &'a str, &'a SignatureLine)> {
        let [line] = filing.signatures() else { return None };
        Some((&self.of_line(line)?.key, filing.text(), line))
    }

    /// Whether any signature names a key that the register knows.
    #[must_use]
    pub fn knows_any(&self, filing: &SignedFiling) -> bool {
        filing.signatures().iter().any(|line| self.of_line(line).is_some())
    }

    /// Takes the signatures of known keys as checked without checking them: for re-reading one's own log, whose
    /// entries were checked when they were admitted. `fsck` and monitors use [`Keys::verify`].
    #[must_use]
    pub fn trust(&self, filing: &SignedFiling) -> Signers {
        self.signers(filing, |_, _| true)
    }

    fn signers(&self, filing: &SignedFiling, check: impl Fn(&Grant, &SignatureLine) -> bool) -> Signers {
        let mut checked = Vec::with_capacity(filing.signatures().len());
        for line in filing.signatures() {
            let fits = self.of_line(line).map(|grant| check(grant, line));
            checked.push(fits);
            if fits == Some(false) {
                // It refuses the filing; what stands below is not looked at.
                break;
            }
        }
        Signers { filing: filing.clone(), checked }
    }

    pub(crate) fn grant(&mut self, grant: Grant) {
        let grants = Arc::make_mut(&mut self.0).entry(grant.key.key_id()).or_default();
        grants.retain(|known| known.key.name() != grant.key.name());
        grants.push(grant);
    }

    pub(crate) fn revoke(&mut self, name: &str, id: KeyId, entry: u64) {
        let grants = Arc::make_mut(&mut self.0).get_mut(&id);
        let grant = grants.and_then(|grants| grants.iter_mut().find(|grant| grant.key.name().as_str() == name));
        if let Some(grant) = grant {
            grant.revoked = Some(entry);
        }
    }

    /// Whether another key than this one keeps the register from being locked: granted as registrar, valid today and
    /// without end, not revoked.
    pub(crate) fn has_other_registrar(&self, key: &VerifierKey, today: Date) -> bool {
        let stands = |grant: &&Grant| {
            grant.role == Role::Registrar && grant.revoked.is_none() && grant.from <= today && grant.to.is_none()
        };
        self.all().filter(stands).any(|grant| grant.key != *key)
    }

    /// The role in which a filing is signed for its filer, or every reason why it is not. The role must file every
    /// one of the forms: the filing's own, and that of the filing it acts on.
    pub(crate) fn authorise(
        &self,
        filing: &SignedFiling,
        signers: &Signers,
        filer: Option<&BodyId>,
        forms: &[Form],
        today: Date,
    ) -> Result<Role, Vec<Reason>> {
        let mut reasons = Vec::new();
        let (mut role, mut unknown) = (None, Vec::new());
        for (at, line) in filing.signatures().iter().enumerate() {
            let name = line.name.as_str().to_owned();
            let Some(grant) = self.of_line(line) else {
                unknown.push(name);
                continue;
            };
            let checked = signers.checked.get(at).copied().flatten().filter(|_| signers.filing.is_same(filing));
            if !checked.unwrap_or_else(|| fits(grant, filing, line)) {
                // A known key whose signature fails rejects the whole note (c2sp.org/signed-note).
                return Err(vec![Reason::BadSignature { name }]);
            }
            match grant.objection(name, filer, forms, today) {
                None => role = role.or(Some(grant.role)),
                Some(reason) => reasons.push(reason),
            }
        }
        match role {
            // Such a line proves nothing, and whoever passes a filing on could add one and put anything into it.
            Some(_) if !unknown.is_empty() => Err(vec![Reason::ForeignSignature { names: unknown }]),
            Some(role) => Ok(role),
            None if reasons.is_empty() => Err(vec![Reason::UnknownKey { names: unknown }]),
            None => Err(reasons),
        }
    }
}

impl Grant {
    fn objection(&self, name: String, filer: Option<&BodyId>, forms: &[Form], today: Date) -> Option<Reason> {
        if let Some(entry) = self.revoked {
            return Some(Reason::KeyRevoked { name, entry });
        }
        if today < self.from {
            return Some(Reason::KeyNotYetValid { name, from: self.from });
        }
        if let Some(to) = self.to.filter(|to| *to < today) {
            return Some(Reason::KeyExpired { name, to });
        }
        if filer.is_some_and(|filer| *filer != self.holder) {
            return Some(Reason::KeyOfAnotherBody { name, holder: self.holder.clone() });
        }
        let form = forms.iter().find(|form| !form.roles().contains(&self.role))?;
        Some(Reason::RoleDoesNotFile { name, role: self.role, form: form.code() })
    }
}

fn fits(grant: &Grant, filing: &SignedFiling, line: &SignatureLine) -> bool {
    grant.key.check(filing.text(), line).is_some()
}
