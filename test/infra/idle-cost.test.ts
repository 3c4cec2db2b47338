import { describe, expect, it } from '@jest/globals';
import { idleCost } from '../../infra/idle-cost.ts';
import { readTemplate } from './support/templates.ts';

const templatesOf = async (variant: 'dev' | 'prod') => [await readTemplate(variant, 'data'), await readTemplate(variant, 'app')];

describe('the idle month', () => {
  it.each(['dev', 'prod'] as const)('of %s costs at most US$ 4.90 without any free tier', async (stage) => {
    const { lines, totalUsd } = idleCost(await templatesOf(stage));

    console.log(`idle month of ${stage}: US$ ${totalUsd.toFixed(2)}`, lines.map(({ what, usd }) => `${what} ${usd.toFixed(2)}`).join(', '));
    expect(totalUsd).toBeLessThanOrEqual(4.9);
  });

  it('counts the polls of each queue, the alarms and the minutely look', async () => {
    const { lines } = idleCost(await templatesOf('prod'));

    expect(lines.find((line) => line.what === 'empty polls of FIFO queues')?.quantity).toBe(2 * 5 * 131_400);
    expect(lines.find((line) => line.what === 'empty polls of standard queues')?.quantity).toBe((6 * 5 + 2 * 2) * 131_400);
    // And four functions kept warm every five minutes.
    expect(lines.find((line) => line.what === 'schedule')?.quantity).toBe(43_800 + 4 * 8_760);
    expect(lines.find((line) => line.what === 'queries of empty timer shards')?.quantity).toBe(43_800 * 64 * 0.5);
  });

  it('bills an alarm on an expression by each metric that it reads', () => {
    const expression = { Id: 'e', Expression: 'a + b' };
    const metrics = ['a', 'b'].map((Id) => ({ Id, MetricStat: {} }));
    const template = { Resources: { Sum: { Type: 'AWS::CloudWatch::Alarm', Properties: { Metrics: [expression, ...metrics] } } } };

    expect(idleCost([template]).totalUsd).toBeCloseTo(0.2);
  });

  it('refuses a resource whose price it does not know', () => {
    const template = { Resources: { Gateway: { Type: 'AWS::EC2::NatGateway' } } };

    expect(() => idleCost([template])).toThrow('no price for AWS::EC2::NatGateway (Gateway)');
  });
});
