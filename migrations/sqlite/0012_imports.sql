-- Files that people are importing, from choosing one until a day later. The twin of ../postgres/0012_imports.sql.
create table imports (
    id integer primary key autoincrement,
    person_id integer not null references people (id), -- nobody else sees it
    kind text not null check (kind in ('actor', 'movie')),
    file text not null,                   -- what it is called; empty: its text was pasted
    body text not null,                   -- JSON: its rows, each with its number and its cells; empty once it is imported
    columns text,                         -- JSON: which holds what; null: nobody has said so yet
    left_out text not null default '[]',  -- JSON: the numbers of the rows that somebody leaves out
    step integer,                         -- what came of it: the step, as steps has it; null: nothing yet
    added integer not null default 0,
    remaining integer not null default 0, -- rows that were not added
    at text not null
) strict;
create index imports_of_person on imports (person_id, id);
create index imports_by_age on imports (at);
