import { describe, expect, it } from '@jest/globals';
import { longestTakeMs } from '../../shared/mail/rules-rate.ts';
import { sesTimeoutsMs } from '../../shared/mail/ses.ts';
import { readTemplate, referredId, resourcesOf } from './support/templates.ts';

describe.each(['dev', 'prod'] as const)('mail and bus of %s', (stage) => {
  it('bring the feedback of SES over SNS, which does not lose it, without watching who opens what', async () => {
    const template = await readTemplate(stage, 'app');

    const destinations = resourcesOf(template, 'AWS::SES::ConfigurationSetEventDestination').map(([, { Properties }]) => Properties);
    const sets = resourcesOf(template, 'AWS::SES::ConfigurationSet').map(([, { Properties }]) => Properties);

    expect(sets.map(({ Name }) => Name)).toEqual([`pheu-${stage}`, `pheu-${stage}-notices`]);
    for (const set of sets)
      expect(set).toMatchObject({ DeliveryOptions: { TlsPolicy: 'REQUIRE' }, SendingOptions: { SendingEnabled: true } });
    expect(destinations).toHaveLength(2);
    for (const destination of destinations) {
      expect(destination).toMatchObject({ EventDestination: { Enabled: true, SnsDestination: expect.anything() } });
      const events = JSON.stringify(destination);
      for (const wanted of ['SEND', 'BOUNCE', 'COMPLAINT', 'REJECT']) expect(events).toContain(`"${wanted}"`);
      expect(events).not.toMatch(/OPEN|CLICK|DELIVERY/);
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

  it('give notices a configuration set of their own, and send-mail both', async () => {
    const template = await readTemplate(stage, 'app');

    const sendMail = resourcesOf(template, 'AWS::Lambda::Function').find(
      ([, { Properties }]) => Properties.FunctionName === `pheu-${stage}-send-mail`,
    );
    const mayUse = resourcesOf(template, 'AWS::IAM::Policy').filter(([, { Properties }]) =>
      JSON.stringify(Properties).includes('ses:SendEmail'),
    );

    expect(sendMail?.[1].Properties).toMatchObject({
      Environment: { Variables: { CONFIGURATION_SET: `pheu-${stage}`, NOTICE_CONFIGURATION_SET: `pheu-${stage}-notices` } },
    });
    expect(mayUse).toHaveLength(1);
    for (const set of [`configuration-set/pheu-${stage}"`, `configuration-set/pheu-${stage}-notices"`]) {
      expect(JSON.stringify(mayUse)).toContain(set);
    }
  });

  it('let SES publish for these configuration sets of this account only', async () => {
    const template = await readTemplate(stage, 'app');

    const text = resourcesOf(template, 'AWS::SNS::TopicPolicy').map(([, { Properties }]) => JSON.stringify(Properties));

    const forSes = text.filter((policy) => policy.includes('ses.amazonaws.com'));
    expect(forSes).toHaveLength(1);
    expect(forSes[0]).toContain('AWS:SourceAccount');
    for (const set of [`configuration-set/pheu-${stage}"`, `configuration-set/pheu-${stage}-notices"`]) expect(forSes[0]).toContain(set);
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
