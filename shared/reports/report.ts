import type { PostAction } from '../../api/actions.ts';
import type { Fact } from '../facts/index.ts';
import type { HeldFigures } from '../quarantine/index.ts';
import type { Texts } from './definition.ts';
import type { Cut } from './rules-cut.ts';
import type { Days, Span } from './rules-days.ts';
import type { WorkedMs } from './rules-how-fast.ts';
import type { CloseHistory, PipelineOrder } from './rules-rates.ts';
import type { ForecastRow } from './rules-snapshot.ts';

/** What a report counts by: `arrival` what became of who came in the span; `event` what happened in the span, whenever they came. One table has one basis. */
export type Basis = 'arrival' | 'event';

/** Which touch of a person says where they came from. */
export type TouchName = 'first' | 'last';

/** What a number is: how many, how much of what (0 to 1), money in the smallest unit of its currency, milliseconds, or a plain number. */
export type Unit = 'count' | 'share' | 'money' | 'ms' | 'number';

interface Named {
  readonly name: string;
  /** A word of `definitions.ts`, which says what it counts. @default - as the column is called */
  readonly definition?: string;
  /** What tells it from other columns of the same definition, such as the days within which something came. @default - nothing */
  readonly note?: Texts;
  /** Others are made of it; it is not shown by itself. @default false */
  readonly hidden?: true;
  /** `complete` of the report makes it of whole rows: no single lead is behind it. @default false */
  readonly isMade?: true;
}

/** What a fold adds to. `leads`: each person once; `times`: each time; `sum`: what is added; `values`: each of them, for percentiles. Money is kept apart by currency. */
export interface AddedColumn extends Named {
  readonly kind: 'leads' | 'times' | 'sum' | 'values';
  readonly unit: Exclude<Unit, 'share'>;
}

/** A part of something; not below ten. `whileOpen`: whether one that may still change is shown as such, or not at all. */
export interface ShareColumn extends Named {
  readonly kind: 'share';
  readonly unit: 'share';
  readonly part: string;
  readonly of: string;
  /** @default 'hatch' */
  readonly whileOpen?: 'hatch' | 'withhold';
}

/** A percentile of a column of values by the nearest rank; not below five. */
export interface PercentileColumn extends Named {
  readonly kind: 'percentile';
  readonly unit: 'ms' | 'number';
  readonly of: string;
  readonly percent: number;
}

/** One number for each of another, such as money for each customer; nothing for none. */
export interface PerColumn extends Named {
  readonly kind: 'per';
  readonly unit: 'money' | 'ms' | 'number';
  readonly sum: string;
  readonly of: string;
}

export type Column = AddedColumn | ShareColumn | PercentileColumn | PerColumn;

/** Who had the lead, or the need, when something happened; null: nobody, or no pool. */
export interface Holder {
  readonly repId: string | null;
  readonly poolId: string | null;
}

/** What is counted: when it happened, and how much it is. */
export interface Counted {
  readonly at: number;
  /** @default 1 */
  readonly value?: number;
  /** Of money. */
  readonly currency?: string;
  /** @default - who had the lead itself at the time */
  readonly holder?: Holder;
  /** Of a value: it has not ended, and will be this much or more. */
  readonly isOpen?: boolean;
}

/** Takes what a fold finds. What the caller has no right to is left out here, so that no report can forget it. */
export interface Counter {
  /** Adds to a column in each of the rows, and once to the whole. */
  add(rows: string | readonly string[], column: string, fact: Fact, counted: Counted): void;
  /** Marks that shares of these rows may still change by this fact. */
  leaveOpen(rows: string | readonly string[], column: string, fact: Fact, counted: Counted): void;
}

/** What advertising cost on a day. */
export interface SpendDay {
  readonly day: string;
  readonly source: string;
  /** Empty for what is of no campaign. */
  readonly campaign: string;
  readonly currency: string;
  readonly amount: number;
}

/** Something behind which no lead stands, such as what advertising cost. */
export interface Beside {
  /** Null: of the whole alone. */
  readonly row: string | null;
  readonly column: string;
  readonly value: number;
  readonly currency: string;
}

/** What somebody asked a report for. */
export interface Asked {
  readonly span: Span;
  readonly basis: Basis;
  readonly by: string;
  readonly touch: TouchName;
  readonly days: Days;
  /** The present moment. */
  readonly now: number;
  /** What else the report lets somebody choose, each with what was chosen. */
  readonly options: Readonly<Record<string, string>>;
  /** What the configuration in force says, where a report asks for it. */
  readonly setting: Setting;
  /** Of which leads the caller is told. */
  readonly cut: Cut;
}

/** What reports ask of the configuration. */
export interface Setting {
  /** What advertising cost, of a report that `asksSpend`. */
  readonly spend: readonly SpendDay[];
  /** The weight of each member of each pool. */
  readonly weights: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** How much of a time a rep of a pool works, by the hours that are in force now. */
  readonly workedMs: WorkedMs;
  readonly pipelines: ReadonlyMap<string, PipelineOrder>;
  /** What came of needs, as of the last midnight, of a report that `asksCloses`. @default - nothing was closed yet */
  readonly closes?: CloseHistory;
  /** What was forecast when a month began, by month. @default - nothing was kept */
  readonly forecasts?: ReadonlyMap<string, readonly ForecastRow[]>;
  /** What waits in quarantine or was rejected there, of a report that `asksHeld`. @default - nothing was held */
  readonly held?: HeldFigures;
}

/** A number of a table. */
export type Cell =
  | {
      readonly value: number;
      /** It may still change: who came last has had less time than who came first. */
      readonly isOpen?: true;
      /** It is this much or more: what has not ended decides. */
      readonly isAtLeast?: true;
    }
  /** `tooFew`: of fewer than it takes; `unfinished`: it may still change; `nothing`: of none; `hidden`: it would tell of leads that the caller is not told of. */
  | { readonly value: null; readonly why: 'tooFew' | 'unfinished' | 'nothing' | 'hidden' };

export type Cells = Readonly<Record<string, Cell>>;

/** A table as it was counted: rows by key, and the whole. */
export interface Counts {
  readonly rows: ReadonlyMap<string, Cells>;
  readonly total: Cells;
}

/** What somebody may choose of a report, the first one where nothing is chosen. */
export type Choices = Readonly<Record<string, readonly string[]>>;

/** One report: a fold over facts. The same fold makes the table and finds the people behind one number of it. */
export interface Report {
  readonly name: string;
  /** The first one where nothing is asked. */
  readonly bases: readonly Basis[];
  /** What rows can be; the first one where nothing is asked. */
  readonly dimensions: readonly string[];
  /** @default - nothing */
  readonly options?: Choices;
  readonly columns: (basis: Basis) => readonly Column[];
  readonly fold: (fact: Fact, out: Counter, asked: Asked) => void;
  /** Rows that are shown even where nothing was added to them. @default - of times all that are in the span */
  readonly rows?: (asked: Asked) => readonly string[];
  /** What is added beside the leads, whose rows have these keys. @default - nothing */
  readonly beside?: (asked: Asked, keys: readonly string[]) => readonly Beside[];
  /** Wants to be told what advertising cost. @default false */
  readonly asksSpend?: true;
  /** Wants to be told what came of needs up to the last midnight, and what was forecast when months began. @default false */
  readonly asksCloses?: true;
  /** Wants to be told what is in quarantine. @default false */
  readonly asksHeld?: true;
  /** What whoever may not do something with all leads is shown in its place, and what they are told of it. @default - everybody is shown the same */
  readonly forOthers?: { readonly without: PostAction; readonly report: Report; readonly note: Texts };
  /** Adds columns that hang on all rows; each stands in `columns` as one that `isMade`. @default - none does */
  readonly complete?: (counts: Counts, asked: Asked) => Counts;
}
