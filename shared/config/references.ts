import { provinces } from '../regions/index.ts';
import type { ConfigDocument, ConfigKind } from './kinds.ts';

/** Where a fault stands: the document's place in its kind, and the path inside it. */
export interface ConfigFault {
  readonly kind: ConfigKind;
  readonly index: number;
  /** The document's id, or its place where it has none. */
  readonly document: string;
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** All documents of all kinds as they would stand together; a kind that was never published is empty. */
export type ConfigSnapshot = { readonly [Kind in ConfigKind]: readonly ConfigDocument<Kind>[] };

const provinceCodes = new Set(provinces().map(({ code }) => code));
const macroRegions = new Set<string>(['north', 'central', 'south']);

/** Finds what zod cannot see in one document: ids used twice, references into nothing, no single fallback. */
export function checkReferences(config: ConfigSnapshot): ConfigFault[] {
  return [
    ...doubles('forms', config.forms),
    ...doubles('territories', config.territories),
    ...doubles('pools', config.pools),
    ...doubles('reps', config.reps),
    ...doubles('users', config.users),
    ...doubles('competitors', config.competitors),
    ...checkForms(config),
    ...checkTerritories(config),
    ...checkPools(config),
    ...checkUsers(config),
    ...(config.company.length > 1 ? [fault('company', 1, 'company', [], 'there is one company document only')] : []),
    ...(config.scoring.length > 1 ? [fault('scoring', 1, 'scoring', [], 'there is one scoring document only')] : []),
  ];
}

function fault(kind: ConfigKind, index: number, document: string, path: readonly (string | number)[], message: string): ConfigFault {
  return { kind, index, document, path, message };
}

function doubles(kind: ConfigKind, documents: readonly { id: string }[]): ConfigFault[] {
  const seen = new Set<string>();
  return documents.flatMap(({ id }, index) => {
    const taken = seen.has(id);
    seen.add(id);
    return taken ? [fault(kind, index, id, ['id'], `the id ${id} is used twice`)] : [];
  });
}

function checkForms({ forms }: ConfigSnapshot): ConfigFault[] {
  return forms.flatMap((form, index) => {
    const names = form.fields.map(({ name }) => name);
    const at = (path: (string | number)[], message: string) => fault('forms', index, form.id, path, message);
    return [
      ...names.flatMap((name, place) =>
        names.indexOf(name) < place ? [at(['fields', place, 'name'], `the field ${name} is listed twice`)] : [],
      ),
      ...form.requireOneOf.flatMap((name, place) =>
        names.includes(name) ? [] : [at(['requireOneOf', place], `the form has no field ${name}`)],
      ),
      ...checkAliases(form).map(({ path, message }) => at(['aliases', ...path], message)),
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

function checkAliases({ fields, aliases, honeypotField }: ConfigDocument<'forms'>) {
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

/** Said with every post: a device is not a person, and a message is about this one request. */
const askedEachTime = new Set(['fullName', 'email', 'phone', 'message']);

function checkProgressive({ fields, requireOneOf, progressive }: ConfigDocument<'forms'>) {
  if (!progressive) return [];
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

function checkTerritories({ territories, pools }: ConfigSnapshot): ConfigFault[] {
  const known = new Set<string>(pools.map(({ id }) => id));
  const fallbacks = territories.filter(({ when }) => Object.values(when).every((condition) => condition === undefined));
  const faults = territories.flatMap((territory, index) => [
    ...(known.has(territory.poolId) ? [] : [fault('territories', index, territory.id, ['poolId'], `there is no pool ${territory.poolId}`)]),
    ...(territory.when.provinceCodes ?? []).flatMap((code, place) =>
      provinceCodes.has(code)
        ? []
        : [fault('territories', index, territory.id, ['when', 'provinceCodes', place], `${code} is no code of the 34 provinces`)],
    ),
  ]);
  if (territories.length === 0 || fallbacks.length === 1) return faults;
  const [, second] = fallbacks;
  const place = second ? territories.indexOf(second) : -1;
  const message = `exactly one territory must have no conditions, so that every lead has a pool; there are ${fallbacks.length}`;
  return [...faults, fault('territories', Math.max(0, place), territories[place]?.id ?? '(all)', ['when'], message)];
}

function checkPools({ pools, reps, territories }: ConfigSnapshot): ConfigFault[] {
  const known = new Set<string>(reps.map(({ id }) => id));
  const used = new Set<string>(territories.map(({ poolId }) => poolId));
  return pools.flatMap((pool, index) => [
    ...pool.members.flatMap(({ repId }, place) => {
      const path = ['members', place, 'repId'];
      if (!known.has(repId)) return [fault('pools', index, pool.id, path, `there is no rep ${repId}`)];
      const earlier = pool.members.findIndex((member) => member.repId === repId);
      return earlier < place ? [fault('pools', index, pool.id, path, `the rep ${repId} is listed twice`)] : [];
    }),
    ...(pool.members.length === 0 && used.has(pool.id)
      ? [fault('pools', index, pool.id, ['members'], 'a territory sends leads here, but the pool is empty')]
      : []),
  ]);
}

function checkUsers({ users, reps }: ConfigSnapshot): ConfigFault[] {
  const known = new Set<string>(reps.map(({ id }) => id));
  const emails = users.map(({ email }) => email.toLowerCase());
  return users.flatMap((user, index) => {
    const at = (path: (string | number)[], message: string) => fault('users', index, user.id, path, message);
    return [
      ...(user.repId !== undefined && !known.has(user.repId) ? [at(['repId'], `there is no rep ${user.repId}`)] : []),
      ...(user.role === 'rep' && user.repId === undefined ? [at(['repId'], 'a user with the role rep needs a repId')] : []),
      ...(emails.indexOf(user.email.toLowerCase()) < index ? [at(['email'], 'another user has this e-mail address')] : []),
      ...(user.regions ?? []).flatMap((region, place) =>
        provinceCodes.has(region) || macroRegions.has(region)
          ? []
          : [at(['regions', place], `${region} is neither a province code nor north, central or south`)],
      ),
    ];
  });
}
