import { beforeAll, describe, expect, it } from '@jest/globals';
import { readSettings } from '../../infra/settings.ts';
import { readTemplate, resourcesOf, type Template } from './support/templates.ts';

describe('answers to mails', () => {
  let app: Template;
  let data: Template;
  beforeAll(async () => {
    [app, data] = await Promise.all([readTemplate('full', 'app'), readTemplate('full', 'data')]);
  });

  it('come in nowhere unless somebody asks for it', async () => {
    for (const variant of ['dev', 'prod'] as const) {
      const templates = JSON.stringify([await readTemplate(variant, 'app'), await readTemplate(variant, 'data')]);

      expect(templates).not.toMatch(/mail-inbound|AWS::SES::Receipt|"ses.amazonaws.com"[^}]*s3/);
    }
  });

  it('are looked through, kept, then told, over TLS alone', () => {
    const [[, rule] = []] = resourcesOf(app, 'AWS::SES::ReceiptRule');

    expect(rule?.Properties).toMatchObject({
      Rule: {
        Name: 'replies',
        Enabled: true,
        Recipients: ['tra-loi.an-nhien.internal'],
        ScanEnabled: true,
        TlsPolicy: 'Require',
        Actions: [{ S3Action: { ObjectKeyPrefix: 'mail/in/' } }, { LambdaAction: { InvocationType: 'Event' } }],
      },
    });
    expect(resourcesOf(app, 'AWS::SES::ReceiptRuleSet').map(([, { Properties }]) => Properties)).toEqual([
      { RuleSetName: 'pheu-prod-replies' },
    ]);
  });

  it('may be written and told of by this rule of this account alone', () => {
    const arn = 'receipt-rule-set/pheu-prod-replies:receipt-rule/replies';
    const permissions = resourcesOf(app, 'AWS::Lambda::Permission').filter(
      ([, { Properties }]) => Properties.Principal === 'ses.amazonaws.com',
    );
    const policies = JSON.stringify(resourcesOf(data, 'AWS::S3::BucketPolicy'));

    expect(permissions).toHaveLength(1);
    expect(JSON.stringify(permissions)).toContain(arn);
    expect(permissions[0]?.[1].Properties.SourceAccount).toBeDefined();
    expect(policies).toContain(arn);
    expect(policies).toContain('aws:SourceAccount');
    expect(policies).toContain('/mail/in/*');
  });

  it('go by themselves after thirty days, also where none comes in any more', async () => {
    for (const template of [data, await readTemplate('dev', 'data')]) {
      const [[, bucket] = []] = resourcesOf(template, 'AWS::S3::Bucket');

      expect(JSON.stringify(bucket?.Properties.LifecycleConfiguration)).toContain('"ExpirationInDays":30,"Prefix":"mail/"');
    }
  });

  it('ring where the function fails each time', () => {
    const [[, config] = []] = resourcesOf(app, 'AWS::Lambda::EventInvokeConfig').filter(
      ([, { Properties }]) => Properties.DestinationConfig !== undefined,
    );

    expect(JSON.stringify(config?.Properties)).toContain('DeliveryFailures');
  });

  it.each([
    ['the sender’s own domain', { mailFrom: 'hello@example.vn', replyDomain: 'example.vn' }, /people would get none/],
    [
      'the domain of the site',
      { domainName: 'www.example.vn', certificateArn: 'arn:aws:acm:us-east-1:1', replyDomain: 'www.example.vn' },
      /alias/,
    ],
    ['an address', { replyDomain: 'reply@example.vn' }, /has to be a domain/],
  ])('do not come in at %s', (_what, given: Record<string, string>, why) => {
    expect(() => readSettings((name) => given[name])).toThrow(why);
  });
});
