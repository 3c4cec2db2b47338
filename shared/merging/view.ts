import type { MergedFieldView, MergePreview } from '../../api/leads/merge-leads.ts';
import { type Principal, seenFields } from '../access/index.ts';
import { companyKind } from '../company/company-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import { withoutSecrets } from '../fields/index.ts';
import { withoutPersonCodes } from '../firms/index.ts';
import { ConsentPurpose } from '../leads/index.ts';
import type { MergePlan } from './merge-leads.ts';
import { type Kept, type SingleField, singleFieldsOf, textOf } from './rules-fields.ts';
import { numberOf } from './rules-merge.ts';

/** Kept as those of both. */
const lists = ['otherNames', 'emails', 'extraPhones', 'products', 'tags'] as const;

/** Tells field by field what a merge would make of a lead, as far as either record says something. */
export async function previewFor(
  principal: Principal,
  { survivor, loser, kept, from }: MergePlan,
  config: ConfigReader,
): Promise<MergePreview> {
  const [{ documents }, companies] = await Promise.all([config.current(fieldKind), config.current(companyKind)]);
  const shown = (one: Kept, field: SingleField): string | null => {
    const text = textOf(one, field);
    const name = field.startsWith('extra.') ? field.slice('extra.'.length) : null;
    if (text === null || name === null) return text;
    return withoutSecrets(withoutPersonCodes({ [name]: text }), documents, seenFields(one.lead, principal, companies))[name] ?? null;
  };
  const single = singleFieldsOf(survivor, loser).map((field): MergedFieldView => {
    const side = from.get(field) === 'loser' ? 'other' : 'lead';
    const [lead, other, result] = [survivor, loser, kept].map((one) => shown(one, field));
    return { field, lead: lead ?? null, other: other ?? null, result: result ?? null, from: side };
  });
  const listFields = lists.map((field): MergedFieldView => {
    const [lead, other, result] = [survivor, loser, kept].map((one) => listed(one, field));
    return { field, lead: lead ?? null, other: other ?? null, result: result ?? null, from: 'both' };
  });
  const refused = ConsentPurpose.options.filter((purpose) => kept.lead.consent[purpose]?.granted === false);
  const owner = { lead: survivor.lead.owner?.repId ?? null, other: loser.lead.owner?.repId ?? null };
  return { fields: [...single, ...listFields].filter(({ lead, other, result }) => (lead ?? other ?? result) !== null), owner, refused };
}

function listed({ lead }: Kept, field: (typeof lists)[number]): string | null {
  const texts = field === 'extraPhones' ? lead.extraPhones.map(numberOf) : (lead[field] ?? []);
  return texts.length === 0 ? null : texts.join(', ');
}
