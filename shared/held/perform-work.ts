import { isoTime } from '../platform/clock.ts';
import { isRetryable, PheuError } from '../platform/errors.ts';
import { untilWritten } from '../platform/versioned.ts';
import { stopTracking } from '../tracking/index.ts';
import { defineWork, type WorkParts } from '../work/index.ts';
import { endedAct, type HeldAct, putHeldAct, readHeldAct } from './held-act.ts';
import { performHeld } from './perform-held.ts';
import { askToPerform, performHeldRequest } from './perform-request.ts';

/** Performs what can no longer be taken back. One that came too early asks again; what is not possible any more is set aside. */
export const performHeldWork = defineWork({
  kind: 'performHeld' satisfies typeof performHeldRequest.kind,
  schema: performHeldRequest.schema,
  async run({ leadId, heldActId }, parts) {
    const held = await readHeldAct(parts.table, leadId, heldActId);
    // Gone with the person.
    if (!held) return;
    const waitMs = Date.parse(held.until) - parts.clock().getTime();
    if (held.state === 'held' && waitMs > 0) return parts.queues.work.send(askToPerform(held, Math.ceil(waitMs / 1_000)));
    const isDone = held.state === 'held' ? await perform(held, parts) : held.state === 'done';
    if (isDone) await followUp(held, parts);
  },
});

/** @returns whether it was done */
async function perform(held: HeldAct, parts: WorkParts): Promise<boolean> {
  const { leadId, heldActId, by, act } = held;
  const told = { userId: by, leadId, heldActId, is: act.is };
  try {
    await performHeld(held, () => [], { ...parts, assign: parts.queues.assign });
    parts.log.info('held act performed', told);
    return true;
  } catch (error) {
    if (!(error instanceof PheuError) || isRetryable(error)) throw error;
    parts.log.info('held act not possible any more', { ...told, code: error.code });
    await refuse(held, error.code, parts);
    return false;
  }
}

/** Sets aside what is not possible any more, unless it ended meanwhile. */
function refuse({ leadId, heldActId }: HeldAct, code: string, { table, clock }: WorkParts): Promise<void> {
  return untilWritten(async () => {
    const before = await readHeldAct(table, leadId, heldActId);
    if (before?.state !== 'held') return;
    await table.transact([putHeldAct(before, endedAct(before, 'refused', isoTime(clock()), code))]);
  });
}

/** What follows from it, once more each time: a try may have ended between the two. */
async function followUp({ leadId, act, by, correlationId }: HeldAct, parts: WorkParts): Promise<void> {
  if (act.is !== 'refusal' || act.purpose !== 'tracking') return;
  const cause = { actor: { kind: 'user', id: by }, correlationId, causationId: correlationId } as const;
  await stopTracking(leadId, cause, { ...parts, score: parts.queues.score });
}
