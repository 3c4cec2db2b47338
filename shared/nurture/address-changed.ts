import { type FieldValue, readProvenance } from '../leads/index.ts';
import { defineMail, filled } from '../mail/index.ts';
import { localTime } from '../platform/local-time.ts';
import { templates } from './generated/templates.ts';

/** Tells an address that another one took its place by the word of that one's mailbox, so that whoever reads it can object. It names neither. */
export const addressChanged = defineMail({
  kind: 'addressChanged',
  audience: 'lead',
  purpose: 'service',
  name: ({ proposalId }) => proposalId,
  async gather({ proposalId, at }, begun, { table }) {
    const lead = await begun.lead;
    const values = lead ? ((await readProvenance(table, lead.leadId)).fields.email ?? []) : [];
    return { correlationId: proposalId, before: valueBefore(values, at) };
  },
  plan: ({ facts: { before } }) => (before === null ? { act: 'skip', why: 'noEmail' } : { act: 'send', to: before, isProven: true }),
  compose({ request, lead: { locale }, company }) {
    const values = { changedAt: localTime(request.at, company.timeZone, locale) };
    return { ...filled(templates.addressChanged, values), locale, replyTo: company.email, reader: null };
  },
});

/** What stood before the first change since a moment. Values come newest first. */
function valueBefore(values: readonly FieldValue[], at: string): string | null {
  const changed = values.findLastIndex((one) => one.at >= at);
  return changed < 0 ? null : (values[changed + 1]?.value ?? null);
}
