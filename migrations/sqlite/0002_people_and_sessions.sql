-- People that are looked after, sessions that are refreshed, one-time links, a brake on guessing. The twin of
-- ../postgres/0002_people_and_sessions.sql.

alter table people add column disabled_at text; -- cannot sign in since; null: can
-- Counted up to end everything that lets somebody in: sessions and tokens name the epoch they were given in.
alter table people add column epoch integer not null default 1;
alter table people add column version integer not null default 1;

-- The sessions of before cannot be continued: whoever was signed in signs in again. Their tokens name no epoch, so no
-- old token opens a new session of the same number.
drop table sessions;
create table sessions (
    id integer primary key autoincrement,
    person_id integer not null references people (id),
    epoch integer not null,               -- the person's, when it began; good as long as the two are equal
    device text not null,                 -- in words, for the person's own list
    started_at text not null,
    seen_at text not null,                -- moves when the session is refreshed, not with every request
    expires_at text not null,             -- whatever is done with it
    ended_at text
) strict;
create index sessions_of_person on sessions (person_id);

-- What continues a session: each is good for one successor, and until that one was used. Kept as long as the session,
-- because a used one that comes back tells of a thief.
create table refresh_tokens (
    hash text primary key,                -- SHA-256, base64url: the token itself is nowhere
    session_id integer not null references sessions (id) on delete cascade,
    parent text,                          -- the hash of the one it succeeds; null: the first
    used_at text
) strict;
create index refresh_tokens_of_session on refresh_tokens (session_id);
create index refresh_tokens_of_parent on refresh_tokens (parent);

-- One-time addresses. No secret is kept: the address is the id and a signature of it.
create table links (
    id integer primary key autoincrement,
    kind text not null check (kind in ('first', 'invite', 'reset')),
    role text check (role in ('casting_assistant', 'casting_director', 'executive_producer')), -- null: a reset
    name text,                            -- for whom, where that was said
    person_id integer references people (id), -- whose password it replaces; null: it makes an account
    by_id integer references people (id), -- null: the program itself
    by_name text not null,
    expires_at text not null,
    used_at text,
    withdrawn_at text
) strict;

-- Tries to sign in that failed, or are still being judged, of the last quarter of an hour.
create table sign_in_failures (
    id integer primary key autoincrement,
    subject text not null,                -- a hash: people type passwords where names belong
    at text not null
) strict;
create index sign_in_failures_of_subject on sign_in_failures (subject, at);
create index sign_in_failures_by_age on sign_in_failures (at);
