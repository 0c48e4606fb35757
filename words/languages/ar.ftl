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
name = الاسم
age = العمر
gender = الجنس
title = العنوان
release-date = تاريخ العرض
release-year = سنة العرض
genre = النوع
expiry-date = تاريخ انتهاء الحقوق
character = الشخصية
female = أنثى
male = ذكر
needed = يلزم إدخال { $field }
hidden-character = في { $field } حرف لا يمكن عرضه؛ تلزم إعادة الكتابة
too-long = عدد أحرف { $field } هو { $length }، والحد الأقصى { $most }
age-range = العمر عدد صحيح من السنوات، من 0 إلى { $oldest }
gender-of-two = الجنس أنثى أو ذكر
release-year-range = سنة العرض عدد صحيح من { $first } إلى { $last }
release-date-range = تاريخ العرض يقع بين { $first } و{ $last }
release-date-needed = يلزم إدخال تاريخ العرض، أو سنة العرض إن لم يكن اليوم معروفًا
no-date = قيمة { $field } ليست تاريخًا؛ الصيغة المطلوبة yyyy-mm-dd
choose-movie = يلزم اختيار الفيلم
choose-actor = يلزم اختيار الممثل

# من يحق له ماذا.
casting-assistant = مساعد اختيار الممثلين
casting-director = مدير اختيار الممثلين
executive-producer = منتج تنفيذي
only-they-may = صلاحية { $deed } مقصورة على { $roles }.
executive-producers = المنتجين التنفيذيين
directors-and-producers = مديري اختيار الممثلين والمنتجين التنفيذيين
all-roles = مساعدي اختيار الممثلين ومديري اختيار الممثلين والمنتجين التنفيذيين
may-see-actors = عرض الممثلين
may-see-movies = عرض الأفلام
may-add-actors = إضافة ممثلين
may-change-actors = تعديل الممثلين
may-delete-actors = حذف الممثلين
may-change-movies = تعديل الأفلام
may-add-castings = إسناد الأدوار إلى الممثلين
may-change-castings = تغيير الشخصيات المسندة
may-delete-castings = إخراج الممثلين من طاقم التمثيل
may-add-movies = إضافة أفلام
may-delete-movies = حذف الأفلام
may-empty-trash = إفراغ سلة المحذوفات
may-manage-people = إدارة الأشخاص
may-see-usage = الاطلاع على الاستخدام

# لماذا لم يحدث أمر ما.
session-ended = انتهت الجلسة.
wrong-credentials = الاسم أو كلمة المرور غير صحيح. يرجى التحقق منهما ثم المحاولة مجددًا.
already-there = هذا موجود بالفعل.
stale = عدّل شخص آخر هذا بينما كان مفتوحًا هنا. يرجى الاطلاع على ما صار عليه ثم الحفظ مجددًا.
too-large = الطلب أكبر من المسموح به.
too-many-tries-minute = محاولات كثيرة جدًا. تمكن المحاولة مجددًا بعد دقيقة.
too-many-tries = محاولات كثيرة جدًا. مدة الانتظار قبل المحاولة التالية، بالدقائق: { $minutes }.
unreachable = تعذّر الوصول إلى الوكالة الآن. يرجى المحاولة بعد قليل؛ وربما وصل آخر ما أُرسل مع ذلك.
our-fault = حدث خطأ من جانبنا ولم يتغير شيء. يرجى المحاولة مجددًا، وإبلاغ المنتج إن استمر الخطأ.
unreadable-request = تعذّرت قراءة الطلب. يرجى إعادة تحميل الصفحة ثم المحاولة مجددًا.

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

a-casting-assistant = مساعد اختيار الممثلين
a-casting-director = مدير اختيار الممثلين
an-executive-producer = منتج تنفيذي

# ما يطلبه عنوان أو نموذج من قائمة.
whole-number = قيمة { $field } عدد صحيح
at-most-characters = الحد الأقصى لأحرف { $field } هو { $most }
character-of-no-record = في { $field } حرف لا يوجد في أي سجل
range-upside-down = { $from } { $first } يقع بعد { $to } { $last }
page-size = قيمة limit عدد صحيح من 1 إلى { $most }
page-out-of-reach = الصفحة { $page } تقع بعد أول { $most } صف؛ يلزم تضييق البحث
sort-keys = مفاتيح sort هي { $keys }، ومع كل منها - للترتيب التنازلي
gender-asked = قيمة gender هي male أو female
choose-one-of-these = يلزم اختيار واحد من هذه

# الحسابات.
sign-in-name = اسم تسجيل الدخول
role = الوظيفة
password = كلمة المرور
sign-in-name-one-word = اسم تسجيل الدخول كلمة واحدة بلا مسافات
sign-in-name-empty = لا حرف ولا رقم في اسم تسجيل الدخول
sign-in-name-taken = اسم تسجيل الدخول هذا مستعمل بالفعل؛ يلزم اختيار غيره
role-of-three = الوظيفة واحدة من الثلاث المعروضة
password-too-short = الحد الأدنى لأحرف كلمة المرور هو { $least }
password-is-name = لا يصح أن تكون كلمة المرور هي الاسم نفسه
password-common = كلمة المرور من الأكثر شيوعًا، وهي أول ما يُخمَّن؛ يلزم اختيار غيرها
password-not-yours = هذه ليست كلمة المرور؛ يلزم إدخال الحالية
account-is-disabled = حساب { $name } معطَّل. يلزم تفعيل الحساب أولًا.
only-producer = المنتج التنفيذي الوحيد الذي يمكنه تسجيل الدخول هو { $name }. يلزم تعيين منتج تنفيذي آخر أولًا.

# السجلات.
field-clash = { $field }: القيمة من { $by } هي { $says } ({ $when }). الحفظ مجددًا يُبقي القيمة المكتوبة هنا، أو تُكتب القيمة الأخرى
field-clash-nothing = { $field }: أُفرغ الحقل من { $by } ({ $when }). الحفظ مجددًا يُبقي القيمة المكتوبة هنا، أو يُترك الحقل فارغًا
somebody = شخص ما
another-by-now = يوجد الآن سجل آخر باسم { $name }، { $number }. يلزم تغيير اسم ذلك السجل أولًا.
plays-again = دور { $character } مسند الآن من جديد إلى { $name }.
also-in-trash = في سلة المحذوفات أيضًا: { $name }. تلزم استعادة ذلك أولًا.
no-such-actor-by-number = لا يوجد ممثل برقم { $number }.
no-such-movie-by-number = لا يوجد فيلم برقم { $number }.
nothing-was-chosen = لم يُختر شيء.
too-many-at-once = عدد السجلات المختارة { $count }، والحد الأقصى في المرة الواحدة { $most }.
too-many-pages = صفحات كثيرة جدًا مفتوحة في آن واحد. يلزم إغلاق بعضها.

# التراجع والإعادة.
nothing-to-undo = لا شيء للتراجع عنه.
nothing-to-redo = لا شيء لإعادته.
nothing-left-to-undo = لم يبق من هذا شيء للتراجع عنه.
nothing-left-to-redo = لم يبق من هذا شيء لإعادته.
not-undone = { $why } لم يُتراجع عن شيء.
not-redone = { $why } لم يُعَد شيء.
did-something-else = حدث عمل آخر منك بعد ذلك.
happened = { $by }: { $deed } ({ $when }).
happened-by-you = عمل منك: { $deed } ({ $when }).
field-changed-since = { $by }: تعديل { $field } في { $what } بعد ذلك ({ $when }).
field-changed-by-you = عمل منك: تعديل { $field } في { $what } بعد ذلك ({ $when }).
not-there-any-more = لم يعد موجودًا: { $what }.

# الملفات المستوردة.
choose-column = يلزم اختيار عمود { $field }
no-such-column = لا يوجد هذا العمود من أجل { $field }
column-taken = عمود { $field } مختار من قبل من أجل { $other }
choose-release-column = يلزم اختيار عمود تاريخ العرض أو عمود سنة العرض
leave-out-wrong = في بعض الصفوف أخطاء: تُستبعد، أو يُصحَّح الملف ويُختار من جديد
leave-out-double = بعض الصفوف مكرر في الملف: يُستبعد المكرر
leave-out-there = بعضها موجود بالفعل: يُستبعد
nothing-to-add = لا شيء يضاف من هذا الملف
row-added-since = أضاف شخص آخر للتو ما في الصف { $row }. لم يُستورد شيء؛ تلزم مراجعة الصفوف من جديد.
all-added-since = أضاف شخص آخر كل ذلك للتو. لم يبق شيء للاستيراد.
import-not-open = استُورد هذا الملف من قبل، أو استُغني عنه.
file-too-long = الملف أكبر من 5 م.ب. يلزم تقسيمه واستيراد أجزائه واحدًا بعد آخر
file-too-many-rows = صفوف الملف أكثر من { NUMBER($most) }. يلزم تقسيمه واستيراد أجزائه واحدًا بعد آخر
file-is-workbook = هذا مصنف جداول. يُحفظ بصيغة CSV من برنامج الجداول، ثم يُختار ذلك الملف
file-no-csv = تعذّرت قراءة الملف بصيغة CSV
file-no-text = تعذّرت قراءة الملف نصًا. يُحفظ بصيغة CSV بترميز UTF-8
file-empty = لا شيء في هذا الملف
row-too-wide = عدد أعمدة الصف { $row } هو { $length }، والحد الأقصى { $most }

## What was done

# يأتي العمل اسمًا مصدرًا بعد اسم صاحبه.
somebody-did = { $by }: { $deed }
you-did = تم: { $deed }.
undone-deed = تم التراجع عن: { $deed }.
deed-added = إضافة { $what }
deed-deleted = حذف { $what }
deed-restored = استعادة { $what }
deed-removed = إزالة { $what } نهائيًا
deed-removed-casting = إزالة { $what } في دور { $character } من { $title } نهائيًا
deed-cast = إسناد دور { $character } في { $title } إلى { $what }
deed-cast-again = إعادة إسناد دور { $character } في { $title } إلى { $what }
deed-recast = نقل { $what } من دور { $before } إلى دور { $after } في { $title }
deed-released = إعفاء { $what } من دور { $character } في { $title }
deed-added-person = إضافة { $what } بوظيفة { $role }
deed-made = تعيين { $what } بوظيفة { $role }
deed-disabled = تعطيل حساب { $what }
deed-enabled = تفعيل حساب { $what }
deed-renamed = تغيير اسم { $what } إلى { $name }
deed-renamed-and-changed = تغيير اسم { $what } إلى { $name }: { $facts }
deed-changed = تعديل { $what }
deed-changed-facts = تعديل { $what }: { $facts }

# الحقائق في العمل.
fact-changed = { $field } من { $before } إلى { $after }
fact-set = { $field } إلى { $after }
fact-taken-away = إلغاء { $field } { $before }
facts-and = { $facts }، { $fact }
name-in-sentence = الاسم
age-in-sentence = العمر
gender-in-sentence = الجنس
title-in-sentence = العنوان
release-date-in-sentence = تاريخ العرض
release-year-in-sentence = سنة العرض
genre-in-sentence = النوع
expiry-date-in-sentence = تاريخ انتهاء الحقوق
end-of-rights-in-sentence = انتهاء الحقوق
actor-in-sentence = الممثل
movie-in-sentence = الفيلم
character-in-sentence = الشخصية
sign-in-name-in-sentence = اسم تسجيل الدخول
role-in-sentence = الوظيفة
account-in-sentence = الحساب
female-in-sentence = أنثى
male-in-sentence = ذكر

# حقول السجل وما تقوله في سيرته.
end-of-rights = انتهاء الحقوق
actor = الممثل
movie = الفيلم
account = الحساب
account-disabled = معطَّل
account-enabled = مفعَّل

# عدة أعمال معًا.
added-records = { $count ->
    [zero] إضافة أي سجل
    [one] إضافة سجل واحد
    [two] إضافة سجلين
    [few] إضافة { $count } سجلات
    [many] إضافة { $count } سجلًا
   *[other] إضافة { $count } سجل
}
changed-records = { $count ->
    [zero] تعديل أي سجل
    [one] تعديل سجل واحد
    [two] تعديل سجلين
    [few] تعديل { $count } سجلات
    [many] تعديل { $count } سجلًا
   *[other] تعديل { $count } سجل
}
renamed-records = { $count ->
    [zero] تغيير اسم أي سجل
    [one] تغيير اسم سجل واحد
    [two] تغيير اسم سجلين
    [few] تغيير اسم { $count } سجلات
    [many] تغيير اسم { $count } سجلًا
   *[other] تغيير اسم { $count } سجل
}
deleted-records = { $count ->
    [zero] حذف أي سجل
    [one] حذف سجل واحد
    [two] حذف سجلين
    [few] حذف { $count } سجلات
    [many] حذف { $count } سجلًا
   *[other] حذف { $count } سجل
}
restored-records = { $count ->
    [zero] استعادة أي سجل
    [one] استعادة سجل واحد
    [two] استعادة سجلين
    [few] استعادة { $count } سجلات
    [many] استعادة { $count } سجلًا
   *[other] استعادة { $count } سجل
}
cast-records = { $count ->
    [zero] إسناد أي سجل
    [one] إسناد سجل واحد
    [two] إسناد سجلين
    [few] إسناد { $count } سجلات
    [many] إسناد { $count } سجلًا
   *[other] إسناد { $count } سجل
}
recast-records = { $count ->
    [zero] نقل أي سجل
    [one] نقل سجل واحد
    [two] نقل سجلين
    [few] نقل { $count } سجلات
    [many] نقل { $count } سجلًا
   *[other] نقل { $count } سجل
}
released-records = { $count ->
    [zero] إعفاء أي سجل
    [one] إعفاء سجل واحد
    [two] إعفاء سجلين
    [few] إعفاء { $count } سجلات
    [many] إعفاء { $count } سجلًا
   *[other] إعفاء { $count } سجل
}

# ما يُبحث عنه في السجل.
act-added = إضافة
act-changed = تعديل
act-deleted = حذف
act-restored = استعادة
act-removed = إزالة نهائية
castings = الأدوار
people = الأشخاص

# بعد الاسم: ما يميزه عن غيره.
rest-of-actor = ، { $age }
rest-of-movie = { " " }({ $year })
rest-of-casting = { " " }في دور { $character } من { $title }

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
