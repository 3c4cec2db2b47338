import { randomUUID } from 'node:crypto';
import { StartError } from '../assembly/errors.ts';
import { isObject, type Json, type JsonObject, objectsAt, parseJson, textAt } from '../assembly/json.ts';
import type { Integration, MappingContext } from './http-api.ts';
import { type HttpRequest, type HttpResponse, headerValue, jsonResponse } from './http-message.ts';

/** Sends a message to a queue; rejects when the queue refuses it. */
export type SendMessage = (message: {
  queueUrl: string;
  body: string;
  groupId?: string | undefined;
  deduplicationId?: string | undefined;
  delaySeconds?: number | undefined;
}) => Promise<string>;

/** The first-class integration `SQS-SendMessage`: the request's parts become a message, no function runs. */
export function createQueueIntegration(properties: JsonObject, send: SendMessage): Integration {
  const parameters = isObject(properties.RequestParameters) ? properties.RequestParameters : {};
  const queueUrl = textAt(parameters, 'QueueUrl');
  const bodySource = textAt(parameters, 'MessageBody');
  if (queueUrl === undefined || bodySource === undefined)
    throw new StartError('SQS-SendMessage needs the request parameters QueueUrl and MessageBody');
  const known = ['QueueUrl', 'MessageBody', 'MessageGroupId', 'MessageDeduplicationId', 'DelaySeconds', 'Region'];
  const unknown = Object.keys(parameters).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new StartError(`the local runtime does not map the request parameter ${unknown} (engine/queue-integration.ts)`);
  return {
    kind: 'queue',
    async send(request, context) {
      const mapped = (name: string): string | undefined => {
        const source = textAt(parameters, name);
        return source === undefined ? undefined : mapParameter(source, request, context);
      };
      const body = mapped('MessageBody');
      if (body === undefined || body === '') return answerWith(properties, jsonResponse(400, { message: 'Bad Request' }));
      const delay = mapped('DelaySeconds');
      try {
        const messageId = await send({
          queueUrl,
          body,
          groupId: mapped('MessageGroupId'),
          deduplicationId: mapped('MessageDeduplicationId'),
          delaySeconds: delay === undefined ? undefined : Number(delay),
        });
        return answerWith(properties, sendAnswer(messageId));
      } catch {
        return answerWith(properties, jsonResponse(500, { message: 'Internal Server Error' }));
      }
    },
  };
}

/** Evaluates a mapping such as `$request.body`, `$request.header.name` or `$context.requestId`; other text stands for itself. */
export function mapParameter(source: string, request: HttpRequest, context: MappingContext): string | undefined {
  if (source.includes('${'))
    return source.replaceAll(/\$\{([^}]+)\}/g, (_, inner: string) => mapParameter(`$${inner}`, request, context) ?? '');
  if (!source.startsWith('$')) return source;
  if (source === '$request.body') return request.body.toString('utf8');
  const [, place, rest = ''] = /^\$(request\.\w+|context|stageVariables)\.?(.*)$/.exec(source) ?? [];
  switch (place) {
    case 'request.body':
      return memberOf(request.body.toString('utf8'), rest);
    case 'request.header':
      return headerValue(request.headers, rest.toLowerCase());
    case 'request.querystring':
      return new URLSearchParams(request.query).get(rest) ?? undefined;
    case 'request.path':
      return rest === '' ? request.path : context.pathParameters[rest];
    case 'context':
      return contextValue(rest, request, context);
    default:
      throw new StartError(`the local runtime does not know the mapping ${source}`);
  }
}

function contextValue(name: string, request: HttpRequest, context: MappingContext): string | undefined {
  if (name === 'requestId') return context.requestId;
  if (name === 'identity.sourceIp') return request.sourceIp;
  const claim = /^authorizer\.claims\.(.+)$/.exec(name)?.[1];
  return claim === undefined ? undefined : context.claims?.[claim];
}

function memberOf(body: string, path: string): string | undefined {
  let value: Json | undefined;
  try {
    value = parseJson(body);
  } catch {
    return undefined;
  }
  for (const name of path.split('.')) value = isObject(value) ? value[name] : undefined;
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function sendAnswer(messageId: string): HttpResponse {
  const body = `<?xml version="1.0"?><SendMessageResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><SendMessageResult><MessageId>${messageId}</MessageId></SendMessageResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></SendMessageResponse>`;
  return { status: 200, headers: [['content-type', 'text/xml']], body };
}

/** Applies the integration's response parameters for the status that came back. */
function answerWith(properties: JsonObject, answer: HttpResponse): HttpResponse {
  const byStatus = isObject(properties.ResponseParameters) ? properties.ResponseParameters : {};
  const forStatus = byStatus[String(answer.status)];
  let result = answer;
  for (const { Destination, Source } of isObject(forStatus) ? objectsAt(forStatus, 'ResponseParameters') : []) {
    const [, action, name = ''] = /^(overwrite|append|remove):(.+)$/.exec(String(Destination)) ?? [];
    const header = name.replace(/^header\./, '').toLowerCase();
    if (action === 'overwrite' && name === 'statuscode') result = { ...result, status: Number(Source) };
    else if (action === 'append') result = { ...result, headers: [...result.headers, [header, String(Source)]] };
    else {
      const others = result.headers.filter(([key]) => key !== header);
      result = { ...result, headers: action === 'overwrite' ? [...others, [header, String(Source)]] : others };
    }
  }
  return result;
}
