import { type Control, controlsOf, sendersOf } from './controls.ts';
import type { FieldError } from './delivery.ts';
import type { Texts } from './texts.ts';
import { unshadowed } from './unshadowed.ts';

const element = (tag: string, className: string, text = ''): HTMLElement => {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
};

const nameOf = (path: string): string => path.replace(/^fields\./, '').replace(/^consent\./, '_consent.');

/** What a visitor reads beside a control; radio buttons are one question, which the legend puts. */
const labelOf = (control: Control): string => {
  const legend = control.closest('fieldset')?.querySelector('legend');
  const [label] = control.labels ?? [];
  const text = (control.type === 'radio' ? (legend ?? label) : (label ?? legend))?.textContent;
  return text?.replace(/[\s*:]+$/, '').trim() || control.getAttribute('aria-label') || control.getAttribute('placeholder') || control.name;
};

let made = 0;

/** A page may have the same form twice, or a copy of it: an id that leads elsewhere is none. */
const ownId = (control: Control): string => {
  control.id ||= `pheu-${++made}`;
  return document.getElementById(control.id) === control ? control.id : `pheu-${++made}`;
};

const describe = (control: Element, errorId: string, on: boolean) => {
  const ids = (control.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== errorId);
  if (on) ids.push(errorId);
  if (ids.length > 0) control.setAttribute('aria-describedby', ids.join(' '));
  else control.removeAttribute('aria-describedby');
};

/** Where the words of a fault belong: below the whole question. */
const placeOf = (control: Control): { inside?: Element | null; after: Element } => ({
  inside: control.closest('[data-pheu-field]') ?? (control.type === 'radio' ? control.closest('fieldset') : null),
  after: control.closest('label') ?? control,
});

const claimed = new WeakSet<Element>();

/** The page's own thank-you panel: the next after the form, else one before it, but never that of another form. */
const panelOf = (form: HTMLFormElement): HTMLElement | undefined => {
  const panels = unshadowed(form).parentElement?.querySelectorAll<HTMLElement>('[data-pheu-success]') ?? [];
  const free = [...panels].filter((panel) => !claimed.has(panel));
  return free.find((panel) => form.compareDocumentPosition(panel) & Node.DOCUMENT_POSITION_FOLLOWING) ?? free[0];
};

/** What a visitor sees and hears of the form's state; it never reads what the visitor typed. */
export const createView = (form: HTMLFormElement, texts: Texts) => {
  const own = unshadowed(form);
  // Markup that was copied from an enhanced form, or saved with it, has what was shown then.
  for (const left of own.querySelectorAll('.pheu-error')) {
    for (const control of controlsOf(form)) {
      if (!control.getAttribute('aria-describedby')?.split(' ').includes(left.id)) continue;
      describe(control, left.id, false);
      control.removeAttribute('aria-invalid');
    }
    left.remove();
  }
  const status = own.querySelector<HTMLElement>('[data-pheu-status], .pheu-status') ?? own.appendChild(element('p', 'pheu-status'));
  status.setAttribute('role', 'status');
  status.textContent = '';
  const summary = own.querySelector<HTMLElement>('.pheu-summary') ?? element('div', 'pheu-summary');
  summary.setAttribute('role', 'alert');
  summary.replaceChildren();
  own.prepend(summary);
  const markers = new Map<Control, HTMLElement>();
  let panel: HTMLElement | undefined;

  const unmark = (control: Control) => {
    const marker = markers.get(control);
    if (!marker) return;
    markers.delete(control);
    describe(control, marker.id, false);
    control.removeAttribute('aria-invalid');
    marker.remove();
  };

  const mark = (control: Control, message: string) => {
    unmark(control);
    const marker = element('p', 'pheu-error', message);
    marker.id = `${ownId(control)}-error`;
    control.setAttribute('aria-invalid', 'true');
    describe(control, marker.id, true);
    const { inside, after } = placeOf(control);
    if (inside) inside.append(marker);
    else after.after(marker);
    markers.set(control, marker);
  };

  const clear = () => {
    for (const control of [...markers.keys()]) unmark(control);
    summary.replaceChildren();
  };

  const busy = (on: boolean) => {
    own.setAttribute('aria-busy', `${on}`);
    for (const button of sendersOf(form)) button.setAttribute('aria-disabled', `${on}`);
    if (on) status.textContent = texts.sending;
  };
  if (own.hasAttribute('aria-busy')) busy(false);

  const linkTo = (control: Control, message: string): HTMLElement => {
    const link = document.createElement('a');
    link.textContent = `${labelOf(control)}: ${message}`;
    link.href = `#${control.id}`;
    link.addEventListener('click', (event) => {
      event.preventDefault();
      control.focus();
    });
    return link;
  };

  // Below the root, because controls may stand outside of the form.
  own.getRootNode().addEventListener('input', ({ target }) => {
    for (const control of [...markers.keys()]) {
      const isSame =
        control === target || (control.type === 'radio' && Object(target).form === form && Object(target).name === control.name);
      if (isSame) unmark(control);
    }
    if (markers.size === 0) summary.replaceChildren();
  });

  return {
    clear,
    busy,
    say(text: string) {
      status.textContent = text;
    },
    /** Shows each fault at its field, all of them above the form, and moves the focus to the first. */
    showErrors(errors: FieldError[]) {
      clear();
      const list = element('ul', '');
      let first: Control | undefined;
      const controls = controlsOf(form);
      for (const { path, message } of errors) {
        const named = controls.filter(({ name, type }) => name === nameOf(path) && type !== 'hidden');
        // Of twins for two screens the one that is seen.
        const control = named.find((twin) => twin.getClientRects().length > 0) ?? named[0];
        const item = element('li', '', control ? '' : message);
        if (control) {
          mark(control, message);
          item.append(linkTo(control, message));
          first ??= control;
        }
        list.append(item);
      }
      summary.append(element('p', '', texts.summary(errors.length)), list);
      if (first) first.focus();
      else summary.scrollIntoView();
    },
    /** Puts the page's `[data-pheu-success]` panel, or one of our own, in the form's place; `note` is said below. */
    showAccepted(note: string) {
      panel ??= panelOf(form);
      if (!panel) {
        panel = element('div', 'pheu-success', texts.accepted);
        panel.dataset.pheuSuccess = '';
        own.after(panel);
      }
      const shown = panel;
      claimed.add(shown);
      shown.querySelector('.pheu-note')?.remove();
      if (note) shown.append(element('p', 'pheu-note', note));
      shown.querySelector('[data-pheu-again]')?.addEventListener(
        'click',
        () => {
          shown.hidden = true;
          own.hidden = false;
          controlsOf(form)
            .find(({ type }) => type !== 'hidden')
            ?.focus();
        },
        { once: true },
      );
      own.hidden = true;
      shown.hidden = false;
      shown.tabIndex = -1;
      shown.focus();
    },
  };
};
