import type { PheuVisit } from './pheu.d.ts';

// Each first visit pays for every byte: a test holds this file to 1,050, compressed. web/README.md says what it does and why.

// The tag may stand in the theme and in a tag manager. (An element with the id `pheu` is no tracker.)
if (!window.pheu?.track) {
  // Loaders and modules run scripts that are nobody's "current" one; where no tag is found, the page's own site is asked.
  const script = (document.currentScript ?? document.querySelector('script[src*="/t.js"]')) as HTMLScriptElement | null;
  const data = script?.dataset;
  const own = (path: string) => new URL(path, script?.src || location.href);
  const browser = navigator;
  const isRefusedByBrowser = browser.globalPrivacyControl || browser.doNotTrack === '1';
  const endpoint = own(data?.endpoint ?? '/v1/events');
  /** Without what may be personal in an address or a title: e-mail addresses, and nine digits or more. */
  const clean = (text: string) => text.replace(/[^/\s?&=#]+(@|%40)[^/\s?&=#]+|(\d[\s.%+-]?){9,}/gi, '*');

  let page = '';
  let referrer = clean(document.referrer.replace(/\?.*/, ''));
  let utm: string;
  let isViewed: unknown;
  let visibleSince = 0;
  // The next event's id. No time in it: windows closed together send in the same millisecond.
  let count = Math.random();

  /** The visitor's answer and what goes with it: an object after a yes, false after a no (also the browser's), undefined before any. */
  const kept = (change?: PheuVisit | false): Required<PheuVisit> | false | undefined => {
    let stored: Required<PheuVisit> | undefined;
    try {
      if (change !== undefined) localStorage.pheu = JSON.stringify(change);
      stored = JSON.parse(localStorage.pheu);
    } catch {}
    return stored;
  };

  const track = (type: string, props?: object, more?: object) => {
    const state = kept();
    if (state) {
      const at = new Date();
      const id = `${count++}`;
      const isLeaving = type === 'page_leave';
      // Half an hour without activity ends a session; a long read is activity.
      if (+at - state.seen > 18e5 && !isLeaving) Object.assign(state, { sessionId: id, sessionStartedAt: at, seq: 0, utm, referrer });
      state.seen = +at;
      if (
        (state.events.push({ id, type, at, url: page.replace(/#|$/, (hash) => utm + hash), props, ...more }) > 9 || isLeaving) &&
        browser.onLine
      ) {
        const body = JSON.stringify({
          ...state,
          sentAt: at,
          ua: browser.userAgent,
          webdriver: browser.webdriver,
          // The API takes no more in one beacon; after hours without a network there may be.
          events: state.events.splice(0, 50),
        });
        state.seq++;
        // A string goes as text/plain, which needs no preflight.
        browser.sendBeacon?.(endpoint, body) || fetch(endpoint, { method: 'POST', body, keepalive: true });
      }
      kept(state);
    }
    return state;
  };

  const look = () => {
    const hidden = document.hidden;
    // `#/price` is a page of its own, `#price` a place on one, unless `data-hash` says otherwise. What follows ? or = may be a secret.
    const next = location.origin + clean(location.pathname + (location.hash.match(`^#${data?.hash ?? '!?/'}[^?&=]+`) ?? ''));
    if (visibleSince && (hidden || next !== page || !isViewed)) {
      track('page_leave', undefined, { durationMs: Date.now() - visibleSince });
      visibleSince = 0;
    }
    // A page that nobody has seen yet (prerendered, in a background tab) is no view.
    if (!hidden) {
      if (next !== page) {
        isViewed = 0;
        referrer = page || referrer;
        page = next;
        // Of the query only the campaign: the rest may be personal.
        utm = clean(location.search.replace(/([?&])(?!utm_)[^&]*/g, '$1'));
      }
      isViewed ||= track('page_view', undefined, { title: clean(document.title), ref: referrer }) && import(own('/t-on.js').href);
      if (isViewed) visibleSince ||= Date.now();
    }
  };

  window.pheu = {
    track,
    look,
    visit: kept,
    consent(given) {
      if (!given || !kept()) {
        isViewed = 0;
        // Not crypto.randomUUID, which plain http pages and older browsers lack.
        const visitorId = crypto.getRandomValues(new Uint32Array(4)).join('-');
        kept(given && !isRefusedByBrowser && { visitorId, consent: true, seen: 0, events: [] });
        look();
      }
    },
  };

  addEventListener('popstate', look);
  addEventListener('visibilitychange', look);
  // Back from the back/forward cache it is a new view.
  addEventListener('pagehide', () => (isViewed = 0));
  if (isRefusedByBrowser) kept(false);
  look();
}
