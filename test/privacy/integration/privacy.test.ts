import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../shared/leads/index.ts';
import { digest } from '../../../shared/platform/ids.ts';
import { report } from '../../support/proof.ts';
import { type HttpAnswer, type Runtime, startRuntime } from '../../support/runtime.ts';
import { countBy, tableFacts } from '../../support/table-facts.ts';
import { canary, tracesIn } from './canaries.ts';
import { everythingCaptured } from './captured.ts';

const everyField = {
  fullName: canary.fullName,
  email: canary.email,
  phone: canary.phone,
  province: canary.province,
  company: canary.company,
  message: canary.message,
  [canary.unknownName]: canary.unknownField,
};
const context = { pageUrl: canary.pageUrl, referrer: canary.referrer, utm: { campaign: canary.utm }, visitorId: 'v1' };
/** What anybody can compute of a person without the deployment's key. */
const outsideDigests = [canary.email, canary.otherEmail, '+84912345671', '2345671'].flatMap((value) =>
  [[value], ['email', value], ['phone', value]].map((parts) => digest(...parts)),
);
const headers = { 'user-agent': canary.agent, referer: canary.pageUrl };
const ip = canary.address;

describe('invariant 9: no personal data in events, messages, dead letters, logs or keys', () => {
  let runtime: Runtime;
  const refusals: HttpAnswer[] = [];
  const accepted: HttpAnswer[] = [];

  const post = async (submissionId: string, fields: Record<string, unknown>, more: Record<string, unknown> = {}) => {
    const answer = await runtime.post('contact', { submissionId, fields, context, consent: { contact: true }, ...more }, { ip, headers });
    (answer.status === 202 ? accepted : refusals).push(answer);
    return answer;
  };
  const raw = async (body: string, contentType = 'application/json') => {
    const init = { method: 'POST', body, headers: { ...headers, 'content-type': contentType, accept: 'application/json' }, ip };
    refusals.push(await runtime.request('/v1/forms/contact/submissions', init));
  };
  const put = (Item: Record<string, unknown>) => runtime.aws.document.send(new PutCommand({ TableName: runtime.tableName, Item }));
  const setNameKey = (lead: Lead | undefined, nameKey: unknown) =>
    runtime.aws.document.send(
      new UpdateCommand({
        TableName: runtime.tableName,
        Key: { pk: `LEAD#${lead?.leadId}`, sk: 'LEAD' },
        UpdateExpression: 'SET nameKey = :nameKey',
        ExpressionAttributeValues: { ':nameKey': nameKey },
      }),
    );

  beforeAll(async () => {
    runtime = await startRuntime();
  });
  afterAll(() => runtime?.stop());

  it('takes posts of every kind that hold canaries in every field', async () => {
    await post('new', everyField);
    await runtime.idle();
    await post('repeat', { ...everyField, company: `${canary.company} 2`, phone: canary.otherPhone });
    // Before another post says the same number: what a mail asks about is what its own post was the last to say.
    await runtime.idle();
    await post('same-phone', { fullName: canary.otherName, email: canary.otherEmail, phone: canary.phone });
    await post('phone-only', { fullName: canary.otherName, phone: '84912345672' });
    await post('two-phones', { fullName: canary.fullName, phone: '0912.345.671 / 0912-345-672' });
    await post('no-contact', { fullName: canary.fullName, phone: '1', message: canary.message });
    await post('honeypot', { ...everyField, khong_dien: canary.honeypot });
    await post('link-in-name', { ...everyField, fullName: `${canary.fullName} ${canary.honeypot}` });
    await post('bad-token', everyField, { token: `v1.${canary.email}.${canary.phone}` });
    await post('strange-consent', everyField, { consent: { contact: { [canary.fullName]: canary.email } } });
    const form = new FormData();
    for (const [name, value] of Object.entries(everyField)) form.append(name, value);
    form.append('cv', new File([canary.message], canary.file));
    accepted.push(await runtime.request('/v1/forms/contact/submissions', { method: 'POST', body: form, headers, ip }));
    await runtime.idle();

    expect(countBy(accepted, ({ status }) => String(status))).toEqual(
      new Map([
        ['202', 10],
        ['303', 1],
      ]),
    );
  });

  it('lets a person confirm by a link what was posted under their address', async () => {
    const links = (await runtime.mails()).flatMap(({ text }) => /\/v1\/confirm\/[\w.-]+/.exec(text ?? '')?.[0] ?? []);
    for (const link of links) for (const method of ['GET', 'POST']) expect((await runtime.request(link, { method })).status).toBe(200);
    await runtime.idle();

    expect(links.length).toBeGreaterThan(0);
  });

  it('refuses posts that hold canaries', async () => {
    await post('invalid', { ...everyField, email: canary.fullName, phone: canary.message, fullName: canary.fullName.repeat(20) });
    await post(`${canary.email}`, everyField);
    await raw(`{"fields": {"email": "${canary.email}"`);
    await raw(JSON.stringify({ fields: { [canary.email]: { [canary.fullName]: canary.phone }, email: { a: canary.email } } }));
    await raw(JSON.stringify({ fields: everyField, note: canary.message.repeat(3_000) }));
    await raw(canary.message, `text/${canary.email}`);
    await raw(`email=${canary.fullName}&${canary.unknownName}=${canary.message}`, 'application/x-www-form-urlencoded');

    expect(refusals.map(({ status }) => status)).toEqual([422, 422, 400, 422, 413, 400, 422]);
    expect(refusals.flatMap(({ text }) => tracesIn(text))).toEqual([]);
  });

  it('meets mails that come back, calls that fail, and records that nobody can read', async () => {
    const fate = (is: string, address: string) =>
      runtime.request('/_local/faults', { method: 'POST', body: JSON.stringify({ fate: { address, is } }) });
    await fate('bounced', 'son-ca-2@kestrel.example');
    await fate('complained', 'son-ca-3@kestrel.example');
    await post('bounces', { fullName: canary.otherName, email: 'son-ca-2@kestrel.example' });
    await post('complains', { fullName: canary.otherName, email: 'son-ca-3@kestrel.example' });
    await runtime.idle();

    await runtime.outage('ses', true);
    await post('ses-is-down', { fullName: canary.otherName, email: 'son-ca-4@kestrel.example' });
    await runtime.idle();
    await runtime.outage('ses', false);
    await runtime.faults({ seed: 1, rate: 1, modes: ['before'], services: ['ses'] });
    await post('ses-answers-nothing', { fullName: canary.otherName, email: 'son-ca-5@kestrel.example' });
    await runtime.idle();
    await runtime.faults({ seed: 1, rate: 1, modes: ['before'], services: ['dynamodb'], operations: ['PutItem'] });
    expect((await post('table-fails', everyField)).status).toBe(503);
    await runtime.faults(undefined);

    const { leads } = await tableFacts(runtime);
    const [broken] = leads.filter(({ email }) => email === canary.otherEmail);
    const poison = { pk: `LEAD#${broken?.leadId}`, sk: 'TIMELINE#2026-11-22T00:00:00.000Z#Tpoison' };
    await put({ ...poison, type: canary.email, data: { name: canary.fullName } });
    await put({
      pk: 'SUBMISSION#form#contact#poison',
      sk: 'RAW',
      channel: 'form',
      sourceId: 'contact',
      submissionId: 'poison',
      fields: everyField,
    });
    await setNameKey(broken, [canary.otherName]);
    await post('meets-a-broken-lead', { fullName: canary.otherName, email: canary.otherEmail });
    await runtime.settle();
    await setNameKey(broken, broken?.nameKey);
    await runtime.aws.document.send(new DeleteCommand({ TableName: runtime.tableName, Key: poison }));

    const logs = (await runtime.logs()).map(({ text }) => text).join('\n');
    const told = [
      'mail came back',
      'SES did not take the mail',
      'SES may have taken the mail',
      'post not accepted',
      'can never be published',
      'can never succeed',
      '"error":"corrupt_item"',
      '"error":"unavailable"',
    ];
    expect(told.filter((line) => !logs.includes(line))).toEqual([]);
  });

  it('grades what is done with the mail of somebody who agreed to be remembered, and takes it back', async () => {
    const to = 'son-ca-6@kestrel.example';
    await post('agrees', { fullName: canary.otherName, email: to }, { consent: { contact: true, tracking: true } });
    await runtime.idle();
    const [mail] = await runtime.mails(to);
    const tags = Object.fromEntries(Object.entries(mail?.tags ?? {}).map(([name, value]) => [name, [value]]));
    const tell = async (seconds: number, link: string) => {
      const timestamp = new Date(Date.parse(mail?.at ?? '') + seconds * 1_000).toISOString();
      const userAgent = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 ${canary.agent} Chrome/131.0.0.0 Safari/537.36`;
      const click = { ipAddress: canary.address, link: canary.pageUrl, linkTags: { link: [link], of: ['3'] }, timestamp, userAgent };
      const event = { eventType: 'Click', mail: { messageId: mail?.messageId, timestamp: mail?.at, destination: [to], tags }, click };
      const QueueUrl = Object.entries(runtime.queueUrls).find(([name]) => name.endsWith('-mail-feedback'))?.[1];
      await runtime.aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(event) }));
      await runtime.idle();
    };

    await tell(300, '1');
    await tell(310, 'hidden');

    const { entries } = await tableFacts(runtime);
    const regraded = entries.filter(({ type }) => type === 'engagement.regraded');
    expect(regraded.map(({ data }) => data)).toMatchObject([{ from: 'human', to: 'machine', reason: 'nearScan' }]);
    const published = (await runtime.events()).map(({ event }) => String(event.detail.id));
    expect(published).toContain(regraded[0]?.id);
  });

  it('sends the follow-up two days later, meets a lead that becomes hot, and is read by an admin', async () => {
    // Ten o'clock in Hà Nội, three days on: no quiet hour keeps the mails back.
    const now = Date.parse(await runtime.advance('PT0S'));
    const morning = (Math.floor(now / 86_400_000) + 3) * 86_400_000 + 3 * 3_600_000;
    await runtime.advance(`PT${Math.round((morning - now) / 1_000)}S`);
    await runtime.settle();
    await post('asks-for-quote', { ...everyField, message: `${canary.message}, cho xin báo giá` });
    await runtime.settle();
    const { entries } = await tableFacts(runtime);
    const sent = countBy(
      entries.filter(({ type }) => type === 'mail.sent'),
      ({ data }) => String(data.kind),
    );
    // Whether a first contact was due before the clock was moved, so that a mail lists it by now, hangs on the minute at which the posts came.
    const kinds = [...sent.keys()].filter((kind) => kind !== 'overdueNotice').sort();
    expect(kinds).toEqual(['assignedNotice', 'followUp', 'hotNotice', 'proposedChange', 'repeatNotice', 'welcome']);

    for (const path of ['/v1/leads?email=chao-mao@kestrel.example', '/v1/leads?phone=0912345671', '/v1/leads?q=khuou'])
      expect([path, (await runtime.get(path, { user: 'admin@example.com' })).status]).toEqual([path, 200]);
    const refused = await runtime.get('/v1/leads?email=Ho%C3%A0ng+Y%E1%BA%BFn&son-ca=1', { user: 'admin@example.com' });
    expect([refused.status, tracesIn(JSON.stringify(refused.body.errors.map(({ message }: { message: string }) => message)))]).toEqual([
      422,
      [],
    ]);
  });

  it('has written nothing of a person down anywhere but in their own records', async () => {
    const captured = await everythingCaptured(runtime);
    // Reports count by the campaign of a page's address: facts and what is held back know nothing else of it.
    const besides = ({ where, text }: (typeof captured)[number]) =>
      /^item (?:FACTS |SUBMISSION OUTCOME)/.test(where) ? text.replaceAll(canary.utm, '') : text;
    const found = captured.flatMap(({ where, text }) =>
      tracesIn(besides({ where, text })).map((what) => `${what} in ${where}: ${text.slice(0, 300)}`),
    );

    expect(found).toEqual([]);
    const made = outsideDigests.flatMap((known) => captured.filter(({ text }) => text.includes(known)).map(({ where }) => where));
    expect(made).toEqual([]);
    const places = countBy(captured, ({ where }) => where.split(' ')[0] ?? '');
    expect([...places.keys()].sort()).toEqual(['event', 'item', 'key', 'log', 'message']);
    expect(captured.filter(({ where }) => where.startsWith('message held in') && where.endsWith('-publish-failures'))).toHaveLength(3);
    report('canaries', { ...Object.fromEntries(places), found: found.length });
  });

  it('finds the canaries where they belong: in the mails, and in what SES itself tells of them', async () => {
    const mails = JSON.stringify(await runtime.mails());
    const feedback = JSON.stringify((await runtime.messages()).filter(({ queue }) => /-mail-feedback$/.test(queue)));

    expect(tracesIn(mails)).toEqual(expect.arrayContaining(['a name', 'an e-mail address', 'a phone number']));
    expect(tracesIn(feedback)).toContain('an e-mail address');
  });
});
