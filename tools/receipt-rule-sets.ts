import { createHash, createHmac } from 'node:crypto';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SignatureV4 } from '@smithy/signature-v4';
import { clientDefaults } from '../shared/platform/aws-client.ts';
import { InvalidInputError, UnavailableError } from '../shared/platform/errors.ts';

/** Which rules of an account take mails in. One set is active in a Region at most. */
export interface ReceiptRuleSets {
  /** The name of the active set; null: none is. */
  active(): Promise<string | null>;
  /** Makes a set the active one; null: none is from now on. */
  activate(name: string | null): Promise<void>;
}

/** An answer of the API. */
export interface RawAnswer {
  readonly status: number;
  readonly body: string;
}

/** Calls an action of the API, with its parameters. */
export type CallSes = (action: string, parameters?: Readonly<Record<string, string>>) => Promise<RawAnswer>;

export function receiptRuleSets(call: CallSes): ReceiptRuleSets {
  return {
    async active() {
      const body = bodyOf(await call('DescribeActiveReceiptRuleSet'));
      // Without an active set the result is empty.
      const metadata = /<Metadata>([\s\S]*?)<\/Metadata>/.exec(body)?.[1] ?? '';
      return /<Name>([^<]+)<\/Name>/.exec(metadata)?.[1] ?? null;
    },
    async activate(name) {
      bodyOf(await call('SetActiveReceiptRuleSet', name === null ? {} : { RuleSetName: name }));
    },
  };
}

/** @throws InvalidInputError for what SES refuses, UnavailableError for what it cannot do now */
function bodyOf({ status, body }: RawAnswer): string {
  if (status < 300) return body;
  const code = /<Code>([^<]+)<\/Code>/.exec(body)?.[1] ?? `status ${status}`;
  if (status >= 500 || code === 'Throttling') throw new UnavailableError(`SES does not answer now (${code}): try again`);
  const hint = code === 'RuleSetDoesNotExist' ? ': deploy with -c replyDomain first, in this Region' : '';
  throw new InvalidInputError(`SES refuses (${code})${hint}`);
}

/** The version of the API that receives mails; the later one (`sesv2`) knows nothing of rules. */
const version = '2010-12-01';

/** Calls the API of the account that the environment names, as any client of AWS finds it. */
export function openCallSes(client: SESv2Client = new SESv2Client(clientDefaults), ask: typeof fetch = fetch): CallSes {
  return async (action, parameters = {}) => {
    const region = await client.config.region();
    const given = process.env.AWS_ENDPOINT_URL_SES ?? process.env.AWS_ENDPOINT_URL;
    const url = new URL(given ?? `https://email.${region}.amazonaws.com`);
    const signer = new SignatureV4({ service: 'ses', region, credentials: client.config.credentials, sha256: Sha256 });
    const request = {
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      path: '/',
      headers: { host: url.host, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: new URLSearchParams({ Action: action, Version: version, ...parameters }).toString(),
    };
    const { headers, body } = await signer.sign(request);
    const answer = await ask(url, { method: 'POST', headers, body });
    return { status: answer.status, body: await answer.text() };
  };
}

/** SHA-256 of Node, as the signer wants it. */
class Sha256 {
  readonly #hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);
}
