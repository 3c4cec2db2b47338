import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { routeKeyOf } from '../../../api/route.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { companyKind } from '../../../shared/company/company-config.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { heldIdOf } from '../../../shared/quarantine/rules-held-id.ts';
import { anyRoute, tokenRoutes } from '../../support/any-route.ts';
import { postFromDevice } from '../../support/lead-world/with-device.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { report, runs, seed } from '../../support/seeded.ts';
import { withoutCounts } from '../../support/without-counts.ts';
import { expectations } from '../integration/expectations.ts';

/** What is known of a person, in a record and wherever people wrote it down. */
interface Details {
  readonly fullName: string;
  readonly email: string;
  readonly phone: string;
  /** Of a later post, which is proposed. */
  readonly otherPhone: string;
  /** Where a province is asked, people type all of their address. */
  readonly houseNumber: string;
  /** What colleagues wrote in notes, tasks, calls and needs. */
  readonly said: string;
  readonly message: string;
}

const mobile = fc.integer({ min: 1_000_000, max: 9_999_999 }).map((digits) => `091${digits}`);
const khoasPhone = '0987654321';
/** Of one kind each: what a lead is like is no detail by which it is reached. */
const details: fc.Arbitrary<Details> = fc.record({
  fullName: fc.constantFrom('Nguyễn Thị Hường', 'Trần Văn Nam', 'Lê Báo Giá', 'Ánh'),
  email: fc.stringMatching(/^[b-df-h]{6,10}$/).map((local) => `${local}@gmail.com`),
  phone: fc.oneof(mobile, fc.constant(khoasPhone)),
  otherPhone: fc.oneof(mobile, fc.constant(khoasPhone)),
  houseNumber: fc.integer({ min: 1, max: 99 }).map(String),
  said: mobile.map((number) => `Zalo ${number}`),
  // What it asks for is no secret: scores tell that.
  message: fc.constantFrom('', ', gọi 0912000111', ', mail em: an@example.com').map((more) => `Cho em báo giá${more}`),
});
/** Two people who differ in one detail alone. */
const twins = fc
  .tuple(details, details, fc.constantFrom<keyof Details>('fullName', 'email', 'phone', 'otherPhone', 'houseNumber', 'said', 'message'))
  .map(([one, other, name]) => ({ name, one, other: { ...one, [name]: other[name] } }))
  .filter(({ name, one, other }) => one[name] !== other[name]);

/** A company with somebody of these details, of whom colleagues wrote things down, beside another person. */
async function worldOf(person: Details, masks: object = {}) {
  // A clock that stands: how often it is read before an answer hangs on nothing but the test.
  const world = createWorld(silentLog, undefined, { stepMs: 0 });
  const { config, parts } = world;
  config.change(companyKind, 'company', (before) => ({ ...before, ...masks }));
  const { fullName, email, phone, otherPhone, houseNumber, said, message } = person;
  const common = { company: 'An Nhiên', product: 'Phễu' };
  await world.takeIn(
    world.post({ ...common, fullName: 'Lê Văn Khoa', email: 'khoa@example.com', phone: khoasPhone, province: 'TP.HCM', message: 'x' }),
  );
  const province = `Số ${houseNumber} Lê Lợi, TP.HCM`;
  const post = await postFromDevice(world, { ...common, fullName, email, phone, province, message });
  const sender = { honeypotFilled: true, token: 'absent', addressHash: 'client', agentHash: 'agent' } as const;
  const held = world.post({ ...common, fullName, email, phone, province, message }, { sender });
  await world.takeIn(held);
  await world.assignAll();
  world.pass(60_000);
  await world.takeIn(world.post({ ...common, fullName, email, phone: otherPhone, province, message: 'Cho em hỏi lại' }));
  await world.assignAll();
  world.pass(60_000);
  await world.scoreAll(true);
  world.project();
  const lead = world.leads().find((one) => one.email === email);
  if (!lead) throw new Error('there is no lead');
  const users = [...(await config.current(userKind)).documents.values()];
  const owner = users.find(({ repId }) => repId !== undefined && repId === lead.owner?.repId)?.email ?? '';
  const path = {
    leadId: lead.leadId,
    formId: 'contact',
    submissionId: post.submissionId,
    heldId: heldIdOf({ channel: 'form', sourceId: 'contact', submissionId: held.submissionId } as never),
    ...{ proposalId: 'none', opportunityId: 'none', callId: 'none', taskId: `${lead.leadId}.none`, purchaseId: 'none', factId: 'none' },
    ...{ visitorId: 'none', segmentId: 'khach-vip', sequenceId: 'chao-nguoi-moi', kind: 'pools', repId: 'rep-lan', viewId: 'mine' },
    ...{ companyId: 'none', noteId: 'none', splitId: 'none', mailId: 'none', countId: 'none' },
    poolId: lead.owner?.poolId ?? 'south',
  };
  const ask = anyRoute(world);
  const dueAt = new Date(parts.clock().getTime() + 3_600_000).toISOString();
  const writings: readonly [string, object][] = [
    ['notes', { text: said }],
    ['tasks', { kind: 'call', title: said, dueAt }],
    ['calls', { outcome: 'closed', note: said }],
    ['opportunities', { note: said }],
  ];
  for (const [what, body] of writings) {
    const { status, text } = await ask(`POST /v1/leads/{leadId}/${what}`, owner, { path, body });
    expect([what, status, text]).toEqual([what, expect.any(Number), expect.not.stringContaining('problems')]);
  }
  world.project();
  return { world, ask, path, lead, callers: { owner, users } };
}

/** What somebody may try who would like to know: the details of both. */
function guessesOf(...people: readonly Details[]): Record<string, string>[] {
  return people.flatMap(({ fullName, email, phone, otherPhone }) => [
    { email },
    { phone },
    { phone: otherPhone },
    { q: fullName.split(' ').at(-1) ?? '' },
    { q: phone.slice(-4) },
    { q: phone },
    { q: email.slice(0, 4) },
    { q: `${email.slice(0, 5)}@` },
  ]);
}

const orders: readonly Record<string, string>[] = [
  {},
  { limit: '1' },
  { sort: 'activity' },
  { sort: 'fullName' },
  { sort: 'phone' },
  { waiting: 'true' },
  { kind: 'b2c' },
  { region: 'south', product: 'Phễu' },
  { segment: 'khach-vip' },
];

/** Asks somebody's questions of a company and notes what is answered; what looks comes first. */
function questioner(email: string, { ask, path }: Awaited<ReturnType<typeof worldOf>>) {
  const answers: string[] = [];
  const put = async (routeKey: string, about: Omit<Parameters<typeof ask>[2] & object, 'path'>) => {
    const { status, etag, text } = await ask(routeKey, email, { path, ...about });
    answers.push(`${routeKey} ${JSON.stringify(about)} ${status} ${etag} ${text}`);
  };
  return {
    answers,
    put,
    async look(guesses: readonly Record<string, string>[]): Promise<void> {
      for (const contract of tokenRoutes.filter(({ method }) => method === 'GET')) {
        const usual = Object.fromEntries(new URLSearchParams(expectations[contract.id]?.query ?? ''));
        const lists: Readonly<Record<string, readonly Record<string, string>[]>> = {
          listLeads: [...orders, ...guesses],
          searchLeads: guesses,
        };
        for (const query of lists[contract.id] ?? [usual]) await put(routeKeyOf(contract), { query });
      }
    },
  };
}

describe('two companies that differ in one detail by which a person is reached or known', () => {
  it('answer a marketer the same, whatever they look for, count, sort or write', async () => {
    const numRuns = runs(6, 300);
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(twins, async ({ one, other }) => {
        const ofBoth: string[][] = [];
        for (const person of [one, other]) {
          const company = await worldOf(person);
          const { answers, put, look } = questioner('marketer@example.com', company);
          await look(guessesOf(one, other));
          for (const contract of tokenRoutes.filter(({ method, id }) => method !== 'GET' && id !== 'enterLead')) {
            const { body, bodyOf } = expectations[contract.id] ?? {};
            const headers = { 'if-match': `"${company.world.leads()[0]?.version}"` };
            await put(routeKeyOf(contract), { headers, body: bodyOf?.('marketer') ?? body });
          }
          // Whether somebody is known already is told to those who see contact details.
          for (const { fullName, email, phone } of [one, other]) await put('POST /v1/leads', { body: { fullName, email, phone } });
          ofBoth.push(withoutCounts(answers));
        }
        const differing = (ofBoth[0] ?? []).flatMap((answer, index) =>
          answer === ofBoth[1]?.[index] ? [] : [[answer, ofBoth[1]?.[index]]],
        );
        expect(differing).toEqual([]);
        asked += ofBoth[0]?.length ?? 0;
      }),
      { numRuns, seed },
    );
    report(`companies that differ in one detail: ${numRuns}, ${asked} questions of a marketer, seed ${seed}`);
  });

  it('answer those who see the details differently: the walk can turn red', async () => {
    const [one] = fc.sample(details, { numRuns: 1, seed });
    if (!one) throw new Error('no details');
    const other = { ...one, phone: '0912999888' };

    const [first, second] = await Promise.all(
      [one, other].map(async (person) => {
        const { answers, look } = questioner('admin@example.com', await worldOf(person));
        await look(guessesOf(one, other));
        return answers;
      }),
    );

    const differing = (first ?? []).filter((answer, index) => answer !== second?.[index]);
    for (const route of ['GET /v1/leads ', 'GET /v1/search ', 'GET /v1/leads/{leadId} ']) {
      expect(differing.filter((answer) => answer.startsWith(route))).not.toEqual([]);
    }
  });
});

describe('two companies of which one has other digits where numbers are masked', () => {
  /** Numbers of which the same is shown. */
  const hidden = fc
    .uniqueArray(fc.integer({ min: 0, max: 9_999 }), { minLength: 2, maxLength: 2 })
    .map((all) => all.map((digits) => `091${String(digits).padStart(4, '0')}678`));

  it.each(['rep', 'leader', 'manager'] as const)('answer a %s the same before the number was asked for', async (role) => {
    const numRuns = runs(2, 100);
    await fc.assert(
      fc.asyncProperty(details, hidden, async (person, numbers) => {
        const both = numbers.map((phone) => ({ ...person, phone, otherPhone: khoasPhone }));
        const guesses = guessesOf(...both).filter(({ phone, q = '' }) => phone !== undefined || /^\d{4}/.test(q));
        const ofBoth: string[][] = [];
        for (const one of both) {
          const company = await worldOf(one, { maskNumbers: true });
          const { owner, users } = company.callers;
          const callers = {
            rep: owner,
            leader: users.find((user) => user.role === 'leader' && user.pools?.some((id) => id === company.path.poolId))?.email,
            manager: users.find((user) => user.role === 'manager' && user.regions?.includes('south'))?.email,
          };
          const { answers, look } = questioner(callers[role] ?? '', company);
          await look(guesses);
          ofBoth.push(withoutCounts(answers));
        }
        expect((ofBoth[0] ?? []).flatMap((answer, index) => (answer === ofBoth[1]?.[index] ? [] : [[answer, ofBoth[1]?.[index]]]))).toEqual(
          [],
        );
      }),
      { numRuns, seed },
    );
    report(`companies that differ in masked digits, as a ${role} asks: ${numRuns}, seed ${seed}`);
  });
});
