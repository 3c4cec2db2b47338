import type { LeaveView } from '../../api/duty/leave-view.ts';
import type { PlannedLeave } from './planned-leave.ts';
import type { RepConfig } from './rep-config.ts';

/** So much of each kind is shown, the next first. */
export const mostLeaveShown = 10;

/** Returns the leave of a rep that is not over, that of the configuration and that which was noted and has not begun, the next first. */
export function shownLeave(
  rep: Pick<RepConfig, 'leave'> | undefined,
  planned: readonly Pick<PlannedLeave, 'from' | 'to'>[],
  today: string,
): LeaveView[] {
  const byDay = (one: Pick<LeaveView, 'from'>, other: Pick<LeaveView, 'from'>) => (one.from < other.from ? -1 : 1);
  const configured = (rep?.leave ?? []).filter(({ to }) => to >= today).toSorted(byDay);
  return [
    ...configured.slice(0, mostLeaveShown).map(({ from, to, part = null }) => ({ from, to, part, isPlanned: false })),
    ...planned.map(({ from, to }) => ({ from, to, part: null, isPlanned: true })),
  ].toSorted(byDay);
}
