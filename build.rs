//! Embeds the browser's files. `CASTING_AGENCY_SITE` names the folder that script/site.mjs made; without it the table is
//! empty, and the server reads the files from the folder that cargo-leptos writes.

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-env-changed=CASTING_AGENCY_SITE");
    let mut files = Vec::new();
    if let Some(site) = env::var_os("CASTING_AGENCY_SITE") {
        let site = Path::new(&site);
        println!("cargo:rerun-if-changed={}", site.display());
        collect(site, site, &mut files)?;
    }
    files.sort();
    let rows: String =
        files.iter().map(|(name, path)| format!("    ({name:?}, include_bytes!({path:?})),\n")).collect();
    let table =
        format!("/// Every embedded file by its name, in order.\nconst EMBEDDED: &[(&str, &[u8])] = &[\n{rows}];\n");
    fs::write(Path::new(&env::var_os("OUT_DIR").expect("cargo sets it")).join("embedded.rs"), table)
}

fn collect(site: &Path, folder: &Path, files: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(site, &path, files)?;
        } else {
            let name = path.strip_prefix(site).expect("it lies in the site").display().to_string();
            files.push((format!("/{name}"), path.display().to_string()));
        }
    }
    Ok(())
}
