import { describe, expect, it } from '@jest/globals';
import { readSettings } from '../../infra/settings.ts';
import { longestTakeMs } from '../../shared/mail/rules-rate.ts';
import { sesTimeoutsMs } from '../../shared/mail/ses.ts';
import { readTemplate, referredId, resourcesOf } from './support/templates.ts';

describe.each(['dev', 'prod'] as const)('mail and bus of %s', (stage) => {
  it('bring the feedback of SES over SNS, which does not lose it, and watch who opens what by one set alone', async () => {
    const template = await readTemplate(stage, 'app');

    const destinations = resourcesOf(template, 'AWS::SES::ConfigurationSetEventDestination').map(([, { Properties }]) => Properties);
    const sets = resourcesOf(template, 'AWS::SES::ConfigurationSet').map(([, { Properties }]) => Properties);

    expect(sets.map(({ Name }) => Name)).toEqual([`pheu-${stage}`, `pheu-${stage}-notices`, `pheu-${stage}-watched`]);
    // SES' own domain.
    expect(sets.every(({ TrackingOptions }) => TrackingOptions === undefined)).toBe(true);
    for (const set of sets)
      expect(set).toMatchObject({ DeliveryOptions: { TlsPolicy: 'REQUIRE' }, SendingOptions: { SendingEnabled: true } });
    expect(destinations).toHaveLength(3);
    for (const destination of destinations) {
      expect(destination).toMatchObject({ EventDestination: { Enabled: true, SnsDestination: expect.anything() } });
      const events = JSON.stringify(destination);
      for (const wanted of ['SEND', 'BOUNCE', 'COMPLAINT', 'REJECT']) expect(events).toContain(`"${wanted}"`);
      const isWatched = events.includes('Watched');
      for (const behaviour of ['OPEN', 'CLICK', 'DELIVERY']) expect(events.includes(`"${behaviour}"`)).toBe(isWatched);
    }
    const topics = resourcesOf(template, 'AWS::SNS::Topic').filter(
      ([, { Properties }]) => Properties.TopicName === `pheu-${stage}-mail-feedback`,
    );
    expect(topics).toHaveLength(1);
    // It names recipients: nobody hears it beside the queue.
    const heardBy = resourcesOf(template, 'AWS::SNS::Subscription')
      .filter(([, { Properties }]) => referredId(Properties.TopicArn) === topics[0]?.[0])
      .map(([, { Properties }]) => template.Resources[referredId(Properties.Endpoint) ?? '']?.Properties.QueueName);
    expect(heardBy).toEqual([`pheu-${stage}-mail-feedback`]);
  });

  it('give notices and watched mails configuration sets of their own, and send-mail all', async () => {
    const template = await readTemplate(stage, 'app');

    const sendMail = resourcesOf(template, 'AWS::Lambda::Function').find(
      ([, { Properties }]) => Properties.FunctionName === `pheu-${stage}-send-mail`,
    );
    const mayUse = resourcesOf(template, 'AWS::IAM::Policy').filter(([, { Properties }]) =>
      JSON.stringify(Properties).includes('ses:SendEmail'),
    );

    expect(sendMail?.[1].Properties).toMatchObject({
      Environment: {
        Variables: {
          CONFIGURATION_SET: `pheu-${stage}`,
          NOTICE_CONFIGURATION_SET: `pheu-${stage}-notices`,
          WATCHED_CONFIGURATION_SET: `pheu-${stage}-watched`,
        },
      },
    });
    expect(mayUse).toHaveLength(1);
    for (const set of [
      `configuration-set/pheu-${stage}"`,
      `configuration-set/pheu-${stage}-notices"`,
      `configuration-set/pheu-${stage}-watched"`,
    ]) {
      expect(JSON.stringify(mayUse)).toContain(set);
    }
  });

  it('let SES publish for these configuration sets of this account only', async () => {
    const template = await readTemplate(stage, 'app');

    const text = resourcesOf(template, 'AWS::SNS::TopicPolicy').map(([, { Properties }]) => JSON.stringify(Properties));

    const forSes = text.filter((policy) => policy.includes('ses.amazonaws.com'));
    expect(forSes).toHaveLength(1);
    expect(forSes[0]).toContain('AWS:SourceAccount');
    for (const set of [
      `configuration-set/pheu-${stage}"`,
      `configuration-set/pheu-${stage}-notices"`,
      `configuration-set/pheu-${stage}-watched"`,
    ])
      expect(forSes[0]).toContain(set);
  });

  it('give send-mail time for the longest wait for its rate and all time-outs of SES', async () => {
    const template = await readTemplate(stage, 'app');

    const sendMail = resourcesOf(template, 'AWS::Lambda::Function').find(
      ([, { Properties }]) => Properties.FunctionName === `pheu-${stage}-send-mail`,
    );

    const waits = [longestTakeMs, ...Object.values(sesTimeoutsMs)];
    expect(waits.reduce((sum, ms) => sum + ms)).toBeLessThan(Number(sendMail?.[1].Properties.Timeout) * 1_000 - 500);
  });

  it('publish events on one bus of the stage', async () => {
    const template = await readTemplate(stage, 'app');

    expect(resourcesOf(template, 'AWS::Events::EventBus').map(([, { Properties }]) => Properties.Name)).toEqual([`pheu-${stage}`]);
  });

  it('prepare the deployment with the function itself, again whenever it changes', async () => {
    const template = await readTemplate(stage, 'app');

    const [[, preparation] = []] = resourcesOf(template, 'Custom::Preparation');

    const provider = template.Resources[referredId(preparation?.Properties.ServiceToken) ?? ''];
    expect(provider?.Properties.FunctionName).toBe(`pheu-${stage}-prepare-deployment`);
    expect(preparation?.Properties.Build).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe('links of watched mails', () => {
  it('go over the company’s own name where one is set, by HTTPS alone, and no other mail’s do', async () => {
    const sets = resourcesOf(await readTemplate('full', 'app'), 'AWS::SES::ConfigurationSet').map(([, { Properties }]) => Properties);

    expect(sets.map(({ Name, TrackingOptions }) => [Name, TrackingOptions])).toEqual([
      ['pheu-prod', undefined],
      ['pheu-prod-notices', undefined],
      ['pheu-prod-watched', { CustomRedirectDomain: 'thu.an-nhien.internal', HttpsPolicy: 'REQUIRE' }],
    ]);
  });

  it.each([
    ['an address', { trackingDomain: 'https://thu.example.vn' }, /has to be a domain/],
    [
      'the domain of the site',
      {
        domainName: 'www.example.vn',
        certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1',
        trackingDomain: 'www.example.vn',
      },
      /another one/,
    ],
  ])('cannot go over %s', (_what, given: Record<string, string>, why) => {
    expect(() => readSettings((name) => given[name])).toThrow(why);
  });
});
