import { z } from 'zod';
import { defineKind, type ReferenceFault } from '../config/kind.ts';
import { bilingual } from '../config/texts.ts';
import { DisqualifyReason } from '../leads/record.ts';
import { daysMs, minutesMs } from '../platform/clock.ts';
import { configId } from '../platform/config-id.ts';
import { type PoolConfig, poolKind } from '../routing/pool-config.ts';

export const OutcomeId = configId().brand<'OutcomeId'>();
export type OutcomeId = z.infer<typeof OutcomeId>;

const longestWait = (90 * daysMs) / minutesMs;

const Next = z.strictObject({
  /** `callback`: a call that was agreed. */
  task: z.enum(['call', 'callback', 'mail', 'meeting', 'qualification']),
  /** By the clock; what falls outside the company's working hours is due when these begin again. */
  afterMinutes: z.number().int().min(1).max(longestWait),
  /** So many times in a row, until `afterwards` follows. */
  atMost: z.number().int().min(1).max(20),
});

/** `recall`: another rep's turn. `recycle`: marketing's. `retire`: nobody's until the person does something. */
const Afterwards = z.discriminatedUnion('do', [
  z.strictObject({ do: z.enum(['recall', 'recycle', 'retire']) }),
  z.strictObject({
    do: z.literal('disqualify'),
    reason: DisqualifyReason,
  }),
]);

export const OutcomeConfig = z
  .strictObject({
    id: OutcomeId,
    name: bilingual,
    /** Somebody was spoken to; anything else is an attempt alone. */
    isReached: z.boolean(),
    /** Nobody calls again because of it. */
    isFinal: z.boolean().default(false),
    next: Next.optional(),
    /** What follows when `next` was done often enough, or at once where there is none. */
    afterwards: Afterwards.optional(),
  })
  .refine(({ isFinal, next }) => !(isFinal && next), { path: ['next'], message: 'nothing comes next of a final outcome' })
  .refine(({ isReached, isFinal, next, afterwards }) => isReached || isFinal || next || afterwards, {
    message: 'somebody who was not reached would be forgotten: say what is `next` or `afterwards`, or that it is final',
  })
  .refine((outcome) => outcome.isReached || !refusesContact(outcome), {
    path: ['afterwards', 'reason'],
    message: 'only somebody who was reached refuses to be contacted',
  });
export type OutcomeConfig = z.infer<typeof OutcomeConfig>;

/** Tells whether an outcome says that the person does not want to hear from the company. */
export function refusesContact({ afterwards }: { readonly afterwards?: z.infer<typeof Afterwards> | undefined }): boolean {
  return afterwards?.do === 'disqualify' && afterwards.reason === 'refusedContact';
}

/** Of pools that let leads float after an outcome: it must be there, and leave something to float. */
function checkFloating(outcomes: readonly OutcomeConfig[], pools: readonly PoolConfig[]): ReferenceFault[] {
  const named = pools.flatMap(({ id, floating }) => (floating?.after?.outcomes ?? []).map((outcome) => ({ pool: id, outcome })));
  return named.flatMap(({ pool, outcome }): ReferenceFault[] => {
    const index = outcomes.findIndex(({ id }) => String(id) === outcome);
    const lets = `the pool ${pool} lets leads float after ${outcome}`;
    if (index < 0) return [{ index: outcomes.length, path: ['id'], message: `${lets}: there is no such outcome` }];
    const follows = outcomes[index]?.afterwards?.do ?? 'recall';
    return follows === 'recall' ? [] : [{ index, path: ['afterwards'], message: `${lets}: after ${follows} nobody works with them` }];
  });
}

/** How calls may end, and what follows. */
export const outcomeKind = defineKind({
  name: 'outcomes',
  schema: OutcomeConfig,
  references: (outcomes, all) => checkFloating(outcomes, all.of(poolKind)),
  example: {
    id: 'noAnswer',
    name: { vi: 'Không nghe máy', en: 'No answer' },
    isReached: false,
    next: { task: 'call', afterMinutes: 120, atMost: 2 },
    afterwards: { do: 'recall' },
  },
});
