import type { Calendar } from '../calendar/index.ts';
import type { LoggedCall } from '../call-log/index.ts';
import type { MailEngagements } from '../engagement/index.ts';
import type { Lead, LeadPost, StoredEntry } from '../leads/index.ts';
import type { Opportunity } from '../needs/index.ts';
import type { Profile } from '../profiles/index.ts';
import type { Purchase } from '../purchases/index.ts';
import type { Task } from '../tasks/index.ts';
import type { Fact } from './fact.ts';

/** One record of a person, and what lies under it. */
export interface RecordItems {
  readonly lead: Lead;
  /** The oldest first. */
  readonly entries: readonly StoredEntry[];
  readonly posts: readonly LeadPost[];
  readonly calls: readonly LoggedCall[];
  readonly tasks: readonly Task[];
  readonly needs: readonly Opportunity[];
  readonly orders: readonly Purchase[];
  readonly engagements: readonly MailEngagements[];
  readonly profile: Profile | null;
}

/** All that a fact is made of: the record that is left, and those that are part of it. */
export interface PersonItems {
  readonly records: readonly [RecordItems, ...RecordItems[]];
  readonly visits: Fact['visits'];
  /** Finds the working time of a rep in a pool, by the hours as they are now; null for somebody whom nobody knows any more. */
  readonly hoursOf: (repId: string, poolId: string) => Calendar | null;
}
