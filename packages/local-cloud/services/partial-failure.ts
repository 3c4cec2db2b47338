import type { Answer } from './service.ts';
import { isObject, type JsonObject, listOf, textOf } from './service.ts';

/** Calls whose answer tells of each entry apart, and so can fail in part inside a 200. */
export const batchOperations: ReadonlySet<string> = new Set(['SendMessageBatch', 'PutEvents']);

const message = 'injected: the service failed for this entry, nothing was done with it';

/** Keeps one entry from the service and answers for it as the service does when it fails for this one alone. */
export async function callWithoutOneEntry(
  operation: string,
  input: unknown,
  chance: number,
  run: (input: unknown) => Promise<Answer>,
): Promise<Answer> {
  const request = isObject(input) ? input : {};
  const entries = listOf(request.Entries);
  const unlucky = Math.floor(chance * entries.length);
  const others = entries.filter((_, index) => index !== unlucky);
  const answer = others.length === 0 ? { status: 200, body: {} } : await run({ ...request, Entries: others });
  if (answer.status !== 200 || entries.length === 0) return answer;
  const body = isObject(answer.body) ? answer.body : {};
  return { ...answer, body: operation === 'PutEvents' ? withFailedEvent(body, unlucky) : withFailedMessage(body, entries[unlucky]) };
}

function withFailedMessage(body: JsonObject, entry: unknown): JsonObject {
  const id = isObject(entry) ? textOf(entry.Id) : undefined;
  const failed = { Id: id, Code: 'InternalError', Message: message, SenderFault: false };
  return { ...body, Successful: listOf(body.Successful), Failed: [...listOf(body.Failed), failed] };
}

function withFailedEvent(body: JsonObject, index: number): JsonObject {
  const entries = listOf(body.Entries).toSpliced(index, 0, { ErrorCode: 'InternalFailure', ErrorMessage: message });
  return { FailedEntryCount: entries.filter((entry) => isObject(entry) && entry.ErrorCode !== undefined).length, Entries: entries };
}
