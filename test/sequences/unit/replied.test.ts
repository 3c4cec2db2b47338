import { describe, expect, it } from '@jest/globals';
import { mailReplied } from '../../../events/index.ts';
import { draftEntry } from '../../../shared/leads/index.ts';
import { daysMs } from '../../../shared/platform/clock.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { putInByHand } from '../../../shared/sequences/index.ts';
import { SequenceWorld } from '../../support/sequence-world.ts';
import { mail, sequenceOf, task, wait } from '../../support/sequences.ts';

const replied = draftEntry(mailReplied, { replyId: 'R1', way: 'noted' });
const by = { leadId: LeadId.parse('L1'), actor: { kind: 'user', id: 'mai' }, along: () => [] } as const;

let world: SequenceWorld;
const begin = async (steps: readonly object[]) => {
  world = new SequenceWorld(sequenceOf(steps));
  const lead = await world.make();
  await putInByHand({ ...by, sequenceId: 'thu', correlationId: 'request' }, world.parts());
  await world.pass(daysMs);
  return lead;
};
describe('a run whose person answers a mail', () => {
  it('ends where it would still write to them, and the history says why', async () => {
    const lead = await begin([mail('m1'), wait('w1', { for: 'P2D' }), mail('m2')]);

    await world.tell(lead, replied);
    await world.pass(9 * daysMs);

    expect(world.mails).toEqual(['L1 1 m1']);
    expect(await world.enrolment()).toMatchObject({ state: 'ended', ended: { reason: 'replied' } });
    expect(world.entries().filter(({ type }) => type === 'sequence.ended')).toMatchObject([{ data: { reason: 'replied' } }]);
  });

  it('goes on where no mail is left: what is to be done stays to be done', async () => {
    const lead = await begin([mail('m1'), wait('w1', { for: 'P2D' }), task('t1')]);

    await world.tell(lead, replied);
    await world.pass(9 * daysMs);

    expect(await world.enrolment()).toMatchObject({ ended: { reason: 'finished' }, done: ['m1', 'w1', 't1'] });
  });

  it('takes the way that its sequence says where that waits for answers', async () => {
    const event = { types: ['mail.replied'] };
    const lead = await begin([
      mail('m1'),
      wait('w1', { event, within: 'P3D', onEvent: 'm3', onTimeout: 'm2' }),
      mail('m2'),
      { id: 'e1', do: 'end' },
      mail('m3'),
    ]);

    await world.tell(lead, replied);
    await world.pass(9 * daysMs);

    expect(world.mails).toEqual(['L1 1 m1', 'L1 1 m3']);
  });

  it('is not ended by an answer that came before it began', async () => {
    world = new SequenceWorld(sequenceOf([mail('m1'), wait('w1', { for: 'P2D' }), mail('m2')]));
    const lead = await world.make();
    await world.tell(lead, replied);
    world.now = new Date(world.now.getTime() + 1_000);
    await putInByHand({ ...by, sequenceId: 'thu', correlationId: 'request' }, world.parts());
    await world.pass(9 * daysMs);

    expect(world.mails).toEqual(['L1 1 m1', 'L1 1 m2']);
  });
});
