import { describe, expect, it } from '@jest/globals';
import type { MailRequestOf } from '../../../events/index.ts';
import { readCompany } from '../../../shared/company/index.ts';
import { readLead } from '../../../shared/leads/index.ts';
import { replyNotice } from '../../../shared/notices/reply-notice.ts';
import { createWorld } from '../../support/lead-world/world.ts';

/** The notice to a leader that a person answered a mail. */
async function notice({ isOwned = false, userId = 'leader-south' } = {}) {
  const world = createWorld();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', province: 'TP.HCM' }));
  if (isOwned) await world.assignAll();
  const [{ leadId } = { leadId: '' }] = world.leads();
  const request: MailRequestOf<'replyNotice'> = {
    v: 1,
    kind: 'replyNotice',
    leadId,
    replyId: 'R01K9ZQ3V7N8Q0WJ9F4TE6H1KCM',
    at: '2026-11-23T02:05:00.000Z',
    userId,
  };
  const sender = { from: 'a@example.com', siteUrl: 'https://a.example', signedLinkKey: 'key' };
  const prepared = await replyNotice.prepare(
    request,
    { lead: readLead(world.table, request.leadId as never), company: readCompany(world.config) } as never,
    { ...world.parts, sender } as never,
  );
  if (!prepared) throw new Error('no notice');
  const compose = () => prepared.compose('leader.south@example.com', { ...world.parts, sender } as never);
  return { prepared, compose };
}

describe('the notice of an answer to a mail of a lead whom nobody has', () => {
  it('tells who, where and when, and nothing to reach the person by', async () => {
    const { prepared, compose } = await notice();
    const plan = prepared.plan(new Date('2026-11-23T02:05:00Z'));

    expect(plan).toMatchObject({ act: 'send', to: 'leader.south@example.com', pace: { userId: 'leader-south' } });
    const written = compose();
    const values = { leadName: 'Nguyễn Thị Hường', place: 'TP. Hồ Chí Minh', poolName: 'Miền Nam', at: '09:05, 23/11/2026' };
    expect(written).toMatchObject({ values });
    expect(JSON.stringify(written)).not.toMatch(/huong@/);
  });

  it('is not sent where somebody has the lead by then, or the leader is none any more', async () => {
    const now = new Date('2026-11-23T02:05:00Z');

    expect((await notice({ isOwned: true })).prepared.plan(now)).toEqual({ act: 'skip', why: 'ownerChanged' });
    expect((await notice({ userId: 'gone' })).prepared.plan(now)).toEqual({ act: 'skip', why: 'leaderGone' });
  });
});
