-- The agency's records, its people and its change log. The twin of ../sqlite/0001_the_agency.sql.
-- Text that is ordered or compared by its key is collated "C": the same order as SQLite's.

create table people (
    id bigint generated always as identity primary key,
    login text collate "C" not null unique, -- folded, as domain/src/text.rs does
    name text not null,
    role text not null check (role in ('casting_assistant', 'casting_director', 'executive_producer')),
    password_hash text not null             -- PHC string, argon2id
);

create table sessions (
    id bigint generated always as identity primary key,
    person_id bigint not null references people (id),
    expires_at timestamptz not null,
    ended_at timestamptz
);

create table actors (
    id bigint generated always as identity primary key,
    name text not null,
    name_key text collate "C" not null,     -- folded: duplicates, search and order agree on both databases
    age integer not null check (age between 0 and 150),
    gender text not null check (gender in ('female', 'male')),
    version bigint not null default 1,
    deleted_at timestamptz                  -- delete is a mark, so that restoring is an ordinary operation
);
-- What is in the trash counts for no duplicate.
create unique index actors_same on actors (name_key, age) where deleted_at is null;

create table movies (
    id bigint generated always as identity primary key,
    title text not null,
    title_key text collate "C" not null,
    release_date date,                      -- null: the day is not known
    release_year integer not null check (release_year >= 1888),
    genre text,
    genre_key text collate "C",
    expiry_date date,                       -- null: the rights never end
    version bigint not null default 1,
    deleted_at timestamptz
);
create unique index movies_same_date on movies (title_key, release_date) where deleted_at is null;
-- Nulls differ from each other in a unique index: without a date the year tells two movies apart.
create unique index movies_same_year on movies (title_key, release_year) where deleted_at is null and release_date is null;

-- A casting is shown while it, its actor and its movie are not deleted. So a delete takes castings with it, and a
-- restore brings them back, without a second mark to keep in step.
create table castings (
    id bigint generated always as identity primary key,
    movie_id bigint not null references movies (id),
    actor_id bigint not null references actors (id),
    character text not null,
    character_key text collate "C" not null,
    version bigint not null default 1,
    deleted_at timestamptz
);
create unique index castings_same on castings (movie_id, actor_id, character_key) where deleted_at is null;
create index castings_of_actor on castings (actor_id);

-- The change log. Numbers follow commits (agency/src/db.rs takes a lock for that); rows are only ever added.
create table changes (
    number bigint generated always as identity primary key,
    at timestamptz not null,
    by_id bigint references people (id),    -- null: a program with a token of its own
    by_name text not null,                  -- as it was then
    kind text not null,
    record_type text not null,
    record_id bigint not null,
    version bigint not null,
    before text,                            -- the record as JSON; null when it was added
    after text not null
);
create index changes_of_record on changes (record_type, record_id, number);

-- What the installation knows of itself: the key its tokens are signed with, whether it is a demo.
create table settings (
    name text primary key,
    value text not null
);
