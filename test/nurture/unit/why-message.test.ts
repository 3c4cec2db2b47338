import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../shared/leads/index.ts';
import { showWhy } from '../../../shared/nurture/show-messages.ts';
import { moveEnrolment } from '../../../shared/sequences/index.ts';
import { end } from '../../../shared/sequences/rules-advance.ts';
import { choices, NurtureWorld } from '../../support/nurture-world.ts';
import { postRef } from '../../support/post-ref.ts';

const minutes = 60_000;
const days = 24 * 60 * minutes;
const granted = { granted: true, at: '2026-11-01T00:00:00.000Z', textVersion: '1', ...postRef('s1') };
/** Nine in the morning in Hanoi. */
const morning = Date.parse('2026-11-23T02:00:00.000Z');

let world: NurtureWorld;
let lead: Lead;
const why = (step: string, locale: 'vi' | 'en' = 'en') => showWhy(lead, { sequence: 'thu', step }, locale, world.parts());

beforeEach(() => {
  world = new NurtureWorld();
  lead = world.putLead({ consent: { contact: granted, newsletter: granted } });
  world.now = morning;
});

describe('why a lead got a mail of a sequence, or did not', () => {
  it('is that it never was in it', async () => {
    world.configure();

    expect(await why('mot')).toMatchObject({ state: 'neverIn', run: null, standsAt: null, summary: 'The lead never was in this sequence' });
  });

  it('is told of a mail that was sent, with its wording, and of one that the run has not reached', async () => {
    world.putAddress({ choices });
    await world.enrol(lead, world.configure());
    await world.pass(minutes);

    expect(await why('mot')).toMatchObject({ state: 'sent', run: 1, templateVersion: expect.stringMatching(/./) });
    expect((await why('mot', 'vi')).summary).toMatch(/^Đã gửi lúc 09:0\d, 23\/11\/2026$/);
    expect(await why('hai')).toMatchObject({ state: 'waits', reason: 'notDue', until: new Date(morning + 2 * days).toISOString() });
    expect(await why('cho')).toMatchObject({ state: 'passedOver' });
    expect(await why('khong-co')).toMatchObject({ state: 'noSuchMail' });
  });

  it('is where the run stands while that is before the mail', async () => {
    world.putAddress({ choices: { ...choices, pausedUntil: new Date(morning + days).toISOString() } });
    await world.enrol(lead, world.configure());
    await world.pass(minutes);

    expect(await why('mot', 'vi')).toMatchObject({
      state: 'waits',
      reason: 'personPaused',
      until: new Date(morning + days).toISOString(),
      summary: 'Đang chờ đến 09:00, 24/11/2026: khách xin tạm ngừng thư quảng cáo',
    });
    expect(await why('hai')).toMatchObject({ state: 'notReached', standsAt: { stepId: 'mot', waitsFor: null } });
  });

  it('is the reason that was stored of a mail that is never sent', async () => {
    world.putAddress({});
    await world.enrol(lead, world.configure());
    await world.pass(minutes);

    expect(await why('mot')).toMatchObject({
      state: 'skipped',
      reason: 'notConfirmed',
      summary: 'Not sent: the person has not confirmed that they want this topic',
    });
  });

  it('is the end of the run, also of a mail that still waited then', async () => {
    world.putAddress({ choices: { ...choices, pausedUntil: new Date(morning + days).toISOString() } });
    await world.enrol(lead, world.configure());
    await world.pass(minutes);
    const before = await world.enrolment(lead);
    if (before) await world.table.transact(moveEnrolment(before, end(before, 'byHand', world.clock())));

    expect(await why('mot')).toMatchObject({
      state: 'runEnded',
      reason: 'byHand',
      standsAt: null,
      summary: 'The run was over before it: by a colleague',
    });
  });
});
