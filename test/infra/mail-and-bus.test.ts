import { describe, expect, it } from '@jest/globals';
import { longestTakeMs } from '../../shared/mail/rules-rate.ts';
import { sesTimeoutsMs } from '../../shared/mail/ses.ts';
import { readTemplate, referredId, resourcesOf } from './support/templates.ts';

describe.each(['dev', 'prod'] as const)('mail and bus of %s', (stage) => {
  it('bring the feedback of SES over SNS, which does not lose it, without watching who opens what', async () => {
    const template = await readTemplate(stage, 'app');

    const [[, destination] = []] = resourcesOf(template, 'AWS::SES::ConfigurationSetEventDestination');
    const [[, set] = []] = resourcesOf(template, 'AWS::SES::ConfigurationSet');

    expect(set?.Properties).toMatchObject({ Name: `pheu-${stage}`, DeliveryOptions: { TlsPolicy: 'REQUIRE' } });
    expect(destination?.Properties).toMatchObject({
      EventDestination: { Enabled: true, SnsDestination: expect.anything() },
    });
    const events = JSON.stringify(destination?.Properties);
    for (const wanted of ['SEND', 'BOUNCE', 'COMPLAINT', 'REJECT']) expect(events).toContain(`"${wanted}"`);
    expect(events).not.toMatch(/OPEN|CLICK|DELIVERY/);
  });

  it('let SES publish for this configuration set of this account only', async () => {
    const template = await readTemplate(stage, 'app');

    const text = resourcesOf(template, 'AWS::SNS::TopicPolicy').map(([, { Properties }]) => JSON.stringify(Properties));

    const forSes = text.filter((policy) => policy.includes('ses.amazonaws.com'));
    expect(forSes).toHaveLength(1);
    expect(forSes[0]).toContain('AWS:SourceAccount');
    expect(forSes[0]).toContain(`configuration-set/pheu-${stage}`);
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
