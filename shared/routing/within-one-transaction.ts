import type { WriteItem } from '../platform/table.ts';

/** What DynamoDB takes in one transaction. */
const mostItems = 100;

/** A plan for some requests, and those that it leaves to a transaction of their own. */
interface Plan<Request> {
  readonly writes: readonly WriteItem[];
  readonly left: readonly Request[];
}

/** Plans as many requests, from the first on, as one transaction holds: leads may have many tasks, which go where the lead goes. */
export async function withinOneTransaction<Request, Planned extends Plan<Request>>(
  requests: readonly Request[],
  plan: (requests: readonly Request[]) => Promise<Planned>,
): Promise<Planned> {
  const planned = await plan(requests);
  if (planned.writes.length <= mostItems || requests.length <= 1) return planned;
  const half = Math.ceil(requests.length / 2);
  const first = await withinOneTransaction(requests.slice(0, half), plan);
  return { ...first, left: [...first.left, ...requests.slice(half)] };
}
