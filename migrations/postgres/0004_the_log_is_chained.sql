-- The change log becomes one that shows when it was tampered with. The twin of ../sqlite/0004_the_log_is_chained.sql.

-- Of each change a digest is kept, salted, so that what it said can be erased one day (a person's data) without anybody
-- being able to guess it from the digest; and a hash over the hash of the change before and this digest. Rows from before
-- this step get theirs when the program opens the database.
alter table changes add column salt text;   -- base64url; null: what it said was erased
alter table changes add column digest text; -- SHA-256, base64url
alter table changes add column hash text;   -- SHA-256, base64url

-- Rows are only ever added. What may go is what one of them said, never that it was said.
create function changes_are_only_added() returns trigger language plpgsql as $$
begin
    raise exception 'the change log is only ever added to';
end $$;
create trigger changes_are_not_deleted before delete or truncate on changes
    for each statement execute function changes_are_only_added();
create trigger changes_are_not_edited before update of number, at, by_id, kind, record_type, record_id, version, digest, hash on changes
    for each row when (old.hash is not null) execute function changes_are_only_added();
