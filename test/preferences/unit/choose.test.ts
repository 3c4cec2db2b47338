import { beforeEach, describe, expect, it } from '@jest/globals';
import { readLead } from '../../../shared/leads/index.ts';
import { readAddressState } from '../../../shared/mail/index.ts';
import { daysMs } from '../../../shared/platform/clock.ts';
import { advertisingBar } from '../../../shared/preferences/index.ts';
import { offers, Reader, tips } from '../../support/preferences.ts';

let reader: Reader;
beforeEach(async () => {
  reader = await Reader.create();
});

const bars = async () => {
  const state = await readAddressState(reader.world.table, reader.address);
  return [offers, tips].map((topic) => advertisingBar(state, topic, reader.world.parts.clock()));
};
const choose = (form: string) => reader.follow('POST', 'preferences', reader.leavingToken(), form);
const consentNow = async () => (await readLead(reader.world.table, reader.lead.leadId))?.consent.newsletter;

describe('a person who asked for mails', () => {
  it('gets none before the mailbox has confirmed them by the button, and then with a proof', async () => {
    const before = await bars();
    await reader.follow('GET', 'subscribe', reader.subscribeToken());
    const looked = await bars();

    const answer = await reader.follow('POST', 'subscribe', reader.subscribeToken());

    expect([before, looked]).toEqual([
      ['notConfirmed', 'notConfirmed'],
      ['notConfirmed', 'notConfirmed'],
    ]);
    expect(answer.body).toContain('Cảm ơn');
    expect(await bars()).toEqual([null, null]);
    const proof = { at: expect.any(String), textVersion: expect.stringMatching(/^topics-\d+$/), asked: reader.post };
    expect((await reader.choices())?.confirmed[offers]).toEqual(proof);
    expect(await readAddressState(reader.world.table, reader.address)).toMatchObject({
      provenAt: (await reader.choices())?.confirmed[offers]?.at,
    });
    expect(await consentNow()).toMatchObject({
      granted: true,
      submissionId: reader.post.submissionId,
      confirmedAt: (await reader.choices())?.confirmed[offers]?.at,
    });
    expect(reader.told()).toEqual([
      { purpose: 'newsletter', change: 'confirmed', topics: expect.arrayContaining([offers, tips]), until: null },
    ]);
  });

  it('cannot be brought back by an older link after a refusal, nor by a further post', async () => {
    const older = reader.subscribeToken();
    reader.world.pass(1_000);
    await choose('choose=none');
    const consent = [{ purpose: 'newsletter' as const, granted: true, textVersion: 'newsletter-1' }];
    reader.world.pass(1_000);
    await reader.world.takeIn(reader.world.post({ email: reader.lead.email ?? '' }, { consent }));

    const answer = await reader.follow('POST', 'subscribe', older);

    expect(answer.statusCode).toBe(410);
    expect(await bars()).toEqual(['refusedAll', 'refusedAll']);
    expect(await consentNow()).toEqual(expect.not.objectContaining({ confirmedAt: expect.anything() }));
    expect(await consentNow()).toMatchObject({ granted: false });
  });

  it('keeps what they ticked, which the mailbox only adds its word to, and needs to say so once', async () => {
    const consent = [{ purpose: 'newsletter' as const, granted: true, textVersion: 'newsletter-1' }];
    const ticked = reader.world.post({ email: reader.lead.email ?? '' }, { consent });
    await reader.world.takeIn(ticked);
    const before = await consentNow();
    reader.world.pass(1_000);
    await reader.subscribe();
    const confirmed = await consentNow();
    reader.world.pass(1_000);
    await reader.world.takeIn(
      reader.world.post({ email: reader.lead.email ?? '' }, { consent: [{ ...consent[0], textVersion: 'newsletter-2' } as never] }),
    );

    expect(before).toMatchObject({ granted: true, textVersion: 'newsletter-1', ...ticked });
    expect(before?.confirmedAt).toBeUndefined();
    expect(confirmed).toEqual({ ...before, confirmedAt: (await reader.choices())?.confirmed[offers]?.at });
    expect(await consentNow()).toMatchObject({ textVersion: 'newsletter-2', confirmedAt: confirmed?.confirmedAt });
  });

  it('counts as agreed again where the record forgot what the mailbox said, by their next post', async () => {
    await reader.subscribe();
    const item = reader.world.table.all().find(({ pk, sk }) => pk === `LEAD#${reader.lead.leadId}` && sk === 'LEAD');
    const { newsletter: _, ...others } = Object(item?.consent);
    reader.world.table.seed({ ...item, consent: others });
    const consent = [{ purpose: 'newsletter' as const, granted: true, textVersion: 'newsletter-1' }];

    await reader.world.takeIn(reader.world.post({ email: reader.lead.email ?? '' }, { consent }));

    expect(await consentNow()).toMatchObject({ granted: true, confirmedAt: (await reader.choices())?.confirmed[offers]?.at });
  });

  it('comes back by the button of a mail that was asked for after the refusal', async () => {
    await choose('choose=none');
    reader.world.pass(1_000);

    await reader.subscribe();

    expect(await bars()).toEqual([null, null]);
    expect(await consentNow()).toMatchObject({ granted: true });
  });

  it('has seven days to confirm', async () => {
    const token = reader.subscribeToken();
    reader.world.pass(7 * daysMs + 60_000);

    const answer = await reader.follow('POST', 'subscribe', token);

    expect(answer.statusCode).toBe(410);
    expect(await reader.choices()).toBeUndefined();
  });
});

describe('the page of choices', () => {
  beforeEach(() => reader.subscribe());

  it('takes the ticked topics, refuses what was taken away, and tells both once', async () => {
    await choose('choose=topics&topic=uu-dai');
    const first = await bars();
    reader.world.pass(1_000);
    await choose('choose=topics&topic=kien-thuc&topic=nobodys');

    expect([first, await bars()]).toEqual([
      [null, 'refusedTopic'],
      ['refusedTopic', null],
    ]);
    expect(await consentNow()).toMatchObject({
      granted: true,
      confirmedAt: expect.any(String),
      refusedTopics: expect.arrayContaining([offers]),
    });
    expect((await consentNow())?.refusedTopics).not.toContain(tips);
    expect(reader.told().slice(-2)).toEqual([
      { purpose: 'newsletter', change: 'confirmed', topics: [tips], until: null },
      { purpose: 'newsletter', change: 'refused', topics: [offers], until: null },
    ]);
  });

  it('gives a rest of thirty days that a second press does not lengthen, and that ends by itself or before', async () => {
    const pressedAt = reader.world.parts.clock().getTime();
    await choose('choose=pause');
    const until = (await reader.choices())?.pausedUntil ?? '';
    reader.world.pass(daysMs);
    await choose('choose=pause');
    const resting = [await bars(), (await reader.choices())?.pausedUntil];
    await choose('choose=resume');
    const resumed = await bars();
    await choose('choose=pause');
    reader.world.pass(31 * daysMs);

    expect(Math.floor((Date.parse(until) - pressedAt) / daysMs)).toBe(30);
    expect(resting).toEqual([['personPaused', 'personPaused'], until]);
    expect(resumed).toEqual([null, null]);
    expect(await bars()).toEqual([null, null]);
  });

  it('changes nothing for a body that is none of its forms, and says nothing was saved', async () => {
    const before = await reader.choices();

    const answer = await choose('topic=uu-dai');

    expect(await reader.choices()).toEqual(before);
    expect(answer.body).not.toContain('class="saved"');
  });

  it('is for the record no word of consent where the record has left the address, but closes the address', async () => {
    const stranger = reader.leavingToken();
    const item = reader.world.table.all().find(({ pk, sk }) => pk === `LEAD#${reader.lead.leadId}` && sk === 'LEAD');
    reader.world.table.seed({ ...item, email: 'moi@example.com' });

    await reader.follow('POST', 'unsubscribe', stranger);

    expect(await bars()).toEqual(['refusedAll', 'refusedAll']);
    expect(await consentNow()).toMatchObject({ granted: true });
    expect(reader.confirmations()).toEqual([]);
    expect(reader.told().at(-1)).toMatchObject({ change: 'refused' });
  });
});
