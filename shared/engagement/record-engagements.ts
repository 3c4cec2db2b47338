import type { Actor } from '../../events/index.ts';
import { networkOf } from '../capture/index.ts';
import type { Lead } from '../leads/index.ts';
import { epochSeconds } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import { digest, type LeadId, type MailId } from '../platform/ids.ts';
import type { Queue } from '../platform/queues.ts';
import { askForScores } from './ask-for-scores.ts';
import { type ChangeParts, changeMail } from './change-mail.ts';
import type { EngagementAction } from './record.ts';
import { type Engagement, hiddenLink, type MailEngagements } from './record.ts';
import { classOfAgent } from './rules-agent.ts';
import { withDelivery, withEngagements, withLinks } from './rules-mail.ts';

export interface RecordParts extends ChangeParts {
  readonly score: Queue;
  readonly digests: Digests;
}

/** A mail to a lead whose opens and clicks are told of. */
export interface WatchedMail {
  readonly leadId: LeadId;
  readonly mailId: MailId;
  readonly sentAt: Date;
}

/** One open or click as it was seen. What is personal of it is read here and goes no further. */
export interface SeenEngagement {
  /** The same for each telling of the same open or click. */
  readonly id: string;
  readonly action: EngagementAction;
  readonly at: Date;
  /** Id, index or address of the link; `hidden` is the one that nobody can see. Null for an open. */
  readonly link: string | null;
  /** How many links a reader sees in the mail, where that is known. */
  readonly links: number | null;
  /** Of the request; undefined: a plain GET, as far as is known. */
  readonly method: string | undefined;
  readonly userAgent: string | undefined;
  readonly address: string | undefined;
}

const actor: Actor = { kind: 'system', id: 'grade-engagements' };

/**
 * Takes what was done with one mail and grades all of it anew. Opens and clicks are evidence and nothing else: no link changes
 * anything by being followed. Safe to repeat and at once; only leads who agreed to be remembered are.
 */
export async function recordEngagements(mail: WatchedMail, seen: readonly SeenEngagement[], parts: RecordParts): Promise<void> {
  const added = seen.map((one) => engagementOf(one, mail, parts.digests));
  const links = seen.reduce<number | null>((most, one) => (one.links === null ? most : Math.max(most ?? 0, one.links)), null);
  await record(mail, (known) => withEngagements(withLinks(known, links), added), added[0]?.id ?? mail.mailId, parts);
}

/** Notes that a mail arrived long after it was sent. */
export async function recordDelivery(mail: WatchedMail, deliveredAt: Date, parts: RecordParts): Promise<void> {
  await record(mail, (known) => withDelivery(known, epochSeconds(deliveredAt)), mail.mailId, parts);
}

async function record(
  mail: WatchedMail,
  rule: (known: MailEngagements) => MailEngagements,
  causationId: string,
  parts: RecordParts,
): Promise<void> {
  const { leadId, mailId } = mail;
  const change = await changeMail(
    leadId,
    mailId,
    (known, lead) => (hasAgreed(lead) ? rule(known ?? untouched(mail)) : known),
    { by: actor, causationId },
    parts,
  );
  const { before, after } = change;
  const grades = Map.groupBy(after?.engagements ?? [], ({ grade }) => grade);
  const count = (grade: 'human' | 'unsure' | 'machine') => grades.get(grade)?.length ?? 0;
  parts.log.info('engagements of a mail', {
    leadId,
    mailId,
    isNew: after !== before,
    human: count('human'),
    unsure: count('unsure'),
    machine: count('machine'),
    dropped: after?.dropped ?? 0,
  });
  await askForScores(leadId, change, parts.score);
}

/** What somebody reads is behaviour: it is kept of those who agreed that theirs is. */
const hasAgreed = ({ consent }: Lead): boolean => consent.tracking?.granted === true;

function untouched({ leadId, mailId, sentAt }: WatchedMail): MailEngagements {
  return { leadId, mailId, version: 0, sentAt: epochSeconds(sentAt), deliveredAt: null, links: null, engagements: [], dropped: 0 };
}

function engagementOf(
  { id, action, at, link, method, userAgent, address }: SeenEngagement,
  mail: WatchedMail,
  digests: Digests,
): Engagement {
  return {
    id: short(id),
    action,
    at: epochSeconds(at),
    link: link === null ? null : linkIdOf(link),
    agent: classOfAgent(userAgent),
    isGet: method === undefined || method.toUpperCase() === 'GET',
    // Salted with the mail too: nothing tells that two people, or two mails of one, share a network.
    network: address ? short(mail.leadId, mail.mailId, digests.network(networkOf(address))).slice(0, 8) : null,
    isVisited: false,
    verdict: null,
  };
}

/** 96 bits are plenty within one mail. */
const short = (...parts: readonly string[]): string => digest(...parts).slice(0, 16);

/** Addresses may say more than which link it was. */
const linkIdOf = (link: string): string => (link === hiddenLink || /^[a-z0-9-]{1,20}$/.test(link) ? link : short(link).slice(0, 8));
