import type { ErasureView } from '../../api/erasures/erasure-view.ts';
import { addMs, daysMs, isoTime } from '../platform/clock.ts';
import type { Eraser } from './eraser.ts';
import type { Erasure } from './erasure.ts';
import { filesKind } from './file-eraser.ts';

/** Shows an erasure as it stands: once it is done, as its certificate. */
export function erasureView(erasure: Erasure, erasers: readonly Eraser[]): ErasureView {
  const { erasureId, phase, leadIds, reason, reference, by, askedAt, startsAt, closedAt, endedAt, gone, late } = erasure;
  const closed = closedAt === undefined ? null : new Date(closedAt);
  const counts = erasers.map(({ capability, name, items, keepsFiles }) => {
    const kinds = [...items, ...(keepsFiles ? [filesKind(capability)] : [])];
    return { what: { ...name }, items: kinds.reduce((sum, kind) => sum + (gone[kind] ?? 0), 0) };
  });
  return {
    erasureId,
    state: phase === 'held' || phase === 'done' || phase === 'cancelled' ? phase : 'erasing',
    leadIds: [...leadIds],
    reason,
    reference,
    by,
    askedAt,
    startsAt,
    closedAt: closedAt ?? null,
    endedAt: endedAt ?? null,
    gone: mergedByName(counts).filter(({ items }) => items > 0),
    stays:
      phase === 'cancelled'
        ? []
        : erasers.flatMap(({ name, fate }) => {
            if (fate.becomes === 'deleted' || fate.becomes === 'apart' || closed === null) return [];
            const until = fate.becomes === 'expires' ? isoTime(addMs(closed, fate.withinDays * daysMs)) : null;
            return [{ what: { ...name }, why: { ...fate.why }, until }];
          }),
    late,
  };
}

function mergedByName(counts: ErasureView['gone']): ErasureView['gone'] {
  const byName = Map.groupBy(counts, ({ what }) => what.en);
  return [...byName.values()].flatMap((same) => {
    const [first] = same;
    return first ? [{ what: first.what, items: same.reduce((sum, { items }) => sum + items, 0) }] : [];
  });
}
