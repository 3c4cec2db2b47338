import type { Post } from './post.ts';
import { unshadowed } from './unshadowed.ts';

const hidden = (name: string, value: unknown): HTMLInputElement => {
  const field = document.createElement('input');
  field.type = 'hidden';
  field.name = name;
  field.value = String(value);
  return field;
};

/** What only this script knows of a post, under the reserved names of a plain one; `more` are further names. */
const hiddenFields = ({ submissionId, context, consent, token }: Post, more: object): HTMLInputElement[] => {
  const { pageUrl, referrer, visitorId, sessionId, sessionStartedAt } = context;
  const said = {
    _submissionId: submissionId,
    _token: token,
    _pageUrl: pageUrl,
    _referrer: referrer,
    _visitorId: visitorId,
    _sessionId: sessionId,
    _sessionStartedAt: sessionStartedAt,
    // The yes to the tracker counts where the form has no box of its own for it.
    '_consent.tracking': consent.tracking,
    ...more,
  };
  return Object.entries(said).flatMap(([name, value]) => (value ? [hidden(name, value)] : []));
};

/**
 * Lets the browser send the form as it would without this script, under the id of the post that did not get through: where both
 * arrive, they are one submission. Without a `target` the page is left, unless the browser refuses this way, too.
 */
export const submitNatively = (form: HTMLFormElement, url: string, post: Post, more: object, target?: string): void => {
  const own = unshadowed(form);
  const fields = hiddenFields(post, more);
  const attributes = { method: 'post', action: url, ...(target && { target }) };
  const before = Object.keys(attributes).map((name) => [name, own.getAttribute(name)] as const);
  own.append(...fields);
  for (const [name, value] of Object.entries(attributes)) own.setAttribute(name, value);
  own.submit();
  // The browser has read the form: as copied or kept markup it must not carry what belongs to this post.
  for (const [name, value] of before) value === null ? own.removeAttribute(name) : own.setAttribute(name, value);
  for (const field of fields) field.remove();
};

/** Only an accepted post is sent on to another page; of a page of another site nothing can be seen. */
const isSentOn = (frame: HTMLIFrameElement, url: string): boolean => {
  try {
    const { protocol, origin, pathname } = frame.contentWindow?.location ?? new URL('about:blank');
    return protocol.startsWith('http') && origin + pathname !== new URL(url).origin + new URL(url).pathname;
  } catch {
    return false;
  }
};

/**
 * The same into a frame that nobody sees: the page stays, with all that was typed, where the network is what is broken. Tells by
 * `hear` when it can see that the post was accepted. The thank-you page runs no script there: nobody looks at it.
 */
export const submitBeside = (form: HTMLFormElement, url: string, post: Post, more: object, hear: () => void): void => {
  const frame = document.createElement('iframe');
  frame.name = `pheu-${post.submissionId}`;
  frame.hidden = true;
  frame.setAttribute('sandbox', 'allow-same-origin');
  frame.addEventListener('load', () => {
    if (!isSentOn(frame, url)) return;
    frame.remove();
    hear();
  });
  document.body.append(frame);
  submitNatively(form, url, post, more, frame.name);
};
