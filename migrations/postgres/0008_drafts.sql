-- What somebody typed into a form and has not saved: one draft for each person and record, for 30 days. The twin of
-- ../sqlite/0008_drafts.sql.
create table drafts (
    person_id bigint not null references people (id),
    kind text not null check (kind in ('actor', 'movie', 'actor_cast', 'movie_cast')), -- the form, by what it is about
    record_id bigint not null,              -- 0: of a record that is not there yet
    body text not null,                     -- JSON: what was typed, by the fields' names
    at timestamptz not null,                -- in whole milliseconds: the browser tells one draft from the next by it
    primary key (person_id, kind, record_id)
);
create index drafts_by_age on drafts (at);
