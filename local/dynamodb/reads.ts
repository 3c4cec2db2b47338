import { type CheckedOperation, checked, type RunnableOperation, run } from './actions.ts';
import type { Operation } from './context.ts';
import type { Body } from './types.ts';

/** GetItem, Query or Scan: dynalite's own action over the committed state. */
export const read =
  (operation: RunnableOperation & CheckedOperation): Operation =>
  async (context, input) => {
    const answer = await run(operation, checked(operation, input, context.store.reading), context.store.reading);
    return Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined));
  };

/** BatchGetItem; keys that did not fit keep the projection they were asked with (dynalite forgets it). */
export const batchGetItem: Operation = async (context, input) => {
  const answer = await read('BatchGetItem')(context, input);
  const asked = input.RequestItems as Record<string, Body>;
  const unprocessed = Object.entries((answer.UnprocessedKeys ?? {}) as Record<string, Body>);
  answer.UnprocessedKeys = Object.fromEntries(unprocessed.map(([name, { Keys: keys }]) => [name, { ...asked[name], Keys: keys }]));
  return answer;
};
