import type { LeadView } from '../../../../api/leads/lead-view.ts';

/** What of a person may be put right by hand. */
export const editedFields = ['fullName', 'phone', 'email', 'company', 'title', 'province'] as const;
export type EditedField = (typeof editedFields)[number];
export type Draft = Readonly<Record<EditedField, string>> & { readonly products: readonly string[] };

type Shown = Pick<LeadView, 'fullName' | 'phone' | 'email' | 'company' | 'title' | 'region' | 'products'>;

/** Tells whether a value is shown in part only: it is left alone unless somebody writes another. */
const isMasked = (text: string | null): boolean => text?.includes('•') ?? false;

/** The record as a form shows it; what is masked is an empty field. */
export function draftOf({ fullName, phone, email, company, title, region, products }: Shown): Draft {
  return {
    fullName: fullName ?? '',
    phone: phone === null || phone.masked ? '' : phone.raw,
    email: email === null || isMasked(email) ? '' : email,
    company: company ?? '',
    title: title ?? '',
    province: region.provinceName ?? region.raw ?? '',
    products,
  };
}

/** Only what was changed, as the API takes it; a field that was emptied is let go. */
export function editsIn(before: Draft, after: Draft): Partial<Record<EditedField, string | null>> & { products?: string[] } {
  const fields = editedFields.flatMap((field) => {
    const value = after[field].trim();
    return value === before[field].trim() ? [] : [[field, value === '' ? null : value] as const];
  });
  const isSameProducts = [...before.products].sort().join('\n') === [...after.products].sort().join('\n');
  return { ...Object.fromEntries(fields), ...(isSameProducts ? {} : { products: [...after.products] }) };
}

/**
 * Brings a form onto a record that somebody else changed meanwhile: what was typed stays, and what was not follows the record.
 * `conflicts`: fields that both changed, with what the record says now.
 */
export function rebased(
  before: Draft,
  typed: Draft,
  now: Draft,
): { readonly draft: Draft; readonly conflicts: Partial<Record<EditedField, string>> } {
  const mine = editsIn(before, typed);
  const draft = { ...now, ...Object.fromEntries(Object.keys(mine).map((field) => [field, typed[field as keyof Draft]])) };
  const conflicts = editedFields.filter((field) => field in mine && now[field] !== before[field] && now[field] !== typed[field]);
  return { draft, conflicts: Object.fromEntries(conflicts.map((field) => [field, now[field]])) };
}
