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

## What was done

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
