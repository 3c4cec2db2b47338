import { describe, expect, it } from '@jest/globals';
import { type Fact, packFact, parseFact } from '../../../shared/facts/index.ts';
import { factNeedOf, factOf, factOrderOf, ownershipOf, touchOf } from '../../support/facts.ts';

const at = (text: string) => Date.parse(text);
const arrivedAt = at('2026-11-02T02:00:00.000Z');

/** A life in which everything happened that a fact tells of. */
const rich: Fact = factOf({
  trials: [
    { experimentId: 'tieu-de', arm: 'b', at: arrivedAt + 4_000 },
    { experimentId: 'loi-chao', arm: 'a', at: arrivedAt + 9_000 },
  ],
  origin: 'outbound',
  first: touchOf({ utmSource: 'facebook', utmMedium: 'paid-social', utmCampaign: 'Tháng 11; "giảm", 50 %' }),
  last: touchOf({ at: at('2026-11-20T02:00:00.000Z'), channel: 'import', sourceId: 'hoi-cho' }),
  provinceCode: null,
  macroRegion: null,
  poolId: null,
  products: ['ban-hang', '~la', '\\la'],
  kind: 'company',
  profile: { ageBand: '25-34', industry: 'ban-le', sizeBand: '10-49', incomeBand: '10–20 triệu' },
  enquiries: [
    { at: arrivedAt, channel: 'form', sourceId: 'contact', campaign: null, kind: 'new' },
    { at: arrivedAt + 60_000, channel: 'form', sourceId: 'contact', campaign: null, kind: 'duplicate', isReleased: true },
  ],
  quality: { phone: 'landline', email: 'bounced', fields: 6 },
  stages: [
    { stage: 'lead', at: arrivedAt },
    { stage: 'sql', at: arrivedAt + 3_600_000 },
  ],
  statuses: [{ status: 'recycled', reason: 'notNow', at: arrivedAt + 7_200_000 }],
  temperatures: [{ temperature: 'hot', at: arrivedAt }],
  owners: [
    ownershipOf({ from: arrivedAt + 5_000, to: arrivedAt + 9_000 }),
    ownershipOf({ subject: 'L01K9ZQ3V7N8Q0WJ9F4TE6H1KCM-01K9ZR5T2B7M4X8C1V6N3Q0WJH', from: arrivedAt + 9_000, how: 'claim' }),
  ],
  clocks: [
    {
      kind: 'accept',
      subject: 'lead',
      repId: 'rep-lan',
      startedAt: arrivedAt,
      dueAt: arrivedAt + 900_000,
      endedAt: arrivedAt + 1_000_000,
      result: 'missed',
    },
    { kind: 'firstContact', subject: 'lead', repId: 'rep-ha', startedAt: arrivedAt, dueAt: arrivedAt, endedAt: null, result: 'open' },
    {
      kind: 'firstContact',
      subject: 'lead',
      repId: 'rep-lan',
      startedAt: arrivedAt + 5_000,
      dueAt: arrivedAt + 4_000,
      endedAt: arrivedAt + 5_000,
      result: 'met',
    },
  ],
  t: {
    assignedAt: arrivedAt,
    notifiedAt: arrivedAt + 4_000,
    // A call that was made before the person was written down.
    attemptedAt: arrivedAt - 86_400_000,
    contactedAt: arrivedAt + 1,
    attemptWorkMs: 0,
    contactWorkMs: 61_000,
  },
  calls: [{ at: arrivedAt - 86_400_000, repId: null, outcome: 'hen-gap', reached: true }],
  feedback: [{ kind: 'khao-sat/vi-sao', word: 'gia', at: arrivedAt + 1_000 }],
  needs: [
    factNeedOf(),
    factNeedOf({
      opportunityId: 'another',
      product: 'kho',
      amount: 0,
      currency: 'USD',
      expectedClose: '2026-12-31',
      isOwn: true,
      ownerId: 'rep-lan',
      poolId: 'south',
      state: 'lost',
      lostAt: arrivedAt + 1_000,
      lossReason: 'price',
      closes: [
        { result: 'won', at: arrivedAt, reason: null, repId: null },
        { result: 'reopened', at: arrivedAt, reason: null, repId: null },
        { result: 'lost', at: arrivedAt + 1_000, reason: 'price', repId: 'rep-lan' },
      ],
    }),
  ],
  orders: [
    factOrderOf({
      products: ['kho'],
      opportunityId: 'another',
      ownerId: 'rep-lan',
      facts: [
        { kind: 'confirmed', at: arrivedAt - 1_000, amount: 3_600_000, currency: 'VND' },
        { kind: 'cancelled', at: arrivedAt + 1_000, amount: null, currency: 'VND' },
      ],
    }),
  ],
  sequences: [
    {
      sequenceId: 'chao',
      from: arrivedAt,
      to: arrivedAt + 1_000,
      end: 'goal',
      mails: { sent: 3, bounced: 1, opened: 1, clicked: 0, refused: 2 },
    },
  ],
  visits: { count: 3, seconds: 61, topics: [{ topic: 'bang-gia', count: 2 }] },
  tags: ['vip'],
});

/** Moments are kept to the second. */
const contacted = { ...rich, t: { ...rich.t, contactedAt: arrivedAt } };

describe('a packed fact', () => {
  it.each([
    ['of somebody who only posted', factOf(), factOf()],
    ['of a long life', rich, contacted],
    ['of somebody who was erased', factOf({ id: 'd1gest', erased: true }), factOf({ id: 'd1gest', erased: true })],
    ['of nobody who posted', factOf({ enquiries: [], stages: [], temperatures: [] }), undefined],
  ])('%s is read as it was', (_whose, fact, read) => {
    const parsed = parseFact(fact.id, packFact(fact));

    if (read) expect(parsed).toEqual(read);
    else expect(parsed?.stages).toEqual([]);
  });

  it('is short', () => {
    expect(packFact(factOf()).length).toBeLessThan(120);
    expect(packFact(rich).length).toBeLessThan(1_100);
  });

  it('is read past what a later version adds', () => {
    const cells = JSON.parse(packFact(contacted));
    cells.push(['later', 1], { more: true });

    expect(parseFact(rich.id, JSON.stringify(cells))).toEqual(contacted);
  });

  it('is read as empty where an earlier version said less', () => {
    const cells = JSON.parse(packFact(contacted)).slice(0, 13);

    const read = parseFact(rich.id, JSON.stringify(cells));

    expect(read).toMatchObject({
      provinceCode: null,
      stages: [{ stage: 'lead', at: arrivedAt }],
      calls: [],
      t: { acceptedAt: arrivedAt, assignedAt: null },
      tags: [],
    });
  });

  it.each([
    ['nothing', undefined],
    ['no JSON', '{'],
    ['another thing', '{"a":1}'],
    ['an empty list', '[]'],
  ])('is none where there is %s', (_what, packed) => {
    expect(parseFact('L1', packed)).toBeNull();
  });
});
