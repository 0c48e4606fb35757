//! Who may do what: the one table, and the proof that it was asked.

use crate::{Error, PersonId, RecordId, Result, SignInProblem};
use serde::{Deserialize, Serialize};
use std::{fmt, marker::PhantomData, str::FromStr};

/// What a person is at the agency. Each role may do all that the one before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::Type), sqlx(type_name = "text", rename_all = "snake_case"))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    CastingAssistant,
    CastingDirector,
    ExecutiveProducer,
}

impl Role {
    pub const ALL: [Self; 3] = [Self::CastingAssistant, Self::CastingDirector, Self::ExecutiveProducer];

    /// The name in tokens and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::CastingAssistant => "casting_assistant",
            Self::CastingDirector => "casting_director",
            Self::ExecutiveProducer => "executive_producer",
        }
    }

    /// The name people read.
    pub fn title(self) -> &'static str {
        match self {
            Self::CastingAssistant => words::casting_assistant(),
            Self::CastingDirector => words::casting_director(),
            Self::ExecutiveProducer => words::executive_producer(),
        }
    }

    /// The name within a sentence: `a casting director`.
    #[cfg(not(target_family = "wasm"))]
    pub fn with_article(self) -> &'static str {
        match self {
            Self::CastingAssistant => words::a_casting_assistant(),
            Self::CastingDirector => words::a_casting_director(),
            Self::ExecutiveProducer => words::an_executive_producer(),
        }
    }

    /// Asks the table.
    pub fn may(self, permission: Permission) -> bool {
        self >= permission.least_role()
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Role {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        // The old service's document uses two names for the same role.
        let text = if text == "casting_manager" { "casting_director" } else { text };
        Self::ALL.into_iter().find(|role| role.name() == text).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            format!("there is no role {text:?}; the roles are {names}")
        })
    }
}

/// A permission as a type, so that an operation can demand it in its signature.
pub trait Grants {
    const PERMISSION: Permission;
}

macro_rules! permissions {
    ($($Name:ident, $claim:literal, $least:ident, $deed:literal, $said:path;)*) => {
        /// One thing that some may do and others may not.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Permission {
            $(#[doc = concat!("To ", $deed, ".")] #[serde(rename = $claim)] $Name),*
        }

        impl Permission {
            pub const ALL: &[Self] = &[$(Self::$Name),*];

            /// The name in a token's `permissions` claim.
            pub fn claim(self) -> &'static str {
                match self { $(Self::$Name => $claim),* }
            }

            /// The lowest role that holds it.
            pub fn least_role(self) -> Role {
                match self { $(Self::$Name => Role::$least),* }
            }

            /// What it allows, as it stands within a sentence: after "may".
            pub fn deed(self) -> &'static str {
                match self { $(Self::$Name => $said()),* }
            }
        }

        $(
            #[doc = concat!("The permission to ", $deed, " (`", $claim, "`), as a type.")]
            #[derive(Clone, Copy, Debug)]
            pub struct $Name;
            impl Grants for $Name {
                const PERMISSION: Permission = Permission::$Name;
            }
        )*
    };
}

// The table. Everything that asks who may do what asks this.
permissions! {
    SeeActors,      "get:actors",      CastingAssistant,  "see actors",                words::may_see_actors;
    SeeMovies,      "get:movies",      CastingAssistant,  "see movies",                words::may_see_movies;
    AddActors,      "post:actors",     CastingDirector,   "add actors",                words::may_add_actors;
    ChangeActors,   "patch:actors",    CastingDirector,   "change actors",             words::may_change_actors;
    DeleteActors,   "delete:actors",   CastingDirector,   "delete actors",             words::may_delete_actors;
    ChangeMovies,   "patch:movies",    CastingDirector,   "change movies",             words::may_change_movies;
    AddCastings,    "post:castings",   CastingDirector,   "cast actors in movies",     words::may_add_castings;
    ChangeCastings, "patch:castings",  CastingDirector,   "change who is played",      words::may_change_castings;
    DeleteCastings, "delete:castings", CastingDirector,   "take actors out of a cast", words::may_delete_castings;
    AddMovies,      "post:movies",     ExecutiveProducer, "add movies",                words::may_add_movies;
    DeleteMovies,   "delete:movies",   ExecutiveProducer, "delete movies",             words::may_delete_movies;
    EmptyTrash,     "empty:trash",     ExecutiveProducer, "empty the trash",           words::may_empty_trash;
    ManagePeople,   "manage:people",   ExecutiveProducer, "manage people",             words::may_manage_people;
    SeeUsage,       "get:usage",       ExecutiveProducer, "see who uses how much",     words::may_see_usage;
}

impl Permission {
    /// What it takes to restore a record: the same as to delete it. Nobody is deleted, so nobody is restored.
    pub fn to_restore(record: RecordId) -> Option<Self> {
        match record {
            RecordId::Actor(_) => Some(Self::DeleteActors),
            RecordId::Movie(_) => Some(Self::DeleteMovies),
            RecordId::Casting(_) => Some(Self::DeleteCastings),
            RecordId::Person(_) => None,
        }
    }

    /// What it takes to see a record, all of it: then one hears of it, too.
    pub fn to_see(record: RecordId) -> &'static [Self] {
        match record {
            RecordId::Actor(_) => &[Self::SeeActors],
            RecordId::Movie(_) => &[Self::SeeMovies],
            RecordId::Casting(_) => &[Self::SeeActors, Self::SeeMovies],
            RecordId::Person(_) => &[Self::ManagePeople],
        }
    }

    /// The roles that hold it, from the lowest.
    pub fn roles(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| role.may(self))
    }

    /// Why a control is not there to be used, and who could: `Only executive producers may delete movies.`
    pub fn refusal(self) -> String {
        let roles = match self.least_role() {
            Role::CastingAssistant => words::all_roles(),
            Role::CastingDirector => words::directors_and_producers(),
            Role::ExecutiveProducer => words::executive_producers(),
        };
        words::only_they_may(roles, self.deed())
    }
}

/// Who is asking, found out once for each request. Only the server makes one, from a token it has verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    person: Option<PersonId>,
    name: String,
    key: String,
    held: Held,
}

/// What a caller may do: all that a role may, or just what a token lists.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Held {
    Role(Role),
    Only(Vec<Permission>),
}

impl Caller {
    /// A person with an account.
    pub fn person(id: PersonId, name: impl Into<String>, role: Role) -> Self {
        Self { person: Some(id), name: name.into(), key: format!("person {id}"), held: Held::Role(role) }
    }

    /// A program with a role's token, named for the log.
    pub fn program(name: impl Into<String>, role: Role) -> Self {
        Self::somebody(name.into(), Held::Role(role))
    }

    /// A program whose token lists what it may do, named for the log.
    pub fn limited(name: impl Into<String>, permissions: Vec<Permission>) -> Self {
        Self::somebody(name.into(), Held::Only(permissions))
    }

    fn somebody(name: String, held: Held) -> Self {
        Self { person: None, key: format!("program {name}"), name, held }
    }

    /// The same caller, told from others by this key and not by the name: names of two issuers may be alike.
    pub fn known_by(self, key: String) -> Self {
        Self { key, ..self }
    }

    /// The account, where a person asks.
    pub fn id(&self) -> Option<PersonId> {
        self.person
    }

    /// The name as the change log shows it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What tells this caller from every other: what is counted or kept for a caller is kept by it.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The role, where the caller has one.
    pub fn role(&self) -> Option<Role> {
        match self.held {
            Held::Role(role) => Some(role),
            Held::Only(_) => None,
        }
    }

    /// Asks the table, or the token's list.
    pub fn may(&self, permission: Permission) -> bool {
        match &self.held {
            Held::Role(role) => role.may(permission),
            Held::Only(permissions) => permissions.contains(&permission),
        }
    }

    /// Whether changes of this record are told to the caller: they hold what the record says.
    pub fn hears_of(&self, record: RecordId) -> bool {
        Permission::to_see(record).iter().all(|permission| self.may(*permission))
    }

    /// The only way to a [`Permit`]: refuses what the table does not grant.
    pub fn permit<P: Grants>(&self) -> Result<Permit<P>> {
        if self.may(P::PERMISSION) {
            Ok(Permit { caller: self.clone(), permission: PhantomData })
        } else {
            Err(Error::NotAllowed(P::PERMISSION))
        }
    }

    /// The only way to a [`SignedIn`]: refuses a program, which has no account to look after.
    pub fn signed_in(&self) -> Result<SignedIn> {
        let id = self.person.ok_or(Error::SignIn(SignInProblem::SessionEnded))?;
        Ok(SignedIn { caller: self.clone(), id })
    }
}

/// Proof that this caller holds permission `P`. An operation takes it, so no door can forget to ask.
#[derive(Clone, Debug)]
pub struct Permit<P> {
    caller: Caller,
    permission: PhantomData<P>,
}

impl<P> Permit<P> {
    pub fn caller(&self) -> &Caller {
        &self.caller
    }
}

/// Proof that a person with an account asks. What somebody does to the own account takes it, and no permission; so does what
/// only then shows which permissions it needs.
#[derive(Clone, Debug)]
pub struct SignedIn {
    caller: Caller,
    id: PersonId,
}

impl SignedIn {
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    pub fn id(&self) -> PersonId {
        self.id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The contract's table, written out a second time on purpose: one grant too many or too few is seen here.
    #[test]
    fn who_may_do_what() {
        fn check(permission: Permission, expected: [bool; 3]) {
            assert_eq!(Role::ALL.map(|role| role.may(permission)), expected, "{permission:?}");
        }
        let table = [
            (Permission::SeeActors, [true, true, true]),
            (Permission::SeeMovies, [true, true, true]),
            (Permission::AddActors, [false, true, true]),
            (Permission::ChangeActors, [false, true, true]),
            (Permission::DeleteActors, [false, true, true]),
            (Permission::ChangeMovies, [false, true, true]),
            (Permission::AddCastings, [false, true, true]),
            (Permission::ChangeCastings, [false, true, true]),
            (Permission::DeleteCastings, [false, true, true]),
            (Permission::AddMovies, [false, false, true]),
            (Permission::DeleteMovies, [false, false, true]),
            (Permission::EmptyTrash, [false, false, true]),
            (Permission::ManagePeople, [false, false, true]),
            (Permission::SeeUsage, [false, false, true]),
        ];
        assert_eq!(table.len(), Permission::ALL.len());
        for (permission, expected) in table {
            check(permission, expected);
        }
    }

    #[test]
    fn a_permit_is_refused_with_its_permission() {
        let director = Caller::person(PersonId(1), "Maya", Role::CastingDirector);
        assert!(director.permit::<ChangeMovies>().is_ok());
        assert_eq!(director.permit::<DeleteMovies>().err(), Some(Error::NotAllowed(Permission::DeleteMovies)));
    }

    #[test]
    fn only_people_are_signed_in() {
        let director = Caller::person(PersonId(7), "Maya", Role::CastingDirector);
        assert_eq!(director.signed_in().map(|by| by.id()), Ok(PersonId(7)));
        let program = Caller::program("Maya", Role::ExecutiveProducer);
        assert_eq!(program.signed_in().err(), Some(Error::SignIn(SignInProblem::SessionEnded)));
    }

    #[test]
    fn a_limited_caller_holds_what_is_listed() {
        let old = Caller::limited("client", vec![Permission::SeeMovies, Permission::DeleteMovies]);
        assert!(old.permit::<DeleteMovies>().is_ok());
        assert_eq!(old.permit::<SeeActors>().err(), Some(Error::NotAllowed(Permission::SeeActors)));
    }

    #[test]
    fn who_hears_of_what() {
        use crate::{ActorId, CastingId, MovieId};
        let records = [
            RecordId::Actor(ActorId(1)),
            RecordId::Movie(MovieId(1)),
            RecordId::Casting(CastingId(1)),
            RecordId::Person(PersonId(1)),
        ];
        let check = |caller: Caller, expected: [bool; 4]| {
            assert_eq!(records.map(|record| caller.hears_of(record)), expected, "{caller:?}");
        };
        let limited = |permissions: &[Permission]| Caller::limited("client", permissions.to_vec());
        check(limited(&[]), [false, false, false, false]);
        check(limited(&[Permission::SeeActors]), [true, false, false, false]);
        check(limited(&[Permission::SeeMovies]), [false, true, false, false]);
        check(limited(&[Permission::SeeActors, Permission::SeeMovies]), [true, true, true, false]);
        check(limited(&[Permission::ManagePeople]), [false, false, false, true]);
        check(Caller::program("a", Role::CastingAssistant), [true, true, true, false]);
        check(Caller::program("a", Role::ExecutiveProducer), [true, true, true, true]);
    }

    #[test]
    fn refusals_say_who_could() {
        assert_eq!(Permission::DeleteMovies.refusal(), "Only executive producers may delete movies.");
        assert_eq!(
            Permission::AddCastings.refusal(),
            "Only casting directors and executive producers may cast actors in movies."
        );
    }

    #[test]
    fn role_names() {
        fn check(text: &str, expected: Option<Role>) {
            assert_eq!(text.parse().ok(), expected, "{text:?}");
        }
        check("casting_assistant", Some(Role::CastingAssistant));
        check("casting_director", Some(Role::CastingDirector));
        check("casting_manager", Some(Role::CastingDirector));
        check("executive_producer", Some(Role::ExecutiveProducer));
        check("producer", None);
        check("", None);
    }
}
