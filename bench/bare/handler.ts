import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

const table = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 4 }), {
  marshallOptions: { removeUndefinedValues: true, convertClassInstanceToMap: false },
});
const queue = new SQSClient({});

/** The least that can be called accepting a post: parse, put, send, answer. It checks nothing and trusts everything. */
export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const formId = event.pathParameters?.formId ?? '';
  const post = JSON.parse(event.body ?? '{}');
  const pk = `SUBMISSION#form#${formId}#${post.submissionId}`;
  await table.send(
    new PutCommand({ TableName: process.env.TABLE_NAME, Item: { pk, sk: 'RAW', receivedAt: new Date().toISOString(), ...post } }),
  );
  await queue.send(
    new SendMessageCommand({
      QueueUrl: process.env.INTAKE_QUEUE_URL,
      MessageBody: JSON.stringify({ v: 1, channel: 'form', sourceId: formId, submissionId: post.submissionId }),
      MessageGroupId: post.submissionId,
      MessageDeduplicationId: post.submissionId,
    }),
  );
  return {
    statusCode: 202,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ submissionId: post.submissionId, status: 'accepted' }),
  };
}
