/** The time by the tablet's clock; with the day, where it was another. As the server writes times. */
export function clock(at) {
  const [time, today] = [new Date(at), new Date()];
  const day = time.toDateString() === today.toDateString() ? {} : { day: "numeric", month: "short" };
  return time.toLocaleString("en-GB", { ...day, hour: "2-digit", minute: "2-digit" });
}
