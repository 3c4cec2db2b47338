import { controlsOf } from './controls.ts';
import { unshadowed } from './unshadowed.ts';

/** What keeps password managers away; `autocomplete="off"` alone does not. */
const notToBeFilled = {
  autocomplete: 'off',
  'data-1p-ignore': '',
  'data-lpignore': 'true',
  'data-bwignore': '',
  'data-form-type': 'other',
};

/** The trap for robots: out of sight, out of the tab order, out of the accessibility tree, and not offered to autofill. */
export const hideHoneypot = (form: HTMLFormElement, name: string): void => {
  const trap = controlsOf(form).find((control) => control.name === name) ?? document.createElement('input');
  if (!trap.name) unshadowed(form).append(trap);
  for (const [attribute, value] of Object.entries({ name, ...notToBeFilled })) trap.setAttribute(attribute, value);
  trap.tabIndex = -1;
  const box = trap.closest<HTMLElement>('[data-pheu-field], label') ?? trap;
  box.setAttribute('aria-hidden', 'true');
  Object.assign(box.style, { position: 'absolute', left: '-9999px' });
};
