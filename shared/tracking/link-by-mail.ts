import { type Change, leadExists, readLead } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import type { IdSource, LeadId, VisitorId } from '../platform/ids.ts';
import { describeError, type Log } from '../platform/logging.ts';
import type { Queue } from '../platform/queues.ts';
import type { Item, Table } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import type { Beacon } from './beacon.ts';
import { hasRoomForDevice, parseIdentity, putIdentity, readIdentity, undoneMark } from './identity-store.ts';
import { othersConcerned, readNamedLeads, writeLinks } from './link-writes.ts';
import { readMailDevices, takeDevice } from './mail-devices.ts';
import { judgeMailToken } from './mail-token.ts';
import { changedLinks } from './rules-links.ts';
import { type Identification, segmentsOf, withIdentification } from './rules-segments.ts';
import { recounts } from './scores.ts';
import { keepSessions } from './store.ts';

/**
 * The text by whose consent a mail's link is believed: the question of the tracker, which says so. A beacon says that the answer was yes,
 * not which wording was on the page.
 */
export const trackerConsent = 'tracker';

export interface MailLinkParts {
  readonly table: Table;
  readonly log: Log;
  /** What the tokens in our mails are signed with, and were before. */
  readonly signingKeys: readonly string[];
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
  readonly score: Queue;
  /** The item of who uses a device, as it was read for its beacons; it may be a moment old. */
  readonly identityOf: (visitorId: VisitorId) => Item | undefined;
}

/** A beacon, the message that brought it and when the queue took it. */
export interface ReceivedBeacon {
  readonly messageId: string;
  readonly receivedMs: number;
  /** An earlier delivery may have ended between the link and what follows from it. */
  readonly isRepeated: boolean;
  readonly beacon: Beacon;
}

/**
 * What became of links: `mailLinked`, the device is taken for the lead's now; `mailNoted`, it is of somebody who said more; `mailKnown`,
 * nothing new; the others say why a link was not believed.
 */
export type MailLinkResult =
  | 'mailLinked'
  | 'mailNoted'
  | 'mailKnown'
  | 'mailForged'
  | 'mailExpired'
  | 'mailLeadGone'
  | 'mailUndone'
  | 'mailRefused'
  | 'mailTooManyDevices'
  | 'mailUnreadable';

export interface MailLinksTaken {
  readonly counts: Readonly<Partial<Record<MailLinkResult, number>>>;
  /** Messages whose links could not be settled, because the table failed. */
  readonly failed: readonly string[];
}

/** A lead's link on one device: the earliest opening of the batch, and every message that told of one. */
interface Opened {
  readonly leadId: LeadId;
  readonly visitorId: VisitorId;
  readonly at: string;
  /** To which record the mail was written, where that is part of the lead. @default - the lead */
  readonly mailOf?: LeadId;
  readonly messageIds: readonly string[];
  readonly isRepeated: boolean;
}

/** Leads at the same time; devices of one lead take turns, because one item counts them. */
const concurrency = 8;

/**
 * Takes devices for a lead's, weakly, because a link in a mail to the lead was opened there. Safe to repeat, in any order, and beside
 * posts of the same moment; beacons without a token cost nothing here.
 */
export async function linkByMail(received: readonly ReceivedBeacon[], parts: MailLinkParts): Promise<MailLinksTaken> {
  const counts: Partial<Record<MailLinkResult, number>> = {};
  const count = (result: MailLinkResult) => {
    counts[result] = (counts[result] ?? 0) + 1;
  };
  const failed = new Set<string>();
  const byLead = Map.groupBy(openedOf(received, parts.signingKeys, count), ({ leadId }) => leadId).values();
  const work = async () => {
    for (const devices of byLead) {
      for (const opened of devices) {
        const result = await settle(opened, parts);
        if (result === 'failed') for (const messageId of opened.messageIds) failed.add(messageId);
        else count(result);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return { counts, failed: [...failed] };
}

function openedOf(received: readonly ReceivedBeacon[], signingKeys: readonly string[], refuse: (result: MailLinkResult) => void): Opened[] {
  const found = new Map<string, Opened>();
  for (const { messageId, receivedMs, isRepeated, beacon } of received) {
    for (const { token, at } of beacon.mailLinks) {
      const judged = judgeMailToken(token, new Date(receivedMs), signingKeys);
      if (judged.kind !== 'valid') {
        refuse(judged.kind === 'expired' ? 'mailExpired' : 'mailForged');
        continue;
      }
      const { leadId } = judged;
      const { visitorId } = beacon;
      const before = found.get(`${leadId} ${visitorId}`);
      found.set(`${leadId} ${visitorId}`, {
        leadId,
        visitorId,
        at: before && before.at < at ? before.at : at,
        messageIds: [...(before?.messageIds ?? []), messageId],
        isRepeated: isRepeated || before?.isRepeated === true,
      });
    }
  }
  return [...found.values()];
}

async function settle(opened: Opened, parts: MailLinkParts): Promise<MailLinkResult | 'failed'> {
  try {
    return await link(opened, parts);
  } catch (error) {
    if (error instanceof CorruptItemError) {
      parts.log.error('a record behind a link of a mail cannot be read; the link is not believed', error);
      return 'mailUnreadable';
    }
    parts.log.warn('a link of a mail cannot be settled; its beacons come back', {
      beacons: opened.messageIds.length,
      ...describeError(error),
    });
    return 'failed';
  }
}

/** What became of a link, and what follows from it. */
interface Settled {
  readonly result: MailLinkResult;
  /** The device is somebody's, so its visits stay. */
  readonly keepsVisits: boolean;
  readonly recounted: readonly LeadId[];
}

const refused = (result: MailLinkResult): Settled => ({ result, keepsVisits: false, recounted: [] });

/** What a device's identity already says of an opening; undefined when it has to be looked at. The many are turned away by it, unread. */
function settledBefore(opened: Opened, { identityOf }: MailLinkParts): MailLinkResult | undefined {
  const { leadId, visitorId, isRepeated } = opened;
  const item = identityOf(visitorId);
  if (!item || isRepeated) return undefined;
  const { identifications, undone } = parseIdentity(item);
  if (undone.includes(undoneMark(leadId, visitorId))) return 'mailUndone';
  return withIdentification(identifications, openingOf(opened)) ? undefined : 'mailKnown';
}

const openingOf = ({ leadId, at, mailOf }: Pick<Opened, 'leadId' | 'at' | 'mailOf'>): Identification => ({
  at,
  leadId,
  sessionStartedAt: null,
  consentTextVersion: trackerConsent,
  weak: true,
  ...(mailOf && { mailOf }),
});

async function link(opened: Opened, parts: MailLinkParts): Promise<MailLinkResult> {
  const settled = settledBefore(opened, parts);
  if (settled) return settled;
  // A post on the device, an undoing or another device of the lead may be quicker.
  const { result, keepsVisits, recounted } = await untilWritten(() => linkOnce(opened, parts));
  if (keepsVisits) await keepSessions(parts.table, opened.visitorId);
  await parts.score.sendAll(recounted.flatMap((leadId) => recounts(leadId, opened.visitorId)));
  return result;
}

async function linkOnce(opened: Opened, parts: MailLinkParts): Promise<Settled> {
  const { leadId, visitorId, mailOf = leadId } = opened;
  const { table, clock, ids } = parts;
  // First what turns away the many, when a link goes round.
  const devices = await readMailDevices(table, leadId);
  const now = clock();
  const place = takeDevice(devices, visitorId, now);
  if (!place) return refused('mailTooManyDevices');
  const [before, lead] = await Promise.all([readIdentity(table, visitorId), readLead(table, leadId, { consistent: true })]);
  if (!lead) return refused('mailLeadGone');
  // Whoever refused to be followed is not followed because they read a mail.
  if (lead.consent.tracking?.granted === false) return refused('mailRefused');
  if (before.undone.includes(undoneMark(leadId, visitorId))) return refused('mailUndone');
  // The mail is older than a merge: its device counts among those of the lead that is left.
  if (lead.leadId !== leadId) return linkOnce({ ...opened, leadId: lead.leadId, mailOf }, parts);
  const identifications = withIdentification(before.identifications, openingOf(opened));
  // The delivery that linked may have died before what follows.
  if (!identifications) return { result: 'mailKnown', keepsVisits: isAnybodys(before.identifications), recounted: [leadId] };
  if (!before.identifications.some((one) => one.leadId === leadId) && !(await hasRoomForDevice(table, leadId))) {
    return refused('mailTooManyDevices');
  }
  const links = changedLinks(visitorId, before.identifications, identifications);
  const id = `visitor/${visitorId}`;
  const change: Change = {
    leadId,
    leadVersion: lead.version,
    at: now,
    actor: { kind: 'system', id: 'tracking' },
    correlationId: id,
    causationId: id,
  };
  const others = await readNamedLeads(table, othersConcerned(links, leadId));
  await table.transact([
    leadExists(leadId),
    ...place,
    putIdentity(before, identifications),
    ...writeLinks(links, { named: leadId, change }, others, 'superseded', ids),
  ]);
  const isLinked = links.some(({ after }) => after.leadId === leadId);
  return { result: isLinked ? 'mailLinked' : 'mailNoted', keepsVisits: isLinked, recounted: links.map(({ after }) => after.leadId) };
}

const isAnybodys = (identifications: Parameters<typeof segmentsOf>[0]): boolean =>
  segmentsOf(identifications).some(({ leadId }) => leadId !== null);
