import { isDeepStrictEqual } from 'node:util';
import { registrationChanged } from '../../events/index.ts';
import { hasProfile, type Lead, parsePastLead, parseTimelineEntries, readLead, readLeadItself } from '../leads/index.ts';
import type { LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Item } from '../platform/table.ts';
import type { Asker, AskParts, ChangedItem } from '../projecting/index.ts';
import { boughtNothing } from '../purchases/index.ts';
import { askFor } from '../work/index.ts';
import { segmentsConcerned } from './concerned-segments.ts';
import { lookRequest } from './look-request.ts';
import { factsOf, type LeadFacts } from './rules-facts.ts';
import { type Segments, segmentsInForce } from './segments-in-force.ts';

/** Has leads looked at that something which happened may have moved into segments, or out of them. */
export const segmentAsker: Asker = { name: 'segments', ask: askWhereConcerned };

/** Whatever else is heard of beside the lead is something that the person did. A profile is a part of the lead. */
const noActs = [keys.purchasePrefix, keys.opportunityPrefix, keys.profileSk, keys.personSk];

/** Decides by what the stream tells, and reads of the lead only what it does not: most changes move nobody. */
async function askWhereConcerned(leadId: LeadId, changed: readonly ChangedItem[], parts: AskParts): Promise<'asked' | 'unchanged'> {
  const segments = await segmentsInForce(parts.config);
  if (segments.rules.size === 0) return 'unchanged';
  const ofLead = changed.filter(({ sk }) => sk === keys.leadSk);
  const bought = changed.some(({ sk }) => sk.startsWith(keys.purchasePrefix));
  const acted = changed.some(({ sk }) => sk !== keys.leadSk && !noActs.some((beginning) => sk.startsWith(beginning)));
  const { needs } = segments;
  const profiled = needs.profile && changed.some((one) => one.sk === keys.personSk || isOtherPerson(one));
  const registered = needs.registrations && changed.some((one) => tellsOfRegistration(one) || isOtherPerson(one));
  const isBesideAsked = (acted && needs.activity) || (bought && needs.purchases) || profiled || registered;
  if (ofLead.length === 0 && !isBesideAsked) return 'unchanged';
  // What a colleague says may lie with a record that is part of another one by now, and tells of that.
  const whose = profiled || registered ? ((await readLead(parts.table, leadId, { consistent: true }))?.leadId ?? leadId) : leadId;
  const isTold = ofLead.length > 0 && whose === leadId;
  const known = isTold ? await factsByStream(leadId, ofLead, segments, parts) : await factsByRead(whose, segments, parts);
  const at = parts.clock();
  const concerned = known.map((facts) =>
    segmentsConcerned(segments.rules, { ...facts, isChanged: ofLead.length > 0, acted, bought, profiled, registered }, at),
  );
  const segmentIds = [...new Set(concerned.flat())];
  if (segmentIds.length === 0) return 'unchanged';
  await parts.work.send(askFor(lookRequest, { by: 'evidence', leadId: whose, segmentIds, version: segments.version }));
  return 'asked';
}

/** The entry is written together with the registration that it tells of. */
function tellsOfRegistration({ sk, images }: ChangedItem): boolean {
  if (!sk.startsWith(keys.timelinePrefix)) return false;
  const { after } = images();
  return after !== undefined && parseTimelineEntries(after).some(({ type }) => type === registrationChanged.detailType);
}

/** Records that became one, or are one no more, have the profiles, and the places at events, of all of them. */
function isOtherPerson({ sk, images }: ChangedItem): boolean {
  if (sk !== keys.leadSk) return false;
  const { before, after } = images();
  return !isDeepStrictEqual(before?.members, after?.members);
}

type KnownFacts = { readonly before: LeadFacts | null | undefined; readonly after: LeadFacts };

/** What the record said before each of these changes, and after it: none where the lead went. @throws CorruptItemError */
async function factsByStream(leadId: LeadId, ofLead: readonly ChangedItem[], beside: Segments, { table }: AskParts): Promise<KnownFacts[]> {
  const images = ofLead.map((record) => record.images());
  const isApart = images.some(({ before, after }) => [before, after].some((item) => item !== undefined && hasProfile(item)));
  const profile = isApart ? await table.get(keys.profile(leadId), { consistent: true }) : undefined;
  const factsIn = (item: Item) => {
    const lead = parsePastLead(item, profile);
    return lead && recordFacts(lead, beside);
  };
  const known = await Promise.all(
    images.map(async ({ before, after }) => {
      if (!after) return [];
      const stands = factsIn(after);
      // Nobody knows what the record said then: it is looked at as it is now, which whatever changed it since is heard of, too.
      return stands ? [{ before: before ? factsIn(before) : null, after: stands }] : await factsByRead(leadId, beside, { table });
    }),
  );
  return known.flat();
}

/** What the record says now; none where the lead is gone. */
async function factsByRead(
  leadId: LeadId,
  beside: Pick<Segments, 'timeZone' | 'fields'>,
  { table }: Pick<AskParts, 'table'>,
): Promise<KnownFacts[]> {
  const lead = await readLeadItself(table, leadId, { consistent: true });
  return lead ? [{ before: undefined, after: recordFacts(lead, beside) }] : [];
}

/** What lies beside the record is not known here. */
const recordFacts = (lead: Lead, { timeZone, fields }: Pick<Segments, 'timeZone' | 'fields'>): LeadFacts =>
  factsOf(lead, { activeAt: undefined, bought: boughtNothing, timeZone, fields, profile: null });
