import { ResourceError } from '../assembly/errors.ts';
import { isObject, type Json, type JsonObject, listAt, objectAt, objectsAt, textAt, textsAt } from '../assembly/json.ts';
import type { Resource } from '../assembly/read.ts';
import type { PolicyStatement } from '../iam/index.ts';

/** Policies of AWS that roles may name; all they allow is what the local runtime does without asking. */
const managedPolicies: Readonly<Record<string, readonly PolicyStatement[]>> = {
  AWSLambdaBasicExecutionRole: [],
  AWSLambdaSQSQueueExecutionRole: [
    { Effect: 'Allow', Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], Resource: '*' },
  ],
  AWSLambdaDynamoDBExecutionRole: [
    {
      Effect: 'Allow',
      Action: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
      Resource: '*',
    },
  ],
  AWSXRayDaemonWriteAccess: [],
  CloudWatchLambdaInsightsExecutionRolePolicy: [],
  AmazonAPIGatewayPushToCloudWatchLogs: [],
};

/** Collects what each role may do, from the role itself and the policies attached to it. */
export class Roles {
  readonly #statements = new Map<string, PolicyStatement[]>();
  readonly #managed = new Map<string, readonly PolicyStatement[]>();
  readonly #attached = new Map<string, string[]>();

  /** A role with its inline policies; `name` is what other resources refer to. */
  addRole(resource: Resource, properties: JsonObject, name: string): void {
    const inline = objectsAt(properties, 'Policies').flatMap((policy) => statementsOf(objectAt(policy, 'PolicyDocument')));
    this.#add(name, inline);
    for (const arn of textsAt(properties, 'ManagedPolicyArns')) {
      const short = arn.split('/').at(-1) ?? '';
      const isAws = arn.includes(':iam::aws:policy/');
      if (isAws && !(short in managedPolicies)) {
        throw new ResourceError(
          resource,
          `uses the managed policy ${short}; write down what it allows in local/engine/roles.ts, or grant single actions instead`,
        );
      }
      if (isAws) this.#add(name, managedPolicies[short] ?? []);
      else this.#attached.set(name, [...(this.#attached.get(name) ?? []), arn]);
    }
  }

  /** A policy of its own: attached to the roles that it names. */
  addPolicy(properties: JsonObject): void {
    for (const name of textsAt(properties, 'Roles')) this.#add(name, statementsOf(objectAt(properties, 'PolicyDocument')));
  }

  addManagedPolicy(properties: JsonObject, arn: string): void {
    this.#managed.set(arn, statementsOf(objectAt(properties, 'PolicyDocument')));
    this.addPolicy(properties);
  }

  statementsOf(roleName: string): PolicyStatement[] {
    const attached = (this.#attached.get(roleName) ?? []).flatMap((arn) => this.#managed.get(arn) ?? []);
    return [...(this.#statements.get(roleName) ?? []), ...attached];
  }

  #add(name: string, statements: readonly PolicyStatement[]): void {
    this.#statements.set(name, [...(this.#statements.get(name) ?? []), ...statements]);
  }
}

function statementsOf(document: JsonObject): PolicyStatement[] {
  const statements: Json[] = isObject(document.Statement) ? [document.Statement] : listAt(document, 'Statement');
  return statements
    .filter(isObject)
    .map((statement) => ({ ...statement, Effect: textAt(statement, 'Effect') === 'Deny' ? 'Deny' : 'Allow' }) as PolicyStatement);
}
