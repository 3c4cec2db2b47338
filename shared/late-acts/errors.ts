import { PheuError } from '../platform/errors.ts';
import type { LateAct } from './late-act.ts';

const words = {
  waiting: { en: 'is waiting', vi: 'đang chờ' },
  applied: { en: 'was applied', vi: 'đã được ghi nhận' },
  dismissed: { en: 'was dismissed', vi: 'đã bị bỏ qua' },
} as const satisfies Record<LateAct['state'], object>;

/** Nobody decides twice about what was noted too late. */
export class LateActDecidedError extends PheuError {
  readonly code = 'already_decided';
  readonly status = 409;
  readonly retryable = false;
  constructor({ state }: Pick<LateAct, 'state'>) {
    super(`This ${words[state].en} already. Việc này ${words[state].vi} rồi.`);
  }
}
