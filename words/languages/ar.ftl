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
home = الرئيسية
activity = النشاط
trash = المحذوفات
people = الأشخاص
usage = الاستخدام
sign-out = خروج
go-home = إلى الرئيسية
close = إغلاق
agency-name = وكالة الممثلين
page-title = { $page } · وكالة الممثلين
skip-to-content = تخطَّ إلى المحتوى
demo-warning = نسخة تجريبية: بيانات مختلقة وكلمات مرور يعرفها الجميع. لا تُدخل أسماء حقيقية.
live = متصل
reconnecting = جارٍ إعادة الاتصال
offline = غير متصل
signed-out = سُجّل الخروج
main-navigation = الرئيسية
place-account = الحساب

# Lists.

search-actors = البحث عن ممثلين
search-movies = البحث عن أفلام
filter = تصفية
apply = تطبيق
lowest-age = العمر من
highest-age = العمر إلى
genre-contains = النوع يحتوي على
released-from = صدر منذ
released-to = صدر حتى
year-from = السنة من
year-to = السنة إلى
rights-end-from = انتهاء الحقوق من
rights-end-to = انتهاء الحقوق إلى
no-such-page-of-actors = لا توجد صفحة كهذه للممثلين.
no-such-page-of-movies = لا توجد صفحة كهذه للأفلام.
first-page = إلى الصفحة الأولى
see-all = عرض الكل
# Records, castings and forms.
add-actor = إضافة ممثل
add-movie = إضافة فيلم
save = حفظ
release = العرض
rights-end = انتهاء الحقوق
day-format = yyyy-mm-dd
not-set = غير محدد
never = أبدًا
in-whole-years = بالسنوات الكاملة
only-without-day = لا تُعتمد إلا ما دام اليوم غير معروف
may-stay-empty = يمكن تركه فارغًا
empty-is-never = إذا تُرك فارغًا: لا تنتهي أبدًا
edit = تعديل
edit-record = تعديل { $name }
delete = حذف
cancel = إلغاء
save-actor = حفظ الممثل
save-movie = حفظ الفيلم
see-all-actors = عرض كل الممثلين
see-all-movies = عرض كل الأفلام
history = السجل
compare-and-restore = مقارنة واستعادة
cast = طاقم التمثيل
cast-an-actor = إسناد دور إلى ممثل
nobody-cast-yet = لم يُسند أي دور بعد. سيظهر هنا من يؤدي كل دور.
cast-in-a-movie = إسناد دور في فيلم
not-cast-yet = لا أدوار بعد. ستظهر هنا الأفلام والشخصيات.
as-character = في دور { $character }
take-out = إخراج
take-actor-out = إخراج { $name } من { $title }
cast-actor-in = إسناد دور في { $title }
cast-actor-somewhere = إسناد دور في فيلم إلى { $name }
find-actor = ابحث عن ممثل بالاسم
find-movie = ابحث عن فيلم بالعنوان
which-actor = الممثل
which-movie = الفيلم
find = بحث
nothing-found = لا نتائج. جرّب حروفًا أقل.
character = الشخصية
character-hint = اسم الدور كما في السيناريو
cast-them = إسناد الدور
there-is-a-problem = هناك مشكلة
gone-while-typing = لم يعد هذا موجودًا. ربما حذفه أحدهم: استعده من سلة المهملات ثم أرسل هذا مجددًا.
same-actor = يوجد ممثل بهذا الاسم وهذا العمر بالفعل.
same-movie = يوجد فيلم بهذا العنوان وتاريخ العرض هذا بالفعل.
same-person = يوجد شخص باسم الدخول هذا بالفعل.
same-casting = هذا الممثل يؤدي هذه الشخصية في هذا الفيلم بالفعل.
look-at-it = عرضه
ended-while-typing = انتهت جلستك. سجّل الدخول ثم أرسل هذا مجددًا.
sign-in-in-tab = سجّل الدخول في لسان تبويب آخر
no-such-actor = لا يوجد ممثل كهذا
no-such-movie = لا يوجد فيلم كهذا
no-such-page = لا توجد صفحة كهذه
deleted-or-mistyped = ربما حُذف، أو كُتب العنوان خطأ.
mistyped = ربما كُتب العنوان خطأ.
you-are-signed-out = سُجّل خروجك
ended-here = انتهت جلستك. سجّل الدخول مجددًا لتكمل من هنا.
sign-in-again = تسجيل الدخول
cannot-be-shown = لا يمكن عرض هذا
see-what-happened = اعرف ما حدث له
try-again = إعادة المحاولة
loading = جارٍ التحميل

# Rules: what is wrong with what was typed.
name = الاسم
age = العمر
gender = الجنس
title = العنوان
release-date = تاريخ العرض
release-year = سنة العرض
genre = النوع
expiry-date = تاريخ انتهاء الحقوق
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


# الأشهر حيث لا مكان إلا لثلاثة أحرف: بأرقامها.
month-1-in-brief = 1
month-2-in-brief = 2
month-3-in-brief = 3
month-4-in-brief = 4
month-5-in-brief = 5
month-6-in-brief = 6
month-7-in-brief = 7
month-8-in-brief = 8
month-9-in-brief = 9
month-10-in-brief = 10
month-11-in-brief = 11
month-12-in-brief = 12
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
movies-counted = { $count ->
    [zero] لا أفلام
    [one] فيلم واحد
    [two] فيلمان
    [few] { $count } أفلام
    [many] { $count } فيلمًا
   *[other] { $count } فيلم
}
changes-counted = { $count ->
    [zero] لا تغييرات
    [one] تغيير واحد
    [two] تغييران
    [few] { $count } تغييرات
    [many] { $count } تغييرًا
   *[other] { $count } تغيير
}
records-counted = { $count ->
    [zero] لا سجلات
    [one] سجل واحد
    [two] سجلان
    [few] { $count } سجلات
    [many] { $count } سجلًا
   *[other] { $count } سجل
}
days-counted = { $count ->
    [zero] لا أيام
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}
# بين عدة أشياء، وقبل آخرها.
list-on = { $first }، { $next }
list-end = { $first } و{ $last }

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

# بعد الاسم: ما يميزه عن غيره.
rest-of-actor = ، { $age }
rest-of-movie = { " " }({ $year })
rest-of-casting = { " " }في دور { $character } من { $title }

## Lists

many-back = العودة إلى القائمة
many-nothing = لم يُختر شيء. يلزم اختيار صفوف في القائمة أولًا.
many-change-actors = { $actors ->
    [one] تعديل بيانات ممثل واحد
    [two] تعديل بيانات ممثلين اثنين
    [few] تعديل بيانات { $actors } ممثلين
    [many] تعديل بيانات { $actors } ممثلًا
   *[other] تعديل بيانات { $actors } ممثل
}
many-change-movies = { $movies ->
    [one] تعديل بيانات فيلم واحد
    [two] تعديل بيانات فيلمين
    [few] تعديل بيانات { $movies } أفلام
    [many] تعديل بيانات { $movies } فيلمًا
   *[other] تعديل بيانات { $movies } فيلم
}
many-delete-actors = { $actors ->
    [one] حذف ممثل واحد
    [two] حذف ممثلين اثنين
    [few] حذف { $actors } ممثلين
    [many] حذف { $actors } ممثلًا
   *[other] حذف { $actors } ممثل
}
many-delete-movies = { $movies ->
    [one] حذف فيلم واحد
    [two] حذف فيلمين
    [few] حذف { $movies } أفلام
    [many] حذف { $movies } فيلمًا
   *[other] حذف { $movies } فيلم
}
many-same = ما يُكتب هنا يصبح هو نفسه للجميع. ولا يتغير شيء قبل عرض ما سيحدث.
many-as-it-is = كما هو
many-empty = يبقى كما هو إن تُرك فارغًا
many-no-genre = إزالة النوع
many-no-rights-end = عدم انتهاء الحقوق أبدًا
many-either = يُملأ الحقل أو يُزال، لا كلاهما
many-show = عرض ما سيتغير
many-nothing-changes = لن يتغير شيء.
many-actors-changed = { $actors ->
    [one] ستُعدَّل بيانات ممثل واحد. يمكن التراجع عن ذلك.
    [two] ستُعدَّل بيانات ممثلين اثنين. يمكن التراجع عن ذلك.
    [few] ستُعدَّل بيانات { $actors } ممثلين. يمكن التراجع عن ذلك.
    [many] ستُعدَّل بيانات { $actors } ممثلًا. يمكن التراجع عن ذلك.
   *[other] ستُعدَّل بيانات { $actors } ممثل. يمكن التراجع عن ذلك.
}
many-movies-changed = { $movies ->
    [one] ستُعدَّل بيانات فيلم واحد. يمكن التراجع عن ذلك.
    [two] ستُعدَّل بيانات فيلمين. يمكن التراجع عن ذلك.
    [few] ستُعدَّل بيانات { $movies } أفلام. يمكن التراجع عن ذلك.
    [many] ستُعدَّل بيانات { $movies } فيلمًا. يمكن التراجع عن ذلك.
   *[other] ستُعدَّل بيانات { $movies } فيلم. يمكن التراجع عن ذلك.
}
many-actors-deleted = { $actors ->
    [one] سيُحذف ممثل واحد. يمكن التراجع عن ذلك.
    [two] سيُحذف ممثلان. يمكن التراجع عن ذلك.
    [few] سيُحذف { $actors } ممثلين. يمكن التراجع عن ذلك.
    [many] سيُحذف { $actors } ممثلًا. يمكن التراجع عن ذلك.
   *[other] سيُحذف { $actors } ممثل. يمكن التراجع عن ذلك.
}
many-movies-deleted = { $movies ->
    [one] سيُحذف فيلم واحد. يمكن التراجع عن ذلك.
    [two] سيُحذف فيلمان. يمكن التراجع عن ذلك.
    [few] ستُحذف { $movies } أفلام. يمكن التراجع عن ذلك.
    [many] سيُحذف { $movies } فيلمًا. يمكن التراجع عن ذلك.
   *[other] سيُحذف { $movies } فيلم. يمكن التراجع عن ذلك.
}
many-actors-and-parts-deleted = { $actors ->
    [one] سيُحذف ممثل واحد و{ $parts }. يمكن التراجع عن ذلك.
    [two] سيُحذف ممثلان و{ $parts }. يمكن التراجع عن ذلك.
    [few] سيُحذف { $actors } ممثلين و{ $parts }. يمكن التراجع عن ذلك.
    [many] سيُحذف { $actors } ممثلًا و{ $parts }. يمكن التراجع عن ذلك.
   *[other] سيُحذف { $actors } ممثل و{ $parts }. يمكن التراجع عن ذلك.
}
many-movies-and-parts-deleted = { $movies ->
    [one] سيُحذف فيلم واحد و{ $parts }. يمكن التراجع عن ذلك.
    [two] سيُحذف فيلمان و{ $parts }. يمكن التراجع عن ذلك.
    [few] ستُحذف { $movies } أفلام و{ $parts }. يمكن التراجع عن ذلك.
    [many] سيُحذف { $movies } فيلمًا و{ $parts }. يمكن التراجع عن ذلك.
   *[other] سيُحذف { $movies } فيلم و{ $parts }. يمكن التراجع عن ذلك.
}
many-parts = { $parts ->
    [one] دور واحد في طاقم تمثيل
    [two] دوران في طواقم تمثيل
    [few] { $parts } أدوار في طواقم تمثيل
    [many] { $parts } دورًا في طواقم تمثيل
   *[other] { $parts } دور في طواقم تمثيل
}
many-actors-so = { $actors ->
    [one] ممثل واحد على هذه الحال أصلًا.
    [two] ممثلان على هذه الحال أصلًا.
    [few] { $actors } ممثلين على هذه الحال أصلًا.
    [many] { $actors } ممثلًا على هذه الحال أصلًا.
   *[other] { $actors } ممثل على هذه الحال أصلًا.
}
many-movies-so = { $movies ->
    [one] فيلم واحد على هذه الحال أصلًا.
    [two] فيلمان على هذه الحال أصلًا.
    [few] { $movies } أفلام على هذه الحال أصلًا.
    [many] { $movies } فيلمًا على هذه الحال أصلًا.
   *[other] { $movies } فيلم على هذه الحال أصلًا.
}
many-actors-left-out = { $actors ->
    [one] استُبعد ممثل واحد، والسبب أدناه.
    [two] استُبعد ممثلان، والسبب أدناه.
    [few] استُبعد { $actors } ممثلين، والسبب أدناه.
    [many] استُبعد { $actors } ممثلًا، والسبب أدناه.
   *[other] استُبعد { $actors } ممثل، والسبب أدناه.
}
many-movies-left-out = { $movies ->
    [one] استُبعد فيلم واحد، والسبب أدناه.
    [two] استُبعد فيلمان، والسبب أدناه.
    [few] استُبعدت { $movies } أفلام، والسبب أدناه.
    [many] استُبعد { $movies } فيلمًا، والسبب أدناه.
   *[other] استُبعد { $movies } فيلم، والسبب أدناه.
}
many-what-happens = ما سيحدث
many-called = { $name }، { $rest }
many-actor = الممثل { $number }
many-movie = الفيلم { $number }
many-deleted = يُحذف
many-deleted-with-parts = { $parts ->
    [one] يُحذف، ومعه دور واحد في طاقم تمثيل
    [two] يُحذف، ومعه دوران في طواقم تمثيل
    [few] يُحذف، ومعه { $parts } أدوار في طواقم تمثيل
    [many] يُحذف، ومعه { $parts } دورًا في طواقم تمثيل
   *[other] يُحذف، ومعه { $parts } دور في طواقم تمثيل
}
many-stays = يبقى كما هو
actors-match = { $count ->
    [zero] لا ممثل يطابق
    [one] ممثل واحد يطابق
    [two] ممثلان يطابقان
    [few] { $count } ممثلين يطابقون
    [many] { $count } ممثلًا يطابق
   *[other] { $count } ممثل يطابق
}
movies-match = { $count ->
    [zero] لا فيلم يطابق
    [one] فيلم واحد يطابق
    [two] فيلمان يطابقان
    [few] { $count } أفلام تطابق
    [many] { $count } فيلمًا يطابق
   *[other] { $count } فيلم يطابق
}
no-actors-match = لا يوجد ممثلون مطابقون
no-movies-match = لا توجد أفلام مطابقة
more-actors-match = أكثر من { NUMBER($count) } ممثل يطابقون
more-movies-match = أكثر من { NUMBER($count) } فيلم يطابق
no-actors-yet = لا أحد بعد. سيظهر هنا الممثلون الذين تضيفهم.
no-movies-yet = لا أفلام بعد. ستظهر هنا الأفلام التي تضاف.
the-search = البحث
the-order = الترتيب
female-actors = إناث
male-actors = ذكور
without-a-part = بلا دور
without-a-cast = بلا طاقم تمثيل
title-contains = العنوان يحتوي على
genre-is = النوع هو
year = السنة
added = أضيف في
remove-filter = { $filter }، إزالة
clear-all-filters = مسح الكل
quoted = «{ $text }»
nothing-matches-text = لا شيء يطابق «{ $text }».
nothing-matches-filters = لا شيء يطابق عوامل التصفية هذه.
view = طريقة العرض
as-table = جدول
as-cards = بطاقات
as-compact-list = قائمة موجزة
columns = الأعمدة
column-named = عمود { $column }
beside-the-name = بجانب الاسم
show-these-columns = عرض هذه
choose-page = اختيار كل ما في هذه الصفحة
choose-record = اختيار { $name }
all-in-list = كل ما في القائمة: { NUMBER($count) }
all-that-match = كل ما يطابق: { NUMBER($count) }
first-in-list = أول { NUMBER($count) } في القائمة
first-that-match = أول { NUMBER($count) } مما يطابق
chosen = المختار:
nothing-chosen = لم يُختر شيء
edit-chosen = تعديل…
delete-chosen = حذف…
clear-chosen = إلغاء الاختيار
ids-unreadable = تُسمّى السجلات بأرقامها. أعد تحميل الصفحة وحاول مرة أخرى.
first-of-list = هذه أول { NUMBER($count) }.
first-of-more = هذه أول { NUMBER($count) }. ابحث أو صفِّ النتائج لرؤية البقية.
rows-not-read = تعذّرت قراءة كل الصفوف.
page-number = الصفحة { NUMBER($page) }
page-of = الصفحة { NUMBER($page) } من { NUMBER($last) }
previous = السابق
next = التالي
previous-record = السابق: { $name }
next-record = التالي: { $name }
in-the-list = في القائمة

## Records

takes-parts-along = { $parts ->
    [zero] لا يُحذف معه أي دور. يمكن التراجع عن ذلك.
    [one] يُحذف معه دور واحد. يمكن التراجع عن ذلك.
    [two] يُحذف معه دوران. يمكن التراجع عن ذلك.
    [few] تُحذف معه { $parts } أدوار. يمكن التراجع عن ذلك.
    [many] يُحذف معه { $parts } دورًا. يمكن التراجع عن ذلك.
   *[other] يُحذف معه { $parts } دور. يمكن التراجع عن ذلك.
}

no-such-history = لا يوجد سجل كهذا
no-such-import = لا يوجد استيراد كهذا
no-such-page-of-usage = لا توجد صفحة استخدام كهذه
no-such-page-of-activity = لا توجد صفحة نشاط كهذه
what-to-do-with = ما يمكن فعله مع { $name }
delete-further = حذف…

# What was done last.
undo = تراجع
redo = إعادة
no-longer-there = لم يعد هذا موجودًا.

# Said by scripts (app/src/ui/shell.rs).
show-it = اعرضه
somebody-changed = { $name } غيّر شيئًا هنا.
something-changed = ربما تغيّر شيء هنا.
discard = تجاهل
draft-restored = استُعيد ما كتبته في { $time }.
draft-restored-elsewhere = استُعيد ما كتبته في { $time } على جهاز آخر.
draft-discarded = أُهمل ما كتبته في { $time }.
draft-discarded-elsewhere = أُهمل ما كتبته في { $time } على جهاز آخر.
from-the-calendar = اختيار من التقويم: { $label }
draft-too-long = هذا أطول من أن يُحفظ كمسودة.
not-allowed-any-more = لم يعد دورك يسمح بهذا. لم يتغيّر شيء.
ended-meanwhile = انتهت جلستك. سجّل الدخول ثم حاول مجددًا.
not-reached = لا يمكن الوصول إلى الوكالة الآن. حاول مجددًا بعد قليل.
somebody-edits = { $name } يعدّل هذا منذ { $time }
somebody-looks = { $name } فتح هذا منذ { $time }
you-edit-elsewhere = أنت تعدّل هذا على جهاز آخر منذ { $time }
you-look-elsewhere = أنت تفتح هذا على جهاز آخر منذ { $time }
seen-without-connection = لا يوجد اتصال. هذا ما رأيته في { $time }، وهو للقراءة فقط.

## Home

what-needs-you = ما ينتظرك
nothing-just-now = لا شيء الآن.
how-the-agency-stands = حال الوكالة
what-changed-last = آخر التغييرات
# حين لا يوجد شيء بعد.
welcome = مرحبًا
begin-with = لا شيء هنا بعد. البداية بممثل أو بفيلم تُسند أدواره.
others-begin = لا شيء هنا بعد. سيُذكر هنا ما يضيفه الزملاء.
add-first-actor = إضافة أول ممثل
add-first-movie = إضافة أول فيلم
# ما ينتظر. حيث يُعدّ شيء يقف العدد قبل النص ومنفصلًا عنه.
changes-not-saved = تغييرات لم تُحفظ في { $name }
casting-not-saved = إسناد دور لم يُحفظ لدى { $name }
new-actor-not-saved = ممثل جديد لم يُحفظ
new-movie-not-saved = فيلم جديد لم يُحفظ
more-not-saved = { $count ->
    [zero] مسودة أخرى لم تُحفظ
    [one] مسودة أخرى لم تُحفظ
    [two] مسودتان أخريان لم تُحفظا
    [few] مسودات أخرى لم تُحفظ
    [many] مسودة أخرى لم تُحفظ
   *[other] مسودة أخرى لم تُحفظ
}
rights-end-soon = { $count ->
    [zero] فيلم تنتهي حقوقها خلال 30 يومًا
    [one] فيلم تنتهي حقوقه خلال 30 يومًا
    [two] فيلمان تنتهي حقوقهما خلال 30 يومًا
    [few] أفلام تنتهي حقوقها خلال 30 يومًا
    [many] فيلمًا تنتهي حقوقها خلال 30 يومًا
   *[other] فيلم تنتهي حقوقها خلال 30 يومًا
}
rights-end-later = { $count ->
    [zero] فيلم تنتهي حقوقها بعد 31 إلى 90 يومًا
    [one] فيلم تنتهي حقوقه بعد 31 إلى 90 يومًا
    [two] فيلمان تنتهي حقوقهما بعد 31 إلى 90 يومًا
    [few] أفلام تنتهي حقوقها بعد 31 إلى 90 يومًا
    [many] فيلمًا تنتهي حقوقها بعد 31 إلى 90 يومًا
   *[other] فيلم تنتهي حقوقها بعد 31 إلى 90 يومًا
}
by-day = حتى { $day }
rights-have-ended = { $count ->
    [zero] فيلم انتهت حقوقها
    [one] فيلم انتهت حقوقه
    [two] فيلمان انتهت حقوقهما
    [few] أفلام انتهت حقوقها
    [many] فيلمًا انتهت حقوقها
   *[other] فيلم انتهت حقوقها
}
in-the-last-30-days = خلال آخر 30 يومًا
movies-without-cast = { $count ->
    [zero] فيلم بلا طاقم تمثيل
    [one] فيلم بلا طاقم تمثيل
    [two] فيلمان بلا طاقم تمثيل
    [few] أفلام بلا طاقم تمثيل
    [many] فيلمًا بلا طاقم تمثيل
   *[other] فيلم بلا طاقم تمثيل
}
actors-without-part = { $count ->
    [zero] ممثل بلا أي دور
    [one] ممثل بلا أي دور
    [two] ممثلان بلا أي دور
    [few] ممثلين بلا أي دور
    [many] ممثلًا بلا أي دور
   *[other] ممثل بلا أي دور
}
leave-the-trash = { $count ->
    [zero] سجل تغادر سلة المحذوفات نهائيًا { $within }
    [one] سجل يغادر سلة المحذوفات نهائيًا { $within }
    [two] سجلان يغادران سلة المحذوفات نهائيًا { $within }
    [few] سجلات تغادر سلة المحذوفات نهائيًا { $within }
    [many] سجلًا تغادر سلة المحذوفات نهائيًا { $within }
   *[other] سجل تغادر سلة المحذوفات نهائيًا { $within }
}
within-days = { $count ->
    [zero] خلال اليوم
    [one] خلال يوم واحد
    [two] خلال يومين
    [few] خلال { $count } أيام
    [many] خلال { $count } يومًا
   *[other] خلال { $count } يوم
}
people-invited = { $count ->
    [zero] شخص مدعو لم ينضموا بعد
    [one] شخص مدعو لم ينضم بعد
    [two] شخصان مدعوان لم ينضما بعد
    [few] أشخاص مدعوين لم ينضموا بعد
    [many] شخصًا مدعوًا لم ينضموا بعد
   *[other] شخص مدعو لم ينضموا بعد
}
requests-refused = { $count ->
    [zero] طلب رُفضت لكثرتها
    [one] طلب رُفض لكثرة الطلبات
    [two] طلبان رُفضا لكثرة الطلبات
    [few] طلبات رُفضت لكثرتها
    [many] طلبًا رُفضت لكثرتها
   *[other] طلب رُفضت لكثرتها
}
on-day = في { $day }
# الحد الأدنى حيث توقف العدّ.
number-or-more = +{ NUMBER($count) }
# ما يقف تحت العدد.
figure-actors = { $count ->
    [zero] ممثل
    [one] ممثل
    [two] ممثلان
    [few] ممثلين
    [many] ممثلًا
   *[other] ممثل
}
figure-movies = { $count ->
    [zero] فيلم
    [one] فيلم
    [two] فيلمان
    [few] أفلام
    [many] فيلمًا
   *[other] فيلم
}
figure-castings = { $count ->
    [zero] دور مسند
    [one] دور مسند
    [two] دوران مسندان
    [few] أدوار مسندة
    [many] دورًا مسندًا
   *[other] دور مسند
}
# الرسوم البيانية.
actors-by-age = الممثلون حسب العمر
female-of-age = أنثى، { $ages }
male-of-age = ذكر، { $ages }
age-up-to = حتى { $age }
age-between = { $from }–{ $to }
age-from = { $age } +
rights-by-month = الحقوق المنتهية حسب الشهر
no-rights-end = لا تنتهي أي حقوق من { $first } إلى { $last }.
releases-by-month = العروض حسب الشهر
no-releases = لا يُعرض شيء من { $first } إلى { $last }.
changes-by-day = التغييرات حسب اليوم
no-changes-made = لم يتغير شيء من { $first } إلى { $last }.
counted-of = { $count }، { $what }
thousands = { $count } ألف
millions = { $count } مليون

## In and out

export-as-csv = تصدير بصيغة CSV

import-actors = استيراد ممثلين
import-movies = استيراد أفلام
import-all-actors = عرض كل الممثلين
import-all-movies = عرض كل الأفلام
import-choose-file = اختيار ملف
import-match-columns = مطابقة أعمدته
import-look-through = مراجعة صفوفه
import-import = الاستيراد

import-file = ملف CSV
import-file-hint = { $rows ->
    [one] من جدول بيانات أو برنامج آخر. الحد الأقصى 5 ميغابايت وصف واحد.
    [two] من جدول بيانات أو برنامج آخر. الحد الأقصى 5 ميغابايت وصفان.
    [few] من جدول بيانات أو برنامج آخر. الحد الأقصى 5 ميغابايت و{ $rows } صفوف.
    [many] من جدول بيانات أو برنامج آخر. الحد الأقصى 5 ميغابايت و{ $rows } صفًا.
   *[other] من جدول بيانات أو برنامج آخر. الحد الأقصى 5 ميغابايت و{ $rows } صف.
}
import-paste = أو لصق الصفوف
import-paste-hint = كما تُنسخ من جدول بيانات، مع عناوينها
import-go-on = متابعة
import-may-hold = ما قد يتضمنه
import-actor-to-a-row = ممثل واحد في كل صف، وعمود لكل مما يلي. أما أي عمود هو أيها فيُحدَّد بعد ذلك.
import-movie-to-a-row = فيلم واحد في كل صف، وعمود لكل مما يلي. أما أي عمود هو أيها فيُحدَّد بعد ذلك.
import-needed = مطلوب
import-age-note = مطلوب، بالسنوات الكاملة
import-gender-note = مطلوب، أنثى أو ذكر
import-release-note = مثل { $day }؛ أو السنة وحدها
import-expiry-note = موعد انتهاء الحقوق، مثل { $day }
import-nothing-chosen = يلزم اختيار ملف أو لصق صفوفه
import-unreadable = تعذرت قراءة النموذج. يمكن إعادة تحميل الصفحة والمحاولة مجددًا.

import-column = العمود { $letter }
import-column-headed = { $letter }: { $heading }
import-not-in-file = ليس في الملف
import-optional = { $field } (إن وُجد)
import-first-row = الصف الأول يسمي الأعمدة
import-look = مراجعة الصفوف
import-begins = بداية الملف
import-file-has = { $rows ->
    [zero] لا صفوف فيه.
    [one] فيه صف واحد.
    [two] فيه صفان.
    [few] فيه { $rows } صفوف.
    [many] فيه { $rows } صفًا.
   *[other] فيه { $rows } صف.
}
import-row = الصف
import-another = اختيار ملف آخر

import-rows-added = { $rows ->
    [one] سيُضاف صف واحد
    [two] سيُضاف صفان
    [few] ستُضاف { $rows } صفوف
    [many] سيُضاف { $rows } صفًا
   *[other] سيُضاف { $rows } صف
}
import-rows-there = { $rows ->
    [one] صف واحد موجود بالفعل
    [two] صفان موجودان بالفعل
    [few] { $rows } صفوف موجودة بالفعل
    [many] { $rows } صفًا موجودًا بالفعل
   *[other] { $rows } صف موجود بالفعل
}
import-rows-double = { $rows ->
    [one] صف واحد مكرر في الملف
    [two] صفان مكرران في الملف
    [few] { $rows } صفوف مكررة في الملف
    [many] { $rows } صفًا مكررًا في الملف
   *[other] { $rows } صف مكرر في الملف
}
import-rows-wrong = { $rows ->
    [one] صف واحد خاطئ
    [two] صفان خاطئان
    [few] { $rows } صفوف خاطئة
    [many] { $rows } صفًا خاطئًا
   *[other] { $rows } صف خاطئ
}
import-rows-left-out = { $rows ->
    [one] صف واحد مستبعد
    [two] صفان مستبعدان
    [few] { $rows } صفوف مستبعدة
    [many] { $rows } صفًا مستبعدًا
   *[other] { $rows } صف مستبعد
}
import-all-rows = { $rows ->
   *[other] كل الصفوف ({ $rows })
}
import-leave-wrong = { $rows ->
    [one] استبعاد الصف الخاطئ
    [two] استبعاد الصفين الخاطئين
   *[other] استبعاد الصفوف الخاطئة ({ $rows })
}
import-leave-double = { $rows ->
    [one] استبعاد الصف المطابق لصف قبله
    [two] استبعاد الصفين المطابقين لصفوف قبلهما
   *[other] استبعاد الصفوف المطابقة لصفوف قبلها ({ $rows })
}
import-leave-there = { $rows ->
    [one] استبعاد الصف الموجود بالفعل
    [two] استبعاد الصفين الموجودين بالفعل
   *[other] استبعاد الصفوف الموجودة بالفعل ({ $rows })
}
import-no-actor = لا يمكن إضافة أي ممثل من هذا الملف.
import-no-movie = لا يمكن إضافة أي فيلم من هذا الملف.
import-so-many-actors = { $actors ->
    [one] استيراد ممثل واحد
    [two] استيراد ممثلين اثنين
    [few] استيراد { $actors } ممثلين
    [many] استيراد { $actors } ممثلًا
   *[other] استيراد { $actors } ممثل
}
import-so-many-movies = { $movies ->
    [one] استيراد فيلم واحد
    [two] استيراد فيلمين
    [few] استيراد { $movies } أفلام
    [many] استيراد { $movies } فيلمًا
   *[other] استيراد { $movies } فيلم
}
import-no-such-rows = لا توجد صفوف كهذه.
import-change-columns = تغيير الأعمدة
import-each-row = مصير كل صف
import-rows-to-show = الصفوف المعروضة
import-becomes = المصير
import-is-added = سيُضاف
import-is-there = موجود بالفعل
import-is-double = مطابق للصف { $row }
import-is-left-out = مستبعد
import-leave-out = استبعاد
import-leave-out-row = استبعاد: الصف { $row }
import-take-in = إدراج
import-take-in-row = إدراج: الصف { $row }
import-which-row = يلزم تحديد الصف.

import-progress = { NUMBER($done) } من { NUMBER($total) }
import-rows-imported = الصفوف المستوردة
import-goes-on = يستمر الاستيراد بعد مغادرة هذه الصفحة. ويُستورد الملف كله أو لا يُستورد منه شيء.
import-added-actors = { $actors ->
    [one] أُضيف ممثل واحد.
    [two] أُضيف ممثلان.
    [few] أُضيف { $actors } ممثلين.
    [many] أُضيف { $actors } ممثلًا.
   *[other] أُضيف { $actors } ممثل.
}
import-added-movies = { $movies ->
    [one] أُضيف فيلم واحد.
    [two] أُضيف فيلمان.
    [few] أُضيفت { $movies } أفلام.
    [many] أُضيف { $movies } فيلمًا.
   *[other] أُضيف { $movies } فيلم.
}
import-undone-actors = { $actors ->
    [one] تم التراجع عن استيراد ممثل واحد.
    [two] تم التراجع عن استيراد ممثلين اثنين.
    [few] تم التراجع عن استيراد { $actors } ممثلين.
    [many] تم التراجع عن استيراد { $actors } ممثلًا.
   *[other] تم التراجع عن استيراد { $actors } ممثل.
}
import-undone-movies = { $movies ->
    [one] تم التراجع عن استيراد فيلم واحد.
    [two] تم التراجع عن استيراد فيلمين.
    [few] تم التراجع عن استيراد { $movies } أفلام.
    [many] تم التراجع عن استيراد { $movies } فيلمًا.
   *[other] تم التراجع عن استيراد { $movies } فيلم.
}
import-left-out = { $rows ->
    [one] استُبعد صف واحد.
    [two] استُبعد صفان.
    [few] استُبعدت { $rows } صفوف.
    [many] استُبعد { $rows } صفًا.
   *[other] استُبعد { $rows } صف.
}
import-see-actors = عرض الممثلين
import-see-movies = عرض الأفلام
import-undo = التراجع عن الاستيراد
import-redo = إعادة الاستيراد
import-next = استيراد ملف آخر
import-for-a-day = يمكن التراجع عنه لمدة يوم، هنا وفي صفحة النشاط.
whole-list = القائمة كاملة
export-csv = تصدير CSV
export-json = تصدير JSON
print = طباعة
import-csv = استيراد CSV
sorted-up = حسب { $column }، تصاعديًا
sorted-down = حسب { $column }، تنازليًا
back-to-list = العودة إلى القائمة

## People and accounts

accounts-counted = { $count ->
    [zero] لا حسابات
    [one] حساب واحد
    [two] حسابان
    [few] { $count } حسابات
    [many] { $count } حسابًا
   *[other] { $count } حساب
}
invite-somebody = دعوة شخص
you = أنت
is-disabled = معطَّل
signed-out-everywhere = تم تسجيل خروج { $name } من كل الأجهزة.
# روابط الدخول.
links-not-used = روابط لم تُستخدم بعد
new-password-for = كلمة مرور جديدة للحساب { $name }
name-and-role = { $name }، { $role }
link-made-by = من { $by }، صالح حتى { $until }
withdraw = سحب
withdraw-link = سحب الرابط: { $what }
make-a-link = إنشاء رابط
name-may-stay-empty = يمكن تركه فارغًا: يُكتب عند الانضمام
link = الرابط
hand-it-over = يُسلَّم مباشرة. يعمل مرة واحدة، حتى { $until }، لأي شخص يفتحه.
copy = نسخ
copied = تم النسخ.
# حساب واحد وما يمكن فعله به.
signs-in-as = اسم تسجيل الدخول: { $login }
another-role-counts-at-once = هذا حسابك: تسري الوظيفة الجديدة فورًا، وقد لا تبقى هذه الصفحة متاحة لك.
may-do = المسموح به: { $deeds }.
may-also-do = كل ما سبق، وكذلك: { $deeds }.
enable = تفعيل
enable-means = يتيح تسجيل الدخول من جديد بكلمة المرور السابقة.
make-password-link = إنشاء رابط لكلمة المرور
password-link-means = عند نسيانها. تبقى الكلمة القديمة صالحة حتى يُستخدم الرابط.
sign-out-everywhere = تسجيل الخروج من كل الأجهزة
sign-out-everywhere-means = تبقى كلمة المرور كما هي.
disable = تعطيل
disable-means = تسجيل خروج فوري ومنع من الدخول. ويبقى كل ما أُنجز.
disable-yourself-means = تسجيل خروجك فورًا. لا يمكن تفعيل الحساب من جديد إلا من منتج تنفيذي آخر.
# الحساب الشخصي.
your-account = حسابك
role-and-login = { $role }، اسم تسجيل الدخول { $login }
more-pages = المزيد
password-changed = تم تغيير كلمة المرور وتسجيل الخروج من الأجهزة الأخرى.
change-your-password = تغيير كلمة المرور
current-password = كلمة المرور الحالية
new-password = كلمة المرور الجديدة
good-password = 8 أحرف على الأقل. بضع كلمات متتالية يسهل حفظها ويصعب تخمينها.
change-password = تغيير كلمة المرور
appearance = المظهر
language = اللغة
as-the-browser = حسب المتصفح
colours = الألوان
as-the-device = حسب الجهاز
light = فاتحة
dark = داكنة
contrast = التباين
high-contrast = عالٍ
keys-of-one-letter = مفاتيح الحرف الواحد
keys-on = مفعَّلة
keys-off = معطَّلة
keep-these = حفظ الإعدادات
settings-kept = تم الحفظ لكل أجهزتك.
settings-not-kept = تعذّر الحفظ. تُرجى المحاولة بعد قليل.
where-you-are-signed-in = الأجهزة المسجّل دخولها
since-and-seen = منذ { $since }، آخر ظهور { $seen }
this-one = هذا الجهاز
sign-out-device = تسجيل الخروج من { $device }، آخر ظهور { $seen }
browser-on = { $browser } على { $system }
another-browser = متصفح آخر
# تسجيل الدخول، والدخول برابط.
sign-in = تسجيل الدخول
forgotten-it = عند نسيان كلمة المرور: يمكن لمنتج تنفيذي إنشاء رابط لاختيار كلمة جديدة.
demo-passwords = هذا عرض تجريبي. عند تشغيله عُرضت ثلاثة أسماء وكلمات مرورها.
nobody-yet = لا يوجد أي حساب هنا بعد. عند بدء تشغيل الخادم طُبع رابط لإنشاء الحساب الأول: يظهر في شاشة أوامره، أو لدى المسؤول عنه.
first-link-lasts = الرابط صالح لمدة 30 دقيقة. إعادة تشغيل الخادم تطبع رابطًا آخر.
typed-comes-back = انتهت الجلسة. بعد تسجيل الدخول يعود ما كُتب.
signed-in-again = تم تسجيل الدخول من جديد. لم يُحفظ شيء بعد: يلزم الإرسال مرة أخرى.
make-first-account = إنشاء الحساب الأول
make-your-account = إنشاء حسابك
choose-new-password = اختيار كلمة مرور جديدة
you-sign-in-as = اسم تسجيل الدخول: { $login }.
you-will-be = الوظيفة: { $role }. المسموح به: { $deeds }.
sign-in-name-hint = قصير وبلا مسافات، مثل maya
your-name = اسمك
your-name-hint = كما سيقرؤه الزملاء
make-account-and-sign-in = إنشاء الحساب وتسجيل الدخول
save-password-and-sign-in = حفظ كلمة المرور وتسجيل الدخول
link-no-longer-good = هذا الرابط لم يعد صالحًا
why-no-longer-good = استُخدم من قبل، أو سُحب، أو انتهت مدته. يمكن طلب رابط جديد من منتج تنفيذي في الوكالة.

## Activity, history, trash

see-all-activity = كل النشاط
days-and-times-in = الأيام والأوقات بتوقيت { $zone }
no-changes-yet = لا شيء بعد. ستُدرج هنا الإضافات والتغييرات التي تُجرى في الوكالة.
no-changes-match = لا نتائج. إزالة عامل تصفية تعرض المزيد.
undo-step = تراجع: { $what }
redo-step = إعادة: { $what }
who = الشخص
everybody = الجميع
change = التغيير
all-changes = كل التغييرات
what = نوع السجل
everything = كل شيء
from-day = من يوم
to-day = إلى يوم
filters = عوامل التصفية
filtered-by = بواسطة { $name }
filtered-from = من { $day }
filtered-to = إلى { $day }
filtered-record = { $kind } { $id }
take-filter-away = إزالة عامل التصفية: { $filter }
newest = الأحدث
older = الأقدم
pages = الصفحات
# سجل التغييرات لعنصر واحد.
history-of = سجل التغييرات: { $name }
deleted = محذوف
restore = استعادة
says-again = تمت استعادة الإصدار { NUMBER($version) }: { $name }.
version = الإصدار { NUMBER($version) }
restore-version = استعادة الإصدار { NUMBER($version) }
restore-this-version = استعادة هذا الإصدار
field = الحقل
before = قبل
after = بعد
nothing = لا شيء
# سلة المحذوفات.
to-the-trash = إلى سلة المحذوفات
empty-the-trash = إفراغ سلة المحذوفات
records-restored = { $count ->
    [zero] لم يُستعد أي سجل.
    [one] تمت استعادة سجل واحد.
    [two] تمت استعادة سجلين.
    [few] تمت استعادة { $count } سجلات.
    [many] تمت استعادة { $count } سجلًا.
   *[other] تمت استعادة { $count } سجل.
}
records-removed = { $count ->
    [zero] لم يُزل أي سجل نهائيًا.
    [one] تمت إزالة سجل واحد نهائيًا.
    [two] تمت إزالة سجلين نهائيًا.
    [few] تمت إزالة { $count } سجلات نهائيًا.
    [many] تمت إزالة { $count } سجلًا نهائيًا.
   *[other] تمت إزالة { $count } سجل نهائيًا.
}
deleted-stays = يبقى المحذوف هنا حتى يُفرغ منتج تنفيذي سلة المحذوفات.
deleted-stays-for-days = { $count ->
    [zero] لا يبقى المحذوف هنا، بل يُزال نهائيًا.
    [one] يبقى المحذوف هنا يومًا واحدًا، ثم يُزال نهائيًا.
    [two] يبقى المحذوف هنا يومين، ثم يُزال نهائيًا.
    [few] يبقى المحذوف هنا { $count } أيام، ثم يُزال نهائيًا.
    [many] يبقى المحذوف هنا { $count } يومًا، ثم يُزال نهائيًا.
   *[other] يبقى المحذوف هنا { $count } يوم، ثم يُزال نهائيًا.
}
trash-is-empty = سلة المحذوفات فارغة. كل ما يُحذف يمكن استعادته من هنا.
when-deleted = وقت الحذف
how-long-it-stays = مدة البقاء
deleted-by = { $when }، بواسطة { $by }
castings-come-back = { $count ->
    [zero] لا يعود معه أي دور
    [one] يعود معه دور واحد
    [two] يعود معه دوران
    [few] تعود معه { $count } أدوار
    [many] يعود معه { $count } دورًا
   *[other] يعود معه { $count } دور
}
stays-until-emptied = حتى الإفراغ
goes-within-the-hour = يُزال خلال ساعة
deleted-and-stays = { $deleted }. مدة البقاء: { $stays }
deleted-and-stays-until-emptied = { $deleted }. يبقى حتى الإفراغ
deleted-and-goes-within-the-hour = { $deleted }. يُزال نهائيًا خلال ساعة
only-casting-directors = لمديري اختيار الممثلين فقط
only-executive-producers = للمنتجين التنفيذيين فقط
restore-record = استعادة { $name }
restore-what-is-ticked = استعادة المحدد
removed-by-now = أُزيل هذا نهائيًا في هذه الأثناء.
will-be-removed = سيُزال نهائيًا: { $records }.
will-be-removed-with-castings = { $count ->
    [zero] سيُزال نهائيًا: { $records }.
    [one] سيُزال نهائيًا: { $records }، ومعها دور واحد مرتبط بها.
    [two] سيُزال نهائيًا: { $records }، ومعها دوران مرتبطان بها.
    [few] سيُزال نهائيًا: { $records }، ومعها { $count } أدوار مرتبطة بها.
    [many] سيُزال نهائيًا: { $records }، ومعها { $count } دورًا مرتبطًا بها.
   *[other] سيُزال نهائيًا: { $records }، ومعها { $count } دور مرتبط بها.
}
history-stays = لا يمكن التراجع عن هذا. يبقى في سجل التغييرات أنها كانت هنا ومن أزالها.
remove-them-for-good = إزالتها نهائيًا
keep-them = الإبقاء عليها

## Usage

usage-all = عرض كل الاستخدام
usage-nothing-counted = لا يُحتسب شيء: قيمة days في القسم [usage] من Leptos.toml هي 0.
usage-what-is-counted = { $days ->
    [one] تُحتسب كل الطلبات ما عدا طلبات الملفات. الأيام بتوقيت { $zone }، ويُحفظ ما احتُسب يومًا واحدًا.
    [two] تُحتسب كل الطلبات ما عدا طلبات الملفات. الأيام بتوقيت { $zone }، ويُحفظ ما احتُسب يومين.
    [few] تُحتسب كل الطلبات ما عدا طلبات الملفات. الأيام بتوقيت { $zone }، ويُحفظ ما احتُسب { $days } أيام.
    [many] تُحتسب كل الطلبات ما عدا طلبات الملفات. الأيام بتوقيت { $zone }، ويُحفظ ما احتُسب { $days } يومًا.
   *[other] تُحتسب كل الطلبات ما عدا طلبات الملفات. الأيام بتوقيت { $zone }، ويُحفظ ما احتُسب { $days } يوم.
}
usage-nothing-yet = لا شيء بعد. كل من يرسل طلبات يُدرج هنا، يومًا بيوم.
usage-nothing-of-this = لم يُحتسب شيء من هذا. يمكن اختيار أيام أكثر أو إزالة عامل تصفية.
usage-requests = { $requests ->
    [zero] لا طلبات خلال { $period }
    [one] طلب واحد خلال { $period }
    [two] طلبان خلال { $period }
    [few] { $requests } طلبات خلال { $period }
    [many] { $requests } طلبًا خلال { $period }
   *[other] { $requests } طلب خلال { $period }
}
usage-period = { $days ->
    [one] يوم واحد
    [two] يومين
    [few] { $days } أيام
    [many] { $days } يومًا
   *[other] { $days } يوم
}
usage-nobody = دون تسجيل دخول
usage-others = آخرون برموز كثيرة

usage-all-doors = كل المداخل
usage-only = { $client } فقط
usage-only-one = عميل واحد فقط
usage-days-and-doors = الأيام والمداخل
usage-days = الأيام

door-rest = واجهة الوكالة البرمجية
door-catalogue = واجهة الفهرس البرمجية
door-graphql = GraphQL
door-live = التغييرات المباشرة
door-pages = الصفحات
client-person = شخص
client-program = برنامج
client-token = رمز
client-nobody = لا أحد
client-others = آخرون

usage-by-day = حسب اليوم
parts-of-this-page = أقسام هذه الصفحة
usage-refused = مرفوضة لكثرتها
usage-everybody = الكل
usage-all-others = كل الآخرين
usage-one-scale = أصحاب أكثر الطلبات، كلهم على مقياس واحد: أعلاه { NUMBER($top) } في اليوم.
usage-in-figures = يومًا بيوم، بالأرقام
usage-day-by-day = يومًا بيوم
usage-day = اليوم
usage-bars = { $requests ->
    [zero] { $of }: لا طلبات خلال { $period }؛ والأكثر { NUMBER($most) } في { $day }
    [one] { $of }: طلب واحد خلال { $period }؛ والأكثر { NUMBER($most) } في { $day }
    [two] { $of }: طلبان خلال { $period }؛ والأكثر { NUMBER($most) } في { $day }
    [few] { $of }: { $requests } طلبات خلال { $period }؛ والأكثر { NUMBER($most) } في { $day }
    [many] { $of }: { $requests } طلبًا خلال { $period }؛ والأكثر { NUMBER($most) } في { $day }
   *[other] { $of }: { $requests } طلب خلال { $period }؛ والأكثر { NUMBER($most) } في { $day }
}
usage-on-day = { $requests ->
    [one] { $day }: طلب واحد
    [two] { $day }: طلبان
    [few] { $day }: { $requests } طلبات
    [many] { $day }: { $requests } طلبًا
   *[other] { $day }: { $requests } طلب
}
usage-on-day-refused = { $requests ->
    [one] { $day }: طلب واحد، مرفوض منها لكثرتها { NUMBER($refused) }
    [two] { $day }: طلبان، مرفوض منها لكثرتها { NUMBER($refused) }
    [few] { $day }: { $requests } طلبات، مرفوض منها لكثرتها { NUMBER($refused) }
    [many] { $day }: { $requests } طلبًا، مرفوض منها لكثرتها { NUMBER($refused) }
   *[other] { $day }: { $requests } طلب، مرفوض منها لكثرتها { NUMBER($refused) }
}
usage-on-day-errors = { $requests ->
    [one] { $day }: طلب واحد، بأخطاء منها { NUMBER($errors) }
    [two] { $day }: طلبان، بأخطاء منها { NUMBER($errors) }
    [few] { $day }: { $requests } طلبات، بأخطاء منها { NUMBER($errors) }
    [many] { $day }: { $requests } طلبًا، بأخطاء منها { NUMBER($errors) }
   *[other] { $day }: { $requests } طلب، بأخطاء منها { NUMBER($errors) }
}
usage-on-day-both = { $requests ->
    [one] { $day }: طلب واحد، مرفوض منها لكثرتها { NUMBER($refused) }، وبأخطاء { NUMBER($errors) }
    [two] { $day }: طلبان، مرفوض منها لكثرتها { NUMBER($refused) }، وبأخطاء { NUMBER($errors) }
    [few] { $day }: { $requests } طلبات، مرفوض منها لكثرتها { NUMBER($refused) }، وبأخطاء { NUMBER($errors) }
    [many] { $day }: { $requests } طلبًا، مرفوض منها لكثرتها { NUMBER($refused) }، وبأخطاء { NUMBER($errors) }
   *[other] { $day }: { $requests } طلب، مرفوض منها لكثرتها { NUMBER($refused) }، وبأخطاء { NUMBER($errors) }
}

usage-requests-heading = الطلبات
usage-too-many = فوق الحد
usage-too-many-means = مرفوضة بالحالة 429 لكثرتها
usage-errors = الأخطاء
usage-errors-mean = مرفوضة لسبب آخر أو متعثرة: 4xx و5xx
usage-client = العميل
usage-doors = المداخل
usage-share = الحصة
usage-last-seen = آخر ظهور

usage-percent = { NUMBER($percent) }%
usage-less-than-a-percent = أقل من 1%

usage-by-client = حسب العميل
usage-tokens = { $tokens ->
    [one] رمز واحد
    [two] رمزان
    [few] { $tokens } رموز
    [many] { $tokens } رمزًا
   *[other] { $tokens } رمز
}
usage-more-clients = { $clients ->
    [one] وعميل آخر بطلبات أقل.
    [two] وعميلان آخران بطلبات أقل.
    [few] و{ $clients } عملاء آخرين بطلبات أقل لكل منهم.
    [many] و{ $clients } عميلًا آخر بطلبات أقل لكل منهم.
   *[other] و{ $clients } عميل آخر بطلبات أقل لكل منهم.
}
usage-by-token = حسب الرمز
usage-tokens-are = لكل رمز علامة تميزه من غيره، والأحدث أولًا. والعلامة لا تفتح شيئًا.
usage-more-tokens = { $tokens ->
    [one] ورمز آخر في الملف المصدَّر.
    [two] ورمزان آخران في الملف المصدَّر.
    [few] و{ $tokens } رموز أخرى في الملف المصدَّر.
    [many] و{ $tokens } رمزًا آخر في الملف المصدَّر.
   *[other] و{ $tokens } رمز آخر في الملف المصدَّر.
}

usage-limits = الحدود
usage-limits-are = ما زاد على ذلك يُرفض بالحالة 429 مع ذكر عدد ثواني الانتظار، ولا يترتب عليه شيء آخر. ويذكر كل رد ما بقي، باسم السياسة. تُضبط الحدود في Leptos.toml ضمن [limits].
usage-limit-of = ما يُحتسب
usage-at-most = الحد الأقصى
usage-policy = السياسة
usage-a-minute = { NUMBER($quota) } في الدقيقة
usage-in-minutes = { $minutes ->
    [one] { NUMBER($quota) } خلال دقيقة واحدة
    [two] { NUMBER($quota) } خلال دقيقتين
    [few] { NUMBER($quota) } خلال { $minutes } دقائق
    [many] { NUMBER($quota) } خلال { $minutes } دقيقة
   *[other] { NUMBER($quota) } خلال { $minutes } دقيقة
}
limit-requests = طلبات كل برنامج وكل رمز، عبر كل المداخل ما عدا الفهرس
limit-catalogue = طلبات كل رمز إلى الفهرس
limit-graphql = كلفة استعلامات كل عميل في GraphQL، حيث لا تزيد كلفة الواحد على 1,000
limit-open-tokens = الرموز لكل عنوان يسجل الدخول إلى الفهرس دون كلمة مرور
limit-pages = طلبات متصفحات كل شخص
limit-accounts = محاولات الدخول الفاشلة إلى كل حساب
limit-addresses = محاولات الدخول الفاشلة من كل عنوان

## Commands

commands-here = هنا
add-to-this-list = إضافة إلى هذه القائمة
edit-this = تعديل هذا السجل
to-the-one-before = الانتقال إلى السابق في القائمة
to-the-next-one = الانتقال إلى التالي في القائمة
choose-whole-list = اختيار القائمة كلها أو إلغاؤه
edit-those-chosen = تعديل المختار
delete-those-chosen = حذف المختار
choose-none = إلغاء الاختيار
commands-go-to = الانتقال إلى
commands-do = الإجراءات
change-how-pages-look = تغيير مظهر الصفحات
show-the-keys = عرض مفاتيح الاختصار
search-everything = بحث في الأشخاص والعناوين والأوامر
search-this-list = بحث في هذه القائمة، أو في كل شيء
undo-what-you-did = التراجع عن آخر إجراء
do-it-again = إعادة الإجراء
search-and-commands = البحث والأوامر
choices = الخيارات
nothing-matches = لا نتائج.
matches-counted = { $count ->
    [zero] لا نتائج
    [one] نتيجة واحدة
    [two] نتيجتان
    [few] { $count } نتائج
    [many] { $count } نتيجة
   *[other] { $count } نتيجة
}
cannot-be-reached-now = يتعذّر الوصول إلى الوكالة الآن.
keys = مفاتيح الاختصار
keys-hint = لا تعمل أثناء الكتابة. يمكن إيقاف المفاتيح التي لا تُضغط مع Ctrl في { $account }.
in-your-account = حسابك
# صفحة البحث.
search-people-and-titles = بحث في الأشخاص والعناوين
type-a-part = يكفي جزء من اسم أو من عنوان.
nobody-and-nothing = لا يوجد شخص ولا عنوان باسم «{ $text }». يُجرَّب عدد أقل من الأحرف.
search-again = بحث من جديد
install-offer = يمكن أن تكون الوكالة تطبيقًا على هذا الجهاز: نافذة خاصة بها، ومكان بين تطبيقاتك الأخرى.
install = تثبيت
no-thank-you = لا، شكرًا

## Pages beside the app

# التطبيق بعد تثبيته.
agency-in-a-sentence = الممثلون والأفلام ومن يؤدي أي دور: مكتب اختيار الممثلين.
actors-on-a-tablet = قائمة الممثلين على جهاز لوحي
movie-on-a-phone = فيلم وطاقم تمثيله على هاتف
people-and-titles = الأشخاص والعناوين
list-of-actors = قائمة الممثلين
list-of-movies = قائمة الأفلام

# الصفحة التي تظهر دون اتصال.
without-connection = لا اتصال
there-is-no-connection = لا يوجد اتصال
page-not-reached = لا يستطيع هذا الجهاز الوصول إلى الوكالة الآن، لذا لا يمكن عرض هذه الصفحة.
nothing-was-lost = لم يضع شيء. كل ما حُفظ في أمان وستجده هنا عند عودة الاتصال.
what-you-saw-last = ما رأيته آخر مرة
