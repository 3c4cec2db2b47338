import { afterAll, beforeAll, expect, it } from '@jest/globals';
import scorings from '../../../config/scoring.json' with { type: 'json' };
import { publishConfig } from '../../support/publish-config.ts';
import { beginLife, type Life } from '../../support/told-life.ts';
import { browserAgent } from '../../support/tracking.ts';

const admin = 'admin@example.com';
const ha = { fullName: 'Lê Thu Hà', email: 'ha@tiemha.example', phone: '0933 444 555', company: 'Tiệm Hà', province: 'TP.HCM' };
const an = { ...ha, fullName: 'Đỗ An', email: 'an@tieman.example', phone: '0933 444 556', company: 'Tiệm An' };
/** Agreed to mails, and not that it is kept what becomes of them. */
const vy = { ...ha, fullName: 'Phạm Vy', email: 'vy@tiemvy.example', phone: '0933 444 557', company: 'Tiệm Vy' };
const [gateway, home] = ['198.51.100.9', '203.0.113.7'];

const links = ['gia', 'tinh-nang', 'khach-hang'].map((page) => `<a href="https://www.annhien.example/${page}">${page}</a>`).join(' ');
const wording = (subject: string) => ({
  subject,
  preheader: 'An Nhiên',
  mjml: `<mj-section><mj-column><mj-text>{{ lead.givenName }} ${links}</mj-text></mj-column></mj-section>`,
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
  exits: [],
  reentry: 'never',
  steps: [
    { id: 'chao', do: 'mail', template: 'chao' },
    { id: 'nghi', do: 'wait', for: 'PT2H' },
    { id: 'chia', do: 'branch', cases: [{ if: { temperature: ['warm', 'hot'] }, goTo: 'nong' }], else: 'lanh' },
    { id: 'nong', do: 'mail', template: 'nong' },
    { id: 'het', do: 'end' },
    { id: 'lanh', do: 'mail', template: 'lanh' },
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
  await publishConfig(life.runtime, 'templates', [
    template('chao', 'Chào'),
    template('nong', 'Cho người quan tâm'),
    template('lanh', 'Cho người khác'),
  ]);
  await publishConfig(life.runtime, 'sequences', [sequence]);
  const [scoring] = scorings;
  const interest = scoring?.interest.map((rule) => (rule.id === 'clicked-in-a-mail' ? { ...rule, points: 60 } : rule));
  const warm = { interest: { enter: 50, leave: 40 }, fit: { enter: 0, leave: 0 } };
  await publishConfig(life.runtime, 'scoring', [{ ...scoring, interest, temperature: { ...scoring?.temperature, warm } }]);
});
afterAll(() => life?.runtime.stop());

const ask = async (fields: typeof ha, tracking: boolean) => {
  await life.runtime.post('contact', { fields, consent: { contact: true, newsletter: true, tracking } });
  await life.runtime.idle();
};
const confirm = async ({ email }: typeof ha) => {
  const [link = ''] = (await life.runtime.mails(email)).flatMap(({ text }) => /\/v1\/subscribe\/[\w.-]+/.exec(text ?? '')?.[0] ?? []);
  await life.runtime.request(link, { method: 'POST' });
  await life.runtime.idle();
};
const advertised = async ({ email }: typeof ha) => (await life.runtime.mails(email)).filter(({ headers }) => headers['List-Unsubscribe']);
const subjects = async (who: typeof ha) => (await advertised(who)).map(({ subject }) => subject);
const standing = async ({ email }: typeof ha) => {
  const [{ leadId, stage, temperature, owner }] = (await life.ask(admin, 'GET', `/v1/leads?email=${email}`)).items;
  const score = await life.ask(admin, 'GET', `/v1/leads/${leadId}/score`);
  return {
    stage,
    temperature,
    owner: owner?.repId,
    mailPoints: score.contributions.flatMap(({ rule }: { rule: string }) => (/-a-mail$/.test(rule) ? [rule] : [])),
    leadId,
  };
};
/** Follows links of a mail as they stand in it, as whoever sits behind an address. */
const follow = async (
  html: string,
  address: string,
  method: 'GET' | 'HEAD',
  isWanted: (place: number, count: number) => boolean = () => true,
) => {
  const ways = [...html.matchAll(/href="[^"]*(\/_local\/click\?[^"]*)"/g)].map(([, way = '']) => way.replaceAll('&amp;', '&'));
  for (const way of ways.filter((_, place) => isWanted(place, ways.length))) {
    const headers = { 'x-forwarded-for': address, 'user-agent': browserAgent };
    await life.runtime.request(way, { method, headers, redirect: 'manual' });
  }
  await life.runtime.idle();
};

it('counts a click of a person, and none of a scanner that follows all links of a mail, the hidden one among them, as it arrives', async () => {
  await life.scene(1, '09:00', 'Three people ask for mails', async () => {
    await ask(ha, true);
    await ask(an, true);
    await ask(vy, false);
  });
  await life.scene(1, '09:20', 'They press the button, and get the first', async () => {
    for (const who of [ha, an, vy]) await confirm(who);
  });
  const [toHa, toAn, toVy] = await Promise.all([ha, an, vy].map(async (who) => (await advertised(who)).at(-1)));
  expect([toHa, toAn, toVy].map((mail) => mail?.configurationSet)).toEqual(['pheu-dev-watched', 'pheu-dev-watched', 'pheu-dev']);
  expect(toHa?.html).toMatch(/\/_local\/open\?/);
  expect(toHa?.html).not.toMatch(/ses:/);
  expect(toHa?.html).toMatch(/href="[^"]*\/v1\/unsubscribe\//);
  expect(toVy?.html).not.toMatch(/_local|ses:/);

  const [before, anBefore] = [await standing(ha), await standing(an)];
  await follow(toHa?.html ?? '', gateway, 'HEAD');
  await follow(toHa?.html ?? '', gateway, 'GET');
  const [picture = ''] = /\/_local\/open\?[^"]*/.exec(toHa?.html ?? '') ?? [];
  await life.runtime.request(picture, { headers: { 'x-forwarded-for': gateway, 'user-agent': 'Mozilla/5.0' } });
  await life.runtime.idle();
  await life.scene(1, '10:50', 'One of them follows a link', () => follow(toAn?.html ?? '', home, 'GET', (place) => place === 1));

  expect(await standing(ha)).toEqual(before);
  expect(['warm', 'hot']).toContain((await standing(an)).temperature);

  await life.scene(1, '11:30', 'The sequence has parted their ways');
  expect([await subjects(ha), await subjects(an), await subjects(vy)]).toEqual([
    ['[QC] Chào', '[QC] Cho người khác'],
    ['[QC] Chào', '[QC] Cho người quan tâm'],
    ['[QC] Chào', '[QC] Cho người khác'],
  ]);

  await life.scene(1, '11:40', 'Who followed a link turns out to be a machine', () =>
    follow(toAn?.html ?? '', home, 'GET', (place, count) => place === count - 1),
  );
  const { temperature, leadId } = await standing(an);
  const { items } = await life.ask(admin, 'GET', `/v1/leads/${leadId}/timeline?limit=100`);
  expect(temperature).toBe(anBefore.temperature);
  expect(items.filter(({ type }: { type: string }) => type === 'engagement.regraded')).toHaveLength(1);
});
