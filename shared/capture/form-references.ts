import type { ReferenceFault } from '../config/kind.ts';
import type { FieldConfig } from '../fields/field-config.ts';
import { valueFaults } from '../fields/index.ts';
import { standardFields } from '../leads/answers.ts';
import { choicesOf } from '../profiles/profile-config.ts';
import { eventFaults } from './event-config.ts';
import type { FormConfig } from './form-config.ts';
import { optionsOf } from './rules-score.ts';

/** Finds what is wrong between the parts of a form: fields named twice or not there, traps that people or browsers fill. */
export function checkForms(forms: readonly FormConfig[], declared: readonly FieldConfig[]): ReferenceFault[] {
  return forms.flatMap((form, index) => {
    const names = form.fields.map(({ name }) => name);
    const at = (path: (string | number)[], message: string) => ({ index, path, message });
    return [
      ...names.flatMap((name, place) =>
        names.indexOf(name) < place ? [at(['fields', place, 'name'], `the field ${name} is listed twice`)] : [],
      ),
      ...form.requireOneOf.flatMap((name, place) =>
        names.includes(name) ? [] : [at(['requireOneOf', place], `the form has no field ${name}`)],
      ),
      ...(form.event ? eventFaults(form.event) : []).map(({ path, message }) => at(['event', ...path], message)),
      ...checkAliases(form).map(({ path, message }) => at(['aliases', ...path], message)),
      ...checkQualifying(form).map(({ path, message }) => at(['fields', ...path], message)),
      ...checkDeclared(form, declared).map(({ path, message }) => at(['fields', ...path], message)),
      ...checkProfile(form).map(({ path, message }) => at(['fields', ...path], message)),
      ...checkDelivery(form).map(({ path, message }) => at(['download', ...path], message)),
      ...checkProgressive(form).map(({ path, message }) => at(['progressive', ...path], message)),
      ...(names.includes(form.honeypotField) ? [at(['honeypotField'], 'the trap must not be a field that people fill in')] : []),
      ...(filledByBrowsers.test(form.honeypotField)
        ? [at(['honeypotField'], 'the trap must not be a name that browsers and password managers fill: people would be held back')]
        : []),
      ...form.consentTexts.flatMap(({ purpose }, place) =>
        form.consentTexts.findIndex((text) => text.purpose === purpose) < place
          ? [at(['consentTexts', place, 'purpose'], `the purpose ${purpose} has two texts`)]
          : [],
      ),
    ];
  });
}

/** What autofill takes for a detail of its owner, by the names that browsers and password managers look for. */
const filledByBrowsers =
  /web.?site|url|home.?page|mail|phone|mobile|^tel|fax|name|company|organi[sz]ation|title|address|street|city|state|province|country|zip|post.?(al|code)|birth|bday|gender|^sex$|user|login|pass|card|^cc|otp|iban/i;

function checkAliases({ fields, aliases, honeypotField }: FormConfig) {
  const names = new Set(fields.map(({ name }) => name));
  const all = Object.values(aliases).flat();
  return Object.entries(aliases).flatMap(([field, others]) => [
    ...(names.has(field) ? [] : [{ path: [field], message: `the form has no field ${field}` }]),
    ...others.flatMap((name, place) => {
      if (name === honeypotField) return [{ path: [field, place], message: 'the trap must not be a field that people fill in' }];
      if (names.has(name)) return [{ path: [field, place], message: `${name} is a field of its own` }];
      return all.filter((other) => other === name).length > 1 ? [{ path: [field, place], message: `${name} is listed twice` }] : [];
    }),
  ]);
}

/** How to reach somebody says nothing of what they need, and a marketer could read it answer by answer. */
const saysNothing = new Set(['fullName', 'email', 'phone']);

function checkQualifying({ fields }: FormConfig) {
  return fields.flatMap(({ name, options, qualifies }, place) => {
    if (!qualifies) return [];
    if (saysNothing.has(name)) return [{ path: [place, 'qualifies'], message: `${name} says nothing of a qualification` }];
    const offered = options && new Set(options.map(({ value }) => value));
    return Object.keys(qualifies.answers).flatMap((answer) =>
      !offered || offered.has(answer)
        ? []
        : [{ path: [place, 'qualifies', 'answers', answer], message: `the question does not offer the answer ${answer}` }],
    );
  });
}

/** What a page offers for a declared field is one of its values: else each post of it would be told as a slip of the person. */
function checkDeclared({ fields }: FormConfig, declared: readonly FieldConfig[]) {
  return fields.flatMap(({ name, options = [], mapsTo }, place) => {
    if (!declared.some(({ id }) => id === name)) return [];
    if (mapsTo !== undefined) return [{ path: [place, 'mapsTo'], message: `${name} is a declared field, which the record keeps` }];
    const offered = options.map(({ value }, option) => ({ path: [place, 'options', option, 'value'], value }));
    return valueFaults(name, offered, declared);
  });
}

function checkProfile({ fields }: FormConfig) {
  return fields.flatMap((field, place) => {
    const { name, mapsTo } = field;
    const options = optionsOf(field);
    if (mapsTo === undefined) return [];
    if (standardFields.has(name)) return [{ path: [place, 'mapsTo'], message: `${name} is kept in the record itself` }];
    const choices = choicesOf(mapsTo);
    if (choices === null) return [];
    if (!options) return [{ path: [place, 'options'], message: `offer some of ${choices.join(', ')}: people would write others` }];
    return options.flatMap(({ value }, option) =>
      choices.includes(value)
        ? []
        : [{ path: [place, 'options', option, 'value'], message: `${mapsTo} is one of ${choices.join(', ')}, not ${value}` }],
    );
  });
}

/** Whoever gives no address would get nothing, and not hear of it. */
function checkDelivery({ fields, requireOneOf, download }: FormConfig) {
  const { deliver = 'page' } = download ?? {};
  const email = fields.find(({ name }) => name === 'email');
  const isGiven = email !== undefined && (email.required || (requireOneOf.length === 1 && requireOneOf[0] === 'email'));
  if (deliver === 'mail' && !isGiven)
    return [{ path: ['deliver'], message: 'the link comes by mail alone, so the form has to require email' }];
  return deliver === 'both' && email === undefined
    ? [{ path: ['deliver'], message: 'the form has no field email to send the link to' }]
    : [];
}

/** Said with every post: a device is not a person, and a message is about this one request. */
const askedEachTime = new Set(['fullName', 'email', 'phone', 'message']);

function checkProgressive({ fields, mode, requireOneOf, progressive }: FormConfig) {
  if (!progressive) return [];
  if (mode === 'event')
    return [{ path: ['fields'], message: 'nothing is remembered of a device at a stand, so that everything is asked each time' }];
  const known = new Map(fields.map((field) => [field.name, field]));
  const all = [...progressive.fields, ...progressive.once];
  const faultOf = (name: string, place: number): string | null => {
    const field = known.get(name);
    if (!field) return `the form has no field ${name}`;
    if (askedEachTime.has(name)) return `${name} is asked each time: who posts must say who they are and what they want`;
    if (field.required || requireOneOf.includes(name)) return `the form requires ${name}, so it has to be asked each time`;
    return all.indexOf(name) < place ? `${name} is listed twice` : null;
  };
  return all.flatMap((name, place) => {
    const message = faultOf(name, place);
    const listed = place < progressive.fields.length ? ['fields', place] : ['once', place - progressive.fields.length];
    return message === null ? [] : [{ path: listed, message }];
  });
}
