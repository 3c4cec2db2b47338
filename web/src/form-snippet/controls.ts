import { unshadowed } from './unshadowed.ts';

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What a visitor answers by, also where `form="…"` ties it to the form from elsewhere; no buttons, nothing without a name. */
export const controlsOf = (form: HTMLFormElement): Control[] =>
  [...unshadowed(form).elements].filter(
    (control): control is Control => /^(INPUT|SELECT|TEXTAREA)$/.test(control.tagName) && 'name' in control && control.name !== '',
  );

/** The buttons that send the form; an image that does is not among a form's elements. */
export const sendersOf = (form: HTMLFormElement): Element[] =>
  [...unshadowed(form).elements].filter((control) => 'type' in control && control.type === 'submit');

export type Submitter = HTMLElement & { name?: string; value?: string };

/**
 * What the browser itself would post, by its own rules for radios, boxes, lists, disabled parts and the button that was pressed.
 * Browsers before 2023 leave the button out.
 */
export const entriesOf = (form: HTMLFormElement, submitter: HTMLElement | null = null): [string, FormDataEntryValue][] => {
  const data = new FormData(form, submitter);
  const { name, value = '' }: Submitter = submitter ?? document.createElement('i');
  if (name && !data.has(name) && submitter?.getAttribute('type') !== 'image') data.append(name, value);
  return [...data];
};

/** The first fault of each question: the radio buttons of one name are one. */
export const faultyOf = (form: HTMLFormElement): Control[] => {
  const seen = new Set<string>();
  return controlsOf(form).filter(({ willValidate, validity, type, name }) => {
    if (!willValidate || validity.valid || seen.has(name)) return false;
    if (type === 'radio') seen.add(name);
    return true;
  });
};
