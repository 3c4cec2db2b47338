import { expect, it } from '@jest/globals';
import products from '../../../config/products.json' with { type: 'json' };
import { readPreviewValues } from '../../../shared/nurture/preview-values.ts';
import { ProductId, TemplateId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { ProductConfig } from '../../../shared/products/product-config.ts';
import { NurtureWorld, templates } from '../../support/nurture-world.ts';

const product = ProductId.parse('ban-hang');
const other = ProductId.parse('ke-toan');

it('shows a mail as the newest run that has it would write it, and as one that began now where there is none', async () => {
  const world = new NurtureWorld();
  Object.assign(world.documents, { products: products.map((one) => ProductConfig.parse(one)) });
  const lead = world.putLead({ products: [other] });
  const steps = [{ id: 'thu', do: 'mail', template: 'chao' }];
  const sequence = world.configure(steps, { triggers: [{ on: 'event', type: 'opportunity.opened' }] });
  const parts = { table: world.table, config: world.parts().config, clock: world.clock, seesTasks: true };
  const shown = (id = 'chao') => readPreviewValues(lead, TemplateId.parse(id), 'vi', parts);

  const before = await shown();
  await world.enrol(lead, sequence);
  world.table.seed({ ...(await world.table.get(keys.enrolment(lead.leadId, sequence.id))), about: { product } });
  const inside = await shown();
  const elsewhere = await shown(templates[1]?.id);

  expect([before, inside, elsewhere].map(({ of, sequenceId, values }) => [of, sequenceId, values['about.product']])).toEqual([
    ['record', null, 'Kế toán và hóa đơn'],
    ['run', sequence.id, 'Bán hàng'],
    ['record', null, 'Kế toán và hóa đơn'],
  ]);
});
