import fc from 'fast-check';
import { addMs, daysMs, minutesMs } from '../../shared/platform/clock.ts';
import { DateId, OpportunityId, type StepId } from '../../shared/platform/ids.ts';
import { type LeadMoments, routesOf, stepOf } from '../../shared/sequences/index.ts';
import { SequenceConfig } from '../../shared/sequences/sequence-config.ts';
import { anyRule } from './segments.ts';
import { sequenceOf, texts } from './sequences.ts';

/** What random waits are for, and what random histories are made of. */
export const eventTypes = ['purchase.recorded', 'offer.suggested', 'call.logged'] as const;

const mostSteps = 14;

const duration = fc.oneof(
  fc.integer({ min: 1, max: 6 }).map((days) => `P${days}D`),
  fc.integer({ min: 1, max: 90 }).map((minutes) => `PT${minutes}M`),
);
const weekdays = fc.subarray(['monday', 'wednesday', 'saturday', 'sunday'] as const, { minLength: 1 });
const lookBack = fc.constantFrom('PT1H', 'P1D');
const event = fc.record({ types: fc.subarray([...eventTypes], { minLength: 1 }) });

/** Steps by their places; ways lead on, never back, so that a run is over some time. */
function anyStep(place: number, count: number): fc.Arbitrary<object> {
  const id = `b-${place}`;
  const ahead = fc.integer({ min: place + 1, max: count }).map((to) => `b-${to}`);
  const next = { next: ahead };
  const late = { notAfter: fc.constantFrom(undefined, undefined, 'PT5H', 'P1D') };
  return fc.oneof(
    fc.record({ id: fc.constant(id), do: fc.constant('mail'), template: fc.constantFrom('tin', 'dich-vu'), ...late, ...next }),
    fc.record({ id: fc.constant(id), do: fc.constant('wait'), for: duration, ...next }),
    fc.record({ id: fc.constant(id), do: fc.constant('wait'), until: fc.constantFrom('08:30', '21:00', '02:30'), days: weekdays, ...next }),
    fc.record({
      id: fc.constant(id),
      do: fc.constant('wait'),
      until: fc.record({ before: fc.constantFrom('appointment', 'task', 'close', { date: 'sinh-nhat' }), by: duration }),
      ifLate: fc.constantFrom(undefined, 'go', 'skip'),
      onGone: fc.option(ahead, { nil: undefined }),
      ...next,
    }),
    fc.record({ id: fc.constant(id), do: fc.constant('wait'), event, within: duration, onEvent: ahead, onTimeout: ahead }),
    fc.record({ id: fc.constant(id), do: fc.constant('wait'), event, within: duration, lookBack, onEvent: ahead, onTimeout: ahead }),
    fc.record({
      id: fc.constant(id),
      do: fc.constant('branch'),
      cases: fc.array(fc.record({ if: anyRule, goTo: ahead }), { minLength: 1, maxLength: 2 }),
      else: ahead,
    }),
    fc.record({ id: fc.constant(id), do: fc.constant('task'), titles: fc.constant(texts), ...next }),
    fc.record({ id: fc.constant(id), do: fc.constant('webhook'), webhook: fc.constant('kho'), ...next }),
    fc.record({ id: fc.constant(id), do: fc.constant('notice'), texts: fc.constant(texts), ...next }),
    fc.record({ id: fc.constant(id), do: fc.constant('tag'), add: fc.constant(['vip']), remove: fc.constant(['cu']), ...next }),
  );
}

/** Any sequence that may be published. */
export function anySequence(id: string): fc.Arbitrary<SequenceConfig> {
  const steps = fc
    .integer({ min: 1, max: mostSteps })
    .chain((count) =>
      fc
        .tuple(...Array.from({ length: count }, (_, place) => anyStep(place, count)))
        .map((some) => [...some, { id: `b-${count}`, do: 'end' }]),
    );
  const rule = fc.option(anyRule, { nil: undefined, freq: 1 });
  return fc
    .record({ steps, goal: rule, exit: rule, priority: fc.integer({ min: 1, max: 9 }) })
    .map(({ steps: written, goal, exit, priority }) => {
      const exits = exit ? [{ id: 'ra', if: exit }] : [];
      return reachable(sequenceOf(written, { id, priority, goal, exits }));
    });
}

/** Any sequence whose steps have the ids of another's, in another order: as people leave it when they move its steps. */
export function anyEdition(id: string): fc.Arbitrary<SequenceConfig> {
  return fc.tuple(anySequence(id), fc.nat({ max: mostSteps })).map(([sequence, shift]) => {
    const moved = (_: string, place: string) => `"b-${(Number(place) + shift) % (mostSteps + 1)}"`;
    return SequenceConfig.parse(JSON.parse(JSON.stringify(sequence).replaceAll(/"b-(\d+)"/g, moved)));
  });
}

/** Leaves out what no way leads to. */
function reachable(sequence: SequenceConfig): SequenceConfig {
  const reached = new Set<StepId>();
  const open: (StepId | null)[] = [sequence.steps[0]?.id ?? null];
  for (let stepId = open.pop(); stepId !== undefined; stepId = open.pop()) {
    const step = stepOf(sequence, stepId);
    if (!step || reached.has(step.id)) continue;
    reached.add(step.id);
    open.push(...routesOf(sequence, step).map(({ to }) => to));
  }
  return { ...sequence, steps: sequence.steps.filter(({ id }) => reached.has(id)) };
}

/** Any moments that a lead may have within some days of one. */
export function anyMoments(around: Date): fc.Arbitrary<LeadMoments> {
  const at = fc.integer({ min: -3 * 24 * 60, max: 12 * 24 * 60 }).map((minutes) => addMs(around, minutes * minutesMs));
  const monthDay = fc.integer({ min: -3, max: 20 }).map((days) =>
    addMs(around, days * daysMs)
      .toISOString()
      .slice(5, 10),
  );
  const day = fc.record({ monthDay, year: fc.constantFrom(null, 1990), isYearly: fc.constant(true) });
  return fc.record({
    tasks: fc.array(fc.record({ at, isAppointment: fc.boolean() }), { maxLength: 3 }),
    closes: fc.array(fc.record({ at, opportunityId: fc.constant(OpportunityId.parse('L1-O1')) }), { maxLength: 2 }),
    days: fc.option(day).map((one) => new Map(one ? [[DateId.parse('sinh-nhat'), one]] : [])),
    timeZone: fc.constantFrom('Asia/Ho_Chi_Minh', 'Europe/London'),
  });
}
