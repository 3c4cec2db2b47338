import type { Description, Field } from './description.ts';
import type { Texts } from './texts.ts';

type Lang = 'vi' | 'en';

/** Makes an element; texts are texts, never markup. */
export const element = (tag: string, attributes: Record<string, string> = {}, ...inside: (Node | string)[]): HTMLElement => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
};

/** What browsers fill in by themselves (HTML, "autofill"). */
const autofill: Record<string, string> = {
  fullName: 'name',
  email: 'email',
  phone: 'tel',
  company: 'organization',
  title: 'organization-title',
  province: 'address-level1',
};

const controlOf = ({ name, type, required, maxLength, options }: Field, lang: Lang, words: Texts, isAtStand: boolean): HTMLElement => {
  const common = { name, ...(required && { required: '' }) };
  if (options)
    return element(
      'select',
      common,
      element('option', { value: '' }, words.choose),
      ...options.map(({ value, label }) => element('option', { value }, label[lang])),
    );
  const typed = { ...common, maxlength: `${maxLength}`, autocomplete: (!isAtStand && autofill[name]) || 'off' };
  return type === 'textarea' ? element('textarea', { ...typed, rows: '3' }) : element('input', { ...typed, type });
};

/** One question, put by its legend: the scores side by side, each with its button. */
const scoreOf = ({ name, label, required, options = [] }: Field, lang: Lang, words: Texts): HTMLElement =>
  element(
    'fieldset',
    { class: 'pheu-row', 'data-pheu-field': '' },
    element('legend', {}, label[lang], ...starOf(required)),
    element('p', { class: 'pheu-hint' }, words.score),
    element(
      'div',
      { class: 'pheu-score' },
      ...options.map(({ value }) =>
        element('label', {}, element('input', { type: 'radio', name, value, ...(required && { required: '' }) }), value),
      ),
    ),
  );

const starOf = (isRequired: boolean): Node[] => (isRequired ? [element('span', { class: 'pheu-star', 'aria-hidden': 'true' }, ' *')] : []);

/** What a form's event is: when, where, and how registration stands; the first of these lines where not all hold any more. */
export const eventOf = ({ event }: Description, lang: Lang, lines = 3): HTMLElement[] =>
  event
    ? [
        element(
          'div',
          { class: 'pheu-event' },
          ...[event.when, event.where, event.says].slice(0, lines).map((line) => element('p', {}, line[lang])),
        ),
      ]
    : [];

let made = 0;

/** Returns the markup that somebody would write by hand for form.js: without that script it posts by itself. */
export const formOf = (description: Description, formId: string, action: string, lang: Lang, words: Texts): HTMLElement => {
  const { title, fields, consents, requireOneOf, honeypotField, mode } = description;
  const own = description.words;
  const isAtStand = mode === 'event';
  const rowOf = (label: string, control: HTMLElement, marks: Record<string, string> = {}, isRequired = false) => {
    control.id = `pheu-embed-${++made}`;
    return element(
      'div',
      { class: 'pheu-row', 'data-pheu-field': '', ...marks },
      element('label', { for: control.id }, label, ...starOf(isRequired)),
      control,
    );
  };
  const labelsOf = fields.filter(({ name, required }) => requireOneOf.includes(name) && !required).map(({ label }) => label[lang]);
  const isOneNeeded = requireOneOf.length > 0 && labelsOf.length === requireOneOf.length && labelsOf.length > 1;
  const hints = [
    ...(fields.some(({ required }) => required) ? [words.need] : []),
    ...(isOneNeeded ? [words.oneOf(labelsOf.join(', '))] : []),
  ];
  const boxes = consents.map(({ purpose, text, required }) =>
    element(
      'label',
      // The question whether a visit may be linked makes sense only where one is recorded: form.js shows it then.
      { class: 'pheu-tick', ...(purpose === 'tracking' && { 'data-pheu-tracking': '', hidden: '' }) },
      element('input', { type: 'checkbox', name: `_consent.${purpose}`, value: 'true', ...(required && { required: '' }) }),
      element('span', {}, text[lang]),
    ),
  );
  return element(
    'form',
    {
      class: 'pheu-form',
      action,
      method: 'post',
      'data-pheu-form': formId,
      'data-pheu-honeypot': honeypotField,
      'aria-label': title[lang],
    },
    element('input', { type: 'hidden', name: '_locale', value: lang }),
    ...(own?.intro ? [element('p', { class: 'pheu-intro' }, own.intro[lang])] : []),
    ...eventOf(description, lang),
    ...(hints.length > 0 ? [element('p', { class: 'pheu-hint' }, hints.join(' '))] : []),
    ...fields.map((field) =>
      field.type === 'score'
        ? scoreOf(field, lang, words)
        : rowOf(field.label[lang], controlOf(field, lang, words, isAtStand), {}, field.required),
    ),
    rowOf(words.trap, element('input', { name: honeypotField, tabindex: '-1', autocomplete: 'off' }), {
      class: 'pheu-trap',
      'aria-hidden': 'true',
    }),
    ...(boxes.length > 0 ? [element('fieldset', {}, element('legend', {}, words.allow), ...boxes)] : []),
    element('button', { type: 'submit' }, own?.button?.[lang] ?? words.send),
    element('p', { class: 'pheu-status', 'data-pheu-status': '', role: 'status' }),
  );
};

/** Returns the panel that form.js shows in the form's place once it was accepted. */
export const panelOf = (text: string): HTMLElement =>
  element('div', { class: 'pheu-success', 'data-pheu-success': '', hidden: '', tabindex: '-1' }, element('p', {}, text));
