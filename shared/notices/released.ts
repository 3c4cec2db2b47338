import { type MailRequestOf, ReleaseRule } from '../../events/index.ts';
import { readMaskRules } from '../access/index.ts';
import { type OutcomeConfig, outcomeKind } from '../call-log/outcome-config.ts';
import { cleanText } from '../identity/index.ts';
import { type Locale, readLeads } from '../leads/index.ts';
import { defineMail, mailId } from '../mail/index.ts';
import { digest, LeadId, RepId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { repKind } from '../routing/rep-config.ts';
import { localeOf } from './card-facts.ts';
import { channelsOf } from './channels.ts';
import { quietOf } from './choice.ts';
import { templates } from './generated/templates.ts';
import { repHears } from './hearer.ts';
import { leadNameOf } from './lead-name.ts';
import { tellLeadsGone } from './leads-gone.ts';

/** As many as somebody reads on a phone. */
const mostListed = 30;
/** Tells a rep in the morning which leads of theirs float by rules of their pools; names alone, for they are not theirs any more. */
export const releasedNotice = defineMail({
  kind: 'releasedNotice',
  audience: 'rep',
  purpose: 'notice',
  name: nameOf,
  async gather(request, _begun, parts) {
    const { leadId, repId, morning } = request;
    const rep = RepId.parse(repId);
    const released = await readReleased(parts.table, rep, morning);
    const [reps, outcomes, leads, masks] = await Promise.all([
      parts.config.current(repKind),
      parts.config.current(outcomeKind),
      readLeads(parts.table, [...released.keys()]),
      readMaskRules(parts.config),
    ]);
    // What came back to them meanwhile is theirs, and its own notice tells them.
    const listed = [...released].flatMap(([id, because]) => {
      const lead = leads.get(id);
      return lead && lead.owner?.repId !== rep ? [{ lead, because }] : [];
    });
    const owner = reps.documents.get(rep);
    const [quiet, channels] = await Promise.all([
      quietOf(parts.table, repHears(owner)),
      channelsOf(repHears(owner), mailId('releasedNotice', nameOf(request)), parts),
    ]);
    const locale = localeOf(owner);
    const rows = listed
      .slice(0, mostListed)
      .map(({ lead, because }) => ({ leadName: leadNameOf(lead, locale), reason: whyOf(because, locale, outcomes.documents) }));
    return { correlationId: leadId, owner, quiet, channels, count: listed.length, rows, masks };
  },
  ...tellLeadsGone(templates.releasedNotice, (count) => ({
    vi: `Khách của anh/chị đã vào kho chung: ${count}`,
    en: `Your leads now open to all: ${count}`,
  })),
});

function nameOf({ repId, morning }: MailRequestOf<'releasedNotice'>): string {
  return digest(repId, morning);
}

/** What a rep hears of on a morning: an attribute for each lead. What a later version adds is left out. */
async function readReleased(table: Pick<Table, 'get'>, repId: RepId, morning: string): Promise<Map<LeadId, ReleaseRule>> {
  const item = (await table.get(keys.released(repId, morning), { consistent: true })) ?? {};
  const read = Object.entries(item).flatMap(([name, value]) => {
    const [leadId, because] = [LeadId.safeParse(name), ReleaseRule.safeParse(value)];
    return leadId.success && because.success ? [[leadId.data, because.data] as const] : [];
  });
  return new Map(read);
}

function whyOf({ rule, days = 0, outcome = '' }: ReleaseRule, locale: Locale, outcomes: ReadonlyMap<string, OutcomeConfig>): string {
  if (rule === 'age') return locale === 'vi' ? `${days} ngày chưa ai liên hệ` : `untouched for ${days} days`;
  if (rule === 'departure') return locale === 'vi' ? 'người phụ trách đã nghỉ việc' : 'its owner has left';
  const name = cleanText(outcomes.get(outcome)?.name[locale] ?? outcome);
  return locale === 'vi' ? `cuộc gọi kết thúc “${name}”` : `a call ended with “${name}”`;
}
