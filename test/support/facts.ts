import { type Fact, type FactTouch, momentOf, type Need, type Order, type Ownership } from '../../shared/facts/index.ts';

const arrivedAt = momentOf('2026-11-02T02:00:00.000Z');

/** A touch of a fact; by default a post of the contact form. */
export function touchOf(touch: Partial<FactTouch> = {}): FactTouch {
  return { at: arrivedAt, channel: 'form', sourceId: 'contact', utmSource: null, utmMedium: null, utmCampaign: null, ...touch };
}

/** A need of a fact that is open at its first stage, with what a test says otherwise. */
export function factNeedOf(need: Partial<Need> = {}): Need {
  const openedAt = need.openedAt ?? arrivedAt;
  return {
    opportunityId: 'L01K9ZQ3V7N8Q0WJ9F4TE6H1KCM-01K9ZR5T2B7M4X8C1V6N3Q0WJH',
    product: null,
    pipeline: 'sales',
    openedAt,
    amount: null,
    currency: null,
    expectedClose: null,
    isOwn: false,
    ownerId: null,
    poolId: null,
    state: 'open',
    stages: [{ stage: 'new', at: openedAt }],
    wonAt: null,
    lostAt: null,
    lossReason: null,
    closes: [],
    ...need,
  };
}

/** An order of a fact, without facts of its own, with what a test says otherwise. */
export function factOrderOf(order: Partial<Order> = {}): Order {
  return {
    order: 'manual~1',
    products: [],
    sourceId: 'manual',
    opportunityId: null,
    ownerId: null,
    currency: 'VND',
    facts: [],
    ...order,
  };
}

/** A time in which a rep had the lead, with what a test says otherwise. */
export function ownershipOf(ownership: Partial<Ownership> = {}): Ownership {
  return { subject: 'lead', repId: 'rep-lan', poolId: 'south', from: arrivedAt, to: null, how: 'turn', ...ownership };
}

/** What a test says of a fact: `t` and `quality` in part as well. */
export type FactSaid = Partial<Omit<Fact, 't' | 'quality' | 'profile'>> & {
  readonly t?: Partial<Fact['t']>;
  readonly quality?: Partial<Fact['quality']>;
  readonly profile?: Partial<Fact['profile']>;
};

/** A person who posted the contact form and with whom nothing was done yet, with what a test says otherwise. Whatever follows from the arrival follows from what is said of it. */
export function factOf({ t, quality, profile, ...said }: FactSaid = {}): Fact {
  const at = said.arrivedAt ?? arrivedAt;
  const first = said.first ?? touchOf({ at });
  return {
    id: 'L01K9ZQ3V7N8Q0WJ9F4TE6H1KCM',
    erased: false,
    arrivedAt: at,
    origin: 'inbound',
    first,
    last: first,
    provinceCode: '79',
    macroRegion: 'south',
    poolId: 'south',
    products: [],
    kind: 'person',
    profile: { ageBand: null, industry: null, sizeBand: null, incomeBand: null, ...profile },
    enquiries: [{ at, channel: first.channel, sourceId: first.sourceId, campaign: first.utmCampaign, kind: 'new' }],
    quality: { phone: 'mobile', email: 'none', fields: 3, ...quality },
    stages: [{ stage: 'lead', at }],
    statuses: [],
    temperatures: [{ temperature: 'cold', at }],
    owners: [],
    clocks: [],
    t: {
      acceptedAt: at,
      assignedAt: null,
      notifiedAt: null,
      repAcceptedAt: null,
      attemptedAt: null,
      contactedAt: null,
      qualifiedAt: null,
      attemptWorkMs: null,
      contactWorkMs: null,
      ...t,
    },
    calls: [],
    feedback: [],
    needs: [],
    orders: [],
    sequences: [],
    visits: { count: 0, seconds: 0, topics: [] },
    tags: [],
    trials: [],
    ...said,
  };
}
