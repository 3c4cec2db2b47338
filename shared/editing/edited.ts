import { answerAs, type FieldConfig, type Fields, hiddenPart, wantedOf } from '../fields/index.ts';
import { withoutPersonCodes } from '../firms/index.ts';
import { contactOf, leadPhone, normaliseName, normalisePhones, shortText } from '../identity/index.ts';
import { leadRegion } from '../intake/index.ts';
import {
  joinAnswers,
  type Lead,
  type LeadPhone,
  type Locale,
  maxAnswers,
  maxExtraPhones,
  maxProducts,
  type ProvenField,
  phonesOf,
  splitAnswers,
} from '../leads/index.ts';
import { type FieldFault, InvalidInputError } from '../platform/errors.ts';
import { type KnownProducts, noSuchProduct, productsWritten } from '../products/index.ts';
import { type MacroRegions, resolveRegion } from '../regions/index.ts';

/** What a colleague says a record should hold; null: nothing. What is left out stays. */
export interface Edit {
  readonly fullName?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly extraPhones?: readonly string[] | undefined;
  readonly company?: string | null | undefined;
  readonly title?: string | null | undefined;
  readonly province?: string | null | undefined;
  readonly products?: readonly string[] | undefined;
  readonly locale?: Locale | undefined;
  readonly extra?: Readonly<Record<string, string | null>> | undefined;
}

/** A value that a record holds instead of another one, as past values are kept. */
export interface NewValue {
  readonly field: ProvenField | { readonly extra: string };
  readonly old: string | null;
  readonly value: string | null;
}

/** A record as an edit leaves it. Which numbers are its own claims is decided where claims are read. */
export interface Edited {
  readonly after: Lead;
  /** Names of the fields that changed, as entries name them. */
  readonly changed: readonly string[];
  readonly values: readonly NewValue[];
}

export interface EditRules {
  readonly products: KnownProducts;
  readonly macroRegions: MacroRegions | undefined;
  readonly fields: Fields;
}

/**
 * Works out what a record becomes by an edit. A number that another one replaces is kept beside it: somebody may answer there.
 * @throws InvalidInputError with each fault and its place
 */
export function editedBy(lead: Lead, edit: Edit, { products: known, macroRegions, fields }: EditRules): Edited {
  const faults: FieldFault[] = [];
  const values: NewValue[] = [];
  const changed: string[] = [];
  let after = lead;
  const set = (fields: Partial<Lead>, { field, old, value }: NewValue): void => {
    if (old === value) return;
    after = { ...after, ...fields };
    values.push({ field, old, value });
    changed.push(typeof field === 'string' ? field : `extra.${field.extra}`);
  };

  if (edit.fullName !== undefined) {
    const { fullName, searchKey } = normaliseName(edit.fullName ?? '');
    const value = fullName === '' ? null : fullName;
    set({ fullName: value, nameKey: searchKey }, { field: 'fullName', old: lead.fullName, value });
  }
  for (const field of ['company', 'title'] as const) {
    const typed = edit[field];
    if (typed === undefined) continue;
    const value = shortText(typed ?? '');
    set({ [field]: value }, { field, old: lead[field], value });
  }
  if (edit.email !== undefined) {
    const { email } = contactOf({ email: edit.email ?? '' });
    const isTyped = (edit.email ?? '').trim() !== '';
    if (isTyped && email === null) faults.push({ path: 'email', message: 'write an e-mail address, such as ten@congty.vn' });
    else set({ email }, { field: 'email', old: lead.email, value: email });
  }
  after = withNumbers(after, edit, faults, (phone) => {
    const textOf = (one: LeadPhone | null) => one && (one.e164 ?? one.raw);
    set({ phone }, { field: 'phone', old: textOf(lead.phone), value: textOf(phone) });
    return after;
  });
  if (JSON.stringify(after.extraPhones) !== JSON.stringify(lead.extraPhones)) changed.push('extraPhones');
  if (edit.province !== undefined) {
    const region = leadRegion(resolveRegion({ province: edit.province }, macroRegions));
    // As in a post: a place that is none of Vietnam is kept as it was written.
    const nameOf = ({ provinceName, raw }: Lead['region']) => provinceName ?? raw;
    set({ region }, { field: 'province', old: nameOf(lead.region), value: nameOf(region) });
  }
  if (edit.products !== undefined) {
    const { words: named, unknown } = productsWritten(edit.products.map(shortText), known, lead.products);
    if (named.length + unknown.length > maxProducts) faults.push({ path: 'products', message: `name ${maxProducts} at most` });
    else for (const place of unknown) faults.push({ path: `products.${place}`, message: noSuchProduct });
    const textOf = (all: readonly string[]) => (all.length === 0 ? null : joinAnswers([...all]));
    set({ products: named }, { field: 'product', old: textOf(lead.products), value: textOf(named) });
  }
  if (edit.locale !== undefined) set({ locale: edit.locale }, { field: 'locale', old: lead.locale, value: edit.locale });
  // A map, because a company may name its questions as it likes, `constructor` included.
  const answers = new Map(Object.entries(lead.extra));
  for (const [name, typed] of Object.entries(edit.extra ?? {})) {
    const field = fields.get(name);
    const value = keptAnswer(name, typed, field);
    const fault = value === null || !field ? null : answerFault(value, field);
    if (fault !== null) {
      faults.push({ path: `extra.${name}`, message: fault });
      continue;
    }
    const old = answers.get(name) ?? null;
    if (value === null) answers.delete(name);
    else answers.set(name, value);
    set({ extra: Object.fromEntries(answers) }, { field: { extra: name }, old, value });
  }
  if (answers.size > Math.max(maxAnswers, Object.keys(lead.extra).length))
    faults.push({ path: 'extra', message: `a record keeps ${maxAnswers} answers: take one away first` });
  if (faults.length > 0) throw new InvalidInputError('The record cannot be changed like this.', faults);
  return { after, changed: [...new Set(changed)].sort(), values };
}

/** Several answers stand on a line each, as in what a form posts. */
function keptAnswer(name: string, typed: string | null, field: FieldConfig | undefined): string | null {
  const value = field ? joinAnswers(splitAnswers(typed ?? '').flatMap((one) => shortText(one) ?? [])) || null : shortText(typed ?? '');
  if (value !== null && field) return answerAs(field, value) ?? value;
  return value === null ? null : (new Map(Object.entries(withoutPersonCodes({ [name]: value }))).get(name) ?? null);
}

function answerFault(value: string, field: FieldConfig): string | null {
  if (value.includes(hiddenPart)) return 'this is the masked value: leave it out, or write the whole one';
  return answerAs(field, value) === null ? wantedOf(field) : null;
}

/** Puts numbers into a record; one that stood as its own goes beside the new one, and one that stood beside it is no second time there. */
function withNumbers(lead: Lead, edit: Edit, faults: FieldFault[], setOwn: (phone: LeadPhone | null) => Lead): Lead {
  const known = phonesOf(lead);
  const read = (typed: string, path: string): LeadPhone | null => {
    const { primary, extra } = normalisePhones(typed);
    if (!primary?.valid || extra.length > 0) {
      faults.push({ path, message: 'write one number that can be dialled, such as 0912 345 678' });
      return null;
    }
    return known.find(({ e164 }) => e164 === primary.e164) ?? leadPhone(primary, false);
  };
  let after = lead;
  if (edit.phone !== undefined) {
    const typed = (edit.phone ?? '').trim();
    const phone = typed === '' ? null : read(typed, 'phone');
    if (typed !== '' && phone === null) return lead;
    after = setOwn(phone);
    if (phone !== null && after.phone === phone) {
      const beside = [...(lead.phone && !same(lead.phone, phone) ? [lead.phone] : []), ...lead.extraPhones];
      after = { ...after, extraPhones: beside.filter((one) => !same(one, phone)).slice(0, maxExtraPhones) };
    }
  }
  if (edit.extraPhones === undefined) return after;
  const numbers = edit.extraPhones.flatMap((typed, place) => read(typed, `extraPhones.${place}`) ?? []);
  const own = after.phone;
  const extraPhones = numbers.filter((one, place) => numbers.findIndex((other) => same(one, other)) === place && !(own && same(own, one)));
  if (extraPhones.length > maxExtraPhones) faults.push({ path: 'extraPhones', message: `a record keeps ${maxExtraPhones} at most` });
  return { ...after, extraPhones };
}

const same = (one: LeadPhone, other: LeadPhone): boolean => (one.e164 === null ? one.raw === other.raw : one.e164 === other.e164);
