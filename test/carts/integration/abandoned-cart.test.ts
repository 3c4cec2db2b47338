import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import users from '../../../config/users.json' with { type: 'json' };
import sequences from '../../fixtures/company/sequences.json' with { type: 'json' };
import { publishConfig } from '../../support/publish-config.ts';
import { beginLife, type Life, type Scene } from '../../support/told-life.ts';

const admin = 'admin@example.com';
const thu = { fullName: 'Trần Minh Thư', email: 'thu@tiemthu.example', phone: '0933 444 556', company: 'Tiệm Thư', province: 'TP.HCM' };
const page = (type: string) => ({ type, url: 'https://annhien.example/gio-hang' });
const left = '[QC] Giỏ hàng của Anh/Chị vẫn còn đây';

let life: Life;
let leadId = '';
beforeAll(async () => {
  life = await beginLife();
  // The others that the product brings along would write to her, too.
  await publishConfig(
    life.runtime,
    'sequences',
    sequences.filter(({ id }) => id === 'gio-hang-bo-quen'),
  );
});
afterAll(() => life?.runtime.stop());

const toHer = (...scenes: readonly Scene[]) =>
  scenes.map(({ mails }) => mails.flatMap(({ to, subject }) => (to === 'the rep' ? [] : [subject])));
const fillsCart = () => life.browse(page('page_view'), page('add_to_cart'), page('checkout_start'));
/** An order that is paid when the goods come. */
const orders = (orderId: string, day: number, time: string) =>
  life.ask(admin, 'POST', '/v1/purchases', {
    source: 'cua-hang',
    orderId,
    buyer: { fullName: thu.fullName, email: thu.email, phone: thu.phone },
    currency: 'VND',
    facts: [{ kind: 'ordered', at: life.moment(day, time), amount: 900_000 }],
  });

/** Chapters of one life: each goes on where the one before has ended. */
describe('the sequence of carts that were left, as it is shipped', () => {
  it('does nothing for somebody who did not confirm that they want mails', async () => {
    const asked = await life.scene(1, '09:00', 'She posts the form, agrees to be followed, and ticks that she wants mails', async () => {
      const consent = { contact: true, tracking: true, newsletter: true };
      await life.runtime.post('contact', { submissionId: 'thu-1', fields: thu, context: life.visit(), consent });
      await life.runtime.idle();
      const [lead] = (await life.ask(admin, 'GET', `/v1/leads?email=${thu.email}`)).items;
      leadId = lead.leadId;
      const email = users.find(({ repId }) => repId === lead.owner.repId)?.email ?? '';
      life.isAbout({ leadId, rep: { name: lead.owner.name, email } });
    });
    expect(toHer(asked)[0]).toHaveLength(2);

    await life.scene(1, '10:00', 'She fills a cart', fillsCart);
    const later = await life.scene(1, '15:00', 'Five hours later');

    expect(later.lines.flat()).toContainEqual(expect.objectContaining({ en: 'Began to pay on the site and left it' }));
    expect(toHer(later)).toEqual([[]]);
  });

  it('writes to nobody who ordered in time, though it is not paid yet', async () => {
    await life.scene(2, '09:20', 'She presses the button of the mail', async () => {
      const [link = ''] = (await life.runtime.mails(thu.email)).flatMap(
        ({ text }) => /\/v1\/subscribe\/[\w.-]+/.exec(text ?? '')?.[0] ?? [],
      );
      await life.runtime.request(link, { method: 'POST' });
    });
    await life.scene(5, '10:00', 'She fills a cart', fillsCart);
    await life.scene(5, '12:00', 'She orders', () => orders('o-1', 5, '12:00'));
    const later = await life.scene(5, '16:00', 'Six hours later');

    expect([toHer(later), JSON.stringify(later.lines)]).toEqual([[[]], expect.not.stringContaining('left it')]);
  });

  it('writes once to whoever left it for four hours', async () => {
    await life.scene(9, '10:00', 'She fills a cart', fillsCart);
    const early = await life.scene(9, '13:55', 'Nearly four hours later');
    const due = await life.scene(9, '14:10', 'Four hours later');
    await life.scene(10, '10:00', 'She puts something more into it', fillsCart);
    const again = await life.scene(10, '15:00', 'Five hours later');

    expect(toHer(early, due, again)).toEqual([[], [left], []]);
  });

  it('ends by an order while its mail waits for the morning', async () => {
    await life.scene(26, '18:30', 'She fills a cart in the evening', fillsCart);
    const night = await life.scene(26, '22:45', 'At night nobody is written to');
    await life.scene(26, '23:00', 'She orders', () => orders('o-2', 26, '23:00'));
    const morning = await life.scene(27, '12:00', 'The next noon');

    expect(toHer(night, morning)).toEqual([[], []]);
    const told = [night, morning].flatMap(({ lines }) => lines.flat().map(({ en }) => en));
    expect(told).toContain('Put into the sequence Abandoned carts (run 2)');
    const { items } = await life.ask(admin, 'GET', `/v1/leads/${leadId}/enrolments`);
    expect(items).toMatchObject([{ sequenceId: 'gio-hang-bo-quen', state: 'ended' }]);
    expect(JSON.stringify(items)).toContain('goal');
  });
});
