import type { ConfigReader } from '../config/index.ts';
import { productKind } from '../products/product-config.ts';
import { pipelineKind } from './pipeline-config.ts';
import type { SalesRules } from './rules-pipeline.ts';

/** Reads what is sold and how a sale goes, as it is in force. */
export async function salesRules(config: ConfigReader): Promise<SalesRules> {
  const [products, pipelines] = await Promise.all([config.current(productKind), config.current(pipelineKind)]);
  return { products: products.documents, pipelines: pipelines.documents };
}
