import { beforeEach, describe, expect, it } from '@jest/globals';
import { daysMs } from '../../../shared/platform/clock.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { putInByHand, takeOutByHand } from '../../../shared/sequences/index.ts';
import { SequenceWorld } from '../../support/sequence-world.ts';
import { mail, sequenceOf, wait } from '../../support/sequences.ts';

const steps = [mail('m1'), wait('w1', { for: 'P2D' }), mail('m2')];
const actor = { kind: 'user', id: 'mai' } as const;

let world: SequenceWorld;
let requests = 0;
beforeEach(() => {
  world = new SequenceWorld(sequenceOf(steps));
});

const parts = () => world.parts();
const asked = (leadId = 'L1') => {
  requests += 1;
  return { leadId: LeadId.parse(leadId), sequenceId: 'thu', actor, correlationId: `request-${requests}` };
};
const putIn = () => putInByHand({ ...asked(), along: () => [] }, parts());
const takeOut = () => takeOutByHand({ ...asked(), along: () => [] }, parts());

describe('a lead that somebody puts into a sequence', () => {
  it('gets its steps, and the history tells who did it', async () => {
    await world.make();

    expect(await putIn()).toMatchObject({ run: 1, state: 'active', stepId: 'm1' });
    await world.pass(3 * daysMs);

    expect(world.mails).toEqual(['L1 1 m1', 'L1 1 m2']);
    const [begun, ended] = world.entries().filter(({ type }) => type.startsWith('sequence.'));
    expect([begun?.actor, ended?.data]).toMatchObject([actor, { reason: 'finished' }]);
  });

  it('is put in once where two do so at once', async () => {
    await world.make();

    const results = await Promise.allSettled([putIn(), putIn(), putIn()]);

    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(world.told()).toMatchObject([{ type: 'enrolled', run: 1 }]);
  });

  it.each<[string, object, object, RegExp]>([
    ['the sequence is paused', { state: 'paused' }, {}, /paused.*tạm dừng/],
    ['the lead does not fit its entry rule', { enterIf: { tag: ['vip'] } }, {}, /entry rule.*điều kiện vào/],
    ['the lead has reached its goal', { goal: { stage: ['customer'] } }, { stage: 'customer' }, /goal.*mục tiêu/],
    ['the lead fits an exit', { exits: [{ id: 'x', if: { stage: ['customer'] } }] }, { stage: 'customer' }, /exit.*rời chuỗi/],
    ['the lead is disqualified', {}, { status: 'disqualified' }, /gets nothing.*không gửi tin/],
  ])('is refused in a sentence where %s', async (_what, changes, lead, sentence) => {
    world = new SequenceWorld(sequenceOf(steps, changes));
    await world.make(lead);

    await expect(putIn()).rejects.toThrow(sentence);

    expect(await world.enrolment()).toBeNull();
  });

  it('is refused while it is in it, and afterwards until it may come in again', async () => {
    world = new SequenceWorld(sequenceOf(steps, { reentry: { afterDays: 30 } }));
    await world.make();
    await putIn();
    await expect(putIn()).rejects.toThrow(/already.*rồi/);
    await takeOut();
    await expect(putIn()).rejects.toThrow(/2026-11-27.*30 days.*30 ngày/);

    world.now = new Date(world.now.getTime() + 31 * daysMs);

    expect(await putIn()).toMatchObject({ run: 2 });
  });

  it.each([
    ['there is none of that name', 'khac', /no such.*Không có/],
    ['nobody may put leads into it', 'thu', /not by hand.*không do người/],
  ])('is refused in a sentence where %s', async (_what, sequenceId, sentence) => {
    world = new SequenceWorld(sequenceOf(steps, { triggers: [{ on: 'stage', stage: ['mql'] }] }));
    await world.make();

    await expect(putInByHand({ ...asked(), sequenceId, along: () => [] }, parts())).rejects.toThrow(sentence);
  });
});

describe('a lead that somebody takes out of a sequence', () => {
  it('gets no further step, and is out of it once however often it is asked', async () => {
    await world.make();
    await putIn();
    await world.settle();

    await takeOut();
    await takeOut();
    await world.pass(3 * daysMs);

    expect(world.mails).toEqual(['L1 1 m1']);
    expect(world.told()).toMatchObject([{ type: 'enrolled' }, { type: 'ended', reason: 'byHand' }]);
  });

  it('is left alone where it never was in it', async () => {
    await world.make();

    await takeOut();

    expect(world.told()).toEqual([]);
  });
});
