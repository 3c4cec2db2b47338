import { describe, expect, it } from '@jest/globals';
import type { MailRequest, ReleaseRule } from '../../../events/index.ts';
import { LeadOwner } from '../../../shared/leads/index.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { MailWorld, rep } from '../../support/mail-world.ts';

const morning = '2026-11-23T01:00:00.000Z';
const request: MailRequest = { v: 1, kind: 'releasedNotice', leadId: 'L1', repId: rep.id, morning };

async function worldOf(released: Readonly<Record<string, ReleaseRule>>, owner: string | null = null): Promise<MailWorld> {
  const world = new MailWorld();
  const of = owner === null ? null : LeadOwner.parse({ repId: owner, poolId: 'south', since: morning, decisionId: 'D2' });
  for (const leadId of Object.keys(released)) world.putLead({ leadId: LeadId.parse(leadId), owner: of, fullName: `Trần Văn ${leadId}` });
  world.table.seed({ ...keys.released(rep.id, morning), ...released, expiresAt: 1 });
  world.deliver('notice', request);
  world.deliver('notice', request);
  await world.run(world.now);
  return world;
}

describe('the notice of leads that float by rules', () => {
  it('lists in one mail what a rep has no more, and why; nothing to reach anybody by', async () => {
    const { sent } = await worldOf({ L1: { rule: 'age', days: 14 }, L2: { rule: 'outcome', outcome: 'noAnswer' } });

    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ to: rep.email, subject: '2 khách của anh/chị đã vào kho chung' });
    expect(sent[0]?.text).toContain('Trần Văn L1: 14 ngày chưa ai liên hệ');
    expect(sent[0]?.text).toContain('Trần Văn L2: cuộc gọi kết thúc “noAnswer”');
    expect(JSON.stringify(sent)).not.toMatch(/tel:|0912|huong@/);
  });

  it('leaves out what came back to them, and is not sent where nothing is left', async () => {
    const world = await worldOf({ L1: { rule: 'age', days: 14 } }, rep.id);

    expect(world.sent).toEqual([]);
    expect(world.mails()).toMatchObject([{ reason: 'nothingLeft' }]);
  });
});
