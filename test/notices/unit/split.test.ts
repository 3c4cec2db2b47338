import { describe, expect, it } from '@jest/globals';
import type { MailRequest } from '../../../events/index.ts';
import { UserConfig } from '../../../shared/access/user-config.ts';
import { MailWorld } from '../../support/mail-world.ts';

const request: MailRequest = {
  v: 1,
  kind: 'splitNotice',
  leadId: 'L1',
  poolId: 'south',
  tick: '2026-11-23T02:00:00.000Z',
  since: '2026-11-23T01:00:00.000Z',
  waiting: 12,
  userId: 'leader-south',
};

describe('the notice of what waits for a leader', () => {
  it('goes to the leader once for each look, with nothing of a person', async () => {
    const world = new MailWorld();
    world.documents.users = [UserConfig.parse({ id: 'leader-south', email: 'leader@annhien.example', role: 'leader', pools: ['south'] })];
    world.putLead({ fullName: 'Trần Văn An' });

    for (const _ of [1, 2]) world.deliver('notice', request);
    await world.run(world.now);

    expect(world.sent).toMatchObject([{ to: expect.stringContaining('leader'), subject: expect.stringContaining('12 khách chờ') }]);
    expect(JSON.stringify(world.sent)).not.toMatch(/tel:|0912|huong@|Trần Văn An/);
  });

  it('is not sent to who is no user any more', async () => {
    const world = new MailWorld();
    world.documents.users = [];
    world.putLead({});

    world.deliver('notice', request);
    await world.run(world.now);

    expect(world.mails()).toMatchObject([{ reason: 'leaderGone' }]);
  });
});
