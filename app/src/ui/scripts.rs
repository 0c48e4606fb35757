//! What the pages' scripts say.

use std::collections::BTreeMap;

/// What the scripts of every page say, as JSON, by the names they know it by (frontend/page/words.js); `{0}` and `{1}` are filled in
/// there.
pub fn said_by_scripts() -> String {
    let (one, two) = ("{0}", "{1}");
    let words = [
        ("calendar", words::from_the_calendar(one)),
        ("show", words::show_it().to_owned()),
        ("changed", words::somebody_changed(one)),
        ("somethingChanged", words::something_changed().to_owned()),
        ("restored", words::draft_restored(one)),
        ("restoredElsewhere", words::draft_restored_elsewhere(one)),
        ("discarded", words::draft_discarded(one)),
        ("discardedElsewhere", words::draft_discarded_elsewhere(one)),
        ("discard", words::discard().to_owned()),
        ("tooLong", words::draft_too_long().to_owned()),
        ("undo", words::undo().to_owned()),
        ("redo", words::redo().to_owned()),
        ("notAllowed", words::not_allowed_any_more().to_owned()),
        ("ended", words::ended_meanwhile().to_owned()),
        ("notReached", words::not_reached().to_owned()),
        ("edits", words::somebody_edits(one, two)),
        ("looks", words::somebody_looks(one, two)),
        ("youEdit", words::you_edit_elsewhere(one)),
        ("youLook", words::you_look_elsewhere(one)),
        ("seen", words::seen_without_connection(one)),
    ];
    let words: BTreeMap<_, _> = words.into_iter().collect();
    serde_json::to_string(&words).expect("texts are JSON")
}
