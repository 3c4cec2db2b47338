import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { activate, deactivate, tellStatus } from '../../../tools/inbound-mail.ts';
import { openCallSes, type RawAnswer, receiptRuleSets } from '../../../tools/receipt-rule-sets.ts';

const own = 'pheu-prod-replies';

/** As the API reference shows answers. */
const described = (name: string | null): string =>
  `<DescribeActiveReceiptRuleSetResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><DescribeActiveReceiptRuleSetResult>${
    name === null
      ? ''
      : `<Rules><member><Name>other-name</Name></member></Rules><Metadata><Name>${name}</Name><CreatedTimestamp>2026-11-29T00:00:00Z</CreatedTimestamp></Metadata>`
  }</DescribeActiveReceiptRuleSetResult></DescribeActiveReceiptRuleSetResponse>`;

function account(active: string | null) {
  let now = active;
  const calls: string[] = [];
  const sets = receiptRuleSets(async (action, parameters = {}): Promise<RawAnswer> => {
    calls.push(action);
    if (action === 'SetActiveReceiptRuleSet') now = parameters.RuleSetName ?? null;
    return { status: 200, body: described(now) };
  });
  return { sets, calls, active: () => now };
}

describe('the rules by which answers come in', () => {
  it('become active where none are, and are told as that', async () => {
    const { sets, active } = account(null);

    expect(await tellStatus('prod', sets)).toContain('no rules are active');
    expect(await activate('prod', sets)).toContain(`${own} is active`);
    expect(await activate('prod', sets)).toContain('already');
    expect(await tellStatus('prod', sets)).toContain('come in');
    expect(active()).toBe(own);
  });

  it('never take the place of others, nor end them', async () => {
    const { sets, calls, active } = account('tickets');

    await expect(activate('prod', sets)).rejects.toThrow('tickets is active');
    expect(await deactivate('prod', sets)).toContain('nothing was changed');
    expect(await tellStatus('prod', sets)).toContain('other rules are active (tickets)');
    expect(active()).toBe('tickets');
    expect(calls).not.toContain('SetActiveReceiptRuleSet');
  });

  it('end where they are the active ones', async () => {
    const { sets, active } = account(own);

    expect(await deactivate('prod', sets)).toContain('nothing comes in');
    expect(active()).toBeNull();
  });

  it.each([
    [400, 'RuleSetDoesNotExist', 'deploy with -c replyDomain first'],
    [403, 'AccessDenied', 'SES refuses (AccessDenied)'],
    [503, 'ServiceUnavailable', 'try again'],
  ])('say what SES answers with: %s %s', async (status, code, said) => {
    const sets = receiptRuleSets(async () => ({ status, body: `<ErrorResponse><Error><Code>${code}</Code></Error></ErrorResponse>` }));

    await expect(sets.active()).rejects.toThrow(said);
  });
});

describe('a call of the API', () => {
  const before = process.env.AWS_ENDPOINT_URL_SES;
  const server = createServer();
  beforeEach(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
  afterEach(() => {
    server.close();
    if (before === undefined) delete process.env.AWS_ENDPOINT_URL_SES;
    else process.env.AWS_ENDPOINT_URL_SES = before;
  });

  it('is signed for SES in the Region of the account', async () => {
    const asked = Promise.withResolvers<{ body: string; authorization: string | undefined }>();
    server.on('request', async (request, response) => {
      asked.resolve({ body: await text(request), authorization: request.headers.authorization });
      response.end(described(null));
    });
    const address = server.address();
    process.env.AWS_ENDPOINT_URL_SES = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    const client = new SESv2Client({ region: 'ap-southeast-1', credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' } });

    expect(await receiptRuleSets(openCallSes(client)).active()).toBeNull();

    const { body, authorization } = await asked.promise;
    expect(body).toBe('Action=DescribeActiveReceiptRuleSet&Version=2010-12-01');
    expect(authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/ap-southeast-1\/ses\/aws4_request, SignedHeaders=[^,]*host[^,]*, Signature=[0-9a-f]{64}$/,
    );
  });
});
