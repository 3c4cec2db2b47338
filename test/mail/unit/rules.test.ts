import { describe, expect, it } from '@jest/globals';
import { addressOf, mailbox } from '../../../shared/mail/header-text.ts';
import { inspectTemplate, renderHtml, renderText } from '../../../shared/mail/render.ts';
import { retryDelaySeconds } from '../../../shared/mail/rules-retry.ts';
import { classifySendError } from '../../../shared/mail/ses.ts';
import { withWords } from '../../../shared/mail/template.ts';
import { templates as notices } from '../../../shared/notices/generated/templates.ts';
import { templates as nurture } from '../../../shared/nurture/generated/templates.ts';
import { afterQuietHours } from '../../../shared/nurture/rules-quiet.ts';
import { greetingValues, politeName } from '../../../shared/nurture/submitter-values.ts';
import { generateTemplates } from '../../../tools/templates.ts';
import { size } from '../../support/proof.ts';

describe('quiet hours', () => {
  it.each([
    ['2026-11-24T15:00:00.000Z', '2026-11-25T00:00:00.000Z'],
    ['2026-11-24T14:59:59.999Z', '2026-11-24T14:59:59.999Z'],
    ['2026-11-24T23:59:59.999Z', '2026-11-25T00:00:00.000Z'],
    ['2026-11-25T00:00:00.000Z', '2026-11-25T00:00:00.000Z'],
    ['2026-11-24T17:00:30.500Z', '2026-11-25T00:00:00.000Z'],
  ])('in Vietnam move %s to %s', (at, until) => {
    expect(afterQuietHours(new Date(at), 'Asia/Ho_Chi_Minh').toISOString()).toBe(until);
  });

  it.each(['Asia/Ho_Chi_Minh', 'UTC', 'America/New_York', 'Australia/Lord_Howe'])(
    'end at 07:00 of the clock in %s, at every quarter of an hour in a year',
    (timeZone) => {
      // Shortened: every seventh, which comes by each quarter of the day in a week.
      const stepMs = size(7, 1) * 15 * 60_000;
      const hour = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
      for (let at = Date.parse('2026-01-01T00:00:00Z'); at < Date.parse('2027-01-01T00:00:00Z'); at += stepMs) {
        const until = afterQuietHours(new Date(at), timeZone);
        const local = Number(hour.format(until));
        if (local < 7 || local >= 22 || until.getTime() < at || until.getTime() - at > 10.5 * 3_600_000)
          throw new Error(`${new Date(at).toISOString()} → ${until.toISOString()}`);
      }
    },
  );
});

describe('waits between tries', () => {
  it.each(['notice', 'mail'] as const)('of a message in the queue %s grow and stay below five minutes', (queue) => {
    const longest = Array.from({ length: 30 }, (_, retry) => retryDelaySeconds(queue, retry, () => 0.999));

    expect(longest).toEqual(longest.toSorted((a, b) => a - b));
    expect(longest.at(-1)).toBe(240);
    expect(retryDelaySeconds(queue, 5, () => 0)).toBeLessThan(retryDelaySeconds(queue, 5, () => 1));
  });

  it('are shorter for notices, which have the first claim on the rate', () => {
    for (let retry = 0; retry < 5; retry += 1)
      expect(retryDelaySeconds('notice', retry, () => 1)).toBeLessThan(retryDelaySeconds('mail', retry, () => 1));
  });
});

describe('an error of SES', () => {
  const error = (name: string, more: object = {}) => Object.assign(new Error(name), { name }, more);
  const http = (status: number) => ({ $metadata: { httpStatusCode: status } });

  it.each([
    ['a refused connection', error('Error', { code: 'ECONNREFUSED' }), 'notAccepted'],
    ['no name service', error('Error', { code: 'EAI_AGAIN' }), 'notAccepted'],
    [
      'a connection that was never made',
      Object.assign(new Error('the request socket did not establish a connection with the server'), { name: 'TimeoutError' }),
      'notAccepted',
    ],
    ['too many requests', error('TooManyRequestsException', http(429)), 'notAccepted'],
    ['a used-up quota', error('LimitExceededException', http(400)), 'notAccepted'],
    ['a paused account', error('SendingPausedException', http(400)), 'notAccepted'],
    ['a missing grant', error('AccessDeniedException', http(403)), 'notAccepted'],
    ['a refusal we do not know', error('NewException', http(400)), 'notAccepted'],
    ['no credentials', error('CredentialsProviderError'), 'notAccepted'],
    ['a rejected message', error('MessageRejected', http(400)), 'refused'],
    [
      'an identity that is not verified yet, or no more',
      Object.assign(error('MessageRejected', http(400)), {
        message: 'Email address is not verified. The following identities failed the check in region AP-SOUTHEAST-1: leads@example.vn',
      }),
      'notAccepted',
    ],
    ['a domain of bounces that is not verified', error('MailFromDomainNotVerifiedException', http(400)), 'notAccepted'],
    ['a suspended account', error('AccountSuspendedException', http(400)), 'notAccepted'],
    ['a malformed request', error('BadRequestException', http(400)), 'refused'],
    ['a time-out', error('TimeoutError'), 'ambiguous'],
    ['a request time-out', error('RequestTimeout', http(408)), 'ambiguous'],
    ['a reset connection', error('Error', { code: 'ECONNRESET' }), 'ambiguous'],
    ['an internal failure', error('InternalServiceErrorException', http(500)), 'ambiguous'],
    ['an unavailable service', error('ServiceUnavailable', http(503)), 'ambiguous'],
    ['anything else', 'what?', 'ambiguous'],
  ])('like %s is sorted by whether the mail can have been accepted', (_case, thrown, kind) => {
    expect(classifySendError(thrown).kind).toBe(kind);
  });

  it('is told without the addresses in it', () => {
    const thrown = Object.assign(error('MessageRejected', http(400)), { message: 'Email address is not verified: leads@example.vn' });

    expect(classifySendError(thrown)).toEqual({ kind: 'notAccepted', error: 'IdentityNotVerified', needsPerson: true });
  });

  it.each([
    ['TooManyRequestsException', false],
    ['SendingPausedException', true],
    ['AccessDeniedException', true],
  ])('like %s is for a person: %s', (name, needsPerson) => {
    expect(classifySendError(error(name, http(400)))).toMatchObject({ needsPerson });
  });
});

describe('the renderer', () => {
  it('escapes values, keeps braces in them as text and drops empty sections', () => {
    const template = '<a href="{{goUrl}}">{{name}}</a>{{#if note}}[{{note}}]{{/if}}{{#if none}}no{{/if}}';

    const html = renderHtml(template, { goUrl: 'https://x.vn/?a=1&b="2', name: '<b>{{note}}', note: "a\n'b", none: '' });

    expect(html).toBe('<a href="https://x.vn/?a=1&amp;b=&quot;2">&lt;b&gt;{{note}}</a>[a<br>&#39;b]');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', ' https://x.vn', 'https://x.vn/\nx', '//x.vn', 'tel:javascript'])(
    'leaves a link to %s dead',
    (goUrl) => {
      expect(renderHtml('{{goUrl}}', { goUrl })).toBe('');
    },
  );

  it('refuses a value that nobody gave', () => {
    expect(() => renderText('{{name}}', {})).toThrow('name');
  });

  it.each(['{{#if a}}x', '{{#if a}}{{#if b}}x{{/if}}{{/if}}', '{{ a }}', '<a href="{{a}}">'])(
    'finds the fault of %s at build time',
    (template) => {
      expect(inspectTemplate(template).faults).not.toEqual([]);
    },
  );
});

describe('names in mails', () => {
  it.each([
    ['Hường', 'Hường'],
    ["O'Brien", "O'Brien"],
    ['evil.vn', ''],
    ['a/b', ''],
    ['win@x.vn', ''],
    ['0912', ''],
    ['x'.repeat(31), ''],
  ])('greet %s as "%s"', (name, greeted) => {
    expect(politeName(name)).toBe(greeted);
  });

  it.each([
    ['Chị Nguyễn Thị Lan', { addressedAs: 'Chị', greetingName: 'Lan' }],
    ['Anh Thư', { addressedAs: 'Anh/Chị', greetingName: 'Thư' }],
    ['Chi Mai', { addressedAs: 'Anh/Chị', greetingName: 'Mai' }],
    ['Chị Nguyễn http://x.vn', { addressedAs: 'Anh/Chị', greetingName: '' }],
    ['', { addressedAs: 'Anh/Chị', greetingName: '' }],
  ])('greet %s by what is sure', (fullName, expected) => {
    expect(greetingValues(fullName, 'vi')).toEqual(expected);
  });

  it.each([
    ['Phu Co', 'Phu Co <a@b.vn>'],
    ['An, Nhien', `=?UTF-8?B?${Buffer.from('An, Nhien').toString('base64')}?= <a@b.vn>`],
    ['\r\nBcc: x', `=?UTF-8?B?${Buffer.from('Bcc: x').toString('base64')}?= <a@b.vn>`],
    ['', 'a@b.vn'],
  ])('write the sender %j', (name, written) => {
    expect(mailbox(name, 'a@b.vn')).toBe(written);
  });

  it('take the address out of a sender with a name', () => {
    expect(['x@y.vn', 'X <x@y.vn>'].map(addressOf)).toEqual(['x@y.vn', 'x@y.vn']);
  });
});

describe('the compiled templates', () => {
  it('are those of the sources', async () => {
    expect(await generateTemplates(true)).toBe(true);
  });

  it('load nothing from anywhere: no font, image, style or counter tells others that a mail is read', () => {
    const all = Object.values({ ...notices, ...nurture }).flatMap(({ layout, vi, en }) =>
      [vi, en].map(({ words }) => withWords(layout, words)),
    );

    const loads = all.flatMap(
      (html) => html.match(/<(?:img|link|script|iframe|video|object)\b|@import|@font-face|url\(|background=/gi) ?? [],
    );

    expect(loads).toEqual([]);
  });
});
