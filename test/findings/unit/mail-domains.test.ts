import { beforeEach, describe, expect, it } from '@jest/globals';
import { activityAt, cardItem } from '../../../shared/cards/index.ts';
import { companyKind } from '../../../shared/company/company-config.ts';
import { lookAtMailDomainWork, recheckMailDomainsIn } from '../../../shared/findings/domain-work.ts';
import { domainAsker, putRecheck, readFindings } from '../../../shared/findings/index.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { daysMs, epochSeconds } from '../../../shared/platform/clock.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { MailServers } from '../../../shared/platform/mail-servers.ts';
import { doWork } from '../../../shared/work/index.ts';
import { digests } from '../../support/digests.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { itemsOfLead } from '../../support/lead-world/stored-leads.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { ProjectorWorld } from '../../support/projector.ts';
import { workWorld } from '../../support/work.ts';

const config = createFixedConfig();
let table = memoryTable();
let now = new Date('2026-11-27T03:00:00.000Z');
/** What name servers say, and which domains they were asked for. */
let says: MailServers = 'found';
let asked: string[] = [];
beforeEach(() => {
  table = memoryTable();
  now = new Date('2026-11-27T03:00:00.000Z');
  says = 'found';
  asked = [];
});

function lives(leadId: string, email: string | null, changes: Partial<Lead> = {}): Lead {
  const lead = sampleLead({ leadId: LeadId.parse(leadId), email, ...changes });
  table.seed(...itemsOfLead(lead), cardItem(lead, activityAt(lead.createdAt)));
  return lead;
}

/** Does a piece of work, and returns what it asked for in turn. */
async function work(kind: string, request: Record<string, unknown>, leadsPerSlice = 500) {
  const world = workWorld(table, now);
  const parts = {
    ...world.parts,
    config,
    askMailServers: async (domain: string) => {
      asked.push(domain);
      return says;
    },
  };
  await doWork({ v: 1, kind, request }, [lookAtMailDomainWork, recheckMailDomainsIn(leadsPerSlice)], parts);
  return world.sent.work.map(({ body, delaySeconds }) => ({ ...Object(Object(body).request), ...(delaySeconds ? { delaySeconds } : {}) }));
}

const look = (leadId: string, turn = 1) => work('lookAtMailDomain', { leadId, turn });
const known = (domain: string) => table.items.get(`${keys.mailServers(digests.mailHost(domain)).pk} SERVERS`);
const codes = async (lead: Lead) => (await readFindings(lead, { table, digests, config })).map(({ code }) => code);

describe('a look at the domain of a lead', () => {
  it('is one at the domains of all mailboxes of the person, and shows of which each is found', async () => {
    const lead = lives('L1', 'lan@gmail.com', { emails: ['lan@songthu.vn', 'ketoan@gmial.com'] });
    says = 'noServers';

    await look('L1');

    expect(asked).toEqual(['songthu.vn', 'gmial.com']);
    const found = await readFindings(lead, { table, digests, config });
    expect(found.filter(({ field }) => field === 'email').map(({ code, of }) => [code, of])).toEqual([
      ['emailNoServers', 'lan@songthu.vn'],
      ['emailNoServers', 'ketoan@gmial.com'],
      ['emailSlip', 'ketoan@gmial.com'],
      ['emailRole', 'ketoan@gmial.com'],
    ]);
  });

  it('is one for all who have an address there, and shows in their records', async () => {
    const [one, other] = [lives('L1', 'lan@songthu.vn'), lives('L2', 'minh@songthu.vn')];
    says = 'noSuchDomain';

    await look('L1');
    await look('L2');

    expect(asked).toEqual(['songthu.vn']);
    expect(known('songthu.vn')).toMatchObject({ servers: 'noSuchDomain', askedAt: now.toISOString() });
    expect([await codes(one), await codes(other)].map(([first]) => first)).toEqual(['emailNoServers', 'emailNoServers']);
  });

  it('names nobody: neither the domain nor the lead stands in what is kept, which expires', async () => {
    lives('L1', 'lan@nguyenthilan.vn');

    await look('L1');

    const kept = known('nguyenthilan.vn') ?? {};
    expect(JSON.stringify(kept)).not.toMatch(/nguyenthilan|L1/);
    expect(Number(kept.expiresAt)).toBeGreaterThan(epochSeconds(now) + (6 * 30 * daysMs) / 1_000);
  });

  it.each([
    ['a provider that everybody knows', 'lan@gmail.com'],
    ['a throw-away mailbox', 'lan@10minutemail.com'],
    ['no address', null],
  ])('asks nobody for %s', async (_what, email) => {
    lives('L1', email);

    expect(await look('L1')).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('asks nobody for a lead that is gone', async () => {
    expect(await look('L9')).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('tries silent name servers again, and keeps their silence at last', async () => {
    const lead = lives('L1', 'lan@songthu.vn');
    says = 'silent';

    expect(await look('L1', 1)).toEqual([{ leadId: 'L1', turn: 2, delaySeconds: 900 }]);
    expect(await look('L1', 4)).toEqual([{ leadId: 'L1', turn: 5, delaySeconds: 900 }]);
    expect(known('songthu.vn')).toBeUndefined();
    expect(await look('L1', 5)).toEqual([]);

    expect(await codes(lead)).toEqual(['emailServersSilent']);
  });

  it('asks anew when what is known is as old as the company says', async () => {
    config.change(companyKind, 'company', (before) => ({
      ...before,
      dataQuality: { ...before.dataQuality, mailServersAgainAfterMonths: 2 },
    }));
    lives('L1', 'lan@songthu.vn');
    await look('L1');

    now = new Date(now.getTime() + 60 * daysMs - 1);
    await look('L1');
    expect(asked).toHaveLength(1);

    now = new Date(now.getTime() + 1);
    await look('L1');
    expect(asked).toHaveLength(2);
  });
});

describe('the look of each month', () => {
  it('names one lead of each domain that is unknown or stale, slice by slice, and sets the next month', async () => {
    lives('L1', 'lan@songthu.vn', { createdAt: '2026-11-01T00:00:00.000Z' });
    lives('L2', 'minh@songthu.vn', { createdAt: '2026-11-02T00:00:00.000Z' });
    lives('L3', 'hoa@gmail.com', { createdAt: '2026-11-03T00:00:00.000Z' });
    lives('L4', 'nam@anbinh.vn', { createdAt: '2026-11-04T00:00:00.000Z' });
    lives('L5', 'ha@daknow.vn', { createdAt: '2026-11-05T00:00:00.000Z' });
    await look('L5');
    const month = '2026-12-01T18:00:00.000Z';
    now = new Date(month);

    const first = await work('recheckMailDomains', { month, after: null }, 2);
    const { after } = first.at(-1) as { after: string };
    const second = await work('recheckMailDomains', { month, after }, 2);
    const rest = await work('recheckMailDomains', { month, after: (second.at(-1) as { after: string }).after }, 2);

    expect(first).toEqual([
      { leadId: 'L4', turn: 1 },
      { month, after },
    ]);
    expect(second.slice(0, -1)).toEqual([{ leadId: 'L2', turn: 1 }]);
    expect(rest).toEqual([{ leadId: 'L1', turn: 1 }]);
    const timers = [...table.items.values()].filter((item) => keys.isTimer(item));
    expect(timers.map(({ dueAt }) => dueAt)).toEqual(['2027-01-01T18:00:00.000Z']);
  });

  it('is one timer, however often it is set', () => {
    const [one, again] = [putRecheck(new Date('2026-11-27T03:00:00.000Z')), putRecheck(new Date('2026-11-30T23:59:00.000Z'))];

    expect(again).toEqual(one);
    expect(one.Put.Item).toMatchObject({ dueAt: '2026-12-01T18:00:00.000Z' });
  });
});

describe('a look that a change of a lead asked for', () => {
  const stood = { leadId: LeadId.parse('L1'), version: 3 };
  const stands = () => lives('L1', 'lan@anbinh.vn', { version: 4 });

  /** Answers reads that may lag by the lead as it was; returns whether each read of the lead was a strong one. */
  function lagging(before: Lead): boolean[] {
    const reads: boolean[] = [];
    const { get } = table;
    table.get = async (key, options) => {
      if (key.sk !== keys.leadSk) return get(key, options);
      reads.push(options?.consistent === true);
      return options?.consistent === true ? get(key, options) : itemsOfLead(before)[0];
    };
    return reads;
  }

  it('takes a read that lags where it shows that change, for half', async () => {
    const reads = lagging(stands());

    await work('lookAtMailDomain', { leadId: 'L1', turn: 1, version: 4 });

    expect(asked).toEqual(['anbinh.vn']);
    expect(reads).toEqual([false]);
  });

  it('reads the lead as it stands where such a read shows less', async () => {
    stands();
    const reads = lagging(sampleLead({ ...stood, email: 'lan@songthu.vn' }));

    await work('lookAtMailDomain', { leadId: 'L1', turn: 1, version: 4 });

    expect(asked).toEqual(['anbinh.vn']);
    expect(reads).toEqual([false, true]);
  });

  it('reads it as it stands where nobody said of which change it is', async () => {
    stands();
    const reads = lagging(sampleLead({ ...stood, email: 'lan@songthu.vn' }));

    await look('L1');

    expect(asked).toEqual(['anbinh.vn']);
    expect(reads).toEqual([true]);
  });
});

describe('a change of a lead', () => {
  it.each<[string, string | null, string | null, number]>([
    ['asks for a look where it is new and has a domain of its own', null, 'lan@songthu.vn', 1],
    ['asks for none at a provider that everybody knows', null, 'lan@gmail.com', 0],
    ['asks for a look where the domain is another', 'lan@songthu.vn', 'lan@anbinh.vn', 1],
    ['asks for none where the domain stays', 'lan@songthu.vn', 'lan.tran@songthu.vn', 0],
  ])('%s', async (_what, before, after, looks) => {
    const world = new ProjectorWorld();
    world.askers = [domainAsker];
    const leadId = LeadId.parse('L1');
    const itemOf = (email: string | null, version: number) => itemsOfLead(sampleLead({ leadId, email, version }))[0] ?? {};
    if (before !== null) world.change(keys.lead(leadId), itemOf(before, 1));
    if (before !== null) await world.project();
    world.asked.length = 0;
    world.records.length = 0;
    world.change(keys.lead(leadId), itemOf(after, 2));

    await world.project();

    expect(world.asked.map(({ body }) => Object(body).request)).toEqual(looks === 0 ? [] : [{ leadId, turn: 1, version: 2 }]);
  });
});
