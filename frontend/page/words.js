// What the scripts say, in the language of the page: the last line of a file that is fetched once (src/language.rs), before they begin.

const texts = await fetch(document.getElementById("live").dataset.words).then((reply) => reply.text());
const words = JSON.parse(texts.slice(texts.lastIndexOf("\n")));

/** The text of this name, with these filled in. */
export const say = (name, ...given) => words[name].replace(/\{(\d)\}/g, (_, place) => given[place]);
