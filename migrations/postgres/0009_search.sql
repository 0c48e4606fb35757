-- Lists of any length are searched, sorted and paged through in a time that does not grow with them. The twin of
-- ../sqlite/0009_search.sql.

-- What lists are sorted and narrowed down by. The trash is not in them.
create index actors_by_name on actors (name_key, id) where deleted_at is null;
create index actors_by_age on actors (age, id) where deleted_at is null;
create index actors_by_gender on actors (gender, id) where deleted_at is null;
create index movies_by_title on movies (title_key, id) where deleted_at is null;
create index movies_by_release_date on movies (release_date, id) where deleted_at is null;
create index movies_by_release_year on movies (release_year, id) where deleted_at is null;
create index movies_by_genre on movies (genre_key, id) where deleted_at is null;
create index movies_by_expiry_date on movies (expiry_date, id) where deleted_at is null;
-- Backwards, those would begin with what is unknown, and lists end with it. SQLite walks each stretch of its index by itself.
create index movies_by_release_date_last on movies (release_date desc nulls last, id) where deleted_at is null;
create index movies_by_genre_last on movies (genre_key desc nulls last, id) where deleted_at is null;
create index movies_by_expiry_date_last on movies (expiry_date desc nulls last, id) where deleted_at is null;

-- Every three letters in a row of the texts that are searched, of what is not in the trash. The extension comes with
-- PostgreSQL, and the owner of a database may add it.
create extension if not exists pg_trgm;
create index actors_name_text on actors using gin (name_key gin_trgm_ops) where deleted_at is null;
create index movies_title_text on movies using gin (title_key gin_trgm_ops) where deleted_at is null;
create index movies_genre_text on movies using gin (genre_key gin_trgm_ops) where deleted_at is null;

-- How many records are shown, by blocks of 128 ids on level 0, of 4,096 on level 1, of 131,072 on level 2. So a total is a short
-- sum, and the page of any number is found without counting off the rows before it. Kept by agency/src/counts.rs with every commit.
create table counts (
    record_type text not null,
    level bigint not null,
    block bigint not null,                -- the id, without its last 7, 12 or 17 bits
    shown bigint not null,
    primary key (record_type, level, block)
);
insert into counts select 'actor', 0, id >> 7, count(*) from actors where deleted_at is null group by 3;
insert into counts select 'movie', 0, id >> 7, count(*) from movies where deleted_at is null group by 3;
insert into counts select 'casting', 0, castings.id >> 7, count(*)
    from castings join movies on movies.id = movie_id join actors on actors.id = actor_id
    where castings.deleted_at is null and movies.deleted_at is null and actors.deleted_at is null group by 3;
insert into counts select record_type, 1, block >> 5, sum(shown) from counts where level = 0 group by 1, 3;
insert into counts select record_type, 2, block >> 5, sum(shown) from counts where level = 1 group by 1, 3;
