import { describe, expect, it } from '@jest/globals';
import { LeadId, PurchaseId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { readPurchaseOf } from '../../../shared/purchases/index.ts';
import { mergeInto } from '../../support/lead-world/merge.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { huong, shopOf } from '../../support/purchases.ts';

/** Two buyers, each with an order. */
async function twoBuyers() {
  const world = createWorld();
  const shop = shopOf(world);
  const first = await shop.order({ buyer: { ...huong, province: 'TP.HCM' } });
  const second = await shop.order({ orderId: 'DH-2', buyer: { fullName: 'Lê Minh', email: 'minh@example.com', phone: '0987654321' } });
  const ids = ({ body }: typeof first) => ({ leadId: LeadId.parse(body.leadId), purchaseId: PurchaseId.parse(body.purchaseId) });
  return { world, one: ids(first), other: ids(second) };
}

describe('an order that is read for a lead', () => {
  it('is found under the lead, at the price of the order alone', async () => {
    const { world, one } = await twoBuyers();

    expect(await readPurchaseOf(world.table, one, one.purchaseId)).toMatchObject({ purchaseId: one.purchaseId });
  });

  it("is nobody else's", async () => {
    const { world, one, other } = await twoBuyers();

    expect(await readPurchaseOf(world.table, one, other.purchaseId)).toBeUndefined();
  });

  it('is found where it lies under a lead that was merged into this one, until that is undone', async () => {
    const { world, one, other } = await twoBuyers();
    const apart = await world.table.get(keys.lead(other.leadId));
    await mergeInto(world.table, other.leadId, one.leadId);

    const merged = await readPurchaseOf(world.table, one, other.purchaseId);
    world.table.seed(apart ?? {});

    expect(merged).toMatchObject({ leadId: other.leadId, purchaseId: other.purchaseId });
    expect(await readPurchaseOf(world.table, one, other.purchaseId)).toBeUndefined();
  });

  it('is none where nobody has recorded it', async () => {
    const { world, one } = await twoBuyers();

    expect(await readPurchaseOf(world.table, one, PurchaseId.parse(`${one.purchaseId.slice(0, -1)}x`))).toBeUndefined();
  });
});
