import type { z } from 'zod';
import { type MailRequestOf, temperatureChanged } from '../../events/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { cleanText } from '../identity/index.ts';
import { dataOf, type Lead, readTimelineEntry } from '../leads/index.ts';
import { defineMail, filled, mailId, type ProductParts } from '../mail/index.ts';
import { CorruptItemError, NotFoundError } from '../platform/errors.ts';
import { digest, EntryId, LeadId } from '../platform/ids.ts';
import { localTime } from '../platform/local-time.ts';
import type { Table } from '../platform/table.ts';
import { type RuleLabels, renderWhyHot, ruleLabels, ruleSetInForce, ruleSetOfVersion } from '../scoring/index.ts';
import { gatherCard, localeOf } from './card-facts.ts';
import { cardValues } from './card-values.ts';
import { channelGuards, openChannels } from './channels.ts';
import { templates } from './generated/templates.ts';
import { leadOfSubject, needOf, postOfNeed } from './of-need.ts';
import { planHot } from './rules-notices.ts';
import { telegramText } from './telegram-text.ts';

/** The end of the subject. */
const urges = { call: { vi: 'gọi ngay', en: 'call now' }, write: { vi: 'liên hệ ngay', en: 'get in touch now' } } as const;

const titles = {
  call: { vi: 'Lead đã nóng lên, gọi ngay', en: 'A lead became hot, call now' },
  write: { vi: 'Lead đã nóng lên, liên hệ ngay', en: 'A lead became hot, get in touch now' },
} as const;

/**
 * Tells the owner of a lead, or of a need whose product made it so, that the lead became hot, by the timeline entry that says so: each rise is a mail of
 * its own for each of them. It tells of no post.
 */
export const hotNotice = defineMail({
  kind: 'hotNotice',
  audience: 'rep',
  purpose: 'notice',
  name: nameOf,
  known: hotLead,
  async gather(request, begun, parts) {
    const { subject } = request;
    const need = subject === undefined ? null : needOf(subject, parts);
    const shown = Promise.resolve(need).then((found) => gatherCard(request.leadId, begun, parts, found ? postOfNeed(found) : undefined));
    const asked = openChannels(begun.lead, mailId('hotNotice', nameOf(request)), parts);
    const [card, rise, channels] = await Promise.all([shown, readRise(parts.table, request), asked]);
    const reason = rise ? renderWhyHot(rise, localeOf(card.owner), await labelsOf(rise, parts.config)) : '';
    return { ...card, correlationId: request.leadId, told: undefined, postedEmail: null, need: await need, rise, reason, channels };
  },
  plan: ({ lead, facts }) => planHot(lead, facts),
  compose({ request, lead, company, facts }) {
    const locale = localeOf(facts.owner);
    const values = {
      ...cardValues(lead, company, facts, locale),
      reason: cleanText(facts.reason),
      urge: urges[lead.phone?.e164 ? 'call' : 'write'][locale],
      becameHotAt: localTime(request.at, company.timeZone, locale),
    };
    return { ...filled(templates.hotNotice, values), locale, replyTo: null, reader: null };
  },
  guards(matter, _to, parts) {
    const { lead, company, facts } = matter;
    const locale = localeOf(facts.owner);
    const title = titles[lead.phone?.e164 ? 'call' : 'write'][locale];
    const told = { title, reason: cleanText(facts.reason), accept: null };
    return channelGuards(matter, () => telegramText(cardValues(lead, company, facts, locale), told, locale), parts);
  },
});

/** Names of mails stand in the history of the person, which other teams read: they name no need. */
function nameOf({ entryId, subject }: MailRequestOf<'hotNotice'>): string {
  return subject === undefined ? entryId : `${entryId}-${digest(subject)}`;
}

/** Returns a lead as whoever hears of its rise knows it: with the owner and the product of a need. */
async function hotLead({ leadId, subject }: MailRequestOf<'hotNotice'>, lead: Lead, parts: ProductParts): Promise<Lead> {
  if (subject === undefined) return lead;
  const [owned, need] = await Promise.all([leadOfSubject({ leadId, subject }, lead, parts), needOf(subject, parts)]);
  return need?.product ? { ...owned, products: [need.product] } : owned;
}

/** A change of temperature as its entry tells it: who owned the lead then. */
type Rise = z.infer<typeof temperatureChanged.read>;

async function readRise(table: Table, { leadId, at, entryId }: MailRequestOf<'hotNotice'>): Promise<Rise | undefined> {
  const entry = await readTimelineEntry(table, LeadId.parse(leadId), at, EntryId.parse(entryId));
  if (!entry) return undefined;
  const rise = dataOf(temperatureChanged, entry);
  if (!rise) throw new CorruptItemError('the entry behind a hot notice tells of no temperature');
  return rise;
}

/** The labels of the rules that the change was counted by. */
async function labelsOf(rise: Rise, config: ConfigReader): Promise<RuleLabels> {
  try {
    return ruleLabels((await ruleSetOfVersion(config, rise.rulesVersion)).rules);
  } catch (error) {
    // Published a moment ago, and not seen by every replica yet: a rep need not wait for words.
    if (!(error instanceof NotFoundError)) throw error;
    return ruleLabels((await ruleSetInForce(config)).rules);
  }
}
