const { lang } = document.documentElement;
/** As the server writes times and days: in figures that all its languages have. */
const TONGUE = lang === "en" ? "en-GB" : `${lang}-u-nu-latn`;

const HOUR = { hour: "2-digit", minute: "2-digit" };
const DAY = { day: "numeric", month: "short", ...HOUR };
/** By what each writes: to make one takes longer than to draw a list. */
const formats = new Map();

/** The time by the tablet's clock; with the day, where it was another. */
export function clock(at) {
  const time = new Date(at);
  const parts = time.toDateString() === new Date().toDateString() ? HOUR : DAY;
  if (!formats.has(parts)) formats.set(parts, new Intl.DateTimeFormat(TONGUE, parts));
  return formats.get(parts).format(time);
}
