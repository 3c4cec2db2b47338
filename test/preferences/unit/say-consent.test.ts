import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../shared/leads/index.ts';
import { consentsInForce } from '../../../shared/leads/rules-consent.ts';
import { readAddressState } from '../../../shared/mail/index.ts';
import { ConflictError } from '../../../shared/platform/errors.ts';
import { SourceId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { advertisingBar, consentHow } from '../../../shared/preferences/index.ts';
import { type ConsentAsked, sayConsent } from '../../../shared/preferences/say-consent.ts';
import { dyingTable } from '../../support/dying-table.ts';
import { offers, Reader, tips } from '../../support/preferences.ts';

let reader: Reader;
beforeEach(async () => {
  reader = await Reader.create();
});

const saidAt = (agoMs = 0) => new Date(reader.world.parts.clock().getTime() - agoMs);

/** A colleague notes what the person says on the phone. */
function note(said: Pick<ConsentAsked, 'purpose' | 'granted'> & Partial<ConsentAsked>, table: Table = reader.world.table) {
  const heard = { leadId: reader.lead.leadId, how: 'phone', saidAt: saidAt(), topics: null, actor: { kind: 'user', id: 'u-lan' } } as const;
  return sayConsent({ ...heard, correlationId: 'request-1', ...said }, { ...reader.world.parts, table });
}

const lead = (): Lead => reader.world.leads()[0] ?? reader.lead;
const bar = async (topic = offers) => advertisingBar(await readAddressState(reader.world.table, reader.address), topic, saidAt());
const questions = () => reader.world.table.all().filter(({ message }) => Object(message).kind === 'subscriptionAsked');

describe('how a person said it', () => {
  it.each([
    ['import', 'hoi-cho', 'said-inPerson', 'inPerson'],
    ['import', 'hoi-cho', 'said-letter', 'letter'],
    ['manual', 'u-lan', 'said-phone', 'phone'],
    ['manual', 'u-lan', '2', 'colleague'],
    ['manual', 'link', '2', 'link'],
    // Whoever names the texts of a form may call one as they like.
    ['form', 'contact', 'said-phone', 'form'],
    ['import', 'hoi-cho', '2', 'form'],
  ] as const)('is told of what came by %s (%s, %s) as %s', (channel, sourceId, textVersion, how) => {
    expect(consentHow({ channel, sourceId: SourceId.parse(sourceId), textVersion })).toBe(how);
  });
});

describe('what a person tells a colleague', () => {
  it('stops all advertising for record and address at once, with who heard it, how, and one confirmation', async () => {
    await reader.subscribe();
    expect(await bar()).toBeNull();

    const { state } = await note({ purpose: 'newsletter', granted: false });

    expect(state).toBe('refused');
    expect(await bar()).toBe('refusedAll');
    const { newsletter } = lead().consent;
    expect(newsletter).toMatchObject({ granted: false, channel: 'manual', sourceId: 'u-lan', submissionId: 'request-1' });
    expect(newsletter && consentHow(newsletter)).toBe('phone');
    expect(reader.told().at(-1)).toMatchObject({ purpose: 'newsletter', change: 'refused', topics: null, how: 'phone' });
    expect(reader.confirmations()).toHaveLength(1);
  });

  it('stops one topic, and leaves the others', async () => {
    await reader.subscribe();

    await note({ purpose: 'newsletter', granted: false, topics: [offers] });

    expect([await bar(offers), await bar(tips)]).toEqual(['refusedTopic', null]);
    expect(lead().consent.newsletter).toMatchObject({ granted: true, refusedTopics: [offers] });
    expect(reader.told().at(-1)).toMatchObject({ change: 'refused', topics: [offers] });
  });

  it('is written whole or not at all, wherever the function dies', async () => {
    await reader.subscribe();
    let died = 0;
    for (let point = 1; ; point += 1) {
      const isDone = await note({ purpose: 'newsletter', granted: false }, dyingTable(reader.world.table, point)).then(
        () => true,
        () => false,
      );
      expect((await bar()) === 'refusedAll').toBe(lead().consent.newsletter?.granted === false);
      expect(reader.confirmations()).toHaveLength(lead().consent.newsletter?.granted === false ? 1 : 0);
      if (isDone || (await bar()) === 'refusedAll') break;
      died += 1;
    }
    expect(died).toBeGreaterThan(2);
  });

  it('refuses once, however many note it at once', async () => {
    await reader.subscribe();

    const noted = await Promise.allSettled(Array.from({ length: 6 }, () => note({ purpose: 'newsletter', granted: false })));

    expect(noted.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(noted.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))).toEqual(Array(5).fill('impossible_consent'));
    expect(reader.told().filter(({ change }) => change === 'refused')).toHaveLength(1);
    expect(reader.confirmations()).toHaveLength(1);
  });

  it('withdraws contact and tracking from the record alone', async () => {
    await note({ purpose: 'contact', granted: false, how: 'letter' });
    await note({ purpose: 'tracking', granted: false });

    expect(lead().consent).toMatchObject({ contact: { granted: false, textVersion: 'said-letter' }, tracking: { granted: false } });
    expect(await readAddressState(reader.world.table, reader.address)).toEqual({});
    expect(reader.told()).toMatchObject([
      { purpose: 'contact', change: 'refused', how: 'letter' },
      { purpose: 'tracking', change: 'refused', how: 'phone' },
    ]);
  });

  it('agrees to contact', async () => {
    await note({ purpose: 'contact', granted: false });
    const { state } = await note({ purpose: 'contact', granted: true, how: 'inPerson' });

    expect(state).toBe('granted');
    expect(consentsInForce(lead())).toContain('contact');
  });

  it('agrees to newsletters only as far as the mailbox is asked', async () => {
    const { state } = await note({ purpose: 'newsletter', granted: true });

    expect(state).toBe('asked');
    expect(lead().consent.newsletter).toMatchObject({ granted: true, textVersion: 'said-phone' });
    expect(consentsInForce(lead())).not.toContain('newsletter');
    expect(await bar()).toBe('notConfirmed');
    expect(questions().map(({ queue, message }) => [queue, Object(message).sourceId])).toEqual([['mail', 'u-lan']]);

    await reader.subscribe();
    expect(await bar()).toBeNull();
    expect(consentsInForce(lead())).toContain('newsletter');
  });

  it.each<[string, () => Promise<unknown>, RegExp]>([
    ['a person agrees to tracking on their own device', () => note({ purpose: 'tracking', granted: true }), /own device/],
    [
      'what was refused already is not noted twice',
      async () => note({ purpose: 'contact', granted: false }).then(() => note({ purpose: 'contact', granted: false })),
      /already/,
    ],
    [
      'who refused all advertising is not asked on somebody else’s word',
      async () =>
        note({ purpose: 'newsletter', granted: false }).then(() => note({ purpose: 'newsletter', granted: true, saidAt: saidAt(-60_000) })),
      /only they themselves/,
    ],
    [
      'a later word counts',
      async () =>
        note({ purpose: 'contact', granted: false }).then(() => note({ purpose: 'contact', granted: true, saidAt: saidAt(3_600_000) })),
      /otherwise since/,
    ],
    ['nobody has said it yet', () => note({ purpose: 'contact', granted: false, saidAt: saidAt(-3_600_000) }), /yet to come/],
    ['topics are of newsletters alone', () => note({ purpose: 'contact', granted: false, topics: [offers] }), /by topic/],
    [
      'there is no such topic',
      () => note({ purpose: 'newsletter', granted: false, topics: ['khong-co' as typeof offers] }),
      /no topic khong-co/,
    ],
  ])('is not noted where %s', async (_what, act, why) => {
    await expect(act()).rejects.toMatchObject({ code: 'impossible_consent', message: expect.stringMatching(why) });
  });

  it('refuses newsletters also for who has no address', async () => {
    const item = reader.world.table.items.get(`${keys.leadPk(reader.lead.leadId)} LEAD`) ?? {};
    const { email: _gone, ...without } = item;
    reader.world.table.seed(without as typeof item);

    await note({ purpose: 'newsletter', granted: false });

    expect(lead().consent.newsletter).toMatchObject({ granted: false });
    await expect(note({ purpose: 'newsletter', granted: true, saidAt: saidAt(-1_000) })).rejects.toMatchObject({
      code: 'impossible_consent',
    });
  });

  it('is tried again where the person decides at the same moment, and the refusal holds', async () => {
    await Promise.all([reader.subscribe(), note({ purpose: 'newsletter', granted: false, saidAt: saidAt(-1_000) })]).catch(
      (error: unknown) => {
        if (!(error instanceof ConflictError)) throw error;
      },
    );

    const state = await bar();
    expect([null, 'refusedAll']).toContain(state);
    expect(lead().consent.newsletter?.granted).toBe(state === null);
  });
});
