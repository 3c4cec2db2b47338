import type { ConditionContext } from '../iam/index.ts';

export type ServiceName = 'dynamodb' | 'sqs' | 'ses' | 'events' | 'ssm' | 'cognito-idp' | 's3';

/** What a DynamoDB call cost, as the table reported it. */
export interface CallCapacity {
  readonly read: number;
  readonly write: number;
  /** The kinds of item the call named: the partition keys up to their first `#`, each once. */
  readonly keyPrefixes: readonly string[];
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Sent as it is, in place of `body` as JSON. */
  readonly raw?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly capacity?: CallCapacity;
}

/** One permission that a call needs. */
export interface Requirement {
  readonly action: string;
  readonly resourceArn: string;
  readonly context?: ConditionContext;
}

export interface Service {
  readonly name: ServiceName;
  execute(operation: string, input: unknown, principal: string): Promise<Answer>;
  resourcesOf(operation: string, input: unknown): readonly Requirement[];
  /** Told once where the gateway listens. */
  attach?(url: string): void;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
