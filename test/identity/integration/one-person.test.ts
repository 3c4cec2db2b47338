import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { person, spellings } from '../../support/people.ts';
import { inParallel, report, size } from '../../support/proof.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { countBy, tableFacts } from '../../support/table-facts.ts';

const post = (fields: Record<string, string>, submissionId?: string) => ({
  fields,
  consent: { contact: true },
  ...(submissionId === undefined ? {} : { submissionId }),
});

describe('one person, one lead', () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startRuntime({ sandboxes: 2 });
  });
  afterAll(() => runtime?.stop());

  it('makes one lead of many concurrent posts of one person in forty spellings', async () => {
    const posts = size(44, 1_000);
    const typed = spellings({ fullName: 'Nguyễn Thị Hường', email: 'huong.nguyen@example.com', phone: '0912345678' });

    const answers = await inParallel(Array.from({ length: posts }), 40, (_, index) =>
      runtime.post('contact', post({ ...typed[index % typed.length], province: 'TP.HCM', product: 'erp' }, `many-${index}`), {
        ip: `10.1.${index % 200}.7`,
      }),
    );
    await runtime.idle();

    const facts = await tableFacts(runtime);
    const mails = await runtime.mails();
    expect(countBy(answers, ({ status }) => String(status))).toEqual(new Map([['202', posts]]));
    expect(facts.submissions).toHaveLength(posts);
    expect(facts.outcomes).toHaveLength(posts);
    expect(facts.outcomes.every(({ kind }) => kind === 'lead')).toBe(true);
    expect(facts.leads).toHaveLength(1);
    expect(facts.leads[0]).toMatchObject({ email: 'huong.nguyen@example.com', owner: expect.objectContaining({ poolId: 'south' }) });
    expect(facts.decisions).toHaveLength(1);
    expect(mails.filter(({ to }) => to.includes('huong.nguyen@example.com'))).toHaveLength(1);
    expect(mails).toHaveLength(2);
    report('one person', { posts, leads: facts.leads.length, outcomes: facts.outcomes.length, mails: mails.length });
  });

  it('gives the same answer to every post of one submissionId and keeps one', async () => {
    const posts = size(20, 1_000);
    const body = post({ ...person(1), province: 'Hà Nội' }, 'same-id');

    const answers = await inParallel(Array.from({ length: posts }), 40, (_, index) =>
      runtime.post('contact', body, { ip: `10.2.${index % 200}.7` }),
    );
    await runtime.idle();

    const facts = await tableFacts(runtime);
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(
      new Set(['202 {"submissionId":"same-id","status":"accepted"}']),
    );
    expect(facts.submissions.filter((id) => id === 'contact/same-id')).toHaveLength(1);
    expect(facts.leads.filter(({ email }) => email === person(1).email)).toHaveLength(1);
    report('one submissionId', { posts, submissions: 1 });
  });

  it('keeps both posts when one submissionId comes with two bodies', async () => {
    const first = await runtime.post('contact', post({ ...person(2) }, 'twice'), { ip: '10.3.0.1' });
    const second = await runtime.post('contact', post({ ...person(3) }, 'twice'), { ip: '10.3.0.2' });
    const secondAgain = await runtime.post('contact', post({ ...person(3) }, 'twice'), { ip: '10.3.0.2' });
    await runtime.idle();

    const facts = await tableFacts(runtime);
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(first.body.submissionId).toBe('twice');
    expect(second.body.submissionId).not.toBe('twice');
    expect(secondAgain.body).toEqual(second.body);
    expect(facts.leads.map(({ email }) => email)).toEqual(expect.arrayContaining([person(2).email, person(3).email]));
  });

  it('makes two leads and one merge candidate of two people who share a phone', async () => {
    const phone = '0988776655';
    await runtime.post('contact', post({ fullName: 'Trần Văn Dũng', email: 'dung@example.com', phone }), { ip: '10.4.0.1' });
    await runtime.idle();
    await runtime.post('contact', post({ fullName: 'Lê Thu Trang', email: 'trang@example.com', phone }), { ip: '10.4.0.2' });
    await runtime.idle();
    await runtime.post('contact', post({ fullName: 'Lê Thu Trang', email: 'trang@example.com', phone }), { ip: '10.4.0.2' });
    await runtime.idle();

    const { leads, mergeCandidates } = await tableFacts(runtime);
    const sharing = leads.filter(({ phone: held }) => held?.e164 === '+84988776655');
    expect(sharing.map(({ email, phone: held }) => [email, held?.claimed]).sort()).toEqual([
      ['dung@example.com', true],
      ['trang@example.com', false],
    ]);
    expect(mergeCandidates).toHaveLength(1);
  });
});
