import type { Runtime } from '../../test/support/runtime.ts';

const hoursMs = 3_600_000;
/** Ten in the morning in Vietnam. */
const morningUtcHour = 3;

/** Moves the runtime's clock to the next morning: at night some mails wait, and figures would depend on the hour of the run. */
export async function toMorning(runtime: Runtime): Promise<void> {
  const now = new Date();
  const morning = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1, morningUtcHour);
  await runtime.advance(`PT${Math.ceil((morning - now.getTime()) / hoursMs) * 3_600}S`);
  await runtime.settle();
}
