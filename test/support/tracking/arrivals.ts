import fc from 'fast-check';
import type { EventType } from '../../../api/tracking/posted-beacon.ts';
import { beaconsOf, type Delivery, postOf, trackingOf } from './device.ts';
import type { Act } from './history.ts';

/** How posts and beacons reach us. */
export const arrivals = fc.record({
  size: fc.integer({ min: 1, max: 4 }),
  atOnce: fc.integer({ min: 1, max: 4 }),
  /** The device's clock: right, off by less than is corrected, off by more. */
  clockErrorMs: fc.constantFrom(0, 60_000, -90_000, 3_600_000, -400 * 86_400_000),
  /** How late each comes, and whether it comes twice. */
  delaysMs: fc.array(fc.nat(20 * 3_600_000), { minLength: 150, maxLength: 150 }),
  twice: fc.array(fc.boolean(), { minLength: 150, maxLength: 150 }),
});
export type Arrival = typeof arrivals extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** Up to eight posts may come in any order at all; of more, each up to 20 hours late, because then repeats are forgotten. */
export function arrivedIn(acts: readonly Act[], { size, clockErrorMs, delaysMs, twice }: Arrival, type: EventType = 'click'): Delivery[] {
  const posts = acts.filter(({ isPost }) => isPost);
  const isAnyOrder = posts.length <= 8;
  const sent = [
    ...posts.map((act, number) => ({ deliver: postOf(act, number, { clockErrorMs }), at: Date.parse(act.at) })),
    ...beaconsOf(acts, size, type, clockErrorMs).map((message) => ({ deliver: trackingOf(message), at: message.receivedAt.getTime() })),
  ];
  return sent
    .flatMap((one, index) => (twice[index] ? [one, one] : [one]))
    .map(({ deliver, at }, index) => ({ deliver, at: (isAnyOrder ? 0 : at) + (delaysMs[index] ?? 0) }))
    .sort((one, other) => one.at - other.at)
    .map(({ deliver }) => deliver);
}
