// What the scripts say, in the language of the page: the server hands it over (app/src/ui/shell.rs).

const words = JSON.parse(document.getElementById("live").dataset.words);

/** The text of this name, with these filled in. */
export const say = (name, ...given) => words[name].replace(/\{(\d)\}/g, (_, place) => given[place]);
