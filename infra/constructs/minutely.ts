import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import type { PheuFunction } from './pheu-function.ts';

export interface MinutelyProps {
  readonly settings: Settings;
  readonly target: PheuFunction;
  readonly failures: Queue;
}

/** Calls the function every minute. A minute that is lost costs lateness only: the next one finds the same timers first in line. */
export class Minutely extends Construct {
  constructor(scope: Construct, id: string, { settings, target, failures }: MinutelyProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [target.function.functionArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [failures.queueArn] }));
    const schedule = new CfnSchedule(this, 'Schedule', {
      name: `pheu-${settings.stage}-${target.name}`,
      scheduleExpression: 'rate(1 minute)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: target.function.functionArn,
        roleArn: role.roleArn,
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 300 },
        deadLetterConfig: { arn: failures.queueArn },
      },
    });
    schedule.node.addDependency(role);
    // Scheduler hands over asynchronously; Lambda's own retries come after its. A look that fails all the same is kept nowhere: its error lines
    // ring, and the next look does its work. What is kept is a look that could not begin, of which nothing else would tell.
    new EventInvokeConfig(this, 'AsyncInvocation', {
      function: target.function,
      maxEventAge: Duration.minutes(5),
      retryAttempts: 1,
    });
  }
}
