### كل نص يقرؤه الناس، بالعربية. الصياغة صياغة Fluent (projectfluent.org).

## Browser
# ما تقوله صفحات المتصفح أيضًا.

month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر
day-in-words = { $day } { $month } { $year }

# The frame of every page.
actors = الممثلون
movies = الأفلام
search = بحث

# Lists.

# Records, castings and forms.

# Rules: what is wrong with what was typed.

## The language itself

language-name = العربية
language-direction = rtl

## Numbers, days and times

number-group = ,
month-and-year = { $month } { $year }
time-in-words = { $day }، { $time } { $zone }
actors-counted = { $count ->
    [zero] لا ممثلين
    [one] ممثل واحد
    [two] ممثلان
    [few] { $count } ممثلين
    [many] { $count } ممثلًا
   *[other] { $count } ممثل
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

# التطبيق بعد تثبيته.
agency-in-a-sentence = الممثلون والأفلام ومن يؤدي أي دور: مكتب اختيار الممثلين.
actors-on-a-tablet = قائمة الممثلين على جهاز لوحي
movie-on-a-phone = فيلم وطاقم تمثيله على هاتف
people-and-titles = الأشخاص والعناوين
list-of-actors = قائمة الممثلين
list-of-movies = قائمة الأفلام
