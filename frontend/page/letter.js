const PLACES = { BracketLeft: "[", BracketRight: "]" };

/** What is pressed; where a keyboard writes another script, what stands there on those that write this one. */
export const letter = ({ key, code }) =>
  key === "؟" ? "?" : key > "~" ? (PLACES[code] ?? (code?.startsWith("Key") ? code[3].toLowerCase() : key)) : key;
