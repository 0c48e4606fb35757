-- How somebody wants the pages, where they chose otherwise than they find them. The twin of ../sqlite/0011_settings.sql.
create table personal_settings (
    person_id bigint not null references people (id),
    name text not null,     -- no list of them here: what another version of the program kept stays
    value text not null,
    primary key (person_id, name)
);
