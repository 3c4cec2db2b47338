import { describe, expect, it } from '@jest/globals';
import { formKind } from '../../../shared/capture/form-config.ts';
import { readSubmissionAndOutcome } from '../../../shared/capture/index.ts';
import type { Locale } from '../../../shared/leads/index.ts';
import { addMs, daysMs } from '../../../shared/platform/clock.ts';
import { FormId, LeadId, refOf } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { putDecision } from '../../../shared/quarantine/store.ts';
import { signLinkToken } from '../../../shared/signed-links/index.ts';
import { surveyUrl } from '../../../shared/surveys/index.ts';
import { answerRef } from '../../../shared/surveys/link.ts';
import { groupOf, scoreOf } from '../../../shared/surveys/rules-survey.ts';
import { signedLinkKey } from '../../support/confirming.ts';
import { Reader } from '../../support/preferences.ts';

const maker = { siteUrl: 'https://www.annhien.example', signedLinkKey };
const formId = FormId.parse('khao-sat');

/** A person whom we know, and the links of mails to them. */
async function surveyed() {
  const reader = await Reader.create();
  const { world, lead } = reader;
  const token = ({ mailId = 'mail-1', leadId = lead.leadId, form = formId, locale = 'vi' as Locale, daysAgo = 0 } = {}) =>
    new URL(
      surveyUrl({ leadId, formId: form, mailId, locale }, { at: addMs(world.parts.clock(), -daysAgo * daysMs), days: 30 }, maker),
    ).pathname
      .split('/')
      .at(-1) ?? '';
  const ask = (link = token()) => reader.follow('GET', 'surveys', link);
  const answer = (answers: Record<string, string>, link = token()) =>
    reader.follow('POST', 'surveys', link, new URLSearchParams(answers).toString());
  const answers = () =>
    world
      .itemsOf('SUBMISSION#form#khao-sat')
      .flatMap((item) => (item.sk === 'RAW' ? [item as unknown as { invited: object; fields: object }] : []));
  /** What the queue does with all that was kept. */
  const takeIn = async () => {
    for (const item of answers()) await world.takeIn(refOf(item as never));
  };
  const told = () => world.timeline().filter(({ type }) => type === 'survey.answered');
  return { reader, world, lead, token, ask, answer, answers, takeIn, told };
}

describe('a survey by the link of a mail', () => {
  it('asks without a word of who the person is, and whoever looks changes nothing', async () => {
    const { world, lead, ask } = await surveyed();
    const before = JSON.stringify(world.table.all());

    const pages = [await ask(), await ask()];

    expect(JSON.stringify(world.table.all())).toBe(before);
    for (const { statusCode, body = '' } of pages) {
      expect(statusCode).toBe(200);
      expect(body).toContain('<h1>Khảo sát khách hàng</h1>');
      expect(body.match(/name="score" value="\d+"/g)).toHaveLength(11);
      expect(body).not.toMatch(/name="(?:fullName|email|phone|_consent[^"]*)"/);
      for (const own of [lead.fullName, lead.email, '0912', lead.leadId]) expect(body).not.toContain(own);
    }
  });

  it('keeps the answer as a post of the person, and tells it with its score', async () => {
    const { world, lead, answer, answers, takeIn, told } = await surveyed();

    const { statusCode, body } = await answer({ score: '9', reason: 'Dễ dùng', plan: 'now' });
    await takeIn();

    expect([statusCode, /<h1>(.*?)<\/h1>/.exec(body ?? '')?.[1]]).toEqual([200, 'Cảm ơn Anh/Chị']);
    expect(answers()).toMatchObject([{ invited: { leadId: lead.leadId }, fields: { score: '9', reason: 'Dễ dùng', plan: 'now' } }]);
    expect(world.leads()).toHaveLength(1);
    expect(told().map(({ data }) => data)).toMatchObject([{ formId: 'khao-sat', byLink: true, score: 9, group: 'promoter' }]);
    expect(world.timeline().find(({ type }) => type === 'submission.linked')?.data).toMatchObject({ matchedBy: 'link' });
    expect(JSON.stringify(world.itemsOf(`LEAD#${lead.leadId}`).find(({ sk }) => sk === 'PERSON'))).toContain('Dễ dùng');
  });

  it('takes one answer a link: the same one again is thanked for, another one changes nothing and is told so', async () => {
    const { answer, ask, answers, takeIn, told, token } = await surveyed();
    await answer({ score: '9' });
    await takeIn();

    const titles = [];
    for (const page of [await answer({ score: '9' }), await answer({ score: '2', reason: 'chậm' }), await ask()])
      titles.push([page.statusCode, /<h1>(.*?)<\/h1>/.exec(page.body ?? '')?.[1]]);
    await takeIn();
    const kept = answers().map(({ fields }) => fields);
    await answer({ score: '3' }, token({ mailId: 'mail-2' }));
    await takeIn();

    expect(titles).toEqual([
      [200, 'Cảm ơn Anh/Chị'],
      [200, 'Khảo sát này đã được trả lời'],
      [200, 'Khảo sát này đã được trả lời'],
    ]);
    expect(kept).toEqual([{ score: '9' }]);
    // A later mail asks anew.
    expect(told().map(({ data }) => data.score)).toEqual([9, 3]);
  });

  it('leaves the record as it is, whatever is posted by whoever has the link', async () => {
    const { world, lead, answer, answers, takeIn } = await surveyed();
    const identity = () => {
      const [now] = world.leads();
      return now && [now.fullName, now.email, now.phone, now.company, now.title, now.consent];
    };
    const before = identity();

    await answer({ score: '0', fullName: 'Kẻ Khác', email: 'other@example.com', phone: '0987654321', '_consent.newsletter': 'true' });
    await takeIn();

    expect(answers().map(({ fields }) => fields)).toEqual([{ score: '0' }]);
    expect(identity()).toEqual(before);
    expect(world.leads().map(({ leadId }) => leadId)).toEqual([lead.leadId]);
  });

  it.each([
    ['nothing', {}, 'Xin trả lời ít nhất một câu.'],
    ['a score of eleven', { score: '11', reason: 'Tốt' }, 'Xin chọn một số từ 0 đến 10.'],
    ['a text that is too long', { reason: 'ạ'.repeat(1_001) }, 'Mục này dài quá 1000 ký tự.'],
  ])('asks again for what is %s, and keeps none of it', async (_what, posted, words) => {
    const { answer, answers } = await surveyed();

    const { statusCode, body } = await answer(posted);

    expect(statusCode).toBe(422);
    expect(body).toContain(words);
    for (const text of Object.values(posted).filter((one) => one === 'Tốt')) expect(body).toContain(text);
    expect(answers()).toEqual([]);
  });

  it('takes a long answer in Vietnamese whole', async () => {
    const { answer, answers } = await surveyed();
    const [reason, nextFeature] = ['ạ'.repeat(1_000), 'ữ'.repeat(1_000)];

    await answer({ reason, nextFeature });

    expect(answers().map(({ fields }) => fields)).toEqual([{ reason, nextFeature }]);
  });

  it('ends after its days, and with its form', async () => {
    const { token, ask, answer, answers } = await surveyed();
    const late = token({ daysAgo: 31 });
    const noSurvey = token({ form: FormId.parse('contact') });
    const noForm = token({ form: FormId.parse('khong-co') });
    const gone = [];
    for (const link of [noSurvey, noForm]) gone.push((await ask(link)).statusCode, (await answer({ score: '5' }, link)).statusCode);

    const ended = [await ask(late), await answer({ score: '5' }, late)].map(({ statusCode, body }) => [
      statusCode,
      body?.includes('hết hạn'),
    ]);

    expect(gone).toEqual([410, 410, 410, 410]);
    expect(ended).toEqual([
      [410, true],
      [410, true],
    ]);
    expect(answers()).toEqual([]);
  });

  it('is for nobody who made a link up, or took one of another purpose', async () => {
    const { lead, world, ask, token } = await surveyed();
    const [, ...claims] = token().split('.').slice(0, -1);
    const end = addMs(world.parts.clock(), daysMs);
    const made = [
      token().slice(0, -1),
      token().replace(lead.leadId, `${lead.leadId.slice(0, -1)}0`),
      signLinkToken('preferences', claims, end, signedLinkKey),
      signLinkToken('survey', claims, end, 'another key'),
    ];

    for (const link of made) expect((await ask(link)).statusCode).toBe(404);
  });

  it('has no page for who was erased, and keeps nothing of an answer that was on its way', async () => {
    const { world, lead, ask, answer, answers, takeIn, token } = await surveyed();
    await answer({ score: '7' });
    for (const item of world.itemsOf(`LEAD#${lead.leadId}`)) await world.table.deleteAll([{ pk: String(item.pk), sk: String(item.sk) }]);

    const ref = refOf(answers()[0] as never);
    const pages = [await ask(), await answer({ score: '1' }, token({ mailId: 'mail-2' }))].map(({ statusCode }) => statusCode);
    await takeIn();

    await world.takeIn(ref);

    expect(pages).toEqual([410, 410]);
    expect([world.itemsOf('SUBMISSION#form#khao-sat'), world.leads(), world.sent.notice]).toEqual([[], [], []]);
  });

  it('keeps nothing of an answer that waits in quarantine for its form, once it is released and its person is gone', async () => {
    const { world, lead, answer, answers, takeIn } = await surveyed();
    await answer({ score: '7', reason: 'Bí mật' });
    const survey = (await world.config.current(formKind)).documents.get(formId);
    world.config.remove(formKind, formId);
    await takeIn();
    const ref = refOf(answers()[0] as never);
    const { outcome } = await readSubmissionAndOutcome(world.table, ref);
    if (outcome?.kind !== 'quarantine' || !survey) throw new Error('it is not held');
    await world.table.deleteAll([keys.lead(lead.leadId)]);
    world.config.add(formKind, [survey]);
    const at = world.parts.clock().toISOString();
    await world.table.transact(putDecision(outcome, { kind: 'released', by: 'admin', at, formVersion: 1 }));

    await world.takeIn(ref);

    expect(outcome.reasons).toEqual(['formNotConfigured']);
    expect(world.itemsOf('SUBMISSION#form#khao-sat')).toEqual([]);
  });

  it('keeps no answer where its person is erased in between', async () => {
    const { reader, world, lead, answers, token } = await surveyed();
    const table = {
      ...world.table,
      async transact(items: Parameters<typeof world.table.transact>[0]) {
        await world.table.deleteAll([keys.lead(lead.leadId)]);
        return world.table.transact(items);
      },
    };

    const page = await reader.follow('POST', 'surveys', token(), 'score=4', table);

    expect(page.statusCode).toBe(410);
    expect(answers()).toEqual([]);
  });

  it('brings nobody back with whom nobody works any more, and sends nobody a mail', async () => {
    const { world, answer, takeIn } = await surveyed();
    const before = [world.sent.mail.length, world.sent.notice.length];

    await answer({ score: '10' });
    await takeIn();
    await takeIn();

    expect([world.sent.mail.length, world.sent.notice.length]).toEqual(before);
    expect(world.timeline().filter(({ type }) => type === 'survey.answered')).toHaveLength(1);
  });
});

describe('a survey on a page', () => {
  it('is told as answered as well, of somebody new, and not as one by a link', async () => {
    const { world, told } = await surveyed();
    const ref = world.post({ fullName: 'Trần Lan', phone: '0987111222', score: '6' }, { sourceId: 'khao-sat' as never });

    await world.takeIn(ref);

    expect(told().map(({ data }) => data)).toMatchObject([{ byLink: false, score: 6, group: 'detractor' }]);
  });
});

it.each([
  [0, 'detractor'],
  [6, 'detractor'],
  [7, 'passive'],
  [8, 'passive'],
  [9, 'promoter'],
  [10, 'promoter'],
])('groups %i as %s', (score, group) => {
  expect(groupOf(score)).toBe(group);
});

it.each(['11', '-1', '3.5', '', 'mười'])('takes %j for no score', (score) => {
  expect(scoreOf({ fields: [{ name: 'score', type: 'score' } as never] }, { score })).toBeNull();
});

it('names the answer by its link alone', () => {
  const claims = { leadId: LeadId.parse('L1'), formId, mail: 'm', locale: 'vi' as const };

  expect(answerRef({ ...claims, locale: 'en' })).toEqual(answerRef(claims));
  expect(answerRef({ ...claims, mail: 'n' })).not.toEqual(answerRef(claims));
});
