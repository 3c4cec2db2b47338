import { type Answer, isObject, type Service, textOf } from '../service.ts';
import { capacityOf, withCapacity, withoutUnaskedCapacity } from './capacity.ts';
import { requirementsOf, type TableNaming } from './requirements.ts';

/** Puts the local DynamoDB behind the gateway: permissions per item, and what each call cost. */
export function createDynamoDbService(
  options: TableNaming & {
    readonly execute: (operation: string, input: Record<string, unknown>) => Promise<{ readonly status: number; readonly body: unknown }>;
  },
): Service {
  return {
    name: 'dynamodb',
    resourcesOf: (operation, input) => requirementsOf(operation, input, options),
    async execute(operation, rawInput): Promise<Answer> {
      const input = isObject(rawInput) ? rawInput : {};
      const answer = await options.execute(operation, { ...withCapacity(operation, input) });
      if (!isObject(answer.body)) return answer;
      const partitionKey = options.partitionKeyOf?.(textOf(input.TableName) ?? '', textOf(input.IndexName)) ?? 'pk';
      const capacity = capacityOf(operation, input, answer.body, partitionKey);
      return { status: answer.status, body: withoutUnaskedCapacity(input, answer.body), ...(capacity === undefined ? {} : { capacity }) };
    },
  };
}
