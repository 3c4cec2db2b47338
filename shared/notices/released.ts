import { ReleaseRule } from '../../events/index.ts';
import { type OutcomeConfig, outcomeKind } from '../call-log/outcome-config.ts';
import { cleanText } from '../identity/index.ts';
import { type Lead, type Locale, readLeads } from '../leads/index.ts';
import { defineMail, filled } from '../mail/index.ts';
import { digest, LeadId, RepId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { repKind } from '../routing/rep-config.ts';
import { localeOf } from './card-facts.ts';
import { templates } from './generated/templates.ts';
import { planDigest } from './rules-notices.ts';

/** As many as somebody reads on a phone. */
const mostListed = 30;
/** Tells a rep in the morning which leads of theirs float by rules of their pools; names alone, for they are not theirs any more. */
export const releasedNotice = defineMail({
  kind: 'releasedNotice',
  audience: 'rep',
  purpose: 'notice',
  name: ({ repId, morning }) => digest(repId, morning),
  async gather({ leadId, repId, morning }, _begun, parts) {
    const rep = RepId.parse(repId);
    const released = await readReleased(parts.table, rep, morning);
    const [reps, outcomes, leads] = await Promise.all([
      parts.config.current(repKind),
      parts.config.current(outcomeKind),
      readLeads(parts.table, [...released.keys()]),
    ]);
    // What came back to them meanwhile is theirs, and its own notice tells them.
    const listed = [...released].flatMap(([id, because]) => {
      const lead = leads.get(id);
      return lead && lead.owner?.repId !== rep ? [{ lead, because }] : [];
    });
    return { correlationId: leadId, owner: reps.documents.get(rep), outcomes: outcomes.documents, listed };
  },
  plan: ({ facts }) => planDigest(facts.owner, facts.listed.length),
  compose({ facts: { owner, outcomes, listed } }) {
    const locale = localeOf(owner);
    const leads = listed
      .slice(0, mostListed)
      .map(({ lead, because }) => ({ leadName: nameOf(lead, locale), reason: whyOf(because, locale, outcomes) }));
    const values = {
      count: String(listed.length),
      more: listed.length > mostListed ? String(mostListed) : '',
      repName: cleanText(owner?.name ?? ''),
    };
    return { ...filled(templates.releasedNotice, values), lists: { leads }, locale, replyTo: null, reader: null };
  },
});

/** What a rep hears of on a morning: an attribute for each lead. What a later version adds is left out. */
async function readReleased(table: Pick<Table, 'get'>, repId: RepId, morning: string): Promise<Map<LeadId, ReleaseRule>> {
  const item = (await table.get(keys.released(repId, morning), { consistent: true })) ?? {};
  const read = Object.entries(item).flatMap(([name, value]) => {
    const [leadId, because] = [LeadId.safeParse(name), ReleaseRule.safeParse(value)];
    return leadId.success && because.success ? [[leadId.data, because.data] as const] : [];
  });
  return new Map(read);
}

function nameOf({ fullName }: Lead, locale: Locale): string {
  return cleanText(fullName ?? '') || (locale === 'vi' ? 'Khách chưa cho biết tên' : 'A customer without a name');
}

function whyOf({ rule, days = 0, outcome = '' }: ReleaseRule, locale: Locale, outcomes: ReadonlyMap<string, OutcomeConfig>): string {
  if (rule === 'age') return locale === 'vi' ? `${days} ngày chưa ai liên hệ` : `untouched for ${days} days`;
  if (rule === 'departure') return locale === 'vi' ? 'người phụ trách đã nghỉ việc' : 'its owner has left';
  const name = cleanText(outcomes.get(outcome)?.name[locale] ?? outcome);
  return locale === 'vi' ? `cuộc gọi kết thúc “${name}”` : `a call ended with “${name}”`;
}
