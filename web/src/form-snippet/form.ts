import type {} from '../tracker/pheu.d.ts';
import { type Answer, deliver, type FieldError } from './delivery.ts';
import { buildPost, type Entry } from './post.ts';
import { createQuestions } from './progressive.ts';
import { textsFor } from './texts.ts';
import { type Control, controlsOf, createView } from './view.ts';

const newSubmissionId = (): string =>
  // randomUUID is missing on plain http pages.
  crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const hiddenField = (form: HTMLFormElement, name: string): HTMLInputElement => {
  const field = form.querySelector<HTMLInputElement>(`input[name="${name}"]`) ?? document.createElement('input');
  field.name = name;
  field.type = 'hidden';
  form.append(field);
  return field;
};

/** The trap for robots: out of sight, out of the tab order, out of the accessibility tree, and not offered to autofill. */
const hideHoneypot = (form: HTMLFormElement, name: string) => {
  const trap = controlsOf(form).find((control) => control.name === name) ?? form.appendChild(document.createElement('input'));
  trap.setAttribute('name', name);
  trap.setAttribute('autocomplete', 'off');
  trap.tabIndex = -1;
  const box = trap.closest<HTMLElement>('[data-pheu-field], label') ?? trap;
  box.setAttribute('aria-hidden', 'true');
  Object.assign(box.style, { position: 'absolute', left: '-9999px' });
};

const entriesOf = (controls: Control[]): Entry[] =>
  controls
    .filter(({ type, disabled }) => !disabled && type !== 'file' && type !== 'submit')
    .map((control) => ({
      name: control.name,
      value: control.value,
      ...('checked' in control && /^(checkbox|radio)$/.test(control.type) && { ticked: control.checked }),
    }));

/** Enhances one contact form; without this script the same markup posts to the same address by itself. */
export const enhance = (form: HTMLFormElement): void => {
  if (form.dataset.pheuReady) return;
  form.dataset.pheuReady = 'true';
  const lang = form.closest<HTMLElement>('[lang]')?.lang || navigator.language;
  const texts = textsFor(lang);
  const view = createView(form, texts);
  const questions = createQuestions(form);
  const idField = hiddenField(form, '_submissionId');
  // getAttribute, because a field named "action" hides the property.
  const url = new URL(form.getAttribute('action') ?? '', document.baseURI).href;
  const { pheuHoneypot, pheuRedirect } = form.dataset;
  let token: string | undefined;
  let renewAt = 0;
  let sending = false;
  let stopWaiting = () => {};

  const announce = (name: string, detail: object) => form.dispatchEvent(new CustomEvent(`pheu:${name}`, { bubbles: true, detail }));

  const visitor = () => window.pheu?.visit() || undefined;

  /** Asks for a token and for what this visitor is to be asked. */
  const fetchForm = async () => {
    token = undefined;
    renewAt = Date.now() + 60_000;
    const id = questions.any && visitor()?.visitorId;
    try {
      const address = url.replace(/\/submissions$/, '') + (id ? `?visitorId=${encodeURIComponent(id)}` : '');
      const description = await (await fetch(address, { credentials: 'omit' })).json();
      token = description.token;
      renewAt = Date.now() + description.tokenMaxAgeSeconds * 500;
      // Who has withdrawn meanwhile is a stranger again.
      questions.ask(id && visitor() && description.fields);
    } catch {
      // The token only proves the fill time; a post without it is as welcome, and so is one of the whole form.
    }
  };

  const refuse = (errors: FieldError[]) => {
    view.showErrors(errors);
    announce('rejected', { submissionId: idField.value, errors });
  };

  const hear = ({ verdict, stored, errors, detail }: Answer) => {
    const submissionId = idField.value;
    sending = false;
    view.busy(false);
    if (verdict === 'again') {
      view.say(stored ? texts.kept : texts.waiting);
      announce('kept', { submissionId, stored });
    } else if (verdict === 'rejected') {
      view.say('');
      refuse(errors.length > 0 ? errors : [{ path: '', message: detail || texts.refused }]);
    } else {
      view.say('');
      form.reset();
      idField.value = newSubmissionId();
      // Few post twice: whoever does gets a token, and the next questions, as they begin.
      token = undefined;
      renewAt = 0;
      announce('accepted', { submissionId });
      if (pheuRedirect) location.assign(pheuRedirect);
      else view.showAccepted();
    }
  };

  const faultOf = ({ validity, type }: Control): string => {
    if (validity.valueMissing) return texts.required;
    return type === 'email' ? texts.email : texts.invalid;
  };

  /** The question whether what was recorded may be linked makes sense only where something is recorded. */
  const askAboutVisit = () => {
    for (const part of form.querySelectorAll<HTMLElement>('[data-pheu-tracking]')) {
      part.hidden = !visitor();
      // What was not asked has no answer, not even a no.
      for (const box of part.querySelectorAll('input')) box.disabled = part.hidden;
    }
    if (!visitor()) questions.ask(undefined);
  };

  form.noValidate = true;
  askAboutVisit();
  document.addEventListener('pheu:consent', askAboutVisit);
  if (pheuHoneypot) hideHoneypot(form, pheuHoneypot);
  idField.value = newSubmissionId();
  void fetchForm();
  form.addEventListener('focusin', () => {
    // Tabs stay open for days; a token is good for a day or so and renewed at half of that.
    if (Date.now() > renewAt) void fetchForm();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (sending) return;
    stopWaiting();
    view.clear();
    view.say('');
    const controls = controlsOf(form);
    const faults = controls
      .filter((control) => !control.validity.valid)
      .map((control) => ({ path: control.name, message: faultOf(control) }));
    if (faults.length > 0) return refuse(faults);
    sending = true;
    view.busy(true);
    const [pageUrl = ''] = location.href.split('#');
    const post = buildPost(
      idField.value,
      entriesOf(controls),
      { url: pageUrl, referrer: document.referrer, locale: lang.slice(0, 2), visit: visitor() },
      token,
    );
    stopWaiting = deliver({ id: post.submissionId, url, body: JSON.stringify(post), at: Date.now() }, hear);
  });
  // What became of an earlier visit's post is told here, where the visitor looks.
  document.addEventListener('pheu:accepted', (event) => {
    if ('detail' in event && Object(event.detail).resent) view.say(texts.resent);
  });
};
