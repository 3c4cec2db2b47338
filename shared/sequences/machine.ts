import type { EntryId, LeadId, StepId } from '../platform/ids.ts';
import type { LeadFacts } from '../segments/index.ts';
import type { About, Enrolment } from './enrolment.ts';
import type { LeadMoments } from './rules-moments.ts';
import type { StepOf } from './step-config.ts';

/** An entry of the lead's history that a wait may be for. */
export interface SeenEvent {
  readonly entryId: EntryId;
  readonly type: string;
  readonly at: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What is known of a lead when its next step is decided. */
export interface Situation {
  readonly facts: LeadFacts;
  /** Entries of the types that `awaitedIn` names, from the moment on that it names, in any order; others do no harm. */
  readonly seen: readonly SeenEvent[];
  /** Moments that steps of the sequence are to come before. @default - no step asks for one */
  readonly moments?: LeadMoments | undefined;
  /** Whose clocks the lead lives by; rules count by the company's, which are in the facts. */
  readonly timeZone: string;
  readonly at: Date;
}

/** What puts a lead into a sequence. */
export interface Cause {
  readonly leadId: LeadId;
  readonly entryId: EntryId;
  /** When it happened; waits of time count from then on. */
  readonly happenedAt: Date;
  readonly about: About;
  /** Of the kind. */
  readonly sequenceVersion: number;
}

/** What a step does at once, in the transaction that moves the enrolment: at most once in a run, known by sequence, run and step. */
export type Effect = StepOf<'task'> | StepOf<'tag'> | StepOf<'webhook'> | StepOf<'notice'>;

/** When the step at which the enrolment rests is due, and who takes it. */
export interface RestTimer {
  readonly dueAt: Date;
  readonly to: 'mail' | 'work';
}

/** Where an enrolment comes to rest, and what is to be done on the way. */
export interface Advanced {
  readonly after: Enrolment;
  readonly effects: readonly Effect[];
  /** Null once the run has ended. */
  readonly timer: RestTimer | null;
}

/** Why a lead is not put into a sequence. */
export type NotEnrolledReason = 'paused' | 'knownCause' | 'active' | 'again' | 'status' | 'rule' | 'goal' | 'exit' | 'nothingToDo';

/** A lead is put in, or not. */
export type Enrolled = ({ readonly isEnrolled: true } & Advanced) | { readonly isEnrolled: false; readonly reason: NotEnrolledReason };

/** What became of a mail of a sequence. */
export interface MailResult {
  readonly stepId: StepId;
  readonly outcome: 'sent' | 'skipped';
  /** The moment that it was planned for, which waits of time count from; not the second in which SES answered. */
  readonly plannedAt: Date;
}
