// What the browser keeps for a page: as long as the tab is there, or on the device. What it does not take (there is no room, or it may
// not) is kept as long as the document is, so that nothing else stops working.

/** A place to keep things in. Nothing of it fails: what is not there is null. */
function place(storage) {
  const memory = new Map();
  const attempt = (deed) => {
    try {
      return deed(globalThis[storage]);
    } catch {
      return undefined;
    }
  };
  return {
    get: (key) => memory.get(key) ?? attempt((kept) => kept.getItem(key)) ?? null,
    /** Answers whether the browser took it. */
    set(key, value) {
      memory.set(key, value);
      return attempt((kept) => (kept.setItem(key, value), memory.delete(key))) ?? false;
    },
    remove(key) {
      memory.delete(key);
      attempt((kept) => kept.removeItem(key));
    },
    keys: () => [...new Set([...memory.keys(), ...(attempt((kept) => Object.keys(kept)) ?? [])])],
  };
}

export const onTab = place("sessionStorage");
export const onDevice = place("localStorage");
