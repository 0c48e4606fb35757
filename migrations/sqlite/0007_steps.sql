-- What each person did in one go and can take back, or took back and can do again, for 24 hours and 50 of each. The log says
-- what was done; here is only whose turn it is. The twin of ../postgres/0007_steps.sql.
create table steps (
    first integer primary key,            -- the number of its first change in the log
    last integer not null,                -- of its last
    by_id integer not null references people (id),
    at text not null,                     -- when it was done, or undone, or done again: whichever was last
    state text not null check (state in ('done', 'undone')),
    -- The changes that made it so. Taking the step back, or doing it again, is reversing these.
    latest_first integer not null,
    latest_last integer not null
) strict;
create index steps_of_person on steps (by_id, latest_first);
