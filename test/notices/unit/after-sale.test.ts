import { describe, expect, it } from '@jest/globals';
import type { MailRequest } from '../../../events/index.ts';
import { LeadOwner } from '../../../shared/leads/index.ts';
import { MailWorld, rep } from '../../support/mail-world.ts';

const request: MailRequest = { v: 1, kind: 'afterSaleNotice', leadId: 'L1', decisionId: 'D2', repId: rep.id };
const ownedBy = (repId: string) => LeadOwner.parse({ repId, poolId: 'care', since: '2026-11-23T02:00:00.000Z', decisionId: 'D2' });

async function worldOf(repId: string): Promise<MailWorld> {
  const world = new MailWorld();
  world.putLead({ owner: ownedBy(repId), fullName: 'Trần Văn An' });
  world.deliver('notice', request);
  world.deliver('notice', request);
  await world.run(world.now);
  return world;
}

describe('the notice after the sale', () => {
  it('tells whoever sold that others look after the customer, once, and nothing to reach them by', async () => {
    const { sent } = await worldOf('rep-care');

    expect(sent).toMatchObject([{ to: rep.email, subject: expect.stringContaining('Trần Văn An đã mua hàng') }]);
    expect(JSON.stringify(sent)).not.toMatch(/tel:|0912|huong@/);
  });

  it('is not sent where the customer is the seller’s again', async () => {
    const world = await worldOf(rep.id);

    expect(world.sent).toEqual([]);
    expect(world.mails()).toMatchObject([{ reason: 'ownerChanged' }]);
  });
});
