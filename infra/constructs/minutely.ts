import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Scheduled, type ScheduledProps } from './scheduled.ts';

/** Calls the function every minute. A minute that is lost costs lateness only: the next one finds the same timers first in line. */
export class Minutely extends Scheduled {
  constructor(scope: Construct, id: string, props: ScheduledProps) {
    super(scope, id, props, { expression: 'rate(1 minute)', maxAge: Duration.minutes(5), retryAttempts: 1 });
  }
}
