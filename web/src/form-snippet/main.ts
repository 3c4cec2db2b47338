import { deliver, deviceStore } from './delivery.ts';
import { enhance } from './form.ts';
import { waiting } from './outbox.ts';

declare global {
  interface Window {
    /** Enhances a form that form.js does not find by itself: without `data-pheu-form`, or inside a shadow tree. */
    pheuForm?: typeof enhance;
  }
}

const enhanceAll = () => {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-pheu-form]')) enhance(form);
};

const start = () => {
  // Read before any form is enhanced: what waits now was left by an earlier visit.
  const left = waiting(deviceStore(), Date.now());
  enhanceAll();
  // Page builders and single-page applications bring forms later, or copy those that are there.
  new MutationObserver(enhanceAll).observe(document, { childList: true, subtree: true });
  for (const post of left) {
    deliver(post, ({ verdict }) => {
      const name = verdict === 'again' ? 'kept' : verdict;
      document.dispatchEvent(new CustomEvent(`pheu:${name}`, { detail: { submissionId: post.id, resent: true } }));
    });
  }
};

// The tag may stand in the theme and in a tag manager: two scripts would post twice.
if (typeof window.pheuForm !== 'function') {
  window.pheuForm = enhance;
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
}
