import { type Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import type { PheuFunction } from './pheu-function.ts';

export interface ScheduledProps {
  readonly settings: Settings;
  readonly target: PheuFunction;
  /** Gets the calls that could not begin, of which nothing else would tell. */
  readonly failures: Queue;
}

interface Rhythm {
  readonly expression: string;
  /** @default - UTC */
  readonly timeZone?: string;
  /** After this a call is given up: the next one does its work. */
  readonly maxAge: Duration;
  /** Lambda's own attempts, which come after those of Scheduler. */
  readonly retryAttempts: number;
}

/** Calls a function in a rhythm. Scheduler hands over asynchronously; a call that fails all the same is kept nowhere: its error lines ring. */
export abstract class Scheduled extends Construct {
  constructor(scope: Construct, id: string, { settings, target, failures }: ScheduledProps, rhythm: Rhythm) {
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
      scheduleExpression: rhythm.expression,
      ...(rhythm.timeZone !== undefined && { scheduleExpressionTimezone: rhythm.timeZone }),
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: target.function.functionArn,
        roleArn: role.roleArn,
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: rhythm.maxAge.toSeconds() },
        deadLetterConfig: { arn: failures.queueArn },
      },
    });
    schedule.node.addDependency(role);
    new EventInvokeConfig(this, 'AsyncInvocation', {
      function: target.function,
      maxEventAge: rhythm.maxAge,
      retryAttempts: rhythm.retryAttempts,
    });
  }
}
