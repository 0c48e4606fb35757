const { lang } = document.documentElement;
/** As the server writes times and days: in figures that all its languages have. */
const TONGUE = lang === "en" ? "en-GB" : `${lang}-u-nu-latn`;

/** The time by the tablet's clock; with the day, where it was another. */
export function clock(at) {
  const [time, today] = [new Date(at), new Date()];
  const day = time.toDateString() === today.toDateString() ? {} : { day: "numeric", month: "short" };
  return time.toLocaleString(TONGUE, { ...day, hour: "2-digit", minute: "2-digit" });
}
