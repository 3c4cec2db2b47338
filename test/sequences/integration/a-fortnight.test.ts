import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import users from '../../../config/users.json' with { type: 'json' };
import { readMail } from '../../../shared/mail/store.ts';
import { LeadId, MailId, SequenceId } from '../../../shared/platform/ids.ts';
import { createTable } from '../../../shared/platform/table.ts';
import { readEnrolment } from '../../../shared/sequences/index.ts';
import { publishConfig } from '../../support/publish-config.ts';
import { beginLife, type Life, type Scene } from '../../support/told-life.ts';

const admin = 'admin@example.com';
const ha = { fullName: 'Lê Thu Hà', email: 'ha@tiemha.example', phone: '0933 444 555', company: 'Tiệm Hà', province: 'TP.HCM' };

const wording = (subject: string) => ({
  subject,
  preheader: 'An Nhiên',
  mjml: '<mj-section><mj-column><mj-text>{{ lead.givenName }}, {{ company.name }}</mj-text></mj-column></mj-section>',
});
const template = (id: string, vi: string, en: string) => ({
  id,
  names: { vi, en },
  purpose: 'advertising',
  topic: 'mo-hang',
  locales: { vi: wording(vi), en: wording(en) },
  fallbacks: { 'lead.givenName': { vi: 'bạn', en: 'there' } },
});
const mail = (id: string) => ({ id, do: 'mail', template: id });
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
    mail('chao'),
    { id: 'toi', do: 'wait', until: '22:30' },
    mail('meo'),
    {
      id: 'cho-goi',
      do: 'wait',
      event: { types: ['call.logged'], where: { outcome: 'considering' } },
      within: 'P3D',
      onEvent: 'chia',
      onTimeout: 'het',
    },
    { id: 'chia', do: 'branch', cases: [{ if: { reached: { atLeast: 1 } }, goTo: 'bao-gia' }], else: 'het' },
    { id: 'bao-gia', do: 'task', titles: { vi: 'Soạn báo giá', en: 'Write a quote' }, inHours: 24 },
    { id: 'nghi', do: 'wait', for: 'P1D' },
    mail('uu-dai'),
    { id: 'cho-mua', do: 'wait', event: { types: ['purchase.recorded'] }, within: 'P3D', onEvent: 'het', onTimeout: 'nhac' },
    mail('nhac'),
    { id: 'hai-ngay', do: 'wait', for: 'P2D' },
    mail('cuoi'),
    { id: 'het', do: 'end' },
  ],
};

let life: Life;
let leadId = '';
let rep = '';

beforeAll(async () => {
  life = await beginLife();
});
afterAll(() => life?.runtime.stop());

const call = (body: unknown) => life.ask(rep, 'POST', `/v1/leads/${leadId}/calls`, body);
const table = () => createTable(life.runtime.aws.document, life.runtime.aws.tableName);
/** What is stored of the mail of a step: how it stands, and what it waits for. */
const stored = async (step: string) => {
  const mail = await readMail(table(), LeadId.parse(leadId), MailId.parse(`sequenceMail-${sequence.id}_1_${step}`));
  return mail && [mail.status, mail.reason];
};
const run = async () => {
  const enrolment = await readEnrolment(table(), LeadId.parse(leadId), SequenceId.parse(sequence.id));
  return enrolment && [enrolment.state, enrolment.stepId, enrolment.ended?.reason];
};
const toHer = (...scenes: readonly Scene[]) =>
  scenes.map(({ mails }) => mails.flatMap(({ to, subject }) => (to === 'the rep' ? [] : [subject])));
const lastMail = async () => (await life.runtime.mails(ha.email)).filter(({ headers }) => headers['List-Unsubscribe']).at(-1);

/** Chapters of one fortnight: each goes on where the one before has ended. */
describe('a sequence', () => {
  it('is published by a marketer, with its topic and its mails', async () => {
    // Those that the product brings along would write to her, too.
    await publishConfig(life.runtime, 'sequences', []);
    await publishConfig(life.runtime, 'templates', []);
    await publishConfig(life.runtime, 'topics', [
      { id: 'mo-hang', names: { vi: 'Mở cửa hàng', en: 'Opening shops' }, descriptions: { vi: 'Mỗi tuần một thư.', en: 'A mail a week.' } },
    ]);
    await publishConfig(life.runtime, 'templates', [
      template('chao', 'Bắt đầu từ đâu', 'Where to begin'),
      template('meo', 'Ba mẹo cho ngày mở cửa', 'Three tips for the first day'),
      template('uu-dai', 'Ưu đãi cho tiệm mới', 'An offer for new shops'),
      template('nhac', 'Ưu đãi còn ba ngày', 'Three days left'),
      template('cuoi', 'Lời nhắn cuối', 'A last word'),
    ]);
    await publishConfig(life.runtime, 'sequences', [sequence]);
  });

  it('begins when a person asked for mails and confirmed it by the button, and not before', async () => {
    const asked = await life.scene(1, '09:00', 'She posts the form, and ticks that she wants mails', async () => {
      await life.runtime.post('contact', { submissionId: 'ha-1', fields: ha, consent: { contact: true, newsletter: true } });
      await life.runtime.idle();
      const [lead] = (await life.ask(admin, 'GET', `/v1/leads?email=${ha.email}`)).items;
      leadId = lead.leadId;
      rep = users.find(({ repId }) => repId === lead.owner.repId)?.email ?? '';
      life.isAbout({ leadId, rep: { name: lead.owner.name, email: rep } });
    });
    expect([toHer(asked)[0]?.length, await run()]).toEqual([2, null]);

    const begun = await life.scene(1, '09:20', 'She presses the button of the mail, and the first one comes', async () => {
      const [link = ''] = (await life.runtime.mails(ha.email)).flatMap(
        ({ text }) => /\/v1\/subscribe\/[\w.-]+/.exec(text ?? '')?.[0] ?? [],
      );
      await life.runtime.request(link, { method: 'POST' });
    });

    expect(toHer(begun)).toEqual([['[QC] Bắt đầu từ đâu']]);
    expect(await lastMail()).toMatchObject({ headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } });
  });

  it('sends nothing at night, and in the morning what fell due then', async () => {
    const night = await life.scene(1, '22:35', 'The second mail falls due');
    const reason = await stored('meo');
    const early = await life.scene(2, '06:55', 'Before seven');
    const morning = await life.scene(2, '09:05', 'By nine');

    expect(reason).toEqual(['planned', 'night']);
    expect(toHer(night, early, morning)).toEqual([[], [], ['[QC] Ba mẹo cho ngày mở cửa']]);
  });

  it('goes on at once when what it waited for happens, by the branch that fits, and has the rep do something', async () => {
    await life.scene(2, '10:00', 'The rep calls; she wants to think it over', () => call({ outcome: 'considering', durationMs: 180_000 }));
    const rests = await run();
    await life.scene(3, '08:30', 'The next morning');
    const { items } = await life.ask(rep, 'GET', '/v1/work');

    expect(rests).toEqual(['active', 'uu-dai', undefined]);
    expect(items).toMatchObject([{ leadId, title: 'Soạn báo giá' }]);
  });

  it('holds its mails while a colleague talks to the person', async () => {
    await life.scene(3, '09:00', 'The rep calls; she asks to be called on Friday', () =>
      call({ outcome: 'callback', callbackAt: life.moment(5, '15:00'), durationMs: 40_000 }),
    );
    const due = await life.scene(3, '10:10', 'The offer falls due');
    const reason = await stored('uu-dai');
    const promised = await life.scene(4, '12:00', 'The call is promised');
    const spoken = await life.scene(5, '15:05', 'The rep calls as promised', () => call({ outcome: 'interested', durationMs: 300_000 }));
    const evening = await life.scene(5, '20:00', 'The evening of the call');
    const morning = await life.scene(6, '09:05', 'The morning after');

    expect(reason).toEqual(['planned', 'colleague']);
    expect(toHer(due, promised, spoken, evening, morning)).toEqual([[], [], [], [], ['[QC] Ưu đãi cho tiệm mới']]);
  });

  it('goes the other way when nothing has come in time', async () => {
    const waiting = await life.scene(8, '20:00', 'She has not bought');
    const reminded = await life.scene(9, '10:00', 'Three days are over, and the reminder comes');

    expect(toHer(waiting, reminded)).toEqual([[], ['[QC] Ưu đãi còn ba ngày']]);
  });

  it('ends in the middle when she presses unsubscribe in her mail program, and nothing comes any more', async () => {
    const left = await life.scene(10, '20:00', 'She unsubscribes by one click', async () => {
      const [, link = ''] = /<([^>]+)>/.exec((await lastMail())?.headers['List-Unsubscribe'] ?? '') ?? [];
      const { pathname } = new URL(link);
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const { status } = await life.runtime.request(pathname, { method: 'POST', headers, body: 'List-Unsubscribe=One-Click' });
      expect(status).toBe(200);
    });
    const ended = await run();
    const soon = await life.scene(10, '20:05', 'The refusal is confirmed');
    const due = await life.scene(11, '12:00', 'The last mail would have come');
    const end = await life.scene(14, '12:00', 'Two weeks are over');

    expect(ended).toEqual(['ended', 'cuoi', 'optOut']);
    expect(toHer(left, soon, due, end)).toEqual([[], [expect.stringContaining('đã ngừng gửi thư quảng cáo')], [], []]);
    expect(await stored('cuoi')).toBeUndefined();
  });

  it('is told of by the timeline of the person, in the words of those who read it', () => {
    const lines = life.scenes.flatMap(({ when, lines }) => lines.flat().map(({ vi, en }) => [when, en, vi] as const));
    const told = lines.filter(([, en]) => /sequence|subscription|Confirmed|Call |advertising|refusal/.test(en));

    expect(told.map(([when, en]) => `${when}: ${en}`)).toEqual([
      'Day 1, 09:00: Sent: request to confirm a subscription',
      'Day 1, 09:20: Confirmed mails: Opening shops',
      'Day 1, 09:20: Put into the sequence Opening a shop',
      'Day 1, 09:20: Sent: mail “Where to begin” of the sequence Opening a shop',
      'Day 2, 09:05: Sent: mail “Three tips for the first day” of the sequence Opening a shop',
      'Day 2, 10:00: Call 1: Considering (3 min)',
      'Day 3, 09:00: Call 2: Call back (40 s); to be called at 15:00, day 5',
      'Day 5, 15:05: Call 3: Interested (5 min)',
      'Day 6, 09:05: Sent: mail “An offer for new shops” of the sequence Opening a shop',
      'Day 9, 10:00: Sent: mail “Three days left” of the sequence Opening a shop',
      'Day 10, 20:00: Refused advertising mails',
      'Day 10, 20:00: Through with the sequence Opening a shop: the person refused',
      'Day 10, 20:05: Sent: confirmation of a refusal',
    ]);
    expect(told.map(([, , vi]) => vi)).toEqual(
      expect.arrayContaining(['Vào chuỗi chăm sóc Mở tiệm', 'Kết thúc chuỗi chăm sóc Mở tiệm: khách đã từ chối nhận tin']),
    );
  });
});
