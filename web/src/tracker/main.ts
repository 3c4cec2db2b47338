import type { PheuVisit } from './pheu.d.ts';

// Each first visit pays for every byte: a test holds this file to 900, compressed. web/README.md says what it does and why.

const script = document.currentScript as HTMLScriptElement;
const browser = navigator;
const isRefusedByBrowser = browser.globalPrivacyControl || browser.doNotTrack === '1';
const endpoint = new URL(script.dataset.endpoint ?? '/v1/events', script.src);

let url = '';
let referrer = document.referrer.split('?')[0];
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
    const id = String(count++);
    const isLeaving = type === 'page_leave';
    // Half an hour without activity ends a session; a long read is activity.
    if (+at - state.seen > 18e5 && !isLeaving) Object.assign(state, { sessionId: id, sessionStartedAt: at, seq: 0, utm, referrer });
    state.seen = +at;
    if ((state.events.push({ id, type, at, url: url + utm, props, ...more }) > 9 || isLeaving) && browser.onLine) {
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
  const next = location.origin + location.pathname;
  if (visibleSince && (hidden || next !== url || !isViewed)) {
    track('page_leave', undefined, { durationMs: Date.now() - visibleSince });
    visibleSince = 0;
  }
  // A page that nobody has seen yet (prerendered, in a background tab) is no view.
  if (!hidden) {
    if (next !== url) {
      isViewed = 0;
      referrer = url || referrer;
      url = next;
      // Of the query only the campaign: the rest may be personal.
      utm = location.search.replace(/([?&])(?!utm_)[^&]*/g, '$1');
    }
    isViewed ||= track('page_view', undefined, { title: document.title, ref: referrer }) && import(new URL('/t-on.js', script.src).href);
    if (isViewed) visibleSince ||= Date.now();
  }
};

window.pheu = {
  track,
  visit: kept,
  consent(given) {
    if (!given || !kept()) {
      isViewed = 0;
      kept(given && !isRefusedByBrowser && { visitorId: crypto.randomUUID(), consent: true, seen: 0, events: [] });
      look();
    }
  },
};

for (const name of ['pushState', 'replaceState'] as const) {
  const original = history[name];
  history[name] = (...state) => {
    original.apply(history, state);
    // Applications set the title after the address.
    setTimeout(look);
  };
}
addEventListener('popstate', look);
addEventListener('visibilitychange', look);
// Back from the back/forward cache it is a new view.
addEventListener('pagehide', () => (isViewed = 0));
if (isRefusedByBrowser) kept(false);
look();
