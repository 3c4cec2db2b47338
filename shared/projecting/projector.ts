import type { ConfigReader } from '../config/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Queue } from '../platform/queues.ts';
import type { Item, Table } from '../platform/table.ts';

/** What projectors that write work with. */
export interface ProjectParts {
  readonly table: Table;
  readonly digests: Digests;
  readonly config: ConfigReader;
  readonly clock: Clock;
}

/** What projectors work with that ask for work. */
export interface AskParts extends ProjectParts {
  readonly work: Queue;
}

/** A change of one of a lead's items as the stream tells it. */
export interface ChangedItem {
  readonly sequenceNumber: string;
  readonly pk: string;
  readonly sk: string;
  readonly change: 'INSERT' | 'MODIFY' | 'REMOVE';
  /** In epoch seconds. */
  readonly changedAt: number;
  /** What stood there and what stands there now, where there is such. @throws CorruptItemError */
  images(): { readonly before: Item | undefined; readonly after: Item | undefined };
}

/** What is known of a lead's changes before it is read. */
export interface LeadChanges {
  /** Moments that count as activity of the lead, in ISO. */
  readonly moments: readonly string[];
  /** The lead was made just now: nothing of it is there yet, which saves a read; what is there after all is not harmed. */
  readonly isNew?: boolean;
  /** Something beside the lead changed that the projector is concerned by, or may have: only what is stored there tells. */
  readonly beside?: boolean;
  /**
   * Reads all that lies under the lead, once for all projectors of this turn, after the records that it is of came: strongly, by one query, in the order
   * of the sort keys. For the first try alone, because whoever was refused has to see what is there since.
   * @default - no projector of this turn reads as much
   */
  readonly readWhole?: () => Promise<readonly Item[]>;
}

export type Projected = 'written' | 'unchanged' | 'removed';

/** Something that is worked out anew from a lead whenever it changes, defined once, by the capability that reads it. */
export interface Projector {
  /** Names it in logs. */
  readonly name: string;
  /**
   * Returns the moments of activity that a changed item tells of. A record that it can never read is set aside alone.
   * @default - none: it is asked for changes of the lead itself
   */
  momentsOf?(changed: ChangedItem): readonly string[];
  /**
   * Tells from a changed item whether there may be something to bring up to date; the lead need not be read where there is not.
   * @default - each change of the lead itself concerns it, and no other
   */
  concerns?(changed: ChangedItem): boolean;
  /**
   * It reads all that lies under a lead, which others of the same turn use.
   * @default false
   */
  readonly readsWhole?: boolean;
  /**
   * Brings what it writes up to date with the lead as it stands, or takes it away where the lead is gone. It must be safe to repeat, at
   * once and in any order: what is older than what stands never wins. What may pass later is thrown, and comes back.
   */
  project(leadId: LeadId, changes: LeadChanges, parts: ProjectParts): Promise<Projected>;
}

/** Something that is to be done, apart from projecting, because a lead or one of its items changed. */
export interface Asker {
  /** Names it in logs. */
  readonly name: string;
  /**
   * Sends messages for `work`, and writes nothing: the records may come twice and in any order. It is asked when the projectors had their turn,
   * so that whoever works reads what they wrote. What may pass later is thrown, and comes back.
   */
  ask(leadId: LeadId, changed: readonly ChangedItem[], parts: AskParts): Promise<'asked' | 'unchanged'>;
}
