import { describe, expect, it } from '@jest/globals';
import { UserConfig } from '../../../shared/access/user-config.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { hoursMs, minutesMs } from '../../../shared/platform/clock.ts';
import { leadSubject, PoolId } from '../../../shared/platform/ids.ts';
import { RepConfig } from '../../../shared/routing/rep-config.ts';
import { putAssignment } from '../../../shared/routing/store.ts';
import { Killed } from '../../support/effects.ts';
import { rep } from '../../support/mail-world.ts';
import { RunWorld } from '../../support/run-world.ts';
import { notice, sequenceOf, wait } from '../../support/sequences.ts';

const texts = { vi: 'Khách <b>chưa</b> trả lời.', en: 'No answer <b>yet</b>.' };
const minh = RepConfig.parse({ id: 'rep-minh', name: 'Lê Minh', email: 'minh@sales.example', locale: 'en' });
const leader = UserConfig.parse({ id: 'truong', email: 'truong@annhien.example', role: 'leader', pools: ['south'] });

/** A lead in a sequence that tells whoever has it something two hours later. */
async function worldOf(changes: Partial<Lead> = {}, steps: readonly object[] = [wait('w', { for: 'PT2H' }), notice('bao', { texts })]) {
  const world = new RunWorld();
  world.documents.reps = [rep, minh];
  world.sequences.push(sequenceOf(steps));
  const lead = changes.owner === null ? world.putLead(changes) : await world.putOwnedLead(changes);
  await world.putIn(lead, 'thu');
  return { world, lead };
}

const statuses = (world: RunWorld) => world.mails().map(({ status, reason }) => [status, reason]);

describe('the notice of a sequence', () => {
  it('tells the owner once, in the words of the step, when it is due', async () => {
    const { world } = await worldOf({ fullName: 'Trần Văn An' });
    await world.pass(hoursMs);
    expect(world.sent).toEqual([]);

    await world.pass(2 * hoursMs);

    expect(world.sent).toHaveLength(1);
    expect(world.sent[0]).toMatchObject({ to: rep.email, subject: 'Trần Văn An – Thử', replyTo: null });
    expect(world.sent[0]?.text).toContain('Khách <b>chưa</b> trả lời.');
    expect(world.sent[0]?.html).toContain('Khách &lt;b&gt;chưa&lt;/b&gt; trả lời.');
    expect(world.timeline()).toMatchObject([{ type: 'mail.sent', data: { kind: 'sequenceNotice' } }]);
  });

  it('goes to whoever has the lead by then, in their language', async () => {
    const { world, lead } = await worldOf();
    await world.pass(hoursMs);
    if (lead.owner) world.putLead({ ...lead, owner: { ...lead.owner, repId: minh.id } });

    await world.pass(2 * hoursMs);

    expect(world.sent).toMatchObject([{ to: minh.email, text: expect.stringContaining('No answer <b>yet</b>.') }]);
  });

  it('goes to the leader of the pool where nobody has the lead', async () => {
    const { world, lead } = await worldOf({ owner: null });
    const waiting = {
      leadId: lead.leadId,
      subject: leadSubject,
      version: 1,
      since: lead.createdAt,
      repId: null,
      decisionId: null,
    } as const;
    await world.table.transact([putAssignment(null, { ...waiting, poolId: PoolId.parse('south'), state: 'waiting' })]);
    world.documents.users = [UserConfig.parse({ ...leader, id: 'bac', email: 'bac@annhien.example', pools: ['north'] }), leader];

    await world.pass(3 * hoursMs);

    expect(world.sent).toMatchObject([{ to: leader.email, text: expect.stringContaining('chưa có người phụ trách') }]);
  });

  it('stands in the history where there is nobody to tell, and wakes no person', async () => {
    const { world } = await worldOf({ owner: null });
    const errors: string[] = [];
    world.log = { ...world.log, error: (message) => void errors.push(message) };

    await world.pass(3 * hoursMs);

    expect(world.sent).toEqual([]);
    expect(world.timeline()).toMatchObject([{ type: 'mail.failed', data: { kind: 'sequenceNotice', reason: 'nobodyToTell' } }]);
    expect(errors).toEqual([]);
  });

  it.each([
    ['the lead was disqualified', 'disqualified', (world: RunWorld, lead: Lead) => world.putLead({ ...lead, status: 'disqualified' })],
    ['the step is gone', 'stepGone', (world: RunWorld) => world.sequences.splice(0)],
  ])('is left out where %s meanwhile', async (_what, why, meanwhile) => {
    const { world, lead } = await worldOf({}, [notice('bao', { texts })]);
    meanwhile(world, lead);

    await world.pass(hoursMs);

    expect(world.sent).toEqual([]);
    expect(statuses(world)).toEqual([['skipped', why]]);
  });

  it('carries nothing personal on its way', async () => {
    const { world } = await worldOf({ fullName: 'Trần Văn An' });
    const timers = () => world.table.all().filter(({ queue }) => queue === 'notice');
    const seen: unknown[] = [];
    world.onCall = () => void seen.push(...timers());

    await world.pass(3 * hoursMs);

    expect(seen.length).toBeGreaterThan(0);
    expect(JSON.stringify(seen)).not.toMatch(/An|huong|0912|chưa/);
  });

  it('leaves what is more than ten within an hour to a digest, which says the same', async () => {
    const { world } = await worldOf(
      {},
      Array.from({ length: 9 }, (_, place) => notice(`bao-${place}`, { texts })),
    );
    world.sequences.push(sequenceOf([notice('bao', { texts }), notice('bao-nua', { texts })], { id: 'hai' }));
    await world.putIn({ leadId: 'L1' } as Lead, 'hai');

    await world.pass(hoursMs);

    const digest = world.sent.filter(({ tags }) => tags.kind === 'digestNotice');
    expect(world.sent.filter(({ tags }) => tags.kind === 'sequenceNotice')).toHaveLength(10);
    expect(digest).toMatchObject([{ to: rep.email, html: expect.stringContaining('Khách &lt;b&gt;chưa&lt;/b&gt; trả lời.') }]);
  });

  it.each(['before', 'after'] as const)('is sent, whoever is killed %s any call, and made once', async (when) => {
    const play = async (killAt: number) => {
      const { world } = await worldOf();
      let calls = 0;
      let killed = '';
      world.onCall = (name, at) => {
        if (at === 'before') calls += 1;
        if (calls !== killAt || at !== when || killed !== '') return;
        killed = name;
        throw new Killed();
      };
      for (let minute = 0; minute < 150; minute += 2) {
        await world.pass(2 * minutesMs).catch((error: unknown) => {
          if (!(error instanceof Killed)) throw error;
        });
      }
      return { world, calls, killed };
    };
    const { calls } = await play(0);
    expect(calls).toBeGreaterThan(5);
    for (let killAt = 1; killAt <= calls; killAt += 1) {
      const { world, killed } = await play(killAt);
      expect(statuses(world)).toEqual([['sent', undefined]]);
      expect(world.timeline()).toHaveLength(1);
      // A rep hears at least once: twice where the answer of SES died with its worker.
      const mayBeTwice = (killed === 'ses' && when === 'after') || killed === 'transact' || killed === 'update' || killed === 'put';
      expect(world.sent.length).toBeLessThanOrEqual(mayBeTwice ? 2 : 1);
      expect(world.sent.length).toBeGreaterThanOrEqual(1);
    }
  });
});
