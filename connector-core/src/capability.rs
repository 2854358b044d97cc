//! What some connectors can do after a sign-in. Each capability is a small trait behind an accessor of
//! [`Connector`](crate::Connector); the accessors are the only list of capabilities.

use async_trait::async_trait;

use crate::{
    consent::{Address, Consent},
    context::Context,
    credential::{Credential, TokenFacts},
    error::Result,
    grant::Grant,
    notice::{Acknowledgement, Notice, Notification},
    refresh::{RefreshRequest, Refreshed},
    secret::Secret,
    step::Operation,
};

/// Trades a refresh token for fresh tokens.
#[async_trait]
pub trait Refresh: Send + Sync {
    /// Refreshes once. A call whose fate is unknown is not sent again (R4).
    ///
    /// # Errors
    /// `grant_rejected` when the user has to sign in again (R2); `timeout` or `provider_unavailable` with reason `in_doubt` when
    /// nobody knows what happened: the old token is then to be kept.
    async fn refresh(&self, cx: &Context, ask: &RefreshRequest) -> Result<Refreshed>;
}

/// By what a user is named to an operation.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Target {
    /// By an access token of the user.
    AccessToken(Secret),
    /// By a refresh token of the user.
    RefreshToken(Secret),
    /// By the user's id at the provider. Needs rights beyond those of a sign-in.
    User(String),
}

/// Ends the link between a user and the application: all tokens die, and the user must consent anew.
#[async_trait]
pub trait Revoke: Send + Sync {
    /// Revokes. What was revoked already counts as done (R5).
    ///
    /// # Errors
    /// `unsupported` for a target that the provider does not take; otherwise as the provider says.
    async fn revoke(&self, cx: &Context, target: &Target) -> Result<()>;
}

/// Ends tokens without ending the link.
#[async_trait]
pub trait Logout: Send + Sync {
    /// Ends one access token, or all tokens of a user.
    ///
    /// # Errors
    /// `unsupported` for a target that the provider does not take; otherwise as the provider says.
    async fn logout(&self, cx: &Context, target: &Target) -> Result<()>;

    /// The page that ends the browser's own session at the provider and then goes to `after`, which must be registered there.
    /// `None` if the provider has no such page.
    fn logout_url(&self, after: &str, state: &str) -> Option<String>;
}

/// Checks access tokens.
#[async_trait]
pub trait Verify: Send + Sync {
    /// Asks the provider whether an access token is good, and whose it is.
    ///
    /// # Errors
    /// `token_rejected` for a token that is not good.
    async fn verify(&self, cx: &Context, access_token: &Secret) -> Result<TokenFacts>;
}

/// Signs users in by what a native app got from the provider.
#[async_trait]
pub trait VerifyCredential: Send + Sync {
    /// Checks first that the credential was issued to this application, then everything else (R8). The grant is good for
    /// [`Connector::profile`](crate::Connector::profile).
    ///
    /// # Errors
    /// `id_token_invalid`, `token_rejected`; `unsupported` where the provider offers no proof of audience (R7).
    async fn verify_credential(&self, cx: &Context, credential: &Credential) -> Result<Grant>;

    /// Whether the provider offers any proof that a credential was issued to this application. Without one only
    /// [the dangerous way](Self::dangerously_verify_access_token_without_audience) is left, and the capability is not listed.
    fn proves_audience(&self) -> bool;

    /// The same for an access token of which the provider cannot prove that it was issued to this application. Anybody who gets
    /// hold of a token that a user gave to any other application signs in as that user.
    ///
    /// # Errors
    /// As above; `unsupported` where an audience can be proved.
    async fn dangerously_verify_access_token_without_audience(&self, cx: &Context, token: &Secret) -> Result<Grant>;
}

/// Reads and changes what a user consented to.
#[async_trait]
pub trait Consents: Send + Sync {
    /// The operations among [`Operation::Consents`] to [`Operation::Addresses`] that the provider has.
    fn consent_operations(&self) -> Vec<Operation>;

    /// Reads or changes consents or terms; `items` are the ids for operations that change some. Gives the items about which the
    /// provider answered.
    ///
    /// # Errors
    /// `unsupported` for an operation that the provider has not; `consent_missing`; otherwise as the provider says.
    async fn consents(
        &self,
        cx: &Context,
        operation: Operation,
        access_token: &Secret,
        items: &[String],
    ) -> Result<Vec<Consent>>;

    /// Reads the user's shipping addresses. `None` = the user has not consented to that (yet).
    ///
    /// # Errors
    /// As above.
    async fn addresses(&self, cx: &Context, access_token: &Secret) -> Result<Option<Vec<Address>>>;
}

/// Receives what the provider says on its own account, such as that a user withdrew.
#[async_trait]
pub trait Notifications: Send + Sync {
    /// Proves and reads a notification. Nothing is decrypted or believed before its proof holds (N1).
    ///
    /// # Errors
    /// `callback_invalid`; the kinds of a key fetch.
    async fn notification(&self, cx: &Context, notice: &Notice) -> Result<Notification>;

    /// What the provider wants to be answered, whether it went well or not.
    fn acknowledge(&self, notice: &Notice, outcome: &Result<()>) -> Acknowledgement;
}
