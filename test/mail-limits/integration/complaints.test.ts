import { afterAll, beforeAll, expect, it } from '@jest/globals';
import users from '../../../config/users.json' with { type: 'json' };
import { publishConfig } from '../../support/publish-config.ts';
import { beginLife, type Life } from '../../support/told-life.ts';

const admin = 'admin@example.com';
const ha = { fullName: 'Lê Thu Hà', email: 'ha@tiemha.example', phone: '0933 444 555', company: 'Tiệm Hà', province: 'TP.HCM' };
const complainers = [1, 2, 3].map((index) => ({
  ...ha,
  fullName: `Người ${index}`,
  email: `nguoi${index}@thurac.example`,
  phone: `093344466${index}`,
}));

const wording = (subject: string) => ({
  subject,
  preheader: 'An Nhiên',
  mjml: '<mj-section><mj-column><mj-text>{{ lead.givenName }}, {{ company.name }}</mj-text></mj-column></mj-section>',
});
const template = (id: string, subject: string) => ({
  id,
  names: { vi: subject, en: subject },
  purpose: 'advertising',
  topic: 'mo-hang',
  locales: { vi: wording(subject), en: wording(subject) },
  fallbacks: { 'lead.givenName': { vi: 'bạn', en: 'there' } },
});
const sequence = {
  id: 'mo-tiem',
  names: { vi: 'Mở tiệm', en: 'Opening a shop' },
  state: 'on',
  priority: 3,
  triggers: [{ on: 'event', type: 'lead.consent_changed', where: { change: 'confirmed' } }],
  goal: { stage: ['customer', 'repeat'] },
  exits: [{ id: 'tu-choi', if: { not: { consent: ['newsletter'] } } }],
  reentry: 'never',
  steps: [
    { id: 'chao', do: 'mail', template: 'chao' },
    { id: 'nghi', do: 'wait', for: 'P1D' },
    { id: 'meo', do: 'mail', template: 'meo' },
  ],
};

let life: Life;
beforeAll(async () => {
  life = await beginLife();
  await publishConfig(life.runtime, 'sequences', []);
  await publishConfig(life.runtime, 'templates', []);
  await publishConfig(life.runtime, 'topics', [
    { id: 'mo-hang', names: { vi: 'Mở cửa hàng', en: 'Opening shops' }, descriptions: { vi: 'Mỗi tuần một thư.', en: 'A mail a week.' } },
  ]);
  await publishConfig(life.runtime, 'templates', [template('chao', 'Bắt đầu từ đâu'), template('meo', 'Ba mẹo')]);
  await publishConfig(life.runtime, 'sequences', [sequence]);
});
afterAll(() => life?.runtime.stop());

const post = async (fields: typeof ha, newsletter: boolean) => {
  await life.runtime.post('contact', { fields, consent: { contact: true, newsletter } });
  await life.runtime.idle();
};
const subjects = async (to: string) => (await life.runtime.mails(to)).map(({ subject }) => subject);
const advertised = async () => (await subjects(ha.email)).filter((subject) => subject.startsWith('[QC]'));
const state = () => life.ask(admin, 'GET', '/v1/mail-state');

it('stops advertising where three people complain, has all else go on, and goes on when an admin says why', async () => {
  await life.scene(1, '09:00', 'She asks for mails', () => post(ha, true));
  await life.scene(1, '09:20', 'She presses the button, and the first one comes', async () => {
    const [link = ''] = (await life.runtime.mails(ha.email)).flatMap(({ text }) => /\/v1\/subscribe\/[\w.-]+/.exec(text ?? '')?.[0] ?? []);
    await life.runtime.request(link, { method: 'POST' });
  });
  expect([await advertised(), (await state()).advertising]).toEqual([['[QC] Bắt đầu từ đâu'], null]);

  await life.scene(1, '10:00', 'Three people complain of what they get', async () => {
    for (const fields of complainers) {
      const fate = { address: fields.email, is: 'complained' };
      await life.runtime.request('/_local/faults', { method: 'POST', body: JSON.stringify({ fate }) });
      await post(fields, false);
    }
  });
  expect(await state()).toMatchObject({ advertising: { dueTo: { returned: 3 } }, all: null });
  const rings = (await life.runtime.logs()).filter(({ text }) => text.includes('advertising to people is paused'));
  expect(rings).toHaveLength(1);

  await life.scene(2, '10:00', 'Her second mail is due');
  const [lead] = (await life.ask(admin, 'GET', `/v1/leads?email=${ha.email}`)).items;
  const why = await life.ask(admin, 'GET', `/v1/leads/${lead.leadId}/messages/why?sequence=mo-tiem&step=meo`);
  expect([await advertised(), why.reason]).toEqual([['[QC] Bắt đầu từ đâu'], 'advertisingPaused']);

  const minh = { ...ha, fullName: 'Trần Minh', email: 'minh@tiemminh.example', phone: '0944 555 777', company: 'Tiệm Minh' };
  const reps = users.map(({ email }) => email);
  const before = (await life.runtime.mails()).length;
  await life.scene(2, '10:30', 'Somebody else posts, and asks for mails', () => post(minh, true));
  const since = (await life.runtime.mails()).slice(before);
  expect(since.filter(({ to }) => to.includes(minh.email))).toHaveLength(2);
  expect(since.filter(({ to }) => reps.includes(String(to[0]))).length).toBeGreaterThan(0);

  await life.ask(admin, 'POST', '/v1/mail-state/resume', { reason: 'Đã gỡ biểu mẫu của hội chợ' });
  expect(await state()).toMatchObject({
    advertising: null,
    complaints: { returned: 0 },
    ended: [{ by: 'admin', reason: 'Đã gỡ biểu mẫu của hội chợ', dueTo: { returned: 3 }, allSince: null }],
  });
  await life.scene(3, '11:00', 'What waited goes out');
  expect(await advertised()).toEqual(['[QC] Bắt đầu từ đâu', '[QC] Ba mẹo']);
});
