import type { z } from 'zod';
import { leadExists, readLead } from '../leads/index.ts';
import type { LeadId } from '../platform/ids.ts';
import { untilWritten } from '../platform/versioned.ts';
import { defineWork, type WorkParts } from '../work/index.ts';
import { putIdentity, readIdentity, readLink, type VisitorIdentity } from './identity-store.ts';
import { othersConcerned, readNamedLeads, writeLinks } from './link-writes.ts';
import { passDeviceRequest } from './pass-device-request.ts';
import { withAnswered } from './rules-answered.ts';
import { changedLinks, type LinkChange } from './rules-links.ts';
import type { Identification } from './rules-segments.ts';
import { recounts } from './scores.ts';

type Passing = z.infer<typeof passDeviceRequest.schema>;

/** Has what posts identified on a device be of the lead that they are of, as if they had named it. Safe to repeat. */
export const passDeviceWork = defineWork({
  ...passDeviceRequest,
  run: async (request, parts) => {
    const links = await untilWritten(() => passOnce(request, parts));
    await parts.queues.score.sendAll(links.flatMap(({ after }) => recounts(after.leadId, request.visitorId)));
    if (links.length > 0) parts.log.info('device passed to another lead', { leadId: request.to, links: links.length });
  },
});

async function passOnce(
  { visitorId, from, to, moments, mailsOf = [] }: Passing,
  { table, clock, ids }: WorkParts,
): Promise<readonly LinkChange[]> {
  const [before, lead] = await Promise.all([readIdentity(table, visitorId), readLead(table, to, { consistent: true })]);
  const isPassed = ({ leadId, at, weak, mailOf }: Identification) =>
    leadId !== null && from.includes(leadId) && (weak ? mailOf !== undefined && mailsOf.includes(mailOf) : moments.includes(at));
  if (!lead || !before.identifications.some(isPassed)) return [];
  const after = oneOfEachMail(before.identifications.map((one) => (isPassed(one) ? passedTo(to, one) : one)));
  const links = await withPast(changedLinks(visitorId, before.identifications, after), to, table);
  const id = `visitor/${visitorId}`;
  const actor = { kind: 'system', id: 'tracking' } as const;
  const change = { leadId: lead.leadId, leadVersion: lead.version, at: clock(), actor, correlationId: id, causationId: id };
  const others = await readNamedLeads(table, othersConcerned(links, to));
  await table.transact([
    leadExists(lead.leadId),
    putIdentity(before, after, { answered: answeredAfter(before, after, to) }),
    ...writeLinks(links, { named: to, change }, others, 'superseded', ids),
  ]);
  return links;
}

function passedTo(to: LeadId, { mailOf, ...identification }: Identification): Identification {
  return { ...identification, leadId: to, ...(mailOf && mailOf !== to ? { mailOf } : {}) };
}

/** Of each lead the earliest mail counts, and none of who posted: a lead may have been known here before the other one was part of it. */
function oneOfEachMail(all: readonly Identification[]): Identification[] {
  const isEarlier = (one: Identification, other: Identification) =>
    one !== other && one.leadId === other.leadId && (!one.weak || one.at < other.at);
  return all.filter((one) => !one.weak || !all.some((other) => isEarlier(other, one)));
}

/** What a device's older visits add up to goes with the link that is passed whole. */
async function withPast(links: readonly LinkChange[], to: LeadId, table: WorkParts['table']): Promise<LinkChange[]> {
  const lost = links.find(({ after }) => after.segments.length === 0);
  const past = lost && (await readLink(table, lost.after.leadId, lost.after.visitorId))?.past;
  return links.map((link) => (past && link.after.leadId === to && !link.before ? { ...link, after: { ...link.after, past } } : link));
}

/** Who is on the device no more has answered nothing there: the answers were given in the posts that are passed. */
function answeredAfter({ answered }: VisitorIdentity, after: readonly Identification[], to: LeadId): VisitorIdentity['answered'] {
  const gone = [...answered].filter(([leadId]) => leadId !== to && !after.some((one) => one.leadId === leadId));
  return gone.reduce((known, [, names]) => withAnswered(known, to, names), answered);
}
