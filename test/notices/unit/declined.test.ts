import { describe, expect, it } from '@jest/globals';
import type { MailRequest } from '../../../events/index.ts';
import { UserConfig } from '../../../shared/access/user-config.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { DecisionId, LeadId } from '../../../shared/platform/ids.ts';
import { putDeclineNote } from '../../../shared/routing/decline-note.ts';
import { MailWorld } from '../../support/mail-world.ts';

const decisionId = DecisionId.parse('D1');

async function worldOf(reason: 'spam' | 'duplicate' | 'wrongTerritory' | 'other', lead: Partial<Lead> = {}): Promise<MailWorld> {
  const world = new MailWorld();
  world.documents.users = [UserConfig.parse({ id: 'leader-south', email: 'leader@annhien.example', role: 'leader', pools: ['south'] })];
  world.putLead({ fullName: 'Trần Văn An', ...lead });
  const leadId = LeadId.parse('L1');
  const { Item: noted } = putDeclineNote({
    leadId,
    decisionId,
    note: 'Khách cần người nói tiếng Nhật <b>, gọi 0987 654 321 hoặc an@example.com',
  }).Put;
  if (noted) world.table.seed(noted as never);
  const asked = { subject: 'lead', poolId: 'south', repId: 'rep-lan', decisionId, userId: 'leader-south' };
  const request: MailRequest = { v: 1, kind: 'declinedNotice', leadId, reason, ...asked };
  world.deliver('notice', request);
  world.deliver('notice', request);
  await world.run(world.now);
  return world;
}

describe('the notice of a declined offer', () => {
  it.each([
    ['spam', 'tin rác'],
    ['duplicate', 'gộp hai khách'],
    ['wrongTerritory', 'sửa quy tắc khu vực'],
    ['other', 'lý do khác'],
  ] as const)('for %s goes to the leader once, says who, why and what to do, and nothing to reach the person by', async (reason, said) => {
    const { sent } = await worldOf(reason);

    expect(sent).toMatchObject([{ to: 'leader@annhien.example', subject: expect.stringMatching(/^Từ chối nhận \(.*\): Trần Văn An/) }]);
    const [mail] = sent;
    expect(mail?.text).toContain('Trần Thị Lan');
    expect(mail?.text).toContain('Khách cần người nói tiếng Nhật <b>');
    expect(mail?.html).not.toContain('Nhật <b>');
    expect(mail?.text).toContain(said);
    expect(JSON.stringify(sent)).not.toMatch(/tel:|0912|huong@|654.?321|an@/);
  });

  it('is not sent where the lead is disqualified by then: there is nothing to decide', async () => {
    const world = await worldOf('spam', { status: 'disqualified' });

    expect(world.sent).toEqual([]);
    expect(world.mails()).toMatchObject([{ reason: 'disqualified' }]);
  });
});
