import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { indexAttributes, indexes, projectedAttributes } from '../../shared/platform/keys.ts';

const own = { pk: 'pk', sk: 'sk' };

const keySchema = ({ pk, sk }: { readonly pk: string; readonly sk: string }) => [
  { AttributeName: pk, KeyType: 'HASH' as const },
  { AttributeName: sk, KeyType: 'RANGE' as const },
];

/** The product's table with its indexes, as the template makes it. */
export function tableDefinition(TableName: string): CreateTableCommandInput {
  const names = new Set([own, ...Object.values(indexAttributes)].flatMap(({ pk, sk }) => [pk, sk]));
  return {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema(own),
    AttributeDefinitions: [...names].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
    GlobalSecondaryIndexes: Object.values(indexes).map((IndexName) => {
      const NonKeyAttributes = [...projectedAttributes[IndexName]];
      return {
        IndexName,
        KeySchema: keySchema(indexAttributes[IndexName]),
        Projection: NonKeyAttributes.length === 0 ? { ProjectionType: 'KEYS_ONLY' } : { ProjectionType: 'INCLUDE', NonKeyAttributes },
      };
    }),
  };
}
