import type { WorkMessage } from '../../events/index.ts';
import type { Digests } from '../platform/digests.ts';
import type { LeadId, RepId, SequenceId, SubmissionRef, VisitorId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import type { Lead } from './record.ts';

/** A part of the time in which two leads were one: under which id what came then lies. `until`: null, to this day. */
export interface MergedSpan {
  readonly leadId: LeadId;
  readonly since: string;
  readonly until: string | null;
}

/** A post that is of the lead that was part of another one. `device`: on which it was sent and when, on the scale of that visitor's events. */
export interface PartedPost {
  readonly ref: SubmissionRef;
  readonly device: { readonly visitorId: VisitorId; readonly at: string } | null;
}

/** Two leads that were one and are two again, as they will stand. */
export interface Parting {
  readonly spans: readonly MergedSpan[];
  /** The one that was left. */
  readonly survivor: Lead;
  /** The one that was part of it. */
  readonly loser: Lead;
  /** Who will have the one that was part of the other; null: nobody yet. */
  readonly loserRepId: RepId | null;
  /** Posts since that are of the one that was part of the other. */
  readonly posts: readonly PartedPost[];
  readonly at: Date;
}

/** An item under a lead, by where it lies. */
export interface ItemPlace {
  readonly leadId: LeadId;
  readonly sk: string;
}

/** What came while two leads were one and is of the one that was part of the other. */
export interface Following {
  /** Items that go under that lead as they are. */
  readonly items: readonly ItemPlace[];
  /** How many of what the capability tells. @default - none */
  readonly count?: number;
  /** What of the evidence goes along. @default - nothing */
  readonly counted?: { readonly attempts: number; readonly reached: number };
  /** What else the transaction of the undo writes. @default - nothing */
  readonly writes?: readonly WriteItem[];
  /** Sequences that the other lead left by the merge, and does not come back to. @default - none */
  readonly sequencesLeft?: readonly SequenceId[];
  /** Work that has the rest go along, safe to repeat. @default - none */
  readonly work?: readonly { readonly body: WorkMessage; readonly groupId: string }[];
}

export type FindFollowing = (parting: Parting, parts: { readonly table: Table; readonly digests: Digests }) => Promise<Following>;

/**
 * What becomes of what a capability keeps under leads, when two become one and when they are two again.
 * `stays`: it stays under its record, and whoever reads a person reads each of their records.
 * `workedOut`: it follows from the record and is worked out anew. `written`: shared/merging writes it in the transaction itself.
 */
export interface MergeFollower {
  readonly capability: string;
  /** What the sort keys of its items under a lead begin with. */
  readonly items: readonly string[];
  readonly merge: 'stays' | 'workedOut' | 'written';
  /** A function finds what goes along; what it does not name stays with the lead that is left. */
  readonly undo: 'stays' | 'workedOut' | 'written' | FindFollowing;
  /** As what the answer to an undo counts what goes along. @default - not at all */
  readonly tells?: 'calls' | 'devices' | 'mails';
}

/** Says what becomes of what a capability keeps under leads. */
export function defineMergeFollower(follower: MergeFollower): MergeFollower {
  return follower;
}
