-- The agency's records, its people and its change log. The twin of ../postgres/0001_the_agency.sql.
-- `strict` knows no date and no boolean: dates are text `yyyy-mm-dd`, instants text in UTC.

create table people (
    id integer primary key autoincrement, -- autoincrement: a deleted id is never given again
    login text not null unique,           -- folded, as domain/src/text.rs does
    name text not null,
    role text not null check (role in ('casting_assistant', 'casting_director', 'executive_producer')),
    password_hash text not null           -- PHC string, argon2id
) strict;

create table sessions (
    id integer primary key autoincrement,
    person_id integer not null references people (id),
    expires_at text not null,
    ended_at text
) strict;

create table actors (
    id integer primary key autoincrement,
    name text not null,
    name_key text not null,               -- folded: duplicates, search and order agree on both databases
    age integer not null check (age between 0 and 150),
    gender text not null check (gender in ('female', 'male')),
    version integer not null default 1,
    deleted_at text                       -- delete is a mark, so that restoring is an ordinary operation
) strict;
-- What is in the trash counts for no duplicate.
create unique index actors_same on actors (name_key, age) where deleted_at is null;

create table movies (
    id integer primary key autoincrement,
    title text not null,
    title_key text not null,
    release_date text,                    -- null: the day is not known
    release_year integer not null check (release_year >= 1888),
    genre text,
    genre_key text,
    expiry_date text,                     -- null: the rights never end
    version integer not null default 1,
    deleted_at text
) strict;
create unique index movies_same_date on movies (title_key, release_date) where deleted_at is null;
-- Nulls differ from each other in a unique index: without a date the year tells two movies apart.
create unique index movies_same_year on movies (title_key, release_year) where deleted_at is null and release_date is null;

-- A casting is shown while it, its actor and its movie are not deleted. So a delete takes castings with it, and a
-- restore brings them back, without a second mark to keep in step.
create table castings (
    id integer primary key autoincrement,
    movie_id integer not null references movies (id),
    actor_id integer not null references actors (id),
    character text not null,
    character_key text not null,
    version integer not null default 1,
    deleted_at text
) strict;
create unique index castings_same on castings (movie_id, actor_id, character_key) where deleted_at is null;
create index castings_of_actor on castings (actor_id);

-- The change log. Numbers follow commits; rows are only ever added.
create table changes (
    number integer primary key autoincrement,
    at text not null,
    by_id integer references people (id), -- null: a program with a token of its own
    by_name text not null,                -- as it was then
    kind text not null,
    record_type text not null,
    record_id integer not null,
    version integer not null,
    before text,                          -- the record as JSON; null when it was added
    after text not null
) strict;
create index changes_of_record on changes (record_type, record_id, number);

-- What the installation knows of itself: the key its tokens are signed with, whether it is a demo.
create table settings (
    name text primary key,
    value text not null
) strict;
