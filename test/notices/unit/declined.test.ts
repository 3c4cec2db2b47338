import { describe, expect, it } from '@jest/globals';
import type { MailRequest } from '../../../events/index.ts';
import { UserConfig } from '../../../shared/access/user-config.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { DecisionId, LeadId, leadSubject } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { putDeclineNote } from '../../../shared/routing/decline-note.ts';
import { AcceptPolicy } from '../../../shared/routing/pool-config.ts';
import { RepConfig } from '../../../shared/routing/rep-config.ts';
import { MailWorld, rep } from '../../support/mail-world.ts';

const decisionId = DecisionId.parse('D1');

type Reason = 'spam' | 'duplicate' | 'wrongTerritory' | 'noCapacity' | 'other';

async function worldOf(reason: Reason, lead: Partial<Lead> = {}, prepare: (world: MailWorld) => void = () => {}): Promise<MailWorld> {
  const world = new MailWorld();
  prepare(world);
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

  it.each([
    [1, 'leader', 'spam', 'Hệ thống mời người kế tiếp.', 'anh/chị không cần làm gì'],
    [2, 'leader', 'spam', 'Không còn ai để mời: khách đang chờ anh/chị.', 'Nếu không phải, xin giao khách cho một người.'],
    [2, 'leader', 'noCapacity', 'Không còn ai để mời', 'Xin giao khách cho một người.'],
    [2, 'fallback', 'noCapacity', 'nhóm dự phòng sẽ nhận khách', 'không bắt buộc phải làm gì'],
  ] as const)('says what follows: after %i of 2 offers, then %s, for %s', async (passed, ifNobody, reason, said, whatToDo) => {
    const { sent } = await worldOf(reason, {}, (world) => {
      const accept = AcceptPolicy.parse({ withinMinutes: 30, offers: 2, ifNobody });
      const reps = ['a', 'b', 'c'].map((id) => RepConfig.parse({ ...rep, id }));
      world.documents.reps = [...reps, rep];
      const [south] = world.documents.pools;
      if (!south) throw new Error('no pool');
      world.documents.pools = [{ ...south, accept, members: reps.map(({ id }) => ({ repId: id, weight: 1 })) }];
      const at = new Date(world.now).toISOString();
      const offer = { poolId: south.id, at, offeredAt: at, slaDueAt: at, how: 'declined' } as const;
      const offers = reps.slice(0, passed).map(({ id }, index) => ({ ...offer, repId: id, decisionId: `D${index + 1}` }));
      const assignment = { leadId: 'L1', subject: 'lead', state: 'waiting', poolId: south.id, repId: null, decisionId: null };
      world.table.seed({ ...keys.assignment(LeadId.parse('L1'), leadSubject), ...assignment, version: 3, since: at, passed: offers });
    });

    expect(sent[0]?.text).toContain(said);
    expect(sent[0]?.text).toContain(whatToDo);
    if (passed === 2) expect(sent[0]?.text).not.toContain('người kế tiếp');
  });

  it.each(['owned', 'floating'] as const)('does not say that somebody is asked for what is %s by then', async (state) => {
    const { sent } = await worldOf('other', { mergedInto: LeadId.parse('L2') }, (world) => {
      world.putLead({ leadId: LeadId.parse('L2'), members: [LeadId.parse('L1')], fullName: 'Trần Văn An' });
      const held = state === 'owned' ? { repId: 'rep-minh', decisionId: 'D7' } : { repId: null, decisionId: null };
      const assignment = {
        leadId: 'L2',
        subject: 'lead',
        state,
        poolId: 'south',
        ...held,
        version: 3,
        since: new Date(world.now).toISOString(),
      };
      world.table.seed({ ...keys.assignment(LeadId.parse('L2'), leadSubject), ...assignment });
    });

    expect(sent[0]?.text).toContain('Hiện hệ thống không mời thêm ai.');
    expect(sent[0]?.text).not.toContain('người kế tiếp');
  });

  it('is not sent where the lead is disqualified by then: there is nothing to decide', async () => {
    const world = await worldOf('spam', { status: 'disqualified' });

    expect(world.sent).toEqual([]);
    expect(world.mails()).toMatchObject([{ reason: 'disqualified' }]);
  });
});
