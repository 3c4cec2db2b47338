import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Scheduled, type ScheduledProps } from './scheduled.ts';

export interface NightlyProps extends ScheduledProps {
  readonly hour: number;
  readonly timeZone: string;
}

/** Calls the function once a night. What a night leaves undone the next one does: the function finds by itself what is left. */
export class Nightly extends Scheduled {
  constructor(scope: Construct, id: string, { hour, timeZone, ...props }: NightlyProps) {
    super(scope, id, props, { expression: `cron(0 ${hour} * * ? *)`, timeZone, maxAge: Duration.hours(1), retryAttempts: 2 });
  }
}
