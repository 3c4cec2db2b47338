import { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { factsPrefix } from '../shared/analytics/index.ts';
import type { IndexName } from '../shared/platform/keys.ts';

/** Queues that functions send to. */
type QueueName =
  | 'intake'
  | 'assign'
  | 'notice'
  | 'mail'
  | 'score'
  | 'timerShards'
  | 'work'
  | 'calls'
  | 'publishFailures'
  | 'deliveryFailures';

export interface GrantedResources extends Readonly<Record<QueueName, Queue>> {
  readonly table: Table;
  readonly importsArn: string;
  /** Undefined where nobody asked for analytics. */
  readonly analyticsArn: string | undefined;
  readonly userPoolArn: string;
  readonly bus: EventBus;
  readonly secretParameterArn: string;
  readonly identityParameterArn: string;
  readonly webhookSecretArns: string;
  /** Of the secrets of one name, of whatever connector. */
  readonly connectorSecretArn: (name: string) => string;
  readonly configurationSetNames: readonly string[];
  readonly mailFrom: string;
}

type ItemAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'BatchWriteItem'
  /** Part of transactions only; the CDK's own grants leave it out. */
  | 'ConditionCheckItem';

/** Kinds of partition keys of shared/platform/keys.ts. */
type KeyKind =
  | 'SUBMISSION'
  | 'LEAD'
  | 'EMAIL'
  | 'PHONE'
  | 'REPEAT'
  | 'ORDER'
  | 'ADDRESS'
  | 'MAILBOX'
  | 'MAILHOST'
  | 'POOL'
  | 'WAIT'
  | 'CLIENT'
  | 'TOKEN'
  | 'HELD'
  | 'REQUEST'
  | 'DUE'
  | 'CONFIG'
  | 'COMPILED'
  | 'BADROW'
  | 'VISITOR'
  | 'RATE'
  | 'REP'
  | 'STRANGERS'
  | 'SEGMENTS'
  | 'SPLIT'
  | 'SPLITS'
  | 'IMPORTS'
  | 'EXPORTS'
  /** Places at events. */
  | 'EVENT'
  | 'CONNECTOR'
  | 'SEQUENCES'
  /** Lists that people save. */
  | 'VIEWS'
  | 'CALL'
  | 'COMPANY'
  | 'TAXCODE'
  | 'DOMAIN'
  | 'CHECKS'
  | 'ERASURE'
  | 'ERASED'
  | 'RIGHTS'
  | 'BREACH'
  | 'FACTS'
  /** What open needs were forecast to come to, night by night. */
  | 'FORECAST'
  /** How mails that are tried against each other stand. */
  | 'EXPERIMENT'
  /** What advertising cost. */
  | 'SPEND'
  /** What reps and pools are to reach. */
  | 'TARGETS'
  /** Addresses outside that are told of events. */
  | 'WEBHOOKS'
  /** What was done with accounts of the user pool. */
  | 'ACCOUNTS';

/** Actions on items whose partition key begins with one of the kinds. */
export interface ItemRight {
  readonly actions: readonly ItemAction[];
  readonly kinds: readonly KeyKind[];
}

export type Right = ItemRight | PolicyStatement;

/**
 * One statement per action with all kinds of keys that the action may touch. A batch is one request for all its keys, and AWS does not
 * say whether the items of a transaction are asked for one by one or together per action: this way both answers are the same.
 */
export function itemStatements(given: readonly ItemRight[], table: Table): PolicyStatement[] {
  const kindsByAction = new Map<ItemAction, Set<KeyKind>>();
  for (const { actions, kinds } of given) {
    for (const action of actions) kindsByAction.set(action, new Set([...(kindsByAction.get(action) ?? []), ...kinds]));
  }
  return [...kindsByAction].map(
    ([action, kinds]) =>
      new PolicyStatement({
        actions: [`dynamodb:${action}`],
        resources: [table.tableArn],
        conditions: {
          'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...kinds].sort().map((kind) => `${kind}#*`) },
          // "All of none" is true: a request that names no key must not pass.
          Null: { 'dynamodb:LeadingKeys': 'false' },
        },
      }),
  );
}

/** Spells rights; every statement names its actions and its resources. */
export class Rights {
  private readonly resources: GrantedResources;

  constructor(resources: GrantedResources) {
    this.resources = resources;
  }

  /** DynamoDB refuses a request that touches items of any other kind. */
  items(actions: readonly ItemAction[], kinds: readonly KeyKind[]): ItemRight {
    return { actions, kinds };
  }

  queryIndexes(...names: readonly IndexName[]): PolicyStatement {
    return new PolicyStatement({
      actions: ['dynamodb:Query'],
      resources: names.map((name) => `${this.resources.table.tableArn}/index/${name}`),
    });
  }

  send(...queues: readonly QueueName[]): PolicyStatement {
    return new PolicyStatement({ actions: ['sqs:SendMessage'], resources: queues.map((queue) => this.resources[queue].queueArn) });
  }

  publish(): PolicyStatement {
    return new PolicyStatement({ actions: ['events:PutEvents'], resources: [this.resources.bus.eventBusArn] });
  }

  /** Files below a prefix; what is not there is told as that, and not as forbidden: to whoever may list, without a condition on prefixes, which only a listing has. */
  files(actions: readonly ('GetObject' | 'PutObject' | 'DeleteObject')[], prefix: string): PolicyStatement[] {
    const { importsArn } = this.resources;
    return [
      new PolicyStatement({ actions: actions.map((action) => `s3:${action}`), resources: [`${importsArn}/${prefix}*`] }),
      new PolicyStatement({ actions: ['s3:ListBucket'], resources: [importsArn] }),
    ];
  }

  /** Writing files of facts, and knowing which there are; nobody of the product reads one. */
  keepFactFiles(): PolicyStatement[] {
    const { analyticsArn } = this.resources;
    if (analyticsArn === undefined) return [];
    return [
      new PolicyStatement({ actions: ['s3:PutObject', 's3:DeleteObject'], resources: [`${analyticsArn}/${factsPrefix}*`] }),
      new PolicyStatement({
        actions: ['s3:ListBucket'],
        resources: [analyticsArn],
        conditions: { StringLike: { 's3:prefix': `${factsPrefix}*` } },
      }),
    ];
  }

  /** Nothing that deletes a user, reads what they are, or sets a password. */
  keepAccounts(): PolicyStatement {
    const actions = ['AdminCreateUser', 'AdminEnableUser', 'AdminDisableUser', 'AdminUserGlobalSignOut'];
    return new PolicyStatement({ actions: actions.map((action) => `cognito-idp:${action}`), resources: [this.resources.userPoolArn] });
  }

  /** The list is the account's, and no resource that a policy could name. */
  listSuppressed(): PolicyStatement {
    return new PolicyStatement({ actions: ['ses:ListSuppressedDestinations'], resources: ['*'] });
  }

  /** The AWS managed key of SSM lets in whoever SSM lets in: no right on a key is needed. */
  readParameters(): PolicyStatement {
    return new PolicyStatement({ actions: ['ssm:GetParameter'], resources: this.parameterArns() });
  }

  readWebhookSecrets(): PolicyStatement {
    return new PolicyStatement({ actions: ['ssm:GetParameter'], resources: [this.resources.webhookSecretArns] });
  }

  /** Each connector's lie below its own id. */
  readConnectorSecrets(names: readonly string[]): PolicyStatement {
    return new PolicyStatement({ actions: ['ssm:GetParameter'], resources: names.map(this.resources.connectorSecretArn) });
  }

  writeParameters(): PolicyStatement {
    return new PolicyStatement({ actions: ['ssm:PutParameter'], resources: this.parameterArns() });
  }

  /** Another key would make every person of the table a stranger. */
  neverOverwriteIdentityKey(): PolicyStatement {
    return new PolicyStatement({
      effect: Effect.DENY,
      actions: ['ssm:PutParameter'],
      resources: [this.resources.identityParameterArn],
      conditions: { StringEquals: { 'ssm:Overwrite': 'true' } },
    });
  }

  private parameterArns(): string[] {
    return [this.resources.secretParameterArn, this.resources.identityParameterArn];
  }

  /**
   * In the sandbox SES asks for the right on the recipient's identity, too, so identities are not named;
   * the condition holds the sender down instead. A mail with a file beside it, as the place at an event has one, is a MIME message to SES, which asks for the
   * right on raw messages then.
   */
  sendMail(): PolicyStatement {
    const stack = Stack.of(this.resources.table);
    const arn = (resource: string) => stack.formatArn({ service: 'ses', resource: resource });
    return new PolicyStatement({
      actions: ['ses:SendEmail', 'ses:SendRawEmail'],
      resources: [arn('identity/*'), ...this.resources.configurationSetNames.map((name) => arn(`configuration-set/${name}`))],
      conditions: { StringEquals: { 'ses:FromAddress': this.resources.mailFrom } },
    });
  }
}
