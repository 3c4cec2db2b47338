import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import type { PheuFunction } from './pheu-function.ts';

export interface NightlyProps {
  readonly settings: Settings;
  readonly target: PheuFunction;
  /** Gets the nights that could not begin. */
  readonly failures: Queue;
  readonly hour: number;
  readonly timeZone: string;
}

/** Calls the function once a night. What a night leaves undone the next one does: the function finds by itself what is left. */
export class Nightly extends Construct {
  constructor(scope: Construct, id: string, { settings, target, failures, hour, timeZone }: NightlyProps) {
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
      scheduleExpression: `cron(0 ${hour} * * ? *)`,
      scheduleExpressionTimezone: timeZone,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: target.function.functionArn,
        roleArn: role.roleArn,
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3_600 },
        deadLetterConfig: { arn: failures.queueArn },
      },
    });
    schedule.node.addDependency(role);
    // One that fails rings by its error lines.
    new EventInvokeConfig(this, 'AsyncInvocation', { function: target.function, maxEventAge: Duration.hours(1), retryAttempts: 2 });
  }
}
