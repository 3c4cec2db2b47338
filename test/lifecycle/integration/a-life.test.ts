import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import users from '../../../config/users.json' with { type: 'json' };
import { lifePage } from '../../support/life-page.ts';
import { beginLife, type Life } from '../../support/told-life.ts';

const root = join(import.meta.dirname, '../../..');
const page = join(root, 'docs/a-life.md');
const admin = 'admin@example.com';
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
});
afterAll(() => life?.runtime.stop());

const call = (body: unknown) => life.ask(rep.email, 'POST', `/v1/leads/${leadId}/calls`, body);
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
      life.isAbout({ leadId, rep });
    });

    expect(scene.stage).toBe('lead');
    expect(works(scene)).toEqual(['New lead, no first contact yet: call']);
    expect(scene.mails.filter(({ isToRep }) => isToRep)).toHaveLength(1);
  });

  it('is called until they are reached, when they wish to be called', async () => {
    const missed = await life.scene(1, '09:40', 'The rep calls, and nobody answers', () => call({ outcome: 'noAnswer' }));
    const due = await life.scene(1, '11:41', 'Two hours have passed');
    const agreed = await life.scene(1, '11:45', 'The rep calls again; she has no time, and asks to be called at three', () =>
      call({ outcome: 'callback', callbackAt: life.moment(1, '15:00'), durationMs: 40_000 }),
    );

    expect([missed, due, agreed].map(works)).toEqual([['Due today: call'], ['Due now: call'], ['Asked to be called back today: call']]);
    expect(await life.ask(rep.email, 'GET', `/v1/leads/${leadId}/calls`)).toMatchObject({ items: [{ reached: true }, { reached: false }] });
  });

  it('becomes hot by what they do on the pages', async () => {
    const scene = await life.scene(1, '13:00', 'She looks at the prices, fills a cart and begins to check out', () =>
      life.browse(
        { type: 'page_view', url: prices },
        { type: 'add_to_cart', url: `${prices}/chuoi` },
        { type: 'checkout_start', url: `${prices}/chuoi` },
      ),
    );

    expect(scene.stage).toBe('mql');
    expect(scene.mails).toMatchObject([{ isToRep: true }]);
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

    expect(reminded.mails).toMatchObject([{ isToRep: true }]);
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
    await life.scene(2, '15:30', 'The rep calls as planned; she wants a proposal', () =>
      call({ outcome: 'considering', durationMs: 185_000 }),
    );
    await life.scene(3, '10:00', 'The rep sends the proposal', () =>
      change({ stage: 'proposal', proposal: { package: 'ban-hang-chuoi', file: { name: 'bao-gia.pdf' } } }),
    );
    await life.scene(5, '15:45', 'The rep calls; she agrees', () => call({ outcome: 'closed', durationMs: 120_000 }));
    const won = await life.scene(5, '15:50', 'The rep closes the opportunity as won', () => change({ state: 'won' }));

    expect([opened.stage, accepted.stage, won.stage]).toEqual(['sql', 'sqo', 'sqo']);
    expect(works(won)).toEqual([]);
  });

  it('is told of by the timeline as docs/a-life.md shows it', async () => {
    const written = life.alike(lifePage(life.scenes));
    await mkdir(join(root, '.pheu'), { recursive: true });
    await writeFile(join(root, '.pheu/a-life.md'), written);

    // Functions that run at the same time write their lines in no fixed order; each line says to which scene it belongs.
    const lines = (text: string) => text.split('\n').toSorted();
    const kept = await readFile(page, 'utf8').catch(() => '');
    // Where the new words are meant: cp .pheu/a-life.md docs/a-life.md
    expect(lines(written)).toEqual(lines(kept));
  });
});
