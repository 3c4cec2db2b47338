import { z } from 'zod';
import { Actor, engagementRegraded } from '../../events/index.ts';
import type { LeadId, MailId } from '../platform/ids.ts';
import { agentClasses } from './rules-agent.ts';

export const EngagementAction = z.enum(['open', 'click']);
export type EngagementAction = z.infer<typeof EngagementAction>;

/** Only `human` counts for anything; `unsure` is held until something proves it. */
export const Grade = engagementRegraded.write.shape.from;
export type Grade = z.infer<typeof Grade>;
export const Reason = engagementRegraded.write.shape.reason;
export type Reason = z.infer<typeof Reason>;

/** What a person, or a rule that knows more than the mail, says of an engagement. */
export const Verdict = z.object({ grade: Grade, by: Actor, at: z.string() });
export type Verdict = z.infer<typeof Verdict>;

/** The id of the link that no person can see; whoever follows it reads mails by machine. */
export const hiddenLink = 'hidden';

/** One open or click of a mail, with what it is graded by: enums, times and digests, nothing of a person. */
export const Engagement = z.object({
  id: z.string(),
  action: EngagementAction,
  /** Epoch seconds. */
  at: z.number().int(),
  /** Which link of the mail; null for opens. */
  link: z.string().nullable().default(null),
  agent: z.enum(agentClasses),
  isGet: z.boolean().default(true),
  /** Digest of the network that it came from, different in every mail; null when nobody said. */
  network: z.string().nullable().default(null),
  /** A visit of the same person began with this click. */
  isVisited: z.boolean().default(false),
  verdict: Verdict.nullable().default(null),
});
export type Engagement = z.infer<typeof Engagement>;

/** A grade and what speaks for it, the strongest first. */
export interface Graded {
  readonly grade: Grade;
  readonly reasons: readonly Reason[];
}
export type GradedEngagement = Engagement & Graded;

/** What grading has to know of the mail itself; times in epoch seconds. */
export interface MailFacts {
  readonly sentAt: number;
  /** Null: as soon as it was sent, as nearly always. */
  readonly deliveredAt: number | null;
  /** How many links a reader sees in it; null when nobody said. */
  readonly links: number | null;
}

/** All that was done with one mail. */
export interface MailEngagements extends MailFacts {
  readonly leadId: LeadId;
  readonly mailId: MailId;
  /** 0: not stored yet. */
  readonly version: number;
  /** In the order of `rules-mail.ts`, the same whichever came first. */
  readonly engagements: readonly GradedEngagement[];
  /** How many more there were, about: a repeat of one that is not kept cannot be told from another one. */
  readonly dropped: number;
}
