import type { ListLeadsQuery } from '../../api/leads/list-leads.ts';
import { activityAt, activityStepMs } from '../cards/index.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { type Question, questionIn } from '../search/index.ts';

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

/** Reads whom a list is asked for by what somebody typed; null where it asks for nobody. @throws InvalidInputError for what is too short */
export function questionOf({ q }: ListLeadsQuery): Question | null {
  if (q === undefined) return null;
  const question = questionIn(q);
  if (question) return question;
  throw new InvalidInputError('too short to tell one person from others', [
    {
      path: 'q',
      message: 'give a word of the name, four digits or more of a number, or the start of an address with three characters and an @',
    },
  ]);
}

/** @throws InvalidInputError for an order in which leads that wait are not listed */
export function refuseOtherOrder({ waiting, sort }: ListLeadsQuery): void {
  if (!waiting || sort === 'created') return;
  throw new InvalidInputError('no such order', [
    { path: 'sort', message: 'leave it out: leads that wait are listed by how long they wait' },
  ]);
}

function momentsOf(from: string | undefined, to: string | undefined, what: 'created' | 'active'): Moments {
  const span = { from: dateOf(from), to: dateOf(to) };
  if (span.from && span.to && span.from > span.to) {
    throw new InvalidInputError('an empty span of time', [{ path: `${what}To`, message: `must not be before ${what}From` }]);
  }
  return span;
}

const dateOf = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text));
