import {
  GetAccountCommand,
  GetSuppressedDestinationCommand,
  ListSuppressedDestinationsCommand,
  PutSuppressedDestinationCommand,
  SESv2Client,
  SendEmailCommand,
  type SendEmailCommandInput,
} from '@aws-sdk/client-sesv2';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Account, openAccount } from './local-account.ts';

const mailTo = (to: string, more: Partial<SendEmailCommandInput> = {}): SendEmailCommandInput => ({
  FromEmailAddress: 'Phễu <no-reply@example.com>',
  Destination: { ToAddresses: [to] },
  ReplyToAddresses: ['huong@example.com'],
  ConfigurationSetName: 'mails',
  EmailTags: [{ Name: 'intentId', Value: 'i-1' }],
  Content: {
    Simple: {
      Subject: { Data: 'Chào Nguyễn Thị Hường' },
      Body: { Html: { Data: '<p>Xin chào</p>' }, Text: { Data: 'Xin chào' } },
      Headers: [{ Name: 'List-Unsubscribe', Value: '<https://example.com/u>' }],
    },
  },
  ...more,
});

const hourMs = 3_600_000;

const withHeaders = (Headers: { Name: string; Value: string }[]): SendEmailCommandInput =>
  mailTo('a@example.com', { Content: { Simple: { Subject: { Data: 'a' }, Body: { Text: { Data: 'x' } }, Headers } } });

describe('the local SES', () => {
  let account: Account;
  let client: SESv2Client;
  beforeEach(async () => {
    account = await openAccount();
    client = new SESv2Client(account.as());
  });
  afterEach(async () => {
    client.destroy();
    await account.close();
  });

  const published = async (): Promise<string[]> => {
    while (account.ses.publishing() > 0) await new Promise((resolve) => setImmediate(resolve));
    return account.feedback.map(({ eventType }) => eventType);
  };

  it('keeps everything of a mail in the outbox', async () => {
    account.clock.advance(86_400_000);

    const { MessageId } = await client.send(new SendEmailCommand(mailTo('Hường <huong@example.com>')));

    expect(account.ses.mails()).toMatchObject([
      {
        messageId: MessageId,
        from: 'Phễu <no-reply@example.com>',
        to: ['Hường <huong@example.com>'],
        replyTo: ['huong@example.com'],
        subject: 'Chào Nguyễn Thị Hường',
        html: '<p>Xin chào</p>',
        text: 'Xin chào',
        headers: { 'List-Unsubscribe': '<https://example.com/u>' },
        tags: { intentId: 'i-1' },
        configurationSet: 'mails',
        fate: 'delivered',
      },
    ]);
    expect(Date.parse(account.ses.mails()[0]?.at ?? '')).toBeGreaterThan(Date.now() + 86_000_000);
  });

  it('reads a raw mail', async () => {
    const raw = ['From: a@example.com', 'To: b@example.com', 'Subject: Hi', 'List-Unsubscribe: <https://example.com/u>', '', 'body'].join(
      '\r\n',
    );

    await client.send(new SendEmailCommand({ Content: { Raw: { Data: Buffer.from(raw) } } }));

    expect(account.ses.mails()).toMatchObject([
      {
        from: 'a@example.com',
        to: ['b@example.com'],
        subject: 'Hi',
        text: expect.stringContaining('body'),
        headers: { 'List-Unsubscribe': '<https://example.com/u>' },
      },
    ]);
  });

  it('tells of sending and delivery, with the tags', async () => {
    const { MessageId } = await client.send(new SendEmailCommand(mailTo('huong@example.com')));

    expect(await published()).toEqual(['Send', 'Delivery']);
    expect(account.feedback[1]).toMatchObject({
      mail: { messageId: MessageId, tags: { intentId: ['i-1'], 'ses:configuration-set': ['mails'] } },
      delivery: { recipients: ['huong@example.com'] },
    });
  });

  it.each([
    ['bounce@simulator.amazonses.com', ['Send', 'Bounce']],
    ['complaint+1@simulator.amazonses.com', ['Send', 'Delivery', 'Complaint']],
    ['suppressionlist@simulator.amazonses.com', ['Send', 'Bounce']],
    ['success@simulator.amazonses.com', ['Send', 'Delivery']],
  ])('plays %s', async (address, expected) => {
    await client.send(new SendEmailCommand(mailTo(address)));

    expect(await published()).toEqual(expected);
  });

  it('puts an address that bounced on the suppression list, and delivers nothing to it from then on', async () => {
    account.ses.setFate('gone@example.com', 'bounced');
    await client.send(new SendEmailCommand(mailTo('gone@example.com')));
    await client.send(new PutSuppressedDestinationCommand({ EmailAddress: 'angry@example.com', Reason: 'COMPLAINT' }));

    await client.send(new SendEmailCommand(mailTo('Gone@Example.com')));

    expect(account.ses.mails().map(({ fate }) => fate)).toEqual(['bounced', 'suppressed']);
    const bounced = await client.send(new ListSuppressedDestinationsCommand({ Reasons: ['BOUNCE'] }));
    expect(bounced.SuppressedDestinationSummaries?.map(({ EmailAddress }) => EmailAddress)).toEqual(['gone@example.com']);
    const all = await client.send(new ListSuppressedDestinationsCommand({ StartDate: new Date(0) }));
    expect(all.SuppressedDestinationSummaries).toHaveLength(2);
    const { SuppressedDestination } = await client.send(new GetSuppressedDestinationCommand({ EmailAddress: 'angry@example.com' }));
    expect(SuppressedDestination?.Reason).toBe('COMPLAINT');
    await expect(client.send(new GetSuppressedDestinationCommand({ EmailAddress: 'fine@example.com' }))).rejects.toMatchObject({
      name: 'NotFoundException',
    });
    await published();
    expect(account.feedback.at(-1)).toMatchObject({ bounce: { bounceSubType: 'OnAccountSuppressionList' } });
  });

  it('limits the rate when told to', async () => {
    account.ses.setLimits({ maxSendRate: 2 });
    const send = () => client.send(new SendEmailCommand(mailTo('a@example.com')));

    await send();
    await send();
    await expect(send()).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    account.clock.advance(1000);
    await send();

    expect((await client.send(new GetAccountCommand({}))).SendQuota?.MaxSendRate).toBe(2);
  });

  it('takes no more recipients in 24 hours than the account may have, whatever became of them', async () => {
    account.ses.setLimits({ max24HourSend: 3 });
    const two = { ToAddresses: ['a@example.com', 'b@example.com'] };
    const refusal = { name: 'LimitExceededException', message: 'Daily message quota exceeded.' };
    await client.send(new SendEmailCommand(mailTo('a@example.com', { Destination: two })));
    account.clock.advance(12 * hourMs);

    // Something is left: the mail goes to both.
    await client.send(new SendEmailCommand(mailTo('a@example.com', { Destination: two })));
    account.ses.clear();
    await expect(client.send(new SendEmailCommand(mailTo('a@example.com')))).rejects.toMatchObject(refusal);
    account.clock.advance(12 * hourMs);
    await client.send(new SendEmailCommand(mailTo('a@example.com')));

    await expect(client.send(new SendEmailCommand(mailTo('a@example.com')))).rejects.toMatchObject(refusal);
    expect((await client.send(new GetAccountCommand({}))).SendQuota).toMatchObject({ Max24HourSend: 3, SentLast24Hours: 3 });
  });

  it('knows after a restart what was sent in the day', async () => {
    account.ses.setLimits({ max24HourSend: 1 });
    await client.send(new SendEmailCommand(mailTo('a@example.com')));
    const other = await openAccount({ ses: { max24HourSend: 1 } });
    other.ses.restore(account.ses.snapshot());
    const restarted = new SESv2Client(other.as());

    await expect(restarted.send(new SendEmailCommand(mailTo('a@example.com')))).rejects.toMatchObject({ name: 'LimitExceededException' });
    restarted.destroy();
    await other.close();
  });

  it('heeds the suppression list as the configuration set says', async () => {
    account.ses.addConfigurationSet('complaints-only', { suppressedReasons: ['COMPLAINT'] });
    account.ses.setFate('gone@example.com', 'bounced');
    const mail = mailTo('gone@example.com', { ConfigurationSetName: 'complaints-only' });

    await client.send(new SendEmailCommand(mail));
    expect(account.ses.snapshot().suppressed).toEqual([]);
    await client.send(new PutSuppressedDestinationCommand({ EmailAddress: 'gone@example.com', Reason: 'BOUNCE' }));
    await client.send(new SendEmailCommand(mail));
    await client.send(new SendEmailCommand(mailTo('gone@example.com')));

    expect(account.ses.mails().map(({ fate }) => fate)).toEqual(['bounced', 'bounced', 'suppressed']);
  });

  it('stops the mails of a configuration set that is paused, and no others', async () => {
    account.ses.addConfigurationSet('paused', { isSendingEnabled: false });

    await expect(client.send(new SendEmailCommand(mailTo('a@example.com', { ConfigurationSetName: 'paused' })))).rejects.toMatchObject({
      name: 'SendingPausedException',
    });
    await client.send(new SendEmailCommand(mailTo('a@example.com')));

    expect(account.ses.mails()).toHaveLength(1);
  });

  it.each([
    ['no recipient', mailTo('a@example.com', { Destination: {} })],
    ['an address that is none', mailTo('not an address')],
    [
      'a line break in the subject',
      mailTo('a@example.com', { Content: { Simple: { Subject: { Data: 'a\r\nBcc: x@example.com' }, Body: { Text: { Data: 'x' } } } } }),
    ],
    [
      'a line break in a header',
      mailTo('a@example.com', {
        Content: { Simple: { Subject: { Data: 'a' }, Body: { Text: { Data: 'x' } }, Headers: [{ Name: 'X-A', Value: 'a\r\nb' }] } },
      }),
    ],
    ['a header beyond ASCII', withHeaders([{ Name: 'X-A', Value: 'Hường' }])],
    ['a header that is too long', withHeaders([{ Name: 'X-A', Value: 'a'.repeat(871) }])],
    ['a header twice', withHeaders([1, 2].map((value) => ({ Name: value === 1 ? 'X-A' : 'x-a', Value: 'a' })))],
    ['too many headers', withHeaders(Array.from({ length: 16 }, (_, index) => ({ Name: `X-${index}`, Value: 'a' })))],
    ['no body', mailTo('a@example.com', { Content: { Simple: { Subject: { Data: 'a' }, Body: {} } } })],
  ])('refuses a mail with %s', async (_what, input) => {
    await expect(client.send(new SendEmailCommand(input))).rejects.toMatchObject({ name: 'BadRequestException' });
    expect(account.ses.mails()).toEqual([]);
  });

  it('demands the permission on the identity and on the configuration set', async () => {
    account.ses.addIdentity('example.com');
    const identity = 'arn:aws:ses:ap-southeast-1:000000000000:identity/example.com';
    const set = 'arn:aws:ses:ap-southeast-1:000000000000:configuration-set/mails';
    const sender = new SESv2Client(account.as('SENDER'));

    account.grant('SENDER', { Effect: 'Allow', Action: 'ses:SendEmail', Resource: identity });
    await expect(sender.send(new SendEmailCommand(mailTo('a@example.com')))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(set),
    });
    account.grant('SENDER', { Effect: 'Allow', Action: 'ses:SendEmail', Resource: [identity, set] });

    await sender.send(new SendEmailCommand(mailTo('a@example.com')));
    sender.destroy();
  });
});
