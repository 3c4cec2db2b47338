import { assertNever } from '../platform/errors.ts';
import type { TaskReason } from './record.ts';

/**
 * Returns the class in which a rep's work lists a task: within a class, what is due first comes first. The first class is left to what a rep is to
 * accept, which no pool asks for yet.
 */
export function workClassOf(reason: TaskReason): number {
  switch (reason) {
    case 'callback':
      return 2;
    case 'hot':
      return 3;
    case 'firstContact':
      return 4;
    case 'planned':
      return 5;
    default:
      return assertNever(reason, 'reason');
  }
}
