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
agency-name = Casting Agency
page-title = { $page } · Casting Agency
skip-to-content = Skip to the content
demo-warning = Demo: made-up data, passwords everybody knows. Do not put real names in.
live = Live
reconnecting = Reconnecting
offline = Offline
signed-out = Signed out
main-navigation = Main
home = Home
activity = Activity
trash = Trash
people = People
usage = Usage
sign-out = Sign out
go-home = Go home
close = Close
place-account = Account

# Lists.

search-actors = Search actors
search-movies = Search movies
filter = Filter
apply = Apply
lowest-age = Age from
highest-age = Age to
genre-contains = Genre contains
released-from = Released from
released-to = Released to
year-from = Year from
year-to = Year to
rights-end-from = Rights end from
rights-end-to = Rights end to
no-such-page-of-actors = There is no such page of actors.
no-such-page-of-movies = There is no such page of movies.
first-page = Go to the first page
see-all = See all
# Records, castings and forms.
add-actor = Add actor
add-movie = Add movie
save = Save
release = Release
rights-end = Rights end
day-format = yyyy-mm-dd
not-set = Not set
never = Never
in-whole-years = In whole years
only-without-day = Counts only while the day is not known
may-stay-empty = May stay empty
empty-is-never = Empty: never
edit = Edit
edit-record = Edit { $name }
delete = Delete
cancel = Cancel
save-actor = Save actor
save-movie = Save movie
see-all-actors = See all actors
see-all-movies = See all movies
history = History
compare-and-restore = Compare and restore
cast = Cast
cast-an-actor = Cast an actor
nobody-cast-yet = Nobody is cast yet. Who plays whom will be listed here.
cast-in-a-movie = Cast in a movie
not-cast-yet = Not cast yet. The movies and characters will be listed here.
as-character = as { $character }
take-out = Take out
take-actor-out = Take { $name } out of { $title }
cast-actor-in = Cast an actor in { $title }
cast-actor-somewhere = Cast { $name } in a movie
find-actor = Find an actor by name
find-movie = Find a movie by title
which-actor = Actor
which-movie = Movie
find = Find
nothing-found = Nothing found. Try fewer letters.
character = Character
character-hint = The part as the script names it
cast-them = Cast
there-is-a-problem = There is a problem
gone-while-typing = This is no longer there. Somebody may have deleted it: restore it from the trash, then send this again.
same-actor = There is an actor with this name and age already.
same-movie = There is a movie with this title and release date already.
same-person = There is somebody with this sign-in name already.
same-casting = This actor plays this character in this movie already.
look-at-it = Look at it
ended-while-typing = Your session has ended. Sign in, then send this again.
sign-in-in-tab = Sign in in another tab
no-such-actor = There is no such actor
no-such-movie = There is no such movie
no-such-page = There is no such page
deleted-or-mistyped = It may have been deleted, or the address is mistyped.
mistyped = The address may be mistyped.
you-are-signed-out = You are signed out
ended-here = Your session has ended. Sign in again to go on from here.
sign-in-again = Sign in
cannot-be-shown = This cannot be shown
see-what-happened = See what happened to it
try-again = Try again
loading = Loading

# Rules: what is wrong with what was typed.
name = Name
age = Age
gender = Gender
title = Title
release-date = Release date
release-year = Release year
genre = Genre
expiry-date = Expiry date
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


# Months, where there is room for three letters.
month-1-in-brief = Jan
month-2-in-brief = Feb
month-3-in-brief = Mar
month-4-in-brief = Apr
month-5-in-brief = May
month-6-in-brief = Jun
month-7-in-brief = Jul
month-8-in-brief = Aug
month-9-in-brief = Sep
month-10-in-brief = Oct
month-11-in-brief = Nov
month-12-in-brief = Dec
# Between thousands.
number-group = ,
month-and-year = { $month } { $year }
# The zone comes last, as its users call it.
time-in-words = { $day }, { $time } { $zone }
actors-counted = { $count ->
    [one] { $count } actor
   *[other] { $count } actors
}
movies-counted = { $count ->
    [one] { $count } movie
   *[other] { $count } movies
}
changes-counted = { $count ->
    [one] { $count } change
   *[other] { $count } changes
}
records-counted = { $count ->
    [one] { $count } record
   *[other] { $count } records
}
days-counted = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
# Of several things, one after the other, and before the last.
list-on = { $first }, { $next }
list-end = { $first } and { $last }

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

# After a name: what tells it from others.
rest-of-actor = , { $age }
rest-of-movie = { " " }({ $year })
rest-of-casting = { " " }as { $character } in { $title }

## Lists

actors-match = { $count ->
    [one] { $count } actor matches
   *[other] { $count } actors match
}
movies-match = { $count ->
    [one] { $count } movie matches
   *[other] { $count } movies match
}
no-actors-match = No actors match
no-movies-match = No movies match
more-actors-match = { NUMBER($count) }+ actors match
more-movies-match = { NUMBER($count) }+ movies match
no-actors-yet = Nobody yet. Actors you add will be listed here.
no-movies-yet = No movies yet. Movies that are added will be listed here.
the-search = The search
the-order = The order
female-actors = Female
male-actors = Male
without-a-part = Without a part
without-a-cast = Without a cast
title-contains = Title contains
genre-is = Genre is
year = Year
added = Added
remove-filter = { $filter }, remove
clear-all-filters = Clear all
quoted = “{ $text }”
nothing-matches-text = Nothing matches “{ $text }”.
nothing-matches-filters = Nothing matches these filters.
view = View
as-table = Table
as-cards = Cards
as-compact-list = Compact
columns = Columns
column-named = Column { $column }
beside-the-name = Beside the name
show-these-columns = Show these
choose-page = Choose all on this page
choose-record = Choose { $name }
all-in-list = All { NUMBER($count) } in the list
all-that-match = All { NUMBER($count) } that match
first-in-list = The first { NUMBER($count) } in the list
first-that-match = The first { NUMBER($count) } that match
chosen = Chosen:
nothing-chosen = Nothing is chosen
edit-chosen = Edit…
delete-chosen = Delete…
clear-chosen = Clear
ids-unreadable = Records are named by their ids. Reload the page and try again.
first-of-list = These are the first { NUMBER($count) }.
first-of-more = These are the first { NUMBER($count) }. Search or filter to see the others.
rows-not-read = Not all rows could be read.
page-number = Page { NUMBER($page) }
page-of = Page { NUMBER($page) } of { NUMBER($last) }
previous = Previous
next = Next
previous-record = Previous: { $name }
next-record = Next: { $name }
in-the-list = In the list
# What is to be done with several rows, before it is done.
many-back = Back to the list
many-nothing = Nothing is chosen. Choose rows in the list first.
many-change-actors = { $actors ->
    [one] Change { $actors } actor
   *[other] Change { $actors } actors
}
many-change-movies = { $movies ->
    [one] Change { $movies } movie
   *[other] Change { $movies } movies
}
many-delete-actors = { $actors ->
    [one] Delete { $actors } actor
   *[other] Delete { $actors } actors
}
many-delete-movies = { $movies ->
    [one] Delete { $movies } movie
   *[other] Delete { $movies } movies
}
# What shall be the same for all of them.
many-same = What is filled in here becomes the same for all of them. Nothing is changed before you have seen what would be.
many-as-it-is = As it is
many-empty = Empty: as it is
many-no-genre = Take the genre away
many-no-rights-end = Let the rights never end
many-either = Fill it in or take it away, not both
many-show = Show what changes
# What would come of it. The parts are counted, as below.
many-nothing-changes = Nothing would change.
many-actors-changed = { $actors ->
    [one] { $actors } actor will be changed. You can undo this.
   *[other] { $actors } actors will be changed. You can undo this.
}
many-movies-changed = { $movies ->
    [one] { $movies } movie will be changed. You can undo this.
   *[other] { $movies } movies will be changed. You can undo this.
}
many-actors-deleted = { $actors ->
    [one] { $actors } actor will be deleted. You can undo this.
   *[other] { $actors } actors will be deleted. You can undo this.
}
many-movies-deleted = { $movies ->
    [one] { $movies } movie will be deleted. You can undo this.
   *[other] { $movies } movies will be deleted. You can undo this.
}
many-actors-and-parts-deleted = { $actors ->
    [one] { $actors } actor and { $parts } will be deleted. You can undo this.
   *[other] { $actors } actors and { $parts } will be deleted. You can undo this.
}
many-movies-and-parts-deleted = { $movies ->
    [one] { $movies } movie and { $parts } will be deleted. You can undo this.
   *[other] { $movies } movies and { $parts } will be deleted. You can undo this.
}
many-parts = { $parts ->
    [one] { $parts } part in a cast
   *[other] { $parts } parts in casts
}
many-actors-so = { $actors ->
    [one] { $actors } actor is already so.
   *[other] { $actors } actors are already so.
}
many-movies-so = { $movies ->
    [one] { $movies } movie is already so.
   *[other] { $movies } movies are already so.
}
many-actors-left-out = { $actors ->
    [one] { $actors } actor is left out: see below.
   *[other] { $actors } actors are left out: see below.
}
many-movies-left-out = { $movies ->
    [one] { $movies } movie is left out: see below.
   *[other] { $movies } movies are left out: see below.
}
# What would come of it for each.
many-what-happens = What happens
many-called = { $name }, { $rest }
many-actor = Actor { $number }
many-movie = Movie { $number }
many-deleted = Deleted
many-deleted-with-parts = { $parts ->
    [one] Deleted, with { $parts } part in a cast
   *[other] Deleted, with { $parts } parts in casts
}
many-stays = Stays as it is

## Records

takes-parts-along = { $parts ->
    [one] Takes { $parts } part along. It can be undone.
   *[other] Takes { $parts } parts along. It can be undone.
}

no-such-history = There is no such history
no-such-import = There is no such import
no-such-page-of-usage = There is no such page of usage
no-such-page-of-activity = There is no such page of activity
what-to-do-with = What to do with { $name }
delete-further = Delete…

# What was done last.
undo = Undo
redo = Redo
no-longer-there = This is no longer there.

# Said by scripts (app/src/ui/shell.rs).
show-it = Show it
somebody-changed = { $name } changed something here.
something-changed = Something may have changed here.
discard = Discard
draft-restored = Restored what you typed at { $time }.
draft-restored-elsewhere = Restored what you typed at { $time } on another device.
draft-discarded = Discarded what you typed at { $time }.
draft-discarded-elsewhere = Discarded what you typed at { $time } on another device.
from-the-calendar = Choose from the calendar: { $label }
draft-too-long = This is too long to be kept as a draft.
not-allowed-any-more = Your role does not allow this any more. Nothing was changed.
ended-meanwhile = Your session has ended. Sign in, then try again.
not-reached = The agency cannot be reached just now. Try again in a moment.
somebody-edits = { $name } has been editing this since { $time }
somebody-looks = { $name } has had this open since { $time }
you-edit-elsewhere = You have been editing this on another device since { $time }
you-look-elsewhere = You have had this open on another device since { $time }
seen-without-connection = There is no connection. This is what you saw at { $time }; it can only be read.

## Home

what-needs-you = What needs you
nothing-just-now = Nothing, just now.
how-the-agency-stands = How the agency stands
what-changed-last = What changed last
# Where there is nothing at all yet.
welcome = Welcome
begin-with = There is nothing here yet. Begin with somebody you cast, or with what they are cast in.
others-begin = There is nothing here yet. What your colleagues add will be told here.
add-first-actor = Add the first actor
add-first-movie = Add the first movie
# What waits. Where a text counts, its number stands before it and apart.
changes-not-saved = What you changed of { $name } is not saved
casting-not-saved = The casting you began at { $name } is not saved
new-actor-not-saved = The actor you began to add is not saved
new-movie-not-saved = The movie you began to add is not saved
more-not-saved = { $count ->
    [one] more draft of yours is not saved
   *[other] more drafts of yours are not saved
}
rights-end-soon = { $count ->
    [one] movie’s rights end within 30 days
   *[other] movies’ rights end within 30 days
}
rights-end-later = { $count ->
    [one] movie’s rights end in 31 to 90 days
   *[other] movies’ rights end in 31 to 90 days
}
by-day = by { $day }
rights-have-ended = { $count ->
    [one] movie’s rights have ended
   *[other] movies’ rights have ended
}
in-the-last-30-days = in the last 30 days
movies-without-cast = { $count ->
    [one] movie nobody is cast in
   *[other] movies nobody is cast in
}
actors-without-part = { $count ->
    [one] actor is cast in nothing
   *[other] actors are cast in nothing
}
leave-the-trash = { $count ->
    [one] leaves the trash for good { $within }
   *[other] leave the trash for good { $within }
}
within-days = { $count ->
    [one] within { $count } day
   *[other] within { $count } days
}
people-invited = { $count ->
    [one] person is invited and not here yet
   *[other] people are invited and not here yet
}
requests-refused = { $count ->
    [one] request was refused because there were too many
   *[other] requests were refused because there were too many
}
on-day = on { $day }
# How many there are at least, where counting stopped.
number-or-more = { NUMBER($count) }+
# What stands below a number.
figure-actors = { $count ->
    [one] actor
   *[other] actors
}
figure-movies = { $count ->
    [one] movie
   *[other] movies
}
figure-castings = { $count ->
    [one] part cast
   *[other] parts cast
}
# Charts.
actors-by-age = Actors by age
female-of-age = female, { $ages }
male-of-age = male, { $ages }
age-up-to = to { $age }
age-between = { $from }–{ $to }
age-from = { $age } +
rights-by-month = Rights that end, by month
no-rights-end = No rights end from { $first } to { $last }.
releases-by-month = Releases by month
no-releases = Nothing comes out from { $first } to { $last }.
changes-by-day = Changes by day
no-changes-made = Nothing was changed from { $first } to { $last }.
counted-of = { $count }, { $what }
thousands = { $count }k
millions = { $count }m

## In and out

export-as-csv = Export as CSV
whole-list = Whole list
export-csv = Export CSV
export-json = Export JSON
print = Print
import-csv = Import CSV
sorted-up = by { $column }, ascending
sorted-down = by { $column }, descending
back-to-list = Back to the list

# Bringing a file: the page, its steps, and where it leads back to.
import-actors = Import actors
import-movies = Import movies
import-all-actors = See all actors
import-all-movies = See all movies
import-choose-file = Choose a file
import-match-columns = Match its columns
import-look-through = Look through its rows
import-import = Import

# Choosing a file.
import-file = CSV file
import-file-hint = { $rows ->
   *[other] From a spreadsheet or another program. At most 5 MB and { $rows } rows.
}
import-paste = Or paste the rows
import-paste-hint = As they are copied from a spreadsheet, with their headings
import-go-on = Go on
import-may-hold = What it may hold
import-actor-to-a-row = One actor to a row, and a column for each of these. You say which is which.
import-movie-to-a-row = One movie to a row, and a column for each of these. You say which is which.
import-needed = needed
import-age-note = needed, in whole years
import-gender-note = needed, female or male
import-release-note = such as { $day }; or only the year
import-expiry-note = when the rights end, such as { $day }
import-nothing-chosen = Choose a file, or paste its rows
import-unreadable = The form cannot be read. Reload the page and try again.

# Saying which column holds what. A column has the letter that a spreadsheet gives it.
import-column = Column { $letter }
import-column-headed = { $letter }: { $heading }
import-not-in-file = Not in the file
import-optional = { $field } (if there is one)
import-first-row = The first row says what the columns are
import-look = Look through the rows
import-begins = How the file begins
import-file-has = { $rows ->
    [one] It has { $rows } row.
   *[other] It has { $rows } rows.
}
import-row = Row
import-another = Choose another file

# Looking through the rows, and leaving some out.
import-rows-added = { $rows ->
    [one] { $rows } row will be added
   *[other] { $rows } rows will be added
}
import-rows-there = { $rows ->
    [one] { $rows } is there already
   *[other] { $rows } are there already
}
import-rows-double = { $rows ->
    [one] { $rows } row stands twice in the file
   *[other] { $rows } rows stand twice in the file
}
import-rows-wrong = { $rows ->
    [one] { $rows } row is wrong
   *[other] { $rows } rows are wrong
}
import-rows-left-out = { $rows ->
    [one] { $rows } row is left out by you
   *[other] { $rows } rows are left out by you
}
import-all-rows = { $rows ->
    [one] All { $rows } row
   *[other] All { $rows } rows
}
import-leave-wrong = { $rows ->
    [one] Leave out the row that is wrong
   *[other] Leave out the rows that are wrong ({ $rows })
}
import-leave-double = { $rows ->
    [one] Leave out the row that says the same as one before it
   *[other] Leave out the rows that say the same as one before them ({ $rows })
}
import-leave-there = { $rows ->
    [one] Leave out the one that is there already
   *[other] Leave out those that are there already ({ $rows })
}
import-no-actor = No actor of this file can be added.
import-no-movie = No movie of this file can be added.
import-so-many-actors = { $actors ->
    [one] Import { $actors } actor
   *[other] Import { $actors } actors
}
import-so-many-movies = { $movies ->
    [one] Import { $movies } movie
   *[other] Import { $movies } movies
}
import-no-such-rows = There are no such rows.
import-change-columns = Change the columns
import-each-row = What becomes of each row
import-rows-to-show = Rows to show
import-becomes = What becomes of it
import-is-added = Will be added
import-is-there = Is there already
import-is-double = Says the same as row { $row }
import-is-left-out = Left out
import-leave-out = Leave out
import-leave-out-row = Leave out: row { $row }
import-take-in = Take in
import-take-in-row = Take in: row { $row }
import-which-row = Say which row.

# While it is imported, and afterwards.
import-progress = { NUMBER($done) } of { NUMBER($total) }
import-rows-imported = Rows imported
import-goes-on = It goes on when you leave this page. All of it is imported, or nothing.
import-added-actors = { $actors ->
    [one] { $actors } actor was added.
   *[other] { $actors } actors were added.
}
import-added-movies = { $movies ->
    [one] { $movies } movie was added.
   *[other] { $movies } movies were added.
}
import-undone-actors = { $actors ->
    [one] The import of { $actors } actor is undone.
   *[other] The import of { $actors } actors is undone.
}
import-undone-movies = { $movies ->
    [one] The import of { $movies } movie is undone.
   *[other] The import of { $movies } movies is undone.
}
import-left-out = { $rows ->
    [one] { $rows } row was left out.
   *[other] { $rows } rows were left out.
}
import-see-actors = See the actors
import-see-movies = See the movies
import-undo = Undo the import
import-redo = Import it again
import-next = Import another file
import-for-a-day = It can be undone for a day, here and under Activity.

## People and accounts

accounts-counted = { $count ->
    [one] { $count } account
   *[other] { $count } accounts
}
invite-somebody = Invite somebody
you = You
is-disabled = Disabled
signed-out-everywhere = { $name } is signed out everywhere.
# Links that let people in.
links-not-used = Links not used yet
new-password-for = New password for { $name }
name-and-role = { $name }, { $role }
link-made-by = Made by { $by }, good until { $until }
withdraw = Withdraw
withdraw-link = Withdraw the link: { $what }
make-a-link = Make a link
name-may-stay-empty = May stay empty: whoever joins says it
link = Link
hand-it-over = Hand it over yourself. It works once, until { $until }, for whoever opens it.
copy = Copy
copied = Copied.
# One account, and what can be done to it.
signs-in-as = Signs in as { $login }
another-role-counts-at-once = This is you: another role counts at once, and may take this page away from you.
may-do = May { $deeds }.
may-also-do = May do all that, and { $deeds }.
enable = Enable
enable-means = Lets them sign in again, with the password they had.
make-password-link = Make a password link
password-link-means = For a forgotten one. The old one goes on working until the link is used.
sign-out-everywhere = Sign out everywhere
sign-out-everywhere-means = On every device. The password stays as it is.
disable = Disable
disable-means = Signs them out at once and keeps them out. What they did stays.
disable-yourself-means = Signs you out at once. Only another executive producer can enable your account again.
# One's own account.
your-account = Your account
role-and-login = { $role }, signs in as { $login }
more-pages = More
password-changed = Your password is changed. Your other devices are signed out.
change-your-password = Change your password
current-password = Current password
new-password = New password
good-password = At least 8 characters. A few words in a row are easy to keep and hard to guess.
change-password = Change password
appearance = Appearance
language = Language
as-the-browser = As the browser
colours = Colours
as-the-device = As the device
light = Light
dark = Dark
contrast = Contrast
high-contrast = High
keys-of-one-letter = Keys of one letter
keys-on = On
keys-off = Off
keep-these = Keep these
settings-kept = Kept, for all your devices.
settings-not-kept = This could not be kept. Try again in a moment.
where-you-are-signed-in = Where you are signed in
since-and-seen = Since { $since }, last seen { $seen }
this-one = This one
sign-out-device = Sign out { $device }, last seen { $seen }
browser-on = { $browser } on { $system }
another-browser = Another browser
# Signing in, and coming in by a link.
sign-in = Sign in
forgotten-it = Forgotten it? An executive producer can make you a link to choose a new password.
demo-passwords = This is a demo. Whoever started it was shown three names and passwords.
nobody-yet = Nobody has an account here yet. When the server started it printed a link to make the first one: look at its console, or ask whoever looks after it.
first-link-lasts = The link is good for 30 minutes. Starting the server again prints another.
typed-comes-back = Your session has ended. Sign in, and what you typed comes back.
signed-in-again = You are signed in again. Nothing was saved yet: send this once more.
make-first-account = Make the first account
make-your-account = Make your account
choose-new-password = Choose a new password
you-sign-in-as = You sign in as { $login }.
you-will-be = You will be { $role }, who may { $deeds }.
sign-in-name-hint = Short and without spaces, such as maya
your-name = Your name
your-name-hint = As your colleagues will read it
make-account-and-sign-in = Make account and sign in
save-password-and-sign-in = Save password and sign in
link-no-longer-good = This link is no longer good
why-no-longer-good = It was used already, or withdrawn, or it is too old. Ask an executive producer of your agency for a new one.

## Activity, history, trash

see-all-activity = See all activity
days-and-times-in = Days and times are in { $zone }
no-changes-yet = Nothing yet. What you and your colleagues add and change will be listed here.
no-changes-match = Nothing matches. Take a filter away to see more.
undo-step = Undo: { $what }
redo-step = Redo: { $what }
who = Who
everybody = Everybody
change = Change
all-changes = All changes
what = What
everything = Everything
from-day = From
to-day = To
filters = Filters
filtered-by = By { $name }
filtered-from = From { $day }
filtered-to = To { $day }
filtered-record = { $kind } { $id }
take-filter-away = Take the filter away: { $filter }
newest = Newest
older = Older
pages = Pages
# The history of one record.
history-of = History of { $name }
deleted = Deleted
restore = Restore
says-again = { $name } says again what it said in version { NUMBER($version) }.
version = Version { NUMBER($version) }
restore-version = Restore version { NUMBER($version) }
restore-this-version = Restore this version
field = Field
before = Before
after = After
nothing = nothing
# The trash.
to-the-trash = To the trash
empty-the-trash = Empty the trash
records-restored = { $count ->
    [one] { $count } record is restored.
   *[other] { $count } records are restored.
}
records-removed = { $count ->
    [one] { $count } record is removed for good.
   *[other] { $count } records are removed for good.
}
deleted-stays = What is deleted stays here until an executive producer empties the trash.
deleted-stays-for-days = { $count ->
    [one] What is deleted stays here for a day. Then it is removed for good.
   *[other] What is deleted stays here for { $count } days. Then it is removed for good.
}
trash-is-empty = Nothing is in the trash. Whatever is deleted can be restored from here.
when-deleted = Deleted
how-long-it-stays = Stays
deleted-by = { $when }, by { $by }
castings-come-back = { $count ->
    [one] { $count } part in a cast comes back with it
   *[other] { $count } parts in casts come back with it
}
stays-until-emptied = Until emptied
goes-within-the-hour = Goes within the hour
deleted-and-stays = { $deleted }. Stays: { $stays }
deleted-and-stays-until-emptied = { $deleted }. Stays: until emptied
deleted-and-goes-within-the-hour = { $deleted }. Stays: goes within the hour
only-casting-directors = Only casting directors
only-executive-producers = Only executive producers
restore-record = Restore { $name }
restore-what-is-ticked = Restore what is ticked
removed-by-now = This was removed for good by now.
will-be-removed = { $records } will be removed for good.
will-be-removed-with-castings = { $count ->
    [one] { $records } and the part in a cast that hangs on them will be removed for good.
   *[other] { $records } and the { $count } parts in casts that hang on them will be removed for good.
}
history-stays = This cannot be undone. That they were there, and who removed them, stays in the history.
remove-them-for-good = Remove them for good
keep-them = Keep them

## Usage

usage-all = See all usage
usage-nothing-counted = Nothing is counted: [usage] days is 0 in Leptos.toml.
usage-what-is-counted = { $days ->
    [one] Every request is counted but those for files. Days are in { $zone }, and kept for { $days } day.
   *[other] Every request is counted but those for files. Days are in { $zone }, and kept for { $days } days.
}
usage-nothing-yet = Nothing yet. Whoever sends requests will be listed here, by day.
usage-nothing-of-this = Nothing was counted of this. Choose more days, or take a filter away.
# The period is in words, as below.
usage-requests = { $requests ->
    [one] { $requests } request in { $period }
   *[other] { $requests } requests in { $period }
}
usage-period = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
# Who is not called by a name.
usage-nobody = Not signed in
usage-others = Others, with many tokens

# What is looked at.
usage-all-doors = All doors
usage-only = Only { $client }
usage-only-one = Only one client
usage-days-and-doors = Days and doors
usage-days = Days

# By which way a request came in, and who sends it.
door-rest = Agency API
door-catalogue = Catalogue API
door-graphql = GraphQL
door-live = Live changes
door-pages = Pages
client-person = Person
client-program = Program
client-token = Token
client-nobody = Nobody
client-others = Others

# Day by day.
usage-by-day = By day
parts-of-this-page = Parts of this page
usage-refused = Refused, because there were too many
usage-everybody = All
usage-all-others = All others
usage-one-scale = Those with the most requests, all to one scale: the top is { NUMBER($top) } a day.
usage-in-figures = Day by day, in figures
usage-day-by-day = Day by day
usage-day = Day
# What is said of the picture: whose requests, and the day with the most of them.
usage-bars = { $requests ->
    [one] { $of }: { $requests } request in { $period }; the most, { NUMBER($most) }, on { $day }
   *[other] { $of }: { $requests } requests in { $period }; the most, { NUMBER($most) }, on { $day }
}
usage-on-day = { $requests ->
    [one] { $day }: { $requests } request
   *[other] { $day }: { $requests } requests
}
usage-on-day-refused = { $requests ->
    [one] { $day }: { $requests } request, { NUMBER($refused) } refused as too many
   *[other] { $day }: { $requests } requests, { NUMBER($refused) } refused as too many
}
usage-on-day-errors = { $requests ->
    [one] { $day }: { $requests } request, { NUMBER($errors) } with errors
   *[other] { $day }: { $requests } requests, { NUMBER($errors) } with errors
}
usage-on-day-both = { $requests ->
    [one] { $day }: { $requests } request, { NUMBER($refused) } refused as too many, { NUMBER($errors) } with errors
   *[other] { $day }: { $requests } requests, { NUMBER($refused) } refused as too many, { NUMBER($errors) } with errors
}

# The columns' headings.
usage-requests-heading = Requests
usage-too-many = Too many
usage-too-many-means = Refused with 429, because there were too many
usage-errors = Errors
usage-errors-mean = Refused otherwise, or failed: 4xx and 5xx
usage-client = Client
usage-doors = Doors
usage-share = Share
usage-last-seen = Last seen

# How much of the whole.
usage-percent = { NUMBER($percent) } %
usage-less-than-a-percent = < 1 %

# By client, and by the tokens of one.
usage-by-client = By client
usage-tokens = { $tokens ->
    [one] { $tokens } token
   *[other] { $tokens } tokens
}
usage-more-clients = { $clients ->
   *[other] And { $clients } more, with fewer requests each.
}
usage-by-token = By token
usage-tokens-are = Each by a mark that tells it from the others, the latest first. It opens nothing.
usage-more-tokens = { $tokens ->
   *[other] And { $tokens } more, which are in the exported file.
}

# The limits in force.
usage-limits = Limits
usage-limits-are = Whoever sends more is refused with 429 and told how many seconds to wait; nothing else happens. Every answer says what is left, under the policy's name. They are set in Leptos.toml, under [limits].
usage-limit-of = What is counted
usage-at-most = At most
usage-policy = Policy
usage-a-minute = { NUMBER($quota) } a minute
usage-in-minutes = { $minutes ->
    [one] { NUMBER($quota) } in { $minutes } minute
   *[other] { NUMBER($quota) } in { $minutes } minutes
}
limit-requests = Requests of each program and each token, by every door but the catalogue
limit-catalogue = Requests of each token to the catalogue
limit-graphql = What the queries of each caller cost at /graphql, where one costs at most 1,000
limit-open-tokens = Tokens for each address that signs in to the catalogue without a password
limit-pages = Requests of each person's browsers
limit-accounts = Failures to sign in to each account
limit-addresses = Failures to sign in from each address

## Commands

commands-here = Here
add-to-this-list = Add to this list
edit-this = Edit this
to-the-one-before = Go to the one before in the list
to-the-next-one = Go to the next one in the list
choose-whole-list = Choose all of the list, or no longer
edit-those-chosen = Edit those chosen
delete-those-chosen = Delete those chosen
choose-none = Choose none any more
commands-go-to = Go to
commands-do = Do
change-how-pages-look = Change how the pages look
show-the-keys = Show the keys
search-everything = Search people, titles and commands
search-this-list = Search this list, or everything
undo-what-you-did = Undo what you did last
do-it-again = Do it again
search-and-commands = Search and commands
choices = Choices
nothing-matches = Nothing matches.
matches-counted = { $count ->
    [one] { $count } match
   *[other] { $count } matches
}
cannot-be-reached-now = The agency cannot be reached just now.
keys = Keys
keys-hint = They do nothing while you type. Keys without Ctrl can be switched off in { $account }.
in-your-account = your account
# The search as a page.
search-people-and-titles = Search people and titles
type-a-part = Type a part of a name or of a title.
nobody-and-nothing = Nobody and nothing is called “{ $text }”. Try fewer letters.
search-again = Search again
install-offer = The agency can be an app on this device: a window of its own, and a place among your other apps.
install = Install
no-thank-you = No, thank you

## Pages beside the app

# The app, once it is installed.
agency-in-a-sentence = Actors, movies and who plays what: the casting office.
actors-on-a-tablet = The list of actors on a tablet
movie-on-a-phone = A movie and its cast on a phone
people-and-titles = People and titles
list-of-actors = The list of actors
list-of-movies = The list of movies

# The page that is shown without a connection (frontend/public/offline.html).
without-connection = No connection
there-is-no-connection = There is no connection
page-not-reached = This tablet or computer cannot reach the agency right now, so this page cannot be shown.
nothing-was-lost = Nothing was lost. Everything that was saved is safe and will be here when the connection is back.
what-you-saw-last = What you saw last
