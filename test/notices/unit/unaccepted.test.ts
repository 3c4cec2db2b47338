import { describe, expect, it } from '@jest/globals';
import type { MailRequest } from '../../../events/index.ts';
import { UserConfig } from '../../../shared/access/user-config.ts';
import { LeadOwner } from '../../../shared/leads/index.ts';
import { MailWorld } from '../../support/mail-world.ts';

const request: MailRequest = {
  v: 1,
  kind: 'unacceptedNotice',
  leadId: 'L1',
  subject: 'lead',
  poolId: 'south',
  endedAt: '2026-11-23T02:00:00.000Z',
  userId: 'leader-south',
};

async function worldOf(owner: LeadOwner | null): Promise<MailWorld> {
  const world = new MailWorld();
  world.documents.users = [UserConfig.parse({ id: 'leader-south', email: 'leader@annhien.example', role: 'leader', pools: ['south'] })];
  world.putLead({ owner, fullName: 'Trần Văn An' });
  world.deliver('notice', request);
  world.deliver('notice', request);
  await world.run(world.now);
  return world;
}

describe('the notice of what nobody accepts', () => {
  it('goes to the leader, once, with nothing to reach the person by', async () => {
    const { sent } = await worldOf(null);

    expect(sent).toMatchObject([{ to: expect.stringContaining('leader'), subject: expect.stringContaining('Chưa ai nhận: Trần Văn An') }]);
    expect(JSON.stringify(sent)).not.toMatch(/tel:|0912|huong@/);
  });

  it('is not sent where somebody has the lead by then', async () => {
    const owner = LeadOwner.parse({ repId: 'rep-lan', poolId: 'south', since: '2026-11-23T02:00:00.000Z', decisionId: 'D2' });

    const world = await worldOf(owner);

    expect(world.sent).toEqual([]);
    expect(world.mails()).toMatchObject([{ reason: 'ownerChanged' }]);
  });
});
