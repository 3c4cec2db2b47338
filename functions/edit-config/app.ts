import type { PublishedView } from '../../api/config/config-view.ts';
import { diffConfig as diffRoute } from '../../api/config/diff-config.ts';
import { publishConfig as publishRoute } from '../../api/config/publish-config.ts';
import { readConfig as readRoute } from '../../api/config/read-config.ts';
import { asUser, may, type Principal, type UserEvent } from '../../shared/access/index.ts';
import type { ConfigReader } from '../../shared/config/index.ts';
import { diffConfig, publishConfig, readConfig } from '../../shared/config-registry/index.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import type { Digests } from '../../shared/platform/digests.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import { type CdnOnly, createHttpHandler, type HttpResponse, jsonResponse, readJsonBody } from '../../shared/platform/http.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { Table } from '../../shared/platform/table.ts';
import { answerOnce, type KeepAnswer, keyedRequest } from '../../shared/requests/index.ts';
import { read, versionOf } from './request.ts';

export interface EditParts extends CdnOnly {
  readonly table: Table;
  readonly digests: Digests;
  readonly config: ConfigReader;
  readonly clock: Clock;
}

/** What an HTTP API with a JWT authoriser hands over. */
export interface EditEvent extends UserEvent {
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** A request and its answer are at most six megabytes in Lambda. */
const maxBytes = 4 * 1_024 * 1_024;

/** Answers each route of the configuration; what a role may not see or change looks like what is not there. */
export function createHandler(parts: EditParts, log: Log) {
  return createHttpHandler<EditEvent>(
    log,
    (event) => asUser(event, { ...parts, log }, (principal) => answer(event, principal, parts, log)),
    parts,
  );
}

async function answer(event: EditEvent, principal: Principal, parts: EditParts, log: Log): Promise<HttpResponse> {
  const name = event.pathParameters?.kind;
  switch (event.routeKey) {
    case 'GET /v1/config/{kind}': {
      const { version } = read(readRoute.query, event.queryStringParameters);
      const found = await readConfig(parts.table, principal, name, version);
      return jsonResponse(200, found, { etag: `"${found.version}"` });
    }
    case 'GET /v1/config/{kind}/diff':
      return jsonResponse(200, await diffConfig(parts.table, principal, name, read(diffRoute.query, event.queryStringParameters)));
    case 'PUT /v1/config/{kind}':
      return publish(event, principal, parts, log);
    default:
      throw new NotFoundError('no such route');
  }
}

async function publish(event: EditEvent, principal: Principal, parts: EditParts, log: Log): Promise<HttpResponse> {
  if (!may(principal, 'config.publish')) throw new NotFoundError('no such configuration');
  const name = event.pathParameters?.kind;
  const isCheck = read(publishRoute.query, event.queryStringParameters).check === 'true';
  const { documents } = read(publishRoute.body, readJsonBody(event, maxBytes));
  const edit = { documents, expectedVersion: versionOf(event.headers['if-match']), isCheck };
  const answerOf = (published: PublishedView) => jsonResponse(200, published, { etag: `"${published.version}"` });
  // Nothing is changed.
  if (isCheck) return answerOf(await publishConfig(parts, principal, name, edit));
  const { userId } = principal;
  const request = keyedRequest(
    { userId, route: event.routeKey, idempotencyKey: event.headers['idempotency-key'], asked: { name, documents } },
    parts.digests,
  );
  const change = async (keep: KeepAnswer) => {
    const published = await publishConfig(parts, principal, name, edit, (next) => keep(answerOf(next)));
    log.info('configuration published', { userId, kind: published.kind, version: published.version });
    return answerOf(published);
  };
  return answerOnce(request, { change }, { ...parts, log });
}
