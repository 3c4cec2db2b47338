import { z } from 'zod';
import { defineKind, type ReferenceFault } from '../config/kind.ts';
import { bilingual } from '../config/texts.ts';
import { configId } from '../platform/config-id.ts';
import { PipelineId, PipelineStageId, ProductId } from '../platform/ids.ts';
import { type ProductConfig, productKind } from '../products/product-config.ts';

const Reason = z.object({ id: configId(), names: bilingual });

const Stage = z.object({
  id: PipelineStageId,
  names: bilingual,
  /** How likely an opportunity that is here is won, in percent. */
  probability: z.number().int().min(0).max(100),
});

export const PipelineConfig = z.object({
  id: PipelineId,
  names: bilingual,
  /** Which products it is for. @default - every product that no other pipeline names */
  products: z.array(ProductId).min(1).max(200).optional(),
  /** In their order; an opportunity begins at the first. */
  stages: z.array(Stage).min(1).max(20),
  /** Why a sale was lost, or won: whoever closes an opportunity chooses one; where none is listed none is asked for. */
  lostReasons: z.array(Reason).max(30).default([]),
  wonReasons: z.array(Reason).max(30).default([]),
});
export type PipelineConfig = z.infer<typeof PipelineConfig>;

/** How opportunities go through a sale. */
export const pipelineKind = defineKind({
  name: 'pipelines',
  schema: PipelineConfig,
  example: {
    id: 'sales',
    names: { vi: 'Bán hàng', en: 'Sales' },
    stages: [{ id: 'new', names: { vi: 'Mới', en: 'New' }, probability: 10 }],
    lostReasons: [{ id: 'price', names: { vi: 'Giá cao', en: 'Price' } }],
  },
  references: (pipelines, all) => [
    ...checkProducts(pipelines, all.of(productKind)),
    ...checkDefault(pipelines),
    ...pipelines.flatMap((pipeline, index) => [
      ...checkTwice(index, 'stages', pipeline.stages),
      ...checkTwice(index, 'lostReasons', pipeline.lostReasons),
      ...checkTwice(index, 'wonReasons', pipeline.wonReasons),
    ]),
  ],
});

function checkProducts(pipelines: readonly PipelineConfig[], products: readonly ProductConfig[]): ReferenceFault[] {
  const known = new Set(products.map(({ id }) => id));
  const taken = new Map<ProductId, PipelineConfig>();
  return pipelines.flatMap((pipeline, index) =>
    (pipeline.products ?? []).flatMap((product, place) => {
      const path = ['products', place];
      const other = taken.get(product);
      taken.set(product, other ?? pipeline);
      if (other) return [{ index, path, message: `the product ${product} has the pipeline ${other.id} already` }];
      return known.has(product) ? [] : [{ index, path, message: `there is no product ${product}` }];
    }),
  );
}

/** Every need has a pipeline, also one for a product that nobody has listed. */
function checkDefault(pipelines: readonly PipelineConfig[]): ReferenceFault[] {
  const open = pipelines.filter(({ products }) => products === undefined);
  if (pipelines.length === 0 || open.length === 1) return [];
  const message = `exactly one pipeline must name no products, so that every need has one; there are ${open.length}`;
  const [, second] = open;
  return [{ index: second ? pipelines.indexOf(second) : 0, path: ['products'], message }];
}

function checkTwice(index: number, name: string, listed: readonly { readonly id: string }[]): ReferenceFault[] {
  return listed.flatMap(({ id }, place) =>
    listed.findIndex((one) => one.id === id) < place ? [{ index, path: [name, place, 'id'], message: `${id} is listed twice` }] : [],
  );
}
