import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { documentsOf, publishConfig } from '../../support/publish-config.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

const admin = 'admin@example.com';
const careId = 'specialists';
const people = ['huong', 'mai', 'binh'].map((name, index) => ({
  fullName: `Nguyễn ${name}`,
  email: `${name}@offers.example`,
  phone: `091234568${index}`,
}));

let runtime: Runtime;
beforeAll(async () => {
  runtime = await startRuntime({ isOwn: true });
  const pools = await documentsOf(runtime, 'pools');
  await publishConfig(
    runtime,
    'pools',
    pools.map((pool) => (pool.id === careId ? { ...pool, afterSale: {} } : pool)),
  );
});
afterAll(() => runtime?.stop());

async function ask(method: string, path: string, body?: unknown, user = admin) {
  const headers = { authorization: `Bearer ${await runtime.token(user)}` };
  const answer = await runtime.request(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

/** Posts as a person, who buys at once and pays all of it. Returns the paths of lead and order, and whose the lead was when it was bought. */
async function buy(buyer: (typeof people)[number]) {
  await runtime.post('contact', {
    submissionId: `offers-${buyer.phone}`,
    fields: { ...buyer, province: 'TP.HCM' },
    consent: { contact: true },
  });
  await runtime.idle();
  const [{ leadId, owner: seller }] = (await ask('GET', `/v1/leads?email=${buyer.email}`)).items;
  const { purchaseId } = await ask('POST', '/v1/purchases', {
    source: 'shop-hcm',
    orderId: `DH-${buyer.phone}`,
    buyer,
    currency: 'VND',
    items: [{ product: 'ban-hang', amount: 1_500_000 }],
    facts: [
      { kind: 'confirmed', at: runtime.ago(60), amount: 1_500_000 },
      { kind: 'paid', at: runtime.ago(30), amount: 1_500_000, factId: 'money' },
    ],
  });
  return { lead: `/v1/leads/${leadId}`, order: `/v1/purchases/${purchaseId}`, seller };
}

/** Lets days go by, each with what is due in it. */
async function passDays(days: number): Promise<void> {
  for (let left = days; left > 0; left -= 20) {
    await runtime.advance(`P${Math.min(20, left)}D`);
    await runtime.idle();
  }
}

it('hands customers over to after-sale, and has it suggest what goes along to who kept what was bought', async () => {
  const bought = [];
  for (const person of people) bought.push(await buy(person));
  const [kept, voided, returned] = bought;
  if (!kept || !voided || !returned) throw new Error('nobody bought');
  await runtime.advance('PT2M');
  await runtime.idle();
  await ask('POST', `${voided.order}/facts/money/void`, { reason: 'mistake' });
  await ask('PATCH', returned.order, { facts: [{ kind: 'returned', at: runtime.ago(10) }] });

  await passDays(61);

  const [users, leads, offers, tasks] = await Promise.all([
    ask('GET', '/v1/config/users'),
    Promise.all(bought.map(({ lead }) => ask('GET', lead))),
    Promise.all(bought.map(async ({ lead }) => (await ask('GET', `${lead}/purchases`)).items[0].offers)),
    Promise.all(bought.map(async ({ lead }) => (await ask('GET', `${lead}/tasks`)).items)),
  ]);
  const suggested = tasks.map((all) => all.filter(({ reason }: { reason: string }) => reason === 'planned'));
  expect(leads.map(({ owner, stage }) => [owner.repId, stage])).toEqual([
    [expect.stringMatching(/rep-(toan|yen)/), 'customer'],
    [expect.stringMatching(/rep-(toan|yen)/), 'lead'],
    [expect.stringMatching(/rep-(toan|yen)/), 'lead'],
  ]);
  expect(offers.map(([decided]) => decided?.result)).toEqual(['suggested', 'takenBack', expect.stringMatching(/takenBack|returned/)]);
  expect(suggested).toEqual([[expect.objectContaining({ kind: 'call', repId: leads[0].owner.repId, status: 'open' })], [], []]);
  const seller = users.documents.find(({ repId }: { repId?: string }) => repId === kept.seller.repId)?.email ?? '';
  const told = (await runtime.mails(seller)).filter(({ subject }) => subject.includes('chăm sóc'));
  expect(told.length).toBeGreaterThan(0);
  const seen = await runtime.get(kept.lead, { user: seller });
  expect(seen.status).toBe(404);
});
