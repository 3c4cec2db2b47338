import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import type { PheuFunction } from './pheu-function.ts';

/** A batch without a record, as a queue never sends one. */
const emptyBatch = { Records: [] };

/** What a browser asks before it posts to a form that is not there: answered with 404, written nowhere. */
const askedInVain = {
  version: '2.0',
  headers: {},
  pathParameters: { formId: 'keep-warm' },
  requestContext: { requestId: 'keep-warm', http: { method: 'OPTIONS' } },
};

export interface KeptWarmProps {
  readonly settings: Settings;
  /** Answers HTTP. */
  readonly front: PheuFunction;
  /** Fed by queues. */
  readonly workers: readonly PheuFunction[];
  readonly failures: Queue;
}

/**
 * Calls each function every five minutes with nothing to do, so that Lambda keeps one instance of it: it gives an idle one up some minutes
 * after its last call, and the next lead would wait for all of them to start one after the other.
 */
export class KeptWarm extends Construct {
  constructor(scope: Construct, id: string, { settings, front, workers, failures }: KeptWarmProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    const kept = [{ target: front, input: askedInVain }, ...workers.map((target) => ({ target, input: emptyBatch }))];
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: kept.map(({ target }) => target.function.functionArn) }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [failures.queueArn] }));
    for (const { target, input } of kept) {
      const schedule = new CfnSchedule(this, `Schedule-${target.name}`, {
        name: `pheu-${settings.stage}-keep-warm-${target.name}`,
        scheduleExpression: 'rate(5 minutes)',
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: target.function.functionArn,
          roleArn: role.roleArn,
          input: JSON.stringify(input),
          // A call that is not allowed rings; the next one is due before a lost one is missed.
          retryPolicy: { maximumRetryAttempts: 1, maximumEventAgeInSeconds: 60 },
          deadLetterConfig: { arn: failures.queueArn },
        },
      });
      schedule.node.addDependency(role);
      new EventInvokeConfig(this, `Call-${target.name}`, { function: target.function, maxEventAge: Duration.minutes(1), retryAttempts: 0 });
    }
  }
}
