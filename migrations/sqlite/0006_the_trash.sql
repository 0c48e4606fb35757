-- The trash is looked through every hour, for what has been in it too long, and whenever somebody opens it: the time must
-- not grow with what is not in it. The twin of ../postgres/0006_the_trash.sql.
create index actors_deleted on actors (deleted_at) where deleted_at is not null;
create index movies_deleted on movies (deleted_at) where deleted_at is not null;
create index castings_deleted on castings (deleted_at) where deleted_at is not null;
