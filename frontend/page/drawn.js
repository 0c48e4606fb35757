/** Looks at the page now, and again whenever something is drawn into it; not before the bundle has taken it over, which must find it as
 * the server drew it. */
export function drawn(look) {
  const begin = () => {
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    look();
  };
  if (document.documentElement.hasAttribute("data-hydrated")) return begin();
  const observer = new MutationObserver(() => {
    observer.disconnect();
    begin();
  });
  observer.observe(document.documentElement, { attributeFilter: ["data-hydrated"] });
}
