-- Who uses how much: requests by day, client and door. Every instance adds what it has counted. The twin of
-- ../sqlite/0010_usage.sql.
create table usage (
    day date not null,                      -- in UTC
    client text collate "C" not null,       -- a digest: tells clients apart, and opens nothing
    token text collate "C" not null,        -- a digest, where many have a token for the same name; or empty
    door text not null check (door in ('rest', 'catalogue', 'graphql', 'live', 'pages')),
    kind text not null check (kind in ('person', 'program', 'token', 'nobody', 'others')),
    name text not null,                     -- as it was last on that day
    requests bigint not null,
    throttled bigint not null,              -- of these: 429
    errors bigint not null,                 -- of these: any other 4xx and 5xx
    primary key (day, client, token, door)
);
