### Every text people read, in English. The syntax is Fluent's (projectfluent.org); CONTRIBUTING.md says how a text is added, and
### how a language.

## Browser
# What the browser's half says as well; whoever visits first downloads it. What the server alone says stands below, in its group.

month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
day-in-words = { $day } { $month } { $year }

# The frame of every page.
actors = Actors
movies = Movies
search = Search

# Lists.

# Records, castings and forms.

# Rules: what is wrong with what was typed.
name = Name
age = Age
gender = Gender
title = Title
release-date = Release date
release-year = Release year
genre = Genre
expiry-date = Expiry date
character = Character
female = Female
male = Male
needed = { $field } is needed
hidden-character = { $field } has a character that cannot be shown; type it again
too-long = { $field } is { $length } characters long; shorten it to { $most }
age-range = Age is a whole number of years from 0 to { $oldest }
gender-of-two = Gender is female or male
release-year-range = Release year is a whole number from { $first } to { $last }
release-date-range = Release date lies from { $first } to { $last }
release-date-needed = Release date is needed; give the release year if the day is not known
no-date = { $field } is not a date; write it as yyyy-mm-dd
choose-movie = Choose the movie
choose-actor = Choose the actor

# Who may do what.
casting-assistant = Casting assistant
casting-director = Casting director
executive-producer = Executive producer
only-they-may = Only { $roles } may { $deed }.
executive-producers = executive producers
directors-and-producers = casting directors and executive producers
all-roles = casting assistants and casting directors and executive producers
may-see-actors = see actors
may-see-movies = see movies
may-add-actors = add actors
may-change-actors = change actors
may-delete-actors = delete actors
may-change-movies = change movies
may-add-castings = cast actors in movies
may-change-castings = change who is played
may-delete-castings = take actors out of a cast
may-add-movies = add movies
may-delete-movies = delete movies
may-empty-trash = empty the trash
may-manage-people = manage people
may-see-usage = see who uses how much

# Why something was not done.
session-ended = Session has ended.
wrong-credentials = The name or the password is not right. Check both and try again.
already-there = This is there already.
stale = Someone changed this while you had it open. Look at what it says now, then save again.
too-large = The request is too large.
too-many-tries-minute = Too many tries. Wait a minute, then try again.
too-many-tries = Too many tries. Wait { $minutes } minutes, then try again.
unreachable = The agency cannot be reached just now. Try again in a moment; what was sent last may have arrived all the same.
our-fault = Something went wrong on our side. Nothing was changed; try again, and tell your producer if it stays.
unreadable-request = The request cannot be read. Reload the page and try again.

## The language itself

# What it calls itself.
language-name = English
# `ltr` or `rtl`.
language-direction = ltr

## Numbers, days and times

# Between thousands.
number-group = ,
month-and-year = { $month } { $year }
# The zone comes last, as its users call it.
time-in-words = { $day }, { $time } { $zone }
actors-counted = { $count ->
    [one] { $count } actor
   *[other] { $count } actors
}

## Rules and refusals

a-casting-assistant = a casting assistant
a-casting-director = a casting director
an-executive-producer = an executive producer

# What an address or a form asks of a list.
whole-number = { $field } is a whole number
at-most-characters = { $field } has at most { $most } characters
character-of-no-record = { $field } has a character that no record holds
range-upside-down = { $from } { $first } lies beyond { $to } { $last }
page-size = limit is a whole number from 1 to { $most }
page-out-of-reach = page { $page } lies beyond the first { $most } rows; narrow the search
sort-keys = sort knows { $keys }, each with - for downwards
gender-asked = gender is male or female
choose-one-of-these = Choose one of these

# Accounts.
sign-in-name = Sign-in name
role = Role
password = Password
sign-in-name-one-word = Sign-in name is one word, without spaces
sign-in-name-empty = Sign-in name has no letter or digit
sign-in-name-taken = Somebody signs in with this name already; choose another
role-of-three = Role is one of the three that are offered
password-too-short = Password has at least { $least } characters
password-is-name = Password is not one's own name
password-common = Password is one of the commonest, which are guessed first; choose another
password-not-yours = This is not your password; type the one you have now
account-is-disabled = { $name } is disabled. Enable the account first.
only-producer = { $name } is the only executive producer who can sign in. Make somebody else one first.

# Records.
field-clash = { $field }: { $by } made it { $says } ({ $when }). Save again to keep yours, or type theirs
field-clash-nothing = { $field }: { $by } made it nothing ({ $when }). Save again to keep yours, or type theirs
somebody = Somebody
another-by-now = There is another { $name }, { $number }, by now. Rename that one first.
plays-again = { $name } plays { $character } again by now.
also-in-trash = { $name } is in the trash, too. Restore that first.
no-such-actor-by-number = There is no actor { $number }.
no-such-movie-by-number = There is no movie { $number }.
nothing-was-chosen = Nothing was chosen.
too-many-at-once = { $count } records are too many at once. Choose at most { $most }.
too-many-pages = You have too many pages open at once. Close some of them.

# Undo and redo.
nothing-to-undo = There is nothing to undo.
nothing-to-redo = There is nothing to redo.
nothing-left-to-undo = There is nothing left of this to undo.
nothing-left-to-redo = There is nothing left of this to redo.
not-undone = { $why } Nothing was undone.
not-redone = { $why } Nothing was redone.
did-something-else = You did something else since.
happened = { $by } { $deed } ({ $when }).
happened-by-you = You { $deed } ({ $when }).
field-changed-since = { $by } changed the { $field } of { $what } since ({ $when }).
field-changed-by-you = You changed the { $field } of { $what } since ({ $when }).
not-there-any-more = { $what } is not there any more.

# Files that are imported.
choose-column = Choose the column with the { $field }
no-such-column = There is no such column for the { $field }
column-taken = The column of the { $field } is chosen for the { $other } already
choose-release-column = Choose the column with the release date, or the one with the release year
leave-out-wrong = Some rows are wrong: leave them out, or correct the file and choose it again
leave-out-double = Some rows stand twice in the file: leave the second ones out
leave-out-there = Some are there already: leave them out
nothing-to-add = There is nothing to add in this file
row-added-since = Somebody added what row { $row } says just now. Nothing was imported; look through the rows again.
all-added-since = Somebody added all of it just now. There is nothing left to import.
import-not-open = This file was imported already, or thrown away.
file-too-long = The file is longer than 5 MB. Split it, and import the parts one after the other
file-too-many-rows = The file has more than { NUMBER($most) } rows. Split it, and import the parts one after the other
file-is-workbook = This is a workbook. Save it as CSV in your spreadsheet, then choose that file
file-no-csv = The file cannot be read as CSV
file-no-text = The file cannot be read as text. Save it as CSV in UTF-8
file-empty = There is nothing in this file
row-too-wide = Row { $row } has { $length } columns, where { $most } are the most

## What was done

# A deed is the end of a sentence that begins with who did it. It is a verbal noun where the language has no such end.
somebody-did = { $by } { $deed }
you-did = You { $deed }.
undone-deed = Undone: { $deed }.
deed-added = added { $what }
deed-deleted = deleted { $what }
deed-restored = restored { $what }
deed-removed = removed { $what } for good
deed-removed-casting = removed { $what } as { $character } in { $title } for good
deed-cast = cast { $what } as { $character } in { $title }
deed-cast-again = cast { $what } again as { $character } in { $title }
deed-recast = recast { $what } from { $before } to { $after } in { $title }
deed-released = released { $what } from { $character } in { $title }
deed-added-person = added { $what } as { $role }
deed-made = made { $what } { $role }
deed-disabled = disabled { $what }
deed-enabled = enabled { $what }
deed-renamed = renamed { $what } to { $name }
deed-renamed-and-changed = renamed { $what } to { $name }: { $facts }
deed-changed = changed { $what }
deed-changed-facts = changed { $what }: { $facts }

# Facts in a deed.
fact-changed = { $field } from { $before } to { $after }
fact-set = { $field } set to { $after }
fact-taken-away = { $field } { $before } taken away
facts-and = { $facts }, { $fact }
name-in-sentence = name
age-in-sentence = age
gender-in-sentence = gender
title-in-sentence = title
release-date-in-sentence = release date
release-year-in-sentence = release year
genre-in-sentence = genre
expiry-date-in-sentence = expiry date
end-of-rights-in-sentence = end of rights
actor-in-sentence = actor
movie-in-sentence = movie
character-in-sentence = character
sign-in-name-in-sentence = sign-in name
role-in-sentence = role
account-in-sentence = account
female-in-sentence = female
male-in-sentence = male

# The fields of a record and what they say, in its history.
end-of-rights = End of rights
actor = Actor
movie = Movie
account = Account
account-disabled = disabled
account-enabled = enabled

# Several at once.
added-records = { $count ->
    [one] added { $count } record
   *[other] added { $count } records
}
changed-records = { $count ->
    [one] changed { $count } record
   *[other] changed { $count } records
}
renamed-records = { $count ->
    [one] renamed { $count } record
   *[other] renamed { $count } records
}
deleted-records = { $count ->
    [one] deleted { $count } record
   *[other] deleted { $count } records
}
restored-records = { $count ->
    [one] restored { $count } record
   *[other] restored { $count } records
}
cast-records = { $count ->
    [one] cast { $count } record
   *[other] cast { $count } records
}
recast-records = { $count ->
    [one] recast { $count } record
   *[other] recast { $count } records
}
released-records = { $count ->
    [one] released { $count } record
   *[other] released { $count } records
}

# What is looked for in the log.
act-added = Added
act-changed = Changed
act-deleted = Deleted
act-restored = Restored
act-removed = Removed for good
castings = Castings
people = People

# After a name: what tells it from others.
rest-of-actor = , { $age }
rest-of-movie = { " " }({ $year })
rest-of-casting = { " " }as { $character } in { $title }

## Lists

## Records

## Home

## In and out

## People and accounts

## Activity, history, trash

## Usage

## Commands

## Pages beside the app

# The app, once it is installed.
agency-in-a-sentence = Actors, movies and who plays what: the casting office.
actors-on-a-tablet = The list of actors on a tablet
movie-on-a-phone = A movie and its cast on a phone
people-and-titles = People and titles
list-of-actors = The list of actors
list-of-movies = The list of movies
