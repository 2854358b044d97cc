//! The profile endpoint and the profile (groups E and P).

use crate::suite::rule::Rule;

const JUDGE: &str = "Let the engine judge replies; a raw connector reads them with `decode::json` and `Tokens::read`.";

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "P8",
        "a complete sign-in gives a profile with subject and namespace",
        "Embedders find their users by these two.",
        "Put a good reply into `fixtures/full.json` and look at the error that is shown above.",
    ),
    Rule::new(
        "V10",
        "the smallest reply signs in",
        "Users may refuse everything but their id.",
        "Read every other item as optional; `id_only.json` must be a reply that the provider really gives.",
    ),
    Rule::new(
        "E2",
        "a reply without an id is refused",
        "Users without an id would all be the same user.",
        "Read the id with `id_text` or `id_i64` and hand on its error.",
    ),
    Rule::new(
        "E3",
        "an id of another type is refused",
        "Two spellings of one id are two users, and rounded ids are somebody else.",
        "Read the id with `id_text` or `id_i64`; never through a float.",
    ),
    Rule::new(
        "E4",
        "an id outside printable ASCII is refused",
        "Databases compare such texts differently.",
        "Read the id with `id_text` or `id_i64`.",
    ),
    Rule::new(
        "E5",
        "an id that stands twice is refused",
        "Readers disagree on which one wins.",
        "Decode replies with `decode::json`.",
    ),
    Rule::new(
        "E6",
        "a reply without its success marker is refused",
        "Some providers answer errors with status 200.",
        "Declare the marker with `Errors::api().success(pointer, value)`.",
    ),
    Rule::new(
        "E7",
        "a 401 means that the token was refused",
        "The embedder must refresh or sign in anew, and no data may be believed.",
        "Leave the status to the table of the step.",
    ),
    Rule::new(
        "E10",
        "an empty item is absent",
        "An empty name is shown as a name.",
        "Read items with `Facts`, which knows that empty is absent.",
    ),
    Rule::new(
        "E12",
        "the identity does not follow from the e-mail address",
        "Addresses change hands; whoever gets one would get the account.",
        "Make the subject from the provider's own id.",
    ),
    Rule::new(
        "E15",
        "a malformed address is dropped with a warning",
        "It could smuggle headers into mails.",
        "Read it with `Facts::email`.",
    ),
    Rule::new(
        "E16",
        "a picture that is no web address is dropped",
        "`javascript:` in a page runs.",
        "Read it with `Facts::https_url`.",
    ),
    Rule::new(
        "E18",
        "a reply that is not UTF-8 is refused",
        "Replaced characters change names and ids.",
        JUDGE,
    ),
    Rule::new(
        "E19",
        "a broken reply is refused",
        "Half a profile is no profile.",
        JUDGE,
    ),
    Rule::new(
        "E20",
        "a reply over the limit is refused",
        "Memory is not the provider's to fill.",
        "Hand on errors of `cx.http()` unchanged.",
    ),
    Rule::new(
        "E21",
        "a redirect is not followed",
        "The access token would be sent to a stranger.",
        "Do not look at `Location`.",
    ),
    Rule::new(
        "E22",
        "a profile request that failed once is tried again by the host",
        "A passing fault should not cost the sign-in.",
        "Return `ProviderUnavailable` and do not retry yourself.",
    ),
    Rule::new(
        "E24",
        "only success is a profile",
        "An error body that happens to hold an id is no proof.",
        JUDGE,
    ),
    Rule::new(
        "P1",
        "optional items come and go",
        "Users refuse consent item by item.",
        "Read items with `Facts`; absent, null and empty are the same.",
    ),
    Rule::new(
        "P2",
        "an item of the wrong type is dropped with a warning",
        "One odd field must not cost the sign-in, and must not vanish in silence either.",
        "Read items with `Facts` and keep the warnings of the profile.",
    ),
    Rule::new(
        "P6",
        "a picture is https",
        "A page with https shows no other, and plain http can be read and changed on the way.",
        "Read it with `Facts::https_url`.",
    ),
    Rule::new(
        "P7",
        "an address is verified only by its rule",
        "Whoever links accounts by a verified address trusts this word.",
        "Use `Verification::from_flag` with the provider's own flag, and `Unknown` where it has none.",
    ),
    Rule::new(
        "P10",
        "the same reply gives the same profile",
        "Embedders compare profiles.",
        "Use nothing but the reply in `profile`.",
    ),
    Rule::new(
        "V11",
        "odd but valid text is kept",
        "Names are written in every script.",
        "Hand text on as it is.",
    ),
];
