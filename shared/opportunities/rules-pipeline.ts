import type { PipelineStageId } from '../platform/ids.ts';
import type { ProductConfig } from '../products/product-config.ts';
import type { PipelineConfig } from './pipeline-config.ts';

/** What is sold, and how a sale goes. */
export interface SalesRules {
  readonly products: ReadonlyMap<string, ProductConfig>;
  readonly pipelines: ReadonlyMap<string, PipelineConfig>;
}

/** Returns the pipeline of a product: the one that names it, or the one that names none; undefined where there is no pipeline at all. */
export function pipelineFor(product: string | null, { pipelines }: Pick<SalesRules, 'pipelines'>): PipelineConfig | undefined {
  const all = [...pipelines.values()];
  const own = all.find(({ products }) => products?.some((one) => one === product));
  return own ?? all.find(({ products }) => products === undefined);
}

export type PipelineStage = PipelineConfig['stages'][number];

/** Returns a stage of a pipeline; undefined for one that it does not list, or not any more. */
export function stageNamed(pipeline: PipelineConfig | undefined, stageId: PipelineStageId): PipelineStage | undefined {
  return pipeline?.stages.find(({ id }) => id === stageId);
}
