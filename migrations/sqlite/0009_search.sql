-- Lists of any length are searched, sorted and paged through in a time that does not grow with them. The twin of
-- ../postgres/0009_search.sql.

-- What lists are sorted and narrowed down by. The trash is not in them.
create index actors_by_name on actors (name_key, id) where deleted_at is null;
create index actors_by_age on actors (age, id) where deleted_at is null;
create index actors_by_gender on actors (gender, id) where deleted_at is null;
create index movies_by_title on movies (title_key, id) where deleted_at is null;
create index movies_by_release_date on movies (release_date, id) where deleted_at is null;
create index movies_by_release_year on movies (release_year, id) where deleted_at is null;
create index movies_by_genre on movies (genre_key, id) where deleted_at is null;
create index movies_by_expiry_date on movies (expiry_date, id) where deleted_at is null;

-- Every three letters in a row of the texts that are searched, of what is not in the trash. The texts themselves stand in
-- the table, folded already. Triggers keep it: no writer can forget it. What a text was leaves before the row changes, because of two
-- triggers after it the younger would go first.
create virtual table actors_text using fts5 (name_key, content = 'actors', content_rowid = 'id', tokenize = 'trigram case_sensitive 1');
create virtual table movies_text using fts5 (title_key, genre_key, content = 'movies', content_rowid = 'id', tokenize = 'trigram case_sensitive 1');
insert into actors_text (rowid, name_key) select id, name_key from actors where deleted_at is null;
insert into movies_text (rowid, title_key, genre_key) select id, title_key, genre_key from movies where deleted_at is null;

create trigger actors_text_begins after insert on actors when new.deleted_at is null begin
    insert into actors_text (rowid, name_key) values (new.id, new.name_key);
end;
create trigger actors_text_ends after delete on actors when old.deleted_at is null begin
    insert into actors_text (actors_text, rowid, name_key) values ('delete', old.id, old.name_key);
end;
create trigger actors_text_leaves before update on actors
when old.deleted_at is null and (new.deleted_at is not null or new.name_key <> old.name_key) begin
    insert into actors_text (actors_text, rowid, name_key) values ('delete', old.id, old.name_key);
end;
create trigger actors_text_returns after update on actors
when new.deleted_at is null and (old.deleted_at is not null or new.name_key <> old.name_key) begin
    insert into actors_text (rowid, name_key) values (new.id, new.name_key);
end;
create trigger movies_text_begins after insert on movies when new.deleted_at is null begin
    insert into movies_text (rowid, title_key, genre_key) values (new.id, new.title_key, new.genre_key);
end;
create trigger movies_text_ends after delete on movies when old.deleted_at is null begin
    insert into movies_text (movies_text, rowid, title_key, genre_key) values ('delete', old.id, old.title_key, old.genre_key);
end;
create trigger movies_text_leaves before update on movies
when old.deleted_at is null
    and (new.deleted_at is not null or new.title_key <> old.title_key or new.genre_key is not old.genre_key) begin
    insert into movies_text (movies_text, rowid, title_key, genre_key) values ('delete', old.id, old.title_key, old.genre_key);
end;
create trigger movies_text_returns after update on movies
when new.deleted_at is null
    and (old.deleted_at is not null or new.title_key <> old.title_key or new.genre_key is not old.genre_key) begin
    insert into movies_text (rowid, title_key, genre_key) values (new.id, new.title_key, new.genre_key);
end;

-- How many records are shown, by blocks of 128 ids on level 0, of 4,096 on level 1, of 131,072 on level 2. So a total is a short
-- sum, and the page of any number is found without counting off the rows before it. Kept by agency/src/counts.rs with every commit.
create table counts (
    record_type text not null,
    level integer not null,
    block integer not null,               -- the id, without its last 7, 12 or 17 bits
    shown integer not null,
    primary key (record_type, level, block)
) strict;
insert into counts select 'actor', 0, id >> 7, count(*) from actors where deleted_at is null group by 3;
insert into counts select 'movie', 0, id >> 7, count(*) from movies where deleted_at is null group by 3;
insert into counts select 'casting', 0, castings.id >> 7, count(*)
    from castings join movies on movies.id = movie_id join actors on actors.id = actor_id
    where castings.deleted_at is null and movies.deleted_at is null and actors.deleted_at is null group by 3;
insert into counts select record_type, 1, block >> 5, sum(shown) from counts where level = 0 group by 1, 3;
insert into counts select record_type, 2, block >> 5, sum(shown) from counts where level = 1 group by 1, 3;
