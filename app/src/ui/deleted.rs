//! The notice of what was just deleted, which offers it back. The address says what: it survives a reload.

use super::{
    forms::{CallButton, FormState},
    parts::may,
};
use crate::calls;
use domain::{Permission, RecordId};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn Deleted(
    /// The name in the query whose value is the record's number.
    query: &'static str,
    record: fn(i64) -> RecordId,
    restore: FormState,
    /// More to post than the record's number.
    #[prop(optional)]
    fields: Vec<(&'static str, String)>,
) -> impl IntoView {
    let map = use_query_map();
    let record = Memo::new(move |_| map.with(|map| map.get(query)?.parse().ok()).map(record));
    let deleted = Resource::new(
        move || (record.get(), restore.settled.get()),
        async |(record, _)| match record {
            Some(record) => calls::deleted(record.kind().to_owned(), record.number()).await.unwrap_or_default(),
            None => None,
        },
    );
    let notice = move |name: String, rest: String| {
        let record = record.get_untracked()?;
        let permission = Permission::to_restore(record)?;
        let fields = [vec![("id", record.number().to_string())], fields.clone()].concat();
        let undo = may(permission).then(|| view! { <CallButton state=restore label="Undo" icon="" fields /> });
        Some(view! {
            <div class="notice" role="status">
                <p>
                    <strong>{name}</strong>
                    {rest}
                </p>
                {undo}
            </div>
        })
    };
    view! {
        <Transition>
            {move || {
                let notice = notice.clone();
                Suspend::new(async move { deleted.await.and_then(|(name, rest)| notice(name, rest)) })
            }}
        </Transition>
    }
}
