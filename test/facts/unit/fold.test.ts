import { describe, expect, it } from '@jest/globals';
import { type Fact, placeOf, projectFact, readFact, readFacts } from '../../../shared/facts/index.ts';
import { packFact } from '../../../shared/facts/rules-pack.ts';
import { type LeadId, SubmissionId } from '../../../shared/platform/ids.ts';
import { createWorld, submissionOf, type World } from '../../support/lead-world/world.ts';
import { itemSize } from '../../support/memory-table.ts';
import { report } from '../../support/seeded.ts';

const fields = { fullName: 'Nguyễn Thị Lan', phone: '0912 345 678', email: 'lan@gmail.com', province: 'TP.HCM' };

async function factOf(world: World, leadId: LeadId): Promise<Fact | null> {
  const lead = world.leads().find((one) => one.leadId === leadId);
  await projectFact(leadId, world.parts);
  return readFact(world.table, await placeOf(leadId, lead?.createdAt ?? '', world.config));
}

describe('the fact of a person', () => {
  it('tells of a post, of whoever got it and of nobody', async () => {
    const world = createWorld();
    const posted = {
      submissionId: 'a',
      fields,
      context: {
        pageUrl: 'https://annhien.example/',
        referrer: null,
        utm: { source: 'facebook', campaign: 'thang-11' },
        visitorId: null,
        locale: 'vi',
      },
    };
    const ref = world.post(fields, submissionOf(posted));
    await world.takeIn(ref);
    await world.assignAll();
    const [lead] = world.leads();
    if (!lead) throw new Error('no lead');

    const fact = await factOf(world, lead.leadId);

    expect(fact).toMatchObject({
      id: lead.leadId,
      erased: false,
      origin: 'inbound',
      first: { channel: 'form', sourceId: 'contact', utmSource: 'facebook', utmCampaign: 'thang-11' },
      provinceCode: '79',
      macroRegion: 'south',
      poolId: lead.owner?.poolId,
      kind: 'person',
      enquiries: [{ kind: 'new', channel: 'form', campaign: 'thang-11' }],
      quality: { phone: 'mobile', email: 'good' },
      stages: [{ stage: 'lead' }],
      statuses: [],
      owners: [{ subject: 'lead', repId: lead.owner?.repId, to: null, how: 'turn' }],
      t: { contactedAt: null },
    });
    expect(fact?.t.assignedAt).toBe(Math.floor(Date.parse(lead.owner?.since ?? '') / 1_000) * 1_000);
    expect(packFact(fact as Fact)).not.toMatch(/Lan|0912|912345678|gmail/);
    report(
      `a fact of a post: ${packFact(fact as Fact).length} B, item ${itemSize([...world.table.items.values()].find(({ pk }) => String(pk).startsWith('FACTS#')) ?? {})} B`,
    );
  });

  it('is found by the month of arrival, once', async () => {
    const world = createWorld();
    for (const submissionId of ['a', 'b']) {
      const phone = `09123456${submissionId === 'a' ? 78 : 79}`;
      await world.takeIn(world.post({ fullName: 'Nguyễn Thị Lan', phone }, { submissionId: SubmissionId.parse(submissionId) }));
    }
    for (const { leadId } of [...world.leads(), ...world.leads()]) await projectFact(leadId, world.parts);

    const read = [];
    for await (const month of readFacts(['2026-10', '2026-11', '2026-12'], world)) read.push(month);

    expect(read.map(({ month, facts, unread }) => [month, facts.length, unread])).toEqual([
      ['2026-10', 0, 0],
      ['2026-11', 2, 0],
      ['2026-12', 0, 0],
    ]);
  });
});
