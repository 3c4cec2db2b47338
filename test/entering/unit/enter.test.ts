import { beforeEach, describe, expect, it } from '@jest/globals';
import { readProvenance } from '../../../shared/leads/index.ts';
import { SourceId, SubmissionId } from '../../../shared/platform/ids.ts';
import { readAssignment } from '../../../shared/routing/index.ts';
import { readTasks } from '../../../shared/tasks/index.ts';
import { asksAs, type UserAsks } from '../../support/as-user.ts';
import { Killed } from '../../support/effects.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912 345 678', province: 'TP.HCM' };
const users = {
  lan: 'lan.tran@example.com',
  admin: 'admin@example.com',
  marketer: 'marketer@example.com',
  leader: 'leader.south@example.com',
};

let world: World;
beforeEach(() => {
  world = createWorld();
});

const enter = (user: keyof typeof users, body: object, more: Omit<UserAsks, 'body'> = {}) =>
  asksAs(world, users[user])('POST /v1/leads', { body, ...more });
const leadOf = () => {
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  return lead;
};
const kindsTold = () => world.timeline().map(({ type }) => type);
const booked = () => world.itemsOf('DUE#').filter(({ message }) => JSON.stringify(message).includes('"book"'));

describe('a person whom a rep types in', () => {
  it('is a new lead of the rep, at once, which counts in the ledger of their pool', async () => {
    const { status, body } = await enter('lan', huong);

    const lead = leadOf();
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { relation: 'created', leadId: lead.leadId, owner: { repId: 'rep-lan', name: 'Trần Thị Lan' }, pool: { poolId: 'south' } },
    });
    expect(lead).toMatchObject({
      fullName: 'Nguyễn Thị Hường',
      phone: { e164: '+84912345678', claimed: true },
      owner: { repId: 'rep-lan', poolId: 'south' },
      routing: { state: 'owned' },
      source: { origin: 'inbound', first: { channel: 'manual', sourceId: 'user-lan' } },
    });
    expect(kindsTold()).toEqual(expect.arrayContaining(['lead.created', 'lead.assigned']));
    expect(world.timeline().every(({ actor }) => actor.kind === 'user' && actor.id === 'user-lan')).toBe(true);
    const assignment = await readAssignment(world.table, lead.leadId, 'lead' as never);
    expect(assignment).toMatchObject({ state: 'owned', repId: 'rep-lan', given: { how: 'manual', by: 'user-lan' } });
    expect(booked()).toHaveLength(1);
    expect(world.sent).toMatchObject({ assign: [], mail: [], notice: [] });
  });

  it('needs no first contact: that was it', async () => {
    await enter('lan', huong);

    const tasks = await readTasks(world.table, leadOf().leadId);
    expect(tasks.filter(({ status }) => status === 'open')).toEqual([]);
    expect(world.itemsOf(' SEAT#rep-lan')).toHaveLength(1);
  });

  it('has values that are verified, which a post does not replace', async () => {
    await enter('lan', { ...huong, company: 'Công ty An Nhiên', title: 'Kế toán trưởng' });

    await world.takeIn(world.post({ ...huong, company: 'Cửa hàng Hường', title: 'Chủ' }));

    expect(leadOf()).toMatchObject({ company: 'Công ty An Nhiên', title: 'Kế toán trưởng' });
    const { fields } = await readProvenance(world.table, leadOf().leadId);
    expect(fields.phone).toMatchObject([{ value: '+84912345678', verified: true, source: { kind: 'user', id: 'user-lan' } }]);
  });

  it('is routed where the rep is in no pool any more', async () => {
    const { poolKind } = await import('../../../shared/routing/pool-config.ts');
    world.config.change(poolKind, 'south', (pool) => ({ ...pool, members: pool.members.filter(({ repId }) => repId !== 'rep-lan') }));

    const { status, body } = await enter('lan', huong);

    expect({ status, body }).toMatchObject({ status: 201, body: { leadId: null, owner: null } });
    expect(world.sent.assign).toHaveLength(1);
  });

  it('may have agreed to be called, and to newsletters once their mailbox says so', async () => {
    await enter('lan', { ...huong, consent: { contact: { how: 'inPerson' }, newsletter: { how: 'paper' } } });

    expect(leadOf().consent).toMatchObject({ contact: { granted: true, textVersion: 'said-inPerson' }, newsletter: { granted: true } });
    expect(leadOf().consent.newsletter?.confirmedAt).toBeUndefined();
    expect(world.itemsOf(' RAW')).toMatchObject([
      {
        consent: [
          { purpose: 'contact', how: 'inPerson' },
          { purpose: 'newsletter', how: 'letter' },
        ],
      },
    ]);
    expect(world.sent.mail).toMatchObject([{ body: { kind: 'confirmSubscription' } }]);
  });

  it('is asked for once, however often the request comes', async () => {
    const first = await enter('lan', huong, { key: 'k' });
    const again = await enter('lan', huong, { key: 'k' });

    expect(again).toEqual(first);
    expect(world.leads()).toHaveLength(1);
    expect(world.itemsOf(' OUTCOME')).toHaveLength(1);
  });
});

describe('a known person whom somebody types in', () => {
  beforeEach(async () => {
    await world.takeIn(world.post({ ...huong, province: 'TP.HCM' }));
    await world.assignAll();
    world.sent.notice.length = 0;
    world.sent.mail.length = 0;
  });

  it('stays with their owner, who is told; whoever typed is told whose they are and no more', async () => {
    const owner = leadOf().owner?.repId;
    const other = owner === 'rep-lan' ? 'tam.ho@example.com' : users.lan;

    const { status, body } = await asksAs(world, other)('POST /v1/leads', {
      body: { ...huong, phone: '0987 654 321', message: 'Hỏi lại giá' },
    });

    expect({ status, body }).toMatchObject({ status: 200, body: { relation: 'linked', leadId: null, owner: { repId: owner } } });
    expect(leadOf().owner?.repId).toBe(owner);
    expect(leadOf().phone?.e164).toBe('+84912345678');
    expect(leadOf().openProposals).toBe(true);
    expect(world.sent.notice).toMatchObject([{ body: { kind: 'repeatNotice', channel: 'manual' } }]);
    expect(world.sent.mail).toEqual([]);
  });

  it('tells nobody of what the owner typed', async () => {
    const owner = leadOf().owner?.repId;
    const { userKind } = await import('../../../shared/access/user-config.ts');
    const user = [...(await world.config.current(userKind)).documents.values()].find(({ repId }) => repId === owner)?.email ?? '';

    const { body } = await asksAs(world, user)('POST /v1/leads', { body: { ...huong, title: 'Chủ tiệm' } });

    expect(body).toMatchObject({ relation: 'linked', leadId: leadOf().leadId });
    expect(leadOf().title).toBe('Chủ tiệm');
    expect(world.sent.notice).toEqual([]);
  });

  it('is no secret between two values that somebody verified: the first one stands', async () => {
    await asksAs(world, users.lan)('POST /v1/leads', { body: { ...huong, company: 'An Nhiên' } });
    await asksAs(world, users.admin)('POST /v1/leads', { body: { ...huong, company: 'Sao Mai' } });

    expect(leadOf().company).toBe('An Nhiên');
  });

  it('is not told to a marketer', async () => {
    const known = await enter('marketer', huong);
    const unknown = await enter('marketer', { fullName: 'Lê Minh', phone: '0987 111 222' });

    const shape = ({ status, body }: typeof known) => ({ status, ...body, submissionId: '' });
    expect(shape(known)).toEqual(shape(unknown));
    expect(known.status).toBe(202);
  });
});

describe('a person whom somebody else than a rep types in', () => {
  it.each(['admin', 'leader', 'marketer'] as const)('goes to the pool of their territory: %s', async (user) => {
    await enter(user, huong);

    expect(leadOf()).toMatchObject({ owner: null, routing: { poolId: 'south', state: 'waiting' } });
    expect(world.sent.assign).toMatchObject([{ body: { cause: 'created' } }]);
  });
});

describe('what is typed in and cannot be', () => {
  it.each<[string, object, string[]]>([
    ['nobody could be reached', { fullName: 'Lê Minh' }, ['phone']],
    ['the number has too few digits', { phone: '0912 34' }, ['phone']],
    ['the address is none', { email: 'huong@', phone: '0912345678' }, ['email']],
    ['words stand where a number should', { phone: 'không có', email: 'huong@example.com' }, ['phone']],
    ['a word names no product', { phone: '0912345678', products: ['ban-hang', 'ban-hàng-x'] }, ['products.1']],
    ['an answer has the name of a field', { phone: '0912345678', extra: { email: 'a@example.com' } }, ['extra.email']],
  ])('is told with its place, and nothing is kept: %s', async (_, typed, paths) => {
    const { status, body } = await enter('lan', typed);

    expect(status).toBe(422);
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(paths);
    expect(world.itemsOf('SUBMISSION#')).toEqual([]);
  });
});

describe('an entry that ends at any point', () => {
  it('is all there or not at all, and the stream has what follows done', async () => {
    const calls: string[] = [];
    world.fail({ before: ({ what }) => void calls.push(what) });
    await enter('admin', huong, { key: 'count' });

    for (const [place] of calls.entries()) {
      world = createWorld();
      let count = 0;
      world.fail({
        before() {
          if (count === place) {
            count += 1;
            throw new Killed();
          }
          count += 1;
        },
      });
      await enter('admin', huong, { key: 'k' }).catch(() => undefined);
      world.fail({});
      await enter('admin', huong, { key: 'k' });
      for (const item of world.itemsOf(' RAW')) {
        const submissionId = SubmissionId.parse(item.submissionId);
        await world.takeIn({ channel: 'manual', sourceId: SourceId.parse('admin'), submissionId });
      }
      await world.assignAll();

      expect(world.leads()).toHaveLength(1);
      expect(world.itemsOf(' OUTCOME')).toHaveLength(1);
      expect(leadOf().owner).not.toBeNull();
    }
  });
});
