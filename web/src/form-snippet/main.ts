import { deliver, deviceStore } from './delivery.ts';
import { enhance } from './form.ts';
import { waiting } from './outbox.ts';

declare global {
  interface Window {
    /** Enhances a form that came into the page after form.js ran (single-page applications). */
    pheuForm: typeof enhance;
  }
}

window.pheuForm = enhance;

const start = () => {
  // Read before any form is enhanced: what waits now was left by an earlier visit.
  const left = waiting(deviceStore(), Date.now());
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-pheu-form]')) enhance(form);
  for (const post of left) {
    deliver(post, ({ verdict }) => {
      const name = verdict === 'again' ? 'kept' : verdict;
      document.dispatchEvent(new CustomEvent(`pheu:${name}`, { detail: { submissionId: post.id, resent: true } }));
    });
  }
};

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();
