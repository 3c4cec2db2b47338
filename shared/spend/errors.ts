import { NotPossibleNowError } from '../platform/errors.ts';
import type { SpendOverlap } from './rules-plan.ts';

/** Days have another amount already, and nobody said that it is to be replaced. */
export class SpendOverlapError extends NotPossibleNowError {
  constructor(overlaps: readonly SpendOverlap[]) {
    const days = [...new Set(overlaps.map(({ day }) => day))].sort();
    const shown = `${days.slice(0, 5).join(', ')}${days.length > 5 ? ', …' : ''}`;
    super(
      `${days.length} days have another amount already (${shown}): send "overlap": "replace" to replace it. ` +
        `${days.length} ngày đã có số tiền khác (${shown}): gửi "overlap": "replace" để thay.`,
    );
  }
}
