import { z } from 'zod';
import { activityAt, activityStepMs } from '../cards/index.ts';
import { Stage, Temperature } from '../leads/index.ts';
import { CursorText } from '../platform/cursor.ts';
import { InvalidInputError } from '../platform/errors.ts';

const moment = z.iso.datetime();

/** Query parameters of `GET /v1/leads`; all combine. */
export const ListLeadsQuery = z.strictObject({
  email: z.string().max(320).optional(),
  phone: z.string().max(64).optional(),
  /** Name in any spelling, with or without accents. */
  q: z.string().min(2).max(100).optional(),
  owner: z.string().max(64).optional(),
  /** Province code, name or slug, or north, central, south. */
  region: z.string().max(64).optional(),
  product: z.string().max(200).optional(),
  campaign: z.string().max(200).optional(),
  source: z.string().max(200).optional(),
  stage: Stage.optional(),
  temperature: Temperature.optional(),
  createdFrom: moment.optional(),
  createdTo: moment.optional(),
  activeFrom: moment.optional().meta({ description: 'Last activity not before it, as far as ten minutes tell' }),
  activeTo: moment.optional().meta({ description: 'Last activity not after it, as far as ten minutes tell' }),
  sort: z.enum(['created', 'activity']).default('created').meta({ description: 'Newest first, or with the latest activity first' }),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: CursorText.optional(),
});
export type ListLeadsQuery = z.infer<typeof ListLeadsQuery>;

/** Both ends are in it; null is open. */
export interface Moments {
  readonly from: Date | null;
  readonly to: Date | null;
}

/** @throws InvalidInputError when the span ends before it begins */
export function createdIn({ createdFrom, createdTo }: ListLeadsQuery): Moments {
  return momentsOf(createdFrom, createdTo, 'created');
}

/**
 * The ten minutes in which these moments lie, whole: whatever happens within them counts as their beginning.
 * @throws InvalidInputError when the span ends before it begins
 */
export function activeIn({ activeFrom, activeTo }: ListLeadsQuery): Moments {
  const { from, to } = momentsOf(activeFrom, activeTo, 'active');
  const beginningMs = (moment: Date) => Date.parse(activityAt(moment.toISOString()));
  return { from: from && new Date(beginningMs(from)), to: to && new Date(beginningMs(to) + activityStepMs - 1) };
}

function momentsOf(from: string | undefined, to: string | undefined, what: 'created' | 'active'): Moments {
  const span = { from: dateOf(from), to: dateOf(to) };
  if (span.from && span.to && span.from > span.to) {
    throw new InvalidInputError('an empty span of time', [{ path: `${what}To`, message: `must not be before ${what}From` }]);
  }
  return span;
}

const dateOf = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text));
