/**
 * Has a page at a stand open again without a network. Only a page of the site itself: a worker belongs to the origin of its page. `form`: where the API
 * says what is asked.
 */
export const keepPage = (site: URL, form: string): void => {
  const workers = navigator.serviceWorker;
  if (!workers || site.origin !== location.origin) return;
  const files = performance.getEntriesByType('resource').map(({ name }) => name);
  void workers
    .register(new URL('kiosk.js', site), { scope: location.pathname })
    .then(() => workers.ready)
    .then(({ active }) => active?.postMessage([location.href, form, new URL('form.js', site).href, ...files]))
    // A browser that refuses has a page that needs a network to open, as before.
    .catch(() => {});
};
