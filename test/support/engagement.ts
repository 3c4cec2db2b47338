import { type Engagement, hiddenLink, type MailFacts } from '../../shared/engagement/record.ts';
import { type RecordParts, recordEngagements, type SeenEngagement, type WatchedMail } from '../../shared/engagement/record-engagements.ts';
import { gradeEngagements } from '../../shared/engagement/rules-grade.ts';
import { readEngagements } from '../../shared/engagement/store.ts';
import { type LeadId, MailId } from '../../shared/platform/ids.ts';
import { readScore } from '../../shared/scoring/index.ts';
import { interestAt } from '../../shared/scoring/rules-interest.ts';
import { scoringKind } from '../../shared/scoring/scoring-config.ts';
import type { World } from './lead-world/world.ts';
import { postOf, worldAfter } from './tracking/device.ts';
import { people } from './tracking/history.ts';
import { browserAgent } from './tracking.ts';

/** A mail of five links that was sent at second 0 and arrived at once. */
export const fiveLinks: MailFacts = { sentAt: 0, deliveredAt: null, links: 5 };

/** A click on the first link with a browser at home, some seconds after the sending. */
export function click(id: string, at: number, more: Partial<Engagement> = {}): Engagement {
  const link = '1';
  return { id, action: 'click', at, link, agent: 'browser', isGet: true, network: 'home', isVisited: false, verdict: null, ...more };
}

export const open = (id: string, at: number, more: Partial<Engagement> = {}): Engagement =>
  click(id, at, { action: 'open', link: null, agent: 'mailApp', ...more });

/** A scanner takes the link that nobody sees. */
export const trap = (id: string, at: number, more: Partial<Engagement> = {}): Engagement =>
  click(id, at, { link: hiddenLink, network: 'gateway', ...more });

/** `id grade reason,reason` of each, by id. */
export const gradesOf = (engagements: readonly Engagement[], mail: MailFacts = fiveLinks): string[] =>
  gradeEngagements(engagements, mail)
    .map(({ id, grade, reasons }) => `${id} ${grade} ${reasons.join()}`)
    .sort();

/** A click as whoever serves the link sees it. */
export function seenClick(id: string, at: Date, more: Partial<SeenEngagement> = {}): SeenEngagement {
  return { id, action: 'click', at, link: '1', links: 5, method: 'GET', userAgent: browserAgent, address: '192.0.2.7', ...more };
}

export const sentAt = Date.parse('2026-11-20T08:00:00.000Z');
export const moment = (seconds: number): Date => new Date(sentAt + seconds * 1_000);
const [person] = people;

/** A lead of long ago, cold again, who agreed to be remembered, and the mail that they got. */
export interface MailedLead {
  readonly world: World;
  readonly leadId: LeadId;
  readonly mail: WatchedMail;
  readonly parts: RecordParts & World['parts'];
  record(...seen: readonly SeenEngagement[]): Promise<void>;
  /** `action grade reasons` of all that was done with mails, in the order in which it is kept. */
  grades(): Promise<string[]>;
  /** Interest of the stored score at the end of November. */
  interest(): Promise<number>;
}

export async function mailedLead(mailName = 'newsletter-1'): Promise<MailedLead> {
  const at = '2026-10-01T08:00:00.000Z';
  const post = { at, person, sessionId: 'first', sessionStartedAt: at, isPost: true };
  return mailedIn(await worldAfter([postOf(post, 1)]), mailName);
}

export function mailedIn(world: World, mailName: string): MailedLead {
  const [lead] = world.leads();
  if (!lead) throw new Error('nobody to mail');
  const { leadId } = lead;
  const mail = { leadId, mailId: MailId.parse(mailName), sentAt: new Date(sentAt) };
  const { parts } = world;
  return {
    world,
    leadId,
    mail,
    parts,
    record: (...seen) => recordEngagements(mail, seen, parts),
    async grades() {
      const mails = await readEngagements(world.table, leadId);
      return mails.flatMap(({ engagements }) => engagements.map(({ action, grade, reasons }) => `${action} ${grade} ${reasons.join()}`));
    },
    async interest() {
      const [score, { documents }] = await Promise.all([readScore(world.table, leadId), world.config.current(scoringKind)]);
      const rules = documents.get('scoring');
      return score && rules ? interestAt(score.interest, Date.parse('2026-11-30T00:00:00.000Z') / 1_000, rules) : Number.NaN;
    },
  };
}
