import type {} from '../tracker/pheu.d.ts';
import { type Control, controlsOf, entriesOf, faultyOf } from './controls.ts';
import { type Answer, deliver, deviceStore, type FieldError } from './delivery.ts';
import { createDescription, type Description } from './description.ts';
import { submitBeside, submitNatively } from './fallback.ts';
import { hideHoneypot } from './honeypot.ts';
import { forget } from './outbox.ts';
import { buildPost } from './post.ts';
import { createQuestions } from './progressive.ts';
import { textsFor } from './texts.ts';
import { unshadowed } from './unshadowed.ts';
import { createView } from './view.ts';

/** Not by crypto.randomUUID, which plain http pages and older browsers lack. */
const newSubmissionId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

/** Failures after which the browser sends the form itself: first beside the page, at last in its place. */
const triesUntil = { beside: 3, instead: 4 };

/** An attribute would travel with copies of the markup, which nobody has enhanced. */
const enhanced = new WeakSet<HTMLFormElement>();

/** Where the press of a button sends the form, or nothing where that is no business of ours (another method, no form of the API). */
const addressOf = (form: HTMLFormElement, submitter: Element | null): string | undefined => {
  const own = unshadowed(form);
  const given = submitter?.getAttribute('formaction');
  const method = submitter?.getAttribute('formmethod');
  const url = new URL(given ?? own.getAttribute('action') ?? '', document.baseURI).href;
  if (method && method.toLowerCase() !== 'post') return undefined;
  return given == null || /\/v1\/forms\/[^/]+\/submissions$/.test(url) ? url : undefined;
};

/** Enhances one contact form; without this script the same markup posts to the same address by itself. */
export const enhance = (form: HTMLFormElement): void => {
  if (enhanced.has(form)) return;
  enhanced.add(form);
  const own = unshadowed(form);
  // For the page's styles and tests; nothing here asks for it.
  own.dataset.pheuReady = 'true';
  const lang = own.closest<HTMLElement>('[lang]')?.lang || navigator.language;
  const texts = textsFor(lang);
  const view = createView(form, texts);
  const questions = createQuestions(form);
  const { pheuHoneypot, pheuRedirect } = own.dataset;
  const ownUrl = addressOf(form, null) ?? '';
  let submissionId = newSubmissionId();
  let sending = false;
  let stopWaiting = () => {};

  const announce = (name: string, detail: object) => own.dispatchEvent(new CustomEvent(`pheu:${name}`, { bubbles: true, detail }));

  // An element of the page may have the tracker's name.
  const visitor = () => window.pheu?.visit?.() || undefined;

  /** The visitor of whom the description was asked; who has withdrawn meanwhile is a stranger again. */
  let asker: string | undefined;
  const description = createDescription(
    () => {
      asker = (questions.any && visitor()?.visitorId) || undefined;
      return ownUrl.replace(/\/submissions$/, '') + (asker ? `?visitorId=${encodeURIComponent(asker)}` : '');
    },
    ({ fields, honeypotField }: Description) => {
      questions.ask(asker && visitor() && fields);
      if (!pheuHoneypot && honeypotField) hideHoneypot(form, honeypotField);
    },
  );

  const refuse = (errors: FieldError[]) => {
    view.showErrors(errors);
    announce('rejected', { submissionId, errors });
  };

  const accept = (redirect: string, droppedFiles: readonly string[], file?: string) => {
    const id = submissionId;
    view.say('');
    own.reset();
    submissionId = newSubmissionId();
    description.forget();
    announce('accepted', { submissionId: id, file });
    if (redirect) location.assign(redirect);
    else view.showAccepted(droppedFiles.length > 0 ? texts.files : '');
  };

  const faultOf = ({ validity, type }: Control): string => {
    if (validity.valueMissing) return texts.required;
    return type === 'email' ? texts.email : texts.invalid;
  };

  /** The question whether what was recorded may be linked makes sense only where something is recorded. */
  const askAboutVisit = () => {
    for (const part of own.querySelectorAll<HTMLElement>('[data-pheu-tracking]')) {
      part.hidden = !visitor();
      // What was not asked has no answer, not even a no.
      for (const box of part.querySelectorAll('input')) box.disabled = part.hidden;
    }
    if (!visitor()) questions.ask(undefined);
  };

  /** Where a plain post would be sent on to, as far as that is on this site: query parameters fill in hidden fields on many pages. */
  const redirectOf = (entries: ReturnType<typeof entriesOf>): string => {
    if (pheuRedirect) return pheuRedirect;
    const asked = entries.find(([name, value]) => name === '_redirect' && value)?.[1];
    const target = typeof asked === 'string' ? new URL(asked, document.baseURI) : undefined;
    return target?.origin === location.origin ? target.href : '';
  };

  const post = (url: string, submitter: HTMLElement | null) => {
    const entries = entriesOf(form, submitter);
    const asked = controlsOf(form).filter((control) => control.name.startsWith('_consent.') && !control.matches(':disabled'));
    const [pageUrl = ''] = location.href.split('#');
    const purposes = asked.map(({ name }) => name.slice(9));
    const page = { url: pageUrl, referrer: document.referrer, locale: lang.slice(0, 2), visit: visitor() };
    const built = buildPost(submissionId, entries, purposes, page);
    const redirect = redirectOf(entries);

    const hear = ({ verdict, stored, errors, detail, file, obstacle, timesBlocked }: Answer) => {
      sending = false;
      view.busy(false);
      if (verdict === 'accepted') return accept(redirect, built.droppedFiles ?? [], file);
      if (verdict === 'rejected') {
        view.say('');
        return refuse(errors.length > 0 ? errors : [{ path: '', message: detail || texts.refused }]);
      }
      view.say(`${texts.obstacles[obstacle]} ${stored ? texts.kept : texts.waiting}`);
      announce('kept', { submissionId, stored, obstacle });
      const { name, value } = Object(submitter);
      const more = { _redirect: redirect, ...(name && { [name]: value }) };
      if (timesBlocked === triesUntil.beside) submitBeside(form, url, built, more, arrived);
      if (timesBlocked === triesUntil.instead) submitNatively(form, url, built, more);
    };

    const arrived = () => {
      if (submissionId !== built.submissionId || sending) return;
      stopWaiting();
      forget(deviceStore(), submissionId);
      accept(redirect, built.droppedFiles ?? []);
    };

    // The token speaks for this form only, not for another that a button names.
    const token = url === ownUrl && !built.token ? description.ripe() : undefined;
    stopWaiting = deliver({ id: built.submissionId, url, body: JSON.stringify(built), at: Date.now() }, hear, token);
  };

  own.noValidate = true;
  askAboutVisit();
  document.addEventListener('pheu:consent', askAboutVisit);
  if (pheuHoneypot) hideHoneypot(form, pheuHoneypot);
  description.refresh();
  // On the document: controls may stand outside of the form.
  own.getRootNode().addEventListener('focusin', ({ target }) => {
    if (target && 'form' in target && target.form === form) description.refresh();
  });
  own.addEventListener('submit', (event) => {
    const submitter = event.submitter ?? null;
    const url = addressOf(form, submitter);
    if (url === undefined) return;
    event.preventDefault();
    if (sending) return;
    stopWaiting();
    view.clear();
    view.say('');
    const faults = submitter?.hasAttribute('formnovalidate') ? [] : faultyOf(form);
    if (faults.length > 0) return refuse(faults.map((control) => ({ path: control.name, message: faultOf(control) })));
    sending = true;
    view.busy(true);
    post(url, submitter);
  });
  // What became of an earlier visit's post is told here, where the visitor looks.
  document.addEventListener('pheu:accepted', (event) => {
    if ('detail' in event && Object(event.detail).resent) view.say(texts.resent);
  });
};
