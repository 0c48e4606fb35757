-- The change log is looked through by who, what and when, newest first. The twin of ../postgres/0005_activity.sql.
create index changes_by_name on changes (by_name, number);
create index changes_of_type on changes (record_type, number);
-- What was done stands in the kind, behind the kind of record: actor_added.
create index changes_by_act on changes (substr(kind, length(record_type) + 2), number);
create index changes_by_time on changes (at, number);
