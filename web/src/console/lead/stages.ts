import type { LeadView } from '../../../../api/leads/lead-view.ts';

type Stage = LeadView['stage'];

/** In their order along the life of a lead. */
const stages: readonly Stage[] = ['anonymous', 'lead', 'mql', 'sql', 'sqo', 'customer', 'repeat'];

/** Chooses the stage that a move most likely leads to: the nearest one on, or back, of those that are possible; null: none is. */
export function proposedStage(from: Stage, possible: readonly Stage[], direction: 'on' | 'back'): Stage | null {
  const step = (to: Stage): number => (stages.indexOf(to) - stages.indexOf(from)) * (direction === 'on' ? 1 : -1);
  const ranked = possible.toSorted((one, other) => {
    const [a, b] = [step(one), step(other)];
    return a > 0 === b > 0 ? Math.abs(a) - Math.abs(b) : a > 0 ? -1 : 1;
  });
  return ranked[0] ?? null;
}
