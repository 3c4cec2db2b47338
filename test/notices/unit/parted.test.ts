import { describe, expect, it } from '@jest/globals';
import type { MailRequest } from '../../../events/index.ts';
import { LeadOwner } from '../../../shared/leads/index.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { MailWorld, rep } from '../../support/mail-world.ts';

const at = '2026-11-23T02:00:00.000Z';
const request: MailRequest = { v: 1, kind: 'partedNotice', leadId: 'L1', otherLeadId: 'L2', repId: rep.id, at };
const ownedBy = (repId: string) => LeadOwner.parse({ repId, poolId: 'south', since: at, decisionId: 'D2' });

async function worldOf(repId: string, members: readonly string[] = []): Promise<MailWorld> {
  const world = new MailWorld();
  world.putLead({ owner: ownedBy(repId), fullName: 'Trần Văn An', members: members.map((id) => LeadId.parse(id)) });
  world.deliver('notice', request);
  world.deliver('notice', request);
  await world.run(world.now);
  return world;
}

describe('the notice of a merge that was undone', () => {
  it('tells whose the record is, once, and nothing to reach the person by', async () => {
    const { sent } = await worldOf(rep.id);

    expect(sent).toMatchObject([{ to: rep.email, subject: expect.stringContaining('Trần Văn An') }]);
    expect(JSON.stringify(sent)).toContain('Hồ sơ kia chưa có người phụ trách');
    expect(JSON.stringify(sent)).not.toMatch(/tel:|0912|huong@/);
  });

  it('is not sent where another rep has the record by then, or the two are one once more', async () => {
    const [moved, merged] = [await worldOf('rep-other'), await worldOf(rep.id, ['L2'])];

    expect([...moved.sent, ...merged.sent]).toEqual([]);
    expect([moved, merged].map((world) => world.mails().map(({ reason }) => reason))).toEqual([['ownerChanged'], ['mergedAgain']]);
  });
});
