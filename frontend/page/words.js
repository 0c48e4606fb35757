// What the scripts say, in the language of the page: the last line of a file that is fetched once, for the bundle too (src/language.rs,
// app/src/ui/shell.rs).

const texts = await (self.texts ??= fetch(document.getElementById("live").dataset.words).then((reply) => reply.text()));
const words = JSON.parse(texts.slice(texts.lastIndexOf("\n")));

/** The text of this name, with these filled in. */
export const say = (name, ...given) => words[name].replace(/\{(\d)\}/g, (_, place) => given[place]);
