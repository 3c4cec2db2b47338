import { joinAnswers, type Locale } from '../leads/index.ts';
import type { FieldFault } from '../platform/errors.ts';
import type { FormConfig, FormField } from './form-config.ts';
import { fieldMessages } from './messages.ts';
import type { Post } from './post.ts';
import { answerOf, distinct } from './rules-answers.ts';
import { isUnusable, toCorrect, type UnusableContact } from './rules-contact.ts';
import { nameValues } from './rules-names.ts';
import { isScore } from './rules-score.ts';
import type { ConsentEvidence } from './submission.ts';

/** OWASP API3: what the form does not know is kept apart, and not without end. */
const maxExtraKeys = 50;
const maxExtraBytes = 1_024;
const maxExtraName = 128;

export interface CheckedPost {
  readonly fields: Readonly<Record<string, string>>;
  readonly extra: Readonly<Record<string, string>>;
  readonly consent: readonly ConsentEvidence[];
  readonly honeypotFilled: boolean;
  readonly faults: readonly FieldFault[];
}

interface CompiledForm {
  readonly fields: ReadonlyMap<string, FormField>;
  readonly required: readonly string[];
}

// Documents keep their identity as long as the configuration does not change, so each form is compiled once per instance.
const compiled = new WeakMap<FormConfig, CompiledForm>();

function compile(form: FormConfig): CompiledForm {
  const known = compiled.get(form);
  if (known) return known;
  const made = {
    fields: new Map(form.fields.map((field) => [field.name, field])),
    required: form.fields.filter(({ required }) => required).map(({ name }) => name),
  };
  compiled.set(form, made);
  return made;
}

/** Holds a post against its form: sorts known from unknown fields, names every fault, reads the consents. */
export function checkPost(form: FormConfig, post: Pick<Post, 'fields' | 'nested' | 'consent'>, locale: Locale): CheckedPost {
  const rules = compile(form);
  const messages = fieldMessages[locale];
  // Null prototypes: whatever a field is called, it is nothing but a name here.
  const fields: Record<string, string> = Object.create(null);
  const extra: Record<string, string> = Object.create(null);
  const faults: FieldFault[] = [];
  const filled: UnusableContact[] = [];
  let extraKeys = 0;
  const keepBeside = (name: string, values: readonly string[]) => {
    if (values.length === 0) return;
    if (extraKeys < maxExtraKeys)
      extra[extraName(name)] = cutBytes(values.length === 1 ? String(values[0]) : joinAnswers(values), maxExtraBytes);
    extraKeys += 1;
  };
  const named = nameValues(form, post.fields, (name, values) => {
    const field = rules.fields.get(name);
    if (!field || isUnusable({ field, text: answerOf(field, values).text })) return false;
    return faultOf(field, { values, nested: false }, messages) === null;
  });
  for (const [name, values] of named.others) keepBeside(name, distinct(values));
  for (const [name, values] of named.fields) {
    const field = rules.fields.get(name);
    if (!field) continue;
    const { text, spare } = answerOf(field, values);
    if (text === '') continue;
    fields[name] = text;
    keepBeside(name, spare);
    const message = faultOf(field, { values, nested: post.nested.has(name) }, messages);
    if (message) faults.push({ path: `fields.${name}`, message });
    else filled.push({ field, text });
  }
  for (const { field } of toCorrect(filled.filter(isUnusable), filled)) {
    faults.push({ path: `fields.${field.name}`, message: field.type === 'email' ? messages.email : messages.phone });
  }
  for (const name of rules.required) {
    if (fields[name] === undefined) faults.push({ path: `fields.${name}`, message: messages.required });
  }
  if (form.requireOneOf.length > 0 && form.requireOneOf.every((name) => fields[name] === undefined)) {
    const labels = form.requireOneOf.map((name) => rules.fields.get(name)?.label[locale] ?? name);
    for (const name of form.requireOneOf) {
      if (!rules.required.includes(name)) faults.push({ path: `fields.${name}`, message: messages.oneOf(labels) });
    }
  }
  return {
    fields,
    extra,
    consent: form.consentTexts.map(({ purpose, version }) => ({
      purpose,
      granted: post.consent.get(purpose) === true,
      textVersion: version,
    })),
    honeypotFilled: distinct(post.fields.get(form.honeypotField) ?? []).length > 0,
    faults,
  };
}

interface Posted {
  readonly values: readonly string[];
  readonly nested: boolean;
}

function faultOf(field: FormField, { values, nested }: Posted, messages: (typeof fieldMessages)[Locale]): string | null {
  if (nested) return messages.notText;
  if (field.type === 'score' && !distinct(values).every(isScore)) return messages.score;
  if (values.some((value) => isLonger(value, field.maxLength))) return messages.tooLong(field.maxLength);
  return null;
}

const isLonger = (value: string, max: number) => value.length > max && [...value.normalize('NFC')].length > max;

/** Names that every object has are changed a little: the table's client takes an item with a `constructor` for a foreign class. */
function extraName(name: string): string {
  const cut = name.slice(0, maxExtraName).toWellFormed();
  return cut in Object.prototype ? `${cut}_` : cut;
}

function cutBytes(value: string, maxBytes: number): string {
  if (value.length * 3 <= maxBytes || Buffer.byteLength(value) <= maxBytes) return value;
  // Decoding a cut character gives U+FFFD, which is dropped again.
  return Buffer.from(value)
    .subarray(0, maxBytes)
    .toString('utf8')
    .replace(/\ufffd+$/u, '');
}
