import { randomBytes } from 'node:crypto';
import { checked, ResourceError } from '../assembly/errors.ts';
import { objectAt, objectsAt, textAt, textsAt } from '../assembly/json.ts';
import { addressIn } from '../services/ses/mail.ts';
import type { Cloud } from './cloud.ts';
import type { Deployment, Item } from './provision.ts';

/** A rule by which SES takes mails in: it writes each one, then calls a function. The set of the templates is the active one here. */
export interface ReceiptRule {
  /** Addresses, domains, and `.example.vn` for all below one. */
  readonly recipients: readonly string[];
  readonly bucket: string;
  readonly prefix: string;
  readonly functionArn: string;
}

/** A mail as it comes over the wire, with what SES would find in it. */
export interface ComingMail {
  readonly raw: Buffer;
  /** Of the envelope; empty where a mail server speaks. */
  readonly sender: string;
  readonly recipients: readonly string[];
  /** Verdicts that are `FAIL`. */
  readonly failed: readonly Verdict[];
}

export const verdicts = ['spam', 'virus', 'spf', 'dkim', 'dmarc'] as const;
export type Verdict = (typeof verdicts)[number];

/** SES takes no larger one. */
const largestBytes = 40 * 1024 * 1024;

export function createReceiptRule({ cloud, afterwards, policies }: Deployment, { properties, resource }: Item): void {
  const rule = objectAt(properties, 'Rule');
  if (rule.Enabled === false) return;
  const [first, second, ...more] = objectsAt(rule, 'Actions');
  const [s3, lambda] = [objectAt(first ?? {}, 'S3Action'), objectAt(second ?? {}, 'LambdaAction')];
  const [bucket, functionArn] = [textAt(s3, 'BucketName'), textAt(lambda, 'FunctionArn')];
  if (bucket === undefined || functionArn === undefined || more.length > 0)
    throw new ResourceError(
      resource,
      'does not write to a bucket, then call a function, and no more; the local runtime plays nothing else',
    );
  if (textAt(lambda, 'InvocationType') === 'RequestResponse')
    throw new ResourceError(resource, 'waits for its function; the local runtime calls it as an event');
  const prefix = textAt(s3, 'ObjectKeyPrefix') ?? '';
  const { region, accountId } = cloud.options;
  const sourceArn = `arn:aws:ses:${region}:${accountId}:receipt-rule-set/${textAt(properties, 'RuleSetName')}:receipt-rule/${textAt(rule, 'Name')}`;
  const asked = { service: 'ses.amazonaws.com', sourceArn, accountId };
  // SES tries both when a rule is made.
  afterwards.push(() => {
    checked(resource, () => policies.demand({ ...asked, action: 's3:PutObject', resourceArn: `arn:aws:s3:::${bucket}/${prefix}x` }));
    checked(resource, () => policies.demand({ ...asked, action: 'lambda:InvokeFunction', resourceArn: functionArn }));
  });
  cloud.receiptRules.push({ recipients: textsAt(rule, 'Recipients').map((one) => one.toLowerCase()), bucket, prefix, functionArn });
}

/** Takes a mail in by the first rule that wants one of its recipients, as SES goes through a set. @returns its id; undefined: no rule wants it, and SES refuses it */
export function takeMailIn(cloud: Cloud, { raw, sender, recipients, failed }: ComingMail): string | undefined {
  if (raw.length > largestBytes) return undefined;
  for (const rule of cloud.receiptRules) {
    const wanted = recipients.map(addressIn).filter((address) => isWanted(rule, address));
    const fn = cloud.functions.get(rule.functionArn);
    if (wanted.length === 0 || !fn) continue;
    const messageId = [...randomBytes(40)].map((byte) => 'abcdefghijklmnopqrstuvwxyz012345'.charAt(byte % 32)).join('');
    const timestamp = new Date(cloud.clock.now()).toISOString();
    cloud.buckets.deploy(rule.bucket, `${rule.prefix}${messageId}`, raw, 'message/rfc822');
    const status = (verdict: Verdict) => ({ status: failed.includes(verdict) ? 'FAIL' : 'PASS' });
    const mail = {
      timestamp,
      source: sender,
      messageId,
      destination: [...recipients],
      headersTruncated: false,
      headers: [],
      commonHeaders: {},
    };
    const receipt = {
      timestamp,
      processingTimeMillis: 1,
      recipients: wanted,
      ...Object.fromEntries(verdicts.map((verdict) => [`${verdict}Verdict`, status(verdict)])),
      action: { type: 'Lambda', functionArn: rule.functionArn, invocationType: 'Event' },
    };
    cloud.targets.invokeAsync(fn, { Records: [{ eventSource: 'aws:ses', eventVersion: '1.0', ses: { mail, receipt } }] });
    return messageId;
  }
  return undefined;
}

function isWanted({ recipients }: ReceiptRule, address: string): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return (
    recipients.length === 0 || recipients.some((one) => one === address || one === domain || (one.startsWith('.') && domain.endsWith(one)))
  );
}
