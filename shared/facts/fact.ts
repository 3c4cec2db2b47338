import type { LeadStatus, Stage, StatusReason } from '../leads/index.ts';
import type { MacroRegion } from '../regions/index.ts';

/** A moment in epoch milliseconds, cut to whole seconds: no second lies in two days. */
export type Moment = number;

/** How somebody came, at one time. Campaign and the rest are as the address of the page had them. */
export interface FactTouch {
  readonly at: Moment;
  readonly channel: string;
  readonly sourceId: string;
  readonly utmSource: string | null;
  readonly utmMedium: string | null;
  readonly utmCampaign: string | null;
}

/**
 * A post that was accepted. `new` made the person known. `duplicate` says a second time within minutes what was posted already; every other post
 * of a known person is a `repeat`.
 */
export interface Enquiry {
  readonly at: Moment;
  readonly channel: string;
  readonly sourceId: string;
  readonly campaign: string | null;
  readonly kind: 'new' | 'repeat' | 'duplicate';
  /** It had been held in quarantine, and a person let it in. @default false */
  readonly isReleased?: true;
}

/** A time in which a rep had the lead, or the need `subject`. `how`: `turn` where a decision gave it by the turn, else as the event says. */
export interface Ownership {
  readonly subject: string;
  readonly repId: string;
  readonly poolId: string;
  readonly from: Moment;
  /** Null: to this day. */
  readonly to: Moment | null;
  readonly how: string;
}

/**
 * A span within which somebody had to do something. `excused`: it was taken from them before it was over, or they were away. `open`: it has not
 * ended by what is recorded, whether `dueAt` is past or not.
 */
export interface Clock {
  readonly kind: 'accept' | 'firstContact';
  readonly subject: string;
  readonly repId: string;
  readonly startedAt: Moment;
  readonly dueAt: Moment;
  readonly endedAt: Moment | null;
  readonly result: 'met' | 'missed' | 'excused' | 'open';
}

/** The milestones of the lead itself, t0 to t6; null where it has not come to one. */
export interface Milestones {
  /** t0: the post that made it known was accepted. */
  readonly acceptedAt: Moment;
  /** t1: a rep first had it. */
  readonly assignedAt: Moment | null;
  /** t2: the notice to the rep was handed to SES. */
  readonly notifiedAt: Moment | null;
  /** t3: a rep accepted it, where the pool asks for that. */
  readonly repAcceptedAt: Moment | null;
  /** t4: somebody of the company first tried to reach the person. */
  readonly attemptedAt: Moment | null;
  /** t5: a call first reached the person. */
  readonly contactedAt: Moment | null;
  /** t6: it first came to the stage `sql` or beyond. */
  readonly qualifiedAt: Moment | null;
  /** Working time of who owned it, from when that rep got it, or began to work, to the attempt and to the contact; null where it cannot be said. */
  readonly attemptWorkMs: number | null;
  readonly contactWorkMs: number | null;
}

/** A call of a colleague. One that was taken back as a mistake is none. */
export interface FactCall {
  readonly at: Moment;
  readonly repId: string | null;
  readonly outcome: string;
  readonly reached: boolean;
}

/** One need of the person: an opportunity. */
export interface Need {
  readonly opportunityId: string;
  readonly product: string | null;
  readonly pipeline: string;
  readonly openedAt: Moment;
  /** In the smallest unit of the currency; null: nobody said. */
  readonly amount: number | null;
  readonly currency: string | null;
  readonly expectedClose: string | null;
  /** Whether it is given to a rep by itself; else it goes with its lead, to whoever has that. */
  readonly isOwn: boolean;
  /** Whose it is; null: nobody's. */
  readonly ownerId: string | null;
  readonly poolId: string | null;
  readonly state: 'open' | 'won' | 'lost';
  /** Every entry in the order of time; the first is the one with which it was opened. */
  readonly stages: readonly { readonly stage: string; readonly at: Moment }[];
  /** Of the last close; null while it is open. */
  readonly wonAt: Moment | null;
  readonly lostAt: Moment | null;
  readonly lossReason: string | null;
  /** Each close and re-opening in the order of time. */
  readonly closes: readonly {
    readonly result: 'won' | 'lost' | 'reopened';
    readonly at: Moment;
    readonly reason: string | null;
    readonly repId: string | null;
  }[];
}

/** Something that happened to an order. `amount` as shared/purchases has it; null: of the whole order. What turned out never to have happened is left out. */
export interface OrderFact {
  readonly kind: string;
  readonly at: Moment;
  readonly amount: number | null;
  readonly currency: string;
}

export interface Order {
  /** The id of the purchase; of somebody who was erased a digest. */
  readonly order: string;
  readonly products: readonly string[];
  readonly sourceId: string;
  readonly opportunityId: string | null;
  /** Who owned the lead, or the need that it is of, at the first fact; null: nobody. */
  readonly ownerId: string | null;
  readonly currency: string;
  readonly facts: readonly OrderFact[];
}

/** A run through a sequence, with what became of its mails. */
export interface SequenceRun {
  readonly sequenceId: string;
  readonly from: Moment;
  readonly to: Moment | null;
  /** Why it ended; null while it runs. */
  readonly end: string | null;
  readonly mails: {
    readonly sent: number;
    readonly bounced: number;
    readonly opened: number;
    readonly clicked: number;
    readonly refused: number;
  };
}

/** A mail of an experiment that the person got: which of the two, and when it was sent. */
export interface FactTrial {
  readonly experimentId: string;
  readonly arm: 'a' | 'b';
  readonly at: Moment;
}

export const phoneQualities = ['none', 'mobile', 'landline', 'other', 'invalid'] as const;
export const emailQualities = ['none', 'good', 'unknown', 'bounced', 'disposable', 'undeliverable', 'typed'] as const;

/**
 * What figures know of one person: a row, recomputed from the person's own items. It names nobody: no name, number or address, and of who was
 * erased no id. Of people who are one it is the row of the lead that is left, and they arrived when the first of them did.
 */
export interface Fact {
  /** The id of the lead; of somebody who was erased a digest that leads to nobody. */
  readonly id: string;
  readonly erased: boolean;
  readonly arrivedAt: Moment;
  readonly origin: 'inbound' | 'outbound';
  readonly first: FactTouch;
  readonly last: FactTouch;
  /** As they are known now. */
  readonly provinceCode: string | null;
  readonly macroRegion: MacroRegion | null;
  /** As they were at the arrival. */
  readonly poolId: string | null;
  readonly products: readonly string[];
  readonly kind: 'person' | 'company' | null;
  readonly profile: {
    readonly ageBand: string | null;
    readonly industry: string | null;
    readonly sizeBand: string | null;
    readonly incomeBand: string | null;
  };
  /** The oldest first, as all lists of a fact. */
  readonly enquiries: readonly Enquiry[];
  readonly quality: {
    readonly phone: (typeof phoneQualities)[number];
    readonly email: (typeof emailQualities)[number];
    /** How many of the fields that a record can hold are known. */
    readonly fields: number;
  };
  /** Every entry; the first is the stage with which it was made. */
  readonly stages: readonly { readonly stage: Stage; readonly at: Moment }[];
  /** Every change; before the first one the lead is active. */
  readonly statuses: readonly { readonly status: LeadStatus; readonly reason: StatusReason | null; readonly at: Moment }[];
  /** Every change; the first is the temperature with which it was made. */
  readonly temperatures: readonly { readonly temperature: 'cold' | 'warm' | 'hot'; readonly at: Moment }[];
  readonly owners: readonly Ownership[];
  readonly clocks: readonly Clock[];
  readonly t: Milestones;
  readonly calls: readonly FactCall[];
  /** What people say of the product: why they did not buy, what they object to, what they ask for. */
  readonly feedback: readonly { readonly kind: string; readonly word: string; readonly at: Moment }[];
  readonly needs: readonly Need[];
  readonly orders: readonly Order[];
  readonly sequences: readonly SequenceRun[];
  readonly visits: {
    readonly count: number;
    readonly seconds: number;
    readonly topics: readonly { readonly topic: string; readonly count: number }[];
  };
  readonly tags: readonly string[];
  readonly trials: readonly FactTrial[];
}

/** Cuts a moment to whole seconds, as facts keep it. */
export function momentOf(at: string | number): Moment {
  const ms = typeof at === 'number' ? at : Date.parse(at);
  return Math.floor(ms / 1_000) * 1_000;
}
