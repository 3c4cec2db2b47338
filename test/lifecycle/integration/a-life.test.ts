import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import users from '../../../config/users.json' with { type: 'json' };
import { lifePage } from '../../support/life-page.ts';
import { publishConfig } from '../../support/publish-config.ts';
import { beginLife, type Life } from '../../support/told-life.ts';

const root = join(import.meta.dirname, '../../..');
const page = join(root, 'docs/a-life.md');
const admin = 'admin@example.com';
const leader = 'leader.south@example.com';
const colleague = 'anh.nguyen@example.com';
const prices = 'https://annhien.example/bang-gia';
const thao = {
  fullName: 'Phan Thu Thảo',
  email: 'thao@tiemthao.example',
  phone: '0933 222 111',
  company: 'Tiệm Thảo',
  province: 'TP.HCM',
  product: 'ban-hang',
  message: 'Tôi có ba cửa hàng, cần quản lý bán hàng chung một chỗ',
};

let life: Life;
let leadId = '';
let rep = { name: '', email: '' };

beforeAll(async () => {
  life = await beginLife();
  // Mails of sequences have a fortnight of their own (test/sequences/integration); here is what people and rules do.
  await publishConfig(life.runtime, 'sequences', []);
});
afterAll(() => life?.runtime.stop());

const call = (body: unknown) => life.ask(rep.email, 'POST', `/v1/leads/${leadId}/calls`, body);
/** As the shop tells of an order: the same words about its buyer each time. */
const order = (orderId: string, facts: readonly Record<string, unknown>[]) =>
  life.ask(admin, 'POST', '/v1/purchases', {
    source: 'cua-hang',
    orderId,
    buyer: { fullName: thao.fullName, email: thao.email, phone: thao.phone },
    currency: 'VND',
    facts,
  });
/** As somebody who has just read what they change. */
const onVersion = (version: number) => ({ 'if-match': `"${version}"` });
const record = () => life.ask(rep.email, 'GET', `/v1/leads/${leadId}`);
const works = (scene: { work: readonly { en: string }[] }) => scene.work.map(({ en }) => en);

/** Chapters of one life: each goes on where the one before has ended. */
describe('a person', () => {
  it('is nobody while they look around', async () => {
    const scene = await life.scene(1, '09:00', 'A stranger looks at two pages, and agrees to be remembered', () =>
      life.browse({ type: 'page_view', url: 'https://annhien.example/' }, { type: 'page_view', url: 'https://annhien.example/ban-hang' }),
    );

    expect(scene.stage).toBe('anonymous');
    expect((await life.ask(admin, 'GET', '/v1/leads')).items).toEqual([]);
  });

  it('asks for advice, and a rep has them to call', async () => {
    const scene = await life.scene(1, '09:10', 'She asks for advice by the form', async () => {
      const consent = { contact: true, tracking: true };
      await life.runtime.post('contact', { submissionId: 'thao-1', fields: thao, context: life.visit(), consent });
      await life.runtime.idle();
      const [lead] = (await life.ask(admin, 'GET', `/v1/leads?email=${thao.email}`)).items;
      leadId = lead.leadId;
      rep = { name: lead.owner.name, email: users.find(({ repId }) => repId === lead.owner.repId)?.email ?? '' };
      life.isAbout({ leadId, email: thao.email, rep });
      life.call(leadId, 'L-Thảo');
    });

    expect(scene.stage).toBe('lead');
    expect(works(scene)).toEqual(['New lead, no first contact yet: call']);
    expect(scene.mails.filter(({ to }) => to === 'the rep')).toHaveLength(1);
  });

  it('is called until they are reached, when they wish to be called', async () => {
    const missed = await life.scene(1, '09:40', 'The rep calls, and nobody answers', () => call({ outcome: 'noAnswer' }));
    const due = await life.scene(1, '12:50', 'The rep meant to try again before lunch');
    const agreed = await life.scene(1, '12:55', 'The rep calls again; she has no time, and asks to be called at three', () =>
      call({ outcome: 'callback', callbackAt: life.moment(1, '15:00'), durationMs: 40_000 }),
    );

    expect([missed, due, agreed].map(works)).toEqual([
      ['Due today: call'],
      ['Overdue for 1 hour: call'],
      ['Asked to be called back today: call'],
    ]);
    expect(await life.ask(rep.email, 'GET', `/v1/leads/${leadId}/calls`)).toMatchObject({ items: [{ reached: true }, { reached: false }] });
  });

  it('becomes hot by what they do on the pages', async () => {
    const scene = await life.scene(1, '13:40', 'She looks at the prices, fills a cart and begins to check out', () =>
      life.browse(
        { type: 'page_view', url: prices },
        { type: 'add_to_cart', url: `${prices}/chuoi` },
        { type: 'checkout_start', url: `${prices}/chuoi` },
      ),
    );

    expect(scene.stage).toBe('mql');
    expect(scene.mails).toMatchObject([{ to: 'the rep' }]);
  });

  it('is called when that was agreed, and qualified', async () => {
    const reminded = await life.scene(1, '14:47', 'A quarter of an hour before three');
    const spoken = await life.scene(1, '15:01', 'The rep calls; she is interested', () =>
      call({ outcome: 'interested', durationMs: 400_000 }),
    );
    const qualified = await life.scene(1, '15:10', 'The rep notes what she said: what she needs, and that there is some money', () =>
      life.ask(rep.email, 'POST', `/v1/leads/${leadId}/qualification`, {
        answers: { problem: 'wants-change' },
        factors: { budget: 'partly' },
      }),
    );

    expect(reminded.mails).toMatchObject([{ to: 'the rep' }]);
    expect(works(reminded)).toEqual(['Asked to be called back, due now: call']);
    expect([spoken.stage, qualified.stage]).toEqual(['mql', 'sql']);
    expect(works(qualified)).toEqual([]);
  });

  it('wins an opportunity that sales accepted', async () => {
    const opened = await life.scene(2, '09:00', 'The rep opens an opportunity', () =>
      life.ask(rep.email, 'POST', `/v1/leads/${leadId}/opportunities`, {
        product: 'ban-hang',
        expectedClose: life.moment(12, '00:00').slice(0, 10),
      }),
    );
    const [{ opportunityId }] = (await life.ask(rep.email, 'GET', `/v1/leads/${leadId}/opportunities`)).items;
    const change = (body: unknown) => life.ask(rep.email, 'PATCH', `/v1/opportunities/${opportunityId}`, body);
    const accepted = await life.scene(2, '14:00', 'The rep has shown the product, and sales accepts the opportunity', () =>
      change({ accepted: true, stage: 'demo' }),
    );
    const evening = await life.scene(2, '17:30', 'The rep goes home without having called');
    const overdue = await life.scene(3, '08:20', 'The next morning');
    await life.scene(3, '09:30', 'The rep calls; she wants a proposal', () => call({ outcome: 'considering', durationMs: 185_000 }));
    const offered = await life.scene(3, '10:00', 'The rep sends the proposal', () =>
      change({ stage: 'proposal', proposal: { package: 'ban-hang-chuoi', file: { name: 'bao-gia.pdf' } } }),
    );
    const due = await life.scene(6, '08:30', 'The day of the next call has come');
    await life.scene(6, '09:45', 'The rep calls; she agrees', () => call({ outcome: 'closed', durationMs: 120_000 }));
    const won = await life.scene(6, '09:50', 'The rep closes the opportunity as won', () => change({ state: 'won' }));

    expect(overdue.mails).toMatchObject([{ to: 'the rep' }]);
    expect([evening, overdue, offered, due, won].map(works)).toEqual([
      ['Overdue for 2 hours: call'],
      ['Overdue for 17 hours: call'],
      [],
      ['Due today: call'],
      [],
    ]);
    expect([opened.stage, accepted.stage, won.stage]).toEqual(['sql', 'sqo', 'sqo']);
  });

  it('is a customer once all is paid, and a repeat buyer after a second order', async () => {
    const ordered = await life.scene(6, '10:00', 'The shop tells that she ordered, for 9.6 million, and paid a third as a deposit', () =>
      order('AN-1001', [
        { kind: 'ordered', at: life.moment(6, '09:55'), amount: 9_600_000 },
        { kind: 'paid', at: life.moment(6, '09:58'), amount: 3_200_000 },
      ]),
    );
    const confirmed = await life.scene(6, '11:00', 'The shop confirms the order', () =>
      order('AN-1001', [{ kind: 'confirmed', at: life.moment(6, '11:00') }]),
    );
    const rest = () => order('AN-1001', [{ kind: 'paid', at: life.moment(9, '15:58'), amount: 6_400_000 }]);
    const paid = await life.scene(9, '16:00', 'She pays the rest', rest);
    const repeated = await life.scene(9, '16:05', 'The shop tells the same once more', rest);
    await life.scene(30, '09:00', 'Three quiet weeks have passed');
    const again = await life.scene(41, '10:30', 'She orders a second time, two scanners and a printer, and pays at once', () =>
      order('AN-1077', [
        {
          kind: 'ordered',
          at: life.moment(41, '10:20'),
          amount: 5_000_000,
          items: [
            { name: 'Máy quét mã vạch', quantity: 2, amount: 3_000_000 },
            { name: 'Máy in hoá đơn', amount: 2_000_000 },
          ],
        },
        { kind: 'paid', at: life.moment(41, '10:21'), amount: 5_000_000 },
        { kind: 'confirmed', at: life.moment(41, '10:30') },
      ]),
    );

    expect([ordered, confirmed, paid, again].map(({ stage }) => stage)).toEqual(['sqo', 'sqo', 'customer', 'repeat']);
    expect(repeated.lines).toEqual([]);
  });

  it('stays what they are when a part comes back, and not when the whole order does', async () => {
    const returned = await life.scene(45, '09:00', 'One of the scanners comes back, and its money goes back to her', () =>
      order('AN-1077', [
        { kind: 'returned', at: life.moment(44, '17:00'), amount: 1_500_000, items: [{ name: 'Máy quét mã vạch' }] },
        { kind: 'refunded', at: life.moment(45, '08:55'), amount: 1_500_000 },
      ]),
    );
    const cancelled = await life.scene(46, '09:00', 'The rest of the second order is cancelled, and paid back', () =>
      order('AN-1077', [
        { kind: 'cancelled', at: life.moment(46, '08:50') },
        { kind: 'refunded', at: life.moment(46, '08:55'), amount: 3_500_000 },
      ]),
    );
    const { items } = await life.ask(rep.email, 'GET', `/v1/leads/${leadId}/purchases`);

    expect([returned.stage, cancelled.stage]).toEqual(['repeat', 'customer']);
    expect(items).toMatchObject([
      { orderId: 'AN-1077', status: 'cancelled', booked: 0, paid: 5_000_000, refunded: 5_000_000, net: 0, isPaid: false },
      { orderId: 'AN-1001', status: 'confirmed', booked: 9_600_000, net: 9_600_000, isPaid: true },
    ]);
  });

  it('is typed in by a colleague who does not know them, and is one person once they were reached there', async () => {
    const typed = { fullName: thao.fullName, phone: thao.phone, email: 'phanthuthao@tiemthao.example', title: 'Chủ tiệm' };
    let other = '';
    const met = await life.scene(
      50,
      '09:00',
      'A colleague in Hà Nội meets her at a fair and types her in, with another address',
      async () => {
        const entered = await life.ask(colleague, 'POST', '/v1/leads', { ...typed, message: 'Ghé gian hàng, hỏi về máy in tem' });
        other = entered.leadId;
        life.call(other, 'L-fair');
      },
    );
    const { items } = await life.ask(admin, 'GET', '/v1/merge-candidates');
    const reached = await life.scene(50, '10:00', 'The colleague calls the number, and she answers', () =>
      life.ask(colleague, 'POST', `/v1/leads/${other}/calls`, { outcome: 'interested', durationMs: 90_000 }),
    );
    const told = await life.scene(50, '10:10', 'Ten minutes later both have heard of it');

    expect(items).toMatchObject([{ lead: { leadId }, other: { leadId: other, ownerRepId: 'rep-anh' }, reason: 'samePhone' }]);
    expect(met.lines).toEqual([]);
    expect(await record()).toMatchObject({ leadId, emails: [typed.email], title: typed.title, owner: { name: rep.name } });
    expect((await life.ask(admin, 'GET', `/v1/leads/${other}`)).leadId).toBe(leadId);
    expect([...reached.mails, ...told.mails].map(({ to }) => to)).toEqual(['the rep', 'a colleague']);
  });

  it('has a record that their rep mends by what is found of it', async () => {
    const change = async (email: string) =>
      life.ask(rep.email, 'PATCH', `/v1/leads/${leadId}`, { email }, onVersion((await record()).version));
    await life.scene(51, '09:00', 'The rep writes down her private address, with a slip', () => change('phanthuthao@gmial.com'));
    const { findings } = await record();
    await life.scene(51, '09:05', 'The rep reads what is found of it, and mends it', () => change('phanthuthao@gmail.com'));

    expect(findings).toMatchObject([{ code: 'emailSlip', field: 'email', meant: 'gmail.com' }]);
    expect(await record()).toMatchObject({ email: 'phanthuthao@gmail.com', findings: [] });
  });

  it('is known better with what colleagues note', async () => {
    const { companyId } = await record();
    await life.scene(51, '09:30', 'The rep learns what her company is called, and its tax code', async () => {
      const { version } = await life.ask(rep.email, 'GET', `/v1/companies/${companyId}`);
      const said = { name: 'Công ty TNHH Tiệm Thảo', taxCode: '0101248141' };
      await life.ask(rep.email, 'PATCH', `/v1/companies/${companyId}`, said, onVersion(version));
    });
    await life.scene(51, '09:40', 'The rep notes what she needs, tags her, and asks the leader for a discount', async () => {
      const profile = await life.ask(rep.email, 'GET', `/v1/leads/${leadId}/profile`);
      const said = { needs: ['Quản lý kho'], readiness: 'within3Months', ageBand: '35-44' };
      await life.ask(rep.email, 'PATCH', `/v1/leads/${leadId}/profile`, said, onVersion(profile.version));
      await life.ask(rep.email, 'POST', `/v1/leads/${leadId}/tags`, { add: ['hội chợ'] });
      await life.ask(rep.email, 'POST', `/v1/leads/${leadId}/notes`, { text: '@leader-south anh cho em giảm 5 % được không?' });
    });

    const people = await life.ask(rep.email, 'GET', `/v1/companies/${companyId}/people`);
    expect(people.items).toMatchObject([{ leadId }]);
    const profile = await life.ask(rep.email, 'GET', `/v1/leads/${leadId}/profile`);
    expect(profile).toMatchObject({ ageBand: { value: '35-44' }, readiness: { value: 'within3Months' } });
    expect((await record()).tags).toEqual(['hội chợ']);
  });

  it('is taken for a namesake, and told apart from her again', async () => {
    const namesake = { fullName: thao.fullName, email: 'thao@trasua.example', phone: '0933 222 112', province: 'TP.HCM' };
    let other = '';
    const merged = await life.scene(52, '09:30', 'A namesake asks for advice, and the leader takes the two for one', async () => {
      await life.runtime.post('contact', { submissionId: 'thao-2', fields: namesake, consent: { contact: true } });
      await life.runtime.idle();
      const [lead] = (await life.ask(admin, 'GET', `/v1/leads?email=${namesake.email}`)).items;
      other = lead.leadId;
      life.call(other, 'L-namesake');
      life.call(lead.owner.name, 'Lê Văn Phúc');
      await life.ask(leader, 'POST', `/v1/leads/${leadId}/merge`, { otherLeadId: other });
    });
    const wrote = await life.scene(52, '14:00', 'The namesake writes again, and it comes to the one record', () =>
      life.runtime.post('contact', { submissionId: 'thao-3', fields: { ...namesake, title: 'Quản lý' }, consent: { contact: true } }),
    );
    const asOne = await record();
    const parted = await life.scene(52, '15:00', 'On the phone it turns out that they are two, and the leader undoes the merge', () =>
      life.ask(leader, 'POST', `/v1/leads/${leadId}/merge/undo`, { otherLeadId: other }),
    );
    const heard = await life.scene(52, '15:10', 'Ten minutes later both reps have heard of it');
    const [own, others] = [await record(), await life.ask(leader, 'GET', `/v1/leads/${other}`)];

    expect([merged, wrote, parted].map(({ stage }) => stage)).toEqual(['customer', 'customer', 'customer']);
    expect(heard.mails.map(({ to }) => to)).toEqual(['the rep', 'a colleague']);
    expect(asOne.emails).toContain(namesake.email);
    expect(own).toMatchObject({ leadId, title: 'Chủ tiệm', emails: ['phanthuthao@tiemthao.example'], extraPhones: [] });
    expect(others).toMatchObject({ leadId: other, stage: 'lead', title: 'Quản lý', email: namesake.email });
  });

  it('is told of by the timeline as docs/a-life.md shows it', async () => {
    const written = lifePage(life);
    await mkdir(join(root, '.pheu'), { recursive: true });
    await writeFile(join(root, '.pheu/a-life.md'), written);

    // Functions that run at the same time write their lines in no fixed order; each line says to which scene it belongs.
    const lines = (text: string) => text.split('\n').toSorted();
    const kept = await readFile(page, 'utf8').catch(() => '');
    // Where the new words are meant: cp .pheu/a-life.md docs/a-life.md
    expect(lines(written)).toEqual(lines(kept));
  });
});
