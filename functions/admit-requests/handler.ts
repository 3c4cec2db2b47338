import { readEnvironment, texts } from '../../shared/platform/environment.ts';
import { createHandler } from './app.ts';

const environment = readEnvironment({ ORIGIN_SECRET_DIGESTS: texts });

/** Authorises public routes where a firewall stands before the CDN. Writes no line: who is refused must not fill the log. */
export const handler = createHandler(environment.ORIGIN_SECRET_DIGESTS);
