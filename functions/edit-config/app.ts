import { diffConfig as diffRoute } from '../../api/config/diff-config.ts';
import { publishConfig as publishRoute } from '../../api/config/publish-config.ts';
import { readConfig as readRoute } from '../../api/config/read-config.ts';
import { asUser, type Principal, type UserEvent } from '../../shared/access/index.ts';
import type { ConfigReader } from '../../shared/config/index.ts';
import { diffConfig, publishConfig, readConfig } from '../../shared/config-registry/index.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import { type CdnOnly, createHttpHandler, type HttpResponse, jsonResponse, readJsonBody } from '../../shared/platform/http.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { Table } from '../../shared/platform/table.ts';
import { read, versionOf } from './request.ts';

export interface EditParts extends CdnOnly {
  readonly table: Table;
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
    case 'PUT /v1/config/{kind}': {
      const isCheck = read(publishRoute.query, event.queryStringParameters).check === 'true';
      const { documents } = read(publishRoute.body, readJsonBody(event, maxBytes));
      const edit = { documents, expectedVersion: versionOf(event.headers['if-match']), isCheck };
      const published = await publishConfig(parts, principal, name, edit);
      const { kind, version } = published;
      if (!isCheck) log.info('configuration published', { userId: principal.userId, kind, version });
      return jsonResponse(200, published, { etag: `"${version}"` });
    }
    default:
      throw new NotFoundError('no such route');
  }
}
