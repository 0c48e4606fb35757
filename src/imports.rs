//! The door for files that are to be imported: they are too long for the one of forms. All that comes after it is forms.

use crate::{
    auth::Visitor,
    pages::{self, Here},
    server::Server,
};
use app::Refused;
use axum::{
    Extension, Router,
    extract::{
        DefaultBodyLimit, FromRequest, Multipart, Request, State,
        multipart::{Field, MultipartError},
    },
    http::Uri,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::{Error, FieldError, ImportId, ImportKind, LONGEST_IMPORT, Result, SignInProblem};

/// So much of what is too long is read all the same: a browser that is cut off while it sends shows no answer. In bytes.
const LONGEST_SENT: usize = 64_000_000;
/// The longest text that somebody pasted and that the page to sign in keeps. In bytes.
const LONGEST_HELD: usize = 32 * 1024;

pub fn routes() -> Router<Server> {
    let door = || get(pages::page).post(upload);
    Router::new()
        .route(ImportKind::Actors.path(), door())
        .route(ImportKind::Movies.path(), door())
        // It has its own, and says so.
        .layer(DefaultBodyLimit::disable())
}

/// Takes in a file, or the text that was pasted in its place. Refused, the page comes back with what was pasted.
async fn upload(
    State(server): State<Server>,
    Extension(visitor): Extension<Here>,
    uri: Uri,
    request: Request,
) -> Response {
    let mut sent = Sent::default();
    let read = match Multipart::from_request(request, &server).await {
        Ok(parts) => sent.read(parts).await,
        Err(_) => Err(unreadable()),
    };
    let page = uri.path().to_owned();
    let refused = |sent: Sent, longest, error| {
        let typed = (sent.text.len() <= longest).then(|| ("text".to_owned(), sent.text));
        Refused { call: page.clone(), page: page.clone(), typed: typed.into_iter().collect(), error }
    };
    let Some(visitor) = visitor else {
        let ended = refused(sent, LONGEST_HELD, Error::SignIn(SignInProblem::SessionEnded));
        return pages::sign_in_again(&server, &uri, ended).await;
    };
    let taken = match read {
        Ok(()) => take(&server, &visitor, &page, &sent).await,
        Err(error) => Err(error),
    };
    match taken {
        Ok(id) => Redirect::to(&format!("{page}/{id}")).into_response(),
        Err(error) => {
            let refused = refused(sent, LONGEST_IMPORT, error);
            pages::draw_again(&server, &uri, Some(visitor), refused, None).await
        }
    }
}

async fn take(server: &Server, visitor: &Visitor, page: &str, sent: &Sent) -> Result<ImportId> {
    let kind = ImportKind::ALL.into_iter().find(|kind| kind.path() == page).ok_or(Error::NotFound)?;
    let by = visitor.caller().signed_in()?;
    if !sent.file.is_empty() {
        return server.agency.add_import(&by, kind, &sent.name, &sent.file).await;
    }
    if sent.text.trim().is_empty() {
        return Err(Error::Invalid(vec![FieldError::new("file", words::import_nothing_chosen())]));
    }
    let taken = server.agency.add_import(&by, kind, "", sent.text.as_bytes()).await;
    taken.map_err(|error| match error {
        Error::Invalid(fields) => {
            let fields = fields.into_iter().map(|it| FieldError { field: "text".into(), ..it });
            Error::Invalid(fields.collect())
        }
        other => other,
    })
}

/// What came.
#[derive(Default)]
struct Sent {
    /// What the file is called.
    name: String,
    file: Vec<u8>,
    text: String,
    length: usize,
}

impl Sent {
    async fn read(&mut self, mut parts: Multipart) -> Result<()> {
        while let Some(part) = parts.next_field().await.map_err(|_| unreadable())? {
            match part.name() {
                Some("file") => {
                    self.name = part.file_name().unwrap_or_default().to_owned();
                    self.file = self.bytes(part).await?;
                }
                Some("text") => {
                    let text = self.bytes(part).await?;
                    self.text = String::from_utf8(text).map_err(|_| unreadable())?;
                }
                _ => drop(self.bytes(part).await?),
            }
        }
        Ok(())
    }

    /// The bytes of a part; of one that is too long as many as say that it is.
    async fn bytes(&mut self, mut part: Field<'_>) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        while let Some(piece) = part.chunk().await.map_err(|_: MultipartError| unreadable())? {
            self.length += piece.len();
            if self.length > LONGEST_SENT {
                return Err(Error::TooLarge);
            }
            let room = (LONGEST_IMPORT + 1).saturating_sub(bytes.len());
            bytes.extend_from_slice(&piece[..piece.len().min(room)]);
        }
        Ok(bytes)
    }
}

fn unreadable() -> Error {
    Error::Malformed(words::import_unreadable().into())
}
