import { describe, expect, it } from '@jest/globals';
import type { MailRequestOf } from '../../../events/index.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { readCompany } from '../../../shared/company/index.ts';
import { readLead } from '../../../shared/leads/index.ts';
import { escalationNotice } from '../../../shared/notices/escalation.ts';
import { planEscalation } from '../../../shared/notices/rules-notices.ts';
import { LeadId, RepId, SubjectId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { Assignment } from '../../../shared/routing/index.ts';
import { putAssignment } from '../../../shared/routing/store.ts';
import { endsWithAttempt, endTasks, firstContact, readTasks, writeTasks } from '../../../shared/tasks/index.ts';
import { OfferedWorld } from '../../support/offers.ts';

/** The notice to a leader about a lead that a rep has accepted. */
async function notice({ isCalled = false, userId = 'leader-south', subject = 'lead' } = {}) {
  const offered = await OfferedWorld.create({}, { escalateAfterMinutes: 60 });
  await offered.accept(await offered.own());
  const { world, lead } = offered;
  const { table, config } = world;
  if (isCalled) {
    const at = world.parts.clock();
    await table.transact(writeTasks(endTasks(await readTasks(table, lead), endsWithAttempt, 'done', at), at));
  }
  const { repId, since } = await offered.assignment();
  if (subject !== 'lead') {
    const at = world.parts.clock();
    const about = { leadId: LeadId.parse('PART'), subject: SubjectId.parse(subject) };
    const given = { ...about, version: 1, poolId: 'south', since, state: 'owned', repId, decisionId: 'D1' };
    const contact = firstContact({ ...about, repId: RepId.parse(repId), turn: 1, dueAt: since, isHot: false }, at);
    await table.transact([putAssignment(null, Assignment.parse(given)), ...writeTasks([contact], at)]);
    const item = await table.get(keys.lead(lead.leadId));
    world.table.seed({ ...item, ...keys.lead(lead.leadId), members: ['PART'] });
    if (isCalled) {
      const whole = await readLead(table, lead.leadId);
      if (!whole) throw new Error('no lead');
      await table.transact(writeTasks(endTasks(await readTasks(table, whole), endsWithAttempt, 'done', at), at));
    }
  }
  const request: MailRequestOf<'escalationNotice'> = {
    v: 1,
    kind: 'escalationNotice',
    leadId: lead.leadId,
    subject,
    repId: String(repId),
    since,
    userId,
  };
  const sender = { from: 'a@example.com', siteUrl: 'https://a.example', signedLinkKey: 'key' };
  const prepared = await escalationNotice.prepare(
    request,
    { lead: readLead(table, lead.leadId), company: readCompany(config) } as never,
    { ...world.parts, sender } as never,
  );
  if (!prepared) throw new Error('no notice');
  const leader = (await config.current(userKind)).documents.get(userId);
  return { prepared, leader, world, sender };
}

describe('the notice of a lead that is not called', () => {
  it('goes to the leader, with the names of rep and customer and nothing to reach anybody by', async () => {
    const { prepared, leader, world, sender } = await notice();

    expect(prepared.plan(world.parts.clock())).toEqual({ act: 'send', to: leader?.email, pace: { userId: leader?.id } });
    const written = JSON.stringify(prepared.compose('x@example.com', { ...world.parts, sender } as never));
    expect(written).toContain('Nguyễn Thị Hường');
    expect(written).not.toMatch(/912.?345|huong@|tel:/);
  });

  it('goes out of a need that lies under a record which is part of the lead', async () => {
    const { prepared, world } = await notice({ subject: 'PART-1' });

    expect(prepared.plan(world.parts.clock())).toMatchObject({ act: 'send' });
    const called = await notice({ subject: 'PART-1', isCalled: true });
    expect(called.prepared.plan(called.world.parts.clock())).toEqual({ act: 'skip', why: 'taskEnded' });
  });

  it('is not sent once somebody has called, nor to who leads no more', async () => {
    expect((await notice({ isCalled: true })).prepared.plan(new Date())).toEqual({ act: 'skip', why: 'taskEnded' });
    expect((await notice({ userId: 'nobody' })).prepared.plan(new Date())).toEqual({ act: 'skip', why: 'leaderGone' });
    expect(planEscalation({ user: { id: 'a', email: 'a@example.com' }, isTheirs: false, isWaiting: true })).toEqual({
      act: 'skip',
      why: 'ownerChanged',
    });
  });
});
