import { Arn, type Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnEventInvokeConfig, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnReceiptRule, CfnReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { rawMailPrefix } from '../../shared/replies/raw-mails.ts';
import type { Settings } from '../settings.ts';
import type { PheuFunction } from './pheu-function.ts';

const ruleName = 'replies';
/** Of the rules by which SES takes mails in; `npm run inbound` makes it the one of the account. */
const ruleSetName = ({ stage }: Settings): string => `pheu-${stage}-replies`;

const ruleArn = (stack: Stack, settings: Settings): string =>
  Arn.format({ service: 'ses', resource: 'receipt-rule-set', resourceName: `${ruleSetName(settings)}:receipt-rule/${ruleName}` }, stack);

/** Lets SES write mails that came in, for this rule of this account alone. */
export function letMailsIn(bucket: Bucket, stack: Stack, settings: Settings): void {
  bucket.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('ses.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(`${rawMailPrefix}*`)],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': ruleArn(stack, settings) } },
    }),
  );
}

export interface InboundMailProps {
  readonly stack: Stack;
  readonly settings: Settings;
  /** All mails to it are taken in. */
  readonly replyDomain: string;
  readonly bucket: Bucket;
  readonly target: PheuFunction;
  /** Gets the calls that failed each time. */
  readonly failures: Queue;
}

/** How mails come in: SES looks for spam and viruses, writes the mail, then calls the function. No rule is active before somebody says so. */
export class InboundMail extends Construct {
  readonly ruleSetName: string;

  constructor(scope: Construct, id: string, { stack, settings, replyDomain, bucket, target, failures }: InboundMailProps) {
    super(scope, id);
    const set = new CfnReceiptRuleSet(this, 'RuleSet', { ruleSetName: ruleSetName(settings) });
    this.ruleSetName = ruleSetName(settings);
    const permission = new CfnPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: target.function.functionName,
      principal: 'ses.amazonaws.com',
      sourceAccount: stack.account,
      sourceArn: ruleArn(stack, settings),
    });
    // A mail must not be lost for an hour of trouble: three tries by Lambda, then the dead letters, which ring.
    new CfnEventInvokeConfig(this, 'AsyncInvocation', {
      functionName: target.function.functionName,
      qualifier: '$LATEST',
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: 21_600,
      destinationConfig: { onFailure: { destination: failures.queueArn } },
    });
    const rule = new CfnReceiptRule(this, 'Rule', {
      ruleSetName: set.ref,
      rule: {
        name: ruleName,
        enabled: true,
        recipients: [replyDomain],
        scanEnabled: true,
        tlsPolicy: 'Require',
        actions: [
          { s3Action: { bucketName: bucket.bucketName, objectKeyPrefix: rawMailPrefix } },
          { lambdaAction: { functionArn: target.function.functionArn, invocationType: 'Event' } },
        ],
      },
    });
    // SES tries what a rule names when the rule is made.
    rule.node.addDependency(permission);
  }
}
