import type { Runtime } from '../../test/support/runtime.ts';

const hoursMs = 3_600_000;
/** Ten in the morning in Vietnam. */
const morningUtcHour = 3;

/** The runtime's time, which may be days ahead. */
export const nowOf = async (runtime: Runtime): Promise<Date> => new Date((await runtime.get('/_local/clock')).body?.now);

/** Moves the runtime's clock to the next morning: at night some mails wait, and figures would depend on the hour of the run. */
export async function toMorning(runtime: Runtime): Promise<void> {
  const now = await nowOf(runtime);
  const morning = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1, morningUtcHour);
  await runtime.advance(`PT${Math.ceil((morning - now.getTime()) / hoursMs) * 3_600}S`);
  await runtime.settle();
}

/** Moves the runtime's clock to ten in the morning of the next day from Monday to Friday: on other days offers wait for their reps. */
export async function toWorkingMorning(runtime: Runtime): Promise<void> {
  await toMorning(runtime);
  while ([0, 6].includes((await nowOf(runtime)).getUTCDay())) {
    await runtime.advance('P1D');
    await runtime.settle();
  }
}
