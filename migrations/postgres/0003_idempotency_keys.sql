-- What was answered to a request that came with an Idempotency-Key, for 24 hours: sent again, it is answered and not done
-- again. Written in the transaction that does the work. The twin of ../sqlite/0003_idempotency_keys.sql.
create table idempotency_keys (
    caller text not null,
    operation text not null,              -- method and path
    key text not null,                    -- the caller's own text
    digest text not null,                 -- of what was sent along: the same key with another body is refused
    answer text not null,                 -- what came of it, as JSON; empty while it is being done
    at timestamptz not null,
    primary key (caller, operation, key)
);
create index idempotency_keys_by_age on idempotency_keys (at);
