import { leadMerged, leadMergedInto, mergeUndone, stageChanged, statusChanged, temperatureChanged } from '../../events/index.ts';
import type { LeadStatus, Stage, StatusReason } from '../leads/index.ts';
import { type Fact, type Moment, momentOf } from './fact.ts';
import type { RecordItems } from './person-items.ts';
import { inOrder, toldBy } from './rules-told.ts';

/** A value of one record from a moment on; null: the record is part of another one. */
interface Step<Value> {
  readonly at: Moment;
  /** Orders what several records were: a merge and its undo tell of two at one moment, the one that goes on before the other. */
  readonly place: string;
  readonly value: Value | null;
}

interface Change<Value> {
  readonly at: Moment;
  readonly place: string;
  readonly from: Value;
  readonly to: Value;
}

interface Chain<Value> {
  readonly changes: readonly Change<Value>[];
  /** As the record says it. */
  readonly final: Value;
  /** Since when, where the record says so. */
  readonly finalSince: string | null;
  /** As it was made; null: what the first change says, or what it is to this day. */
  readonly initial: Value | null;
}

const stageRanks: Readonly<Record<Stage, number>> = { anonymous: 0, lead: 1, mql: 2, sql: 3, sqo: 4, customer: 5, repeat: 6 };
const temperatureRanks = { cold: 0, warm: 1, hot: 2 } as const;

/** Returns every stage that a person came to: of several records the furthest counts, as long as they are apart. */
export function stagesOf(records: readonly RecordItems[]): Fact['stages'] {
  const steps = records.map((record) =>
    stepsOf(record, {
      changes: toldBy(record, stageChanged).map(({ at, place, data }) => ({ at, place, from: data.from as Stage, to: data.to as Stage })),
      final: record.lead.stage,
      finalSince: record.lead.moved?.at ?? null,
      initial: null,
    }),
  );
  return combined(steps, (values) => most(values, (stage) => stageRanks[stage] ?? 0)).map(({ at, value }) => ({ at, stage: value }));
}

/** Returns every temperature that a person had: of several records the warmest counts. */
export function temperaturesOf(records: readonly RecordItems[]): Fact['temperatures'] {
  type Temperature = keyof typeof temperatureRanks;
  const steps = records.map((record) =>
    stepsOf(record, {
      changes: toldBy(record, temperatureChanged).map(({ at, place, data }) => ({
        at,
        place,
        from: data.from as Temperature,
        to: data.to as Temperature,
      })),
      final: record.lead.evidence.temperature,
      finalSince: null,
      initial: null,
    }),
  );
  return combined(steps, (values) => most(values, (temperature) => temperatureRanks[temperature] ?? 0)).map(({ at, value }) => ({
    at,
    temperature: value,
  }));
}

interface StatusStep {
  readonly status: LeadStatus;
  readonly reason: StatusReason | null;
}

/**
 * Returns every change of a person's status: somebody works with them as long as it is so of one record. Where nobody does, what counts is why not with
 * the record that is left.
 */
export function statusesOf(records: readonly RecordItems[]): Fact['statuses'] {
  const active: StatusStep = { status: 'active', reason: null };
  const steps = records.map((record) =>
    stepsOf<StatusStep>(record, {
      changes: toldBy(record, statusChanged).map(({ at, place, data }) => ({
        at,
        place,
        from: { status: data.from as LeadStatus, reason: null },
        to: { status: data.to as LeadStatus, reason: data.reason as StatusReason },
      })),
      final: { status: record.lead.status, reason: record.lead.statusSet?.reason ?? null },
      finalSince: record.lead.statusSet?.at ?? null,
      initial: active,
    }),
  );
  const all = combined(steps, (values) => values.find(({ status }) => status === 'active') ?? values[0]);
  return all
    .filter(({ value }, place) => value.status !== (all[place - 1]?.value.status ?? 'active'))
    .map(({ at, value }) => ({ at, ...value }));
}

function most<Value>(values: readonly Value[], rankOf: (value: Value) => number): Value | undefined {
  let found: Value | undefined;
  for (const value of values) if (found === undefined || rankOf(value) > rankOf(found)) found = value;
  return found;
}

const nameOf = (value: unknown): unknown => (typeof value === 'object' && value !== null && 'status' in value ? value.status : value);

/**
 * Lists what one record was, with the times in which it was part of another. A merge and its undo may change it without an entry of its own: then it
 * changed at that moment.
 */
function stepsOf<Value>(record: RecordItems, { changes, final, finalSince, initial }: Chain<Value>): Step<Value>[] {
  const { lead } = record;
  const joints = inOrder([...toldBy(record, leadMerged), ...toldBy(record, mergeUndone), ...toldBy(record, leadMergedInto)]);
  const createdAt = momentOf(lead.createdAt);
  let current = initial ?? changes[0]?.from ?? final;
  const steps: Step<Value>[] = [{ at: createdAt, place: lead.createdAt, value: current }];
  let before = '';
  const goTo = (value: Value, until: string, { at, place }: Omit<Step<Value>, 'value'>) => {
    if (nameOf(value) === nameOf(current)) return;
    const joint = joints.findLast((one) => one.place > before && one.place <= until);
    steps.push({ at: joint?.at ?? at, place: joint?.place ?? place, value });
    current = value;
  };
  for (const change of inOrder(changes)) {
    goTo(change.from, change.place, change);
    steps.push({ at: change.at, place: change.place, value: change.to });
    current = change.to;
    before = change.place;
  }
  const since = finalSince ?? lead.updatedAt;
  goTo(final, '\uffff', { at: momentOf(since), place: since });
  return lead.mergedInto === null ? steps : withoutMerged(steps, record);
}

/** Of a record that is part of another one, what it was while it was apart. */
function withoutMerged<Value>(steps: readonly Step<Value>[], record: RecordItems): Step<Value>[] {
  const turns = inOrder([
    ...toldBy(record, leadMergedInto).map(({ at, place }) => ({ at, place, isApart: false })),
    ...toldBy(record, mergeUndone).flatMap(({ at, place, data }) => (data.was === 'loser' ? [{ at, place, isApart: true }] : [])),
  ]);
  const found: Step<Value>[] = [];
  const apartAt = (place: string) => turns.findLast((turn) => turn.place <= place)?.isApart ?? true;
  for (const step of steps) if (apartAt(step.place)) found.push(step);
  for (const { at, place, isApart } of turns) {
    const value = isApart ? (steps.findLast((step) => step.place <= place)?.value ?? null) : null;
    found.push({ at, place, value });
  }
  return inOrder(found);
}

/** Joins what several records were, the one that is left first, into what the person was; a value that stays is told once. */
function combined<Value>(
  all: readonly (readonly Step<Value>[])[],
  join: (values: readonly Value[]) => Value | undefined,
): { at: Moment; value: Value }[] {
  const steps = inOrder(all.flatMap((own, record) => own.map((step) => ({ ...step, record }))));
  const now = new Map<number, Value | null>();
  const found: { at: Moment; value: Value }[] = [];
  for (const { at, value, record } of steps) {
    now.set(record, value);
    const joined = join(all.flatMap((_, place) => now.get(place) ?? []));
    if (joined === undefined || nameOf(joined) === nameOf(found.at(-1)?.value)) continue;
    found.push({ at, value: joined });
  }
  return found;
}
