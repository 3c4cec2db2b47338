import type { FieldError } from './delivery.ts';
import type { Texts } from './texts.ts';

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export const controlsOf = (form: HTMLFormElement): Control[] =>
  [...form.elements].filter((control): control is Control => 'checkValidity' in control && 'name' in control && control.name !== '');

const element = (tag: string, className: string, text = ''): HTMLElement => {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
};

const nameOf = (path: string): string => path.replace(/^fields\./, '').replace(/^consent\./, '_consent.');

const labelOf = (control: Control): string =>
  (control.closest('fieldset')?.querySelector('legend') ?? control.labels?.[0])?.textContent?.replace(/[\s*:]+$/, '').trim() ??
  control.name;

const describe = (control: Control, errorId: string, on: boolean) => {
  const ids = (control.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== errorId);
  if (on) ids.push(errorId);
  if (ids.length > 0) control.setAttribute('aria-describedby', ids.join(' '));
  else control.removeAttribute('aria-describedby');
};

/** What a visitor sees and hears of the form's state; it never reads what the visitor typed. */
export const createView = (form: HTMLFormElement, texts: Texts) => {
  const given = form.querySelector<HTMLElement>('[data-pheu-status]');
  const status = given ?? element('p', 'pheu-status');
  status.setAttribute('role', 'status');
  if (!given) form.append(status);
  const summary = element('div', 'pheu-summary');
  summary.setAttribute('role', 'alert');
  form.prepend(summary);
  const markers = new Map<Control, HTMLElement>();

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
    control.id ||= `pheu-${control.name}`;
    marker.id = `${control.id}-error`;
    control.setAttribute('aria-invalid', 'true');
    describe(control, marker.id, true);
    const field = control.closest('[data-pheu-field]');
    if (field) field.append(marker);
    else (control.closest('label') ?? control).after(marker);
    markers.set(control, marker);
  };

  const clear = () => {
    for (const control of [...markers.keys()]) unmark(control);
    summary.replaceChildren();
  };

  form.addEventListener('input', ({ target }) => {
    for (const control of [...markers.keys()]) if (control === target) unmark(control);
    if (markers.size === 0) summary.replaceChildren();
  });

  return {
    clear,
    say(text: string) {
      status.textContent = text;
    },
    busy(on: boolean) {
      form.setAttribute('aria-busy', `${on}`);
      for (const button of form.querySelectorAll('[type=submit], button:not([type])')) button.setAttribute('aria-disabled', `${on}`);
      if (on) status.textContent = texts.sending;
    },
    /** Shows each fault at its field, all of them above the form, and moves the focus to the first. */
    showErrors(errors: FieldError[]) {
      clear();
      const list = element('ul', '');
      let first: Control | undefined;
      const controls = controlsOf(form);
      for (const { path, message } of errors) {
        const control = controls.find(({ name }) => name === nameOf(path));
        const item = element('li', '', control ? '' : message);
        if (control) {
          mark(control, message);
          const link = document.createElement('a');
          link.textContent = `${labelOf(control)}: ${message}`;
          link.href = `#${control.id}`;
          item.append(link);
          first ??= control;
        }
        list.append(item);
      }
      summary.append(element('p', '', texts.summary(errors.length)), list);
      if (first) first.focus();
      else summary.scrollIntoView();
    },
    /** Puts the page's `[data-pheu-success]` panel, or one of our own, in the form's place. */
    showAccepted() {
      let panel = form.parentElement?.querySelector<HTMLElement>('[data-pheu-success]');
      if (!panel) {
        panel = element('div', 'pheu-success', texts.accepted);
        panel.dataset.pheuSuccess = '';
        form.after(panel);
      }
      const shown = panel;
      shown.querySelector('[data-pheu-again]')?.addEventListener(
        'click',
        () => {
          shown.hidden = true;
          form.hidden = false;
          controlsOf(form)
            .find(({ type }) => type !== 'hidden')
            ?.focus();
        },
        { once: true },
      );
      form.hidden = true;
      shown.hidden = false;
      shown.tabIndex = -1;
      shown.focus();
    },
  };
};
