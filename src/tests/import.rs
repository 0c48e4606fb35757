//! Files that are imported: what becomes of each row, and that it is all of them or none.

use crate::support::{Client, Reply, TestAgency};
use axum::http::Method;
use domain::{
    Error,
    Role::{CastingAssistant, CastingDirector, ExecutiveProducer},
};
use jiff::SignedDuration;
use serde_json::Value;

const ACTORS: &str = "Full name;Sex;Age\nAnn Lee;f;30\nBob;male;41\n";

/// Posts a form with this file, and this text in its place.
async fn send(client: &Client<'_>, list: &str, file: &[u8], text: &[u8]) -> Reply {
    let mut body = Vec::new();
    let mut part = |head: &str, content: &[u8]| {
        body.extend_from_slice(format!("--edge\r\ncontent-disposition: form-data; {head}\r\n\r\n").as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    };
    part("name=\"file\"; filename=\"new faces.csv\"\r\ncontent-type: text/csv", file);
    part("name=\"text\"", text);
    body.extend_from_slice(b"--edge--\r\n");
    let path = format!("/{list}/import");
    client
        .clone()
        .with("accept", "text/html")
        .send_as("multipart/form-data; boundary=edge", Method::POST, &path, body)
        .await
}

/// Brings a file; answers the address of its page.
pub async fn upload(client: &Client<'_>, list: &str, text: &str) -> String {
    send(client, list, text.as_bytes(), b"").await.is(303).header("location").to_owned()
}

/// The page at this address, without the marks that a bundle would go by.
async fn look(client: &Client<'_>, address: &str) -> Reply {
    plain(client.get(address).await.is(200))
}

fn plain(reply: Reply) -> Reply {
    Reply { text: reply.text.replace("<!>", ""), ..reply }
}

fn kind(list: &str) -> &str {
    list.trim_end_matches('s')
}

fn id(address: &str) -> &str {
    address.rsplit('/').next().expect("the address names it")
}

/// Says that its columns are those of the form, in that order, under headings.
pub async fn matched(client: &Client<'_>, address: &str, list: &str) {
    let fields: &[&str] = match list {
        "actors" => &["name", "age", "gender"],
        _ => &["title", "release_date", "release_year", "genre", "expiry_date"],
    };
    let columns: Vec<_> =
        fields.iter().zip(0..).map(|(field, place)| (format!("columns[{field}]"), place.to_string())).collect();
    let mut form = vec![("kind", kind(list)), ("id", id(address)), ("headed", "true")];
    form.extend(columns.iter().map(|(name, column)| (name.as_str(), column.as_str())));
    client.call("match_columns", &form).await.is(200);
}

/// Waits until nothing of it goes on any more.
pub async fn ended(client: &Client<'_>, kind: &str, id: i64) {
    let id = id.to_string();
    while client.ask("import_progress", &[("kind", kind), ("id", &id)]).await.is(200).json() != Value::Null {}
}

/// Imports what is matched, leaving out what is named; answers its page afterwards.
async fn import(client: &Client<'_>, address: &str, list: &str, leave: &[&str]) -> Reply {
    let mut form = vec![("kind", kind(list)), ("id", id(address))];
    form.extend(leave.iter().map(|fate| (*fate, "true")));
    client.call("import_rows", &form).await.is(200);
    ended(client, kind(list), id(address).parse().expect("a number")).await;
    look(client, address).await
}

/// A file with a plain heading, brought and matched.
async fn brought(client: &Client<'_>, rows: &str) -> String {
    let address = upload(client, "actors", &format!("Name,Age,Gender\n{rows}")).await;
    matched(client, &address, "actors").await;
    address
}

#[tokio::test]
async fn a_file_is_imported_in_its_readers_language() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await.with("accept-language", "ar");
    look(&maya, "/actors/import").await.says("استيراد ممثلين").does_not_say("Import");
    let address = brought(&maya, "ليلى,30,أنثى\nZoë,31,f\nBob,x,m").await;
    let page = look(&maya, &address).await;
    page.says("سيُضاف صفان").says("صف واحد خاطئ").says("استيراد ممثلين اثنين").says("استبعاد: الصف \u{2068}4\u{2069}");
    import(&maya, &address, "actors", &["wrong"]).await.says("أُضيف ممثلان.").says("استُبعد صف واحد.");
}

#[tokio::test]
async fn a_file_is_imported_and_undone_in_one_step() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    look(&maya, "/actors/import").await.says("At most 5 MB and 20,000 rows.").says("in whole years");
    let address = upload(&maya, "actors", ACTORS).await;
    assert_eq!(address, "/actors/import/1");
    // What the columns hold is guessed, and can be said otherwise.
    let page = look(&maya, &address).await;
    page.says("new faces.csv").says("<option value=\"0\" selected>A: Full name</option>").says("It has 2 rows.");
    page.says("<option value=\"1\" selected>B: Sex</option>").says("<option value=\"2\" selected>C: Age</option>");
    let columns = [("columns[name]", "0"), ("columns[gender]", "1"), ("columns[age]", "2")];
    let form = [&[("kind", "actor"), ("id", "1"), ("headed", "true")], &columns[..]].concat();
    let reply = maya.form("/call/match_columns", &form).await.is(303);
    assert_eq!(reply.header("location"), address);
    look(&maya, &address).await.says("2 rows will be added").says("Import 2 actors").does_not_say("Leave out the");

    let done = import(&maya, &address, "actors", &[]).await;
    done.says("2 actors were added.").says("Undo the import").says("You added 2 records.").does_not_say("left out");
    let found = maya.get("/actors.csv?sort=-id").await.text;
    assert_eq!(found.lines().nth(1), Some("Bob,41,male"), "{found}");
    assert_eq!(found.lines().nth(2), Some("Ann Lee,30,female"), "{found}");
    assert_eq!(agency.story().await[29..], ["Maya Haddad added Ann Lee", "Maya Haddad added Bob"]);
    // It is searched and counted like any other.
    assert_eq!(maya.ask("actors", &[("query", "q=ann lee")]).await.json()["count"], "1 actor matches");
    agency.counts_are_true().await;

    let step = maya.ask("steps", &[]).await.json()["undo"].clone();
    assert_eq!(step["words"], "added 2 records");
    maya.call("undo", &[("step", &step["number"].to_string())]).await.is(200);
    look(&maya, &address).await.says("The import of 2 actors is undone.").says("Import it again");
    assert_eq!(maya.get("/actors.json").await.json().as_array().map(Vec::len), Some(12));
    maya.call("redo", &[]).await.is(200);
    assert_eq!(maya.get("/actors.json").await.json().as_array().map(Vec::len), Some(14));
    agency.counts_are_true().await;
    // The file itself is not kept any longer.
    assert_eq!(agency.texts("select body from imports").await, [""]);
}

#[tokio::test]
async fn every_row_has_its_fate() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let rows = "Ann,30,f\nTom  HANKS,65,male\n,200,x\nann,30,male\n\"two\nlines\",30,f\n\nZoë,31,woman";
    let address = brought(&maya, rows).await;
    let page = look(&maya, &address).await;
    page.says("2 rows will be added").says("is there already").says("1 row stands twice in the file");
    page.says("2 rows are wrong").says("<a href=\"/actors/2\">Is there already</a>").says("Says the same as row 2");
    page.says("Name is needed").says("Age is a whole number of years from 0 to 150").says("Gender is female or male");
    page.says("Name has a character that cannot be shown; type it again").says("Leave out: row 8");
    let wrong = look(&maya, &format!("{address}?show=wrong")).await;
    wrong.says("Leave out: row 4").says("Leave out: row 6").does_not_say("row 2\"").does_not_say("Zoë");
    look(&maya, &format!("{address}?show=wrong&page=2")).await.says("There are no such rows.");
    look(&maya, &format!("{address}?show=nonsense")).await.says("Zoë");

    // Nothing is imported until somebody says of each kind of them that it is left out.
    let mut form = vec![("kind", "actor"), ("id", "1"), ("wrong", "true")];
    let page =
        plain(maya.form("/call/import_rows", &[&form[..], &[("page", address.as_str())]].concat()).await.is(400));
    page.says("Some rows stand twice in the file").says("Some are there already: leave them out");
    page.does_not_say("Some rows are wrong").says("There is a problem").says("href=\"#double\"");
    assert!(page.text.contains("id=\"wrong\" name=\"wrong\" value=\"true\" checked"), "what was ticked stays ticked");
    form.push(("double", "true"));
    let Error::Invalid(faults) = maya.call("import_rows", &form).await.is(400).error() else { panic!("the fields") };
    assert_eq!(faults.iter().map(|fault| fault.field.as_ref()).collect::<Vec<_>>(), ["there"]);
    assert_eq!((agency.changes().await.len(), agency.count("actors").await), (29, 12));

    let done = import(&maya, &address, "actors", &["wrong", "double", "there"]).await;
    done.says("2 actors were added.").says("4 rows were left out.");
    assert_eq!(agency.count("actors").await, 14);
}

#[tokio::test]
async fn rows_are_left_out_one_by_one() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let address = brought(&maya, "Ann,30,f\nAnn,30,f\nBob,x,m").await;
    let row = async |way: &str, number: &str| {
        let fields = [("kind", "actor"), ("id", "1"), (way, number), ("query", "show=wrong&page=1&evil=//x")];
        let reply = maya.form("/call/leave_out", &fields).await.is(303);
        assert_eq!(reply.header("location"), "/actors/import/1?show=wrong&page=1");
    };
    row("out", "4").await;
    row("out", "2").await;
    // The second is the first now.
    maya.get(&address)
        .await
        .is(200)
        .says("2 rows are left out by you")
        .says("1 row will be added")
        .says("Take in: row 4");
    row("out", "3").await;
    look(&maya, &address).await.says("No actor of this file can be added.");
    let nothing = maya.call("import_rows", &[("kind", "actor"), ("id", "1")]).await.is(400).error();
    assert_eq!(nothing.field("added"), Some("There is nothing to add in this file"));
    row("back", "2").await;
    row("back", "2").await;
    import(&maya, &address, "actors", &[]).await.says("1 actor was added.").says("2 rows were left out.");
}

#[tokio::test]
async fn movies_are_imported() {
    let agency = TestAgency::demo().await;
    let omar = agency.signed_in(ExecutiveProducer).await;
    let file = "Title\tReleased\tYear\tGenre\tRights until\n\
        Heat\t12/15/1995\t\tCrime\t5.1.2030\n\
        Alien\t\t1979\t\t\n\
        Inception\t2010/7/8\t\t\t\n\
        Up\t3/4/2009\t\t\t\n\
        Later\t\t2300\t\t";
    let address = upload(&omar, "movies", file).await;
    matched(&omar, &address, "movies").await;
    let page = look(&omar, &address).await;
    page.says("3 rows will be added").says("<a href=\"/movies/5\">Is there already</a>").says("Release year");
    import(&omar, &address, "movies", &["wrong", "there"]).await.says("3 movies were added.");
    let heat = &omar.get("/movies.json?q=heat").await.json()[0];
    assert_eq!((&heat["release_date"], &heat["expiry_date"]), (&"1995-12-15".into(), &"2030-01-05".into()));
    // One of the column was written with the month first, so all were.
    assert_eq!(omar.get("/movies.json?q=up").await.json()[0]["release_date"], "2009-03-04");

    // Where nothing says which is which, nobody guesses.
    let address = upload(&omar, "movies", "Title,Release date\nUp,3/4/2010\n").await;
    matched_as(&omar, &address, &[("title", "0"), ("release_date", "1")]).await.is(200);
    omar.get(&address).await.says("is not a date; write it as yyyy-mm-dd");
}

async fn matched_as(client: &Client<'_>, address: &str, columns: &[(&str, &str)]) -> Reply {
    let list = address.split('/').nth(1).expect("a list");
    let columns: Vec<_> = columns.iter().map(|(field, column)| (format!("columns[{field}]"), *column)).collect();
    let mut form = vec![("kind", kind(list)), ("id", id(address)), ("headed", "true"), ("page", address)];
    form.extend(columns.iter().map(|(name, column)| (name.as_str(), *column)));
    client.call("match_columns", &form).await
}

#[tokio::test]
async fn columns_are_matched_or_asked_for() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    // The same heading twice, and one that nobody knows.
    let address = upload(&maya, "actors", "Name,Shoe,Name,AGE (years)\nAnn,38,Lee,30").await;
    let page = look(&maya, &address).await;
    page.says("<option value=\"0\" selected>A: Name</option>").says("<option value=\"2\">C: Name</option>");
    page.says("<option value=\"3\" selected>D: AGE (years)</option>");
    let refused = async |columns: &[(&str, &str)]| {
        let error = matched_as(&maya, &address, columns).await.is(400).error();
        error.fields().iter().map(|fault| fault.message.to_string()).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(refused(&[("name", "0"), ("age", "3")]).await, "Choose the column with the gender");
    assert_eq!(
        refused(&[("name", "0"), ("age", "0"), ("gender", "9")]).await,
        "The column of the age is chosen for the name already; There is no such column for the gender"
    );
    let form = [("kind", "actor"), ("id", "1"), ("columns[age]", "1"), ("page", &address)];
    let page = plain(maya.form("/call/match_columns", &form).await.is(400));
    page.says("href=\"#gender\"").says("<option value=\"1\" selected>").does_not_say("value=\"true\" checked");

    // Where the first row is one like the others.
    let address = upload(&maya, "actors", "Ann,30,female\nBob,41,male").await;
    look(&maya, &address).await.says("<option value=\"1\" selected>Column B</option>").says("It has 2 rows.");
    let form =
        [("kind", "actor"), ("id", "2"), ("columns[name]", "0"), ("columns[age]", "1"), ("columns[gender]", "2")];
    maya.call("match_columns", &form).await.is(200);
    look(&maya, &address).await.says("2 rows will be added");
    look(&maya, &format!("{address}?columns=1")).await.says("Look through the rows");
    // Headings and nothing below them.
    let address = brought(&maya, "").await;
    look(&maya, &address).await.says("No actor of this file can be added.");
}

#[tokio::test]
async fn importing_is_for_whoever_may_add() {
    let agency = TestAgency::demo().await;
    let (ada, maya) = (agency.signed_in(CastingAssistant).await, agency.signed_in(CastingDirector).await);
    ada.get("/actors/import").await.is(403).says("Only casting directors and executive producers may add actors.");
    send(&ada, "actors", ACTORS.as_bytes(), b"").await.is(403).says("Only casting directors");
    maya.get("/movies/import").await.is(403).says("Only executive producers may add movies.");
    send(&maya, "movies", b"Title,Year\nHeat,1995", b"").await.is(403);
    assert_eq!(agency.count("imports").await, 0);
    // Another site's page cannot bring one.
    let lured = maya.clone().with("sec-fetch-site", "cross-site");
    send(&lured, "actors", ACTORS.as_bytes(), b"").await.is(403);

    // A file is its person's own, and of its own kind.
    let address = upload(&maya, "actors", ACTORS).await;
    let omar = agency.signed_in(ExecutiveProducer).await;
    omar.get(&address).await.is(404).says("There is no such import").does_not_say("Ann Lee");
    omar.call("import_rows", &[("kind", "actor"), ("id", "1")]).await.is(404);
    omar.call("leave_out", &[("kind", "actor"), ("id", "1"), ("out", "2")]).await.is(409);
    omar.call("drop_import", &[("kind", "actor"), ("id", "1")]).await.is(200);
    omar.ask("import_progress", &[("kind", "actor"), ("id", "1")]).await.is(404);
    omar.ask("import_progress", &[("kind", "person"), ("id", "1")]).await.is(404);
    omar.get("/movies/import/1").await.is(404);
    for path in ["/actors/import/9", "/actors/import/x", "/actors/import/1/2"] {
        maya.get(path).await.is(404).says("There is no such import");
    }
    look(&maya, &address).await.says("Ann Lee");
    // Whoever is made an assistant meanwhile imports nothing.
    let demoted = [("id", "2"), ("version", "1"), ("name", "Maya Haddad"), ("role", "casting_assistant")];
    omar.call("change_person", &demoted).await.is(200);
    maya.get(&address).await.is(403).does_not_say("Ann Lee");
    maya.call("import_rows", &[("kind", "actor"), ("id", "1"), ("wrong", "true")]).await.is(403);
}

#[tokio::test]
async fn files_are_kept_for_a_day_and_five_of_each_person() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let address = upload(&maya, "actors", ACTORS).await;
    agency.pass(SignedDuration::from_hours(23));
    assert_eq!(agency.agency.forget_imports().await, Ok(0));
    look(&maya, &address).await;
    for _ in 0..5 {
        upload(&maya, "actors", ACTORS).await;
    }
    assert_eq!(agency.count("imports").await, 5);
    maya.get(&address).await.is(404);
    agency.pass(SignedDuration::from_hours(24));
    maya.get("/actors/import/6").await.is(404);
    matched_as(&maya, "/actors/import/6", &[("name", "0"), ("gender", "1"), ("age", "2")]).await.is(404);
    assert_eq!(agency.agency.forget_imports().await, Ok(5));
    // Thrown away by hand, twice.
    upload(&maya, "actors", ACTORS).await;
    for _ in 0..2 {
        let reply = maya.form("/call/drop_import", &[("kind", "actor"), ("id", "7")]).await.is(303);
        assert_eq!(reply.header("location"), "/actors/import");
    }
    assert_eq!(agency.count("imports").await, 0);
}

/// Sent twice, from two tabs at once, and after it is done: it is imported once.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_imported_once() {
    let agency = TestAgency::demo().await;
    let (maya, desk) = (agency.signed_in(CastingDirector).await, agency.signed_in(CastingDirector).await);
    let rows: String = (0..300).map(|number| format!("New {number},30,f\n")).collect();
    let address = brought(&maya, &rows).await;
    let form = [("kind", "actor"), ("id", "1")];
    let (one, other) = tokio::join!(maya.call("import_rows", &form), desk.call("import_rows", &form));
    one.is(200);
    other.is(200);
    ended(&maya, "actor", 1).await;
    look(&maya, &address).await.says("300 actors were added.");
    maya.call("import_rows", &form).await.is(200);
    ended(&maya, "actor", 1).await;
    assert_eq!((agency.count("actors").await, agency.count("steps").await), (312, 1));
    // What is done is not changed any more.
    assert_eq!(
        maya.call("leave_out", &[("kind", "actor"), ("id", "1"), ("out", "2")]).await.is(409).error().code(),
        "conflict"
    );
    matched_as(&maya, &address, &[("name", "0")]).await.is(409);
    // The same file again: all of it is there.
    let address = brought(&maya, &rows).await;
    look(&maya, &address).await.says("300 are there already").says("No actor of this file can be added.");
    agency.counts_are_true().await;
}

/// What fails in the middle leaves nothing, says why, and can be tried again.
#[tokio::test]
async fn a_file_is_imported_whole_or_not_at_all() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let rows: String = (0..50).map(|number| format!("New {number},{number},f\n")).collect();
    let address = brought(&maya, &format!("{rows}New,49,f\n")).await;
    // Somebody who is quicker by a hair.
    agency.execute("create unique index quicker on actors (age) where name_key like 'new%'").await;
    let page = import(&maya, &address, "actors", &[]).await;
    page.says("Somebody added what row 52 says just now. Nothing was imported").says("Import 51 actors");
    // What is done while nobody waits for it speaks the language of whoever began it.
    let page = import(&maya.clone().with("accept-language", "ar"), &address, "actors", &[]).await;
    page.says("أضاف شخص آخر للتو ما في الصف");
    assert_eq!((agency.count("actors").await, agency.changes().await.len(), agency.count("steps").await), (12, 29, 0));
    agency.execute("drop index quicker").await;
    import(&maya, &address, "actors", &[]).await.says("51 actors were added.");
    agency.counts_are_true().await;
}

/// A draft of a form that is open meanwhile is about something else.
#[tokio::test]
async fn importing_ends_no_draft() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    maya.call("keep_draft", &[("me", "2"), ("form", "actor-0"), ("body", r#"{"name":"Zo"}"#)]).await.is(200);
    let address = brought(&maya, "Ann,30,f").await;
    import(&maya, &address, "actors", &[]).await.says("1 actor was added.").says("You added Ann.");
    assert_eq!(agency.count("drafts").await, 1);
}

#[tokio::test]
async fn what_is_no_file_is_refused_and_what_was_pasted_stays() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let refused = async |file: &[u8], text: &[u8], says: &str| {
        let page = plain(send(&maya, "actors", file, text).await);
        assert_eq!(page.status, 400, "{says}: {}", page.header("location"));
        page.says("There is a problem").says(says).says("name=\"text\"");
        page
    };
    refused(b"", b" ", "Choose a file, or paste its rows").await.says("href=\"#file\"");
    refused(b"\xEF\xBB\xBF", b"", "There is nothing in this file").await;
    refused(b",,\n\r\n", b"", "There is nothing in this file").await;
    refused(b"PK\x03\x04", b"", "This is a workbook.").await;
    refused(b"\xFF\xFE\x00\xD8a\x00", b"", "The file cannot be read as text.").await;
    refused(&b"a,b\n".repeat(20_002), b"", "The file has more than 20,000 rows.").await;
    refused(&b"a".repeat(10_000_000), b"", "The file is longer than 5 MB.").await;
    refused(&b"x,".repeat(200), b"", "Row 1 has 200 columns, where 100 are the most").await;
    let pasted = format!("</textarea><script>\"&,x\n{}", "x,".repeat(200));
    let page = refused(b"", pasted.as_bytes(), "Row 2 has 200 columns").await;
    page.says("href=\"#text\"")
        .says("\n&lt;/textarea&gt;&lt;script&gt;&quot;&amp;,x\nx,x,")
        .does_not_say("</textarea><script>");
    send(&maya, "actors", &b"a".repeat(65_000_000), b"").await.is(413);
    // Not a form with a file at all.
    maya.form("/actors/import", &[("text", "a")]).await.is(400).says("The form cannot be read.");
    assert_eq!(agency.count("imports").await, 0);
}

#[tokio::test]
async fn strange_files_are_read() {
    let agency = TestAgency::demo().await;
    let maya = agency.signed_in(CastingDirector).await;
    let check = async |file: &[u8], says: &[&str]| {
        let address = send(&maya, "actors", file, b"").await.is(303).header("location").to_owned();
        matched(&maya, &address, "actors").await;
        let page = look(&maya, &address).await;
        for says in says {
            page.says(says);
        }
        assert!(page.text.len() < 200_000, "{}", page.text.len());
    };
    check(b"Name,Age,Gender\na\0b,30,f", &["Name has a character that cannot be shown"]).await;
    check(b"Name,Age,Gender\nZo\xEB,30,f", &[">Zo\u{EB}</td>", "1 row will be added"]).await;
    let cell = format!("Name,Age,Gender\n{},30,f", "x".repeat(1_000_000));
    check(cell.as_bytes(), &["Name is 1000000 characters long; shorten it to 200", "xxx…"]).await;
    check(b"Name,Age,Gender\n\"<script>alert(1)</script>\",30,f", &["&lt;script&gt;alert(1)&lt;/script&gt;"]).await;
    check("Name,Age,Gender\n\u{200B},30,f".as_bytes(), &["Name is needed"]).await;
    check(b"Name,Age,Gender\nAnn,30,f,more,and more", &["1 row will be added"]).await;
    check(b"Name,Age,Gender\nAnn", &["Age is needed", "Gender is needed"]).await;
    check(b"Name,Age,Gender\n\"Ann,30,f\nBob,30,m", &["1 row is wrong"]).await;
    // An apostrophe that keeps a spreadsheet from running it is no part of the name.
    check(b"Name,Age,Gender\n'=1+1,30,f", &[">=1+1</td>"]).await;
    let wide: Vec<u8> = "\u{FEFF}Name\tAge\tGender\nليلى\t30\tf".encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&wide, &[">ليلى</td>", "1 row will be added"]).await;
}

/// Whoever was signed out meanwhile finds what they pasted when they are back.
#[tokio::test]
async fn what_was_pasted_outlives_the_session() {
    let agency = TestAgency::demo().await;
    let page = send(&agency.nobody(), "actors", b"", ACTORS.as_bytes()).await.is(401);
    page.says("Your session has ended.").says("Full name;Sex;Age");
    let held =
        page.text.split("name=\"held\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("it is held");
    let held = held.replace("&quot;", "\"").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
    let browser = agency.browser();
    let fields = [("login", "maya"), ("password", "maya-casts-it"), ("next", "/actors/import"), ("held", &held)];
    let back = browser.form("/sign-in", &fields).await.is(200);
    back.says("You are signed in again. Nothing was saved yet").says("\nFull name;Sex;Age\nAnn Lee;f;30");
    // What is longer than a page can hold is still in the browser it was pasted in.
    let long = send(&agency.nobody(), "actors", b"", &b"a,b\n".repeat(20_000)).await.is(401);
    long.does_not_say("a,b");
}
