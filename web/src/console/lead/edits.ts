import type { LeadView } from '../../../../api/leads/lead-view.ts';

/** What of a person may be put right by hand. */
export const editedFields = ['fullName', 'phone', 'email', 'company', 'title', 'province'] as const;
export type EditedField = (typeof editedFields)[number];
export type Draft = Readonly<Record<EditedField, string>> & {
  readonly products: readonly string[];
  /** Answers to the company's own fields, by their names. */
  readonly extra: Readonly<Record<string, string>>;
};

/** Where a field of a form stands: one of the record, or one of the company's own. */
export type FieldPath = EditedField | `extra.${string}`;

type Shown = Pick<LeadView, 'fullName' | 'phone' | 'email' | 'company' | 'title' | 'region' | 'products' | 'fields'>;

/** Tells whether a value is shown in part only: it is left alone unless somebody writes another. */
const isMasked = (text: string | null): boolean => text?.includes('•') ?? false;

/** The record as a form shows it; what is masked is an empty field. */
export function draftOf({ fullName, phone, email, company, title, region, products, fields }: Shown): Draft {
  return {
    fullName: fullName ?? '',
    phone: phone === null || phone.masked ? '' : phone.raw,
    email: email === null || isMasked(email) ? '' : email,
    company: company ?? '',
    title: title ?? '',
    province: region.provinceName ?? region.raw ?? '',
    products,
    extra: Object.fromEntries(fields.map(({ fieldId, value }) => [fieldId, value ?? ''])),
  };
}

interface Edits extends Partial<Record<EditedField, string | null>> {
  readonly products?: string[];
  readonly extra?: Readonly<Record<string, string | null>>;
}

/** Only what was changed, as the API takes it; a field that was emptied is let go. */
export function editsIn(before: Draft, after: Draft): Edits {
  const changed = (was: string, typed: string): [] | [string | null] => {
    const value = typed.trim();
    return value === was.trim() ? [] : [value === '' ? null : value];
  };
  const fields = editedFields.flatMap((field) => changed(before[field], after[field]).map((value) => [field, value] as const));
  const extra = Object.entries(after.extra).flatMap(([name, typed]) =>
    changed(before.extra[name] ?? '', typed).map((value) => [name, value] as const),
  );
  const isSameProducts = [...before.products].sort().join('\n') === [...after.products].sort().join('\n');
  return {
    ...Object.fromEntries(fields),
    ...(isSameProducts ? {} : { products: [...after.products] }),
    ...(extra.length === 0 ? {} : { extra: Object.fromEntries(extra) }),
  };
}

/**
 * Brings a form onto a record that somebody else changed meanwhile: what was typed stays, and what was not follows the record.
 * `conflicts`: fields that both changed, with what the record says now.
 */
export function rebased(
  before: Draft,
  typed: Draft,
  now: Draft,
): { readonly draft: Draft; readonly conflicts: Partial<Record<FieldPath, string>> } {
  const { extra = {}, products, ...fields } = editsIn(before, typed);
  const own = Object.fromEntries(Object.keys(extra).map((name) => [name, typed.extra[name] ?? '']));
  const draft = {
    ...now,
    ...Object.fromEntries(Object.keys(fields).map((field) => [field, typed[field as EditedField]])),
    ...(products ? { products: typed.products } : {}),
    extra: { ...now.extra, ...own },
  };
  const differs = (was = '', is = '', mine = ''): boolean => is !== was && is !== mine;
  const conflicts = [
    ...editedFields.flatMap((field) => (field in fields && differs(before[field], now[field], typed[field]) ? [[field, now[field]]] : [])),
    ...Object.entries(own).flatMap(([name, mine]) =>
      differs(before.extra[name], now.extra[name], mine) ? [[`extra.${name}`, now.extra[name] ?? '']] : [],
    ),
  ];
  return { draft, conflicts: Object.fromEntries(conflicts) };
}
