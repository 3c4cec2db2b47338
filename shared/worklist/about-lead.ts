import type { WorkItem } from '../../api/tasks/task-view.ts';
import { outcomeKind } from '../call-log/outcome-config.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Both } from '../leads/event-sentence.ts';
import type { Lead } from '../leads/index.ts';
import { productKind } from '../products/product-config.ts';
import type { WorkRow } from '../tasks/index.ts';

/** How the company calls what work tells of; all of it is in memory. */
export interface AboutWords {
  readonly products: ReadonlyMap<string, { readonly names: Both }>;
  readonly outcomes: ReadonlyMap<string, { readonly name: Both }>;
}

export async function readAboutWords(config: ConfigReader): Promise<AboutWords> {
  const [products, outcomes] = await Promise.all([config.current(productKind), config.current(outcomeKind)]);
  return { products: products.documents, outcomes: outcomes.documents };
}

const mostProducts = 3;

/** Tells what a rep wants to know of a lead before the call. A product that is configured no more has its id for a name. */
export function aboutLead({ products, region, evidence }: Lead, words: AboutWords): NonNullable<WorkItem['about']> {
  return {
    products: products.slice(0, mostProducts).map((id) => words.products.get(id)?.names ?? { vi: id, en: id }),
    provinceName: region.provinceName,
    temperature: evidence.temperature,
    attempts: evidence.attempts,
    reachedCalls: evidence.reached,
  };
}

/** Names how the call ended that asked for a task; null: none did, or its outcome is configured no more. */
export function outcomeName({ afterOutcome }: Pick<WorkRow, 'afterOutcome'>, { outcomes }: AboutWords): Both | null {
  return afterOutcome === undefined ? null : (outcomes.get(afterOutcome)?.name ?? null);
}
