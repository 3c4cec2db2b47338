import { describe, expect, it } from '@jest/globals';
import type { MailRequest } from '../../../events/index.ts';
import { LeadOwner } from '../../../shared/leads/index.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { RepConfig } from '../../../shared/routing/rep-config.ts';
import { MailWorld, rep } from '../../support/mail-world.ts';

const morning = '2026-11-23T03:00:00.000Z';

async function worldOf(owners: Readonly<Record<string, string | null>>, count = Object.keys(owners).length): Promise<MailWorld> {
  const world = new MailWorld();
  world.documents.reps = [rep, RepConfig.parse({ ...rep, id: 'rep-minh', name: 'Lê Minh' })];
  world.now = Date.parse(morning);
  const leads = Object.entries(owners).map(([leadId, repId]) => {
    const owner = repId === null ? null : LeadOwner.parse({ repId, poolId: 'south', since: morning, decisionId: 'D2' });
    return world.putLead({ leadId: LeadId.parse(leadId), owner, fullName: `Trần Văn ${leadId}` }).leadId;
  });
  const request: MailRequest = { v: 1, kind: 'takenNotice', leadId: leads[0] ?? '', repId: rep.id, cause: 'split', count, leads };
  world.deliver('notice', request);
  world.deliver('notice', request);
  await world.run(world.now);
  return world;
}

describe('the notice of leads that somebody gave to others', () => {
  it('says in one mail which are gone and who has each now; nothing to reach anybody by', async () => {
    const { sent } = await worldOf({ L1: 'rep-minh', L2: null }, 14);

    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ to: rep.email, subject: '14 khách không còn do anh/chị phụ trách' });
    expect(sent[0]?.text).toContain('Trần Văn L1: nay do Lê Minh phụ trách');
    expect(sent[0]?.text).toContain('Trần Văn L2: đang được chia lại');
    expect(sent[0]?.text).toContain('Thư chỉ ghi 2 khách đầu.');
    expect(JSON.stringify(sent)).not.toMatch(/tel:|0912|huong@/);
  });

  it('leaves out what came back, and is not sent where all of it did', async () => {
    expect((await worldOf({ L1: 'rep-minh', L2: rep.id })).sent).toMatchObject([{ subject: '1 khách không còn do anh/chị phụ trách' }]);
    const world = await worldOf({ L1: rep.id });

    expect(world.sent).toEqual([]);
    expect(world.mails()).toMatchObject([{ reason: 'nothingLeft' }]);
  });
});
